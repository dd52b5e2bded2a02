"""The economies of the world as tiles: who is there, who sits at a table, who is reached."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph_model.dates import holds_on
from graph_model.measures import BEST_FIRST, KIND, REACHED, Cell
from graph_model.measures.day import Day
from graph_model.measures.negotiations import speaks_for
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot

UNION = "euu"
#: How many squares stand in a row at least.
FEWEST = 6


@dataclass(frozen=True)
class WtoMember:
    """A member of the World Trade Organization, where it lies, and its years in the Union."""

    id: str
    iso3: str
    name: str
    region: str
    continent: str
    eu_from: str
    eu_to: str


@dataclass(frozen=True)
class Tile:
    """A square: an economy, the kind of the best line to it (empty: not at a table on that day),
    and the cells behind it.
    """

    id: str
    code: str
    name: str
    region: str
    continent: str
    kind: str
    cells: tuple[Cell, ...] = ()

    @property
    def delegations(self) -> tuple[str, ...]:
        """Who speaks for it at a table."""
        return tuple(dict.fromkeys(cell.delegation for cell in self.cells))

    @property
    def leads_to(self) -> str:
        """Who speaks for it where the line is best; nobody where it is at no table."""
        best = min(self.cells, key=lambda cell: BEST_FIRST.index(cell.kind), default=None)
        return best.delegation if best else ""

    @property
    def says(self) -> str:
        """The square in words."""
        return f"{self.name}: {KIND[self.kind].says if self.kind else 'not at a table'}"


@cache
def wto_members() -> tuple[WtoMember, ...]:
    """Every member of the World Trade Organization.

    >>> len(wto_members())
    166
    """
    with Path(__file__).with_name("wto_members.csv").open(encoding="utf-8", newline="") as file:
        return tuple(WtoMember(**row) for row in csv.DictReader(file))


def tiles(day: Day, cells: Sequence[Cell]) -> tuple[Tile, ...]:
    """A square for every economy on record and every other member of the World Trade
    Organization. Members of the European Union that no delegation speaks for apart are marked as
    the Union's delegation is.
    """
    of_economy: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        for economy in speaks_for(day, cell.delegation):
            of_economy[economy].append(cell)

    members = {member.id: member for member in wto_members()}
    continents = {member.region: member.continent for member in wto_members()}
    for member in wto_members():
        in_union = member.eu_from and holds_on(member.eu_from, member.eu_to, day.at)
        if in_union and member.id not in of_economy and UNION in of_economy:
            of_economy[member.id] = of_economy[UNION]

    found = []
    for id in sorted({*members, *(row.id for row in day.snapshot.of("Economy"))}):
        row, known = _on_record(day.snapshot, id), members.get(id)
        region = (row.text("region") if row else "") or (known.region if known else "")
        its = tuple(of_economy.get(id, ()))
        found.append(
            Tile(
                id,
                "EU" if id == UNION else _code(day.snapshot, id, members),
                day.snapshot.name(id) if row else members[id].name,
                region,
                "Europe" if id == UNION else continents.get(region, "Oceania"),
                min((cell.kind for cell in its), key=BEST_FIRST.index, default=""),
                its,
            )
        )
    return tuple(found)


def _on_record(snapshot: Snapshot, id: str) -> NodeRow | None:
    """The economy of that id; what else is called so (the agreement `ita`, not Italy) is none."""
    row = snapshot.nodes.get(id)
    return row if row and row.label == "Economy" else None


def _code(snapshot: Snapshot, id: str, members: Mapping[str, WtoMember]) -> str:
    row = _on_record(snapshot, id)
    return (row.text("iso3") if row else "") or (members[id].iso3 if id in members else id.upper())


def seated(found: Sequence[Tile]) -> list[Tile]:
    """The economies with a delegation of their own at a table; those of the Union count once."""
    own: list[Tile] = []
    union = next((tile.cells for tile in found if tile.id == UNION), ())
    for tile in found:
        if tile.kind and (tile.id == UNION or tile.cells != union):
            own.append(tile)
    return own


def sentence(found: Sequence[Tile], with_friends: bool, us: str = "us") -> str:
    """What the map says; `with_friends` says whose lines are counted, `us` who we are to those who
    read it.
    """
    at = seated(found)
    if not at:
        return "No economy is at a table on this day"
    heard = sum(tile.kind in REACHED for tile in at)
    of, us = f"of the {len(at)} economies at a table", f"{us} or a friend" if with_friends else us
    if len(at) == 1:
        on = "on at least one issue" if heard else "on any issue"
        return f"The one economy at a table is {'' if heard else 'not '}reached by {us} {on}"
    if not heard:
        return f"None {of} is reached by {us} on any issue"
    return f"{heard} {of} {'is' if heard == 1 else 'are'} reached by {us} on at least one issue"


def by_region(found: Sequence[Tile]) -> dict[str, tuple[int, int]]:
    """For each region with an economy at a table: how many are there, and how many are reached."""
    at, heard = Counter[str](), Counter[str]()
    for tile in seated(found):
        at[tile.region] += 1
        heard[tile.region] += tile.kind in REACHED
    return {region: (at[region], heard[region]) for region in sorted(at)}
