"""The kinds of gap cell by cell, as slow and as plain as the design words them: what the fast
measure is compared with.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from datetime import date

from graph_model.dates import as_date
from graph_model.measures.contacts import Contact, contacts, family
from graph_model.measures.day import Day
from graph_model.measures.member_answers import nobody_known, standing_answers
from graph_model.measures.membership import is_member
from graph_model.measures.negotiations import at_the_table, live_talks
from graph_model.measures.settings import Settings
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import on_day


def plain_targets(snapshot: Snapshot, at: date, settings: Settings) -> dict[tuple[str, str], float]:
    """Importance of every cell."""
    found: dict[tuple[str, str], float] = {}
    for agreement, status in live_talks(on_day(snapshot, at, settings)).items():
        for seat in snapshot.back(agreement, "NEGOTIATES"):
            for tie in snapshot.out(agreement, "COVERS"):
                priority = float(snapshot.nodes[seat.source].fields.get("priority", 1.0))
                treated = plain_treatment(tie, at)
                weight = settings.phase[status] * priority * settings.relevance.get(treated, 0.0)
                if at_the_table(seat, at) and weight > 0:
                    found[seat.source, tie.target] = max(
                        weight, found.get((seat.source, tie.target), 0.0)
                    )
    return found


def plain_treatment(tie: RelationshipRow, at: date) -> str:
    """How an issue is treated as far as it was known on that day."""
    strength, known, proposed = (
        tie.text(name) for name in ("strength", "known_from", "proposed_from")
    )
    if not known or as_date(known) <= at:
        return strength
    if proposed:
        return "proposed" if as_date(proposed) <= at else ""
    return "" if strength == "absent_by_design" else "proposed"


def mine(day: Day) -> list[Contact]:
    """The contacts of members of the coalition on that day, member by member."""
    found = []
    for contact in contacts(day.snapshot, day.settings):
        members = frozenset(id for id in contact.members if is_member(day.snapshot.nodes[id], day))
        if members:
            found.append(replace(contact, members=members))
    return found


def was_line(snapshot: Snapshot, delegation: str, at: date, settings: Settings) -> bool:
    """Whether some member had a live line to it on some day up to a date, day by day of
    contacts.
    """
    past = [
        contact
        for contact in mine(on_day(snapshot, at, settings))
        if delegation in contact.delegations and contact.on <= at
    ]
    for day in {contact.on for contact in past}:
        left: defaultdict[str, float] = defaultdict(float)
        for contact in past:
            if contact.holds(day):
                for member in contact.members:
                    left[member] += contact.strength(day)
        if any(1 - math.exp(-sum_) >= settings.live for sum_ in left.values()):
            return True
    return False


def plain_kinds(
    snapshot: Snapshot, at: date, settings: Settings
) -> dict[tuple[str, str], tuple[str, float, tuple[str, ...]]]:
    """Kind, warmth and members of every cell."""
    day = on_day(snapshot, at, settings)
    known = [contact for contact in mine(day) if contact.holds(at)]
    asked = standing_answers(on_day(snapshot, at))
    near = {issue.id: family(snapshot, issue.id) for issue in snapshot.of("Issue")}
    found = {}
    for delegation, issue in plain_targets(snapshot, at, settings):
        here: defaultdict[str, float] = defaultdict(float)
        all_of: defaultdict[str, float] = defaultdict(float)
        had = [contact for contact in known if delegation in contact.delegations]
        for contact in had:
            for member in contact.members:
                all_of[member] += contact.strength(at)
                here[member] += contact.strength(at) if contact.issues & near[issue] else 0.0
        live_here = tuple(
            sorted(member for member, sum_ in here.items() if 1 - math.exp(-sum_) >= settings.live)
        )
        live = tuple(
            sorted(
                member for member, sum_ in all_of.items() if 1 - math.exp(-sum_) >= settings.live
            )
        )
        best = 1 - math.exp(-max((here if live_here else all_of).values(), default=0.0))
        if live_here:
            kind = "several" if len(live_here) > 1 else "one"
        elif live:
            about = [contact for contact in had if contact.issues & near[issue]]
            if any(contact.members & set(live) for contact in about):
                kind = "cooled"
            else:
                kind = "raised_by_others" if about else "never_raised"
        elif had:
            if not any(contact.worth > 0 for contact in had):
                kind = "no_answer"
            else:
                kind = "quiet" if was_line(snapshot, delegation, at, settings) else "slight"
        else:
            kind = (
                "nobody"
                if nobody_known(on_day(snapshot, at), delegation, asked.get(delegation, ()))
                else "unknown"
            )
        found[delegation, issue] = (kind, best, live_here or live)
    return found
