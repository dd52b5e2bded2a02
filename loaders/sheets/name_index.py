"""Which entry of the graph a cell means, remembered for all its rows."""

from __future__ import annotations

import csv
import re
from collections import defaultdict

from graph_model.judgements import merged
from graph_model.own_fields import own_headings
from graph_model.resolver import Resolution, economy_code, resolve_name
from graph_model.rows import NodeRow
from graph_model.search import may_name, own_names
from graph_model.snapshot import Snapshot
from loaders.sheets.heading_words import folded as heading_folded
from loaders.sheets.numbers_elsewhere import RegisterNumber, numbered
from loaders.sheets.spellings import parts_of, run_together, with_place, without_brackets, words_of

HARD = re.compile(r"\s*[;|\n•▪‣◦●]\s*")
#: A list in which names with commas stand in quotes, as Airtable writes linked records.
QUOTED = re.compile(r'(^|,)\s*"[^"]+"\s*(,|$)')
SOFT = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bwith\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)
#: A cell that holds a list, as pandas and DuckDB write one: ['EFF', "Côte d'Ivoire"], [EFF, EDRi].
LISTED = re.compile(r"\[(.*)\]", re.DOTALL)
IN_A_LIST = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,]+))\s*(?:,|$)""")
#: A text that may be the first letters of a name.
ACRONYM = re.compile(r"[A-Z]{2,7}")
#: Words that acronyms pass over.
PASSED_OVER = frozenset(
    ("and", "de", "del", "des", "du", "et", "for", "la", "le", "of", "on", "the", "to")
)
#: So many entries are proposed for a name that none has.
PROPOSED = 6
#: The ties that say of what economy an entry is.
PLACED = {"Delegation": "REPRESENTS", "Member": "BASED_IN"}
#: So many names that nobody knows are looked up with their nearest; for more the search takes long.
MISSES = 3_000


def names_in_list(text: str) -> tuple[str, ...]:
    r"""The names in a cell that holds a list, each once; none in any other cell.

    >>> names_in_list("['EFF', 'EDRi']"), names_in_list("['EFF, Inc', EDRi]")
    (('EFF', 'EDRi'), ('EFF, Inc', 'EDRi'))
    >>> names_in_list('["Côte d\'Ivoire", \'Japan\']')
    ("Côte d'Ivoire", 'Japan')
    >>> names_in_list('"Ministry of Trade, Peru",USTR')
    ('Ministry of Trade, Peru', 'USTR')
    >>> names_in_list("EFF, EDRi")
    ()
    """
    if QUOTED.search(text):
        parts = next(csv.reader([text], skipinitialspace=True))
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    whole = LISTED.fullmatch(text.strip())
    if whole is None:
        return ()
    found = ("".join(parts).replace("\\'", "'") for parts in IN_A_LIST.findall(whole[1]))
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


def general_words(snapshot: Snapshot) -> frozenset[str]:
    """The words that delegations of several economies have in their names: ministry, trade."""
    of: defaultdict[str, set[str]] = defaultdict(set)
    for row in snapshot.of("Delegation"):
        economies = {tie.target for tie in snapshot.out(row.id, "REPRESENTS")}
        for word in words_of(row.text("name")):
            of[word] |= economies
    return frozenset(word for word, economies in of.items() if len(economies) > 1)


class NameIndex:
    """The names of a graph, and those that the files themselves bring."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._initials: defaultdict[str, set[str]] = defaultdict(set)
        self._general = general_words(snapshot)
        self._labels: dict[str, str] = {}
        self._found: dict[tuple[str, tuple[str, ...]], Resolution] = {}
        self._parted: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._ones: dict[tuple[str, tuple[str, ...]], str] = {}
        self._misses = 0
        #: So often did the files bring a name: what was found before may mean another entry since.
        self.brought = 0
        #: The entries by their numbers in registers of others.
        self.by_number: dict[RegisterNumber, str] = numbered(snapshot)
        for row in snapshot.nodes.values():
            self._keep(row)
        for label in PLACED:
            for row in snapshot.of(label):
                self._shorten(row)
        self._own = {
            label: frozenset(heading_folded(its) for its in headings)
            for label, headings in own_headings(snapshot).items()
        }
        self._now = merged(snapshot)
        for id, now in self._now.items():
            if now in snapshot.nodes:
                self._exact[run_together(id)].add(now)

    def _keep(self, row: NodeRow, *more: str) -> None:
        self._labels[row.id] = row.label
        names = (row.full_name, row.text("iso3"), *own_names(self.snapshot, row))
        for text in filter(None, (row.id, *names, *more)):
            self._exact[run_together(text)].add(row.id)

    def _shorten(self, row: NodeRow) -> None:
        """Keep what a body is called without brackets, and the first letters of its names."""
        for text in own_names(self.snapshot, row):
            self._exact[run_together(without_brackets(text))].add(row.id)
            letters = [word[0] for word in words_of(text) if word not in PASSED_OVER]
            self._initials["".join(letters)].add(row.id)

    def bring(self, row: NodeRow, *more: str) -> None:
        """A row that the files bring, under its names and what else they call it."""
        self._keep(row, *more)
        for remembered in (self._found, self._parted, self._ones):
            remembered.clear()
        self.brought += 1

    def own_headings(self, label: str) -> frozenset[str]:
        """The headings, folded, under which entries of a label have own fields already."""
        return self._own.get(label, frozenset())

    def now(self, id: str) -> str:
        """The entry that an id means since doubles were decided about."""
        return self._now.get(id, id)

    def label(self, id: str) -> str:
        """The label of an entry; empty when there is none."""
        return self._labels.get(id, "")

    def meant(self, text: str, labels: tuple[str, ...]) -> Resolution:
        """The entry that a text means for certain, or the nearest ones."""
        key = (text, labels)
        if key not in self._found:
            self._found[key] = self._look(text, labels)
        return self._found[key]

    def _exactly(self, text: str, labels: tuple[str, ...]) -> list[str]:
        same = [id for id in self._exact.get(run_together(text), ()) if self._labels[id] in labels]
        if not same and "Economy" in labels and (code := economy_code(text)):
            same = [id for id in self._exact.get(code, ()) if self._labels[id] == "Economy"]
        return sorted(same)

    def _one(self, text: str, labels: tuple[str, ...]) -> str:
        """The one entry that a text is for certain the name of, remembered."""
        key = (text, labels)
        if key not in self._ones:
            self._ones[key] = self._certain(text, labels)
        return self._ones[key]

    def _certain(self, text: str, labels: tuple[str, ...]) -> str:
        """The one entry that a text is exactly the name of, or is with its country beside it; empty
        where that is none, several, or a ministry as many governments have one.
        """
        same = self._exactly(text, labels)
        if len(same) == 1 and not self.many_have(text, same[0]):
            return same[0]
        return self._of_its_place(text, labels) if not same else ""

    def _of_its_place(self, text: str, labels: tuple[str, ...]) -> str:
        """The one entry whose name stands beside the economy that it is of ("GAC (Canada)")."""
        found = {
            id
            for name, place in (with_place(text) if {*labels} & {*PLACED} else ())
            for economy in self._exactly(place, ("Economy",))
            for id in self._exactly(name, labels)
            if economy in self.places(id)
        }
        return found.pop() if len(found) == 1 else ""

    def places(self, id: str) -> set[str]:
        """The economies that an entry speaks for, or has its seat in."""
        how = PLACED.get(self.label(id), "")
        return {tie.target for tie in self.snapshot.out(id, how)} if how else set()

    def many_have(self, text: str, id: str) -> bool:
        """Whether a name says no country and is made of words that delegations of several economies
        have: a Ministry of Foreign Affairs is everywhere, though we know of one. Not where it is
        its short name, or on record as another name, as an answer is kept.
        """
        words, row = words_of(text), self.snapshot.nodes.get(id)
        if (
            row is None
            or row.label != "Delegation"
            or len(words) < 2
            or not self._general >= {*words}
        ):
            return False
        others = (self.snapshot.nodes[tie.source] for tie in self.snapshot.back(id, "NAMES"))
        told = {row.text("short_name"), *(other.text("name") for other in others)}
        return run_together(text) not in {run_together(name) for name in told}

    def _look(self, text: str, labels: tuple[str, ...]) -> Resolution:
        if one := self._one(text, labels):
            return Resolution(one)
        same = self._exactly(text, labels)
        self._misses += 1
        if self._misses > MISSES:
            return Resolution("", tuple(same))
        there = resolve_name(self.snapshot, text, *labels)
        if there.id and not self.many_have(text, there.id):
            return there
        near = (*same, *self._within(text, labels), *filter(None, [there.id]), *there.near)
        fits = [id for id in dict.fromkeys(near) if self._may_be_of(id, self.places_in(text))]
        return Resolution("", tuple(fits[:PROPOSED]))

    def places_in(self, text: str) -> set[str]:
        """The economies that stand before or behind a name, be they here or not."""
        found: set[str] = set()
        for _, place in with_place(text):
            found.update(self._exactly(place, ("Economy",)) or filter(None, [economy_code(place)]))
        return found

    def _may_be_of(self, id: str, named: set[str]) -> bool:
        """Whether an entry may be the one of these economies: a delegation of another is not."""
        its = self.places(id) if self._labels[id] == "Delegation" else set()
        return not named or not its or bool(its & named)

    def _within(self, text: str, labels: tuple[str, ...]) -> list[str]:
        """The entries whose first letters a text is, and those of which a name stands in it."""
        letters = self._initials.get(text.lower(), set()) if ACRONYM.fullmatch(text) else set()
        found = sorted(id for id in letters if self._labels[id] in labels)
        for part in parts_of(text):
            found += [id for id in self._exactly(part, labels) if not self.many_have(part, id)]
        return found

    def certain(self, text: str, labels: tuple[str, ...]) -> Resolution:
        """The entry that a text is exactly the name of; nobody is near."""
        one = self._one(text, labels)
        if not one and may_name(self.snapshot, text):
            return Resolution(self.meant(text, labels).id)
        return Resolution(one)

    def named(self, text: str, labels: tuple[str, ...]) -> list[str]:
        """All entries of these labels of which a text is exactly the name."""
        return self._exactly(text, labels)

    def known(self, text: str, labels: tuple[str, ...]) -> bool:
        """Whether a text is for certain the name of one entry of these labels."""
        return bool(self._one(text, labels))

    def parts(self, text: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        """The names in a cell: itself where it is one that is known, else what stands between
        semicolons, bars and line ends (or in a list), and between commas and "and" where that gives
        known names.
        """
        key = (text, labels)
        if key not in self._parted:
            self._parted[key] = self._part(text, labels)
        return self._parted[key]

    def _part(self, text: str, labels: tuple[str, ...]) -> tuple[str, ...]:
        if self.known(text, labels) or self._exactly(text, labels):
            return (text,)
        if listed := names_in_list(text):
            return listed
        found: list[str] = []
        for piece in filter(None, HARD.split(text)):
            soft = [part for part in SOFT.split(piece) if part]
            known = sum(self.known(part, labels) for part in soft) if len(soft) > 1 else 0
            whole = self.known(piece, labels) or self._exactly(piece, labels)
            found.extend(soft if not whole and known and known >= len(soft) / 2 else [piece])
        return tuple(dict.fromkeys(found))
