"""Tables that Neo4j's own tools write and read, as entries and ties: APOC's CSV of a whole graph
(`_id`, `_labels`, …, `_start`, `_end`, `_type` in one table) and the headings of the import of
neo4j-admin (`:ID`, `name:string[]`, `:LABEL`, `:START_ID`, `:END_ID`, `:TYPE`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from loaders.read.grids import letters
from loaders.sheets.table_finder import SheetTable

TextsByField = dict[str, str]
#: The columns that APOC adds, and what they are.
APOC = {"_id": "ID", "_labels": "LABEL", "_start": "START_ID", "_end": "END_ID", "_type": "TYPE"}
#: A heading of neo4j-admin: a name, what the column is, the space of its ids, options.
ADMIN = re.compile(r"([^:]*):([A-Za-z_]+(?:\[\])?)(?:\(([^)]*)\))?(?:\{.*\})?")
#: Columns that say what a row is.
ROLES = frozenset([*APOC.values(), "IGNORE"])
NAMED = ("name", "title", "label")
ENTRIES, TIES = ("ID", "Label", "Type"), ("From", "To", "Type")


@dataclass(frozen=True)
class Neo4jColumn:
    """What a heading says: a name, a role (empty for a property), the space of ids, whether the
    cells hold several.
    """

    name: str
    role: str = ""
    space: str = ""
    several: bool = False


def neo4j_tables(table: SheetTable) -> list[SheetTable]:
    """The entries and the ties of a table that Neo4j's tools write; any other table as it is."""
    held = set(table.headings)
    apoc = {"_id", "_labels"} <= held or {"_start", "_end"} <= held
    columns = [_column(heading, apoc) for heading in table.headings]
    roles = {its.role for its in columns}
    if "ID" not in roles and not {"START_ID", "END_ID"} <= roles:
        return [table]
    nodes, ties = [], []
    for number, cells in table.rows:
        told = _told(columns, cells)
        if told.get("START_ID") or told.get("END_ID"):
            ties.append((number, _tie(told)))
        else:
            nodes.append((number, _entry(told)))
    both = ((ENTRIES, nodes), (TIES, ties))
    return [_of(table, first, rows) for first, rows in both if rows]


def _column(heading: str, apoc: bool) -> Neo4jColumn:
    """
    >>> _column("_labels", apoc=True).role, _column("bodyId:ID(Body)", apoc=False).space
    ('LABEL', 'Body')
    >>> _column("parties:string[]", apoc=False).several, _column("Note: said", apoc=False).name
    (True, 'Note: said')
    """
    if apoc and heading in APOC:
        return Neo4jColumn("", APOC[heading])
    found = ADMIN.fullmatch(heading)
    if found is None:
        return Neo4jColumn(heading)
    name, what, space = found[1], found[2], found[3] or ""
    if what in ROLES:
        return Neo4jColumn(name, what, space)
    return Neo4jColumn(name or heading, several=what.endswith("[]"))


def _told(columns: list[Neo4jColumn], cells: tuple[str, ...]) -> TextsByField:
    """The cells of a row by role and by property; an id with its space, where it has one."""
    told: TextsByField = {}
    for column, cell in zip(columns, cells, strict=True):
        if not cell or column.role == "IGNORE":
            continue
        if column.role in ("ID", "START_ID", "END_ID"):
            key = f"{column.space}: {cell}" if column.space else cell
            told[column.role] = " ".join(filter(None, (told.get(column.role, ""), key)))
            if column.role == "ID" and column.space:
                told.setdefault("LABEL", column.space)
        elif column.role:
            told[column.role] = cell
        else:
            told[column.name] = " | ".join(cell.split(";")) if column.several else listed(cell)
    return told


def listed(cell: str) -> str:
    """A cell in which APOC has written a list, its texts parted by bars.

    >>> listed('["EU","Chile"]'), listed("[draft]"), listed("EFF")
    ('EU | Chile', '[draft]', 'EFF')
    """
    if not cell.startswith("["):
        return cell
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    return " | ".join(str(its) for its in told if not isinstance(its, dict | list))


def own_name(name: str, taken: Collection[str]) -> str:
    """What a property is called; by a name of its own where a part of the network is called so.

    >>> own_name("Type", {"from", "to", "type"}), own_name("since", {"type"})
    ('Type (property)', 'since')
    """
    return f"{name} (property)" if name.lower() in taken else name


def one_type(labels: str) -> str:
    """The labels of an entry as its type.

    >>> one_type(":Body"), one_type("Body;Public"), one_type(":Body:Public")
    ('Body', 'Body:Public', 'Body:Public')
    """
    return labels.replace(";", ":").strip(":")


def _entry(told: TextsByField) -> TextsByField:
    id, labels = told.pop("ID", ""), told.pop("LABEL", "")
    name = next((told.pop(its) for its in NAMED if told.get(its)), id)
    return {**told, "ID": id, "Label": name, "Type": one_type(labels)}


def _tie(told: TextsByField) -> TextsByField:
    start, end, kind = (told.pop(role, "") for role in ("START_ID", "END_ID", "TYPE"))
    return {**told, "From": start, "To": end, "Type": kind}


def _of(
    table: SheetTable, first: tuple[str, ...], rows: list[tuple[int, TextsByField]]
) -> SheetTable:
    more = dict.fromkeys(name for _, texts in rows for name in texts if name not in first)
    taken = {its.lower() for its in first}
    headings = (*first, *(own_name(name, taken) for name in more))
    names = (*first, *more)
    return replace(
        table,
        row=0,
        headings=headings,
        letters=tuple(letters(place) for place in range(len(headings))),
        rows=tuple(
            (number, tuple(texts.get(name, "") for name in names)) for number, texts in rows
        ),
    )
