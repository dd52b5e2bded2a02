"""Entries that a text names: by full name, short name, another name on record, or as reports call
them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from explorer.verify.claims import WORD, Claim, tokens
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: Labels whose rows are facts about others: nobody names them in a text.
FACTS = ("Engagement", "Position", "Phase", "Plan", "Answer", "Setting")
LONGEST = 12
#: Headings of reports that are called otherwise than the column.
COLUMNS = {
    "what": "kind",
    "part": "role",
    "phase": "status",
    "since": "valid_from",
    "until": "valid_to",
    "access of others": "ngo_access",
    "papers public": "documents_public",
}
#: Columns that hold codes, dates and the like, and never a name.
CODED = frozenset(its.name for kind in SCHEMA.types for its in kind.fields if its.kind != "text")


def column(heading: str) -> str:
    """The column that a heading of a table means."""
    return COLUMNS.get(folded_text(heading), folded_text(heading).replace(" ", "_"))


@dataclass(frozen=True)
class Mention:
    """Words of a text, and the entries that may be meant by them."""

    words: str
    ids: tuple[str, ...]


class KnownNames:
    """Every name of a graph."""

    def __init__(self, snapshot: Snapshot) -> None:
        found: defaultdict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        written: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for row in snapshot.nodes.values():
            if row.label in FACTS:
                continue
            its = [row.text("name"), row.text("short_name"), row.text("wto_name"), row.id]
            if row.label == "Delegation":
                its.append(snapshot.name(row.id))
            ids = [row.id, *(tie.target for tie in snapshot.out(row.id, "NAMES"))]
            for name in filter(None, its):
                key = tuple(tokens(name.replace("_", " ") if name == row.id else name))
                if name == row.id and len(key) < 2:
                    continue  # an id of one word is a word like any other
                for id in ids:
                    found[key][id] = None
                    if len(key) == 1:
                        written[name.strip()][id] = None
                    written[folded_text(name)][id] = None
        self.by_words = {key: tuple(ids) for key, ids in found.items() if key}
        #: As they are written: a name of one word is told from the word by its capitals.
        self.written = {name: tuple(ids) for name, ids in written.items()}

    def mentioned(self, said: Claim) -> list[Mention]:
        """The entries that a sentence or a line of a table names, in its order, each once."""
        return self._in_table(said) if said.cells else self._in_prose(said.text)

    def _in_table(self, said: Claim) -> list[Mention]:
        """Cells that are names, whole or as a list. A name within a longer text of a cell is no
        claim of the line, and a code that is an issue's name too is no issue.
        """
        found: dict[tuple[str, ...], Mention] = {}
        for heading, cell in said.cells:
            for part in () if column(heading) in CODED else cell.split("; "):
                ids = self.written.get(folded_text(part.strip()), ())
                if ids:
                    found.setdefault(ids, Mention(part.strip(), ids))
        return list(found.values())

    def _in_prose(self, text: str) -> list[Mention]:
        as_written = WORD.findall(text)
        folded = [folded_text(word) for word in as_written]
        found: dict[tuple[str, ...], Mention] = {}
        at = 0
        while at < len(folded):
            for size in range(min(LONGEST, len(folded) - at), 0, -1):
                ids = self.by_words.get(tuple(folded[at : at + size]), ())
                if size == 1:
                    ids = self.written.get(as_written[at], ())
                if ids:
                    words = " ".join(as_written[at : at + size])
                    found.setdefault(ids, Mention(words, ids))
                    at += size
                    break
            else:
                at += 1
        return list(found.values())


@lru_cache(maxsize=2)
def known_names(snapshot: Snapshot) -> KnownNames:
    """The names of a graph, kept for the next text."""
    return KnownNames(snapshot)
