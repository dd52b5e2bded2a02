"""Write and sweep: what was checked goes into the database, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.database.store import Store
from graph_model.dataset_changes import Changes, compare
from graph_model.errors import LoadRefused
from graph_model.plurals import count
from graph_model.progress import WorkProgress
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import CheckedRows


@dataclass(frozen=True)
class LoadPreview:
    """What a load would do to the graph as it was at `load_id`."""

    changes: Changes
    before: Snapshot
    load_id: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadResult:
    """What a load did: its id (empty when nothing had to change), its changes, and the graph after
    it.
    """

    load_id: str
    changes: Changes
    after: Snapshot


def preview(
    checked: CheckedRows, before: Snapshot, load_id: str, dataset: str, replaces: bool = True
) -> LoadPreview:
    """Compare checked rows with the graph: they replace all that the dataset holds, or add to it.
    Raises `LoadRefused` when there are problems.
    """
    if checked.problems:
        raise LoadRefused(checked.problems)
    return LoadPreview(
        compare(before, checked.rows, dataset, replaces), before, load_id, checked.files
    )


def load(
    store: Store,
    planned: LoadPreview,
    watch: WorkProgress | None = None,
    choices: TakeoverChoices | None = None,
) -> LoadResult:
    """Do what the preview showed. Raises `StoreBusy` when the graph changed since, `RowsOfOthers`
    when something of others is in the way and `choices` do not say what to do, `LoadCancelled`,
    `StoreError`.
    """
    if not planned.changes:
        return LoadResult("", planned.changes, planned.before)
    load_id = store.write(
        planned.changes, planned.before, planned.files, planned.load_id, watch, choices=choices
    )
    return LoadResult(load_id, planned.changes, apply(planned.before, planned.changes))


def takes_all(changes: Changes) -> bool:
    """Whether a load would bring nothing and take away all that its dataset holds: most likely the
    files are not those that were meant.

    >>> from graph_model.rows import NodeRow
    >>> gone = Rows((NodeRow("Member", "edri"),))
    >>> takes_all(Changes("d", gone=gone)), takes_all(Changes("d", gone=gone, same=1))
    (True, False)
    """
    return bool(len(changes.gone)) and not (len(changes.new) + len(changes.changed) + changes.same)


def apply(before: Snapshot, changes: Changes) -> Snapshot:
    """The graph after the changes, without asking the database again (a contract test holds that it
    would say the same).
    """
    put = {row.key: row for part in (changes.new, changes.changed) for row in part}
    out = {row.key for row in changes.gone}
    stays = (row for row in before.rows() if (key := row.key) not in out and key not in put)
    return Snapshot(Rows.of(chain(stays, put.values())))


def summary(changes: Changes) -> str:
    """A load in a sentence."""
    if not changes and not changes.same:
        return "Nothing to write."
    if not changes:
        return (
            f"Nothing to change: what was brought is already there ({count(changes.same, 'row')})."
        )
    counts = changes.counts
    return (
        f"{counts['new']:,} new, {counts['changed']:,} changed, {counts['same']:,} the same,"
        f" {counts['gone']:,} gone."
    )
