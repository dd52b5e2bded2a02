"""Any sheet in: files become a plan that says what each column means, what is asked, and which rows
are new, changed, the same or refused. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import zip_longest
from types import MappingProxyType

from graph_model.dataset_changes import Changes, compare
from graph_model.doubles import LookalikePair, new_doubles
from graph_model.garbage import no_collection
from graph_model.progress import WorkProgress
from graph_model.rows import Rows
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import slug
from loaders.check.row_checks import check_made
from loaders.check.table_checks import RowPosition
from loaders.lists.json_lists import listed_objects
from loaders.lists.known_lists import KnownList, known_list
from loaders.lists.list_rows import make_list
from loaders.problems import Problem
from loaders.read.grids import Grid
from loaders.read.tables import SourceFile, grids
from loaders.sheets.column_meaning import GUESSED, ColumnProposal, TableProposal, propose
from loaders.sheets.crosstab import uncrossed, was_uncrossed
from loaders.sheets.graph_tables import graph_tables, is_graph
from loaders.sheets.kept_decisions import as_decided
from loaders.sheets.mapping import (
    SheetMapping,
    column_answers,
    column_questions,
    fitting,
    kept_headings,
)
from loaders.sheets.name_index import NameIndex
from loaders.sheets.neo4j_sheets import neo4j_tables
from loaders.sheets.network_finder import NetworkTables, network_tables
from loaders.sheets.network_maker import make_network
from loaders.sheets.open_questions import OpenQuestion, OpenQuestions, PlacedRow
from loaders.sheets.person_lists import columns_of_persons
from loaders.sheets.possible_meanings import kind_of, meanings
from loaders.sheets.row_keeper import ImportOptions, SheetRows
from loaders.sheets.row_maker import RowMaker
from loaders.sheets.table_finder import SheetTable, find_tables, is_turned
from loaders.write.load import LoadPreview

UNTOLD = "what this table is about cannot be told; say it"
NOBODY = (
    "its rows are persons, and no column says of which body they are: nothing of it comes in; put"
    " a column with the organisation beside their names"
)
TURNED = (
    "its headings stand below each other in its first column: nothing of it comes in; turn it"
    " (copy, paste special, transpose) and choose it again"
)
#: Sheets that are no tables: what people mark so, as Kumu does, and notes.
ASIDE = ("(ignore)",)
#: The codes of each field that has some, as people may write them.
CODES = tuple(
    frozenset(code.replace("_", " ") for code in its.codes)
    for kind in SCHEMA.types
    for its in kind.fields
    if its.codes
)


@dataclass(frozen=True)
class ImportPlan:
    """What an import would do."""

    way: ImportOptions
    proposals: tuple[TableProposal, ...]
    questions: tuple[OpenQuestion, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]
    made: SheetRows
    changes: Changes
    before: Snapshot
    files: tuple[str, ...]
    replaces: bool = False
    #: Rows of sheets by what became of them.
    rows: Mapping[str, int] = field(default_factory=dict)
    #: New entries that may be one body with another, with the reasons; nothing is merged.
    doubles: tuple[LookalikePair, ...] = ()
    #: The name of what was decided before, where it was found by the headings.
    fitted: str = ""

    @property
    def ready(self) -> bool:
        """Whether it can be written as it is."""
        something = bool(self.proposals) or bool(self.made.rows)
        return not self.problems and not self.questions and something

    def preview(self, load_id: str) -> LoadPreview:
        """What a load is written from."""
        return LoadPreview(self.changes, self.before, load_id, self.files)

    def without_rows(self) -> tuple[TableProposal, ...]:
        """What the columns mean, without the cells below them."""
        return tuple(
            replace(its, table=replace(its.table, rows=(), too_long=())) for its in self.proposals
        )

    def as_dict(self) -> dict[str, object]:
        """The whole plan, as JSON shows it."""
        return {
            "dataset": self.way.dataset,
            "tables": [_table(its) for its in self.proposals],
            "asked": [its.as_dict() for its in self.questions],
            "splits": {cell: list(parts) for cell, parts in self.made.splits.items()},
            "matched": dict(sorted(self.made.matched.items())),
            "rows": dict(self.rows),
            "graph_rows": self.changes.counts,
            "left_out": self.made.told,
            "differing": list(self.made.differing),
            "doubles": [asdict(pair) for pair in self.doubles],
            "notices": list(self.notices),
            "problems": [its.as_dict() for its in self.problems],
        }


def _table(its: TableProposal) -> dict[str, object]:
    return {
        "file": its.table.file,
        "sheet": its.table.sheet,
        "header_row": its.table.row,
        "kind": its.kind.code,
        "reason": its.reason,
        "rows": len(its.table.rows),
        "columns": [_column(column, its) for column in its.columns],
    }


def _column(column: ColumnProposal, its: TableProposal) -> dict[str, object]:
    held = meanings(its.kind).get(column.meaning)
    told: dict[str, object] = {
        "column": column.letter,
        "heading": column.heading,
        "meaning": column.meaning,
        "means": held.says if held else column.meaning.replace("_", " "),
        "reason": column.reason,
        "samples": list(column.samples),
    }
    if column.dates:
        told["dates"] = [
            {"style": style, "cells": number, "example": example, "read_as": read}
            for style, number, example, read in column.dates.shown
        ]
        told["dates_reason"] = column.dates.reason
    return told


@no_collection()
def plan(
    sources: Iterable[SourceFile],
    before: Snapshot,
    way: ImportOptions,
    answers: Mapping[str, str],
    kept: SheetMapping | None = None,
    replaces: bool = False,
    watch: WorkProgress | None = None,
    among: Mapping[str, SheetMapping] = MappingProxyType({}),
) -> ImportPlan:
    """What bringing these files in would do, with what was decided before: `kept`, or what fits
    best `among` several. Raises `LoadCancelled` when the watch says so.
    """
    watch = watch or WorkProgress()
    watch.tell("read", 0, 0)
    tables, problems, files = _read(sources)
    watch.tell("match", 0, 0)
    first = slug(files[0].rsplit(".", 1)[0]) if files else ""
    fitted = fitting(tables, first, among) if kept is None else ""
    kept = among[fitted] if fitted else kept
    everything = {**(kept.answers if kept else {}), **answers}
    known = known_list(tables)
    nodes_and_edges = network_tables(tables) if known is None else None
    way = replace(way, dataset=way.dataset or (known[0].scheme if known else first) or "files")
    names = NameIndex(before)
    asked = OpenQuestions({**column_answers(tables, kept), **everything})
    unknown = tables if known is None and nodes_and_edges is None else []
    unknown = [
        uncrossed(its, names, was_uncrossed(kept_headings(its, tables, kept))) for its in unknown
    ]
    proposals, untold = _proposed(unknown, names, kept, asked)

    making = RowMaker(names, before, way, asked)
    if known:
        make_list(making, known[0], tables, known[1])
    if nodes_and_edges:
        make_network(making, nodes_and_edges)
        untold += _beside(tables, nodes_and_edges)
    made = making.make(proposals, watch)
    problems += made.problems
    made.rows = as_decided(before, made.rows, made.places)
    rows = Rows.of(made.rows.values())
    watch.tell("check", 0, len(rows))
    changes = compare(before, rows, way.dataset)
    if not replaces:
        changes = replace(changes, gone=Rows())
    if not problems and not asked.questions:
        leaving = {row.key for row in changes.gone}
        problems += check_made(made.rows, made.places, way.dataset, before, leaving)
    return ImportPlan(
        way,
        tuple(proposals),
        tuple(asked.questions.values()),
        tuple(sorted(problems)),
        tuple(dict.fromkeys([*_noticed([*tables, *unknown]), *untold, *made.notices])),
        made,
        changes,
        before,
        tuple(files),
        replaces,
        _sheet_rows(
            _used(tables, known, nodes_and_edges, proposals, asked), made, changes, problems, asked
        ),
        new_doubles(before, changes.new),
        fitted,
    )


def _noticed(tables: Iterable[SheetTable]) -> list[str]:
    """What was noticed while the tables were found."""
    return [notice for table in tables for notice in table.notices]


def _beside(tables: list[SheetTable], network: NetworkTables) -> list[str]:
    """What is said of tables of a file that are no part of its network."""
    used = {(its.file, its.sheet) for its in (*network.elements, *network.connections)}
    return [
        f"{its.file}: this table is no part of the network and was passed over"
        for its in tables
        if its.rows and (its.file, its.sheet) not in used
    ]


def _proposed(
    tables: Iterable[SheetTable], names: NameIndex, kept: SheetMapping | None, asked: OpenQuestions
) -> tuple[list[TableProposal], list[str]]:
    """What the tables are taken to mean, with a notice for each that cannot be told; what is not
    certain is asked.
    """
    proposals, untold = [], []
    for table in tables:
        proposal = propose(table, names, asked.answers)
        if proposal is None:
            of_persons = bool(columns_of_persons(table))
            turned = is_turned(table)
            why = NOBODY if of_persons else TURNED if turned else UNTOLD
            untold.append(f"{table.file}: {why}")
            if not of_persons and not turned:
                _ask_kind(table, asked)
        elif asked.answers.get(f"kind:{table.sheet}") != "leave_out":
            proposals.append(proposal)
            column_questions(proposal, kept, asked)
    return proposals, untold


def _used(
    tables: list[SheetTable],
    known: tuple[KnownList, SheetTable] | None,
    nodes_and_edges: NetworkTables | None,
    proposals: list[TableProposal],
    asked: OpenQuestions,
) -> list[SheetTable]:
    """The tables whose rows come in, or may, once it is said what they are."""
    if known:
        return [known[1]]
    if nodes_and_edges:
        return [*nodes_and_edges.elements, *nodes_and_edges.connections]
    untold = [its for its in tables if f"kind:{its.sheet}" in asked.questions]
    return [*(its.table for its in proposals), *untold]


def _read(sources: Iterable[SourceFile]) -> tuple[list[SheetTable], list[Problem], list[str]]:
    tables: list[SheetTable] = []
    problems: list[Problem] = []
    files: list[str] = []
    for source in sources:
        files.append(source.name)
        listed = listed_objects(source)
        if isinstance(listed, Problem):
            problems.append(listed)
            continue
        if listed is not None:
            tables.append(listed)
            continue
        if is_graph(source):
            told = graph_tables(source)
            if isinstance(told, Problem):
                problems.append(told)
            else:
                tables.extend(told)
            continue
        passed, found = [], 0
        for grid in grids(source):
            if isinstance(grid, Grid):
                its = [] if _aside(grid) else find_tables(grid)
                passed.extend([grid.title] if not its else [])
                tables.extend(part for table in its for part in neo4j_tables(table))
                found += len(its)
            else:
                problems.append(grid)
                found += 1
        if not found:
            named = f" ({', '.join(passed[:6])})" if passed else ""
            sentence = f"no table was found in this file{named}; a table has a row of headings"
            problems.append(Problem(source.name, 0, "", "no-table", sentence))
    return tables, problems, files


def _aside(grid: Grid) -> bool:
    title = grid.title.strip().lower()
    return (
        not grid.rows
        or title.startswith("_")
        or title == "read me"
        or title.endswith(ASIDE)
        or (grid.hidden and max(len(cells) for _, cells in grid.rows) < 4)
        or _of_choices(grid)
    )


def _of_choices(grid: Grid) -> bool:
    """Whether a sheet is what others are filled in from: each of its columns, be it below a
    heading, lists codes of one of our fields, each once.
    """
    columns = [
        [said for cell in cells if (said := folded_text(cell).replace("_", " ").strip())]
        for cells in zip_longest(*(cells for _, cells in grid.rows), fillvalue="")
    ]
    listed = [cells for cells in columns if cells]
    return bool(listed) and all(
        len({*cells}) == len(cells) > 1
        and any(codes >= {*cells} or (len(cells) > 2 and codes >= {*cells[1:]}) for codes in CODES)
        for cells in listed
    )


def _ask_kind(table: SheetTable, asked: OpenQuestions) -> None:
    choices = []
    for label in GUESSED:
        kind = kind_of(label)
        choices.append((label, getattr(kind, "plural", label)))
    choices.append(("leave_out", "leave this table out"))
    says = f"What is each row of {table.file} (row {table.row} on)?"
    if asked.answer(f"kind:{table.sheet}") != "leave_out":
        asked.ask_of_table(f"kind:{table.sheet}", says, tuple(choices), table)


def _rows_at(places: Iterable[RowPosition | None]) -> set[PlacedRow]:
    """The rows of sheets at these places, of which many are one and the same; decisions and new
    entries that a row names come beside it, and are no row of a sheet.
    """
    single = {id(its): its for its in places if its is not None and its.file}
    return {(its.file, its.row) for its in single.values()}


def _sheet_rows(
    tables: list[SheetTable],
    made: SheetRows,
    changes: Changes,
    problems: list[Problem],
    asked: OpenQuestions,
) -> dict[str, int]:
    """How many rows of the sheets bring something new, change something, bring nothing new, are
    left out, wait for an answer, or are refused: each once, what stands in the way first.
    """
    refused = {(its.file, its.row) for its in problems if its.row}
    waiting = (asked.all_waiting() | _rows_at(made.waits)) - refused
    stopped = refused | waiting
    new = _rows_at(made.places.get(row.key) for row in changes.new) - stopped
    changed = _rows_at(made.places.get(row.key) for row in changes.changed) - new - stopped
    there = _rows_at(made.places.values()) | _rows_at(made.stays)
    left_out = {row for rows in made.left_out.values() for row in rows}
    left_out |= _rows_at(made.aside) - there
    return {
        "read": sum(len({number for number, _ in its.rows}) for its in tables),
        "new": len(new),
        "changed": len(changed),
        "same": len(there - new - changed - stopped),
        "left_out": len(left_out - stopped - new - changed),
        "waiting": len(waiting),
        "refused": len(refused),
    }
