"""The kind of every cell, its warmth and who carries it, and the band."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tests.model.oracle.day import DOUBT, LIVE, RELEVANCE, Cell, Contact, Plain, stands_for, sure

Found = dict[Cell, tuple[str, float, tuple[str, ...]]]


def warm(strength: float) -> float:
    return 1.0 - math.exp(-strength)


def strengths(contacts: Iterable[Contact], delegation: str, at: date) -> dict[str, float]:
    """What is left to each member of these contacts with a delegation."""
    found: defaultdict[str, float] = defaultdict(float)
    for contact in contacts:
        if delegation in contact.delegations:
            for member in contact.members:
                found[member] += contact.left(at, member, delegation)
    return found


def was_live(plain: Plain, delegation: str) -> bool:
    """Whether some member had a live line on some day: the days of contacts are enough, for
    between them everything only cools. What a later answer replaced tells of none.
    """
    past = [one for one in plain.known if delegation in one.delegations]
    for day in {contact.on for contact in past}:
        there = [contact for contact in past if contact.on_record(day)]
        if any(warm(sum_) >= LIVE for sum_ in strengths(there, delegation, day).values()):
            return True
    return False


def nobody(plain: Plain, delegation: str) -> bool:
    """Whether the members were asked, and none has a contact."""
    own = plain.nodes[delegation].text("nobody_known_on")
    if own and stands_for(own) <= plain.at:
        return True
    said = [
        word
        for _, member, about, word, day, until in plain.answers
        if about == delegation
        and member in plain.us
        and day <= plain.at
        and (until is None or plain.at < until)
    ]
    return bool(said) and set(said) == {"no"}


@lru_cache(maxsize=4)
def kinds(plain: Plain) -> Found:
    """Kind, warmth and carriers of every cell: the first kind that fits."""
    found: Found = {}
    ever = {one: was_live(plain, one) for one in {delegation for delegation, _ in plain.cells}}
    with_it = {one: [c for c in plain.known if one in c.delegations] for one in ever}
    for delegation, issue in plain.cells:
        had = with_it[delegation]
        about = [one for one in had if one.issues & plain.kin(issue)]
        whole = strengths(had, delegation, plain.at)
        here = strengths(about, delegation, plain.at)
        live = tuple(sorted(one for one, left in whole.items() if warm(left) >= LIVE))
        live_here = tuple(sorted(one for one, left in here.items() if warm(left) >= LIVE))
        if live_here:
            kind = "several" if len(live_here) >= 2 else "one"
        elif live:
            if any(one.members & set(live) for one in about):
                kind = "cooled"
            else:
                kind = "raised_by_others" if about else "never_raised"
        elif ever[delegation]:
            kind = "quiet"
        elif any(
            one.base * one.doubts[member, delegation] > 0 for one in had for member in one.members
        ):
            kind = "slight"
        elif had:
            kind = "no_answer"
        else:
            kind = "nobody" if nobody(plain, delegation) else "unknown"
        best = max((here if live_here else whole).values(), default=0.0)
        found[delegation, issue] = (kind, warm(best), live_here or live)
    return found


#: Under what `assumed` tells of seats.
SEATS = "seats"


def assumed(plain: Plain) -> dict[str, float]:
    """The importance of what rests on clauses that are not borne out, by their confidence, and of
    what rests on seats that are not, or have no first day.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for (delegation, issue), importance in plain.cells.items():
        priority = float(plain.nodes[delegation].fields.get("priority", 1.0))
        heaviest, seats = [], []
        for agreement in sorted(plain.live):
            if delegation in plain.seated(agreement):
                for covers in plain.out[agreement, "COVERS"]:
                    relevance = RELEVANCE.get(plain.treated(covers), 0.0)
                    weight = plain.live[agreement] * relevance * priority
                    weight *= 1.0 if sure(covers) else DOUBT
                    if covers.target == issue and abs(weight - importance) < 1e-12:
                        heaviest.append(covers)
                        seats += [
                            seat
                            for seat in plain.back[agreement, "NEGOTIATES"]
                            if seat.source == delegation
                        ]
        if not any(sure(seat) and seat.text("valid_from") for seat in seats):
            found[SEATS] += importance
        if not any(sure(covers) for covers in heaviest):
            found[heaviest[0].text("confidence")] += importance
    return dict(found)


def band(plain: Plain) -> tuple[float, float]:
    total = math.fsum(plain.cells.values())
    low = math.fsum(
        plain.cells[cell]
        for cell, (kind, _, _) in kinds(plain).items()
        if kind in ("several", "one")
    )
    open_ = math.fsum(
        plain.cells[cell] for cell, (kind, _, _) in kinds(plain).items() if kind == "unknown"
    )
    return (low / total, (low + open_) / total) if total else (0.0, 0.0)
