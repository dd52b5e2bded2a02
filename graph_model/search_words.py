"""Words as they are compared: folded, without marks, with forms and slips forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz, process

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
WORD = re.compile(r"[^\W_]+")
#: Words written in parts: "e-commerce" is found by "ecommerce" too.
JOINED = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)+")
#: Two ways to write the same, in the field.
SAME = (("electronic commerce", "ecommerce"),)
#: So alike are a name and the one that was meant by it: of four letters, one may be another.
ALIKE = 75
#: What parts the words of a name, and makes no other name of it.
APART = str.maketrans("", "", "_- ")


def folded_text(text: str) -> str:
    """Text as the search compares it: no accents, no capitals.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Of small letters without signs on them.

    Examples
    --------
    >>> folded_text("Bộ Công Thương"), folded_text("Łódź")
    ('bo cong thuong', 'lodz')
    """
    if text.isascii():  # most is: nothing to take apart
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in folded if not unicodedata.combining(char)).translate(LETTERS)


def phrase(wanted: str) -> str:
    """What was typed as a query of Lucene: each word whole, within a longer word, or with a slip.
    Nothing typed is syntax.

    >>> phrase("Données AND (x")
    '(donnees^4 OR *donnees* OR donnees~1) (and^4 OR *and*) (x^4)'
    """
    words = typed(wanted)
    return " ".join(f"({' OR '.join(index_forms(word, len(words)))})" for word in words)


def index_forms(word: str, number: int) -> Iterable[str]:
    yield f"{word}^4"
    if (
        len(word) > 2 and number < 4
    ):  # within longer words is slow to look for, and of many words one will do
        yield f"*{word}*"
    if slips := allowed_slips(word):
        yield f"{word}~{slips}"


def allowed_slips(word: str) -> int:
    """How many slips are forgiven in a word of that length; Lucene knows no more than two."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def typed(wanted: str) -> list[str]:
    """The words of what was typed, folded; a dozen are enough.

    Parameters
    ----------
    wanted : str
        What stands in the field.

    Returns
    -------
    list[str]
        At most twelve.

    Examples
    --------
    >>> typed("Who knows São Tomé?")
    ['who', 'knows', 'sao', 'tome']
    """
    return WORD.findall(folded_text(wanted))[:12]


def folded_names(names: Iterable[str]) -> list[str]:
    """Names as they are compared, with what is written in parts also as one word."""
    found: list[str] = []
    for name in names:
        folded = folded_text(name)
        found.append(" ".join(WORD.findall(folded)))
        if JOINED.search(folded):
            found.append(" ".join(WORD.findall(joined_parts(folded))))
        found += [
            " ".join(WORD.findall(folded.replace(long, short)))
            for long, short in SAME
            if long in folded
        ]
    return [name for name in dict.fromkeys(found) if name]


def joined_parts(text: str) -> str:
    return JOINED.sub(lambda part: "".join(WORD.findall(part[0])), text)


def nearest_name(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, empty when none is like it.

    Parameters
    ----------
    name : str
        What somebody wrote; capitals, blanks and signs that part words make no difference.
    known : Iterable[str]
        The names that there are.

    Returns
    -------
    str
        One of them, or nothing.

    Examples
    --------
    >>> nearest_name("Delegaton", ["Delegation", "Member"]), nearest_name("Orchid", ["Member"])
    ('Delegation', '')
    >>> nearest_name("civil society", ["civil_society"]), nearest_name("outreach_2026", ["about"])
    ('civil_society', '')
    """
    found = process.extractOne(
        name,
        list(known),
        scorer=fuzz.ratio,
        processor=lambda text: text.casefold().translate(APART),
        score_cutoff=ALIKE,
    )
    return str(found[0]) if found else ""
