"""Many contacts around one entry, folded: in their place stand those who had them, each on one line
with its years, so that a picture around a body met eighty times names who met it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from explorer.picture.picture import Tie, borne_by
from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary.shared_fields import CONTACT

#: From so many contacts around an entry that a picture starts from, they are folded.
MANY = 8
#: What a folded line counts as in the legend.
FOLDED = "contacts by member and year"
#: So many years are named one by one.
YEARS = 3


def fold(day: Day, ids: Sequence[str], starts: Sequence[str]) -> list[str]:
    """A choice in which the contacts of a start that has many give way to who had them: right after
    the starts, the latest first. Contacts that name nobody stay as they are.
    """
    away: set[str] = set()
    came: dict[str, None] = {}
    for start in starts:
        between = contacts_of(day, start)
        known = set().union(*between.values()) & set(ids)
        if len(known) < MANY:
            continue
        away |= known
        latest = {
            id: max(as_date(day.snapshot.nodes[its].text("date")) for its in met)
            for id, met in between.items()
        }
        came |= dict.fromkeys(sorted(between, key=lambda id: (latest[id], id), reverse=True))
    if not away:
        return list(ids)
    rest = [id for id in ids if id not in away and id not in came]
    first = [id for id in ids if id in starts]
    return list(dict.fromkeys([*first, *came, *rest]))


def folded(day: Day, ids: Iterable[str], starts: Sequence[str]) -> list[Tie]:
    """One line from each start to each who had contacts with it, for those contacts that the
    picture does not show one by one.
    """
    shown = dict.fromkeys(ids)
    found = []
    for start in starts:
        if start not in shown:
            continue
        between = contacts_of(day, start)
        if sum(id in shown for id in between) and len(set().union(*between.values())) >= MANY:
            for other, met in sorted(between.items()):
                away = [id for id in met if id not in shown]
                if other in shown and away:
                    found.append(_line(day.snapshot, start, other, away))
    return found


def contacts_of(day: Day, start: str) -> dict[str, tuple[str, ...]]:
    """The contacts of an entry up to a day by who else had them, the latest first: members, or for
    a member the delegations that it reached.
    """
    snapshot = day.snapshot
    ours = snapshot.nodes[start].label == "Member"
    found: defaultdict[str, list[str]] = defaultdict(list)
    for tie in (*snapshot.out(start), *snapshot.back(start)):
        contact = snapshot.nodes[tie.target if tie.source == start else tie.source]
        if contact.label != "Engagement" or as_date(contact.text("date")) > day.at:
            continue
        others = (
            [its.target for its in snapshot.out(contact.id, "REACHED")]
            if ours
            else [its.source for its in snapshot.back(contact.id, "TOOK_PART_IN")]
        )
        for other in others:
            found[other].append(contact.id)
    return {
        other: tuple(
            sorted(
                set(met),
                key=lambda id: (as_date(snapshot.nodes[id].text("date")), id),
                reverse=True,
            )
        )
        for other, met in found.items()
        if other != start
    }


def by_year(snapshot: Snapshot, met: Sequence[str]) -> dict[str, list[str]]:
    """Contacts by year, the latest first."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for id in sorted(met, key=lambda id: as_date(snapshot.nodes[id].text("date")), reverse=True):
        found[snapshot.nodes[id].text("date")[:4]].append(id)
    return dict(found)


def _line(snapshot: Snapshot, start: str, other: str, met: Sequence[str]) -> Tie:
    ours = snapshot.nodes[start].label == "Member"
    member, target = (start, other) if ours else (other, start)
    last = max((snapshot.nodes[id] for id in met), key=lambda row: as_date(row.text("date")))
    address, sure = borne_by(last)
    return Tie(
        member,
        target,
        f"in contact ({years(snapshot, met)}) with",
        "",
        CONTACT.color,
        CONTACT.line,
        round(1.2 + math.log2(1 + len(met)) / 2, 1),
        len(met),
        words=years(snapshot, met),
        since=min(snapshot.nodes[id].text("date") for id in met),
        source_url=address,
        sure=sure,
    )


def years(snapshot: Snapshot, met: Sequence[str]) -> str:
    """The years of some contacts, with how many where there is more than one."""
    number = Counter(snapshot.nodes[id].text("date")[:4] for id in met)
    if len(number) <= YEARS:
        return ", ".join(
            f"{year} ×{count}" if count > 1 else year for year, count in sorted(number.items())
        )
    return f"{min(number)}–{max(number)} ×{len(met)}"
