"""From the names in a cell to the entries that they mean: certain, answered, new, or asked
about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from graph_model.resolver import economy_code
from graph_model.rows import NodeRow, Value
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import slug
from loaders.problems import quoted_cell
from loaders.read.grids import ERRORS, is_nothing
from loaders.sheets.column_meaning import ColumnProposal, TableProposal
from loaders.sheets.kept_decisions import spelling
from loaders.sheets.numbers_elsewhere import NUMBER, RegisterNumber, listing, numbers_in
from loaders.sheets.open_questions import needed_code, new_choices
from loaders.sheets.possible_meanings import LEAVE_OUT, Meaning
from loaders.sheets.row_keeper import LEAVE, SheetPosition
from loaders.sheets.spellings import run_together
from loaders.sheets.spoken_for import SpokenFor


class EntryFinder(SpokenFor):
    """Finds the entries that cells name."""

    #: The numbers that the row in hand gives for names of its cells.
    told: Mapping[str, Sequence[RegisterNumber]] = MappingProxyType({})
    #: What cells name for certain, whichever row they stand in, and how much was brought by then.
    _settled: dict[tuple[tuple[str, ...], str, str], list[str]]
    _settled_at = -1

    def numbers_of(self, proposal: TableProposal, cells: tuple[str, ...]) -> list[RegisterNumber]:
        """The numbers in registers of others that a row gives."""
        if NUMBER not in proposal.meant:
            return []
        return [
            number
            for column, cell in zip(proposal.columns, cells, strict=True)
            if column.meaning == NUMBER
            for number in numbers_in(cell)
        ]

    def by_number(self, text: str, labels: tuple[str, ...], number: int) -> str:
        """The entry that has the number which the row gives for a name that means none for
        certain; the name is kept as another one of it.
        """
        known = {self.names.by_number.get(its, "") for its in self.told.get(text, ())} - {""}
        id = known.pop() if len(known) == 1 else ""
        if self.names.label(id) not in labels:
            return ""
        self.made.matched[text] = id
        self.spelt(text, id, labels, number)
        return id

    def keep_numbers(self, text: str, id: str, number: int) -> None:
        """Keep the numbers that a row gives for a name beside its entry; where one is another's,
        that is said.
        """
        for told in self.told.get(text, ()):
            other, (scheme, of_it) = self.names.by_number.setdefault(told, id), told
            if other != id:
                self.made.differing.append(
                    f"row {number}: {quoted_cell(text)} is {self.said(id)}, but {scheme} {of_it}"
                    f" is kept as {self.said(other)}"
                )
                continue
            row, tie = listing(id, told, text)
            there = self.before.nodes.get(row.id)
            if there is None or there.dataset == self.way.dataset:
                self.put(row, SheetPosition("", number))
                self.put(tie, SheetPosition("", number))

    def ids_in(
        self,
        proposal: TableProposal,
        column: ColumnProposal,
        meaning: Meaning,
        number: int,
        cell: str,
    ) -> tuple[list[str], bool]:
        """The entries that a cell names, and whether all of them are certain."""
        if self._settled_at != self.names.brought:
            self._settled, self._settled_at = {}, self.names.brought
        key = (meaning.labels, column.heading, cell)
        if not self.told and (settled := self._settled.get(key)) is not None:
            return settled, True
        counted = self.made.counts.total()
        found, sure = self._ids_in(proposal, column, meaning, number, cell)
        if sure and not self.told and self.made.counts.total() == counted:
            self._settled[key] = found
        return found, sure

    def _ids_in(
        self,
        proposal: TableProposal,
        column: ColumnProposal,
        meaning: Meaning,
        number: int,
        cell: str,
    ) -> tuple[list[str], bool]:
        if cell in ERRORS:
            said = f"the spreadsheet shows {cell} here; mend its formula"
            self.problem(proposal.table, number, column.heading, "spreadsheet-error", said, cell)
            return [], False
        if is_nothing(cell):
            return [], True
        whole = self.answer_for_name(meaning.labels, cell)
        parts = (cell,) if whole else self.names.parts(cell, meaning.labels)
        if len(parts) > 1:
            self.made.splits[cell] = parts
        found, sure = [], True
        for part in parts:
            id = self.named(part, meaning, column.heading, number)
            if id:
                found.append(id)
            elif id is None:
                sure = False
        return list(dict.fromkeys(found)), sure

    def named(self, text: str, meaning: Meaning, heading: str, number: int) -> str | None:
        """The id that a name means; empty when it is to be left out, None when it must be asked."""
        labels = meaning.labels
        answer = self.names.now(self.answer_for_name(labels, text))
        if answer == LEAVE_OUT:
            return ""
        if answer.startswith("new:"):
            of_economy = meaning.tie is not None and meaning.tie.name == "REPRESENTS"
            return self.new_entry(text, answer, number, of_economy)
        strangers = self.asked.answer(f"strangers:{heading}") == LEAVE_OUT
        # of thousands of strangers it is not asked who is near
        found = self.names.certain(text, labels) if strangers else self.names.meant(text, labels)
        if answer and self.names.label(answer) in labels:
            self.made.matched[text] = answer
            if not found.id:
                self.spelt(text, answer, labels, number)
            return answer
        if found.id:
            if text != found.id:
                self.made.matched[text] = found.id
            return found.id
        if id := self.by_number(text, labels, number):
            return id
        if strangers:
            self.made.counts[f"names under “{heading}” that are not ours"] += 1
            return ""
        near = tuple((id, self.said(id)) for id in found.near)
        what = " or ".join(SCHEMA.by_label[label].singular for label in labels)
        says = f"“{heading}”: which {what} is {quoted_cell(text)}?"
        choices = (*near, *self.new_ones(text, labels), LEAVE)
        first = self._first_spelling.setdefault((labels, run_together(text)), text)
        self.asked.ask(name_question(labels, first), says, choices, number)
        return None

    def answer_for_name(self, labels: tuple[str, ...], text: str) -> str:
        """What was answered for a name, or for the same one in other capitals or with other signs:
        neither is asked about by itself.
        """
        if answer := self.asked.answer(name_question(labels, text)):
            return answer
        if not self._answered:
            return ""
        other = self._answered.get(("/".join(labels), run_together(text)))
        return self.asked.answer(other) if other else ""

    @cached_property
    def _answered(self) -> dict[tuple[str, str], str]:
        """The questions about names that are answered, by their labels and what they fold to."""
        parted = (id.split(":", 2) for id in self.asked.answers)
        return {
            (its[1], run_together(its[2])): ":".join(its)
            for its in parted
            if its[0] == "name" and len(its) == 3
        }

    @cached_property
    def _first_spelling(self) -> dict[tuple[tuple[str, ...], str], str]:
        """The spelling under which a name was asked about first."""
        return {}

    def spelt(self, text: str, id: str, labels: tuple[str, ...], number: int) -> None:
        """Keep a spelling that was answered as another name, so that nobody is asked again; a name
        that several have is none of one alone.
        """
        if len(self.names.named(text, labels)) < 2:
            many = self.names.many_have(text, id)
            for row in spelling(self.before, self.entry_of(id), text, many):
                self.put(row, SheetPosition("", number))

    def entry_of(self, id: str) -> NodeRow | None:
        """An entry that is there, or that the sheets bring."""
        row = self.before.nodes.get(id) or self.made.rows.get(id)
        return row if isinstance(row, NodeRow) else None

    def said(self, id: str) -> str:
        row = self.entry_of(id)
        return f"{row.full_name} ({id})" if row is not None else id

    def new_ones(self, text: str, labels: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        """The choices that make a name a new entry of these labels."""
        for label in labels:
            yield from self.new_delegations(text) if label == "Delegation" else new_choices(label)

    def new_entry(self, text: str, answer: str, number: int, of_economy: bool) -> str | None:
        """The new entry that a name was said to be; None while it is asked for which economy it
        speaks, unless its tie says it.
        """
        _, label, *code = answer.split(":")
        id = self.names.meant(text, (label,)).id
        if not id:
            id = self.brought(text, label, code, number)
            self.from_cells.add(id)
        if label != "Delegation" or of_economy or id not in self.from_cells:
            return id
        return id if self.asked_whose(id, text, number, "".join(code)) else None

    def brought(self, text: str, label: str, code: list[str], number: int) -> str:
        """Keep a new entry; its id."""
        kind = SCHEMA.by_label[label]
        fields: dict[str, Value] = {"name": text}
        if code and (needed := needed_code(kind)):
            fields[needed] = code[0]
        if label == "Economy" and (iso3 := economy_code(text)):
            fields["iso3"] = iso3.upper()
        row = NodeRow(label, self.new_id(label, text), fields)
        self.put(row, SheetPosition("", number))
        self.names.bring(row)
        return row.id

    def new_id(self, label: str, text: str) -> str:
        """An id made of a name: letters, digits and _, whatever its script."""
        kind = SCHEMA.by_label[label].file
        base = (economy_code(text) if label == "Economy" else "") or slug(text)
        if len(base) < 2 or base.isdigit():
            base = f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        taken = self.names.label(base)
        if not taken:
            return base
        numbers = (f"{base[:100]}_{kind}", *(f"{base[:100]}_{kind}_{n}" for n in range(2, 10_000)))
        return next(id for id in numbers if not self.names.label(id))


def name_question(labels: tuple[str, ...], text: str) -> str:
    return f"name:{'/'.join(labels)}:{text}"


def asked_labels(id: str) -> tuple[str, ...]:
    """The labels of the entries of which a question asks which one is meant; none where it asks
    something else.

    >>> asked_labels(name_question(("Issue", "Agreement"), "privacy")), asked_labels("code:kind:x")
    (('Issue', 'Agreement'), ())
    >>> asked_labels("speaks_for:Economy:Ministry of Trade"), asked_labels("speaks_for:said")
    (('Economy',), ())
    """
    what, _, rest = id.partition(":")
    labels, parted, _ = rest.partition(":")
    return tuple(labels.split("/")) if parted and what in ("name", "same", "speaks_for") else ()
