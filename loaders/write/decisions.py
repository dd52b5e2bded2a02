"""Decisions about doubles, as rows: one body, two bodies, not sure. Merging keeps all ties, sources
and names, and can be taken apart again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, Changes
from graph_model.errors import LinkagesError, LoadRefused, UndoRefused
from graph_model.judgements import (
    NOT_SURE,
    SAME,
    TWO_BODIES,
    MergeResult,
    judgements,
    merged,
    replayed,
)
from graph_model.rows import Key, NodeRow, RelationshipRow, Row, Rows, Value
from graph_model.search import own_names
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot
from loaders.check.form_rows import joined_id, slug
from loaders.check.row_checks import check_rows
from loaders.write.load import LoadResult
from loaders.write.small_writes import write_changes

SAID = {SAME: "the same", TWO_BODIES: "two bodies", NOT_SURE: "not sure"}


class NotAlike(LinkagesError):
    """Two entries that cannot be one: another label, or one of them is not there."""


@dataclass(frozen=True)
class Decision:
    """What somebody says of two entries: which one stays, and which one looks like it."""

    one: str
    other: str
    said: str
    note: str = ""


def decide(store: Store, decision: Decision, today: str, actor: str = "") -> LoadResult:
    """Write a decision down, and merge where they are the same. Raises `NotAlike`, `LoadRefused`,
    `StoreError`.
    """
    return write_changes(
        store,
        lambda before: decided(before, decision, today, actor),
        None,
        f"{decision.one} and {decision.other}: {SAID.get(decision.said, decision.said)}",
        actor=actor,
    )


def decided(before: Snapshot, decision: Decision, today: str, actor: str = "") -> Changes:
    """What a decision changes in a graph. Raises `NotAlike`, `LoadRefused`."""
    one, other = (_entry(before, id) for id in (decision.one, decision.other))
    if one.label != other.label or one.id == other.id or decision.said not in SAID:
        raise NotAlike(f"{one.id} and {other.id} cannot be one: they are of different kinds.")
    proof: dict[str, Value] = {
        "as_of": today,
        "confidence": "reference",
        "visibility": "coalition",
        **({"note": decision.note} if decision.note else {}),
    }
    row = NodeRow(
        "Judgement",
        joined_id("judgement", *sorted((one.id, other.id))),
        {
            "one": one.id,
            "other": other.id,
            "said": decision.said,
            "date": today,
            **({"decided_by": actor} if actor else {}),
            **proof,
        },
        TYPED,
    )
    if problems := check_rows(Rows((row,)), TYPED, before):
        raise LoadRefused(problems)
    if decision.said != SAME:
        return _put(before, [row])
    return _merging(before, one, other, row, proof)


def _entry(before: Snapshot, id: str) -> NodeRow:
    if id not in before.nodes:
        raise NotAlike(f"There is no entry with the id {id}.")
    return before.nodes[id]


def _merging(
    before: Snapshot, one: NodeRow, other: NodeRow, judgement: NodeRow, proof: dict[str, Value]
) -> Changes:
    """The other entry out; its ties, names and sources to the one that stays."""
    ties = (*before.out(other.id), *before.back(other.id))
    there: set[object] = {tie.key for tie in before.relationships}
    moved = [row for row in replayed(ties, {other.id: one.id}) if row.key not in there]
    names = _other_names(before, one, other, proof)
    made = [*moved, *names]
    apart = MergeResult(
        Rows((other,), tuple({row.key: row for row in ties}.values())),
        tuple(row.key for row in made),
    )
    kept = replace(judgement, fields={**judgement.fields, "apart": apart.pack()})
    changes = _put(before, [*made, kept])
    return replace(changes, gone=apart.rows)


def _other_names(
    before: Snapshot, one: NodeRow, other: NodeRow, proof: dict[str, Value]
) -> list[Row]:
    """The names of the other entry, with its sources, where the one that stays has not got them."""
    known = {folded_text(name) for name in own_names(before, one)}
    found: list[Row] = []
    sources = {"source_url": other.fields["source_url"]} if other.text("source_url") else {}
    for name in dict.fromkeys((other.text("name"), other.text("short_name"))):
        if not name or folded_text(name) in known:
            continue
        id = joined_id("name", one.id, slug(name) or other.id)
        found.append(NodeRow("OtherName", id, {"name": name, **proof, **sources}, TYPED))
        found.append(RelationshipRow("NAMES", id, one.id, {**proof, **sources}, TYPED))
    return found


def _put(before: Snapshot, rows: list[Row]) -> Changes:
    there: dict[object, Row] = {row.key: row for row in before.rows()}
    return Changes(
        TYPED,
        Rows.of(row for row in rows if row.key not in there),
        Rows.of(row for row in rows if row.key in there and there[row.key] != row),
        mixed=True,
    )


def revoke(store: Store, one: str, other: str, actor: str = "") -> LoadResult:
    """Take a decision back; what was merged is taken apart. Raises `UndoRefused`, `StoreError`."""
    return write_changes(
        store,
        lambda before: revoke_changes(before, one, other),
        None,
        f"Taken back: {one} and {other}",
        actor=actor,
    )


def revoke_changes(before: Snapshot, one: str, other: str) -> Changes:
    """What taking a decision back changes. Raises `UndoRefused`."""
    row = judgements(before).get(frozenset((one, other)))
    if row is None:
        raise UndoRefused(f"Nothing is decided about {one} and {other}.")
    if row.text("said") != SAME:
        return Changes(TYPED, gone=Rows((row,)), mixed=True)
    try:
        apart = MergeResult.unpack(row.text("apart"))
    except (ValueError, KeyError, TypeError, IndexError):
        raise UndoRefused("What taking them apart needs is not on record any more.") from None
    there: dict[str | Key, Row] = {its.key: its for its in before.rows()}
    if row.text("other") in there:
        raise UndoRefused(f"{row.text('other')} is there again already; merge or rename it first.")
    now = {id: last for id, last in merged(before).items() if id != row.text("other")}
    back = [
        its
        for its in replayed(apart.rows, now)
        if isinstance(its, NodeRow)
        or all(id in before.nodes or id == row.text("other") for id in (its.source, its.target))
    ]
    gone = [there[key] for key in apart.made if key in there]
    return Changes(
        TYPED,
        Rows.of(its for its in back if its.key not in there),
        gone=Rows.of([*gone, row]),
        mixed=True,
    )
