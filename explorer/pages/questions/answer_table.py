"""The answer to a ready question: its rows, its statement, the same worked out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.html.app_links import href
from explorer.html.entry import entry_link, map_link
from explorer.html.look import empty, link, sorting_head, sources, table
from explorer.html.screen import show
from explorer.html.view import View
from explorer.pages.questions.ten_answer_page import sorted_address
from explorer.picture.network_component import draw
from explorer.picture.selection import picture
from explorer.words.answers import as_csv, cell_text, heading_of, ids_in, in_order_of_rank
from explorer.words.ranks import BANDS, HELP, order_html, rank_words
from explorer.words.text import count
from graph_model.console.console import Answer
from graph_model.measures.day import Day
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.questions import COLUMNS, ReadyQuestion
from graph_model.questions.abbreviations import LINES, US, used
from graph_model.snapshot import Snapshot

SHOWN = 200


def show_answer(shown: View, question: ReadyQuestion, found: Answer) -> None:
    """The rows as a table and as a picture, and as a file."""
    number = len(found.rows)
    if not number:
        show(
            empty(
                "Nothing on record answers this.",
                "That is not a no: what is not recorded is not known. Choose another day, or fill a"
                " blank differently.",
            )
        )
        return
    ids = ids_in(shown.snapshot, found.columns, found.rows)
    listed, drawn = st.tabs(
        [f"Table: {count(number, 'row')}", f"Picture: {count(len(ids), 'entry', 'entries')}"]
    )
    with listed:
        rows(shown.snapshot, question, found)
        st.download_button(
            "All rows (CSV)",
            lambda: as_csv(found.columns, found.rows),
            f"{question.id}.csv",
            "text/csv",
        )
    with drawn:
        if ids:
            draw(picture(shown.day, ids), key="answer")
        show(
            f"<p>{map_link(ids)}, with what is around: choose an entry there to read about it, or"
            " widen the picture.</p>"
        )


def rows(snapshot: Snapshot, question: ReadyQuestion, found: Answer) -> None:
    """The first rows with names that lead to profiles; a name that a link already says is left
    out.
    """
    subject = next((column for column in found.columns if COLUMNS[column] == "id"), "")
    columns = [column for column in found.columns if column != "name" or not subject]
    shown = [(column, found.columns.index(column)) for column in columns]

    ordered, ranks = _in_order(snapshot, question, found, columns)
    body = [[cell(snapshot, column, row[at]) for column, at in shown] for row in ordered[:SHOWN]]
    if ranks:
        body = [[*row, rank_words(rank)] for row, rank in zip(body, ranks, strict=False)]

    numbers = (
        *(at for at, column in enumerate(columns) if COLUMNS[column] == "number"),
        len(columns),
    )
    head = [*map(heading_of, columns), *(["Place"] if ranks else [])]
    heads = [_head(column, at in numbers) for at, column in enumerate(columns)]
    heads += ['<th scope="col" class="num">Place</th>'] if ranks else []
    worth = order_html(
        ranks, f"these {len(ranks):,} rows", BANDS if question.banded else HELP, day=None
    )
    caption = f"{_counted(found)}. Each is {question.means}."
    show(table(head, body, caption, numbers, roomy=len(head) > 3, heads=heads) + worth)


def _in_order(
    snapshot: Snapshot, question: ReadyQuestion, found: Answer, columns: Sequence[str]
) -> tuple[Sequence[Sequence[object]], Sequence[RankRange]]:
    """The rows by the column that the address names, else in the order of the question, with the
    ranks that the data supports.
    """
    order = st.query_params.get("sort", "")
    if order not in columns:
        return in_order_of_rank(question, found.columns, found.rows)
    at = found.columns.index(order)
    ordered = sorted(
        found.rows,
        key=lambda row: _sortable(snapshot, order, row[at]),
        reverse=st.query_params.get("down") == "on",
    )
    return ordered, []


def _counted(found: Answer) -> str:
    """How many rows there are, and how many of them are shown."""
    if len(found.rows) > SHOWN:
        return f"The first {SHOWN} of {len(found.rows):,} rows; the file holds all"
    more = " (there are more; narrow the question)" if found.more else ""
    return f"{count(len(found.rows), 'row')}{more}"


def _head(column: str, counts: bool) -> str:
    """A heading by which the rows can be sorted, up or down."""
    order = ""
    if column == st.query_params.get("sort"):
        order = "descending" if st.query_params.get("down") == "on" else "ascending"
    return sorting_head(
        heading_of(column), sorted_address(column, ""), sorted_address(column, "on"), order, counts
    )


def _sortable(snapshot: Snapshot, column: str, value: object) -> tuple[bool, float, str]:
    if isinstance(value, int | float):
        return (False, float(value), "")
    if isinstance(value, list):
        return (False, float(len(value)), "")
    said = snapshot.name(str(value)) if COLUMNS[column] == "id" else str(value or "")
    return (value is None, 0.0, said.casefold())


def cell(snapshot: Snapshot, column: str, value: object) -> str:
    """A cell as HTML: entries as links, sources as numbered links, the rest in words."""
    kind = COLUMNS[column]
    if kind in ("id", "ids"):
        ids: Sequence[object] = value if isinstance(value, list) else [value] if value else []
        said = [
            entry_link(snapshot, str(id)) if id in snapshot.nodes else escape(str(id))
            for id in ids[:6]
        ]
        return ", ".join(said) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")
    if kind == "urls":
        return sources(str(value or ""))
    return escape(cell_text(column, value))


def statement(question: ReadyQuestion, values: dict[str, str | int], day: Day) -> None:
    """The Cypher exactly as it ran, with its parameters, to copy."""
    asked = " ".join(f"--param {name}={value}" for name, value in values.items() if name != "on")
    cypher = question.statement(day.settings)
    console = href("console", q=cypher, params=json.dumps(values, ensure_ascii=False))
    with st.expander("The statement in Cypher"):
        show("<p>Exactly as it runs; the parameters travel beside it.</p>")
        st.code(cypher, language="cypher", wrap_lines=True)
        if values:
            st.code(json.dumps(values, ensure_ascii=False, indent=1), language="json")
        if words := worked_out(cypher):
            show(f"<p>{words}</p>")
        show(f"<p>{link(console, 'Open in the console')}</p>")
        st.code(f"linkages ask {question.id} {asked}".strip(), language="bash")


def worked_out(cypher: str) -> str:
    """What the measures hand to a statement beside its blanks, in words."""
    says = {
        US: "<code>$us</code>: who we are on this day",
        LINES: "<code>$lines</code>: every line with its kind, as the first page has it",
    }
    named = [said for name, said in says.items() if name in used(cypher)]
    return (
        f"Worked out for the day, the settings and the audience looked at: {'; '.join(named)}. The"
        " console fills them in; <code>linkages ask … --json</code> writes them out."
        if named
        else ""
    )
