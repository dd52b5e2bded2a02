"""The difference between what a dataset brought before and what it brings now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from graph_model.corrections import CORRECTED, OVER, Correction, correction, corrections, said_key
from graph_model.corrections import LABEL as CORRECTION
from graph_model.rows import PROOF, Row, Rows, Value
from graph_model.snapshot import Snapshot

#: The dataset of what people type in the app. A load under this name adds and changes rows and
#: removes none: nobody's note is lost to a file.
TYPED = "contacts"
#: The dataset of the opening facts, over which people's own rows may stand.
SHIPPED = "seeds"


@dataclass(frozen=True)
class Changes:
    """What a load would do: rows to add, to change (as they will be), to remove, and how many stay
    the same.

    Parameters
    ----------
    dataset : str
        Whose rows they are.
    new : Rows, optional
        Rows to add.
    changed : Rows, optional
        Rows as they will be.
    gone : Rows, optional
        Rows to remove.
    same : int, optional
        How many stay as they are.
    mixed : bool, optional
        Whether each row says its own dataset (corrections, merging, undoing); else all are of one.
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
    >>> from graph_model import NodeRow
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
    found = _Comparison(before, dataset)
    for row in now:
        found.bring(row)
    new, changed, gone = found.new, found.changed, found.gone
    same = len(now) - sum(row.kind != CORRECTION for row in (*new, *changed))
    if replaces and dataset != TYPED:
        gone += found.mine.values()
    mixed = any(row.dataset != dataset for row in (*new, *changed, *gone)) and (
        bool(found.over) or any(row.kind == CORRECTION for row in new)
    )
    return Changes(dataset, Rows.of(new), Rows.of(changed), Rows.of(gone), same, mixed)


class _Comparison:
    """The rows of a load against a graph, one after the other; what stays in `mine` it did not
    bring.
    """

    def __init__(self, before: Snapshot, dataset: str) -> None:
        self.dataset = dataset
        self.mine = {row.key: row for row in before.rows(dataset)}
        self.over = corrections(before)
        self.shipped = {} if dataset == SHIPPED else {row.key: row for row in before.rows(SHIPPED)}
        self.typed = {row.key: row for row in before.rows(TYPED)} if self.over else {}
        self.new: list[Row] = []
        self.changed: list[Row] = []
        self.gone: list[Row] = []

    def bring(self, row: Row) -> None:
        """Take in a row; one of another label under the same id is another thing."""
        key = row.key
        if (self.over or key in self.shipped) and self._stands_over(row):
            return
        old = self.mine.pop(key, None)
        if old is None:
            self.new.append(row)
        elif old != row:
            (self.changed if old.kind == row.kind else self.new).append(row)
            if old.kind != row.kind:
                self.gone.append(old)

    def _stands_over(self, row: Row) -> bool:
        """Whether ours stands over a row, or it corrects ours, or puts one of the opening facts
        right; what follows is noted.
        """
        said = self.over.get(said_key(row.key))
        fact = self.shipped.get(row.key)
        if said is not None and said.theirs is not None and said.dataset == self.dataset:
            self._met(said, said.theirs, row)
            return True
        if said is not None and said.state in OVER and row.key in self.typed:
            if self.typed[row.key].fields != row.fields:
                self.changed.append(replace(row, dataset=TYPED))
            return True
        if fact is not None and fact.kind == row.kind:
            if fact.fields != row.fields:
                self.changed.append(replace(row, dataset=TYPED))
                self.new.append(correction(fact, CORRECTED, _proven(row), TYPED))
            return True
        return False

    def _met(self, said: Correction, theirs: Row, row: Row) -> None:
        """Their load brings a row that ours stands over: ours stays, unless theirs now says the
        same.
        """
        ours = self.typed.get(row.key)
        if theirs.fields == row.fields:
            return
        if ours is not None and ours.fields == row.fields:
            self.changed.append(row)
            self.gone.append(said.row)
        else:
            self.changed.append(said.met(row).row)


def _proven(row: Row) -> dict[str, Value]:
    return {name: row.fields[name] for name in PROOF if name in row.fields}


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
    >>> from graph_model import NodeRow
    >>> old, new = (NodeRow("Member", "edri", {"name": name}) for name in ("EDRI", "EDRi"))
    >>> differences(old, new)
    {'name': ('EDRI', 'EDRi')}
    """
    return {
        name: (old.text(name), new.text(name))
        for name in sorted({*old.fields, *new.fields})
        if old.fields.get(name) != new.fields.get(name)
    }
