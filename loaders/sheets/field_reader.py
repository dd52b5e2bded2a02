"""The fields of one row of a sheet: what is wrong is said by row and heading, what is not certain
is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from graph_model.own_fields import own_fields_text
from graph_model.rows import NodeRow, Value
from graph_model.schema import Field, NodeType, RelationshipType, Type
from loaders.check.form_rows import personal_data
from loaders.problems import quoted_cell
from loaders.read.cells import BadCell
from loaders.read.grids import ERRORS, is_nothing
from loaders.sheets.cell_values import AskCode, value_of
from loaders.sheets.column_fit import likeliest_codes
from loaders.sheets.column_meaning import ColumnProposal, TableProposal
from loaders.sheets.date_styles import DAYS, QUARTER, Order, in_year, lacks_year, read_date, year_id
from loaders.sheets.entry_finder import EntryFinder
from loaders.sheets.numbers_elsewhere import NUMBER
from loaders.sheets.open_questions import code_choices
from loaders.sheets.possible_meanings import LEAVE_OUT, OTHER_NAMES, OWN, POST, Meaning, meanings
from loaders.sheets.row_keeper import LEAVE, SheetPosition

#: Behind the heading of an own field that keeps what a cell says in its own words.
AS_WRITTEN = " (as written)"
#: A year in the name of a file or a sheet; and so many years are offered for days without one.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
YEARS = 12
#: Columns of a table of ties that name its ends.
ENDS = ("from_id", "to_id")


def tying_columns(proposal: TableProposal) -> list[tuple[int, ColumnProposal, Meaning]]:
    """The columns that name the other end of a tie: their place, what they are, what they say."""
    choices = meanings(proposal.kind)
    return [
        (place, column, choices[column.meaning])
        for place, column in enumerate(proposal.columns)
        if column.meaning in choices and choices[column.meaning].tie
    ]


@cache
def _asked_of(kind: RelationshipType) -> tuple[Field, ...]:
    """The codes that every tie of a type has, which a sheet says for all of its rows."""
    return tuple(
        its for its in kind.fields if its.required and its.codes and its.name != "confidence"
    )


@cache
def _needed(kind: Type) -> tuple[Field, ...]:
    """The fields that every row of a kind has, but for those that an import says for all rows."""
    return tuple(
        its for its in kind.fields if its.required and its.name not in ("as_of", "confidence")
    )


def lacking(kind: Type, fields: Mapping[str, Value]) -> Iterator[Field]:
    """The fields that a row needs and does not have; when it was looked up and how sure it is, a
    sheet says for all of its rows.
    """
    return (its for its in _needed(kind) if its.name not in fields)


class FieldReader(EntryFinder):
    """Reads the fields of rows, and says what they lack."""

    _told_by: tuple[TableProposal | None, list[tuple[int, ColumnProposal, Meaning | None]]] = (
        None,
        [],
    )

    def fields(
        self, proposal: TableProposal, number: int, cells: tuple[str, ...]
    ) -> dict[str, Value] | None:
        """The fields of a row; None when a cell is wrong or must be asked about."""
        found: dict[str, Value] = {}
        own: dict[str, str] = {}
        whole = True
        for place, column, meaning in self.told_by(proposal):
            if not (cell := cells[place]):
                continue
            if column.meaning == OWN:
                whole &= self.own(proposal, column, number, cell, own)
                continue
            assert meaning is not None
            try:
                value = self.value(column, meaning, cell, number)
            except BadCell as bad:
                self.problem(proposal.table, number, column.heading, bad.code, bad.sentence, cell)
                whole = False
            else:
                if value is None and not is_nothing(cell):
                    whole &= self.answered_empty(meaning, cell)
                elif value is not None:
                    found[column.meaning] = value
                if self.answered(meaning, cell):
                    whole &= self.own(proposal, column, number, cell, own, AS_WRITTEN)
            if column.dates and (read := read_date(cell)) and read.style in (QUARTER, DAYS):
                own[f"{column.heading}{AS_WRITTEN}"] = cell
        if own:
            found["own_fields"] = own_fields_text(own)
        return found if whole else None

    def told_by(self, proposal: TableProposal) -> list[tuple[int, ColumnProposal, Meaning | None]]:
        """The columns that say a field of a row, with their places; None for an own field."""
        if self._told_by[0] is not proposal:
            choices = meanings(proposal.kind)
            found = [
                (place, column, choices.get(column.meaning))
                for place, column in enumerate(proposal.columns)
                if column.meaning not in (LEAVE_OUT, POST, OTHER_NAMES, NUMBER, *ENDS)
            ]
            self._told_by = proposal, [its for its in found if its[2] is None or not its[2].tie]
        return self._told_by[1]

    def own(
        self,
        proposal: TableProposal,
        column: ColumnProposal,
        number: int,
        cell: str,
        own: dict[str, str],
        more: str = "",
    ) -> bool:
        if cell in ERRORS or (why := personal_data(cell)):
            code = "spreadsheet-error" if cell in ERRORS else "personal-data"
            said = f"the spreadsheet shows {cell} here" if cell in ERRORS else why
            self.problem(proposal.table, number, column.heading, code, said, cell)
            return False
        if not is_nothing(cell):
            own[f"{column.heading}{more}"] = cell
        return True

    def value(
        self, column: ColumnProposal, meaning: Meaning, cell: str, number: int
    ) -> Value | None:
        its = meaning.field
        assert its is not None
        if its.kind == "date" and lacks_year(cell):
            year = self.asked.answer(year_id(column.heading))
            if not re.fullmatch(r"\d{4}", year):
                self.ask_year(column, cell, number)
                return None
            cell = in_year(cell, year)
        order: Order | None = column.dates.order if column.dates else None
        if column.dates and column.dates.asked and (read := read_date(cell)) and read.other:
            id = f"dates:{column.heading}"
            says = (
                f"“{column.heading}”: is {column.dates.example} written with the day or the month"
                " first?"
            )
            example = read_date(column.dates.example) or read
            choices = (
                ("day_first", f"day first: {example.iso}"),
                ("month_first", f"month first: {example.other}"),
            )
            self.asked.ask(id, says, choices, number)
            return None
        try:
            return value_of(its, cell, order)
        except AskCode:
            return self.code(its, cell, number)

    def ask_year(self, column: ColumnProposal, cell: str, number: int) -> None:
        """Ask of which year the days of a column are that do not say it: those first that the name
        of the file or another of its days says.
        """
        said = YEAR.findall(self.asked.file)
        said += [read[:4] for *_, read in column.dates.shown] if column.dates else []
        now = int(self.way.today[:4])
        years = [year for year in said if year.isdecimal() and int(year) <= now + 1]
        years += [str(year) for year in range(now, now - YEARS, -1)]
        says = f"“{column.heading}”: of which year is {quoted_cell(cell)}, and others without one?"
        choices = code_choices(dict.fromkeys(years))
        self.asked.ask(year_id(column.heading), says, choices, number)

    def code(self, its: Field, cell: str, number: int) -> Value | None:
        id = code_id(its, cell)
        answer = self.asked.answer(id)
        if answer in its.codes:
            return answer
        if answer != LEAVE_OUT:
            choices = (*code_choices(likeliest_codes(its, cell)), LEAVE)
            says = f"Which {its.heading.lower()} is meant by {quoted_cell(cell)}?"
            self.asked.ask(id, says, choices, number)
        return None

    def answered(self, meaning: Meaning, cell: str) -> bool:
        """Whether people had to tell which code a cell means: then what it says is kept, too."""
        its = meaning.field
        return (
            its is not None and its.kind == "code" and bool(self.asked.answer(code_id(its, cell)))
        )

    def answered_empty(self, meaning: Meaning, cell: str) -> bool:
        its = meaning.field
        return its is not None and self.asked.answer(code_id(its, cell)) == LEAVE_OUT

    def complete(
        self,
        proposal: TableProposal,
        kind: NodeType,
        number: int,
        fields: dict[str, Value],
        there: NodeRow | None = None,
    ) -> bool:
        """Whether a row has what its kind needs, or its entry that is `there` already; a code that
        no column gives is asked once.
        """
        for its in lacking(kind, fields):
            if there is not None and there.label == kind.label and its.name in there.fields:
                continue
            given = self.asked.answer(f"every:{kind.label}:{its.name}")
            if its.codes and given in its.codes:
                fields[its.name] = given
            elif its.codes:
                says = f"No column says the {its.heading.lower()} of these rows: which is it?"
                choices = code_choices(its.codes)
                self.asked.ask(f"every:{kind.label}:{its.name}", says, choices, number)
                return False
            else:
                heading = _heading_of(proposal, its.name)
                sentence = f"the row has no {its.heading.lower()}, which it needs"
                self.problem(proposal.table, number, heading, "empty-required", sentence)
                return False
        return True

    def tie(self, place: SheetPosition, id: str, meaning: Meaning, others: list[str]) -> None:
        assert meaning.tie is not None
        fields: dict[str, Value] = {}
        for its in _asked_of(meaning.tie) if others else ():
            every = f"every:{meaning.tie.name}:{its.name}"
            given = self.asked.answer(every)
            if given not in its.codes:
                says = f"No column says the {its.heading.lower()} of “{meaning.says}”:"
                self.asked.ask(every, f"{says} which is it?", code_choices(its.codes), place.row)
                return
            fields[its.name] = given
        for other in others:
            source, target = (id, other) if meaning.out else (other, id)
            self.put_tie(meaning.tie.name, source, target, fields, place)


def code_id(its: Field, cell: str) -> str:
    """The question which code of a field a cell means."""
    return f"code:{its.name}:{cell}"


def _heading_of(proposal: TableProposal, meaning: str) -> str:
    return next((its.heading for its in proposal.columns if its.meaning == meaning), meaning)
