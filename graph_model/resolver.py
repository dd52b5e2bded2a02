"""From what somebody typed to the entry that is meant: one rule for the header's search, forms,
routes, commands and import. Accents, capitals and small slips are forgiven.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_model.search import SearchHit, find
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class Resolution:
    """The entry that a text means for certain (empty when none does), and the nearest ones where it
    is not certain.
    """

    id: str
    near: tuple[str, ...] = ()


def hits(
    snapshot: Snapshot, typed: str, *labels: str, limit: int = 8, proposed: Iterable[str] = ()
) -> list[SearchHit]:
    """What may be meant among the entries of these labels, nearest first; what does not hold the
    typed text is only suggested.
    """
    return find(snapshot, typed, limit, proposed, labels)


def resolve_name(snapshot: Snapshot, typed: str, *labels: str, limit: int = 3) -> Resolution:
    """Which entry of these labels is meant: by id, or by one of its names but for accents and
    capitals, where no other has that name too.

    >>> from graph_model import NodeRow, Rows, Snapshot, resolve_name
    >>> snapshot = Snapshot(Rows((NodeRow("Member", "rq", {"name": "Réseau Québécois"}),)))
    >>> resolve_name(snapshot, "reseau quebecois", "Member"), resolve_name(snapshot, "reseu quebecois", "Member")
    (Resolution(id='rq', near=()), Resolution(id='', near=('rq',)))
    """
    if typed in snapshot.nodes and (not labels or snapshot.nodes[typed].label in labels):
        return Resolution(typed)
    found = hits(snapshot, typed, *labels, limit=24)
    named = [hit.id for hit in found if hit.named]
    if len(named) == 1:
        return Resolution(named[0])
    return Resolution("", tuple(hit.id for hit in found[:limit]))
