"""Where members, delegations and the agreement stand in the picture of who has spoken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from explorer.picture.picture import Place

ROW, LEFT, MIDDLE, RIGHT = 34.0, -300.0, 0.0, 330.0


@dataclass(frozen=True)
class SpokenPlaces:
    """Who stands where: members on the left; delegations in the middle, first those that were met,
    after a gap the others (`lower`); the agreement on the right.
    """

    members: list[str]
    rows: list[str]
    lower: list[str]
    place: dict[str, Place]


def spoken_places(
    table: list[str], ever: set[str], pairs: list[tuple[str, str]], agreement: str
) -> SpokenPlaces:
    """The places of a table, whose delegations are in order; `ever` were met on the agreement,
    `pairs` have a line drawn between them.
    """
    upper = [id for id in table if id in ever]
    lower = [id for id in table if id not in ever]
    place, line = dict[str, Place](), 0.0
    for id in (*upper, *lower):
        if upper and lower and id == lower[0]:
            line += ROW
        place[id], line = (MIDDLE, line), line + ROW

    members = sorted({member for member, _ in pairs}, key=lambda id: (_mean(id, pairs, place), id))
    step = max(ROW, min(2.2 * ROW, line / max(len(members), 1)))
    start = max(0.0, (line - step * len(members)) / 2)
    place |= {id: (LEFT, start + number * step) for number, id in enumerate(members)}
    heights = [place[id][1] for id in upper or lower]
    place[agreement] = (RIGHT, sum(heights) / len(heights))
    return SpokenPlaces(members, [*upper, *lower], lower, place)


def gap_note(laid: SpokenPlaces, agreement: str, public: bool) -> list[tuple[float, float, str]]:
    """What stands in the gap between those that were met and the others, where there is one."""
    if not laid.lower or len(laid.lower) == len(laid.rows):
        return []
    kind = "public" if public else "recorded"
    said = f"No {kind} contact on {agreement}: {len(laid.lower)}"
    return [(MIDDLE - 8, laid.place[laid.lower[0]][1] - ROW * 0.85, said)]


def _mean(
    member: str, pairs: list[tuple[str, str]], place: Mapping[str, tuple[float, float]]
) -> float:
    rows = [place[delegation][1] for its, delegation in pairs if its == member]
    return sum(rows) / len(rows)
