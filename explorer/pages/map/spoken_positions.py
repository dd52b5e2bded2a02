"""Where members, delegations and the agreement stand in the picture of who has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.picture.picture import Position

ROW, LEFT, MIDDLE, RIGHT = 34.0, -300.0, 0.0, 330.0


@dataclass(frozen=True)
class SpokenPositions:
    """Who stands where: members on the left; delegations in the middle, first those that were met,
    after a gap the others (`lower`); the agreement on the right.
    """

    members: list[str]
    rows: list[str]
    lower: list[str]
    position: dict[str, Position]


def spoken_positions(
    table: list[str], ever: set[str], pairs: list[tuple[str, str]], agreement: str
) -> SpokenPositions:
    """The positions of a table, whose delegations are in order; `ever` were met on the agreement,
    `pairs` have a line drawn between them.
    """
    upper = [id for id in table if id in ever]
    lower = [id for id in table if id not in ever]
    position, line = dict[str, Position](), 0.0
    for id in (*upper, *lower):
        if upper and lower and id == lower[0]:
            line += ROW
        position[id], line = (MIDDLE, line), line + ROW

    members = sorted(
        {member for member, _ in pairs}, key=lambda id: (_mean(id, pairs, position), id)
    )
    step = max(ROW, min(2.2 * ROW, line / max(len(members), 1)))
    start = max(0.0, (line - step * len(members)) / 2)
    position |= {id: (LEFT, start + number * step) for number, id in enumerate(members)}
    heights = [position[id][1] for id in upper or lower]
    position[agreement] = (RIGHT, sum(heights) / len(heights))
    return SpokenPositions(members, [*upper, *lower], lower, position)


def gap_note(laid: SpokenPositions, agreement: str, public: bool) -> list[tuple[float, float, str]]:
    """What stands in the gap between those that were met and the others, where there is one."""
    if not laid.lower or len(laid.lower) == len(laid.rows):
        return []
    kind = "public" if public else "recorded"
    said = f"No {kind} contact on {agreement}: {len(laid.lower)}"
    return [(MIDDLE - 8, laid.position[laid.lower[0]][1] - ROW * 0.85, said)]


def _mean(
    member: str, pairs: list[tuple[str, str]], position: Mapping[str, tuple[float, float]]
) -> float:
    rows = [position[delegation][1] for its, delegation in pairs if its == member]
    return sum(rows) / len(rows)
