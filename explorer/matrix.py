"""The matrix of delegations and issues: what is shown of the cells, in which order, and as CSV."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from explorer.sentences import title
from graph_model.outreach import KIND, REACHED, Cell, differing, in_words
from graph_model.snapshot import Snapshot

ROWS, COLUMNS = 20, 13
SORTS = {"missing": "most missing first", "name": "by name", "reached": "most reached first"}


@dataclass(frozen=True)
class Filters:
    """What the reader narrowed the matrix to; empty means all."""

    agreement: str = ""
    group: str = ""
    kind: str = ""
    body: str = ""
    economy: str = ""


@dataclass(frozen=True)
class Matrix:
    """Delegations down, issues across (those of a group side by side), and the cell of each pair that is on the table."""

    delegations: tuple[str, ...]
    issues: tuple[str, ...]
    cells: dict[tuple[str, str], Cell]
    more_delegations: int
    more_issues: int


def group_of(snapshot: Snapshot, issue: str) -> str:
    """The group of an issue; a group is its own."""
    return next((tie.target for tie in snapshot.out(issue, "PART_OF")), issue)


def narrow(snapshot: Snapshot, cells: Sequence[Cell], by: Filters) -> list[Cell]:
    """The cells that pass every filter."""

    def fits(cell: Cell) -> bool:
        economies = {tie.target for tie in snapshot.out(cell.delegation, "REPRESENTS")}
        return (
            (not by.agreement or any(talk.agreement == by.agreement for talk in cell.target.talks))
            and (not by.group or group_of(snapshot, cell.issue) == by.group)
            and (not by.kind or cell.kind == by.kind)
            and (not by.body or snapshot.nodes[cell.delegation].text("kind") == by.body)
            and (not by.economy or by.economy in economies)
        )

    return [cell for cell in cells if fits(cell)]


def matrix(snapshot: Snapshot, cells: Sequence[Cell], sort: str = "missing", everything: bool = False) -> Matrix:
    """The part of the matrix to show: the delegations and issues with most missing importance, unless everything is wanted."""
    missing: defaultdict[str, float] = defaultdict(float)
    reached: defaultdict[str, float] = defaultdict(float)
    issues: defaultdict[str, float] = defaultdict(float)
    for cell in cells:
        here = reached if cell.kind in REACHED else missing
        here[cell.delegation] += cell.importance
        issues[cell.issue] += cell.importance
    delegations = sorted({cell.delegation for cell in cells}, key=lambda id: (-missing[id], snapshot.name(id)))
    ranked = sorted(issues, key=lambda id: (-issues[id], id))
    rows = delegations if everything else delegations[:ROWS]
    columns = ranked if everything else ranked[:COLUMNS]
    if sort == "name":
        rows = sorted(rows, key=lambda id: title(snapshot, id))
    elif sort == "reached":
        rows = sorted(rows, key=lambda id: (-reached[id], -missing[id], id))
    columns = sorted(columns, key=lambda id: (group_of(snapshot, id), ranked.index(id)))
    inside = {(cell.delegation, cell.issue): cell for cell in cells if cell.delegation in rows and cell.issue in columns}
    return Matrix(tuple(rows), tuple(columns), inside, len(delegations) - len(rows), len(ranked) - len(columns))


def as_records(snapshot: Snapshot, cells: Sequence[Cell]) -> list[dict[str, str | float]]:
    """The same cells as a list, the table twin of the matrix."""
    return [
        {
            "delegation": title(snapshot, cell.delegation),
            "issue": snapshot.name(cell.issue),
            "kind": KIND[cell.kind].says,
            "importance": round(cell.importance, 3),
            "warmth": round(cell.warmth, 3),
            "negotiations": "; ".join(snapshot.name(talk.agreement) for talk in cell.target.talks),
            "contacts": len(cell.evidence),
            "what to do": KIND[cell.kind].remedy_says,
            "delegation_id": cell.delegation,
            "issue_id": cell.issue,
            "kind_code": cell.kind,
        }
        for cell in cells
    ]


def as_csv(snapshot: Snapshot, cells: Sequence[Cell]) -> str:
    """The list as a CSV file; its last column names the settings that differ from their defaults."""
    settings = in_words(differing(snapshot))
    records = [{**record, "settings": settings} for record in as_records(snapshot, cells)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(records[0]) if records else ["delegation", "issue"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()
