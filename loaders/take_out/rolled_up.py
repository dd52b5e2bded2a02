"""Coarser, before anything leaves: role-holders go, days become quarters, names are withheld."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from graph_model.dates import span
from graph_model.own_fields import NAME
from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.privacy_findings import PEOPLE, public_knowledge

#: What stands in a text in place of a name that is left out.
WITHHELD = "[withheld]"


def roll_up(shown: Snapshot, whole: Snapshot) -> tuple[Snapshot, dict[str, int]]:
    """The public part, coarser where something beside it stays behind, with the number of rows
    changed by each step.

    Role-holders are left to their delegation. The day of a contact becomes its quarter when any tie
    of it is withheld. Notes go, except on rows that a public source bears out; own
    fields go.
    """
    left = without_entries(shown, {row.id for row in shown.of("Representative")})
    told: Counter[str] = Counter(representatives=len(shown.of("Representative")))
    rows: list[NodeRow | RelationshipRow] = []
    for row in left.rows():
        fields = dict(row.fields)
        if fields.pop(NAME, None) is not None:  # what a sheet of people said is theirs
            told["own fields"] += 1
        if "note" in fields and not public_knowledge(row):
            del fields["note"]
            told["notes"] += 1
        if (
            isinstance(row, NodeRow)
            and row.label == "Engagement"
            and _withheld(row.id, left, whole)
            and len(row.text("date")) > 4
        ):
            fields["date"], fields["note"] = quarter_of(row.text("date"))
            told["dates"] += 1
        rows.append(with_fields(row, fields))
    return Snapshot(Rows.of(rows)), {
        name: number for name, number in sorted(told.items()) if number
    }


def quarter_of(text: str) -> tuple[str, str]:
    """The middle month of the quarter of a date, and the words that say so.

    >>> quarter_of("2018-03-08")
    ('2018-02', 'some day from January to March 2018')
    """
    first = span(text)[0]
    start = (first.month - 1) // 3 * 3 + 1
    return (
        f"{first.year}-{start + 1:02}",
        (
            f"some day from {first.replace(day=1, month=start):%B} to"
            f" {first.replace(day=1, month=start + 2):%B} {first.year}"
        ),
    )


def _withheld(id: str, shown: Snapshot, whole: Snapshot) -> bool:
    return len(whole.out(id)) + len(whole.back(id)) > len(shown.out(id)) + len(shown.back(id))


def withhold_names(left: Snapshot, whole: Snapshot) -> tuple[Snapshot, int]:
    """Without the names of those who are left out: in texts they are replaced, and an id that holds
    one becomes a number. How many rows that changed.
    """
    gone = [row for label in PEOPLE for row in whole.of(label) if row.id not in left.nodes]
    names = {
        name for row in gone for name in (row.text("name"), row.text("short_name")) if len(name) > 2
    }
    texts = _any_of(names, r"\w")
    ids = _any_of({row.id for row in gone if len(row.id) > 2}, "a-z0-9")
    where: dict[str, str] = {}
    for entry in left.nodes.values():
        if ids and entry.label not in PEOPLE and ids.search(entry.id):
            where[entry.id] = f"{SCHEMA.by_label[entry.label].file}_{len(where) + 1}"
    changed = 0
    rows: list[NodeRow | RelationshipRow] = []
    for row in left.rows():
        fields = {
            name: (
                texts.sub(WITHHELD, value)
                if texts and isinstance(value, str) and "://" not in value
                else value
            )
            for name, value in row.fields.items()
        }
        ends = (row.id,) if isinstance(row, NodeRow) else (row.source, row.target)
        changed += fields != dict(row.fields) or not where.keys().isdisjoint(ends)
        rows.append(with_fields(row, fields, where))
    return (Snapshot(Rows.of(rows)), changed) if changed else (left, 0)


def _any_of(words: set[str], inside: str) -> re.Pattern[str] | None:
    """A pattern for any of these words, standing by itself; none for no words."""
    if not words:
        return None
    return re.compile(
        f"(?<![{inside}"
        f"])(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))}"
        f")(?![{inside}])"
    )


def without_entries(snapshot: Snapshot, ids: set[str]) -> Snapshot:
    if not ids:
        return snapshot
    nodes = tuple(row for row in snapshot.nodes.values() if row.id not in ids)
    return Snapshot(
        Rows(
            nodes,
            tuple(
                tie
                for tie in snapshot.relationships
                if tie.source not in ids and tie.target not in ids
            ),
        )
    )


def with_fields(
    row: NodeRow | RelationshipRow,
    fields: dict[str, Value],
    where: Mapping[str, str] = MappingProxyType({}),
) -> NodeRow | RelationshipRow:
    if isinstance(row, NodeRow):
        return NodeRow(row.label, where.get(row.id, row.id), fields, row.dataset)
    return RelationshipRow(
        row.type,
        where.get(row.source, row.source),
        where.get(row.target, row.target),
        fields,
        row.dataset,
    )
