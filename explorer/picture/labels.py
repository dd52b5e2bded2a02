"""Names beside marks: greedy, the important ones first, and never over each other, an important
mark, or the frame.

A name that finds no free place is left out; the legend and the tables hold it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from explorer.picture.letters import BOLD, SANS, fit, width, wrap

CELL = 48.0
#: How far from its mark a name may stand, in letter heights; beyond the second step a thin line
#: leads to it.
AWAY = (0.25, 0.7, 1.3, 2.2)
DIRECTIONS = {
    "E": (1, 0),
    "W": (-1, 0),
    "N": (0, -1),
    "S": (0, 1),
    "NE": (0.75, -0.75),
    "SE": (0.75, 0.75),
    "NW": (-0.75, -0.75),
    "SW": (-0.75, 0.75),
}
#: Of a line of a name, in letter heights: its height, and how far below its top the letters stand
#: (capitals with two accents need it all).
LINE, RISE = 1.26, 1.01
ONE_LINE, ROOM, COLUMN = 24, 15.5, 24.0
FOREMOST, IMPORTANT = 20, 60


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two cover a common point."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: Box) -> bool:
        """Whether it lies inside the other."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry as drawn: where, how large (half its width), its name, on which side the name looks
    best, and the room for it in a column.
    """

    id: str
    x: float
    y: float
    radius: float
    name: str
    first: bool = False
    side: str = "E"
    room: float = 0.0

    @property
    def box(self) -> Box:
        """The room it takes."""
        return Box(
            self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius
        )


@dataclass(frozen=True, slots=True)
class PlacedName:
    """A name in its place; ``leader`` is the thin line from the mark, where one is needed."""

    mark: Mark
    lines: tuple[str, ...]
    box: Box
    size: float
    anchor: str
    leader: tuple[float, float, float, float] | None


class BoxIndex:
    """The boxes that are taken, found again by where they are."""

    def __init__(self) -> None:
        self.cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Take a place."""
        for cell in _cells(box):
            self.cells[cell].append(box)

    def free(self, box: Box) -> bool:
        """Whether nothing stands there."""
        return not any(
            box.meets(other) for cell in _cells(box) for other in self.cells.get(cell, ())
        )


def _cells(box: Box) -> list[tuple[int, int]]:
    return [
        (x, y)
        for x in range(int(box.left // CELL), int(box.right // CELL) + 1)
        for y in range(int(box.top // CELL), int(box.bottom // CELL) + 1)
    ]


def place_names(
    marks: Sequence[Mark], area: Box, size: float, limit: int, kept_free: int = 500
) -> list[PlacedName]:
    """Names for the marks, which come in order of importance. The first ``kept_free`` marks are
    never covered.

    Only the names of the few most important marks may cover marks that are not among the first
    sixty, where there is no other way.
    """
    everything, important = BoxIndex(), BoxIndex()
    for rank, mark in enumerate(marks[:kept_free]):
        everything.add(mark.box)
        if rank < IMPORTANT:
            important.add(mark.box)
    placed: list[PlacedName] = []
    for rank, mark in enumerate(marks[: 6 * limit]):
        if len(placed) == limit:
            break
        label = _label(mark, area, size, everything) or (
            _label(mark, area, size, important) if rank < FOREMOST else None
        )
        if label:
            everything.add(label.box)
            important.add(label.box)
            placed.append(label)
    return placed


def _label(mark: Mark, area: Box, size: float, taken: BoxIndex) -> PlacedName | None:
    font = BOLD if mark.first else SANS
    lines = (fit(mark.name, mark.room, size, font),) if mark.room else split(mark.name, size, font)
    wide, high = max(width(line, size, font) for line in lines) + 2, LINE * size * len(lines)
    sides = (
        [mark.side]
        if mark.room
        else sorted(
            DIRECTIONS,
            key=lambda side: (side != mark.side, side not in (mark.side[0], mark.side[-1])),
        )
    )
    for away in AWAY[:1] if mark.room else AWAY:
        reach = mark.radius + away * size
        for side in sides:
            across, down = DIRECTIONS[side]
            x, y = mark.x + across * reach, mark.y + down * reach
            box = _beside(x, y, DIRECTIONS[side], (wide, high))
            if box.within(area) and taken.free(box):
                anchor = "start" if across > 0 else "end" if across < 0 else "middle"
                return PlacedName(
                    mark, lines, box, size, anchor, (mark.x, mark.y, x, y) if away > 1 else None
                )
    return None


def _beside(x: float, y: float, way: tuple[float, float], room: tuple[float, float]) -> Box:
    """The box of a name on that side of a point."""
    (across, down), (wide, high) = way, room
    left = x if across > 0 else x - wide if across < 0 else x - wide / 2
    top = y if down > 0 else y - high if down < 0 else y - high / 2
    return Box(left, top, left + wide, top + high)


def split(name: str, size: float, font: str = SANS) -> tuple[str, ...]:
    """A long name in two lines of about equal length where they fit the room for names; a longer
    one is cut at its end.
    """
    if len(name) <= ONE_LINE:
        return (name,)
    gaps = [at for at, char in enumerate(name) if char == " " and name[at + 1 : at + 2] != "·"]
    at = min(gaps, key=lambda gap: abs(gap - len(name) / 2), default=0)
    halves = (name[:at], name[at + 1 :])
    if at and max(width(half, size, font) for half in halves) <= ROOM * size:
        return halves
    return tuple(wrap(name, ROOM * size, size, 2, font))


def overlapping(boxes: Iterable[Box]) -> int:
    """How many pairs of boxes cover a common point (for tests and measurements)."""
    ordered = sorted(boxes, key=lambda box: box.left)
    return sum(
        one.meets(other)
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 :]
        if other.left < one.right
    )


def sides(positions: Mapping[str, tuple[float, float]], columns: bool) -> dict[str, str]:
    """Where names look best: outward from the middle; in columns, outside the outer ones and to the
    right in between.
    """
    if not positions:
        return {}
    xs = sorted({x for x, _ in positions.values()})
    middle_x = (xs[0] + xs[-1]) / 2
    ys = [y for _, y in positions.values()]
    middle_y, tall = (min(ys) + max(ys)) / 2, max(ys) - min(ys)
    if columns:
        return {id: "W" if x == xs[0] and len(xs) > 1 else "E" for id, (x, _) in positions.items()}
    wide = max((b - a for a, b in pairwise((xs[0], xs[-1]))), default=0.0)
    return {
        id: (
            ("N" if y < middle_y else "S")
            if abs(x - middle_x) < 0.12 * wide and abs(y - middle_y) > 0.3 * tall
            else "E"
            if x >= middle_x
            else "W"
        )
        for id, (x, y) in positions.items()
    }
