"""Which entry of the graph a cell means, remembered for all its rows."""

from __future__ import annotations

import re
from collections import defaultdict

from graph_model.judgements import merged
from graph_model.own_fields import own_headings
from graph_model.resolver import Resolution, economy_code, folded, resolve_name
from graph_model.rows import NodeRow
from graph_model.search import may_name, own_names
from graph_model.snapshot import Snapshot
from loaders.sheets.heading_words import folded as heading_folded
from loaders.sheets.numbers_elsewhere import Number, numbered

HARD = re.compile(r"\s*[;|\n]\s*")
SOFT = re.compile(r"\s*(?:,|/|&|\+|\band\b|\bwith\b|\bet\b|\by\b|\be\b)\s*", re.IGNORECASE)
#: A cell that holds a list, as pandas and DuckDB write one: ['EFF', "Côte d'Ivoire"], [EFF, EDRi].
LISTED = re.compile(r"\[(.*)\]", re.DOTALL)
IN_A_LIST = re.compile(r"""\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([^,]+))\s*(?:,|$)""")
#: An acronym with a point behind each letter.
INITIALS = re.compile(r"(?:\w\.){2,}\w?")
#: So many names that nobody knows are looked up with their nearest; for more the search takes long.
MISSES = 3_000


def names_in_list(text: str) -> tuple[str, ...]:
    r"""The names in a cell that holds a list, each once; none in any other cell.

    >>> names_in_list("['EFF', 'EDRi']"), names_in_list("['EFF, Inc', EDRi]")
    (('EFF', 'EDRi'), ('EFF, Inc', 'EDRi'))
    >>> names_in_list('["Côte d\'Ivoire", \'Japan\']')
    ("Côte d'Ivoire", 'Japan')
    >>> names_in_list("EFF, EDRi")
    ()
    """
    whole = LISTED.fullmatch(text.strip())
    if whole is None:
        return ()
    found = ("".join(parts).replace("\\'", "'") for parts in IN_A_LIST.findall(whole[1]))
    return tuple(dict.fromkeys(name.strip() for name in found if name.strip()))


class NameIndex:
    """The names of a graph, and those that the files themselves bring."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        self._labels: dict[str, str] = {}
        self._found: dict[tuple[str, tuple[str, ...]], Resolution] = {}
        self._parted: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
        self._misses = 0
        #: So often did the files bring a name: what was found before may mean another entry since.
        self.brought = 0
        #: The entries by their numbers in registers of others.
        self.by_number: dict[Number, str] = numbered(snapshot)
        for row in snapshot.nodes.values():
            self._keep(row)
        self._own = {
            label: frozenset(heading_folded(its) for its in headings)
            for label, headings in own_headings(snapshot).items()
        }
        self._now = merged(snapshot)
        for id, now in self._now.items():
            if now in snapshot.nodes:
                self._exact[folded(id)].add(now)

    def _keep(self, row: NodeRow, *more: str) -> None:
        self._labels[row.id] = row.label
        names = (row.full_name, row.text("iso3"), *own_names(self.snapshot, row))
        for text in (row.id, *names, *more):
            if text:
                self._exact[folded(text)].add(row.id)

    def bring(self, row: NodeRow, *more: str) -> None:
        """A row that the files bring, under its names and what else they call it."""
        self._keep(row, *more)
        self._found.clear()
        self._parted.clear()
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
        same = [id for id in self._exact.get(folded(text), ()) if self._labels[id] in labels]
        if not same and INITIALS.fullmatch(text):
            letters = self._exact.get(folded(text.replace(".", "")), ())
            same = [id for id in letters if self._labels[id] in labels]
        if not same and "Economy" in labels and (code := economy_code(text)):
            same = [id for id in self._exact.get(code, ()) if self._labels[id] == "Economy"]
        return sorted(same)

    def _look(self, text: str, labels: tuple[str, ...]) -> Resolution:
        same = self._exactly(text, labels)
        if len(same) == 1:
            return Resolution(same[0])
        self._misses += 1
        if self._misses > MISSES:
            return Resolution("", tuple(same))
        there = resolve_name(self.snapshot, text, *labels)
        return Resolution(there.id, tuple(dict.fromkeys((*same, *there.near))))

    def certain(self, text: str, labels: tuple[str, ...]) -> Resolution:
        """The entry that a text is exactly the name of; nobody is near."""
        same = self._exactly(text, labels)
        if len(same) != 1 and may_name(self.snapshot, text):
            return Resolution(self.meant(text, labels).id)
        return Resolution(same[0] if len(same) == 1 else "")

    def named(self, text: str, labels: tuple[str, ...]) -> list[str]:
        """All entries of these labels of which a text is exactly the name."""
        return self._exactly(text, labels)

    def known(self, text: str, labels: tuple[str, ...]) -> bool:
        """Whether a text is exactly the name of one entry of these labels."""
        return len(self._exactly(text, labels)) == 1

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
        if self.known(text, labels):
            return (text,)
        if len(listed := names_in_list(text)) > 1:
            return listed
        found: list[str] = []
        for piece in filter(None, HARD.split(text)):
            soft = [part for part in SOFT.split(piece) if part]
            known = sum(self.known(part, labels) for part in soft) if len(soft) > 1 else 0
            whole = self.known(piece, labels)
            found.extend(soft if not whole and known and known >= len(soft) / 2 else [piece])
        return tuple(dict.fromkeys(found))
