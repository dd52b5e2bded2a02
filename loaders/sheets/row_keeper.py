"""Rows as they are kept for an import: filled up from what their dataset holds, and what another
dataset brought left as it is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_model.own_fields import own_fields, own_fields_text
from graph_model.progress import WorkProgress
from graph_model.rows import Fields, Key, NodeRow, RelationshipRow, Row, Value
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import joined_id, slug, typed_provenance
from loaders.check.table_checks import RowPosition
from loaders.problems import Problem, quoted_cell
from loaders.read.cells import write_cell
from loaders.sheets.column_meaning import TableProposal
from loaders.sheets.name_index import NameIndex
from loaders.sheets.open_questions import OpenQuestions, PlacedRow
from loaders.sheets.possible_meanings import LEAVE_OUT
from loaders.sheets.table_finder import SheetTable

#: Names as like as this are asked about: the same, or another?
DOUBLE = 88.0
#: So many unknown names in one column, more than the known ones, and the file is a list of others.
STRANGERS = 25
#: Progress is told every so many rows.
TOLD = 500
#: Fields about a row, not about the entry: no difference worth telling.
BESIDE = ("name", "as_of", "confidence", "visibility", "note", "source_url", "own_fields")
#: What is counted of a list of others' contacts.
NOBODY = "rows with nobody of ours, or with nobody they reached"
LEAVE = (LEAVE_OUT, "leave it out")


@dataclass(frozen=True)
class ImportOptions:
    """How an import is done: the dataset, the day, who may see the rows."""

    dataset: str
    today: str
    visibility: str = "coalition"
    #: Who decides what is asked, where people are known.
    actor: str = ""


@dataclass(frozen=True, slots=True)
class SheetPosition:
    """Where in the sheets a row of the graph comes from."""

    file: str
    row: int


@dataclass
class SheetRows:
    """The rows that sheets bring, with their places, and what is to be said of them."""

    rows: dict[str | Key, Row] = field(default_factory=dict)
    places: dict[object, RowPosition] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    splits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matched: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    #: Rows of sheets that were left out, by the reason.
    left_out: dict[str, list[PlacedRow]] = field(default_factory=dict)
    #: Where ties of a network wait for what is asked about their ends.
    waits: set[SheetPosition] = field(default_factory=set)
    #: Where entries or ties of a network stay out, which are counted by the reason.
    aside: set[SheetPosition] = field(default_factory=set)
    #: Where the sheet names what another dataset brought, which stays.
    stays: set[SheetPosition] = field(default_factory=set)

    def leave_out(self, reason: str, file: str, row: int) -> None:
        """Say that a row of a sheet stays out, and why."""
        self.left_out.setdefault(reason, []).append((file, row))

    @property
    def told(self) -> dict[str, int]:
        """What is counted beside the rows of the graph, in words: rows that are left out first."""
        return {**{reason: len(rows) for reason, rows in self.left_out.items()}, **self.counts}


class RowKeeper:
    """Keeps the rows of several tables that belong together."""

    def __init__(
        self, names: NameIndex, before: Snapshot, way: ImportOptions, asked: OpenQuestions
    ) -> None:
        self.names, self.before, self.way, self.asked = names, before, way, asked
        self.made = SheetRows()
        self.watch, self.total = WorkProgress(), 0
        self.alike_fields: dict[tuple[tuple[str, Value], ...], dict[str, Value]] = {}
        self.proofs: dict[str, dict[str, Value]] = {}
        self.ids: dict[tuple[str, int], str] = {}
        self.there = {tie.key: tie for tie in before.relationships}
        #: The entries that are no rows of a sheet, but names in cells.
        self.from_cells: set[str] = set()
        #: Those that have ids as a table of the vocabulary gives them, whose ties stand in others.
        self.with_own_ids: set[str] = set()

    def problem(
        self, table: SheetTable, row: int, column: str, code: str, sentence: str, cell: str = ""
    ) -> None:
        self.made.problems.append(Problem(table.file, row, column, code, sentence, cell[:200]))

    def rows_of(self, proposal: TableProposal) -> Iterator[tuple[int, tuple[str, ...]]]:
        long = {number for number, _ in proposal.table.too_long}
        self.asked.file = proposal.table.file
        for place, row in enumerate(proposal.table.rows):
            if place % TOLD == 0:
                self.watch.tell("match", place, self.total)
            if row[0] not in long:
                yield row

    def put(self, row: Row, place: SheetPosition) -> None:
        """Keep a row: filled up from what its dataset holds of it already, left as it is where
        another dataset brought it.
        """
        key = row.key
        there: Row | None = (
            self.before.nodes.get(key) if isinstance(key, str) else self.there.get(key)
        )
        if there is not None and there.dataset != self.way.dataset and there.kind == row.kind:
            self.foreign(row, there, place)
            return
        mine = there if there is not None and there.dataset == self.way.dataset else None
        given = self.given(row.fields, mine)
        if mine is not None:
            given = _merged(mine.fields, given)
        if (held := self.made.rows.get(key)) is not None:
            given = _merged(held.fields, given)
        if isinstance(row, NodeRow):
            self.made.rows[key] = NodeRow(row.label, row.id, given, self.way.dataset)
        else:
            alike = self._alike(given)
            self.made.rows[key] = RelationshipRow(
                row.type, row.source, row.target, alike, self.way.dataset
            )
        self.made.places.setdefault(key, place)

    def put_tie(
        self, type: str, source: str, target: str, fields: dict[str, Value], place: SheetPosition
    ) -> None:
        """Keep a tie; of one that nobody brought before, nothing is to be compared."""
        key = (type, source, target)
        if key in self.there or key in self.made.rows:
            self.put(RelationshipRow(type, source, target, fields), place)
            return
        given = self.given(fields, None)
        alike = self._alike(given) if fields else given
        self.made.rows[key] = RelationshipRow(type, source, target, alike, self.way.dataset)
        self.made.places.setdefault(key, place)

    def _alike(self, given: dict[str, Value]) -> dict[str, Value]:
        """Of many ties all fields are alike: they are kept once."""
        return self.alike_fields.setdefault(tuple(given.items()), given)

    def given(self, fields: Fields, there: Row | None) -> dict[str, Value]:
        """The fields with their provenance; a row that says nothing new keeps its day."""
        url = str(fields.get("source_url", ""))
        proof = self.proofs.get(url)
        if proof is None:
            proof = typed_provenance(self.way.today, url, self.way.visibility)
            if len(self.proofs) < TOLD:
                self.proofs[url] = proof
        if there is not None:
            proof = {name: its for name, its in proof.items() if name not in there.fields}
            changed = any(there.fields.get(name) != its for name, its in fields.items())
            if changed:
                proof["as_of"] = self.way.today
        return {**proof, **fields} if fields else proof

    def foreign(self, row: Row, there: Row, place: SheetPosition) -> None:
        """A row that another dataset brought is theirs: what the sheet says otherwise is shown, and
        stands beside it with the sheet's own fields.
        """
        self.made.counts["rows that are there already, from another dataset"] += 1
        self.made.stays.add(place)
        if not isinstance(row, NodeRow) or not isinstance(there, NodeRow):
            return
        beside = own_fields(row)
        for name, value in row.fields.items():
            if name in BESIDE or there.fields.get(name) == value:
                continue
            heading = SCHEMA.by_label[row.label].columns
            said = next(its.heading for its in heading if its.name == name)
            beside[said] = write_cell(value)
            theirs = there.text(name) or "nothing"
            self.made.differing.append(
                f"{there.name}: {name} is {quoted_cell(str(value))} in the sheet and"
                f" {quoted_cell(theirs)} in dataset '{there.dataset}', which stays"
            )
        if beside and row.label in SCHEMA.by_name["LISTED_AS"].sources:
            self.listing(row, there, beside, place)

    def listing(
        self, row: NodeRow, there: NodeRow, beside: dict[str, str], place: SheetPosition
    ) -> None:
        """What the sheet says of an entry of another dataset."""
        fields: dict[str, Value] = {
            "scheme": self.way.dataset,
            "number": there.id,
            "title": row.text("name") or there.name,
            "own_fields": own_fields_text(beside),
        }
        id = joined_id(slug(self.way.dataset), there.id)
        self.put(NodeRow("Listing", id, fields), place)
        self.put(RelationshipRow("LISTED_AS", there.id, id, {"matched": "name"}), place)


def _merged(held: Fields, given: Fields) -> dict[str, Value]:
    """Fields over fields; of own fields each by itself."""
    found = {**held, **given}
    if "own_fields" in held and "own_fields" in given:
        both = {**json.loads(str(held["own_fields"])), **json.loads(str(given["own_fields"]))}
        found["own_fields"] = own_fields_text(both)
    return found
