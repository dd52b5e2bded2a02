"""What the coalition asks of those whom a statement addresses: its own words where members settled
some, else the points of the resolution that are not met, as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.measures.transparency import RESOLUTION, points_of
from graph_model.rows import NodeRow


@dataclass(frozen=True)
class Asked:
    """One ask: the code that brings it back (a point, or a row of the coalition's own), its words,
    and the row that they come from.
    """

    code: str
    text: str
    row: NodeRow

    @property
    def own(self) -> bool:
        """Whether these are words that the coalition settled."""
        return self.row.label == "Ask"


def asks_of(day: Day, to: Iterable[str], table: str = "") -> tuple[Asked, ...]:
    """The asks to some delegations, or to all at a table: each point that one of them is not known
    to meet, then what the coalition asks besides.
    """
    to = tuple(to)
    own = _own(day, {*to, table} if len(to) == 1 or table else set())
    by_point = {point: row for row in own for point in _points(day, row)}
    found = []
    for point in open_points(day, to):
        row = by_point.get(point, day.snapshot.nodes[point])
        if row.text("state") != "dropped":
            text = row.name if row.label == "Ask" else f"We ask for this: {row.name}."
            found.append(Asked(point, text, row))
    besides = (row for row in own if not _points(day, row) and row.text("state") == "asked")
    return (*found, *(Asked(row.id, row.name, row) for row in besides))


def open_points(day: Day, to: Iterable[str]) -> tuple[str, ...]:
    """The points of the resolution that at least one of these is not known to meet to the full, the
    weightiest first.
    """
    found = [points_of(day, id, RESOLUTION) for id in to]
    return tuple(
        points[0].indicator
        for points in zip(*found, strict=True)
        if any(point.value != "yes" for point in points)
    )


def _own(day: Day, to: set[str]) -> list[NodeRow]:
    """The coalition's asks that are meant for these or for everyone, known on the day; those meant
    for these come last, so that they stand over what is meant for everyone.
    """
    rows = []
    for row in day.snapshot.of("Ask"):
        meant = {tie.target for tie in day.snapshot.out(row.id, "IS_PUT_TO")}
        if as_date(row.text("date")) <= day.at and (not meant or meant & to):
            rows.append((bool(meant), row.text("date"), row.id, row))
    return [row for *_, row in sorted(rows, key=lambda one: one[:3])]


def _points(day: Day, row: NodeRow) -> tuple[str, ...]:
    return tuple(tie.target for tie in day.snapshot.out(row.id, "RESTS_ON"))
