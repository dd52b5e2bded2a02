"""How people spell the name of a body: run together, shortened, or with its country beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from graph_model.search_words import folded_text

#: What people write short in the names of bodies.
SHORTENED = {
    "assn": "association",
    "assoc": "association",
    "dept": "department",
    "govt": "government",
    "intl": "international",
    "min": "ministry",
    "natl": "national",
}
#: The words of a name, of which signs and blanks are no part.
WORD = re.compile(r"[^\W_]+")
#: What stands in brackets behind a name: a former name, a short one, a country.
BEHIND = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
#: An economy has no more words than this in the names that people use ("Korea, Republic of").
LONGEST_ECONOMY = 4
#: Shorter than this and all in small letters, a word is no name by itself.
SHORT = 5


@lru_cache(maxsize=8_192)
def run_together(text: str) -> str:
    """A name as it is compared: without blanks, signs, accents and capitals, and written out; the
    text itself, folded, where it is nothing but signs.

    >>> run_together("AccessNow") == run_together("Access Now"), run_together("A.P.C.")
    (True, 'apc')
    >>> run_together("Min. of Economy, Trade & Industry")
    'ministryofeconomytradeandindustry'
    """
    return "".join(words_of(text)) or folded_text(text).strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, folded and written out.

    >>> words_of("Dept. of Foreign Affairs")
    ('department', 'of', 'foreign', 'affairs')
    """
    words = WORD.findall(folded_text(text.replace("&", " and ")))
    return tuple(SHORTENED.get(word, word) for word in words)


def without_brackets(name: str) -> str:
    """A name without what stands in brackets behind it.

    >>> without_brackets("Department for Business and Trade (formerly DIT)")
    'Department for Business and Trade'
    """
    return BEHIND.sub("", name)


def with_place(text: str) -> Iterator[tuple[str, str]]:
    """The ways to read a text as a name with the name of a place before or behind it: (name,
    place). A place in small letters of three or fewer is a word ("in", "is", "no").

    >>> list(with_place("METI Japan"))[:2]
    [('Japan', 'METI'), ('METI', 'Japan')]
    >>> ("GAC", "Canada") in with_place("GAC (Canada)")
    True
    """
    found = list(WORD.finditer(text))
    for number in range(1, min(LONGEST_ECONOMY, len(found) - 1) + 1):
        first, last = found[number - 1].end(), found[-number].start()
        for place, rest in ((text[:first], text[first:]), (text[last:], text[:last])):
            place, rest = place.strip(" ()[],.–-:"), rest.strip(" ([,–-:").removesuffix("()")
            if rest and (len(place) > 3 or place.isupper()):
                yield rest.strip(), place


def parts_of(text: str) -> Iterator[str]:
    """The runs of words within a text that may be a name by themselves, the longest first.

    >>> list(parts_of("the EFF team"))
    ['the EFF', 'EFF team', 'EFF']
    """
    found = list(WORD.finditer(text))
    for number in range(len(found) - 1, 0, -1):
        for first in range(len(found) - number + 1):
            part = text[found[first].start() : found[first + number - 1].end()]
            if number > 1 or len(part) >= SHORT or (part.isupper() and len(part) > 1):
                yield part
