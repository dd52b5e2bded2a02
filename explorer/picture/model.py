"""Which entries a picture shows: those around some starting entries, nearest and best tied first, as the graph was on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import networkx as nx
import numpy as np

from explorer.captions import caption
from graph_model.dates import day, holds
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

FIRST = 60
#: Labels that a picture leaves out unless it starts from one: they say when, not who.
QUIET = frozenset({"Phase", "Indicator"})


@dataclass(frozen=True)
class Entry:
    """One thing in the picture."""

    id: str
    name: str
    label: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Tie:
    """One relationship in the picture, worded as it is read."""

    source: str
    target: str
    says: str


@dataclass(frozen=True)
class Picture:
    """Entries with their places, the ties between them, and how many more there are."""

    entries: tuple[Entry, ...]
    ties: tuple[Tie, ...]
    left_out: int

    @property
    def counts(self) -> dict[str, int]:
        """How many entries of each label."""
        tally = Counter(entry.label for entry in self.entries)
        return {kind.label: tally[kind.label] for kind in SCHEMA.nodes if tally[kind.label]}


def on_the_day(row: NodeRow | RelationshipRow, on: date) -> bool:
    """Whether a row holds on a day: within its validity, and for an engagement not before it happened."""
    if row.kind == "Engagement" and day(row.text("date")) > on:
        return False
    return holds(row.text("valid_from"), row.text("valid_to"), on)


def choose(snapshot: Snapshot, starts: Sequence[str], on: date, hops: int = 1, hidden: frozenset[str] = frozenset()) -> list[str]:
    """Ids within so many steps of the starting entries: these first, then the nearest, then the best tied."""
    found = [id for id in dict.fromkeys(starts) if id in snapshot.nodes]
    quiet = (QUIET - {snapshot.nodes[id].label for id in found}) | hidden
    distance = dict.fromkeys(found, 0)
    edge = list(found)
    for step in range(1, hops + 1):
        reached = []
        for id in edge:
            for tie in (*snapshot.out(id), *snapshot.back(id)):
                other = tie.target if tie.source == id else tie.source
                row = snapshot.nodes[other]
                if other not in distance and row.label not in quiet and on_the_day(tie, on) and on_the_day(row, on):
                    distance[other] = step
                    reached.append(other)
        edge = reached
    rest = sorted((id for id in distance if distance[id]), key=lambda id: (distance[id], -_degree(snapshot, id), id))
    return [*found, *rest]


def picture(snapshot: Snapshot, ids: Sequence[str], on: date, limit: int = FIRST) -> Picture:
    """The first entries of a choice with their places. The same choice gives the same picture, and a wider one moves nothing."""
    shown = list(ids[:limit])
    inside = set(shown)
    ties = [
        Tie(tie.source, tie.target, SCHEMA.by_name[tie.type].says) for id in shown for tie in snapshot.out(id) if tie.target in inside and on_the_day(tie, on)
    ]
    places = layout(snapshot, shown)
    entries = tuple(Entry(id, caption(snapshot, id), snapshot.nodes[id].label, *places[id], 7 + min(_degree(snapshot, id), 60) ** 0.5 * 1.2) for id in shown)
    return Picture(entries, tuple(ties), len(ids) - len(shown))


def layout(snapshot: Snapshot, ids: Sequence[str], step: int = FIRST) -> dict[str, tuple[float, float]]:
    """Places by force (Fruchterman and Reingold, 1991), in steps of sixty: those of an earlier step stay where they are."""
    placed: dict[str, tuple[float, float]] = {}
    for end in range(step, len(ids) + step, step):
        part = ids[:end]
        graph = nx.Graph(snapshot.graph.subgraph(part))
        ordered = nx.Graph()
        ordered.add_nodes_from(part)
        ordered.add_edges_from(sorted(tuple(sorted(pair)) for pair in graph.edges))
        near = {id: placed[id] for id in part if id in placed}
        found = nx.spring_layout(
            ordered, pos=near or None, fixed=list(near) or None, seed=7, iterations=120, scale=None if near else 1, k=2.4 / len(part) ** 0.5
        )
        placed = _spread({id: near.get(id, (float(found[id][0]), float(found[id][1]))) for id in part}, frozenset(near))
    return {id: (round(x * 420, 1), round(y * 380, 1)) for id, (x, y) in placed.items()}


def _spread(places: dict[str, tuple[float, float]], fixed: frozenset[str], apart: float = 0.17, turns: int = 60) -> dict[str, tuple[float, float]]:
    """Push entries that would cover each other apart; those that stood before stay."""
    ids = list(places)
    at = np.array([places[id] for id in ids], dtype=float).reshape(-1, 2)
    free = np.array([id not in fixed for id in ids])
    for _ in range(turns):
        gap = at[:, None] - at[None]
        far = np.linalg.norm(gap, axis=2)
        np.fill_diagonal(far, np.inf)
        push = np.clip(apart - far, 0, None)
        if not push.any():
            break
        at[free] += 0.5 * (gap / np.maximum(far, 1e-6)[:, :, None] * push[:, :, None]).sum(1)[free]
    return {id: (float(x), float(y)) for id, (x, y) in zip(ids, at, strict=True)}


def _degree(snapshot: Snapshot, id: str) -> int:
    return len(snapshot.out(id)) + len(snapshot.back(id))
