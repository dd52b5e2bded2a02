"""Finding entries by name: accents, capitals and small slips are forgiven.

An entry has names of its own (name, short name, id, other names on record), and a delegation is
also found by those of the economy it speaks for. What holds the typed text comes first, then what
is merely near it. The database's full-text index (`graph_model.database.cypher_text.text_index`)
may add entries to those that the words of the snapshot propose, and takes none away: both are
weighed here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph_model.cached import cached
from graph_model.economy_names import economy_names
from graph_model.rows import NodeRow
from graph_model.schema import Schema
from graph_model.search_weight import (
    BEGINS,
    IN_A_WORD,
    MORE_WORDS,
    NAMED_BY_ECONOMY,
    NEAR,
    SearchWords,
    tier_of,
    weigh,
)
from graph_model.search_words import (
    WORD,
    allowed_slips,
    folded_names,
    folded_text,
    joined_parts,
    typed,
)
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: The fields that are searched, where a label has them: names first, then what says more.
NAMES = ("short_name", "name")
MORE = ("summary", "definition")
#: How many proposed entries are weighed.
PROPOSED = 200


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


@dataclass(frozen=True)
class SearchHit:
    """An entry that was found. Where it does not hold the typed text, it is only a suggestion, and
    nothing may take it unasked.

    Parameters
    ----------
    id : str
        Of the entry.
    holds : bool
        Whether it holds the typed text.
    named : bool, optional
        Whether a name of it, or of the economy it speaks for, is what was typed.
    begins : bool, optional
        Whether a word of one of these names begins with it.
    """

    id: str
    holds: bool
    #: A name of it, or of the economy it speaks for, is what was typed.
    named: bool = False
    #: A word of one of these names begins with what was typed.
    begins: bool = False


def find(
    snapshot: Snapshot,
    wanted: str,
    limit: int = 12,
    proposed: Iterable[str] = (),
    labels: Iterable[str] = (),
) -> list[SearchHit]:
    """The entries nearest to what was typed (of these labels, where some are given), among those
    whose words are near it and those that the index proposed.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    wanted : str
        A name, a part of one, or words of a summary, as somebody typed them.
    limit : int, optional
        How many are given at most.
    proposed : Iterable[str], optional
        Ids that an index of the database found.
    labels : Iterable[str], optional
        The labels that are looked at; without, all.

    Returns
    -------
    list[SearchHit]
        The nearest first.

    Examples
    --------
    >>> from graph_model import example
    >>> [(hit.id, hit.holds) for hit in find(example().snapshot, "minstry of alpha", 1)]
    [('alpha', False)]
    """
    ways = [way for text in dict.fromkeys((wanted, joined_parts(wanted))) if (way := typed(text))]
    if not ways:
        return []
    index, only = _index(snapshot), frozenset(labels)
    ids = dict.fromkeys(id for way in ways for id in index.propose(way))
    ids |= dict.fromkeys(index.called.get(id, id) for id in proposed if id in snapshot.nodes)
    ranked = []
    for id in ids:
        entry = index.entries.get(id)
        if entry is None or (only and snapshot.nodes[id].label not in only):
            continue
        tier, needle = min((tier_of(way, entry), way) for way in ways)
        weight = max(weigh(way, entry) for way in ways)
        if tier < NEAR or weight:
            left = _left_to_type(needle, entry) if tier == BEGINS else 0
            ties = index.ties[id] if tier < MORE_WORDS else 0
            ranked.append((tier, left, -weight, -ties, len(entry.names), id))
    ranked.sort()
    return [
        SearchHit(id, tier < MORE_WORDS, tier <= NAMED_BY_ECONOMY, tier < IN_A_WORD)
        for tier, *_, id in ranked[:limit]
    ]


def may_name(snapshot: Snapshot, wanted: str) -> bool:
    """Whether every word of a text is a word of some entry: else none is named so, and nobody need
    look for the nearest.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    wanted : str
        What was typed.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> may_name(example().snapshot, "ministry"), may_name(example().snapshot, "zzz")
    (True, False)
    """
    having = _index(snapshot).having
    ways = (typed(text) for text in (wanted, joined_parts(wanted)))
    return any(way and all(word in having for word in way) for way in ways)


def _left_to_type(needle: list[str], entry: SearchWords) -> int:
    """How many letters are missing to the shortest name that begins so: WT is nearer to the WTO
    than to what is named after it.
    """
    said = " ".join(needle)
    return min(len(name) - len(said) for name in entry.whole if name.startswith(said))


def search(
    snapshot: Snapshot,
    wanted: str,
    limit: int = 12,
    proposed: Iterable[str] = (),
    labels: Iterable[str] = (),
) -> list[str]:
    """The ids of what `find` finds.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    wanted : str
        A name, a part of one, or words of a summary, as somebody typed them.
    limit : int, optional
        How many are given at most.
    proposed : Iterable[str], optional
        Ids that an index of the database found.
    labels : Iterable[str], optional
        The labels that are looked at; without, all.

    Returns
    -------
    list[str]
        The nearest first.

    Examples
    --------
    >>> from graph_model import example
    >>> search(example().snapshot, "data flows", labels=["Issue"])
    ['flows']
    """
    return [hit.id for hit in find(snapshot, wanted, limit, proposed, labels)]


def likely_entry(snapshot: Snapshot, label: str) -> str:
    """The entry of a label with most ties: a good first choice where one is asked for. Empty when
    there is none.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    label : str
        Its label.

    Returns
    -------
    str

    Examples
    --------
    >>> from graph_model import example
    >>> likely_entry(example().snapshot, "Delegation")
    'alpha'
    """
    best = max(
        snapshot.of(label),
        key=lambda row: (len(snapshot.out(row.id)) + len(snapshot.back(row.id)), row.id),
        default=None,
    )
    return best.id if best else ""


class SearchIndex:
    """The words of a whole snapshot, and the entries that have them."""

    def __init__(self, snapshot: Snapshot) -> None:
        #: The entry that another name on record is of.
        self.called = {tie.source: tie.target for tie in snapshot.ties("NAMES")}
        self.entries = {
            row.id: words
            for row in snapshot.nodes.values()
            if row.label != "OtherName" and (words := _words(snapshot, row)).names
        }
        self.ties: Counter[str] = Counter()
        self.having: defaultdict[str, list[str]] = defaultdict(list)
        for id, words in self.entries.items():
            for word in dict.fromkeys((*words.names, *words.more, *words.lent)):
                self.having[word].append(id)
        for tie in snapshot.relationships:
            self.ties.update((tie.source, tie.target))
        self.known = list(self.having)

    def propose(self, needle: list[str]) -> list[str]:
        """The entries that have most of the typed words, or words near them. A word that holds
        what was typed counts twice one that is a slip away: "TheC" is a slip from every "the",
        and the entries with those would fill the places of TheCityUK. Of those with as many, the
        first in the graph.
        """
        score: Counter[str] = Counter()
        for word in needle:
            if len(word) > 2:
                holding = [other for other in self.known if word in other]
            else:
                holding = [other for other in self.known if other.startswith(word)]
            near: list[str] = []
            if slips := allowed_slips(word):
                near = [
                    other
                    for other, *_ in process.extract(
                        word, self.known, scorer=OSA.distance, score_cutoff=slips, limit=None
                    )
                ]

            held = dict.fromkeys(id for other in holding for id in self.having[other])
            for id in held | dict.fromkeys(id for other in near for id in self.having[other]):
                once = len(word) * (2 if id in held else 1)
                score[id] += once + (word in self.entries[id].names)
        return [id for id, _ in score.most_common(PROPOSED)]


@cached(maxsize=2)
def _index(snapshot: Snapshot) -> SearchIndex:
    return SearchIndex(snapshot)


def own_names(snapshot: Snapshot, row: NodeRow) -> tuple[str, ...]:
    """What an entry itself is called: short name, name, and other names on record; an economy's in
    English and its own languages, and its codes.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    row : NodeRow
        An entry.

    Returns
    -------
    tuple[str, ...]
        Each name once.

    Examples
    --------
    >>> from graph_model import example
    >>> own_names(example().snapshot, example().snapshot.nodes["alpha"])
    ('Ministry of Alpha',)
    """
    found = [row.text(name) for name in NAMES]
    found += [snapshot.nodes[tie.source].text("name") for tie in snapshot.back(row.id, "NAMES")]
    if row.label == "Economy":
        found += economy_names(row.text("iso3"))
    return tuple(dict.fromkeys(name for name in found if name))


def lent_names(snapshot: Snapshot, row: NodeRow) -> tuple[str, ...]:
    """What a delegation is also called: by the economy it speaks for."""
    if row.label != "Delegation":
        return ()
    found = [row.text("economy")]
    for tie in snapshot.out(row.id, "REPRESENTS"):
        if tie.target in snapshot.nodes:
            found += own_names(snapshot, snapshot.nodes[tie.target])
    return tuple(dict.fromkeys(name for name in found if name))


def _words(snapshot: Snapshot, row: NodeRow) -> SearchWords:
    own, lent = own_names(snapshot, row), lent_names(snapshot, row)
    more = " ".join(folded_text(row.text(name)) for name in MORE)
    if not own and not more.strip():
        return SearchWords((), (), ())
    names, lent_folded, id = (
        folded_names(own),
        folded_names(lent),
        " ".join(WORD.findall(folded_text(row.id))),
    )
    return SearchWords(
        tuple(dict.fromkeys(WORD.findall(" ".join((*names, id))))),
        tuple(dict.fromkeys(WORD.findall(more))),
        tuple(names),
        tuple(dict.fromkeys(WORD.findall(" ".join(lent_folded)))),
        tuple(lent_folded),
        id,
    )
