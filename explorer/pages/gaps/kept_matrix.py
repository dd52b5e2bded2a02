"""What the page shows of a day, worked out once for everybody who sees the same rows: the lines
that pass the filters, what can be filtered by, and the matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from explorer.picture.matrix import (
    Matrix,
    MatrixFilters,
    group_of,
    matrix,
    name_of,
    narrow,
    regions_of,
)
from explorer.words.ranks import by_name
from graph_model.cached import cached
from graph_model.measures import Cell, find_cells
from graph_model.measures.day import Day
from graph_model.measures.ranges.day_ranks import delegation_ranks, reached_ranks
from graph_model.measures.ranges.rank_ranges import RankRange


@cached(maxsize=32)
def chosen_cells(day: Day, by: MatrixFilters) -> tuple[Cell, ...]:
    """The lines of a day that pass every filter."""
    return tuple(narrow(day.snapshot, find_cells(day), by))


@dataclass(frozen=True)
class FilterChoices:
    """What the lines of a day can be narrowed to: ids of agreements and groups of issues by name,
    regions, and kinds of bodies.
    """

    agreements: tuple[str, ...]
    groups: tuple[str, ...]
    regions: tuple[str, ...]
    bodies: tuple[str, ...]


@cached(maxsize=16)
def filter_choices(day: Day) -> FilterChoices:
    """The choices that a day has."""
    snapshot, cells = day.snapshot, find_cells(day)
    agreements = {talk.agreement for cell in cells for talk in cell.target.talks}
    groups = {group_of(snapshot, issue) for issue in {cell.issue for cell in cells}}
    delegations = {cell.delegation for cell in cells}
    regions = set[str]().union(*(regions_of(snapshot, id) for id in delegations))
    bodies = {snapshot.nodes[id].text("kind") for id in delegations} - {""}
    return FilterChoices(
        tuple(sorted(agreements, key=snapshot.name)),
        tuple(sorted(groups, key=snapshot.name)),
        tuple(sorted(regions)),
        tuple(sorted(bodies)),
    )


@cached(maxsize=32)
def matrix_of(
    day: Day, by: MatrixFilters, sort: str, everything: bool, across: str
) -> tuple[Matrix, dict[str, RankRange]]:
    """The matrix of a day, and the ranks of its delegations."""
    cells = chosen_cells(day, by)
    ranks = ranks_of(day, cells, sort)
    return matrix(day.snapshot, cells, sort, everything, across, ranks), ranks


def ranks_of(day: Day, cells: Sequence[Cell], sort: str) -> dict[str, RankRange]:
    """The ranks of the delegations by what of these cells is missing, or reached; none where they
    stand by name.
    """
    if sort == "name":
        return {}
    return by_name(
        (reached_ranks if sort == "reached" else delegation_ranks)(
            day, frozenset(map(name_of, cells))
        )
    )
