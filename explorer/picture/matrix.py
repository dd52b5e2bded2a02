"""The matrix of delegations and what they negotiate: what is shown of the cells, in which order,
and as CSV.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from explorer.words.sentences import delegation_lines, last_contact
from explorer.words.text import words
from graph_model.measures import KIND, LIVE, REACHED, Cell, differing_settings, in_words, main_kind
from graph_model.measures.cell_backing import backing, by_backing
from graph_model.measures.day import Day
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.snapshot import Snapshot
from loaders.csv_text import csv_text

ROWS, COLUMNS = 20, 13
SORTS = {"missing": "most missing first", "reached": "live lines first", "name": "by name"}
#: What can stand across.
ACROSS = {"issue": "issue", "group": "issue group", "agreement": "agreement"}


@dataclass(frozen=True)
class MatrixFilters:
    """What the reader narrowed the matrix to; empty means all."""

    agreement: str = ""
    group: str = ""
    kind: str = ""
    body: str = ""
    region: str = ""


@dataclass(frozen=True)
class Matrix:
    """Delegations down, issues (or groups, or agreements) across, and for each pair on the table
    the cell that stands for it.
    """

    delegations: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    #: Columns that begin a group.
    first: frozenset[str]
    #: Lines of each delegation that are not reached.
    open: dict[str, int]
    more_delegations: int
    more_columns: int


def group_of(snapshot: Snapshot, issue: str) -> str:
    """The group of an issue; a group is its own."""
    return next((tie.target for tie in snapshot.out(issue, "PART_OF")), issue)


def regions_of(snapshot: Snapshot, delegation: str) -> set[str]:
    """The regions of the economies a delegation speaks for."""
    return {
        snapshot.nodes[tie.target].text("region") for tie in snapshot.out(delegation, "REPRESENTS")
    } - {""}


def narrow(snapshot: Snapshot, cells: Sequence[Cell], by: MatrixFilters) -> list[Cell]:
    """The cells that pass every filter."""

    def fits(cell: Cell) -> bool:
        return (
            (not by.agreement or any(talk.agreement == by.agreement for talk in cell.target.talks))
            and (not by.group or group_of(snapshot, cell.issue) == by.group)
            and (not by.kind or cell.kind == by.kind)
            and (not by.body or snapshot.nodes[cell.delegation].text("kind") == by.body)
            and (not by.region or by.region in regions_of(snapshot, cell.delegation))
        )

    return [cell for cell in cells if fits(cell)]


def columns_of(snapshot: Snapshot, across: str) -> Callable[[Cell], Iterable[str]]:
    """How a cell finds its columns: one for its issue or group, several for its agreements."""
    return {
        "issue": lambda cell: (cell.issue,),
        "group": lambda cell: (group_of(snapshot, cell.issue),),
        "agreement": lambda cell: tuple(talk.agreement for talk in cell.target.talks),
    }[across]


def name_of(cell: Cell) -> str:
    """A cell as addresses and ranks name it."""
    return f"{cell.delegation}~{cell.issue}"


def matrix(
    snapshot: Snapshot,
    cells: Sequence[Cell],
    sort: str = "missing",
    everything: bool = False,
    across: str = "issue",
    ranks: Mapping[str, RankRange] | None = None,
) -> Matrix:
    """The part of the matrix to show: what has most missing importance, unless everything is
    wanted.

    `ranks` are those of the delegations in the order wanted: a row stands by its range, and rows
    of one range by name. Where several cells fall together (a group, an agreement), the kind that
    carries most importance stands for them, by its weightiest cell.
    """
    find = columns_of(snapshot, across)
    weight: defaultdict[str, float] = defaultdict(float)
    together: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        for column in find(cell):
            weight[column] += cell.importance
            together[cell.delegation, column].append(cell)
    delegations = _in_order(snapshot, cells, sort, ranks)
    ranked = sorted(weight, key=lambda id: (-weight[id], id))
    rows, columns = (delegations, ranked) if everything else (delegations[:ROWS], ranked[:COLUMNS])
    if across == "issue":
        columns = sorted(columns, key=lambda id: (group_of(snapshot, id), snapshot.name(id)))
    groups = [group_of(snapshot, id) if across == "issue" else "" for id in columns]
    first = frozenset(id for at, id in enumerate(columns) if not at or groups[at] != groups[at - 1])
    shown = set(rows), set(columns)
    inside = {
        pair: _stands_for(found)
        for pair, found in together.items()
        if pair[0] in shown[0] and pair[1] in shown[1]
    }
    unreached = Counter(cell.delegation for cell in cells if cell.kind not in REACHED)
    return Matrix(
        tuple(rows),
        tuple(columns),
        inside,
        first,
        dict.fromkeys(rows, 0) | unreached,
        len(delegations) - len(rows),
        len(ranked) - len(columns),
    )


def _in_order(
    snapshot: Snapshot, cells: Sequence[Cell], sort: str, ranks: Mapping[str, RankRange] | None
) -> list[str]:
    """The delegations, in the order wanted."""
    missing: defaultdict[str, float] = defaultdict(float)
    reached: defaultdict[str, float] = defaultdict(float)
    for cell in cells:
        (reached if cell.kind in REACHED else missing)[cell.delegation] += cell.importance
        if cell.kind in LIVE and cell.kind not in REACHED:
            reached[cell.delegation] += cell.importance / 2  # a live line, though not on this issue

    names = {cell.delegation: delegation_lines(snapshot, cell.delegation) for cell in cells}
    found = sorted(names, key=names.__getitem__)
    if sort == "name":
        return found

    found.sort(key=lambda id: -missing[id])
    if sort == "reached":
        found.sort(key=lambda id: -reached[id])
    if ranks:
        apart = {id: (rank.low, rank.high) for id, rank in ranks.items()}
        found.sort(key=lambda id: (apart.get(id, (len(found) + 1, 0)), names[id]))
    return found


def _stands_for(cells: list[Cell]) -> Cell:
    kind = main_kind(cells)
    return next(cell for cell in cells if cell.kind == kind)  # cells come most important first


def as_records(day: Day, cells: Sequence[Cell]) -> list[dict[str, str | float]]:
    """The same cells as a list, to read beside the matrix: what most talks back, what comes up
    soonest and where the door is widest open comes first.
    """
    snapshot, known = day.snapshot, backing(day)
    found: list[dict[str, str | float]] = []
    for cell in by_backing(day, cells):
        behind = known[cell.delegation, cell.issue]
        last, who = last_contact(day, cell)
        found.append(
            {
                "delegation": snapshot.name(cell.delegation),
                "issue": snapshot.name(cell.issue),
                "kind": KIND[cell.kind].says,
                "importance": round(cell.importance, 3),
                "talks": behind.talks,
                "next event": snapshot.name(behind.event) if behind.event else "",
                "next event on": behind.on.isoformat() if behind.on else "",
                "access": words(behind.access),
                "warmth": round(cell.warmth, 3),
                "negotiations": "; ".join(
                    snapshot.name(talk.agreement) for talk in cell.target.talks
                ),
                "contacts": len(cell.contacts),
                "last contact": last,
                "with": ", ".join(who),
                "what to do": KIND[cell.kind].remedy_says,
                "delegation_id": cell.delegation,
                "issue_id": cell.issue,
                "kind_code": cell.kind,
            }
        )
    return found


def as_csv(day: Day, cells: Sequence[Cell]) -> str:
    """The list as a CSV file; its last column names the settings that differ from their
    defaults.
    """
    settings = in_words(differing_settings(day.snapshot))
    records = [{**record, "settings": settings} for record in as_records(day, cells)]
    header = list(records[0]) if records else ["delegation", "issue"]
    return csv_text(header, (list(record.values()) for record in records))
