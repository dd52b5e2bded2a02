"""From tables and their meanings to rows of the graph: one row of a sheet may bring many. What is
wrong is said by row and column as the sheet shows them, and what is not certain is asked.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from graph_model.own_fields import own_fields
from graph_model.progress import Watch
from graph_model.rows import Fields, Key, NodeRow, RelationshipRow, Value
from graph_model.schema import Field, NodeType, RelationshipType
from graph_model.search import plain
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.contact import HAPPENED
from loaders.check.forms import joined_id, personal, proven, slug
from loaders.check.rows import Standing
from loaders.problems import Problem, quoted
from loaders.read.cells import IDENTIFIER, Bad, write_cell
from loaders.read.grids import ERRORS, NOTHING
from loaders.sheets.asked import Asked, needed_code, new_choices
from loaders.sheets.dates import Order, read_date
from loaders.sheets.find import Found
from loaders.sheets.meaning import LEAVE_OUT, OWN, POST, Column, Meaning, Proposal, meanings
from loaders.sheets.names import Names, economy_code
from loaders.sheets.values import AskCode, value_of

#: Names as like as this are asked about: the same, or another?
DOUBLE = 88.0
#: So many unknown names in one column, more than the known ones, and the file is a list of others.
STRANGERS = 25
#: Progress is told every so many rows.
TOLD = 500
#: Fields about a row, not about the entry: no difference worth telling.
BESIDE = ("name", "as_of", "confidence", "visibility", "note", "source_url", "own_fields")
LEAVE = (LEAVE_OUT, "leave it out")

Row = NodeRow | RelationshipRow


@dataclass(frozen=True)
class Way:
    """How an import is done: the dataset, the day, who may see the rows."""

    dataset: str
    today: str
    visibility: str = "coalition"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sheets a row of the graph comes from."""

    file: str
    row: int


@dataclass
class Made:
    """The rows that sheets bring, with their places, and what is to be said of them."""

    rows: dict[str | Key, Row] = field(default_factory=dict)
    places: dict[object, Standing] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    splits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matched: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)


class Making:
    """Makes the rows of several tables that belong together."""

    def __init__(self, names: Names, before: Snapshot, way: Way, asked: Asked) -> None:
        self.names, self.before, self.way, self.asked = names, before, way, asked
        self.made = Made()
        self.watch, self.total = Watch(), 0
        self.alike_fields: dict[tuple[tuple[str, Value], ...], dict[str, Value]] = {}
        self.proofs: dict[str, dict[str, Value]] = {}
        self.ids: dict[tuple[str, int], str] = {}
        self.there = {tie.key: tie for tie in before.relationships}

    def make(self, proposals: list[Proposal], watch: Watch) -> Made:
        """Entries first, for ties may name those of any table."""
        self.watch, self.total = watch, sum(len(its.table.rows) for its in proposals)
        for proposal in proposals:
            self.too_long(proposal.table)
            if isinstance(proposal.kind, NodeType) and not _is_contact(proposal):
                self.entries(proposal, proposal.kind)
        for proposal in proposals:
            if isinstance(proposal.kind, RelationshipType):
                self.relationships(proposal, proposal.kind)
            elif _is_contact(proposal):
                self.contacts(proposal, proposal.kind)
            else:
                self.ties_of(proposal)
        self.ask_constants()
        return self.made

    def too_long(self, table: Found) -> None:
        wide = len(table.headings)
        for number, cells in table.too_long:
            over = cells - wide
            words = "one cell" if over == 1 else f"{over} cells"
            sentence = f"{words} too many under {wide} headings; is a comma without quotes?"
            self.problem(table, number, "", "row-too-long", sentence)

    # ------------------------------------------------------------ cells

    def problem(
        self, table: Found, row: int, column: str, code: str, sentence: str, cell: str = ""
    ) -> None:
        self.made.problems.append(Problem(table.file, row, column, code, sentence, cell[:200]))

    def rows_of(self, proposal: Proposal) -> Iterator[tuple[int, tuple[str, ...]]]:
        long = {number for number, _ in proposal.table.too_long}
        for place, row in enumerate(proposal.table.rows):
            if place % TOLD == 0:
                self.watch.tell("match", place, self.total)
            if row[0] not in long:
                yield row

    def fields(
        self, proposal: Proposal, number: int, cells: tuple[str, ...]
    ) -> dict[str, Value] | None:
        """The fields of a row; None when a cell is wrong or must be asked about."""
        found: dict[str, Value] = {}
        own: dict[str, str] = {}
        choices, whole = meanings(proposal.kind), True
        for column, cell in zip(proposal.columns, cells, strict=True):
            if column.meaning in (LEAVE_OUT, POST) or not cell:
                continue
            if column.meaning == OWN:
                whole &= self.own(proposal, column, number, cell, own)
                continue
            meaning = choices[column.meaning]
            if meaning.tie or column.meaning in ENDS:
                continue
            try:
                value = self.value(column, meaning, cell, number)
            except Bad as bad:
                self.problem(proposal.table, number, column.heading, bad.code, bad.sentence, cell)
                whole = False
            else:
                if value is None and cell.lower() not in NOTHING:
                    whole &= self.answered_empty(meaning, cell)
                elif value is not None:
                    found[column.meaning] = value
            if column.dates and (read := read_date(cell)) and read.style.startswith("quarter"):
                own[f"{column.heading} (as written)"] = cell
        if own:
            found["own_fields"] = json.dumps(own, ensure_ascii=False, sort_keys=True)
        return found if whole else None

    def own(
        self, proposal: Proposal, column: Column, number: int, cell: str, own: dict[str, str]
    ) -> bool:
        if cell in ERRORS or (why := personal(cell)):
            code = "spreadsheet-error" if cell in ERRORS else "personal-data"
            said = f"the spreadsheet shows {cell} here" if cell in ERRORS else why
            self.problem(proposal.table, number, column.heading, code, said, cell)
            return False
        if cell.lower() not in NOTHING:
            own[column.heading] = cell
        return True

    def value(self, column: Column, meaning: Meaning, cell: str, number: int) -> Value | None:
        its = meaning.field
        assert its is not None
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

    def code(self, its: Field, cell: str, number: int) -> Value | None:
        id = f"code:{its.name}:{cell}"
        answer = self.asked.answer(id)
        if answer in its.codes:
            return answer
        if answer != LEAVE_OUT:
            choices = (*((code, code.replace("_", " ")) for code in its.codes), LEAVE)
            says = f"Which {its.heading.lower()} is meant by {quoted(cell)}?"
            self.asked.ask(id, says, choices, number)
        return None

    def answered_empty(self, meaning: Meaning, cell: str) -> bool:
        return (
            bool(meaning.field)
            and self.asked.answer(f"code:{meaning.field.name if meaning.field else ''}:{cell}")
            == LEAVE_OUT
        )

    # ------------------------------------------------------------ names

    def ids_in(
        self, proposal: Proposal, column: Column, meaning: Meaning, number: int, cell: str
    ) -> tuple[list[str], bool]:
        """The entries that a cell names, and whether all of them are certain."""
        if cell in ERRORS:
            said = f"the spreadsheet shows {cell} here; mend its formula"
            self.problem(proposal.table, number, column.heading, "spreadsheet-error", said, cell)
            return [], False
        if cell.lower() in NOTHING:
            return [], True
        whole = self.asked.answer(_name_id(meaning.labels, cell))
        parts = (cell,) if whole else self.names.parts(cell, meaning.labels)
        if len(parts) > 1:
            self.made.splits[cell] = parts
        found, sure = [], True
        for part in parts:
            id = self.named(part, meaning.labels, column.heading, number)
            if id:
                found.append(id)
            elif id is None:
                sure = False
        return list(dict.fromkeys(found)), sure

    def named(self, text: str, labels: tuple[str, ...], heading: str, number: int) -> str | None:
        """The id that a name means; empty when it is to be left out, None when it must be asked."""
        answer = self.asked.answer(_name_id(labels, text))
        if answer == LEAVE_OUT:
            return ""
        if answer.startswith("new:"):
            return self.new_entry(text, answer, number)
        if answer and self.names.label(answer) in labels:
            self.made.matched[text] = answer
            return answer
        found = self.names.meant(text, labels)
        if found.id:
            if text != found.id:
                self.made.matched[text] = found.id
            return found.id
        if self.asked.answer(f"strangers:{heading}") == LEAVE_OUT:
            self.made.counts[f"names under “{heading}” that are not ours"] += 1
            return ""
        near = tuple((id, self.said(id)) for id in found.near)
        what = " or ".join(SCHEMA.by_label[label].singular for label in labels)
        says = f"“{heading}”: which {what} is {quoted(text)}?"
        choices = (*near, *new_choices(labels), LEAVE)
        self.asked.ask(_name_id(labels, text), says, choices, number)
        return None

    def said(self, id: str) -> str:
        row = self.before.nodes.get(id) or self.made.rows.get(id)
        return f"{row.full_name} ({id})" if isinstance(row, NodeRow) else id

    def new_entry(self, text: str, answer: str, number: int) -> str:
        _, label, *code = answer.split(":")
        known = self.names.meant(text, (label,))
        if known.id:
            return known.id
        kind = SCHEMA.by_label[label]
        fields: dict[str, Value] = {"name": text}
        if code and (needed := needed_code(kind)):
            fields[needed] = code[0]
        row = NodeRow(label, self.new_id(label, text), fields)
        self.put(row, Place("", number))
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

    # ------------------------------------------------------------ rows

    def put(self, row: Row, place: Place) -> None:
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
            # of many ties all fields are alike: they are kept once
            alike = self.alike_fields.setdefault(tuple(given.items()), given)
            self.made.rows[key] = RelationshipRow(
                row.type, row.source, row.target, alike, self.way.dataset
            )
        self.made.places.setdefault(key, place)

    def given(self, fields: Fields, there: Row | None) -> dict[str, Value]:
        """The fields with their provenance; a row that says nothing new keeps its day."""
        url = str(fields.get("source_url", ""))
        proof = self.proofs.get(url)
        if proof is None:
            proof = proven(self.way.today, url, self.way.visibility)
            if len(self.proofs) < TOLD:
                self.proofs[url] = proof
        if there is not None:
            proof = {name: its for name, its in proof.items() if name not in there.fields}
            changed = any(there.fields.get(name) != its for name, its in fields.items())
            if changed:
                proof["as_of"] = self.way.today
        return {**proof, **fields}

    def foreign(self, row: Row, there: Row, place: Place) -> None:
        """A row that another dataset brought is theirs: what the sheet says otherwise is shown, and
        stands beside it with the sheet's own fields.
        """
        self.made.counts["rows that are there already, from another dataset"] += 1
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
                f"{there.name}: {name} is {quoted(str(value))} in the sheet and"
                f" {quoted(theirs)} in dataset '{there.dataset}', which stays"
            )
        if beside and row.label in SCHEMA.by_name["LISTED_AS"].sources:
            self.listing(row, there, beside, place)

    def listing(self, row: NodeRow, there: NodeRow, beside: dict[str, str], place: Place) -> None:
        """What the sheet says of an entry of another dataset."""
        told = json.dumps(beside, ensure_ascii=False, sort_keys=True)
        fields: dict[str, Value] = {
            "scheme": self.way.dataset,
            "number": there.id,
            "title": row.text("name") or there.name,
            "own_fields": told,
        }
        id = joined_id(slug(self.way.dataset), there.id)
        self.put(NodeRow("Listing", id, fields), place)
        self.put(RelationshipRow("LISTED_AS", there.id, id, {"matched": "name"}), place)

    # ------------------------------------------------------------ tables of entries

    def entries(self, proposal: Proposal, kind: NodeType) -> None:
        column = {its.meaning: place for place, its in enumerate(proposal.columns)}
        seen: dict[str, int] = {}
        for number, cells in self.rows_of(proposal):
            fields = self.fields(proposal, number, cells)
            if fields is None:
                continue
            key = cells[column["id"]] if "id" in column else ""
            fields.pop("id", None)
            id = self.entry_id(proposal, kind, number, key, str(fields.get("name", "")))
            if not id or not self.complete(proposal, kind, number, fields):
                continue
            if id in seen:
                sentence = f"{quoted(str(fields.get('name', id)))} already stands in row {seen[id]}"
                self.problem(proposal.table, number, "", "doubled-id", sentence, key)
                continue
            seen[id] = number
            self.ids[proposal.table.file, number] = id
            row = NodeRow(kind.label, id, fields)
            self.put(row, Place(proposal.table.file, number))
            self.names.bring(row, key)

    def entry_id(self, proposal: Proposal, kind: NodeType, number: int, key: str, name: str) -> str:
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
        alike = [id for id in found.near if self.alike(id, name)]
        id = f"same:{kind.label}:{name}"
        answer = self.asked.answer(id)
        if answer and self.names.label(answer) == kind.label:
            return answer
        if alike and answer != "new":
            choices = (*((its, self.said(its)) for its in alike), ("new", "another one, new"))
            says = f"Is {quoted(name)} one of these, which are there already?"
            self.asked.ask(id, says, choices, number)
            return ""
        return self.new_id(kind.label, name)

    def alike(self, id: str, name: str) -> bool:
        row = self.before.nodes.get(id)
        return row is not None and fuzz.ratio(plain(row.full_name), plain(name)) >= DOUBLE

    def complete(
        self, proposal: Proposal, kind: NodeType, number: int, fields: dict[str, Value]
    ) -> bool:
        """Whether a row has what its kind needs; a code that no column gives is asked once."""
        for its in kind.fields:
            if not its.required or its.name in fields or its.name in ("as_of", "confidence"):
                continue
            given = self.asked.answer(f"every:{kind.label}:{its.name}")
            if its.codes and given in its.codes:
                fields[its.name] = given
            elif its.codes:
                says = f"No column says the {its.heading.lower()} of these rows: which is it?"
                choices = tuple((code, code.replace("_", " ")) for code in its.codes)
                self.asked.ask(f"every:{kind.label}:{its.name}", says, choices, number)
                return False
            else:
                heading = _heading_of(proposal, its.name)
                sentence = f"the row has no {its.heading.lower()}, which it needs"
                self.problem(proposal.table, number, heading, "empty-required", sentence)
                return False
        return True

    def ties_of(self, proposal: Proposal) -> None:
        """The ties that columns of a table of entries name."""
        choices = meanings(proposal.kind)
        tied = [
            (place, column, choices[column.meaning])
            for place, column in enumerate(proposal.columns)
            if column.meaning in choices and choices[column.meaning].tie
        ]
        for number, cells in self.rows_of(proposal) if tied else ():
            id = self.ids.get((proposal.table.file, number))
            for place, column, meaning in tied if id else ():
                others, _ = self.ids_in(proposal, column, meaning, number, cells[place])
                self.tie(Place(proposal.table.file, number), str(id), meaning, others)

    def tie(self, place: Place, id: str, meaning: Meaning, others: list[str]) -> None:
        assert meaning.tie is not None
        for other in others:
            source, target = (id, other) if meaning.out else (other, id)
            fields: dict[str, Value] = {}
            for its in meaning.tie.fields:
                if its.required and its.codes and its.name not in ("confidence",):
                    given = self.asked.answer(f"every:{meaning.tie.name}:{its.name}")
                    if given not in its.codes:
                        says = f"No column says the {its.heading.lower()} of “{meaning.says}”:"
                        choices = tuple((code, code.replace("_", " ")) for code in its.codes)
                        every = f"every:{meaning.tie.name}:{its.name}"
                        self.asked.ask(every, f"{says} which is it?", choices, place.row)
                        return
                    fields[its.name] = given
            self.put(RelationshipRow(meaning.tie.name, source, target, fields), place)

    # ------------------------------------------------------------ tables of contacts

    def contacts(self, proposal: Proposal, kind: NodeType) -> None:
        """One row, one contact: who, with whom, when, about what, where."""
        choices = meanings(kind)
        tied = [
            (place, column, choices[column.meaning])
            for place, column in enumerate(proposal.columns)
            if column.meaning in choices and choices[column.meaning].tie
        ]
        self.ask_strangers(proposal, tied)
        every = self.for_every(proposal, {column.meaning for _, column, _ in tied})
        times: Counter[str] = Counter()
        for number, cells in self.rows_of(proposal):
            ends: dict[str, list[str]] = {code: [id] for code, id in every.items()}
            sure = True
            for place, column, meaning in tied:
                ids, certain = self.ids_in(proposal, column, meaning, number, cells[place])
                sure &= certain or not cells[place]
                ends.setdefault(column.meaning, []).extend(ids)
            fields = self.fields(proposal, number, cells)
            if not all(ends.get(code, True) for code in ("TOOK_PART_IN", "REACHED")) and sure:
                self.made.counts["rows with nobody of ours, or with nobody they reached"] += 1
                continue
            if fields is None or not sure or not self.complete(proposal, kind, number, fields):
                continue
            posts = [
                cells[place]
                for place, column in enumerate(proposal.columns)
                if column.meaning == POST
            ]
            self.contact(proposal, number, fields, ends, times, " ".join(filter(None, posts)))

    def for_every(self, proposal: Proposal, there: set[str]) -> dict[str, str]:
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
            self.asked.ask(id, question, choices, proposal.table.row)
        return found

    def contact(
        self,
        proposal: Proposal,
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
        place = Place(proposal.table.file, number)
        self.put(NodeRow("Engagement", id, fields), place)
        choices = meanings(proposal.kind)
        for code, ids in ends.items():
            self.tie(place, id, choices[code], ids)
        if role := roles.strip():
            self.official(role, ends.get("REACHED", []), place)

    def official(self, role: str, delegations: list[str], place: Place) -> None:
        """The post that was met, not the person who held it; private."""
        for delegation in delegations:
            id = joined_id("post", delegation, slug(role)[:80])
            fields = {"name": role, "role": role, "visibility": "private"}
            self.put(NodeRow("Representative", id, fields), place)
            private: dict[str, Value] = {"visibility": "private"}
            self.put(RelationshipRow("SERVES_IN", id, delegation, private), place)

    def ask_strangers(self, proposal: Proposal, tied: list[tuple[int, Column, Meaning]]) -> None:
        """A register of others' contacts is not asked about name by name: one answer for all."""
        for place, column, meaning in tied:
            id = f"strangers:{column.heading}"
            if column.meaning not in ("TOOK_PART_IN", "REACHED") or self.asked.answer(id):
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
                f"{unknown:,} of {len(parts):,} names under “{column.heading}” are not in the graph."
                " Is this a list of others' contacts, of which only ours come in?"
            )
            choices = (
                (LEAVE_OUT, "yes: leave out all names that are not in the graph"),
                ("ask", "no: ask about each name"),
            )
            self.asked.ask(id, says, choices, proposal.table.row)

    # ------------------------------------------------------------ tables of ties

    def relationships(self, proposal: Proposal, kind: RelationshipType) -> None:
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
                    self.put(row, Place(proposal.table.file, number))

    def complete_tie(
        self, proposal: Proposal, kind: RelationshipType, number: int, fields: dict[str, Value]
    ) -> bool:
        for its in kind.fields:
            if not its.required or its.name in fields or its.name in ("as_of", "confidence"):
                continue
            given = self.asked.answer(f"every:{kind.name}:{its.name}")
            if its.codes and given in its.codes:
                fields[its.name] = given
                continue
            says = f"No column says the {its.heading.lower()} of these rows: which is it?"
            choices = tuple((code, code.replace("_", " ")) for code in its.codes)
            self.asked.ask(f"every:{kind.name}:{its.name}", says, choices, number)
            return False
        return True

    def ask_constants(self) -> None:
        """A list of others is asked about as a whole; its single names only if people want that."""
        held = {id for id in self.asked.questions if id.startswith("strangers:")}
        for id in held:
            heading = id.removeprefix("strangers:")
            start = f"“{heading}”: which "
            for other in [
                its
                for its, question in self.asked.questions.items()
                if question.says.startswith(start)
            ]:
                del self.asked.questions[other]


#: Columns of a table of ties that name its ends.
ENDS = ("from_id", "to_id")


def _is_contact(proposal: Proposal) -> bool:
    """Whether each row of a table is a contact without a name of its own."""
    return (
        isinstance(proposal.kind, NodeType)
        and proposal.kind.label == "Engagement"
        and "id" not in {column.meaning for column in proposal.columns}
    )


def _name_id(labels: tuple[str, ...], text: str) -> str:
    return f"name:{'/'.join(labels)}:{text}"


def _heading_of(proposal: Proposal, meaning: str) -> str:
    return next((its.heading for its in proposal.columns if its.meaning == meaning), meaning)


def _merged(held: Fields, given: Fields) -> dict[str, Value]:
    """Fields over fields; of own fields each by itself."""
    found = {**held, **given}
    if "own_fields" in held and "own_fields" in given:
        both = {**json.loads(str(held["own_fields"])), **json.loads(str(given["own_fields"]))}
        found["own_fields"] = json.dumps(both, ensure_ascii=False, sort_keys=True)
    return found
