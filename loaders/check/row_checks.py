"""From tables to rows: every cell, every id and every end is checked, and every problem is
collected before anything is written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from graph_model.corrections import corrections, said_key
from graph_model.dataset_changes import SHIPPED, TYPED
from graph_model.dates import as_date, span
from graph_model.judgements import merged, replayed
from graph_model.rows import Key, NodeRow, RelationshipRow, Rows, Value
from graph_model.schema import STORE_OWNED, Field, NodeType, Type
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.problems import SHOWN, Problem
from loaders.read.cells import BadCell, clean, nearest, read_cell
from loaders.read.tables import RecordTable, SourceFile, gather, read
from loaders.take_out.records import records

#: Pairs of columns of which the second may not come before the first.
ORDERED = (("valid_from", "valid_to"), ("start_date", "end_date"))


@dataclass
class CheckedRows:
    """What came of reading: the rows, every problem, and notices that stop nothing."""

    rows: Rows = field(default_factory=Rows)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    files: tuple[str, ...] = ()
    places: Mapping[object, RowPosition] = field(default_factory=dict)

    def place(self, key: object) -> tuple[str, int]:
        """The file and the row where something stands; none for what nobody read from a file."""
        found = self.places.get(key)
        return (found.file, found.row) if found else ("", 0)


class RowPosition(Protocol):
    """Where a row stands: the file, and the row as the spreadsheet shows it."""

    @property
    def file(self) -> str: ...
    @property
    def row(self) -> int: ...


@dataclass
class _RowAt:
    """Where each row stands, for sentences about it."""

    file: str
    row: int


class _RowChecker:
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
        kind = SCHEMA.by_file[table.kind]
        if table.kind in self.kinds:
            sentence = (
                f"'{table.kind}' is already read from {self.kinds[table.kind]}; keep one of them"
            )
            self.report(_RowAt(table.file, 0), "", "doubled-file", sentence)
            return
        self.kinds[table.kind] = table.file
        if not self.header(table, kind):
            return
        columns = {column.name: column for column in kind.columns}
        order = [columns[name] for name in table.header]
        for number, record in table.rows:
            place, before = _RowAt(table.file, number), len(self.problems)
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

    def too_long(self, place: _RowAt, record: Sequence[str], order: Sequence[Field]) -> None:
        over = len(record) - len(order)
        words = "one cell" if over == 1 else f"{over} cells"
        sentence = (
            f"{words} too many: {len(record)} cells under {len(order)} headings; a comma inside a"
            " text needs quotes"
        )
        self.report(place, "", "row-too-long", sentence)

    def header(self, table: RecordTable, kind: Type) -> bool:
        place, known, before = (
            _RowAt(table.file, table.heading),
            [column.name for column in kind.columns],
            len(self.problems),
        )
        for index, name in enumerate(table.header):
            if name in STORE_OWNED:
                self.report(
                    place,
                    name,
                    "reserved-column",
                    f"'{name}' is written by Linkages itself; leave the column out",
                    name,
                )
            elif not name:
                self.report(
                    place,
                    "",
                    "unknown-column",
                    f"heading {index + 1} is empty; name the column or take it out",
                )
            elif name not in known:
                self.report(
                    place,
                    name,
                    "unknown-column",
                    f"'{name}' is no column of {table.kind}{nearest(name, known)}",
                    name,
                )
            elif name in table.header[:index]:
                self.report(
                    place, name, "doubled-column", f"column '{name}' stands twice; keep one", name
                )
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

    def add(self, kind: Type, values: dict[str, Value], place: _RowAt) -> None:
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

    # ------------------------------------------------------------ between tables

    def decided(self, before: Snapshot) -> None:
        """What was decided about doubles holds for these rows too."""
        if not (now := merged(before)):
            return
        rows = replayed((*self.nodes.values(), *self.relationships.values()), now)
        places = self.places.copy()
        for tie in self.relationships.values():
            moved = (tie.type, now.get(tie.source, tie.source), now.get(tie.target, tie.target))
            places.setdefault(moved, self.places[tie.key])
        self.nodes = {row.id: row for row in rows if isinstance(row, NodeRow)}
        self.relationships = {row.key: row for row in rows if isinstance(row, RelationshipRow)}
        self.places = places

    def ends(self) -> None:
        labels = {
            **{id: node.label for id, node in self.others.nodes.items()},
            **{id: node.label for id, node in self.nodes.items()},
        }
        ids: dict[tuple[str, ...], list[str]] = {}
        for tie in self.relationships.values():
            kind, place = SCHEMA.by_name[tie.type], self.places[tie.key]
            for column, id, allowed in (
                ("from_id", tie.source, kind.sources),
                ("to_id", tie.target, kind.targets),
            ):
                label = labels.get(id)
                if label is None:
                    hint = ""
                    if (
                        len(self.problems) < SHOWN
                        # looking for the nearest of many is the slow part, and nobody reads the
                        # 201st
                    ):
                        hint = nearest(
                            id,
                            ids.setdefault(
                                allowed, [known for known, its in labels.items() if its in allowed]
                            ),
                        )
                    looked = " or ".join(
                        self.kinds.get(
                            SCHEMA.by_label[its].file, f"{SCHEMA.by_label[its].file}.csv"
                        )
                        for its in allowed
                    )
                    said = " or ".join(SCHEMA.by_label[its].singular for its in allowed)
                    self.report(
                        place,
                        column,
                        "unknown-id",
                        f"no {said} has the id '{id}' (looked in {looked}){hint}",
                        id,
                    )
                elif label not in allowed or (
                    tie.type == "PART_OF"
                    and labels.get(tie.source, label) != labels.get(tie.target, label)
                ):
                    said = " or ".join(SCHEMA.by_label[its].singular for its in allowed)
                    verb = "starts" if column == "from_id" else "ends"
                    sentence = (
                        f"'{id}' is of the kind {SCHEMA.by_label[label].singular}; {kind.file}"
                        f" {verb} at: {said}"
                    )
                    self.report(place, column, "wrong-end", sentence, id)

    def phases(self) -> None:
        """Phases of one agreement do not overlap: measures look for the one that holds."""
        spans: defaultdict[str, list[NodeRow]] = defaultdict(list)
        for tie in self.relationships.values():
            if tie.type == "PHASE_OF" and tie.source in self.nodes:
                spans[tie.target].append(self.nodes[tie.source])
        for agreement, phases in spans.items():
            phases.sort(key=lambda phase: as_date(phase.text("valid_from")))
            for one, other in pairwise(phases):
                if not one.text("valid_to") or as_date(one.text("valid_to")) > as_date(
                    other.text("valid_from")
                ):
                    start = other.text("valid_from")
                    sentence = (
                        f"agreement '{agreement}' is '{one.text('status')}' and"
                        f" '{other.text('status')}' from {start}; end the first there"
                    )
                    self.report(
                        self.places[other.id], "valid_from", "overlapping-phases", sentence, start
                    )

    def neighbours(self) -> None:
        """What other datasets brought is theirs, and what they refer to must stay."""
        others = {tie.key: tie for tie in self.others.relationships}
        over = corrections(self.others)
        everything: Iterable[NodeRow | RelationshipRow] = (
            *self.nodes.values(),
            *self.relationships.values(),
        )
        for row in everything:
            theirs = (
                self.others.nodes.get(row.id) if isinstance(row, NodeRow) else others.get(row.key)
            )
            if theirs is not None and theirs.kind != row.kind:
                sentence = (
                    f"'{row.key}' is the id of something else already: a"
                    f" {SCHEMA.by_label[theirs.kind].singular}; choose another"
                )
                self.report(self.places[row.key], "id", "doubled-id", sentence)
            elif (
                theirs is not None
                and theirs.dataset not in (self.dataset, *self.under)
                and said_key(row.key) not in over
            ):
                what = f"'{row.id}'" if isinstance(row, NodeRow) else f"{row.source} → {row.target}"
                sentence = (
                    f"{what} was brought by dataset '{theirs.dataset}'; load it with that name, or"
                    " leave the row out"
                )
                self.report(
                    self.places[row.key],
                    "id" if isinstance(row, NodeRow) else "from_id",
                    "other-dataset",
                    sentence,
                )

    def still_used(self, before: Snapshot) -> None:
        """What another dataset refers to may not go."""
        for tie in self.others.relationships:
            for id in (tie.source, tie.target):
                if id not in self.nodes and id not in self.others.nodes and id in before.nodes:
                    place = _RowAt(f"{SCHEMA.by_label[before.nodes[id].label].file}.csv", 0)
                    sentence = (
                        f"'{id}' is no longer in the files, but dataset '{tie.dataset}' refers to"
                        f" it ({tie.type}); keep the row"
                    )
                    self.report(place, "id", "still-used", sentence, id)


def check_tables(
    found: Iterable[RecordTable | Problem],
    dataset: str,
    known: Snapshot | None = None,
    replaces: bool = True,
) -> CheckedRows:
    """Rows and problems of tables. `known` is what the graph holds already: rows of other datasets
    can be referred to, and those of the same where the tables do not replace them.
    """
    before = known or Snapshot()
    stays = dataset == TYPED or not replaces
    check = _RowChecker(
        dataset,
        (
            before
            if stays
            else Snapshot(Rows.of(row for row in before.rows() if row.dataset != dataset))
        ),
    )
    notices = (
        [
            f"Dataset '{TYPED}' holds what people typed in the app: this adds and changes rows, and"
            " removes none."
        ]
        if dataset == TYPED
        else []
    )
    files: list[str] = []
    for item in found:
        if isinstance(item, Problem):
            check.problems.append(item)
        else:
            notices.extend(item.notices)
            files.append(item.file)
            check.table(item)
    check.under = (SHIPPED,)
    check.decided(before)
    check.ends()
    check.phases()
    check.neighbours()
    check.still_used(before)
    rows = Rows(tuple(check.nodes.values()), tuple(check.relationships.values()))
    return CheckedRows(rows, sorted(check.problems), notices, tuple(files), check.places)


def check_rows(
    rows: Rows, dataset: str, known: Snapshot, leaving: Collection[object] = ()
) -> list[Problem]:
    """The problems of rows that add to a dataset without replacing it, as if they stood in files;
    `leaving` are the keys of rows taken out with them.
    """
    check = _RowChecker(
        dataset, Snapshot(Rows.of(row for row in known.rows() if row.key not in leaving))
    )
    for kind in SCHEMA.types:
        header, *cells = records(rows, kind)
        if cells:
            check.table(
                RecordTable(
                    kind.file,
                    kind.file,
                    tuple(header),
                    tuple(enumerate(map(tuple, cells), start=2)),
                )
            )
    check.ends()
    check.phases()
    check.neighbours()
    check.still_used(known)
    return sorted(check.problems)


def check_made(
    rows: Mapping[str | Key, NodeRow | RelationshipRow],
    places: dict[object, RowPosition],
    dataset: str,
    known: Snapshot,
    leaving: Collection[object] = (),
) -> list[Problem]:
    """The problems between rows whose cells were read already; `places` say where each comes
    from.
    """
    check = _RowChecker(
        dataset,
        Snapshot(Rows.of(row for row in known.rows() if row.key not in leaving))
        if leaving
        else known,
    )
    check.nodes = {row.id: row for row in rows.values() if isinstance(row, NodeRow)}
    check.relationships = {
        key: row
        for key, row in rows.items()
        if isinstance(row, RelationshipRow) and not isinstance(key, str)
    }
    check.places = places
    for key, row in rows.items():
        check.ordered(places[key], row.fields)
    check.ends()
    check.phases()
    check.neighbours()
    check.still_used(known)
    return sorted(check.problems)


def check_sources(
    sources: Iterable[SourceFile],
    dataset: str,
    known: Snapshot | None = None,
    replaces: bool = True,
) -> CheckedRows:
    """Read and check files that are already in memory (an upload)."""
    found = (item for source in sources for item in read(source))
    return check_tables(found, dataset, known, replaces)


def check_paths(
    paths: list[Path], dataset: str, known: Snapshot | None = None, replaces: bool = True
) -> CheckedRows:
    """Read and check files and folders on disk."""
    found = gather(paths)
    checked = check_sources(found.sources, dataset, known, replaces)
    checked.problems = sorted([*found.problems, *checked.problems])
    checked.notices[:0] = found.notices
    return checked
