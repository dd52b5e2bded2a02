"""Nodes and edges of other programs (Kumu, Gephi, networkx, Cytoscape): what their types are here
is asked once a type, and what their ties are once for each pair of labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_model.resolver import Resolution
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.vocabulary import SCHEMA
from loaders.problems import quoted_cell
from loaders.read.cells import IDENTIFIER
from loaders.sheets.heading_words import folded
from loaders.sheets.network_finder import (
    KEYS,
    NAMED,
    SEVERAL,
    TIE_TYPES,
    TYPES,
    NetworkTables,
    column_of,
    ends_of,
)
from loaders.sheets.network_texts import entry_texts, kept_texts, tie_texts, with_both
from loaders.sheets.open_questions import code_choices, needed_code
from loaders.sheets.row_keeper import LEAVE, SheetPosition
from loaders.sheets.row_maker import RowMaker
from loaders.sheets.table_finder import SheetTable

#: What an entry of another program may be here.
LABELS = (
    "Member",
    "Delegation",
    "Venue",
    "Agreement",
    "Issue",
    "Event",
    "Economy",
    "Representative",
)
#: Columns that say how a tie is drawn, and nothing of what it is.
PLAIN_TYPES = ("directed", "undirected", "mutual", "mixed")
LISTED_TWICE = "entries that are listed again under the same name, of which the first is kept"
#: What programs number entries by, and nobody would call them: 7, n7 (GraphML), node_7.
COUNTED = re.compile(r"(n|v|node|vertex)?_?\d+")


@dataclass
class NetworkElement:
    """One entry of another program, and what became of it here."""

    key: str
    name: str
    kind: str
    place: SheetPosition
    texts: dict[str, str] = field(default_factory=dict)
    id: str = ""
    label: str = ""
    #: Whether people left out all of its type.
    out: bool = False


def make_network(making: RowMaker, found: NetworkTables) -> None:
    """Put the rows of a network into what is being made."""
    _NetworkMaker(making, found).make()


class _NetworkMaker:
    def __init__(self, making: RowMaker, found: NetworkTables) -> None:
        self.making, self.found = making, found
        self.elements: dict[str, NetworkElement] = {}

    def make(self) -> None:
        for table in self.found.elements:
            for element in self.read(table):
                if element.key in self.elements:
                    self.making.made.counts[LISTED_TWICE] += 1
                    self.making.made.stays.add(element.place)
                    continue
                self.elements[element.key] = element
                self.elements.setdefault(element.name, element)
        for element in {id(its): its for its in self.elements.values()}.values():
            self.entry(element)
        for table in self.found.connections:
            self.ties(table)

    def read(self, table: SheetTable) -> Iterator[NetworkElement]:
        key, name, kind = (
            column_of(table, *KEYS),
            column_of(table, *NAMED),
            column_of(table, *TYPES),
        )
        used = {place for place in (key, name, kind) if place is not None}
        for number, cells in table.rows:
            held = cells[key] if key is not None else ""
            label = (cells[name] if name is not None else "") or held
            texts = entry_texts(table, cells, used)
            its = cells[kind] if kind is not None else ""
            if not label:
                self.leave("rows without a name", SheetPosition(table.file, number))
            else:
                yield NetworkElement(
                    held or label, label, its, SheetPosition(table.file, number), texts
                )

    def leave(self, reason: str, place: SheetPosition) -> None:
        """Count what stays out; its row, too, where nothing else of it comes in."""
        self.making.made.counts[reason] += 1
        self.making.made.aside.add(place)

    # ------------------------------------------------------------ entries

    def entry(self, element: NetworkElement) -> None:
        """What an entry of theirs is here; asked once for its type."""
        making = self.making
        making.asked.file = element.place.file
        question = f"type:{element.kind}"
        named = folded(element.kind)
        own = next(
            (
                its.label
                for its in SCHEMA.nodes
                if named in (its.label.lower(), its.singular, folded(its.plural))
            ),
            "",
        )
        label = making.asked.answer(question) or own
        if label == LEAVE[0]:
            element.out = True
            self.leave(f"entries {_of_type(element.kind)} left out", element.place)
            return
        if label not in SCHEMA.by_label:
            says = (
                f"What are the entries of type {quoted_cell(element.kind)}?"
                if element.kind
                else "What are the entries without a type?"
            )
            choices = (*((its, SCHEMA.by_label[its].plural.lower()) for its in LABELS), LEAVE)
            making.asked.ask(question, says, choices, element.place.row)
            return
        element.label = label
        self.keep(element)

    def meant(self, name: str, labels: tuple[str, ...]) -> Resolution:
        """The entry that a name means; in a network a number counts entries, and is no economy's
        code.
        """
        return Resolution("") if name.isdigit() else self.making.names.meant(name, labels)

    def keep(self, element: NetworkElement) -> None:
        making, label = self.making, element.label
        found = self.meant(element.name, (label,))
        if found.id and found.id in making.before.nodes:
            element.id = found.id
            making.made.matched[element.name] = found.id
            if making.before.nodes[found.id].dataset != making.way.dataset:
                making.made.stays.add(element.place)
                return
        fields: dict[str, Value] = {"name": element.name}
        if needed := needed_code(SCHEMA.by_label[label]):
            given = self.code_of_all(element, needed)
            if not given:
                return
            fields[needed] = given
        fields |= kept_texts(element.texts)
        usable = IDENTIFIER.fullmatch(element.key) and not COUNTED.fullmatch(element.key)
        free = usable and not making.names.label(element.key)
        element.id = element.id or (
            element.key
            if free and element.key != element.name
            else making.new_id(label, element.name)
        )
        if label == "Representative":
            fields["visibility"] = "private"
        row = NodeRow(label, element.id, fields)
        making.put(row, element.place)
        making.names.bring(row)

    def code_of_all(self, element: NetworkElement, needed: str) -> str:
        """The code that all entries of a type have in a field that they need, as was answered;
        empty, and asked about, while it was not.
        """
        making, label = self.making, element.label
        its = next(its for its in SCHEMA.by_label[label].fields if its.name == needed)
        question = f"every:{label}:{needed}:{element.kind}"
        given = making.asked.answer(question)
        if not its.codes:
            self.leave(f"entries without {its.heading.lower()}, left out", element.place)
            return ""
        if given in its.codes:
            return given
        what = f"Which {its.heading.lower()} are the entries of type {quoted_cell(element.kind)}?"
        making.asked.ask(question, what, code_choices(its.codes), element.place.row)
        return ""

    # ------------------------------------------------------------ ties

    def ties(self, table: SheetTable) -> None:
        """One row may be several ties: bars part several ends."""
        start, end = ends_of(table)
        kind = column_of(table, *TIE_TYPES)
        used = {start, end, *([kind] if kind is not None else [])}
        for number, cells in table.rows:
            self.making.asked.file = table.file  # an end may stand in another table
            its = cells[kind] if kind is not None else ""
            its = "" if its.lower() in PLAIN_TYPES else its
            place = SheetPosition(table.file, number)
            texts = tie_texts(table, cells, used, PLAIN_TYPES)
            for one in SEVERAL.split(cells[start]):
                for other in SEVERAL.split(cells[end]):
                    self.tie(self.end(one, place), self.end(other, place), its, texts, place)

    def end(self, name: str, place: SheetPosition) -> NetworkElement | None:
        """An end of a tie; one that no table lists is an entry without a type, or one of ours."""
        if name in self.elements:
            return self.elements[name]
        found = self.meant(name, LABELS)
        element = NetworkElement(name, name, "", place)
        self.elements[name] = element
        if found.id:
            element.id, element.label = found.id, self.making.names.label(found.id)
            self.making.made.matched[name] = found.id
        elif name:
            self.entry(element)
        return element if name else None

    def tie(
        self,
        one: NetworkElement | None,
        other: NetworkElement | None,
        kind: str,
        texts: dict[str, str],
        place: SheetPosition,
    ) -> None:
        if not one or not other or not one.id or not other.id:
            if (one and one.out) or (other and other.out):
                self.leave("ties of entries that are left out", place)
            elif one and other and one.label and other.label:  # neither is asked about any more
                self.leave("ties with one end missing", place)
            else:
                self.making.made.waits.add(place)
            return
        question = f"ties:{kind}:{one.label}:{other.label}"
        answer = self.making.asked.answer(question) or _named(kind, one.label, other.label)
        if answer == LEAVE[0]:
            self.leave(f"ties {kind or 'without a kind'} left out", place)
            return
        possible = _possible(one.label, other.label)
        if answer not in possible:
            self.ask(question, kind, one, other, place.row)
            return
        name = answer.strip("<>")
        source, target = (one.id, other.id) if answer.endswith(">") else (other.id, one.id)
        fields = self.codes_of_ties(name, kind or name, place.row)
        if fields is not None:
            row = RelationshipRow(name, source, target, fields | kept_texts(texts))
            self.put(row, place)

    def put(self, row: RelationshipRow, place: SheetPosition) -> None:
        """Keep a tie; there is one of a kind between two, with what all of the file say of it."""
        making = self.making
        held = making.made.rows.get(row.key)
        if isinstance(held, RelationshipRow) and making.made.places[row.key] != place:
            making.made.counts["ties that are said more than once, kept as one"] += 1
            making.made.stays.add(place)
            row = RelationshipRow(row.type, row.source, row.target, with_both(held, row.fields))
        making.put(row, place)

    def codes_of_ties(self, name: str, called: str, number: int) -> dict[str, Value] | None:
        """The codes that every tie of a type needs, as was answered; None, and asked about, while
        one was not.
        """
        fields: dict[str, Value] = {}
        for its in SCHEMA.by_name[name].fields:
            if its.required and its.codes and its.name != "confidence":
                every = f"every:{name}:{its.name}"
                given = self.making.asked.answer(every)
                if given not in its.codes:
                    says = f"No column says the {its.heading.lower()} of “{called}”: which is it?"
                    self.making.asked.ask(every, says, code_choices(its.codes), number)
                    return None
                fields[its.name] = given
        return fields

    def ask(
        self, question: str, kind: str, one: NetworkElement, other: NetworkElement, number: int
    ) -> None:
        choices = tuple(_possible(one.label, other.label).items())
        pair = f"{SCHEMA.by_label[one.label].singular} → {SCHEMA.by_label[other.label].singular}"
        undated = (
            " A contact of a member with a delegation needs its day; ties without one stay out."
            if {one.label, other.label} == {"Member", "Delegation"}
            else ""
        )
        says = (
            f"What does a tie {quoted_cell(kind) if kind else 'without a kind'} say ({pair}, such"
            f" as {quoted_cell(one.name)} → {quoted_cell(other.name)})?{undated}"
        )
        self.making.asked.ask(question, says, (*choices, LEAVE), number)


def _possible(one: str, other: str) -> dict[str, str]:
    """What a tie between two labels can say here, either end first."""
    found = {}
    for tie in SCHEMA.relationships:
        if (one, other) in tie.ends:
            found[f"{tie.name}>"] = f"the first {tie.says} the second"
        if (other, one) in tie.ends:
            found[f"<{tie.name}"] = f"the second {tie.says} the first"
    return found


def _of_type(kind: str) -> str:
    return f"of type “{kind}”" if kind else "without a type"


def _named(kind: str, one: str, other: str) -> str:
    """The tie that is called so, where its ends fit one way only."""
    word = folded(kind)
    found = [
        code
        for code in _possible(one, other)
        for tie in [SCHEMA.by_name[code.strip("<>")]]
        if word and word in (folded(tie.name), folded(tie.says))
    ]
    return found[0] if len(found) == 1 else ""
