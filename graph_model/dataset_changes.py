"""The difference between what a dataset brought before and what it brings now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph_model.corrections import CORRECTED, OVER, Correction, correction, corrections, said_key
from graph_model.corrections import LABEL as CORRECTION
from graph_model.rows import Key, NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot

Row = NodeRow | RelationshipRow
#: The dataset of what people type in the app. A load under this name adds and changes rows and
#: removes none: nobody's note is lost to a file.
TYPED = "contacts"
#: The dataset of the opening facts, over which people's own rows may stand.
SHIPPED = "seeds"


@dataclass(frozen=True)
class Changes:
    """What a load would do: rows to add, to change (as they will be), to remove, and how many stay
    the same.
    """

    dataset: str
    new: Rows = field(default_factory=Rows)
    changed: Rows = field(default_factory=Rows)
    gone: Rows = field(default_factory=Rows)
    same: int = 0
    #: Each row says its own dataset (corrections, merging, undoing); else all are of one.
    mixed: bool = False

    def __bool__(self) -> bool:
        return bool(len(self.new) or len(self.changed) or len(self.gone))

    @property
    def counts(self) -> dict[str, int]:
        """The four numbers of a preview."""
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "same": self.same,
            "gone": len(self.gone),
        }

    def by_kind(self) -> dict[str, dict[str, int]]:
        """The numbers per label and relationship type, for the kinds that change."""
        tally: dict[str, Counter[str]] = {}
        for word, rows in (("new", self.new), ("changed", self.changed), ("gone", self.gone)):
            for row in rows:
                tally.setdefault(row.kind, Counter())[word] += 1
        return {kind: dict(counts) for kind, counts in tally.items()}


def compare(before: Snapshot, now: Rows, dataset: str, replaces: bool = True) -> Changes:
    """What changes in a graph when `dataset` brings the rows `now`. All its former rows that are
    not among them are gone where it `replaces` (but for `TYPED`), and stay where it adds and
    changes.

    Where a row of the coalition's own stands over one of these, it stays, and its correction notes
    that theirs has changed. A row of people over one of the opening facts is such a correction.

    Parameters
    ----------
    before : Snapshot
        The graph as it is.
    now : Rows
        All rows that the dataset brings.
    dataset : str
        Its name.
    replaces : bool, optional
        Whether rows of it that are not brought go.

    Returns
    -------
    Changes
        New, changed and gone rows, and the number of those that stay the same.

    Examples
    --------
    >>> before = Snapshot(
    ...     Rows(
    ...         (
    ...             NodeRow("Member", "edri", {"name": "EDRi"}, "d"),
    ...             NodeRow("Member", "apc", {}, "d"),
    ...         )
    ...     )
    ... )
    >>> now = Rows((NodeRow("Member", "edri", {"name": "European Digital Rights"}, "d"),))
    >>> compare(before, now, "d").counts, compare(before, now, "d", replaces=False).counts["gone"]
    ({'new': 0, 'changed': 1, 'same': 0, 'gone': 1}, 0)
    """
    mine = {row.key: row for row in before.rows(dataset)}
    over = corrections(before)
    shipped = {} if dataset == SHIPPED else {row.key: row for row in before.rows(SHIPPED)}
    typed = {row.key: row for row in before.rows(TYPED)} if over else {}
    new: list[Row] = []
    changed: list[Row] = []
    gone: list[Row] = []
    for row in now:
        said = over.get(said_key(row.key)) if over else None
        if said is not None and said.theirs is not None and said.dataset == dataset:
            _met(said, row, typed, (new, changed, gone))
            continue
        if said is not None and said.state in OVER and row.key in typed:
            if typed[row.key].fields != row.fields:
                changed.append(replace(row, dataset=TYPED))
            continue
        theirs = shipped.get(row.key)
        if theirs is not None and theirs.kind == row.kind:
            if theirs.fields != row.fields:
                changed.append(replace(row, dataset=TYPED))
                new.append(correction(theirs, CORRECTED, _proven(row), TYPED))
            continue
        old = mine.pop(row.key, None)
        if old is None:
            new.append(row)
        elif old != row:
            (changed if old.kind == row.kind else new).append(row)
            if old.kind != row.kind:
                gone.append(old)
    same = len(now) - sum(row.kind != CORRECTION for row in (*new, *changed))
    if replaces and dataset != TYPED:
        gone += mine.values()
    mixed = any(row.dataset != dataset for row in (*new, *changed, *gone)) and (
        bool(over) or any(row.kind == CORRECTION for row in new)
    )
    return Changes(dataset, Rows.of(new), Rows.of(changed), Rows.of(gone), same, mixed)


def _met(
    said: Correction,
    row: Row,
    typed: Mapping[str | Key, Row],
    lists: tuple[list[Row], list[Row], list[Row]],
) -> None:
    """Their load brings a row that ours stands over: ours stays, unless theirs now says the
    same.
    """
    _, changed, gone = lists
    ours = typed.get(row.key)
    if said.theirs is not None and said.theirs.fields == row.fields:
        return
    if ours is not None and ours.fields == row.fields:
        changed.append(row)
        gone.append(said.row)
    else:
        changed.append(said.met(row).row)


def _proven(row: Row) -> dict[str, Value]:
    kept = ("source_url", "as_of", "confidence", "visibility", "note")
    return {name: row.fields[name] for name in kept if name in row.fields}


def differences(old: Row, new: Row) -> dict[str, tuple[str, str]]:
    """The fields in which two rows of the same thing differ, with both values as text.

    Parameters
    ----------
    old : Row
        The row as it was.
    new : Row
        The row as it is, of the same key.

    Returns
    -------
    dict[str, tuple[str, str]]
        (old, new) by the name of the field.

    Examples
    --------
    >>> old, new = (NodeRow("Member", "edri", {"name": name}) for name in ("EDRI", "EDRi"))
    >>> differences(old, new)
    {'name': ('EDRI', 'EDRi')}
    """
    return {
        name: (old.text(name), new.text(name))
        for name in sorted({*old.fields, *new.fields})
        if old.fields.get(name) != new.fields.get(name)
    }
