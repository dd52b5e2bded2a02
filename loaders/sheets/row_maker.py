"""From tables and their meanings to rows of the graph: one row of a sheet may bring many. What is
wrong is said by row and column as the sheet shows them, and what is not certain is asked.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from graph_model.doubles import numbers_in
from graph_model.plurals import count
from graph_model.progress import WorkProgress
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.schema import NodeType, RelationshipType
from graph_model.search_words import folded_text
from loaders.problems import quoted_cell
from loaders.read.cells import IDENTIFIER
from loaders.read.grids import is_nothing
from loaders.sheets.column_meaning import TableProposal
from loaders.sheets.contact_maker import ContactMaker
from loaders.sheets.field_reader import lacking, tying_columns
from loaders.sheets.kept_decisions import kept_decisions, spelling, two_bodies
from loaders.sheets.name_index import HARD
from loaders.sheets.open_questions import code_choices
from loaders.sheets.possible_meanings import OTHER_NAMES, Meaning
from loaders.sheets.row_keeper import DOUBLE, LEAVE, SheetPosition, SheetRows
from loaders.sheets.table_finder import SheetTable

#: Why a row of a list of persons stays out.
BODILESS = "rows of persons without a body"
FURTHER = "further persons of a body that stands above"
#: Why a row of a list of bodies stays out.
ELSEWHERE = "rows of bodies that are here as something else"
#: The labels of bodies, of which each is one.
BODIES = ("Member", "Delegation", "Venue")


class RowMaker(ContactMaker):
    """Makes the rows of several tables that belong together."""

    def make(self, proposals: list[TableProposal], watch: WorkProgress) -> SheetRows:
        """Entries first, for ties may name those of any table."""
        self.watch, self.total = watch, sum(len(its.table.rows) for its in proposals)
        for proposal in proposals:
            self.too_long(proposal.table)
            if isinstance(proposal.kind, NodeType) and not _is_contact(proposal):
                self.entries(proposal, proposal.kind)
        for proposal in proposals:
            self.told = {}
            if isinstance(proposal.kind, RelationshipType):
                self.relationships(proposal, proposal.kind)
            elif _is_contact(proposal):
                self.contacts(proposal, proposal.kind)
            else:
                self.ties_of(proposal)
        self.ask_constants()
        if not any(id.startswith(("ties:", "type:")) for id in self.asked.questions):
            self.ask_whose(self._delegations_listed())
        for row in kept_decisions(self.before, self.way.dataset, self.made.rows, self._entries()):
            self.put(row, SheetPosition("", 0))
        return self.made

    def _delegations_listed(self) -> list[NodeRow]:
        """The delegations that are rows of a sheet, which says of none for which economy it speaks,
        nor has ids by which another table may say so.
        """
        passed = self.from_cells | self.with_own_ids
        return [
            row
            for row in self.made.rows.values()
            if isinstance(row, NodeRow)
            and row.label == "Delegation"
            and row.id not in passed
            and not row.text("economy")
        ]

    def _entries(self) -> set[str]:
        return {row.id for row in self.made.rows.values() if isinstance(row, NodeRow)}

    def too_long(self, table: SheetTable) -> None:
        wide = len(table.headings)
        for number, cells in table.too_long:
            over = cells - wide
            words = "one cell" if over == 1 else f"{over} cells"
            remedy = (
                "is a comma without quotes?"
                if table.exact
                else "give each column a heading, or clear what stands beside the table"
            )
            sentence = f"{words} too many under {count(wide, 'heading')}; {remedy}"
            self.problem(table, number, "", "row-too-long", sentence)

    # ------------------------------------------------------------ tables of entries

    def entries(self, proposal: TableProposal, kind: NodeType) -> None:
        column = {its.meaning: place for place, its in enumerate(proposal.columns)}
        seen: dict[str, int] = {}
        for number, cells in self.rows_of(proposal):
            fields = self.fields(proposal, number, cells)
            if fields is None:
                continue
            key = cells[column["id"]] if "id" in column else ""
            fields.pop("id", None)
            name = str(fields.get("name", ""))
            if proposal.persons and not name:
                self.made.leave_out(BODILESS, proposal.table.file, number)
                continue
            self.told = {name: self.numbers_of(proposal, cells)}
            id = self.entry_id(proposal, kind, number, key, name)
            there = self.before.nodes.get(id)
            if not id or not self.complete(proposal, kind, number, fields, there):
                continue
            if id in seen and proposal.persons:
                self.made.leave_out(FURTHER, proposal.table.file, number)
                continue
            if id in seen:
                sentence = (
                    f"{quoted_cell(str(fields.get('name', id)))} already stands in row {seen[id]}"
                )
                self.problem(proposal.table, number, "", "doubled-id", sentence, key)
                continue
            seen[id] = number
            if id == key:
                self.with_own_ids.add(id)
            self.ids[proposal.table.file, number] = id
            row = NodeRow(kind.label, id, fields)
            self.put(row, SheetPosition(proposal.table.file, number))
            others = self.other_names(proposal, number, row, cells)
            self.names.bring(row, key, *others)
            self.keep_numbers(name, id, number)

    def other_names(
        self, proposal: TableProposal, number: int, row: NodeRow, cells: tuple[str, ...]
    ) -> list[str]:
        """The names that a column gives beside the one of the row, kept with it."""
        found: list[str] = []
        for column, cell in zip(proposal.columns, cells, strict=True):
            if column.meaning == OTHER_NAMES:
                found.extend(name for name in HARD.split(cell) if not is_nothing(name))
        for name in found:
            for made in spelling(self.before, row, name):
                self.put(made, SheetPosition("", number))
        return found

    def entry_id(
        self, proposal: TableProposal, kind: NodeType, number: int, key: str, name: str
    ) -> str:
        """The id of the entry that a row is about; empty where it is not known."""
        if IDENTIFIER.fullmatch(key) and not key.isdigit():
            return key
        if not name:
            what = "id" if "name" not in {its.name for its in kind.fields} else "name"
            sentence = f"the row has no {what}, by which it is known"
            self.problem(proposal.table, number, what, "empty-required", sentence)
            return ""
        found = self.names.meant(name, (kind.label,))
        if found.id:
            return found.id
        if id := self.by_number(name, (kind.label,), number):
            return id
        alike = [id for id in found.near if self.alike(id, name)]
        id = f"same:{kind.label}:{name}"
        answer = self.names.now(self.asked.answer(id))
        if answer and self.names.label(answer) == kind.label:
            self.spelt(name, answer, (kind.label,), number)
            return answer
        if kind.label in BODIES and (other := self.as_another(name, kind.label)):
            if answer == other or answer == LEAVE[0]:
                self.made.leave_out(ELSEWHERE, proposal.table.file, number)
                return ""
            alike.append(other)
        if alike and answer != "new":
            choices = (*((its, self.said(its)) for its in alike), ("new", "another one, new"))
            says = f"Is {quoted_cell(name)} one of these, which are there already?"
            self.asked.ask(id, says, choices, number)
            return ""
        new = self.new_id(kind.label, name)
        for other in alike:
            if self.names.label(other) != kind.label:
                continue
            decision = two_bodies(other, new, self.way.today, self.way.actor)
            self.put(decision, SheetPosition("", number))
        return new

    def as_another(self, name: str, label: str) -> str:
        """The body of another kind that has exactly this name: an official body is no member."""
        others = tuple(its for its in BODIES if its != label)
        return self.names.certain(name, others).id

    def alike(self, id: str, name: str) -> bool:
        row = self.before.nodes.get(id)
        return (
            row is not None
            and numbers_in(row.full_name) == numbers_in(name)
            and fuzz.ratio(folded_text(row.full_name), folded_text(name)) >= DOUBLE
        )

    def ties_of(self, proposal: TableProposal) -> None:
        """The ties that columns of a table of entries name."""
        tied = tying_columns(proposal)
        for number, cells in self.rows_of(proposal) if tied else ():
            id = self.ids.get((proposal.table.file, number))
            for place, column, meaning in tied if id else ():
                others, _ = self.ids_in(proposal, column, meaning, number, cells[place])
                self.tie(SheetPosition(proposal.table.file, number), str(id), meaning, others)

    # ------------------------------------------------------------ tables of ties

    def relationships(self, proposal: TableProposal, kind: RelationshipType) -> None:
        columns = {its.meaning: place for place, its in enumerate(proposal.columns)}
        if not {"from_id", "to_id"} <= columns.keys():
            missing = " and ".join(sorted({"from_id", "to_id"} - columns.keys()))
            sentence = f"no column says where a tie starts and ends ({missing} is missing)"
            self.problem(proposal.table, proposal.table.row, missing, "missing-column", sentence)
            return
        ends = (
            Meaning("from_id", "", None, kind, out=False),
            Meaning("to_id", "", None, kind, out=True),
        )
        for number, cells in self.rows_of(proposal):
            fields = self.fields(proposal, number, cells)
            sides = [
                self.ids_in(
                    proposal,
                    proposal.columns[columns[its.code]],
                    its,
                    number,
                    cells[columns[its.code]],
                )
                for its in ends
            ]
            if fields is None or not all(sure for _, sure in sides):
                continue
            fields.pop("from_id", None)
            fields.pop("to_id", None)
            if not self.complete_tie(proposal, kind, number, fields):
                continue
            for source in sides[0][0]:
                for target in sides[1][0]:
                    row = RelationshipRow(kind.name, source, target, fields)
                    self.put(row, SheetPosition(proposal.table.file, number))

    def complete_tie(
        self, proposal: TableProposal, kind: RelationshipType, number: int, fields: dict[str, Value]
    ) -> bool:
        for its in lacking(kind, fields):
            given = self.asked.answer(f"every:{kind.name}:{its.name}")
            if its.codes and given in its.codes:
                fields[its.name] = given
                continue
            says = f"No column says the {its.heading.lower()} of these rows: which is it?"
            choices = code_choices(its.codes)
            self.asked.ask(f"every:{kind.name}:{its.name}", says, choices, number)
            return False
        return True


def _is_contact(proposal: TableProposal) -> bool:
    """Whether each row of a table is a contact without a name of its own."""
    return (
        isinstance(proposal.kind, NodeType)
        and proposal.kind.label == "Engagement"
        and "id" not in {column.meaning for column in proposal.columns}
    )
