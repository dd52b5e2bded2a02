"""Decisions about entries that look alike, and merging: one body stays under one id, with the names
and sources of both; what taking the two apart again needs is kept with the decision.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from graph_model.rows import Key, NodeRow, Row, Rows
from graph_model.snapshot import Snapshot

LABEL = "Judgement"
SAME, TWO_BODIES, NOT_SURE = "same", "two_bodies", "not_sure"


@dataclass(frozen=True)
class MergeResult:
    """What merging took out (the other entry with its ties), and which rows it made.

    Parameters
    ----------
    rows : Rows
        The other entry with its ties, which are taken out.
    made : tuple[str | Key, ...], optional
        Keys of the rows that took their place.
    """

    rows: Rows
    made: tuple[str | Key, ...] = ()

    def pack(self) -> str:
        """As text that a cell can hold.

        >>> apart = MergeResult(
        ...     Rows((NodeRow("Member", "edri", {"name": "EDRi"}, "d"),)),
        ...     ("x", ("NAMES", "x", "y")),
        ... )
        >>> MergeResult.unpack(apart.pack()) == apart
        True
        """
        told = json.dumps([Snapshot(self.rows).to_json(), list(self.made)])
        return base64.b85encode(zlib.compress(told.encode(), 9)).decode()

    @classmethod
    def unpack(cls, packed: str) -> MergeResult:
        """What `pack` wrote."""
        rows, made = json.loads(zlib.decompress(base64.b85decode(packed)))
        keys = tuple(key if isinstance(key, str) else (key[0], key[1], key[2]) for key in made)
        return cls(Snapshot.from_json(rows).rows(), keys)


def judgements(snapshot: Snapshot) -> dict[frozenset[str], NodeRow]:
    """Every decision, by its two entries.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    dict[frozenset[str], NodeRow]
        Rows of the label ``Judgement``, by two ids.

    Examples
    --------
    >>> said = NodeRow("Judgement", "1", {"one": "a", "other": "b", "said": "same"})
    >>> judgements(Snapshot(Rows((said,))))[frozenset(["b", "a"])].id
    '1'
    """
    return {frozenset((row.text("one"), row.text("other"))): row for row in snapshot.of(LABEL)}


def merged(snapshot: Snapshot) -> dict[str, str]:
    """The ids that were merged away, and the entry that each of them is now.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    dict[str, str]
        By the id that is gone.

    Examples
    --------
    >>> rows = [
    ...     NodeRow("Judgement", "1", {"one": "a", "other": "b", "said": "same"}),
    ...     NodeRow("Judgement", "2", {"one": "b", "other": "c", "said": "same"}),
    ... ]
    >>> merged(Snapshot(Rows(tuple(rows))))
    {'b': 'a', 'c': 'a'}
    """
    first = {
        row.text("other"): row.text("one") for row in snapshot.of(LABEL) if row.text("said") == SAME
    }
    return {id: _last(first, id) for id in first}


def _last(first: Mapping[str, str], id: str) -> str:
    seen = {id}
    while (id := first.get(id, "")) and id in first and id not in seen:
        seen.add(id)
    return id


def replayed(rows: Iterable[Row], now: Mapping[str, str]) -> list[Row]:
    """Rows as they stand after the decisions: an entry that was merged away is left out, and its
    ties are those of the entry that it is now.

    Parameters
    ----------
    rows : Iterable[Row]
        Rows as somebody brings them.
    now : Mapping[str, str]
        What each merged id is now (`merged`).

    Returns
    -------
    list[Row]
        The rows that are left, no tie twice.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow
    >>> rows = [NodeRow("Member", "b"), RelationshipRow("WORKS_ON", "b", "flows")]
    >>> [row.key for row in replayed(rows, {"b": "a"})]
    [('WORKS_ON', 'a', 'flows')]
    """
    found: dict[str | Key, Row] = {}
    for row in rows:
        if isinstance(row, NodeRow):
            if row.id not in now:
                found[row.key] = row
            continue
        moved = replace(
            row, source=now.get(row.source, row.source), target=now.get(row.target, row.target)
        )
        if moved.key == row.key:
            found[row.key] = row  # what is said of the entry itself counts first
        elif moved.source != moved.target:
            found.setdefault(moved.key, moved)
    return list(found.values())
