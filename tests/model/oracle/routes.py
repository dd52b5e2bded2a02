"""Ways to a delegation, by trying all of them."""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from graph_model.rows import RelationshipRow
from tests.model.oracle.day import DOUBT, RELEVANCE, YEAR, Plain, stands_for, sure
from tests.model.oracle.kinds import warm

TOGETHER, ROOM, PLACE, TABLE, CROWD = 0.5, 0.3, 0.3, 0.3, 50
WEAK, MONTHS, STEPS = 0.1, 24, 3
#: How faint, and of how many steps, a way is that is listed and not recommended; how many are.
FAINT, FEW, LISTED = 0.005, 2, 3


@dataclass(frozen=True)
class Tie:
    """A step: its sort, warmth, the day of its latest evidence, and what it rests on."""

    sort: str
    warmth: float
    latest: date
    evidence: frozenset[str]


@dataclass(frozen=True)
class Way:
    stops: tuple[str, ...]
    strength: float
    over_table: bool


def ago(at: date, months: int) -> date:
    """The same day so many months before, or the last of that month."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return date(year, month + 1, min(at.day, calendar.monthrange(year, month + 1)[1]))


class Routes:
    """The ties of a day, and the ways over them."""

    def __init__(self, plain: Plain) -> None:
        self.plain, self.at = plain, plain.at
        self.lines = self._lines()
        self.mates = self._together()

    def _lines(self) -> dict[tuple[str, str], Tie]:
        left: defaultdict[tuple[str, str], float] = defaultdict(float)
        rests: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        last: dict[tuple[str, str], date] = {}
        for contact in self.plain.known:
            if contact.base <= 0:
                continue
            for member in contact.members:
                for delegation in contact.delegations:
                    pair = (member, delegation)
                    left[pair] += contact.left(self.at, member, delegation)
                    rests[pair].add(contact.id)
                    last[pair] = max(last.get(pair, date.min), contact.on)
        return {
            pair: Tie("contact", warm(sum_), last[pair], frozenset(rests[pair]))
            for pair, sum_ in left.items()
        }

    def _together(self) -> dict[tuple[str, str], Tie]:
        """Who knows whom of us: every contact made together, every event or venue at which both
        were where that is not the place of such a contact.
        """
        plain = self.plain
        part = {
            row.id: {tie.source: tie for tie in plain.back[row.id, "TOOK_PART_IN"]}
            for row in plain.of("Engagement")
            if stands_for(row.text("date")) <= self.at
        }
        there: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
        for id, took_part in part.items():
            for tie in plain.out[id, "HELD_AT"]:
                where = plain.nodes[tie.target]
                when = where.text("start_date") or plain.nodes[id].text("date")
                if where.label != "Venue" or len(when) == len("2018-03-08"):
                    there[tie.target, stands_for(when)] |= set(took_part)
        for event in plain.of("Event"):
            for tie in plain.back[event.id, "GOES_TO"]:
                there[event.id, stands_for(event.text("start_date"))].add(tie.source)
        found = {}
        shown = {id for members in (*part.values(), *there.values()) for id in members}
        for one in sorted(plain.us & shown):
            for other in sorted((plain.us & shown) - {one}):
                pieces = self._occasions(one, other, part, there)
                if pieces:
                    left = sum(
                        worth * 2.0 ** (-(self.at - day).days / YEAR) for _, day, worth in pieces
                    )
                    latest = max(day for _, day, _ in pieces)
                    ids = frozenset(id for id, _, _ in pieces)
                    found[one, other] = Tie("together", warm(left), latest, ids)
        return found

    def _occasions(
        self,
        one: str,
        other: str,
        part: dict[str, dict[str, RelationshipRow]],
        there: dict[tuple[str, date], set[str]],
    ) -> list[tuple[str, date, float]]:
        """Every occasion at which two met, its day and its worth."""
        plain = self.plain
        made = [
            id
            for id, members in part.items()
            if {one, other} <= set(members) and len(members) <= CROWD
        ]
        pieces: list[tuple[str, date, float]] = []
        for id in made:
            row, members = plain.nodes[id], part[id]
            worth = ROOM if len(members) >= 6 else TOGETHER
            if not (sure(row) and sure(members[one]) and sure(members[other])):
                worth *= DOUBT
            pieces.append((id, stands_for(row.text("date")), worth))
        places = {tie.target for id in made for tie in plain.out[id, "HELD_AT"]}
        for (place, day), present in there.items():
            both = {one, other} <= present and len(present) <= CROWD
            if both and day <= self.at and place not in places:
                pieces.append((place, day, PLACE))
        return pieces

    def tables(self, issue: str) -> dict[tuple[str, str], Tie]:
        """Delegations that sit in the same live talks (on the issue)."""
        shared: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for agreement in self.plain.live:
            if issue and not self._treats(agreement, issue):
                continue
            seated = self.plain.seated(agreement)
            for one in seated:
                for other in seated - {one}:
                    shared[one, other].add(agreement)
        return {
            pair: Tie("table", warm(TABLE * len(at)), self.at, frozenset(at))
            for pair, at in shared.items()
        }

    def _treats(self, agreement: str, issue: str) -> bool:
        return any(
            tie.target == issue and RELEVANCE.get(self.plain.treated(tie), 0.0) > 0
            for tie in self.plain.out[agreement, "COVERS"]
        )

    def asking(self, member: str) -> float:
        if self.plain.nodes[member].text("asking") == "do_not_ask":
            return 0.0
        since = self.at - timedelta(days=90)
        asked = [
            row
            for tie in self.plain.out[member, "CARRIES"]
            for row in [self.plain.nodes[tie.target]]
            if row.text("state") != "dropped" and since < stands_for(row.text("as_of")) <= self.at
        ]
        return 0.5 if len(asked) >= 3 else 1.0

    # ------------------------------------------------------------ ways

    def ways(
        self,
        delegation: str,
        issue: str = "",
        start: str = "",
        without: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
    ) -> list[Way]:
        """Every recommended way, the best first; `without`: people not to pass, and contacts that
        alone bear no step.
        """
        steps = self._steps(delegation, issue, start, without)
        found = [
            Way(stops, strength, over)
            for stops, strength, over in self._every(delegation, start, steps)
            if not self._detour(stops, steps)
        ]
        return sorted(found, key=lambda way: (way.over_table, -way.strength, way.stops))

    def refused(self, delegation: str, issue: str = "", start: str = "") -> list[tuple[Way, str]]:
        """Every short way that is not recommended, with the reason, the strongest first."""
        steps = self._steps(delegation, issue, start, oldest=date.min)
        oldest, every = ago(self.at, MONTHS), self._ties(issue, start)
        found = []
        for stops, strength, over in self._every(delegation, start, steps, FEW, FAINT):
            old = any(every[pair].latest < oldest for pair in pairwise(stops))
            if (old or strength < WEAK) and not self._detour(stops, steps):
                found.append((Way(stops, strength, over), "old" if old else "weak"))
        return sorted(found, key=lambda one: (-one[0].strength, one[0].stops))

    def not_asked(self, delegation: str, start: str = "") -> list[tuple[float, str]]:
        """Falling warmth and member of each line over somebody who is not to be asked."""
        return sorted(
            (-tie.warmth, one)
            for (one, other), tie in self.lines.items()
            if other == delegation and one != start and self.asking(one) == 0.0
        )

    def _ties(self, issue: str, start: str) -> dict[tuple[str, str], Tie]:
        """Every tie that a way may lead over, whatever its age."""
        return {**self.lines, **(self.mates if start else {}), **self.tables(issue)}

    def _steps(
        self,
        delegation: str,
        issue: str,
        start: str,
        without: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset()),
        oldest: date | None = None,
    ) -> dict[tuple[str, str], tuple[float, str]]:
        """Strength and sort of each step that is recent enough and that somebody may take."""
        passed, used = without
        oldest = oldest or ago(self.at, MONTHS)
        found = {}
        for (one, other), tie in self._ties(issue, start).items():
            if one == delegation or {one, other} & passed or tie.latest < oldest:
                continue
            if tie.sort == "contact" and tie.evidence <= used:
                continue
            asked = 1.0 if tie.sort == "table" or one == start else self.asking(one)
            if tie.warmth * asked > 0:
                found[one, other] = (tie.warmth * asked, tie.sort)
        return found

    def _every(
        self,
        delegation: str,
        start: str,
        steps: dict[tuple[str, str], tuple[float, str]],
        longest: int = STEPS,
        faintest: float = WEAK,
    ) -> Iterator[tuple[tuple[str, ...], float, bool]]:
        into: defaultdict[str, list[str]] = defaultdict(list)
        for one, other in steps:
            into[other].append(one)

        def back(stops: tuple[str, ...], strength: float) -> Iterator[tuple[str, ...]]:
            if len(stops) > 1 and (
                stops[0] == start if start else steps[stops[0], stops[1]][1] == "contact"
            ):
                yield stops
            if len(stops) <= longest:
                for one in into[stops[0]]:
                    # a longer way is never stronger
                    left = strength * steps[one, stops[0]][0]
                    if one not in stops and left >= faintest:
                        yield from back((one, *stops), left)

        for stops in back((delegation,), 1.0):
            taken = [steps[pair] for pair in pairwise(stops)]
            over = sum(sort == "table" for _, sort in taken)
            strength = math.prod(strength for strength, _ in taken)
            if over <= 1 and strength >= faintest:
                yield stops, strength, bool(over)

    def _detour(
        self, stops: tuple[str, ...], steps: dict[tuple[str, str], tuple[float, str]]
    ) -> bool:
        for first in range(len(stops) - 2):
            for last in range(first + 2, len(stops)):
                direct = steps.get((stops[first], stops[last]))
                between = math.prod(steps[pair][0] for pair in pairwise(stops[first : last + 1]))
                if direct and direct[1] != "table" and direct[0] >= between:
                    return True
        return False

    def fallback(self, best: tuple[str, ...], delegation: str, issue: str, start: str) -> float:
        """The strength of the best way that shares nobody with the first and does not rest on its
        contacts alone; 0 without one.
        """
        pairs = [pair for pair in pairwise(best) if pair in self.lines]
        used = frozenset(id for pair in pairs for id in self.lines[pair].evidence)
        passed = frozenset(best[:-1]) - {start}
        left = self.ways(delegation, issue, start, (passed, used))
        return left[0].strength if left else 0.0
