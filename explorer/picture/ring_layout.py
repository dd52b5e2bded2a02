"""Places in circles around one entry: its neighbours on the first, theirs on the second, each near
the one it is reached through.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

#: How far below each other names on the first ring stand at least, in steps: as high as a mark is.
APART = 0.66


def in_rings(
    number: int,
    ties: Sequence[tuple[int, int]],
    centre: Sequence[int],
    labels: Sequence[str],
    step: float,
) -> npt.NDArray[np.float64]:
    """Rings by distance in steps from the centre; entries of a label stand together on the
    first.
    """
    near: list[list[int]] = [[] for _ in range(number)]
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    angle: dict[int, float] = {}
    positions = np.zeros((number, 2))
    out = 0.0
    for depth, ring in enumerate(_by_distance(near, centre)):
        if depth == 0 and len(ring) == 1:
            angle[ring[0]] = 0.0
            continue
        toward = {
            member: (
                _mean([angle[other] for other in near[member] if other in angle])
                if depth > 1
                else 0.0
            )
            for member in ring
        }
        ring.sort(key=lambda member: (toward[member], labels[member], member))
        room = (
            len(ring) * 0.62 * step / math.tau
            if depth > 1
            else (len(ring) + 1) // 2 * APART * step / 2
        )
        out = max(out + 2.6 * step, room)
        for rank, member in enumerate(ring):
            angle[member] = (
                toward[ring[0]] + math.tau * rank / len(ring)
                if depth > 1
                else _level(rank, len(ring))
            )
            positions[member] = (out * math.cos(angle[member]), out * math.sin(angle[member]))
    return positions


def _by_distance(near: Sequence[Sequence[int]], centre: Sequence[int]) -> list[list[int]]:
    """Entries by how many steps they are from the centre, the centre first; those without a way to
    it last.
    """
    rings, seen = [list(centre)], set(centre)
    while found := sorted({other for member in rings[-1] for other in near[member]} - seen):
        rings.append(found)
        seen.update(found)
    rings.append([member for member in range(len(near)) if member not in seen])
    return [ring for ring in rings if ring]


def _level(rank: int, number: int) -> float:
    """The direction of one of so many on a ring, clockwise from the top: on each half they stand
    equally far below each other, so that names beside them find room.
    """
    right = (number + 1) // 2
    on_the_right = rank < right
    at, of = (rank, right) if on_the_right else (number - 1 - rank, number - right)
    down = math.asin(2 * (at + 0.5) / of - 1)
    return down if on_the_right else math.pi - down


def _mean(angles: Sequence[float]) -> float:
    """The mean direction, within a full turn from straight up."""
    if not angles:
        return 0.0
    mean = math.atan2(sum(map(math.sin, angles)), sum(map(math.cos, angles)))
    return (mean + math.pi / 2) % math.tau - math.pi / 2
