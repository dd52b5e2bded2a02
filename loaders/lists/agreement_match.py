"""Which of our agreements an entry of another list is: by number, else by parties at signature and
year. Names decide nothing: the nearest name is the wrong one in six of seven cases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from loaders.lists.listed_agreement import ListedAgreement, folded, year_of
from loaders.sheets.numbers_elsewhere import numbered

How = Literal["number", "parties_and_year", "answer", "several", "none"]
#: Signature is given with a year's difference in some lists.
APART = 1
#: Exact days of signature that are so many days apart are no slip: people are asked.
SLIP = 31
#: The length of an exact date.
DAY = 10


@dataclass(frozen=True)
class Match:
    """What an entry was found to be: ours, or several that it may be, or none, and why."""

    id: str
    how: How
    near: tuple[str, ...] = ()
    reason: str = ""


class AgreementIndex:
    """Our agreements by their numbers in other lists, and by parties and year."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.codes = {row.id: _code(row) for row in snapshot.of("Economy")}
        self.by_number: dict[tuple[str, str], str] = {}
        self.by_parties: defaultdict[frozenset[str], list[NodeRow]] = defaultdict(list)
        for row in snapshot.of("Agreement"):
            if number := row.text("tota_id"):
                self.by_number["tota", number] = row.id
            if parties := self.parties(row):
                self.by_parties[parties].append(row)
        self.by_number |= numbered(snapshot, ("Agreement",))

    def parties(self, row: NodeRow) -> frozenset[str]:
        """The parties of an agreement of ours when it was signed; who joined later is left out."""
        year = year_of(row.text("date_signed"))
        codes = {
            self.codes[tie.source]
            for tie in self.snapshot.back(row.id, "PARTY_TO")
            if not year or not tie.text("valid_from") or year_of(tie.text("valid_from")) <= year + 3
        }
        return folded(frozenset(codes), year)

    def match(self, listed: ListedAgreement) -> Match:
        """Ours, by its number there or in a further list, else by parties and year."""
        for scheme, number in ((listed.scheme, listed.number), *listed.others.items()):
            if id := self.by_number.get((scheme, number), ""):
                return Match(id, "number", reason=f"{scheme} {number}")
        return self.by_facts(listed)

    def by_facts(self, listed: ListedAgreement) -> Match:
        """Ours by parties at signature and year alone."""
        year = year_of(listed.signed or listed.in_force or listed.year)
        if not listed.parties or not year:
            what = "no parties" if not listed.parties else "no year"
            return Match("", "none", reason=f"the list gives {what}")
        same = self.by_parties.get(folded(listed.parties, year), [])
        if not same:
            return Match("", "none", reason="no agreement of ours has these parties")
        near = [row for row in same if _of_that_year(row, listed, year)]
        if not near:
            return Match("", "none", reason="these parties, but another year")
        ids = tuple(row.id for row in near)
        if len(near) > 1:
            return Match("", "several", ids, "several of these parties and that year")
        if _far_apart(near[0].text("date_signed"), listed.signed):
            return Match("", "several", ids, "these parties, but months between the signatures")
        return Match(near[0].id, "parties_and_year", reason="parties at signature and year")


def _of_that_year(row: NodeRow, listed: ListedAgreement, year: int) -> bool:
    """Whether one of ours is of the year that a list gives: of signature, one more or less; where
    the list has none, of entry into force; where it does not say of which, of either.
    """
    signed, in_force = year_of(row.text("date_signed")), year_of(row.text("date_in_force"))
    if listed.signed:
        return abs(signed - year) <= APART
    return in_force == year if listed.in_force else year in (signed, in_force)


def _far_apart(ours: str, theirs: str) -> bool:
    """Whether two days of signature are too far apart to be slips of one.

    >>> _far_apart("2016-02-04", "2016-02-03"), _far_apart("2019-01-22", "2020-10-07")
    (False, True)
    >>> _far_apart("2003", "2002-11-18")
    False
    """
    if len(ours) < DAY or len(theirs) < DAY:
        return False
    return abs(date.fromisoformat(ours) - date.fromisoformat(theirs)).days > SLIP


def one_each(found: Iterable[tuple[ListedAgreement, Match]]) -> list[tuple[ListedAgreement, Match]]:
    """Where two entries of a list are found to be one of ours by parties and year, neither is for
    certain.
    """
    pairs = list(found)
    claims: defaultdict[str, list[ListedAgreement]] = defaultdict(list)
    for listed, match in pairs:
        if match.id and not listed.part_of:
            claims[match.id].append(listed)
    sure = {listed.number for listed, match in pairs if match.how == "number"}
    told = []
    for listed, match in pairs:
        rivals = claims.get(match.id, [])
        if match.how == "parties_and_year" and len(rivals) > 1:
            settled = any(rival.number in sure for rival in rivals)
            reason = (
                "another entry of the list has our agreement by its number"
                if settled
                else "two entries of the list have these parties and that year"
            )
            how: How = "none" if settled else "several"
            match = Match("", how, () if settled else (match.id,), reason)
        told.append((listed, match))
    return told


def _code(row: NodeRow) -> str:
    return row.text("iso3") or row.id.upper()
