"""Whose live lines a place has."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from tests.model.oracle.day import LIVE, Plain
from tests.model.oracle.kinds import strengths, warm

QUARTERS = ("civil_society", "private_sector", "technical_community", "academia")
ENOUGH = 5


@dataclass(frozen=True)
class Voices:
    lines: dict[str, int]
    contacts: dict[str, int]
    recorded: int
    distance: float | None
    outward: float | None


def apart(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The Jensen-Shannon distance, base 2."""

    def shares(number: Mapping[str, float]) -> dict[str, float]:
        total = sum(number.values())
        return {name: value / total for name, value in number.items()}

    p, q = shares(one), shares(other)
    found = 0.0
    for name in {*p, *q}:
        middle = (p.get(name, 0.0) + q.get(name, 0.0)) / 2
        for share in (p.get(name, 0.0), q.get(name, 0.0)):
            if share:
                found += share * math.log2(share / middle) / 2
    return math.sqrt(max(0.0, found))


def voices(plain: Plain, members: bool) -> dict[str, Voices]:
    """Of the whole table, of each open negotiation and of each delegation; against equal groups, or
    the groups' shares of the members.
    """
    group = {row.id: row.text("stakeholder_group") for row in plain.of("Member")}
    against: Mapping[str, float] = (
        Counter(group[one] for one in plain.us) if members else dict.fromkeys(QUARTERS, 0.25)
    )
    there = {delegation for delegation, _ in plain.cells}
    scopes = {"": there, **{one: {one} for one in there}}
    scopes |= {agreement: plain.seated(agreement) & there for agreement in plain.live}
    found = {}
    for scope, seated in scopes.items():
        lines: Counter[str] = Counter()
        for delegation in seated:
            left = strengths(plain.known, delegation, plain.at)
            lines.update(group[one] for one, sum_ in left.items() if warm(sum_) >= LIVE)
        had = [one for one in plain.known if one.kind != "answer" and one.delegations & seated]
        spoken = Counter(name for one in had for name in {group[member] for member in one.members})
        pairs = {pair for one in had for pair in combinations(sorted(one.members), 2)}
        across = sum(group[a] != group[b] for a, b in pairs)
        found[scope] = Voices(
            dict(lines),
            dict(spoken),
            len(had),
            apart(lines, against) if sum(lines.values()) >= ENOUGH and against else None,
            (across - (len(pairs) - across)) / len(pairs) if pairs else None,
        )
    return found
