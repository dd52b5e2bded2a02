"""The rows of one table: its headings, each cell, dates in order, no id or tie twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from graph_model.dates import span
from graph_model.plurals import count
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.schema import STORE_OWNED, Field, NodeType, Type
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.problems import Problem
from loaders.read.cells import BadCell, clean, did_you_mean, read_cell
from loaders.read.tables import RecordTable

#: Pairs of columns of which the second may not come before the first.
ORDERED = (("valid_from", "valid_to"), ("start_date", "end_date"))
LASTS = tuple(last for _, last in ORDERED)


class RowPosition(Protocol):
    """Where a row stands: the file, and the row as the spreadsheet shows it."""

    @property
    def file(self) -> str: ...
    @property
    def row(self) -> int: ...


@dataclass
class RowAt:
    """Where each row stands, for sentences about it."""

    file: str
    row: int


class RowChecker:
    """The rows found so far, where each stands, and every problem with them."""

    def __init__(self, dataset: str, others: Snapshot) -> None:
        self.dataset, self.others = dataset, others
        self.problems: list[Problem] = []
        self.nodes: dict[str, NodeRow] = {}
        self.relationships: dict[tuple[str, str, str], RelationshipRow] = {}
        self.places: dict[object, RowPosition] = {}
        self.kinds: dict[str, str] = {}
        #: Datasets over whose rows these may stand, as corrections.
        self.under: tuple[str, ...] = ()

    def report(
        self, place: RowPosition, column: str, code: str, sentence: str, cell: str = ""
    ) -> None:
        self.problems.append(Problem(place.file, place.row, column, code, sentence, cell[:200]))

    # ------------------------------------------------------------ one table

    def table(self, table: RecordTable) -> None:
        """Check a table, and keep its rows that are whole."""
        kind = SCHEMA.by_file[table.kind]
        if table.kind in self.kinds:
            sentence = (
                f"'{table.kind}' is already read from {self.kinds[table.kind]}; keep one of them"
            )
            self.report(RowAt(table.file, 0), "", "doubled-file", sentence)
            return
        self.kinds[table.kind] = table.file
        if not self.header(table, kind):
            return
        columns = {column.name: column for column in kind.columns}
        order = [columns[name] for name in table.header]
        for number, record in table.rows:
            place, before = RowAt(table.file, number), len(self.problems)
            too_many = len(record) - max(len(order), table.width)
            if any(cell.strip() for cell in record[len(order) :]):
                self.too_long(place, record, order)
                continue
            values: dict[str, Value] = {}
            whole = True
            for index, column in enumerate(order):
                cell = clean(record[index]) if index < len(record) else ""
                try:
                    value = read_cell(column, cell)
                except BadCell as bad:
                    self.report(place, column.name, bad.code, bad.sentence, cell)
                    whole = False
                else:
                    if value is not None:
                        values[column.name] = value
            if not whole and too_many > 0:  # the cells have moved on: one fault, not one a cell
                del self.problems[before:]
                self.too_long(place, record, order)
            elif whole and self.ordered(place, values):
                self.add(kind, values, place)

    def too_long(self, place: RowAt, record: Sequence[str], order: Sequence[Field]) -> None:
        over = len(record) - len(order)
        words = "one cell" if over == 1 else f"{over} cells"
        under = f"{count(len(record), 'cell')} under {count(len(order), 'heading')}"
        sentence = f"{words} too many: {under}; a comma inside a text needs quotes"
        self.report(place, "", "row-too-long", sentence)

    def header(self, table: RecordTable, kind: Type) -> bool:
        place, before = RowAt(table.file, table.heading_row), len(self.problems)
        known = [column.name for column in kind.columns]
        for index, name in enumerate(table.header):
            if name in STORE_OWNED:
                code = "reserved-column"
                sentence = f"'{name}' is written by Linkages itself; leave the column out"
            elif not name:
                code = "unknown-column"
                sentence = f"heading {index + 1} is empty; name the column or take it out"
            elif name not in known:
                code = "unknown-column"
                sentence = f"'{name}' is no column of {table.kind}{did_you_mean(name, known)}"
            elif name in table.header[:index]:
                code, sentence = "doubled-column", f"column '{name}' stands twice; keep one"
            else:
                continue
            self.report(place, name, code, sentence, name)

        for column in kind.columns:
            if column.required and column.name not in table.header:
                has = ", ".join(table.header[:8])
                self.report(
                    place,
                    column.name,
                    "missing-column",
                    f"column '{column.name}' is missing; the header has {has}",
                )
        return len(self.problems) == before

    def ordered(self, place: RowPosition, values: Mapping[str, Value]) -> bool:
        for first, last in ORDERED:
            if (
                first in values
                and last in values
                and span(str(values[last]))[1] < span(str(values[first]))[0]
            ):
                self.report(
                    place,
                    last,
                    "ends-before-start",
                    f"{values[last]} comes before {values[first]} in {first}",
                    str(values[last]),
                )
                return False
        return True

    def add(self, kind: Type, values: dict[str, Value], place: RowAt) -> None:
        if isinstance(kind, NodeType):
            node = NodeRow(kind.label, str(values.pop("id")), values, self.dataset)
            if node.id in self.nodes:
                first = self.places[node.id]
                self.report(
                    place,
                    "id",
                    "doubled-id",
                    f"'{node.id}' already stands in {first.file} row {first.row}",
                    node.id,
                )
                return
            self.nodes[node.id] = node
            self.places[node.id] = place
        else:
            tie = RelationshipRow(
                kind.name,
                str(values.pop("from_id")),
                str(values.pop("to_id")),
                values,
                self.dataset,
            )
            if tie.key in self.relationships:
                first = self.places[tie.key]
                sentence = (
                    f"{tie.source} → {tie.target} already stands in {first.file} row {first.row};"
                    " merge the two rows"
                )
                self.report(place, "to_id", "doubled-relationship", sentence, tie.target)
                return
            self.relationships[tie.key] = tie
            self.places[tie.key] = place
