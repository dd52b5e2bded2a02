"""Sheets of contacts: one row is a contact, who took part, whom it reached, what it was about,
where it was.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter

from graph_model.dates import as_date, span
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.schema import NodeType
from graph_model.vocabulary import SCHEMA
from loaders.check.contact_form import HAPPENED
from loaders.check.form_rows import joined_id, slug
from loaders.read.grids import is_nothing
from loaders.sheets.column_meaning import ColumnProposal, TableProposal
from loaders.sheets.field_reader import FieldReader, tying_columns
from loaders.sheets.heading_words import folded, headings
from loaders.sheets.numbers_elsewhere import RegisterNumber
from loaders.sheets.open_questions import OpenQuestion
from loaders.sheets.possible_meanings import LEAVE_OUT, OWN, POST, Meaning, meanings
from loaders.sheets.row_keeper import NOBODY, STRANGERS, SheetPosition

#: So many rows tell whose countries a column names.
LOOKED_AT = 200
#: The ties without which a row is no contact of ours.
BODIES = ("TOOK_PART_IN", "REACHED")


#: Headings of how far a contact came.
STATE = re.compile(r"\b(status|state|stand|estado|statut|etat|confirmed|held|took place)\b")
#: What is written for one that never was, folded.
NOT_HELD = re.compile(
    r"cancell?ed|called off|did not (take place|happen)|not held|postponed|annulee?|reportee?|"
    r"cancelad[oa]|suspendid[oa]|aplazad[oa]|pospuest[oa]|no se realizo|abgesagt|verschoben"
)
#: A day that is still to come is an appointment: the sheet brings it once it was.
TO_COME = "rows of a day that is still to come"
CALLED_OFF = "rows said to be called off"


class ContactMaker(FieldReader):
    """Makes contacts of rows."""

    #: The columns of the sheet that is read which name countries and say nothing else of them.
    countries: tuple[int, ...] = ()

    def contacts(self, proposal: TableProposal, kind: NodeType) -> None:
        """One row, one contact: who, with whom, when, about what, where."""
        tied = tying_columns(proposal)
        self.ask_strangers(proposal, tied)
        whole_list = any(id.startswith("strangers:") for id in self.asked.questions)
        every = self.for_every(proposal, {column.meaning for _, column, _ in tied})
        bodies = [its for its in tied if its[1].meaning in BODIES]
        others = [its for its in tied if its[1].meaning not in BODIES]
        in_columns = {code: [its[0] for its in bodies if its[1].meaning == code] for code in BODIES}
        self.countries = self.countries_in(proposal, bodies)
        times: Counter[str] = Counter()
        at_states = [place for place, its in enumerate(proposal.columns) if _says_state(its)]
        at_posts = [place for place, its in enumerate(proposal.columns) if its.meaning == POST]
        for number, cells in self.rows_of(proposal):
            if any(NOT_HELD.fullmatch(folded(cells[place])) for place in at_states):
                self.made.leave_out(CALLED_OFF, proposal.table.file, number)
                continue
            if any(
                places and all(is_nothing(cells[place]) for place in places)
                for places in in_columns.values()
            ):
                self.made.leave_out(NOBODY, proposal.table.file, number)
                continue  # whoever is on the other side, it is not asked
            ends: dict[str, list[str]] = {code: [id] for code, id in every.items()}
            self.told = self.told_for(proposal, tied, cells)
            sure = self.ends_in(proposal, bodies, number, cells, ends)
            if sure and not all(ends.get(code, True) for code in BODIES):
                self.made.leave_out(NOBODY, proposal.table.file, number)
                continue  # what else it says is nobody's business here
            if whole_list and not sure:
                continue  # first the one question about all of them
            sure &= self.ends_in(proposal, others, number, cells, ends)
            fields = self.fields(proposal, number, cells)
            if fields is None or not sure or not self.complete(proposal, kind, number, fields):
                continue
            posts = [cells[place] for place in at_posts]
            if span(str(fields["date"]))[0] > as_date(self.way.today):
                self.made.leave_out(TO_COME, proposal.table.file, number)
                continue
            self.contact(proposal, number, fields, ends, times, " ".join(filter(None, posts)))
            for name in self.told:
                of_us = meanings(kind)["TOOK_PART_IN"].labels
                if id := self.made.matched.get(name) or self.names.meant(name, of_us).id:
                    self.keep_numbers(name, id, number)

    def ends_in(
        self,
        proposal: TableProposal,
        tied: list[tuple[int, ColumnProposal, Meaning]],
        number: int,
        cells: tuple[str, ...],
        ends: dict[str, list[str]],
    ) -> bool:
        """Add the entries that the columns of a row name; whether all of them are certain."""
        sure = True
        for place, column, meaning in tied:
            cell = self.with_country(meaning, cells, cells[place])
            ids, certain = self.ids_in(proposal, column, meaning, number, cell)
            sure &= certain or not cell
            ends.setdefault(column.meaning, []).extend(ids)
        return sure

    def countries_in(
        self, proposal: TableProposal, bodies: list[tuple[int, ColumnProposal, Meaning]]
    ) -> tuple[int, ...]:
        """The columns that say of which country the delegations of a row are: not those of the
        seats of members, as the known ones among both tell.
        """
        of_bodies: dict[str, Counter[int]] = {code: Counter() for code in BODIES}
        found = countries_of(proposal)
        for _, cells in proposal.table.rows[:LOOKED_AT] if found else ():
            named = {its: self.names.named(cells[its], ("Economy",)) for its in found if cells[its]}
            for place, column, meaning in bodies:
                for part in self.names.parts(cells[place], meaning.labels) if cells[place] else ():
                    at = self.names.places(self.names.certain(part, meaning.labels).id)
                    of_bodies[column.meaning].update(
                        its for its, economies in named.items() if at & {*economies}
                    )
        seats, spoken_for = (of_bodies[code] for code in BODIES)
        return tuple(its for its in found if seats[its] <= spoken_for[its])

    def with_country(self, meaning: Meaning, cells: tuple[str, ...], cell: str) -> str:
        """The delegations of a cell with the country that the row says beside those that are not
        certain by their name: many governments have a ministry of trade.
        """
        if meaning.code != "REACHED" or not cell:
            return cell
        country = next((cells[its] for its in self.countries if cells[its]), "")
        if not country or not self.names.known(country, ("Economy",)):
            return cell
        parts = self.names.parts(cell, meaning.labels)
        if all(self.names.known(part, meaning.labels) for part in parts):
            return cell
        return "; ".join(
            part
            if self.names.known(part, meaning.labels) or self.names.places_in(part)
            else f"{part} ({country})"
            for part in parts
        )

    def told_for(
        self,
        proposal: TableProposal,
        tied: list[tuple[int, ColumnProposal, Meaning]],
        cells: tuple[str, ...],
    ) -> dict[str, list[RegisterNumber]]:
        """The numbers that a row gives for who took part, where each has one, in their order."""
        numbers = self.numbers_of(proposal, cells)
        if not numbers:
            return {}
        names = [
            name
            for place, column, meaning in tied
            if column.meaning == "TOOK_PART_IN"
            for name in self.names.parts(cells[place], meaning.labels)
        ]
        if len(names) != len(numbers):
            return {}
        return {name: [its] for name, its in zip(names, numbers, strict=True)}

    def for_every(self, proposal: TableProposal, there: set[str]) -> dict[str, str]:
        """Who of us, or with whom, where no column says it: it is one for all rows, and asked."""
        found: dict[str, str] = {}
        for code, label, says in (
            ("TOOK_PART_IN", "Member", "who of us they were of"),
            ("REACHED", "Delegation", "with whom they were"),
        ):
            if code in there:
                continue
            id = f"every:{code}:{proposal.table.sheet}"
            answer = self.asked.answer(id)
            if self.names.label(answer) == label:
                found[code] = answer
                continue
            rows = sorted(self.before.of(label), key=lambda row: row.name)
            choices = tuple((row.id, row.full_name) for row in rows)
            question = f"No column of {proposal.table.sheet} says {says}: which is it for all rows?"
            self.asked.ask_of_table(id, question, choices, proposal.table)
        return found

    def contact(
        self,
        proposal: TableProposal,
        number: int,
        fields: dict[str, Value],
        ends: dict[str, list[str]],
        times: Counter[str],
        roles: str = "",
    ) -> None:
        happened = HAPPENED.get(str(fields.get("kind")))
        if "outcome" not in fields and happened:
            fields["outcome"] = happened.outcome
        date, who = str(fields["date"]), sorted(ends.get("TOOK_PART_IN", []))
        told = json.dumps(
            [date, who, sorted(ends.get("REACHED", [])), sorted(ends.get("ABOUT", []))]
        )
        base = joined_id("c", date, hashlib.sha256(told.encode()).hexdigest()[:10])
        times[base] += 1
        id = base if times[base] == 1 else f"{base}_{times[base]}"
        place = SheetPosition(proposal.table.file, number)
        self.put(NodeRow("Engagement", id, fields), place)
        choices = meanings(proposal.kind)
        for code, ids in ends.items():
            self.tie(place, id, choices[code], ids)
        if role := roles.strip():
            self.official(role, ends.get("REACHED", []), place)

    def official(self, role: str, delegations: list[str], place: SheetPosition) -> None:
        """The post that was met, not the person who held it; private."""
        for delegation in delegations:
            id = joined_id("post", delegation, slug(role)[:80])
            fields = {"name": role, "role": role, "visibility": "private"}
            self.put(NodeRow("Representative", id, fields), place)
            private: dict[str, Value] = {"visibility": "private"}
            self.put(RelationshipRow("SERVES_IN", id, delegation, private), place)

    def ask_strangers(
        self, proposal: TableProposal, tied: list[tuple[int, ColumnProposal, Meaning]]
    ) -> None:
        """A register of others' contacts is not asked about name by name: one answer for all."""
        for place, column, meaning in tied:
            id = f"strangers:{column.heading}"
            if column.meaning not in BODIES or self.asked.answer(id):
                continue
            parts = {
                part
                for cell in set(proposal.table.column(place))
                for part in self.names.parts(cell, meaning.labels)
            }
            unknown = sum(not self.names.known(part, meaning.labels) for part in parts)
            if unknown <= STRANGERS or unknown <= 0.5 * len(parts):
                continue
            says = (
                f"{unknown:,} of {len(parts):,} names under “{column.heading}” are not in the"
                " graph. Is this a list of others' contacts, of which only ours come in?"
            )
            choices = (
                (LEAVE_OUT, "yes: leave out all names that are not in the graph"),
                ("ask", "no: ask about each name"),
            )
            self.asked.put(OpenQuestion(id, says, choices))

    def ask_constants(self) -> None:
        """A list of others is asked about as a whole; its single names only if people want that."""
        held = {id for id in self.asked.questions if id.startswith("strangers:")}
        for id in held:
            heading = id.removeprefix("strangers:")
            start = f"“{heading}”: which "
            single = [
                its
                for its, question in self.asked.questions.items()
                if question.says.startswith(start)
            ]
            self.asked.ask_as_one(id, single)


def _says_state(column: ColumnProposal) -> bool:
    """Whether a column says how far a contact came: by its heading, or as what came of it."""
    return column.meaning == "outcome" or (
        column.meaning == OWN and bool(STATE.search(folded(column.heading)))
    )


def countries_of(proposal: TableProposal) -> tuple[int, ...]:
    """The columns of a sheet of contacts that name countries and say nothing else of them."""
    words = headings(SCHEMA.by_label["Delegation"], "REPRESENTS")
    return tuple(
        place
        for place, column in enumerate(proposal.columns)
        if column.meaning == OWN and folded(column.heading) in words
    )
