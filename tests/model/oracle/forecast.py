"""The band run ahead, and the calls that would hold most, by trying each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from tests.model.oracle.day import LIVE, WORTH, YEAR, Cell, Plain, may_be
from tests.model.oracle.kinds import strengths, warm
from tests.model.oracle.plans import HORIZON, ISSUES, ahead

CALLS = 3


@dataclass(frozen=True)
class Held:
    """A call: who calls whom about what, and the share that it holds."""

    member: str
    delegation: str
    issues: tuple[str, ...]
    share: float


class Ahead:
    """The table, the members and the contacts of a day, with a clock that runs on."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.total = sum(plain.cells.values())

    def left(self, cell: Cell, later: date) -> dict[str, float]:
        """What is left to each member of its contacts about the issue of a cell."""
        delegation, issue = cell
        kin = self.plain.kin(issue)
        about = [one for one in self.plain.known if one.issues & kin]
        return strengths(about, delegation, later)

    def reached(self, later: date) -> set[Cell]:
        return {
            cell
            for cell in self.plain.cells
            if any(warm(left) >= LIVE for left in self.left(cell, later).values())
        }

    def share(self, cells: set[Cell]) -> float:
        return sum(self.plain.cells[cell] for cell in cells) / self.total if self.total else 0.0

    def stops(self) -> list[tuple[date, str, float]]:
        """The first day of each occasion ahead and the end of the horizon, with what is still
        reached.
        """
        at = self.plain.at
        days = [(may_be(event.text("start_date"))[0], event.id) for event in ahead(self.plain)]
        days = [*sorted(one for one in days if one[0] > at), (at + timedelta(days=HORIZON), "")]
        return [(day, event, self.share(self.reached(day))) for day, event in days]

    def until(self) -> tuple[date, str, float]:
        """The first stop by which less is reached than now, else the last."""
        now, stops = self.reached(self.plain.at), self.stops()
        return next((stop for stop in stops if self.reached(stop[0]) != now), stops[-1])

    def calls(self) -> dict[str, list[Held]]:
        """Every call that holds something, by delegation, what holds most first."""
        at, later = self.plain.at, self.until()[0]
        gone = set(self.plain.cells) - self.reached(later)
        fresh = WORTH["call"] * 2.0 ** (-(later - at).days / YEAR)
        lost: defaultdict[tuple[str, str], list[tuple[float, str]]] = defaultdict(list)
        for delegation, issue in gone:
            for member, left in self.left((delegation, issue), at).items():
                if warm(left) >= LIVE:
                    weight = self.plain.cells[delegation, issue]
                    lost[member, delegation].append((-weight, issue))

        found: defaultdict[str, list[Held]] = defaultdict(list)
        for (member, delegation), weighed in lost.items():
            about = tuple(issue for _, issue in sorted(weighed)[:ISSUES])
            touched = set().union(*(self.plain.kin(issue) for issue in about))
            held = {
                cell
                for cell in gone
                if cell[0] == delegation
                and cell[1] in touched
                and warm(self.left(cell, later).get(member, 0.0) + fresh) >= LIVE
            }
            if held:
                found[delegation].append(Held(member, delegation, about, self.share(held)))
        for calls in found.values():
            calls.sort(key=lambda call: (-round(call.share, 12), call.member))
        return found
