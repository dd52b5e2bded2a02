"""Finding entries by name: accents, capitals and small slips are forgiven.

The database's full-text index (`graph_model.database.cypher.text_index`) proposes entries, or,
while the database starts, the words of a snapshot do. Either way they are weighed here, word by
word and by the same rule, so that both give the same answers: Lucene's ``~`` finds words at a small
edit distance (with swapped letters as one slip) but orders entries by how rare a word is; here
nearness counts.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph_model.cached import cached
from graph_model.rows import NodeRow
from graph_model.schema import Schema
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: The fields that are searched, where a label has them: names first, then what says more.
NAMES = ("short_name", "name")
MORE = ("summary", "definition")
#: The share of what was typed that must be found.
ENOUGH = 0.6
#: How many proposed entries are weighed.
PROPOSED = 200
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
WORD = re.compile(r"[^\W_]+")


def plain(text: str) -> str:
    """Text as the search compares it: no accents, no capitals.

    >>> plain("Bộ Công Thương"), plain("Łódź")
    ('bo cong thuong', 'lodz')
    """
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char)).translate(LETTERS)


def searched(schema: Schema = SCHEMA) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels and the properties that the full-text index holds: those with a name, or with
    words that say more.
    """
    labels = tuple(
        kind.label
        for kind in schema.nodes
        if {field.name for field in kind.fields} & {*NAMES, *MORE}
    )
    return labels, ("id", *NAMES, *MORE)


def phrase(wanted: str) -> str:
    """What was typed as a query of Lucene: each word whole, within a longer word, or with a slip.
    Nothing typed is syntax.

    >>> phrase("Données AND (x")
    '(donnees^4 OR *donnees* OR donnees~1) (and^4 OR *and*) (x^4)'
    """
    words = typed(wanted)
    return " ".join(f"({' OR '.join(_forms(word, len(words)))})" for word in words)


def _forms(word: str, number: int) -> Iterable[str]:
    yield f"{word}^4"
    if (
        len(word) > 2 and number < 4
    ):  # within longer words is slow to look for, and of many words one will do
        yield f"*{word}*"
    if slips := _slips(word):
        yield f"{word}~{slips}"


def _slips(word: str) -> int:
    """How many slips are forgiven in a word of that length; Lucene knows no more than two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def typed(wanted: str) -> list[str]:
    """The words of what was typed, folded; a dozen are enough."""
    return WORD.findall(plain(wanted))[:12]


def search(
    snapshot: Snapshot, wanted: str, limit: int = 12, proposed: Iterable[str] | None = None
) -> list[str]:
    """Ids nearest to what was typed, among those that the index proposed, or in the whole snapshot."""
    needle = typed(wanted)
    if not needle:
        return []
    index = _index(snapshot)
    ids = (
        index.propose(needle)
        if proposed is None
        else [id for id in proposed if id in index.entries]
    )
    found = [(weigh(needle, index.entries[id]), id) for id in ids]
    said = " ".join(needle)
    ranked = sorted(
        (-weight, said not in index.entries[id].whole, len(index.entries[id].names), id)
        for weight, id in found
        if weight
    )
    return [id for *_, id in ranked[:limit]]


def likely(snapshot: Snapshot, label: str) -> str:
    """The entry of a label with most ties: a good first choice where one is asked for. Empty when
    there is none.
    """
    best = max(
        snapshot.of(label),
        key=lambda row: (len(snapshot.out(row.id)) + len(snapshot.back(row.id)), row.id),
        default=None,
    )
    return best.id if best else ""


@dataclass(frozen=True)
class Words:
    """The words of an entry: those of its names and id, those that say more, and its names as a
    whole.
    """

    names: tuple[str, ...]
    more: tuple[str, ...]
    whole: tuple[str, ...]


def weigh(needle: list[str], entry: Words) -> float:
    """How well an entry fits what was typed, from 0 (not) to 1: the mean over the typed words,
    longer ones counting more.

    >>> entry = Words(("source", "code"), ("algorithms",), ("source code",))
    >>> weigh(["source"], entry), round(weigh(["souce", "cod"], entry), 2), weigh(["data"], entry)
    (1.0, 0.74, 0.0)
    """
    best = [max((_nearness(word, other) for other in entry.names), default=0.0) for word in needle]
    best = [
        found or 0.5 * any(other.startswith(word) for other in entry.more)
        for word, found in zip(needle, best, strict=True)
    ]
    total = sum(map(len, needle))
    if sum(len(word) for word, found in zip(needle, best, strict=True) if found) < ENOUGH * total:
        return 0.0
    return round(
        sum(len(word) * found for word, found in zip(needle, best, strict=True)) / total, 3
    )


def _nearness(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if other.startswith(word):
        return 0.9
    if len(word) > 2 and word in other:
        return 0.75
    slips = _slips(word)
    missed = OSA.distance(word, other, score_cutoff=slips)
    return 0.8 * (1 - missed / len(word)) if missed <= slips else 0.0


class Index:
    """The words of a whole snapshot, and the entries that have them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.entries = {
            row.id: words for row in snapshot.nodes.values() if (words := _words(row)).names
        }
        self.having: defaultdict[str, list[str]] = defaultdict(list)
        for id, words in self.entries.items():
            for word in {*words.names, *words.more}:
                self.having[word].append(id)
        self.known = list(self.having)

    def propose(self, needle: list[str]) -> list[str]:
        """The entries that have most of the typed words, or words near them."""
        score: Counter[str] = Counter()
        for word in needle:
            near = {
                other
                for other in self.known
                if (word in other if len(word) > 2 else other.startswith(word))
            }
            if slips := _slips(word):
                near.update(
                    other
                    for other, *_ in process.extract(
                        word, self.known, scorer=OSA.distance, score_cutoff=slips, limit=None
                    )
                )
            for id in {id for other in near for id in self.having[other]}:
                score[id] += len(word) + (word in self.entries[id].names)
        return [id for id, _ in score.most_common(PROPOSED)]


@cached(maxsize=2)
def _index(snapshot: Snapshot) -> Index:
    return Index(snapshot)


def _words(row: NodeRow) -> Words:
    names = [plain(row.text(name)) for name in NAMES]
    more = " ".join(plain(row.text(name)) for name in MORE)
    if not any(names) and not more.strip():
        return Words((), (), ())
    whole = (
        row.id,
        *(" ".join(WORD.findall(name)) for name in names),
        " ".join(WORD.findall(row.id)),
    )
    return Words(
        tuple(dict.fromkeys(WORD.findall(" ".join((*names, row.id))))),
        tuple(dict.fromkeys(WORD.findall(more))),
        whole,
    )
