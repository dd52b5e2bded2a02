"""How near an entry is to what was typed: the tier of its nearest word, and its weight in it."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from graph_model.search_words import allowed_slips

#: The share of what was typed that must be found.
ENOUGH = 0.6
#: What a word of the economy's names counts beside one of the entry's own.
LENT = 0.85


@dataclass(frozen=True)
class SearchWords:
    """The words of an entry: those of its names and id, those that say more, its names as a whole;
    and the names that the economy it speaks for lends it.
    """

    names: tuple[str, ...]
    more: tuple[str, ...]
    whole: tuple[str, ...]
    lent: tuple[str, ...] = ()
    lent_whole: tuple[str, ...] = ()
    #: The id as words.
    id: str = ""


#: How an entry holds what was typed, best first.
(NAMED, NAMED_BY_ECONOMY, BEGINS, WITHIN, BY_ECONOMY, ALL_WORDS, IN_A_WORD, MORE_WORDS, NEAR) = (
    range(9)
)


def tier_of(needle: list[str], entry: SearchWords) -> int:
    """How an entry holds what was typed.

    >>> entry = SearchWords(
    ...     ("source", "code"), ("algorithms",), ("source code",), ("brasil",), ("brasil",)
    ... )
    >>> [
    ...     tier_of(words.split(), entry)
    ...     for words in ("source code", "brasil", "sou", "code", "bra", "ode", "algo", "data")
    ... ]
    [0, 1, 2, 3, 4, 6, 7, 8]
    """
    said = " ".join(needle)
    if said in (*entry.whole, entry.id):
        return NAMED
    if said in entry.lent_whole:
        return NAMED_BY_ECONOMY
    if any(name.startswith(said) for name in entry.whole):
        return BEGINS
    if any(f" {said}" in name for name in entry.whole):
        return WITHIN
    if any(f" {said}" in f" {name}" for name in entry.lent_whole):
        return BY_ECONOMY
    words = (*entry.names, *entry.lent)
    if all(any(other.startswith(word) for other in words) for word in needle):
        return ALL_WORDS
    if len(said) > 2 and any(said in name for name in entry.whole):
        return IN_A_WORD
    everything = (*words, *entry.more)
    if all(any(other.startswith(word) for other in everything) for word in needle):
        return MORE_WORDS
    return NEAR


def weigh(needle: list[str], entry: SearchWords) -> float:
    """How well an entry fits what was typed, from 0 (not) to 1: the mean over the typed words,
    longer ones counting more.

    >>> entry = SearchWords(("source", "code"), ("algorithms",), ("source code",))
    >>> weigh(["source"], entry), round(weigh(["souce", "cod"], entry), 2), weigh(["data"], entry)
    (1.0, 0.74, 0.0)
    """
    best = [
        max(
            max((_nearness(word, other) for other in entry.names), default=0.0),
            LENT * max((_nearness(word, other) for other in entry.lent), default=0.0),
        )
        for word in needle
    ]
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
    slips = allowed_slips(word)
    if not slips or abs(len(word) - len(other)) > slips:
        return 0.0  # as most are
    missed = OSA.distance(word, other, score_cutoff=slips)
    return 0.8 * (1 - missed / len(word)) if missed <= slips else 0.0
