"""The plan of meetings and rooms, that of questions, and the best set by trying every one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from graph_model.rows import NodeRow
from tests.model.oracle.day import Plain, holds, may_be, stands_for
from tests.model.oracle.kinds import kinds

ISSUES, HORIZON, REACH, NEAR, FAR, AT_MOST = 3, 365, 0.3, 0.5, 0.1, 5
QUESTION = 0.25
ACCESS = {
    "open": 1.0, "on_request": 0.7, "accredited": 0.5, "invited": 0.3, "unknown": 0.3,
    "closed": 0.0,
}  # fmt: skip
OF_VENUE = {
    "none": "closed", "ad_hoc": "on_request", "accredited_observer": "accredited",
    "institutional_seat": "accredited", "plenary_only": "accredited", "by_invitation": "invited",
    "member_or_delegation": "invited", "advisory_seat": "invited",
    "multistakeholder_equal": "open",
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    id: str
    effort: float
    chances: dict[str, float]


def opens(plain: Plain) -> dict[str, float]:
    """What one meeting with each delegation opens, as a share of all importance."""
    total = sum(plain.cells.values())
    found = {}
    left: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for (delegation, issue), (kind, _, _) in kinds(plain).items():
        if kind not in ("several", "one"):
            left[delegation].append((-plain.cells[delegation, issue], issue))
    for delegation, weighed in left.items():
        raised = [issue for _, issue in sorted(weighed)[:ISSUES]]
        touched = set().union(*(plain.kin(issue) for issue in raised))
        found[delegation] = sum(-weight for weight, issue in weighed if issue in touched) / total
    return found


def in_reach(at: date, starts: str, ends: str) -> bool:
    """Whether something that lasts from one day to another is not over, and begins soon enough."""
    return may_be(ends)[1] >= at and may_be(starts)[0] <= at + timedelta(days=HORIZON)


def ahead(plain: Plain) -> list[NodeRow]:
    """The events at which somebody can be met; nobody is at a deadline."""
    return [
        event
        for event in plain.of("Event")
        for starts in [event.text("start_date")]
        if event.text("kind") != "deadline"
        and in_reach(plain.at, starts, event.text("end_date") or starts)
    ]


def expected(plain: Plain, event: NodeRow) -> dict[str, float]:
    """Who is there, and how likely: as stated, else those at the tables that it convenes."""
    stated = {
        tie.source: float(tie.fields.get("chance", 1.0))
        for tie in plain.back[event.id, "EXPECTED_AT"]
    }
    seated = {
        one: 1.0
        for tie in plain.out[event.id, "CONVENES"]
        for one in plain.seated(tie.target, stands_for(event.text("start_date")))
    }
    meets = event.text("kind") not in ("consultation", "deadline")
    return stated or (seated if meets else {})


def choices(plain: Plain, weight: Mapping[str, float]) -> list[Choice]:
    """First meetings and rooms."""
    found = [Choice(f"meeting:{one}", 1.0, {one: 1.0}) for one in weight]
    for event in ahead(plain):
        access = event.text("access")
        for tie in sorted(plain.out[event.id, "HOSTED_BY"], key=lambda tie: tie.target):
            access = access or OF_VENUE.get(plain.nodes[tie.target].text("ngo_access"), "")
        there = {
            one: REACH * ACCESS[access or "unknown"] * chance
            for one, chance in expected(plain, event).items()
            if one in weight and ACCESS[access or "unknown"] * chance > 0
        }
        if there:
            found.append(Choice(f"room:{event.id}", 1.0, there))
    return sorted(found, key=lambda choice: choice.id)


def seen_at(plain: Plain) -> defaultdict[str, set[str]]:
    """Who had a contact at a venue, or at an event of it, up to the day."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for row in plain.of("Engagement"):
        if stands_for(row.text("date")) <= plain.at:
            for tie in plain.out[row.id, "HELD_AT"]:
                place = plain.nodes[tie.target]
                venues = (
                    [place.id]
                    if place.label == "Venue"
                    else [host.target for host in plain.out[place.id, "HOSTED_BY"]]
                )
                for venue in venues:
                    seen[venue] |= {who.source for who in plain.back[row.id, "TOOK_PART_IN"]}
    return seen


def near(plain: Plain) -> set[tuple[str, str]]:
    """Members that are near to a delegation: based in its economy or region, or in a contact at a
    venue where it negotiates.
    """
    based: defaultdict[str, set[str]] = defaultdict(set)
    regional: defaultdict[str, set[str]] = defaultdict(set)
    for member in plain.of("Member"):
        for tie in plain.out[member.id, "BASED_IN"]:
            based[tie.target].add(member.id)
            region = plain.nodes[tie.target].text("region")
            if region:
                regional[region].add(member.id)
    seen = seen_at(plain)
    found = set()
    for delegation in plain.of("Delegation"):
        close: set[str] = set()
        for tie in plain.out[delegation.id, "REPRESENTS"]:
            start, end = tie.text("valid_from"), tie.text("valid_to")
            if holds(start, end, plain.at):
                close |= based[tie.target]
                close |= regional[plain.nodes[tie.target].text("region")]
        for tie in plain.out[delegation.id, "NEGOTIATES"]:
            if delegation.id in plain.seated(tie.target):
                for venue in plain.out[tie.target, "NEGOTIATED_IN"]:
                    close |= seen[venue.target]
        found |= {(member, delegation.id) for member in close}
    return found


def asked(plain: Plain) -> tuple[list[Choice], dict[str, float]]:
    """The questions to members, at most five each, and what is not known per delegation."""
    total = sum(plain.cells.values())
    unknown: defaultdict[str, float] = defaultdict(float)
    for (delegation, issue), (kind, _, _) in kinds(plain).items():
        if kind == "unknown":
            unknown[delegation] += plain.cells[delegation, issue] / total
    answered = {(who, whom) for _, who, whom, _, day, _ in plain.answers if day <= plain.at}
    close, found = near(plain), []
    for member in sorted(plain.us):
        if plain.nodes[member].text("asking") == "do_not_ask":
            continue
        mine = [
            (NEAR if (member, one) in close else FAR, one)
            for one in unknown
            if (member, one) not in answered
        ]
        mine.sort(key=lambda each: (-round(each[0] * unknown[each[1]], 12), -each[0], each[1]))
        found += [
            Choice(f"question:{member}:{one}", QUESTION, {one: chance})
            for chance, one in mine[:AT_MOST]
        ]
    return sorted(found, key=lambda choice: choice.id), dict(unknown)


def value(chosen: Iterable[Choice], weight: Mapping[str, float]) -> float:
    missed = dict.fromkeys(weight, 1.0)
    for choice in chosen:
        for one, chance in choice.chances.items():
            missed[one] *= 1 - chance
    return sum(share * (1 - missed[one]) for one, share in weight.items())


def in_order(
    listed: Sequence[Choice], weight: Mapping[str, float], budget: float
) -> list[tuple[str, float]]:
    """By gain for effort; of equal ones what adds most, then the first by id. Where a single one
    opens more than all these, it comes first.
    """

    def go(taken: list[Choice]) -> list[Choice]:
        while True:
            have, spent = value(taken, weight), sum(one.effort for one in taken)
            best: tuple[float, float, Choice] | None = None
            for choice in listed:
                gain = value([*taken, choice], weight) - have
                if choice in taken or spent + choice.effort > budget + 1e-9 or gain <= 1e-9:
                    continue
                rate = gain / choice.effort
                if (
                    best is None
                    or rate > best[0] + 1e-9
                    or (abs(rate - best[0]) <= 1e-9 and gain > best[1] + 1e-9)
                ):
                    best = (rate, gain, choice)
            if best is None:
                return taken
            taken = [*taken, best[2]]

    taken = go([])
    alone = [choice for choice in listed if choice.effort <= budget]
    if alone and taken:
        best = max(alone, key=lambda choice: value([choice], weight))
        if value([best], weight) > value(taken, weight) + 1e-9:
            taken = go([best])
    found, have = [], 0.0
    for number, choice in enumerate(taken, start=1):
        now = value(taken[:number], weight)
        found.append((choice.id, now - have))
        have = now
    return found


def best_set(listed: Sequence[Choice], weight: Mapping[str, float], size: int) -> float:
    """The most that any set of that many choices of effort 1 opens."""
    return max(
        (value(some, weight) for some in combinations(listed, min(size, len(listed)))), default=0.0
    )
