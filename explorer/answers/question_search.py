"""Which questions what somebody typed asks for, with its blanks filled by the names in it: "no line
source code" is the first of the ten, asked of source code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explorer.answers.ten_questions import TEN, filled
from explorer.html.app_links import href
from explorer.words.captions import caption
from graph_model.cached import cached
from graph_model.measures import Day
from graph_model.questions import QUESTIONS
from graph_model.search import find
from graph_model.search_words import typed
from graph_model.snapshot import Snapshot

#: So many words are split into a name and the words of a question; more are no question of ours.
SPLIT = 9
#: So many letters of a word of ours are short enough to begin many others.
STEM = 4
#: Words that say nothing of what is asked; they may be typed and need not be in the question.
FILLERS = frozenset(typed("a an and are at do for have i in is it")) | frozenset(
    typed("of on or our the to us we with")
)


@dataclass(frozen=True)
class QuestionHit:
    """A question that holds what was typed: its sentence, its address within the app, and whether
    it is one of the ten.
    """

    sentence: str
    address: str
    of_ten: bool


def sought(day: Day, wanted: str, limit: int = 3) -> list[QuestionHit]:
    """The questions that hold all that was typed, in their words or in their blanks; the ten first,
    of these the one in which most of it is said by the question itself.

    A single word is no question but a name: it finds one only where no blank is filled.
    """
    words = typed(wanted)
    if not words or len(words) > SPLIT or len("".join(words)) < 3:
        return []
    found = [*_of_ten(day, words), *_of_cypher(day.snapshot, words)]
    found.sort(key=lambda pair: pair[0])
    return [question for _, question in found[:limit]]


def _of_ten(day: Day, words: list[str]) -> Iterator[tuple[tuple[bool, int, int], QuestionHit]]:
    for order, asked in enumerate(TEN):
        labels = {blank.label: blank.name for blank in asked.blanks if blank.label}
        split = _split(day.snapshot, words, _words_of(asked.words), tuple(labels))
        if split is None:
            continue
        named, number = split
        given = {labels[day.snapshot.nodes[id].label]: id for id in named}
        sentence = asked.sentence(day.snapshot, filled(day, asked, given))
        address = href("questions", ten=asked.id, **given)
        yield (False, number, order), QuestionHit(sentence, address, True)


def _of_cypher(
    snapshot: Snapshot, words: list[str]
) -> Iterator[tuple[tuple[bool, int, int], QuestionHit]]:
    for order, question in enumerate(QUESTIONS):
        blanks = {blank.label: blank for blank in question.parameters if blank.kind == "id"}
        own = _words_of(f"{question.says} {question.theme} {question.id}")
        split = _split(snapshot, words, own, tuple(blanks))
        if split is None:
            continue
        named, number = split
        given = {blanks[snapshot.nodes[id].label].name: id for id in named}
        said = {
            blank.name: "a day"
            if blank.kind == "date"
            else f"{blank.default or blank.says.lower()}"
            for blank in question.parameters
        }
        said |= {name: caption(snapshot, id) for name, id in given.items()}
        address = href("questions", id=question.id, **given)
        yield (True, number, order), QuestionHit(question.sentence(said), address, False)


@cached(maxsize=128)
def _words_of(text: str, /) -> frozenset[str]:
    return frozenset(typed_all(text)) - FILLERS


def typed_all(text: str) -> list[str]:
    """Every word of a text, as the search compares them."""
    parts = text.split()
    return [
        word
        for start in range(0, len(parts), 8)
        for word in typed(" ".join(parts[start : start + 8]))
    ]


def _split(
    snapshot: Snapshot, words: list[str], own: frozenset[str], labels: tuple[str, ...]
) -> tuple[list[str], int] | None:
    """What was typed as words of a question and at most one name for a blank: the entry named, and
    how many words the name takes. None where something typed is neither.
    """

    def said(part: list[str]) -> bool:
        return all(word in FILLERS or any(_same(word, mine) for mine in own) for word in part)

    if said(words):
        return [], 0
    for length in range(1, len(words)) if labels else ():
        for start in range(len(words) - length + 1):
            rest = [*words[:start], *words[start + length :]]
            if not said(rest) or all(word in FILLERS for word in rest):
                continue
            if id := _named(snapshot, " ".join(words[start : start + length]), labels):
                return [id], length
    return None


def _same(word: str, mine: str) -> bool:
    """Whether a word begins another, or is it in another form: introduces, introduce."""
    return mine.startswith(word) or (len(mine) > STEM and word.startswith(mine))


@cached(maxsize=512)
def _named(snapshot: Snapshot, name: str, labels: tuple[str, ...], /) -> str:
    """The entry of these labels that a name holds, nearest first; empty when none does."""
    hit = next(iter(find(snapshot, name, 1, labels=labels)), None)
    return hit.id if hit and hit.holds else ""
