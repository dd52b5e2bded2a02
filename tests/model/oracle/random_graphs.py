"""Small random graphs that have every kind of row that a measure reads, with inexact dates, ends
that may lie before starts, doubts, answers, plans, peers and bodies that left.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from graph_model.rows import NodeRow, RelationshipRow, Rows, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ENGAGEMENT_KINDS, PHASES, ROLES, ROOM_ACCESS, SCHEMA, STRENGTHS
from graph_model.vocabulary.shared_fields import VENUE_ACCESS

#: The day on which each graph is looked at.
ON = date(2024, 6, 17)
GROUPS = SCHEMA.codes("Member", "stakeholder_group")
MARKS = ("verified", "verified_text", "verified_topic", "partial", "derived", "memory")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.nodes: list[NodeRow] = []
        self.ties: dict[tuple[str, str, str], RelationshipRow] = {}

    def day(self, before: int = 1200, after: int = 250) -> str:
        """A date around the day looked at, as a day, a month or a year."""
        on = ON + timedelta(days=self.dice.randint(-before, after))
        return on.isoformat()[: self.dice.choice((10, 10, 10, 7, 4))]

    def some(self, how_often: float, /, **fields: Value) -> dict[str, Value]:
        return {name: value for name, value in fields.items() if self.dice.random() < how_often}

    def validity(self, chance: float = 0.3) -> dict[str, Value]:
        return self.some(chance, valid_from=self.day(), valid_to=self.day(400, 900))

    def mark(self) -> Value:
        return self.dice.choice((*MARKS[:1] * 4, *MARKS[1:]))

    def node(self, label: str, id: str, **fields: Value) -> str:
        told: dict[str, Value] = {
            "name": id.title(),
            "as_of": "2024-06-01",
            "confidence": self.mark(),
        }
        self.nodes.append(NodeRow(label, id, {**told, **fields}, "random"))
        return id

    def tie(self, source: str, type: str, target: str, **fields: Value) -> None:
        row = RelationshipRow(
            type,
            source,
            target,
            {"as_of": "2024-06-01", "confidence": self.mark(), **fields},
            "random",
        )
        self.ties[row.key] = row

    def part(self, of: list[str], most: int, least: int = 0) -> list[str]:
        if self.dice.random() < 0.05:
            least = 0  # a row that leads nowhere
        return self.dice.sample(of, self.dice.randint(least, min(most, len(of))))


def random_graph(seed: int) -> Snapshot:
    """The graph of a seed: always the same."""
    make = _Maker(seed)
    dice = make.dice
    groups = [make.node("Issue", f"g{n}", level="group") for n in range(2)]
    issues = [make.node("Issue", f"i{n}", level="issue") for n in range(4)]
    for issue in issues:
        if dice.random() < 0.8:
            make.tie(issue, "PART_OF", dice.choice(groups))
    venues = [
        make.node("Venue", f"v{n}", **make.some(0.8, ngo_access=dice.choice(list(VENUE_ACCESS))))
        for n in range(2)
    ]
    regions = ["Northern Europe", "South America"]
    economies = [
        make.node("Economy", f"c{n}", **make.some(0.8, region=dice.choice(regions)))
        for n in range(3)
    ]
    members = _members(make, economies)
    delegations = _delegations(make, economies)
    agreements = _talks(make, delegations, [*groups, *issues], venues)
    events = _events(make, venues, agreements, delegations, members)
    _contacts(make, members, delegations, [*groups, *issues], [*venues, *events], agreements)
    for number in range(dice.randint(0, 6)):
        answer = make.node(
            "Answer",
            f"w{number}",
            said=dice.choice(("yes", "no", "no", "tried", "dont_know")),
            date=make.day(500, 40),
        )
        make.tie(dice.choice(members), "GAVE", answer)
        make.tie(answer, "SPEAKS_OF", dice.choice(delegations))
    for number in range(dice.randint(0, 5)):
        planned = make.node("Plan", f"p{number}", state=dice.choice(("planned", "done", "dropped")))
        row = make.nodes[-1]
        make.nodes[-1] = NodeRow(
            row.label, row.id, {**row.fields, "as_of": make.day(120, 10)}, "random"
        )
        make.tie(dice.choice(members[:2]), "CARRIES", planned)
    return Snapshot(Rows(tuple(make.nodes), tuple(make.ties.values())))


def _members(make: _Maker, economies: list[str]) -> list[str]:
    found = []
    for number in range(5):
        member = make.node(
            "Member",
            f"m{number}",
            stakeholder_group=make.dice.choice(GROUPS),
            relation=make.dice.choice(("coordinator", "founding_list", "host", "peer")),
            **make.some(0.2, member_from=make.day(1200, 100), member_until=make.day(200, 300)),
            **make.some(0.15, asking="do_not_ask"),
        )
        for economy in make.part(economies, 1):
            make.tie(member, "BASED_IN", economy)
        found.append(member)
    return found


def _delegations(make: _Maker, economies: list[str]) -> list[str]:
    found = []
    for number in range(7):
        delegation = make.node(
            "Delegation",
            f"d{number}",
            **make.some(0.3, priority=make.dice.choice((0.0, 0.5, 2.0))),
            **make.some(0.15, nobody_known_on=make.day(300, 100)),
        )
        for economy in make.part(economies, 2):
            make.tie(delegation, "REPRESENTS", economy, **make.validity())
        found.append(delegation)
    return found


def _talks(make: _Maker, delegations: list[str], issues: list[str], venues: list[str]) -> list[str]:
    found = []
    for number in range(3):
        agreement = make.node("Agreement", f"a{number}")
        turn = (ON + timedelta(days=make.dice.randint(-900, 60))).isoformat()
        statuses = make.dice.choices(list(PHASES), weights=[3] * 7 + [1] * 6, k=2)
        for place, status in enumerate(statuses):
            dates = {"valid_to": turn} if place == 0 else {"valid_from": turn}
            phase = make.node("Phase", f"{agreement}_{place}", status=status, **dates)
            make.tie(phase, "PHASE_OF", agreement)
        for issue in make.part(issues, 5):
            make.tie(
                agreement, "COVERS", issue,
                strength=make.dice.choice(list(STRENGTHS)),
                **make.some(0.4, known_from=make.day(600, 400), proposed_from=make.day(900, 200)),
            )  # fmt: skip
        for delegation in make.part(delegations, 6):
            role = make.dice.choice(["negotiator"] * 12 + list(ROLES))
            make.tie(delegation, "NEGOTIATES", agreement, role=role, **make.validity(0.2))
        for venue in make.part(venues, 1):
            make.tie(agreement, "NEGOTIATED_IN", venue)
        found.append(agreement)
    return found


def _events(
    make: _Maker,
    venues: list[str],
    agreements: list[str],
    delegations: list[str],
    members: list[str],
) -> list[str]:
    found = []
    for number in range(4):
        starts = make.day(300, 450)
        event = make.node(
            "Event",
            f"e{number}",
            kind=make.dice.choice(
                ("negotiation_round", "forum", "deadline", "consultation", "ministerial")
            ),
            start_date=starts,
            **make.some(0.4, access=make.dice.choice(list(ROOM_ACCESS))),
        )
        for venue in make.part(venues, 2):
            make.tie(event, "HOSTED_BY", venue)
        for agreement in make.part(agreements, 2):
            make.tie(event, "CONVENES", agreement)
        if make.dice.random() < 0.4:
            for delegation in make.part(delegations, 3):
                chance = make.some(0.7, chance=make.dice.choice((0.0, 0.5, 1.0)))
                make.tie(delegation, "EXPECTED_AT", event, **chance)
        for member in make.part(members, 2):
            make.tie(member, "GOES_TO", event)
        found.append(event)
    return found


def _contacts(
    make: _Maker,
    members: list[str],
    delegations: list[str],
    issues: list[str],
    places: list[str],
    agreements: list[str],
) -> None:
    likely = [*ENGAGEMENT_KINDS, *["meeting"] * 6, "call", "call"]
    for number in range(make.dice.randint(5, 18)):
        contact = make.node(
            "Engagement",
            f"x{number}",
            kind=make.dice.choice(likely),
            date=make.day(800, 60),
            **make.some(
                0.8,
                outcome=make.dice.choice(
                    (
                        "held",
                        "held",
                        "held",
                        "answered",
                        "answered",
                        "unknown",
                        "refused",
                        "no_answer",
                    )
                ),
            ),
        )
        for member in make.part(members, make.dice.choice((1, 2, 3, 5)), least=1):
            make.tie(member, "TOOK_PART_IN", contact)
        for delegation in make.part(delegations, make.dice.choice((1, 1, 2, 7)), least=1):
            make.tie(contact, "REACHED", delegation)
        for issue in make.part(issues, 2):
            make.tie(contact, "ABOUT", issue)
        if make.dice.random() < 0.1:
            make.tie(contact, "ABOUT", make.dice.choice(agreements))
        for place in make.part(places, 1):
            make.tie(contact, "HELD_AT", place)
