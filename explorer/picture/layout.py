"""Where entries stand. igraph does the forces; everything is seeded, so equal input gives equal
places, and pinned places stay exactly.

By community where there is structure, by force (Fruchterman and Reingold, 1991) otherwise; in
columns or circles when asked. Parts without a tie to each other are packed side by side and not
flung apart.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from explorer.picture.column_layout import in_columns
from explorer.picture.picture import Layout, Position
from explorer.picture.ring_layout import in_rings

if (
    TYPE_CHECKING
):  # igraph brings matplotlib along: half a second that a command without a picture need not wait
    import igraph

Points = npt.NDArray[np.float64]
#: The usual distance between neighbours, in the units of a picture; marks are 7 to 17 of these
#: units in half width.
STEP = 52.0
APART = 38.0
#: From how many entries on, and how clearly parted (modularity; Newman and Girvan, 2004), groups
#: are laid out as groups.
GROUPED_FROM, GROUPED_AT = 150, 0.3
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def _seeded() -> Iterator[None]:
    """igraph has one source of chance for the whole process: reset it, and let nobody else draw
    from it meanwhile.
    """
    import igraph

    with _ONE_AT_A_TIME:
        igraph.set_random_number_generator(random.Random(7))
        yield


def arrange(
    ids: Sequence[str],
    pairs: Iterable[tuple[str, str]],
    kind: Layout = "auto",
    labels: Mapping[str, str] | None = None,
    centre: Sequence[str] = (),
    pinned: Mapping[str, Position] | None = None,
) -> dict[str, Position]:
    """A place for every id. ``labels`` are needed for columns, ``centre`` for circles; what is
    pinned keeps its place to the last digit.

    >>> arrange(["a", "b"], [("a", "b")], pinned={"a": (3.0, 4.0)})["a"]
    (3.0, 4.0)
    """
    at = {id: number for number, id in enumerate(ids)}
    ties = [(at[a], at[b]) for a, b in pairs if a in at and b in at and a != b]
    kept = {id: position for id, position in (pinned or {}).items() if id in at}
    if len(kept) == len(at):
        return {id: kept[id] for id in ids}
    if kept:
        found = _grow(len(ids), ties, {at[id]: position for id, position in kept.items()})
    elif kind == "layered" and labels:
        found = in_columns([labels[id] for id in ids], ties, STEP)
    elif kind == "circle" and centre:
        found = in_rings(
            len(ids),
            ties,
            [at[id] for id in centre if id in at],
            [(labels or {}).get(id, "") for id in ids],
            STEP,
        )
    else:
        found = _by_part(len(ids), ties, kind)
    positions = {
        id: (round(float(x), 1), round(float(y), 1)) for id, (x, y) in zip(ids, found, strict=True)
    }
    return {**positions, **kept}


def communities(ids: Sequence[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Groups of entries with more ties inside than outside (Leiden; Traag, Waltman and van Eck,
    2019), the largest first.
    """
    at = {id: number for number, id in enumerate(ids)}
    with _seeded():
        groups = _groups(
            _graph(len(ids), [(at[a], at[b]) for a, b in pairs if a in at and b in at])
        )
    found = [
        [ids[member] for member in np.flatnonzero(groups == group).tolist()]
        for group in range(groups.max(initial=-1) + 1)
    ]
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _graph(number: int, ties: Iterable[tuple[int, int]]) -> igraph.Graph:
    import igraph

    return igraph.Graph(
        n=number, edges=sorted({(min(pair), max(pair)) for pair in ties if pair[0] != pair[1]})
    )


def _groups(graph: igraph.Graph) -> npt.NDArray[np.int64]:
    return np.array(
        graph.community_leiden(objective_function="modularity", n_iterations=4).membership,
        dtype=np.int64,
    )


def _by_part(number: int, ties: list[tuple[int, int]], kind: Layout) -> Points:
    """Each connected part laid out by itself, then packed."""
    positions = np.zeros((number, 2))
    whole = _graph(number, ties)
    parts = sorted(whole.connected_components(), key=lambda part: (-len(part), part[0]))
    drawn = []
    with _seeded():
        for part in parts:
            graph = whole.induced_subgraph(part) if len(part) > 1 else None
            drawn.append(_spread(_part(graph, kind)) if graph else np.zeros((1, 2)))
    for part, points in zip(parts, _pack(drawn), strict=True):
        positions[part] = points
    return positions - (positions.max(0) + positions.min(0)) / 2 if number else positions


def _part(graph: igraph.Graph, kind: Layout) -> Points:
    number = graph.vcount()
    if kind == "groups" or (kind == "auto" and number > GROUPED_FROM):
        groups = _groups(graph)
        if groups.max() and (kind == "groups" or graph.modularity(groups.tolist()) > GROUPED_AT):
            return _by_group(graph, groups)
    return _sized(_force(graph, 500 if number <= 500 else 100), number)


def _force(graph: igraph.Graph, turns: int, weights: list[float] | None = None) -> Points:
    return np.array(graph.layout_fruchterman_reingold(niter=turns, weights=weights).coords).reshape(
        -1, 2
    )


def _sized(points: Points, number: float) -> Points:
    """Centred, and as large as its number of entries needs."""
    points = points - points.mean(0)
    far = float(np.sqrt((points**2).sum(1).mean()))
    scale: float = 0.62 * STEP * number**0.5 / max(far, 1e-9)
    return points * scale


def _by_group(graph: igraph.Graph, groups: npt.NDArray[np.int64]) -> Points:
    """Two levels: the groups as discs of the size they need, and the entries of each inside its
    disc.
    """
    size = np.bincount(groups)
    radius = 0.62 * STEP * np.sqrt(size)
    centres = _discs(graph, groups, size, radius)
    positions = np.empty((graph.vcount(), 2))
    for group, members in enumerate(size):
        inside = np.flatnonzero(groups == group)
        points = _force(graph.induced_subgraph(inside.tolist()), 200 if members < 150 else 60)
        points -= points.mean(0)
        away = np.linalg.norm(points, axis=1)
        rank = np.sqrt(
            (away.argsort().argsort() + 0.5) / members
        )  # as far out as evenly filled discs have it ...
        wanted = radius[group] * (
            0.5 * rank + 0.5 * np.clip(away / max(float(np.percentile(away, 95)), 1e-9), 0, 1.2)
        )  # ... half as forces have it
        positions[inside] = (
            centres[group] + points / np.maximum(away, 1e-9)[:, None] * wanted[:, None]
        )
    return positions


def _discs(
    graph: igraph.Graph,
    groups: npt.NDArray[np.int64],
    size: npt.NDArray[np.int64],
    radius: Points,
    pad: float = 1.2,
) -> Points:
    """Centres of the groups: by force over the ties between them, then pushed apart until no two
    discs cover each other.
    """
    ends = groups[np.array(graph.get_edgelist()).reshape(-1, 2)]
    between = np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
    pairs, number = np.unique(between, axis=0, return_counts=True)
    import igraph

    outer = igraph.Graph(n=len(size), edges=pairs.tolist())
    weights = (number / np.sqrt(size[pairs[:, 0]] * size[pairs[:, 1]])).tolist()
    at = _force(outer, 500, weights)
    at -= at.mean(0)
    away = np.linalg.norm(at, axis=1)
    usual = max(float(np.percentile(away, 90)), 1e-9)
    at *= (
        np.minimum(away, 1.2 * usual)
        / np.maximum(away, 1e-9)
        * pad
        * np.sqrt((radius**2).sum())
        / usual
    )[:, None]
    room = pad * (radius[:, None] + radius[None])
    for _ in range(300):
        gap = at[:, None] - at[None]
        far = np.linalg.norm(gap, axis=2) + 1e-9
        over = np.clip(room - far, 0, None)
        np.fill_diagonal(over, 0)
        if over.max() < 0.05 * radius.max():
            break
        at += 0.25 * (gap / far[:, :, None] * over[:, :, None]).sum(1)
    return at


def _grow(number: int, ties: list[tuple[int, int]], pinned: Mapping[int, Position]) -> Points:
    """New entries near what they are tied to, with the old ones held in place."""
    start, held = np.zeros((number, 2)), np.zeros(number, dtype=bool)
    for member, position in pinned.items():
        start[member], held[member] = position, True
    chance = random.Random(7)
    edge = STEP * 0.62 * len(pinned) ** 0.5 + 2 * STEP
    near: list[list[int]] = [[] for _ in range(number)]
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    middle = start[held].mean(0)
    for member in np.flatnonzero(~held).tolist():
        known = [other for other in near[member] if held[other]]
        around = (
            start[known].mean(0) if known else middle + edge * np.array([chance.uniform(-1, 1), 1])
        )
        start[member] = around + np.array(
            [chance.uniform(-STEP, STEP), chance.uniform(-STEP, STEP)]
        )
    low, high = (
        np.where(held[:, None], start, -1e9) / STEP,
        np.where(held[:, None], start, 1e9) / STEP,
    )
    with _seeded():
        moved = _graph(number, ties).layout_fruchterman_reingold(
            seed=(start / STEP).tolist(),
            niter=60,
            start_temp=1.0,
            minx=low[:, 0],
            maxx=high[:, 0],
            miny=low[:, 1],
            maxy=high[:, 1],
        )
    points = np.array(moved.coords) * STEP
    points[held] = start[held]
    return _spread(points, held)


def _spread(points: Points, held: npt.NDArray[np.bool_] | None = None, turns: int = 40) -> Points:
    """Push entries that would cover each other apart; those that are held stay."""
    from scipy.spatial import cKDTree

    free = np.ones(len(points), dtype=bool) if held is None else ~held
    for _ in range(turns if len(points) <= 3000 else 6):
        pairs = cKDTree(points).query_pairs(APART, output_type="ndarray")
        pairs = pairs[free[pairs].any(axis=1)]
        if not len(pairs):
            break
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        far = np.linalg.norm(gap, axis=1)
        gap[far < 1e-6] = (1.0, 0.0)
        push = gap * (0.5 * (APART + 1 - far) / np.maximum(far, 1.0))[:, None]
        move = np.zeros_like(points)
        np.add.at(move, pairs[:, 0], push)
        np.add.at(move, pairs[:, 1], -push)
        points[free] += move[free]
    return points


def _pack(parts: list[Points]) -> list[Points]:
    """Parts in rows, the largest first; each row in the middle under the one above."""
    boxes = [(part.min(0) - STEP / 2, np.ptp(part, axis=0) + STEP) for part in parts]
    if not boxes:
        return []
    area = sum(float(span.prod()) for _, span in boxes)
    width = max(float(boxes[0][1][0]), 1.25 * area**0.5)
    alone = float(boxes[0][1].prod()) > 0.4 * area  # one large part stands above all others
    rows: list[list[int]] = [[]]
    used = top = 0.0
    for number, (_, span) in enumerate(boxes):
        if rows[-1] and (used + span[0] > width or (alone and number == 1)):
            rows.append([])
            used = 0.0
        rows[-1].append(number)
        used += float(span[0])
    packed = list(parts)
    for row in rows:
        left = -sum(float(boxes[number][1][0]) for number in row) / 2
        for number in row:
            low, span = boxes[number]
            packed[number] = parts[number] - low + [left, top]
            left += float(span[0])
        top += max(float(boxes[number][1][1]) for number in row)
    return packed
