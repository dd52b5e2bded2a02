"""From a list of agreements to rows of a dataset of its own: what is ours is tied to its number and
facts there, what is not comes in new. Nothing of ours is changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pycountry

from graph_model.own_fields import own_fields_text
from graph_model.plurals import count, counted
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.shares import percent
from graph_model.vocabulary import STRENGTHS
from loaders.check.form_rows import slug
from loaders.lists.agreement_match import AgreementIndex, Match, one_each
from loaders.lists.known_lists import KnownList
from loaders.lists.listed_agreement import MEMBERS, UNION, ListedAgreement, folded, year_of
from loaders.problems import quoted_cell
from loaders.sheets.row_keeper import LEAVE, SheetPosition
from loaders.sheets.row_maker import RowMaker
from loaders.sheets.table_finder import SheetTable


def make_list(
    making: RowMaker, known: KnownList, tables: Sequence[SheetTable], main: SheetTable
) -> None:
    """Put the rows of a list into what is being made."""
    ours = AgreementIndex(making.before)
    entries = list(known.read(tables, main))
    found = one_each((listed, ours.match(listed)) for listed in entries)
    made = _ListMaker(making, known, main, ours)
    for listed, match in found:
        if listed.aside:
            made.told[listed.aside] += 1
        elif not listed.part_of:
            made.entry(listed, match)
    for listed, _ in found:
        if listed.part_of and not listed.aside:
            made.part(listed)
    made.say(sum(not listed.aside for listed in entries))


class _ListMaker:
    def __init__(
        self, making: RowMaker, known: KnownList, main: SheetTable, ours: AgreementIndex
    ) -> None:
        self.making, self.known, self.main, self.ours = making, known, main, ours
        self.became: dict[str, str] = {}
        self.told: Counter[str] = Counter()
        self.unknown: Counter[str] = Counter()
        self.unplaced: Counter[str] = Counter()

    def entry(self, listed: ListedAgreement, match: Match) -> None:
        """One agreement of the list: ours, asked about, or new."""
        self.unknown.update(listed.unknown)
        if listed.number in self.became:
            self.told["that stand there more than once"] += 1
            return
        question = f"listed:{listed.scheme}:{listed.number}"
        answer = self.making.asked.answer(question)
        if answer == LEAVE[0]:
            self.told["left out as was answered"] += 1
            return
        if answer in self.ours.snapshot.nodes:
            match = Match(answer, "answer")
        elif match.how == "several" and answer != "new":
            self.ask(question, listed, match)
            return
        brought = self.making.before.nodes.get(match.id)
        if brought is not None and brought.dataset == self.making.way.dataset:
            self.became[listed.number] = self.new(listed, match.id)
            how = "brought_by_it"
            self.told["that it brought before"] += 1
        elif match.id:
            self.became[listed.number] = match.id
            how = self.before(listed, match)
            self.told[f"matched by {SAID[how]}"] += 1
            self.differ(listed, match.id)
        else:
            self.became[listed.number] = self.new(listed)
            how = "brought_by_it"
            self.told[f"new ({match.reason or 'as was answered'})"] += 1
        self.listing(listed, self.became[listed.number], how)
        self.clauses(listed, self.became[listed.number])

    def clauses(self, listed: ListedAgreement, agreement: str) -> None:
        """The clauses that the list says it has, as reported; what is here on the issue stays, and
        where the two say different things it is said.
        """
        held = {
            tie.target: tie.text("strength")
            for tie in self.making.before.out(agreement, "COVERS")
            if tie.dataset != self.making.way.dataset
        }
        said = {its.issue: its for its in listed.clauses}
        name, where = self.making.said(agreement), f"{listed.scheme} {listed.number}"
        for issue, clause in said.items():
            if self.making.names.label(issue) != "Issue":
                self.unplaced[issue] += 1
            elif issue not in held:
                fields = _filled(strength="reported", article=clause.place)
                self.put(RelationshipRow("COVERS", agreement, issue, fields), listed)
            elif held[issue] in WITHOUT:
                left = held[issue].replace("_", " ")
                self.making.made.differing.append(
                    f"{name}: a clause on {self.making.said(issue)} in {where}, {left} here"
                )
        for issue in sorted(listed.coded & held.keys() - said.keys()):
            if held[issue] not in WITHOUT:
                self.making.made.differing.append(
                    f"{name}: no clause on {self.making.said(issue)} in {where}, one here"
                )

    def before(self, listed: ListedAgreement, match: Match) -> str:
        """How it was found to be the same: as an earlier import of this list found it, if one
        did.
        """
        id = slug(f"{listed.scheme} {listed.number}")
        tie = self.making.there.get(("LISTED_AS", match.id, id))
        return tie.text("matched") if tie is not None else match.how

    def ask(self, question: str, listed: ListedAgreement, match: Match) -> None:
        near = tuple((id, self.making.said(id)) for id in match.near)
        signed = listed.signed or "no date"
        says = (
            f"Is {quoted_cell(listed.title)} ({listed.scheme} {listed.number}, {signed}) one of"
            " these?"
        )
        choices = (*near, ("new", "another one, new"), LEAVE)
        self.making.asked.file = listed.file
        self.making.asked.ask(question, says, choices, listed.row)
        self.told["asked about"] += 1

    def part(self, listed: ListedAgreement) -> None:
        """An accession, a protocol, a consolidated text: no agreement of its own, tied to its
        base.
        """
        base = self.became.get(listed.part_of) or self.ours.by_number.get(
            (listed.scheme, listed.part_of), ""
        )
        if not base:
            self.told["accessions or protocols without their base, left out"] += 1
            return
        self.listing(listed, base, "number")
        self.told["accessions or protocols, tied to their base"] += 1

    # ------------------------------------------------------------ rows

    def put(self, row: NodeRow | RelationshipRow, listed: ListedAgreement) -> None:
        self.making.put(row, SheetPosition(listed.file, listed.row))

    def new(self, listed: ListedAgreement, there: str = "") -> str:
        """An agreement that we do not have from elsewhere, with its parties."""
        id = there or slug(f"{listed.title[:80]} {listed.scheme} {listed.number}")
        fields = _filled(
            name=listed.title,
            date_signed=listed.signed,
            date_in_force=listed.in_force,
            source_url=_address(listed.source_url),
        )
        self.put(NodeRow("Agreement", id, fields), listed)
        spans = {code: _filled(valid_from=since, valid_to=to) for code, since, to in listed.spans}
        at_signature = folded(listed.parties, year_of(listed.signed))
        for code in sorted(at_signature | spans.keys()):
            if code in MEMBERS and UNION in at_signature and code not in at_signature:
                continue  # it came in or went with the union, which is the party
            if economy := self.economy(code, listed):
                self.put(RelationshipRow("PARTY_TO", economy, id, spans.get(code, {})), listed)
        return id

    def economy(self, code: str, listed: ListedAgreement) -> str:
        held = self.making.names.meant(code, ("Economy",)).id
        there = self.making.before.nodes.get(held)
        if there is not None and there.dataset == self.making.way.dataset:
            self.put(NodeRow("Economy", held, there.fields), listed)
        if held:
            return held
        country = pycountry.countries.get(alpha_3=code)
        if country is None:
            self.unknown[code] += 1
            return ""
        id = self.making.new_id("Economy", str(country.name))
        row = NodeRow("Economy", id, {"name": str(country.name), "iso3": code})
        self.put(row, listed)
        self.making.names.bring(row)
        return row.id

    def listing(self, listed: ListedAgreement, agreement: str, how: str) -> None:
        """What the list says, and that it is this agreement; its numbers in further lists too."""
        id = slug(f"{listed.scheme} {listed.number}")
        fields = _filled(
            scheme=listed.scheme,
            number=listed.number,
            title=listed.title,
            date_signed=listed.signed,
            date_in_force=listed.in_force,
            parties=" ".join(sorted(listed.parties)),
            part_of=listed.part_of,
            source_url=_address(listed.source_url),
            own_fields=own_fields_text(dict(listed.own)) if listed.own else "",
        )
        self.put(NodeRow("Listing", id, fields), listed)
        self.put(RelationshipRow("LISTED_AS", agreement, id, {"matched": how}), listed)
        for scheme, number in listed.others.items():
            other = slug(f"{scheme} {number} by {listed.scheme} {listed.number}")
            row = NodeRow("Listing", other, {"scheme": scheme, "number": number})
            self.put(row, listed)
            self.put(RelationshipRow("LISTED_AS", agreement, other, {"matched": how}), listed)

    # ------------------------------------------------------------ what is said

    def differ(self, listed: ListedAgreement, id: str) -> None:
        """Where the list and we say different things."""
        row = self.making.before.nodes[id]
        for field, theirs in (("date_signed", listed.signed), ("date_in_force", listed.in_force)):
            held = row.text(field)
            exact = min(len(held), len(theirs))
            if exact and held[:exact] != theirs[:exact]:
                what = "signed" if field == "date_signed" else "in force"
                self.making.made.differing.append(
                    f"{row.name}: {what} {theirs} in {listed.scheme} {listed.number}, {held} here"
                )
        mine, theirs_too = self.ours.parties(row), folded(listed.parties, year_of(listed.signed))
        if mine and theirs_too and mine != theirs_too:
            more, less = sorted(theirs_too - mine), sorted(mine - theirs_too)
            told = [f"also {', '.join(more)}"] if more else []
            told += [f"not {', '.join(less)}"] if less else []
            said = f"{listed.scheme} {listed.number}"
            self.making.made.differing.append(
                f"{row.name}: parties at signature in {said}: {'; '.join(told)}"
            )

    def say(self, number: int) -> None:
        """The matched share, and the rest by reason."""
        matched = sum(its for says, its in self.told.items() if says.startswith("matched"))
        notices = self.making.made.notices
        share = percent(matched / max(number, 1))
        notices.append(
            f"{self.known.says}: {count(number, 'entry', 'entries')}, {matched:,} ({share}) matched"
            " to what is there"
        )
        notices.extend(counted(its, says) for says, its in sorted(self.told.items()))
        if self.unknown:
            names = ", ".join(name for name, _ in self.unknown.most_common(8))
            notices.append(
                f"parties that are no economy for certain ({len(self.unknown):,}): {names}"
            )
        if self.unplaced:
            names = ", ".join(sorted(self.unplaced))
            notices.append(f"clauses on issues that are not in the graph stay out: {names}")
        notices.extend(self.known.notes(self.main) if self.known.notes else ())


#: What is said of an issue on which there is no clause.
WITHOUT = frozenset(code for code, weight in STRENGTHS.items() if not weight)
SAID = {
    "number": "its number",
    "parties_and_year": "parties at signature and year",
    "answer": "what was answered",
}


def _filled(**fields: str) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if value}


def _address(text: str) -> str:
    text = text.strip()
    good = text.startswith(("http://", "https://")) and " " not in text and "." in text
    return text if good else ""
