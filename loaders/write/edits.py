"""Putting entries right: what people change, add or take out on an entry's own page becomes rows of
the coalition, which stand over what other datasets brought. Each is one step that can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph_model.corrections import (
    CORRECTED,
    DELETED,
    DISPUTED,
    OVER,
    Correction,
    correction,
    corrections,
    said_key,
)
from graph_model.database.load_history import undone_ids
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, Changes, differences
from graph_model.errors import LoadRefused, UndoRefused
from graph_model.rows import Key, RelationshipRow, Row, Rows, Value
from graph_model.snapshot import Snapshot
from loaders.check.form_rows import FieldFault, personal_data
from loaders.check.row_checks import check_rows
from loaders.write.load import LoadResult
from loaders.write.small_writes import Began, unchanged, write_changes

#: A dispute would let go of their row, which the correction keeps.
CORRECTED_ALREADY = (
    "The coalition has corrected this, so what stands here is its own: edit it, or take theirs"
    " again and dispute that."
)


@dataclass(frozen=True)
class EntryEdit:
    """What an edit is to do: rows as they are to be, rows to take out, how they were when it was
    opened, and what it says in the history.
    """

    rows: Rows = field(default_factory=Rows)
    gone: tuple[str | Key, ...] = ()
    began: Began | None = None
    says: str = ""
    #: Why: kept with each correction that comes of it.
    remark: str = ""


def put_right(store: Store, put: EntryEdit, today: str, actor: str = "") -> LoadResult:
    """Write an edit. Raises `LoadRefused` with the problems that a file with these rows would have,
    `EditConflict`, `StoreError`.
    """

    def changes(before: Snapshot) -> Changes:
        unchanged(before, put.began)
        return edit_changes(before, put, today)

    return write_changes(store, changes, None, put.says, actor=actor)


def edit_changes(before: Snapshot, put: EntryEdit, today: str) -> Changes:
    """What an edit changes in a graph. Raises `LoadRefused`."""
    there: dict[object, Row] = {row.key: row for row in before.rows()}
    over, proof = corrections(before), _proof(today, put.remark)
    wanted = _wanted(before, put)
    ours = {row.key for row in wanted}
    new: list[Row] = []
    changed: list[Row] = []

    def keep(theirs: Row, state: str) -> None:
        """What another dataset brought stays with the correction."""
        kept = correction(theirs, state, proof, TYPED)
        (changed if kept.key in there else new).append(kept)

    for row in wanted:
        old = there.get(row.key)
        if old is None:
            new.append(row)
        elif old.fields != row.fields:
            changed.append(row)
            if old.dataset != TYPED:
                keep(old, CORRECTED)

    gone = [there[key] for key in put.gone if key in there]
    for old in gone:
        said = over.get(said_key(old.key))
        if said is not None and said.theirs is not None and said.state in OVER:
            keep(said.theirs, DELETED)
        elif old.dataset != TYPED:
            keep(old, DELETED)

    return Changes(
        TYPED,
        Rows.of(new),
        Rows.of(changed),
        Rows.of(gone),
        len(wanted) - sum(row.key in ours for row in (*new, *changed)),
        mixed=True,
    )


def _wanted(before: Snapshot, put: EntryEdit) -> Rows:
    """The rows of an edit as the coalition's own. Raises `LoadRefused` with what is wrong with
    them.
    """
    wanted = Rows.of(replace(row, dataset=TYPED) for row in put.rows)
    ours = {row.key for row in wanted}
    seen = Snapshot(
        Rows.of(replace(row, dataset=TYPED) if row.key in ours else row for row in before.rows())
    )
    if problems := check_rows(wanted, TYPED, seen, set(put.gone)):
        raise LoadRefused(problems)
    return wanted


def _proof(today: str, remark: str) -> dict[str, Value]:
    """The provenance of what people change, with their remark. Raises `LoadRefused` where that
    holds personal data.
    """
    if why := personal_data(remark):
        raise LoadRefused([FieldFault("note", why)])
    found = {"as_of": today, "confidence": "reference", "visibility": "coalition", "note": remark}
    return {name: value for name, value in found.items() if value}


# ---------------------------------------------------------------- theirs or ours


def take_theirs(store: Store, key: str | Key, actor: str = "") -> LoadResult:
    """Let a correction go: the row of the other dataset stands again, as last brought. Raises
    `UndoRefused` when nothing is corrected.
    """

    def changes(before: Snapshot) -> Changes:
        said = _on_record(before, key)
        there: dict[object, Row] = {row.key: row for row in before.rows()}
        theirs = () if said.theirs is None or said.state == DISPUTED else (said.theirs,)
        back = Rows.of(theirs)
        known = key in there
        return Changes(
            TYPED,
            Rows() if known else back,
            back if known else Rows(),
            Rows((said.row,)),
            mixed=True,
        )

    return write_changes(
        store, changes, None, f"Their row stands again: {said_key(key)}", actor=actor
    )


def keep_ours(store: Store, key: str | Key, actor: str = "") -> LoadResult:
    """Ours stays, though theirs has changed: it is no longer asked about."""

    def changes(before: Snapshot) -> Changes:
        said = _on_record(before, key)
        state = CORRECTED if said.state == "newer" else said.state
        row = replace(said.row, fields={**said.row.fields, "state": state})
        return Changes(TYPED, changed=Rows((row,)) if row != said.row else Rows(), mixed=True)

    return write_changes(store, changes, None, f"Our row stays: {said_key(key)}", actor=actor)


def dispute(store: Store, key: str | Key, remark: str, today: str, actor: str = "") -> LoadResult:
    """Say that a fact is disputed, and why, without changing it. Raises `LoadRefused` where it is
    gone, or corrected already.
    """

    def changes(before: Snapshot) -> Changes:
        there: dict[object, Row] = {row.key: row for row in before.rows()}
        if (row := there.get(key)) is None:
            raise LoadRefused([FieldFault("row", "It is no longer on record.")])
        said = corrections(before).get(said_key(key))
        if said is not None and said.state in OVER:
            raise LoadRefused([FieldFault("row", CORRECTED_ALREADY)])
        keep = correction(row, DISPUTED, _proof(today, remark), TYPED)
        kept = replace(
            keep, fields={name: value for name, value in keep.fields.items() if name != "theirs"}
        )
        found = Rows((kept,))
        if problems := check_rows(found, TYPED, before):
            raise LoadRefused(problems)
        known = kept.id in before.nodes
        return Changes(TYPED, Rows() if known else found, found if known else Rows(), mixed=True)

    return write_changes(store, changes, None, f"Disputed: {said_key(key)}", actor=actor)


def _on_record(before: Snapshot, key: str | Key) -> Correction:
    said = corrections(before).get(said_key(key))
    if said is None:
        raise UndoRefused("Nothing is corrected or disputed there any more.")
    return said


# ---------------------------------------------------------------- what hangs on an entry, its past


def hanging_ties(snapshot: Snapshot, id: str) -> tuple[RelationshipRow, ...]:
    """The ties that would go with an entry."""
    return (*snapshot.out(id), *snapshot.back(id))


@dataclass(frozen=True)
class RowRevision:
    """One step in the life of a row: when, by whom, what it says, from which load, and the cells
    that it changed (old, new).
    """

    load_id: str
    when: str
    dataset: str
    says: str
    actor: str
    what: str
    cells: Mapping[str, tuple[str, str]]
    undone: bool = False


def past_of(store: Store, snapshot: Snapshot, key: str | Key, most: int = 200) -> list[RowRevision]:
    """What is on record of a row's past, latest first. Raises `StoreError`."""
    entries = store.history()[:most]
    undone = undone_ids(entries)
    rows: dict[object, Row] = {row.key: row for row in snapshot.rows()}
    now, found = rows.get(key), []
    for entry in entries:
        past = store.past(entry.id) if entry.kept else None
        if past is None or key not in past.keys:
            continue
        old = next(
            (row for part in (past.changed, past.gone) for row in part if row.key == key), None
        )
        cells: dict[str, tuple[str, str]] = {}
        if key in past.new:
            what = "added"
        elif any(row.key == key for row in past.gone):
            what = "taken out"
        else:
            what = "changed"
            cells = differences(old, now) if old is not None and now is not None else {}
        found.append(
            RowRevision(
                entry.id,
                entry.finished[:16].replace("T", " "),
                entry.dataset,
                entry.note or ", ".join(entry.files),
                entry.by,
                what,
                cells,
                entry.id in undone,
            )
        )
        now = old
    return found
