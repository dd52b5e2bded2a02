"""From what somebody typed to the entry that is meant: accents, capitals and small slips are
forgiven.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_model.search import plain, search
from graph_model.snapshot import Snapshot


@dataclass(frozen=True)
class Meant:
    """The entry that a text means for certain (empty when none does), and the nearest ones where it
    is not certain.
    """

    id: str
    near: tuple[str, ...] = ()


def meant(snapshot: Snapshot, typed: str, *labels: str, limit: int = 3) -> Meant:
    """Which entry of these labels is meant: by id, or by its name or short name but for accents and
    capitals.

    >>> from graph_model.rows import NodeRow, Rows
    >>> snapshot = Snapshot(Rows((NodeRow("Member", "rq", {"name": "Réseau Québécois"}),)))
    >>> meant(snapshot, "reseau quebecois", "Member"), meant(snapshot, "reseu quebecois", "Member")
    (Meant(id='rq', near=()), Meant(id='', near=('rq',)))
    """
    rows = [row for label in labels for row in snapshot.of(label)]
    needle = plain(typed).strip()
    if any(row.id == typed for row in rows):
        return Meant(typed)
    same = [
        row.id for row in rows if needle in (plain(row.text("name")), plain(row.text("short_name")))
    ]
    if len(same) == 1:
        return Meant(same[0])
    inside = {row.id for row in rows}
    found = [id for id in search(snapshot, typed, limit=24) if id in inside]
    return Meant("", tuple(dict.fromkeys([*same, *found]))[:limit])
