"""An answer of a ready question as text: cells as people read them, the ids it names, CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.words.text import words
from graph_model.dates import date_words
from graph_model.measures import KIND
from graph_model.measures.ranges.list_ranks import band_ranks, count_ranks
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.questions import COLUMNS, ReadyQuestion
from graph_model.snapshot import Snapshot
from loaders.csv_text import csv_text

#: What a count of rows says where there is none: of those that nobody recorded it knows nothing.
NONE = "none on record"
HEADINGS = {
    "way_in": "Way in",
    "into": "Leads into",
    "apply_at": "Where to apply",
    "entry": "Entry",
    "tied": "Tie",
    "rooms": "Stated in",
    "name": "Name",
    "shared_count": "Contacts shared",
    "confidence": "How sure",
}


def heading_of(column: str) -> str:
    """A column as a table heading: ``contact_count`` → ``Contacts``."""
    plain = f"{column.removesuffix('_count')}s" if column.endswith("_count") else words(column)
    return HEADINGS.get(column, plain.capitalize())


def cell_text(column: str, value: object) -> str:
    """A cell in words; entries stay ids.

    >>> (
    ...     cell_text("strength", "best_endeavour"),
    ...     cell_text("since", "2018-03"),
    ...     cell_text("members", ["edri", "apc"]),
    ...     cell_text("delegation_count", 0),
    ...     cell_text("score_low", 67.0),
    ... )
    ('best endeavour', 'March 2018', 'edri, apc', 'none on record', '67')
    """
    if value is None or value == "":
        return ""
    kind = COLUMNS.get(column, "text")
    if column == "gap":
        return KIND[str(value)].says
    if isinstance(value, list):
        return ", ".join(words(str(part)) if kind == "codes" else str(part) for part in value)
    if value == 0 and column.endswith("_count"):
        return NONE
    if kind == "date":
        return date_words(str(value))
    if kind == "number" and isinstance(value, int | float):
        return f"{value:,.10g}"
    return words(str(value)) if kind == "code" else str(value)


def ids_in(
    snapshot: Snapshot, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> list[str]:
    """The entries that an answer names, row by row, each once."""
    with_ids = [at for at, column in enumerate(columns) if COLUMNS.get(column) in ("id", "ids")]
    found: dict[str, None] = {}
    for row in rows:
        for at in with_ids:
            value = row[at]
            found.update(
                dict.fromkeys(
                    str(id)
                    for id in (value if isinstance(value, list) else [value])
                    if id in snapshot.nodes
                )
            )
    return list(found)


def in_order_of_rank(
    question: ReadyQuestion, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[list[Sequence[object]], list[RankRange]]:
    """The rows of a question that ranks them, by the range of their ranks and then by name, with
    these; of any other question as they are, and none.
    """
    ranks = _ranks(question, columns, rows)
    if not ranks:
        return list(rows), []
    name = columns.index("name") if "name" in columns else 0
    both = sorted(
        ((rank, rows[int(rank.name)]) for rank in ranks),
        key=lambda pair: (pair[0].low, pair[0].high, str(pair[1][name]).casefold()),
    )
    return [row for _, row in both], [rank for rank, _ in both]


def _ranks(
    question: ReadyQuestion, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[RankRange, ...]:
    if question.banded:
        low, high = columns.index("score_low"), columns.index("score_high")
        return band_ranks(tuple((float(str(row[low])), float(str(row[high]))) for row in rows))
    if question.ranked_by not in columns:
        return ()
    at = columns.index(question.ranked_by)
    return count_ranks(
        tuple(
            len(value) if isinstance(value := row[at], list) else int(str(value or 0))
            for row in rows
        )
    )


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """An answer as a CSV file, values as they are stored; lists are separated by `` ; `` and
    nothing begins like a formula.

    >>> as_csv(["member", "members"], [["edri", ["a", "b"]], ["=1+1", []]])
    "member,members\\nedri,a ; b\\n'=1+1,\\n"
    """
    return csv_text(
        columns,
        (
            [" ; ".join(map(str, cell)) if isinstance(cell, list) else cell for cell in row]
            for row in rows
        ),
    )
