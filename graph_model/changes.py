"""The difference between what a dataset brought before and what it brings now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot

Row = NodeRow | RelationshipRow
#: The dataset of what people type in the app. A load under this name adds and changes rows and
#: removes none: nobody's note is lost to a file.
TYPED = "contacts"


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


def compare(before: Snapshot, now: Rows, dataset: str) -> Changes:
    """What changes in a graph when `dataset` brings the rows `now`, all its former rows that are
    not among them being gone (but for `TYPED`).

    >>> before = Snapshot(Rows((NodeRow("Member", "edri", {"name": "EDRi"}, "d"), NodeRow("Member", "apc", {}, "d"))))
    >>> compare(before, Rows((NodeRow("Member", "edri", {"name": "European Digital Rights"}, "d"),)), "d").counts
    {'new': 0, 'changed': 1, 'same': 0, 'gone': 1}
    """
    mine = {row.key: row for row in before.rows(dataset)}
    new: list[Row] = []
    changed: list[Row] = []
    replaced: list[Row] = []
    for row in now:
        old = mine.pop(row.key, None)
        if old is None:
            new.append(row)
        elif old != row:
            (changed if old.kind == row.kind else new).append(row)
            if old.kind != row.kind:
                replaced.append(old)
    same = len(now) - len(new) - len(changed)
    gone = replaced if dataset == TYPED else [*replaced, *mine.values()]
    return Changes(dataset, Rows.of(new), Rows.of(changed), Rows.of(gone), same)


def differences(old: Row, new: Row) -> dict[str, tuple[str, str]]:
    """The fields in which two rows of the same thing differ, with both values as text."""
    return {
        name: (old.text(name), new.text(name))
        for name in sorted({*old.fields, *new.fields})
        if old.fields.get(name) != new.fields.get(name)
    }
