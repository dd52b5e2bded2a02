"""Small writes and their undoing: rows that people type into a form, and loads that they take
back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.database.load_history import (
    AUTHOR,
    LoadRecord,
    standing_loads,
    undone_ids,
    written_by,
)
from graph_model.database.store import Store
from graph_model.dataset_changes import Changes
from graph_model.errors import EditConflict, LoadRefused, StoreBusy, UndoRefused
from graph_model.progress import WorkProgress
from graph_model.rows import Key, Row, Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_rows
from loaders.write.load import LoadResult, apply

# so often may others come between before we give up; each time at least one of them got through
TURNS = 25
#: How the note of a load begins that took another back, or took that back in turn.
GONE, BACK = "Taken back: ", "Brought back: "
#: Rows by their keys, as they were when an edit was opened; None where there was none.
Began = Mapping[str | Key, Row | None]


def record(
    store: Store,
    rows: Iterable[Row],
    dataset: str = "recorded",
    note: str = "",
    gone: Iterable[Row] = (),
    watch: WorkProgress | None = None,
    actor: str = "",
    began: Began | None = None,
) -> LoadResult:
    """Add or change a few rows of a dataset, and leave all its other rows as they are.

    `rows` are whole rows as they are to be (a field left out is emptied); what is in the graph
    already just so is left alone. `gone` are rows of the same dataset to take out. `note` is the
    sentence that the history shows ("Meeting with …"), `actor` who writes, where people are known.
    `began` are rows as they were when the edit was opened (None for no row). Safe when several
    people write at once: each attempt compares with the graph as it then is, so nobody's rows are
    lost. It shows in the history and can be taken back like any load.

    Returns what was done, with the graph after it (`LoadResult.after`) and the load's id (empty
    when nothing had to change). Raises `LoadRefused` with the same problems that a file with these
    rows would have, `EditConflict` when somebody changed a row since the edit was opened,
    `StoreError`.
    """
    wanted = Rows.of(replace(row, dataset=dataset) for row in rows)
    leaving = {row.key for row in gone}

    def changes(before: Snapshot) -> Changes:
        unchanged(before, began)
        if problems := check_rows(wanted, dataset, before, leaving):
            raise LoadRefused(problems)
        there: dict[object, Row] = {row.key: row for row in before.rows(dataset)}
        new = Rows.of(row for row in wanted if row.key not in there)
        changed = Rows.of(row for row in wanted if row.key in there and there[row.key] != row)
        return Changes(
            dataset,
            new,
            changed,
            Rows.of(there[key] for key in leaving if key in there),
            len(wanted) - len(new) - len(changed),
        )

    return write_changes(store, changes, watch, note, actor=actor)


def unchanged(before: Snapshot, began: Began | None) -> None:
    """Hold that rows are as they were when an edit was opened. Raises `EditConflict`."""
    if not began:
        return
    there: dict[object, Row] = {row.key: row for row in before.rows()}
    moved = {key: row for key, row in began.items() if there.get(key) != row}
    if moved:
        names = ", ".join(row.name for row in moved.values() if row)
        raise EditConflict(
            f"Somebody else changed {names or 'it'} while you edited it; nothing was written. Look"
            " at both versions and choose.",
            moved,
            {key: there.get(key) for key in moved},
        )


def undo(
    store: Store,
    load_id: str = "",
    watch: WorkProgress | None = None,
    choices: TakeoverChoices | None = None,
    actor: str = "",
) -> LoadResult:
    """Take a load back: the last one that stands, or the one named. The taking back is a load of
    its own, and can be taken back too. What it took over from others is given back.

    Raises `UndoRefused` when there is none, when its past is no longer kept, or when a later load
    touched or refers to the same rows; `RowsOfOthers` when others tied to a row that is to go and
    `choices` do not say that it may stay as theirs; `StoreError`.
    """
    entry = meant_load(store.history(), load_id)

    def changes(before: Snapshot) -> Changes:
        now = store.history()
        past = store.past(entry.id)
        if entry.id in undone_ids(now):
            raise UndoRefused(f"The load of {load_words(entry)} has been taken back already.")
        if past is None:
            raise UndoRefused(
                f"The load of {load_words(entry)} can no longer be taken back: what it replaced"
                " was too much, or too long ago, to be kept."
            )
        for later in standing_loads(now[: [each.id for each in now].index(entry.id)]):
            touched = store.past(later.id)
            if touched is None or touched.keys & past.keys:
                raise UndoRefused(
                    f"The later load of {load_words(later)} touched the same rows; take that one"
                    " back first."
                )
        found = past.taken_back(before, entry.dataset)
        _hold_together(found, before)
        return found

    note = taken_back_words(entry)
    return write_changes(store, changes, watch, note, entry.id, choices, actor)


def taken_back_words(entry: LoadRecord) -> str:
    """What it is called that a load is taken back; of one that was taken back itself, that it is
    brought back.

    >>> gone = LoadRecord("b", "log", "2026-11-27T11:00:00", note="Taken back: a call", undoes="a")
    >>> taken_back_words(gone)
    'Brought back: a call'
    """
    said = entry.note or load_words(entry)
    if not entry.undoes:
        return f"{GONE}{said}"
    held = said.removeprefix(GONE).removeprefix(BACK)
    return f"{BACK if said.startswith(GONE) else GONE}{held}"


def load_words(entry: LoadRecord) -> str:
    """A load in a few words: dataset and when."""
    return f"dataset '{entry.dataset}' at {entry.finished[:16].replace('T', ' ')} UTC"


def meant_load(entries: Sequence[LoadRecord], load_id: str) -> LoadRecord:
    """The load of that id, or else the last one that stands. Raises `UndoRefused` when there is
    none.
    """
    found = next(
        (
            entry
            for entry in (entries if load_id else standing_loads(entries))
            if load_id in ("", entry.id)
        ),
        None,
    )
    if found is None:
        raise UndoRefused(
            f"There is no load {load_id}; `linkages status --json` lists them."
            if load_id
            else "There is no load to take back."
        )
    return found


def _hold_together(changes: Changes, before: Snapshot) -> None:
    """No relationship may be left without one of its ends."""
    put = {row.id for rows in (changes.new, changes.changed) for row in rows.nodes}
    going = {row.id for row in changes.gone.nodes} - put
    out = {tie.key for tie in changes.gone.relationships}
    stays = (tie for tie in before.relationships if tie.key not in out)

    def there(id: str) -> bool:
        return id in put or (id in before.nodes and id not in going)

    for tie in chain(stays, changes.new.relationships, changes.changed.relationships):
        missing = next((id for id in (tie.source, tie.target) if not there(id)), "")
        if missing:
            raise UndoRefused(
                f"Dataset '{tie.dataset}' has a row {tie.source} → {tie.target} that needs"
                f" '{missing}'; take that row out first."
            )


def write_changes(
    store: Store,
    changes: Callable[[Snapshot], Changes],
    watch: WorkProgress | None,
    note: str,
    undoes: str = "",
    choices: TakeoverChoices | None = None,
    actor: str = "",
) -> LoadResult:
    """Compare with the graph as it is and write; when somebody else wrote in between, compare
    again.
    """
    for _ in range(TURNS):
        expected, before = store.last_load(), store.read()
        found = changes(before)
        if not found:
            return LoadResult("", found, before)
        try:
            with written_by(actor or AUTHOR.get()):
                load_id = store.write(found, before, (), expected, watch, note, undoes, choices)
            return LoadResult(load_id, found, apply(before, found))
        except StoreBusy:
            continue
    raise StoreBusy(
        "Others are writing all the time and nothing was changed; try again in a minute."
    )
