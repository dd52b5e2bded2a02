"""What people decided about names, as rows: a spelling is another name of its entry, and two that
look alike are two bodies. Rows hold for everybody's next import, and can be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph_model.judgements import LABEL, TWO_BODIES, merged, replayed
from graph_model.resolver import folded
from graph_model.rows import Key, NodeRow, RelationshipRow, Row
from graph_model.search import own_names
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import joined_id, slug
from loaders.check.table_checks import RowPosition

#: How the ids of rows begin that keep a decision of an import.
SPELLING, ALIKE = "spelling", "alike"
#: The longest text that is a spelling of a name, and no sentence.
LONGEST = 120


def spelling(
    before: Snapshot, row: NodeRow | None, text: str, many_have: bool = False
) -> list[Row]:
    """The rows that make a spelling another name of an entry; none where it is its name already
    (but for a name that many governments have: here it was told which is meant), or where the label
    has no other names.
    """
    if row is None or row.label not in SCHEMA.by_name["NAMES"].targets or len(text) > LONGEST:
        return []
    names = {folded(name) for name in (row.full_name, row.id, *own_names(before, row))}
    if folded(text) in names and not many_have:
        return []
    key = joined_id(SPELLING, row.id, slug(text) or text.encode().hex()[:40])
    return [NodeRow("OtherName", key, {"name": text}), RelationshipRow("NAMES", key, row.id)]


def two_bodies(one: str, other: str, today: str, actor: str) -> NodeRow:
    """The decision that two entries are two bodies, with who decided where people are known."""
    told = {"one": one, "other": other, "said": TWO_BODIES, "date": today}
    told |= {"decided_by": actor} if actor else {}
    return NodeRow(LABEL, joined_id(ALIKE, *sorted((one, other))), told)


def kept_decisions(
    before: Snapshot, dataset: str, rows: Mapping[str | Key, Row], made: Iterable[str]
) -> list[Row]:
    """The decisions of earlier imports of a dataset, which an import that replaces it keeps, as
    long as the entries are there that they are about.
    """
    there = {*made, *(row.id for row in before.nodes.values() if row.dataset != dataset)}
    found: list[Row] = []
    for tie in before.ties("NAMES"):
        if tie.dataset == dataset and tie.source.startswith(f"{SPELLING}_") and tie.target in there:
            found += [before.nodes[tie.source], tie]
    for row in before.of(LABEL):
        ends = {row.text("one"), row.text("other")}
        if row.dataset == dataset and row.id.startswith(f"{ALIKE}_") and ends <= there:
            found.append(row)
    return [row for row in found if row.key not in rows]


def as_decided(
    before: Snapshot, rows: Mapping[str | Key, Row], places: dict[object, RowPosition]
) -> dict[str | Key, Row]:
    """Rows as they stand after the decisions about doubles, and where each comes from."""
    if not (now := merged(before)):
        return dict(rows)
    for row in rows.values():
        if isinstance(row, RelationshipRow):
            moved = (row.type, now.get(row.source, row.source), now.get(row.target, row.target))
            places.setdefault(moved, places[row.key])
    return {row.key: row for row in replayed(rows.values(), now)}
