"""What every load did, kept beside it in the graph, so that it can be taken back from any machine.

A load's entry is small and stays for ever; what it needs to be taken back (the ids of its new rows,
and the rows it changed or removed as they were) is kept packed up to `LOAD_BYTES` for one load and
`ALL_BYTES` for all of them, the oldest going first.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from graph_model.dataset_changes import Changes
from graph_model.rows import Key, Rows
from graph_model.snapshot import Snapshot

LOAD_BYTES = 8 * 2**20  # packed; about a million new rows, or 100,000 changed ones
ALL_BYTES = 64 * 2**20
#: So many keys are packed at once.
TOGETHER = 5_000
#: Every property that an entry of the history may have in the graph, and its sort: what `NOTE_LOAD`
#: writes, and what earlier versions wrote (`rows`). A backup may bring no other.
LOAD_PROPERTIES: Mapping[str, type] = {
    **dict.fromkeys(("id", "dataset", "finished", "note", "undoes", "by"), str),
    **dict.fromkeys(("form", "number", "new", "changed", "gone", "past_bytes", "rows"), int),
    "files": list,
}


#: Who is at work, for the entry of what they write; empty for the one person at this machine.
AUTHOR: ContextVar[str] = ContextVar("author", default="")


@contextmanager
def written_by(name: str) -> Iterator[None]:
    """What is written within is signed with that name.

    Parameters
    ----------
    name : str
        Who is at the keyboard; empty where nobody said.

    Yields
    ------
    None

    Examples
    --------
    >>> with written_by("Ana"):
    ...     pass
    """
    token = AUTHOR.set(name)
    try:
        yield
    finally:
        AUTHOR.reset(token)


@dataclass(frozen=True)
class LoadRecord:
    """One load in the history, and by whom. `undoes` names the load that it took back; `kept` says
    whether its past is still there.

    Parameters
    ----------
    id : str
        Of the load.
    dataset : str
        What it brought.
    finished : str
        When, in UTC.
    files : tuple[str, ...], optional
        Names of the files it came from.
    new, changed, gone : int, optional
        Numbers of rows.
    note : str, optional
        What it was, in words.
    undoes : str, optional
        The load that it took back.
    kept : bool, optional
        Whether its past is there, so that it can be taken back.
    by : str, optional
        Who was at the keyboard.
    """

    id: str
    dataset: str
    finished: str
    files: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    gone: int = 0
    note: str = ""
    undoes: str = ""
    kept: bool = False
    by: str = ""

    @property
    def rows(self) -> int:
        """How many rows it touched."""
        return self.new + self.changed + self.gone


@dataclass(frozen=True)
class UndoRecord:
    """What taking a load back needs: the keys of rows that were new, and rows as they were before
    it changed or removed them.

    Parameters
    ----------
    new : frozenset[str | Key], optional
        Keys of rows that it added.
    changed : Rows, optional
        Rows as they were.
    gone : Rows, optional
        Rows that it removed.
    """

    new: frozenset[str | Key] = frozenset()
    changed: Rows = field(default_factory=Rows)
    gone: Rows = field(default_factory=Rows)

    @property
    def keys(self) -> frozenset[str | Key]:
        """Every row that the load touched."""
        return self.new | {row.key for rows in (self.changed, self.gone) for row in rows}

    @classmethod
    def of(cls, changes: Changes, before: Snapshot) -> UndoRecord:
        """The past of changes that are about to be made to `before`."""
        ties = {row.key for row in changes.changed.relationships}
        nodes = tuple(before.nodes[row.id] for row in changes.changed.nodes)
        changed = Rows(
            nodes, tuple(row for row in before.relationships if row.key in ties) if ties else ()
        )
        return cls(frozenset(row.key for row in changes.new), changed, changes.gone)

    def pack(self, most: int | None = None) -> bytes:
        """As it is kept in the graph: the same past, the same bytes; none of them where they would
        be more than `most`.

        >>> from graph_model.rows import NodeRow
        >>> past = UndoRecord(
        ...     frozenset({"edri", ("WORKS_ON", "edri", "flows")}),
        ...     gone=Rows((NodeRow("Member", "apc", {"name": "APC"}, "d"),)),
        ... )
        >>> UndoRecord.unpack(past.pack()) == past
        True
        """
        packing, packed = zlib.compressobj(1), bytearray()
        for text in self._json_parts():  # the whole text of a large load takes hundreds of MB
            packed += packing.compress(text.encode())
            if most is not None and len(packed) > most:
                return b""
        packed += packing.flush()
        return b"" if most is not None and len(packed) > most else bytes(packed)

    def _json_parts(self) -> Iterator[str]:
        """Two lists of keys and two graphs, each of these as a text of its own."""
        yield "[[["
        yield from _listed(sorted(key for key in self.new if isinstance(key, str)))
        yield "], ["
        yield from _listed(sorted(key for key in self.new if not isinstance(key, str)))
        yield "]]"
        for rows in (self.changed, self.gone):
            yield ', "'
            for part in Snapshot(rows).json_parts():
                yield json.dumps(part)[1:-1]
            yield '"'
        yield "]"

    @classmethod
    def unpack(cls, packed: bytes) -> UndoRecord:
        """The past that `pack` wrote."""
        (nodes, ties), changed, gone = json.loads(zlib.decompress(packed))
        new = frozenset[str | Key](
            [*nodes, *((type, source, target) for type, source, target in ties)]
        )
        return cls(new, Snapshot.from_json(changed).rows(), Snapshot.from_json(gone).rows())

    def taken_back(self, now: Snapshot, dataset: str) -> Changes:
        """The changes that bring the graph back to where it was; rows that are as they were already
        are left alone.
        """
        gone = [row for row in now.rows() if row.key in self.new] if self.new else []
        return Changes(dataset, self.gone, self.changed, Rows.of(gone), mixed=True)


def _listed(keys: Sequence[str | Key]) -> Iterator[str]:
    """What stands between the brackets of a list of keys, a few thousand of them at a time."""
    for start in range(0, len(keys), TOGETHER):
        yield (", " if start else "") + json.dumps(keys[start : start + TOGETHER])[1:-1]


def standing_loads(entries: Sequence[LoadRecord]) -> list[LoadRecord]:
    """The loads whose work is in the graph, latest first: neither taken back, nor the taking back
    of another.

    Parameters
    ----------
    entries : Sequence[LoadRecord]
        The history, latest first.

    Returns
    -------
    list[LoadRecord]
        Those of them that stand.

    Examples
    --------
    >>> one, two = LoadRecord("1", "d", ""), LoadRecord("2", "d", "")
    >>> back = LoadRecord("3", "d", "", undoes="2")
    >>> (
    ...     [entry.id for entry in standing_loads([back, two, one])],
    ...     [
    ...         entry.id
    ...         for entry in standing_loads([LoadRecord("4", "d", "", undoes="3"), back, two, one])
    ...     ],
    ... )
    (['1'], ['2', '1'])
    """
    undone = undone_ids(entries)
    return [entry for entry in entries if entry.id not in undone and not entry.undoes]


def undone_ids(entries: Iterable[LoadRecord]) -> set[str]:
    """The ids of loads that were taken back; the taking back of a taking back counts for nothing,
    latest first.

    Parameters
    ----------
    entries : Iterable[LoadRecord]
        The history, latest first.

    Returns
    -------
    set[str]

    Examples
    --------
    >>> one = LoadRecord("1", "d", "")
    >>> undone_ids([LoadRecord("2", "d", "", undoes="1"), one])
    {'1'}
    """
    undone: set[str] = set()
    for entry in entries:
        if entry.undoes and entry.id not in undone:
            undone.add(entry.undoes)
    return undone
