"""Which entries a view shows and where they stand. The same address gives the same places, and
growing moves nothing that stood before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

import networkx as nx

from explorer.pages.map.address import GROUP, MORE, MapAddress
from explorer.picture.folding import fold, folded
from explorer.picture.layout import arrange, communities
from explorer.picture.picture import Layout, Position
from explorer.picture.selection import FIRST, QUIET, choose, degree, on_the_day, ties_inside
from explorer.picture.start_questions import start_of
from graph_model.cached import cached
from graph_model.measures.day import Day

#: How many entries a widened one brings, and how many shortest ways between two names are drawn.
WIDER, WAYS = 20, 12
#: Up to so many neighbours stand in a circle around a single start.
ROUND = 90


@dataclass(frozen=True)
class MapEntries:
    """Ids in the order in which they came, their places, and how many more belong to the choice."""

    ids: tuple[str, ...]
    positions: dict[str, Position]
    left: int = 0


def gather(day: Day, address: MapAddress) -> MapEntries:
    """The entries of a view on a day (with those of the earlier day, where two are compared), each
    in its place.
    """
    days = tuple(dict.fromkeys(on for on in (day.at, address.since) if on))
    if address.held:
        return _held(day, address)
    return _gather(
        day.on(address.anchor or day.at),
        address.question,
        address.focus,
        address.path,
        address.grow,
        days,
        address.each,
    )


def _held(day: Day, address: MapAddress) -> MapEntries:
    """The entries of a picture that was opened, where they stood, and what it was widened to
    since.
    """
    shown = [id for id in address.held if id in day.snapshot.nodes]
    positions = {id: address.at[id] for id in shown if id in address.at}
    for part in _steps(day, shown, address.grow, len(shown)):
        positions = _placed(day, part, positions, address.focus)
        shown = part
    return MapEntries(tuple(shown), {id: positions[id] for id in shown})


@cached(maxsize=64)
def _gather(
    anchor: Day,
    question: str,
    focus: tuple[str, ...],
    path: tuple[str, ...],
    grow: tuple[str, ...],
    days: tuple[date, ...],
    each: bool,
) -> MapEntries:
    """The entries on some days; whoever is there on the anchor stands as on it."""

    def around(day: Day, starts: Sequence[str]) -> list[str]:
        return choose(day, starts) if each else fold(day, choose(day, starts), starts)

    def base(day: Day) -> list[str]:
        if path:
            return [id for column in shortest_paths(day, path[0], path[1]) for id in column]
        if question == GROUP:
            return list(dict.fromkeys([*focus, *(group_of(day, focus[0]) if focus else ())]))
        start = start_of(question)
        return list(
            dict.fromkeys(
                [*(start.answer(day) if start else ()), *(around(day, focus) if focus else ())]
            )
        )

    positions: dict[str, Position] = {}
    if path:
        positions = _in_ways(shortest_paths(anchor, path[0], path[1]))
    for part in _steps(anchor, base(anchor), grow):
        positions = _placed(anchor, part, positions, focus if not question else ())
    shown: dict[str, None] = {}
    left = 0
    for day in map(anchor.on, days):
        every = base(day)
        last = list(_steps(day, every, grow))[-1]
        shown.update(dict.fromkeys(last))
        left = max(left, len(set(every) - set(last)))
    positions = _placed(anchor, list(shown), positions, focus if not question else ())
    return MapEntries(tuple(shown), {id: positions[id] for id in shown}, left)


def _steps(
    day: Day, base: Sequence[str], grow: Sequence[str], first: int = FIRST
) -> Iterator[list[str]]:
    """What is shown after each step of growing, the first step included."""
    shown = dict.fromkeys(base[:first])
    yield list(shown)
    for step in grow:
        if step == MORE:
            shown.update(dict.fromkeys(islice((id for id in base if id not in shown), FIRST)))
        else:
            around = (id for id in choose(day, [step]) if id not in shown)
            shown.update(dict.fromkeys(islice(around, WIDER)))
        yield list(shown)


def _placed(
    day: Day, ids: Sequence[str], held: dict[str, Position], focus: Sequence[str]
) -> dict[str, Position]:
    if all(id in held for id in ids):
        return held
    snapshot = day.snapshot
    wanted = set(ids)
    pairs = [
        (tie.source, tie.target) for id in ids for tie in snapshot.out(id) if tie.target in wanted
    ]
    pairs += [(tie.source, tie.target) for tie in folded(day, ids, focus)]
    labels = {id: snapshot.nodes[id].label for id in ids}
    kind: Layout = "circle" if len(focus) == 1 and not held and len(ids) <= ROUND else "auto"
    return {**held, **arrange(ids, pairs, kind, labels, focus, pinned=held)}


def all_entries(day: Day) -> list[str]:
    """Every entry on a day but those that only say when."""
    return [
        row.id
        for row in day.snapshot.nodes.values()
        if row.label not in QUIET and on_the_day(row, day.at)
    ]


@cached(maxsize=8)
def all_groups(day: Day) -> list[list[str]]:
    """The groups of the whole network on a day, the largest first."""
    ids = all_entries(day)
    return communities(ids, [(row.source, row.target) for row in ties_inside(day, ids)])


def group_of(day: Day, id: str) -> tuple[str, ...]:
    """The group of an entry when everything is shown in groups, its best tied entries first."""
    group = next((group for group in all_groups(day) if id in group), [id])
    return tuple(sorted(group, key=lambda its: (-degree(day.snapshot, its), its)))


# ---------------------------------------------------------------- between two names


@cached(maxsize=16)
def shortest_paths(day: Day, start: str, end: str) -> tuple[tuple[str, ...], ...]:
    """The shortest ways between two entries on a day, as columns: all entries one step away, two
    steps, …; empty when there is none.
    """
    graph = nx.Graph()
    graph.add_nodes_from((start, end))
    ends = {start, end}
    fits = {
        row.id
        for row in day.snapshot.nodes.values()
        if row.id in ends or (row.label not in QUIET and on_the_day(row, day.at))
    }
    graph.add_edges_from(
        (tie.source, tie.target)
        for tie in day.snapshot.relationships
        if tie.source in fits and tie.target in fits and on_the_day(tie, day.at)
    )
    try:
        found = list(islice(nx.all_shortest_paths(graph, start, end), WAYS))
    except nx.NetworkXNoPath:
        return ()
    return tuple(tuple(dict.fromkeys(column)) for column in zip(*sorted(found), strict=True))


def _in_ways(columns: Sequence[Sequence[str]]) -> dict[str, Position]:
    return {
        id: (260.0 * x, 64.0 * (y - (len(column) - 1) / 2))
        for x, column in enumerate(columns)
        for y, id in enumerate(column)
    }
