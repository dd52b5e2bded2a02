"""The economy for which a new delegation speaks: proposed where its name says it, else asked, for
nobody else can tell later whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pycountry

from graph_model.resolver import economy_code
from graph_model.rows import NodeRow, RelationshipRow
from loaders.problems import quoted_cell
from loaders.sheets.open_questions import OpenQuestion
from loaders.sheets.possible_meanings import LEAVE_OUT
from loaders.sheets.row_keeper import RowKeeper, SheetPosition

#: How the id of a question begins that asks for the economy of one delegation.
SPEAKS_FOR = "speaks_for:Economy:"
#: One question about all whose name says it, and one about all whose name does not.
SAID, UNSAID = "speaks_for:said", "speaks_for:unsaid"
#: From so many on it is asked whether each is to be asked about.
MANY = 12
#: So many of them are named in a question about all.
NAMED = 4
OPEN = (LEAVE_OUT, "none, or it is not known: leave it open")
EACH = ("each", "ask me about each")


class SpokenFor(RowKeeper):
    """Finds for which economy new delegations speak."""

    def new_delegations(self, text: str) -> Iterator[tuple[str, str]]:
        """The choices that make a name a new delegation, first of the economies that it says."""
        for economy in sorted(self.economies_in(text)):
            yield f"new:Delegation:{economy}", f"a new delegation, of {self.economy_name(economy)}"
        yield "new:Delegation", "a new delegation; its economy is asked next"

    def economies_in(self, text: str) -> set[str]:
        """The economies that a name says, be they here or not: itself where it is one, as lists of
        delegations have it, else what stands before or behind it.
        """
        whole = economy_code(text)
        itself = self.names.meant(text, ("Economy",)).id or whole
        return {itself} if itself else self.names.places_in(text)

    def economy_name(self, code: str) -> str:
        """What an economy is called, be it here or not."""
        row = self.before.nodes.get(code) or self.made.rows.get(code)
        if isinstance(row, NodeRow):
            return row.name
        country = pycountry.countries.get(alpha_3=code.upper())
        return code if country is None else str(country.name)

    def economy_id(self, answer: str, place: SheetPosition) -> str:
        """The economy that an answer means: one that is there, or one of ISO 3166 that comes in
        with it; empty where it means none.
        """
        if self.names.label(answer) == "Economy":
            return answer
        code = economy_code(answer.removeprefix("new:"))
        held = self.names.meant(code, ("Economy",)).id if code else ""
        if held or not code:
            return held
        row = NodeRow("Economy", code, {"name": self.economy_name(code), "iso3": code.upper()})
        self.put(row, SheetPosition("", place.row))
        self.names.bring(row)
        return code

    def speak(self, id: str, answer: str, place: SheetPosition) -> bool:
        """Keep for which economy a delegation speaks, as was answered; whether that was told."""
        economy = self.economy_id(answer, place) if answer and answer != LEAVE_OUT else ""
        if economy:
            self.put_tie("REPRESENTS", id, economy, {}, place)
        return bool(economy) or answer == LEAVE_OUT

    def asked_whose(self, id: str, text: str, number: int, answer: str = "") -> bool:
        """Whether it is known for which economy a new delegation speaks that a cell names; asked
        where it is not.
        """
        question = f"{SPEAKS_FOR}{text}"
        told = answer or self.asked.answer(question)
        if id in self.before.nodes or self.speak(id, told, SheetPosition("", number)):
            return True
        says = f"For which economy does the new delegation {quoted_cell(text)} speak?"
        self.asked.ask(question, says, (*self.said_in(text), OPEN), number)
        return False

    def said_in(self, text: str) -> tuple[tuple[str, str], ...]:
        """The economies that a name says, to choose from."""
        return tuple((its, self.economy_name(its)) for its in sorted(self.economies_in(text)))

    def ask_whose(self, rows: Iterable[NodeRow]) -> None:
        """Ask for the economies of new delegations that are rows themselves: of those whose name
        says it all at once.
        """
        tied = {
            row.source
            for row in self.made.rows.values()
            if isinstance(row, RelationshipRow) and row.type == "REPRESENTS"
        }
        new = [row for row in rows if row.id not in self.before.nodes and row.id not in tied]
        said: list[NodeRow] = []
        unsaid: list[NodeRow] = []
        for row in new:
            one = len(self.economies_in(row.name)) == 1
            (said if one else unsaid).append(row)
        self.of_those(SAID, said, [("yes", "yes"), EACH, OPEN])
        if len(unsaid) > MANY:
            self.of_those(UNSAID, unsaid, [EACH, OPEN])
        else:
            for row in unsaid:
                self.of_each(row)

    def of_those(self, id: str, rows: list[NodeRow], choices: list[tuple[str, str]]) -> None:
        """Ask once about several new delegations, or follow what was answered."""
        answer = self.asked.answer(id)
        for row in rows if answer else ():
            if answer == "yes":
                (economy,) = self.economies_in(row.name)
                self.speak(row.id, economy, self.place_of(row))
            elif answer == EACH[0]:
                self.of_each(row)
        if answer or not rows:
            return
        waiting = {(place.file, place.row): None for place in map(self.place_of, rows)}
        self.asked.put(OpenQuestion(id, self.sentence(id, rows), tuple(choices), waiting))

    def sentence(self, id: str, rows: list[NodeRow]) -> str:
        first = [
            f"{row.name}: {', '.join(map(self.economy_name, self.economies_in(row.name)))}"
            if id == SAID
            else row.name
            for row in rows[:NAMED]
        ]
        more = f" and {len(rows) - NAMED:,} more" if len(rows) > NAMED else ""
        named = f"{'; '.join(first)}{more}"
        if id == SAID:
            return f"Do these new delegations speak for the economy that their name says? {named}"
        return f"For which economies do these new delegations speak? {named}"

    def of_each(self, row: NodeRow) -> None:
        place = self.place_of(row)
        self.asked.file = place.file
        self.asked_whose(row.id, row.name, place.row)

    def place_of(self, row: NodeRow) -> SheetPosition:
        place = self.made.places[row.id]
        return SheetPosition(place.file, place.row)
