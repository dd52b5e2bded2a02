"""Rows and days: what holds, who we are, who sits where, what is on the table, what was done."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph_model.rows import NodeRow, RelationshipRow

Ties = list[RelationshipRow]
Cell = tuple[str, str]

PHASE = {
    "exploratory": 1.0, "negotiating": 1.0, "concluded": 0.6, "signed": 0.6,
    "adopted_not_in_force": 0.6, "provisional": 0.6, "review_open": 0.3,
}  # fmt: skip
RELEVANCE = {
    "binding": 1.0, "proposed": 1.0, "best_endeavour": 2 / 3, "reported": 2 / 3,
    "suspended": 2 / 3, "exception_only": 2 / 3, "exception_dominated": 2 / 3,
    "cooperation": 1 / 3, "affirmation": 1 / 3, "review_clause": 1 / 3, "discussed_only": 1 / 3,
    "indirect": 1 / 3,
}  # fmt: skip
SITS = {
    "negotiator", "proponent", "applicant", "coordinator", "convenor", "mandate", "consent_vote",
    "facilitator",
}  # fmt: skip
LEFT = {"withdrew", "withdrew_support"}
WORTH = {
    "meeting": 1.0, "advisory_seat": 1.0, "call": 0.7, "briefing": 0.7, "letter": 0.5,
    "submission": 0.5, "panel": 0.3, "hearing": 0.3, "room": 0.3,
}  # fmt: skip
MESSAGES = {"letter", "submission"}
LIVE, DOUBT, YEAR, HALF_YEAR = 0.3, 0.7, 365.0, 180.0


def stands_for(text: str) -> date:
    """A month counts as its 15th, a year as its 1 July."""
    parts = [int(part) for part in text.split("-")]
    return date(parts[0], *(parts[1:2] or [7]), *(parts[2:] or ([15] if parts[1:] else [1])))


def may_be(text: str) -> tuple[date, date]:
    """The first and the last day that a date may mean."""
    parts = [int(part) for part in text.split("-")]
    first = date(parts[0], parts[1] if parts[1:] else 1, parts[2] if parts[2:] else 1)
    month = parts[1] if parts[1:] else 12
    last = parts[2] if parts[2:] else calendar.monthrange(parts[0], month)[1]
    return first, date(parts[0], month, last)


def holds(start: str, end: str, on: date) -> bool:
    """Whether a validity holds: it ends on the day before its end."""
    if end and on >= stands_for(end):
        return False
    if not start:
        return True
    begins = stands_for(start)
    if end and begins >= stands_for(end):
        begins = may_be(start)[0]
    return begins <= on


def sure(row: NodeRow | RelationshipRow) -> bool:
    return row.text("confidence") in ("verified", "verified_text", "verified_topic")


@dataclass(frozen=True)
class Contact:
    """Something a member did with delegations, or a member's word about its line."""

    id: str
    on: date
    until: date | None
    kind: str
    members: frozenset[str]
    delegations: frozenset[str]
    issues: frozenset[str]
    base: float
    half_life: float
    #: What its rows leave of it, per pair.
    doubts: dict[tuple[str, str], float]

    def on_record(self, at: date) -> bool:
        return self.on <= at and (self.until is None or at < self.until)

    def left(self, at: date, member: str, delegation: str) -> float:
        age = (at - self.on).days
        whole = self.base * self.doubts[member, delegation]
        return whole * 2.0 ** (-age / self.half_life) if age >= 0 else 0.0


class Plain:
    """The rows of a graph, looked at on a day."""

    def __init__(
        self,
        nodes: Iterable[NodeRow],
        ties: Iterable[RelationshipRow],
        at: date,
        friends: bool = False,
    ) -> None:
        self.nodes = {row.id: row for row in nodes}
        self.at, self.friends = at, friends
        self.out: defaultdict[tuple[str, str], Ties] = defaultdict(list)
        self.back: defaultdict[tuple[str, str], Ties] = defaultdict(list)
        self.ties = list(ties)
        self._kin: dict[str, set[str]] = {}
        for tie in self.ties:
            self.out[tie.source, tie.type].append(tie)
            self.back[tie.target, tie.type].append(tie)

    def on(self, at: date) -> Plain:
        return Plain(self.nodes.values(), self.ties, at, self.friends)

    def of(self, label: str) -> list[NodeRow]:
        return sorted(
            (row for row in self.nodes.values() if row.label == label), key=lambda row: row.id
        )

    # ------------------------------------------------------------ who we are

    @cached_property
    def us(self) -> set[str]:
        found = set()
        for row in self.of("Member"):
            left = row.text("member_until")
            inside = row.text("relation") != "peer" and holds(
                row.text("member_from"), left, self.at
            )
            if inside or (self.friends and not (left and self.at >= stands_for(left))):
                found.add(row.id)
        return found

    # ------------------------------------------------------------ the table

    def seated(self, agreement: str, at: date | None = None) -> set[str]:
        on = at or self.at
        found = set()
        for tie in self.back[agreement, "NEGOTIATES"]:
            role, start, end = tie.text("role"), tie.text("valid_from"), tie.text("valid_to")
            if (role in SITS or (role in LEFT and end)) and holds(start, end, on):
                found.add(tie.source)
        return found

    @cached_property
    def live(self) -> dict[str, float]:
        """The weight of each agreement whose talks count."""
        found = {}
        for agreement in self.of("Agreement"):
            for tie in self.back[agreement.id, "PHASE_OF"]:
                phase = self.nodes[tie.source]
                if holds(phase.text("valid_from"), phase.text("valid_to"), self.at):
                    weight = PHASE.get(phase.text("status"), 0.0)
                    if weight:
                        found[agreement.id] = weight
                    break
        return found

    def treated(self, covers: RelationshipRow) -> str:
        strength, known = covers.text("strength"), covers.text("known_from")
        if not known or stands_for(known) <= self.at:
            return strength
        proposed = covers.text("proposed_from")
        if proposed:
            return "proposed" if stands_for(proposed) <= self.at else ""
        return "" if strength == "absent_by_design" else "proposed"

    @cached_property
    def cells(self) -> dict[Cell, float]:
        """Importance of every pair of a delegation and an issue on the table."""
        found: dict[Cell, float] = {}
        for agreement, phase in self.live.items():
            for delegation in self.seated(agreement):
                priority = float(self.nodes[delegation].fields.get("priority", 1.0))
                for covers in self.out[agreement, "COVERS"]:
                    relevance = RELEVANCE.get(self.treated(covers), 0.0)
                    weight = phase * relevance * (1.0 if sure(covers) else DOUBT) * priority
                    if weight > 0:
                        cell = (delegation, covers.target)
                        found[cell] = max(found.get(cell, 0.0), weight)
        return found

    # ------------------------------------------------------------ contacts

    def kin(self, issue: str) -> set[str]:
        """An issue, its group and, of a group, its issues."""
        if issue not in self._kin:
            self._kin[issue] = {
                issue,
                *(tie.target for tie in self.out[issue, "PART_OF"]),
                *(tie.source for tie in self.back[issue, "PART_OF"]),
            }
        return self._kin[issue]

    @cached_property
    def answers(self) -> list[tuple[str, str, str, str, date, date | None]]:
        """Id, member, delegation, what it said, from when and until when that stands."""
        given: defaultdict[tuple[str, str], list[tuple[date, str, str]]] = defaultdict(list)
        for row in self.of("Answer"):
            for who in self.back[row.id, "GAVE"]:
                for whom in self.out[row.id, "SPEAKS_OF"]:
                    told = (stands_for(row.text("date")), row.id, row.text("said"))
                    given[who.source, whom.target].append(told)
        found = []
        for (member, delegation), said in given.items():
            said.sort()
            for place, (day, id, word) in enumerate(said):
                until = said[place + 1][0] if place + 1 < len(said) else None
                found.append((id, member, delegation, word, day, until))
        return found

    def base(self, row: NodeRow) -> float:
        """What a contact is worth on its day, before doubt."""
        kind, outcome = row.text("kind"), row.text("outcome")
        if outcome in ("refused", "no_answer") or (kind in MESSAGES and outcome != "answered"):
            return 0.0
        base = WORTH.get(kind, 0.0)
        return min(base, 0.3) if len(self.out[row.id, "REACHED"]) >= 6 else base

    @cached_property
    def contacts(self) -> list[Contact]:
        """Everything on record of those who are us, later days too."""
        found = []
        for row in self.of("Engagement"):
            who = self.back[row.id, "TOOK_PART_IN"]
            whom = self.out[row.id, "REACHED"]
            kind = row.text("kind")
            found.append(
                Contact(
                    row.id, stands_for(row.text("date")), None, kind,
                    frozenset(tie.source for tie in who) & self.us,
                    frozenset(tie.target for tie in whom),
                    frozenset(
                        tie.target
                        for tie in self.out[row.id, "ABOUT"]
                        if self.nodes[tie.target].label == "Issue"
                    ),
                    self.base(row), HALF_YEAR if kind in MESSAGES else YEAR,
                    {
                        (one.source, other.target): (
                            1.0 if sure(row) and sure(one) and sure(other) else DOUBT
                        )
                        for one in who
                        for other in whom
                    },
                )
            )  # fmt: skip
        for id, member, delegation, said, day, until in self.answers:
            if said in ("yes", "tried"):
                pair = (member, delegation)
                found.append(
                    Contact(
                        id, day, until, "answer", frozenset({member}) & self.us,
                        frozenset({delegation}), frozenset(), 0.7 if said == "yes" else 0.0, YEAR,
                        {pair: DOUBT},
                    )
                )  # fmt: skip
        return [one for one in found if one.members and one.delegations]

    @cached_property
    def known(self) -> list[Contact]:
        return [contact for contact in self.contacts if contact.on_record(self.at)]
