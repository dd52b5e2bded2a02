"""How well a column fits what it may mean, by its heading and by what stands in its cells."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from rapidfuzz import fuzz, process

from graph_model.schema import Field, Type
from graph_model.shares import percent
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import EMAIL
from loaders.read.cells import FLAGS
from loaders.read.grids import is_nothing
from loaders.sheets.date_styles import lacks_year, read_date
from loaders.sheets.heading_words import VALUES, folded, headings
from loaders.sheets.name_index import NameIndex
from loaders.sheets.possible_meanings import OTHER_NAMES, Meaning

#: A heading is another's spelling from this likeness on.
ALIKE = 86.0
#: So many different texts of more than four words each, none of them known, are sentences and no
#: names.
PROSE = 5
#: Fields that are known by what stands in their cells, whatever the heading.
TELLING = ("date", "source_url", "iso3", "stakeholder_group")
#: A heading of more words is a sentence.
LONG = 8
#: Headings of when a row was typed, which is the day of a contact only where no other says it.
RECORDED = frozenset(
    (
        "created",
        "created at",
        "created time",
        "creation date",
        "date created",
        "horodateur",
        "marca temporal",
        "submission date",
        "submitted",
        "timestamp",
        "zeitstempel",
    )
)
#: Headings of the day by which something is to be done, which is not the day of a contact.
DUE = re.compile(
    r"\b(due|deadline|by when|do by|finish by|remind(er)?|next (steps?|action|contact|meeting)|"
    r"follow ?up (by|on|date)|fecha limite|plazo|vencimiento|proxim[oa]|echeance|prochaine?|"
    r"frist|bis wann|nachste[rsn]?)\b"
)
#: Of cells that are something else, whatever the heading.
NEVER = -2.0
#: What a column "Type" beside a body says of it, and not of a contact with it.
GROUP = next(its for its in SCHEMA.by_label["Member"].fields if its.name == "stakeholder_group")
NUMBERS = re.compile(r"#?[\d.,:/ -]+")
ADDRESS = re.compile(r"https?://|www\.")


def weighed(
    heading: str, cells: list[str], kind: Type, meaning: Meaning, names: NameIndex
) -> tuple[float, str]:
    """How well a column fits a meaning, 0 to 2, and why."""
    if meaning.code == "date" and DUE.search(folded(heading)):
        return 0.0, ""
    by_heading, why = _by_heading(heading, kind, meaning.code)
    if meaning.code == OTHER_NAMES:
        return by_heading, why
    if not by_heading and not _tells(meaning):
        return 0.0, ""
    by_values, because = _by_values(cells, meaning, names)
    if NEVER < by_values < 0 and by_heading >= 1.0 and meaning.field and meaning.field.required:
        return 0.5, why  # what it must be, though its cells are wrong: they are refused one by one
    if by_values < 0 or (not by_heading and by_values < 0.9):
        return 0.0, ""
    return by_heading + by_values, " and ".join(part for part in (why, because) if part)


def _tells(meaning: Meaning) -> bool:
    """Whether values alone can tell a meaning: names of entries, groups of bodies, and days where
    there is one date.
    """
    return bool(meaning.tie) or meaning.code in TELLING


def _by_heading(heading: str, kind: Type, code: str) -> tuple[float, str]:
    word, known = folded(heading), headings(kind, code)
    if not word:
        return 0.0, ""
    if code == "date" and word in RECORDED:
        return 0.55, f"the heading “{heading}”, where no other column says the day"
    if word in known:
        return 1.0 + (0.2 if word == known[0] else 0.0), f"the heading “{heading}”"
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found and len(word) > 3:
        return 0.8, f"the heading “{heading}” is like “{found[0]}”"
    words = f" {word} "
    inside = [its for its in known if len(its) > 3 and f" {its} " in words and _weighs(its, words)]
    return (0.6, f"“{inside[0]}” is in the heading “{heading}”") if inside else (0.0, "")


def _weighs(its: str, words: str) -> bool:
    """Whether what is known is more than one word of a long sentence."""
    number = len(words.split())
    return number <= LONG or len(its.split()) >= number / 5


def share_of(cells: list[str], fits: Callable[[str], object]) -> float:
    """The share of cells that fit."""
    return sum(bool(fits(cell)) for cell in cells) / len(cells) if cells else 0.0


def _by_values(cells: list[str], meaning: Meaning, names: NameIndex) -> tuple[float, str]:
    """How well values fit, 0 to 1; below 0 where they cannot be meant."""
    held = [cell for cell in cells if not is_nothing(cell)]
    if not held:
        return 0.0, ""
    if meaning.tie:
        return _names_share(held, meaning, names)
    field = meaning.field
    assert field is not None
    if field.kind == "date":
        share = share_of(held, lambda cell: read_date(cell) or lacks_year(cell))
        return (share, f"{percent(share)} of its cells are dates") if share >= 0.5 else (-1.0, "")
    if field.kind == "urls":
        share = share_of(held, ADDRESS.search)
        return (
            (share, f"{percent(share)} of its cells are addresses") if share >= 0.4 else (-1.0, "")
        )
    if field.kind in ("number", "integer"):
        share = share_of(held, lambda cell: re.fullmatch(r"[+-]?[\d.,]+", cell))
        return (0.3, "") if share >= 0.8 else (-1.0, "")
    if field.kind == "code":
        flags = FLAGS if {"yes", "no"} <= set(field.codes) else {}
        share = share_of(held, lambda cell: code_meant(field, cell) or cell.lower() in flags)
        if not share and share_of(held, lambda cell: code_meant(GROUP, cell)) >= 0.5:
            return NEVER, ""  # the type of a body
        if not share and not field.required:
            return -1.0, ""  # a column of other people's codes is their own
        return (
            (share, f"{percent(share)} of its cells are codes of it") if share >= 0.3 else (0.0, "")
        )
    if field.name == "id" and len(set(held)) < 0.9 * len(held):
        return -1.0, ""  # one word for many rows names none of them
    if field.name == "iso3":
        share = share_of(held, lambda cell: re.fullmatch("[A-Z]{3}", cell))
        return (share, "its cells are ISO codes") if share > 0.9 else (0.0, "")
    dated = share_of(held, lambda cell: len(cell) > 4 and read_date(cell))
    return (0.0, "") if dated < 0.8 or field.name == "id" else (-1.0, "")


def _names_share(cells: list[str], meaning: Meaning, names: NameIndex) -> tuple[float, str]:
    texts, labels = list(dict.fromkeys(cells))[:40], meaning.labels
    if share_of(texts, lambda cell: len(cell) > 160 or _no_name(cell)) > 0.5:
        return -1.0, ""
    known = share_of(
        texts, lambda cell: any(names.known(part, labels) for part in names.parts(cell, labels))
    )
    if not known and meaning.code == "HELD_AT":
        return -1.0, ""  # towns, none of which is an event
    if known < 0.2:
        if share_of(texts, NUMBERS.fullmatch) > 0.5:
            return -1.0, ""  # no body is called by a number
        if len(texts) >= PROSE and sum(len(cell.split()) for cell in texts) > 4 * len(texts):
            return -1.0, ""  # sentences, of which each would be asked about
        answers = share_of(texts, lambda cell: cell.lower() in FLAGS)
        return (-1.0, "") if answers > 0.5 else (0.0, "")
    what = " or ".join(SCHEMA.by_label[label].singular for label in labels)
    return known, f"{percent(known)} of its names are known as {what}"


def _no_name(cell: str) -> bool:
    """Whether a cell is an address: of a page, or of a person, who is no body."""
    return bool(ADDRESS.search(cell) or EMAIL.search(cell))


def code_meant(field: Field, cell: str) -> str:
    """The code that a cell means: itself, or what people write for it; empty where none is.

    >>> kind = SCHEMA.by_label["Engagement"].fields[0]
    >>> code_meant(kind, "Phone call"), code_meant(kind, "Meeting"), code_meant(kind, "soon")
    ('call', 'meeting', '')
    """
    word = folded(cell)
    return _codes(field).get(word, "")


def likeliest_codes(field: Field, cell: str) -> tuple[str, ...]:
    """The codes of a field, those first whose words stand in a cell that is none of them; the
    longest words first.

    >>> outcome = SCHEMA.by_label["Engagement"].fields[2]
    >>> likeliest_codes(outcome, "no answer yet")[:2], likeliest_codes(outcome, "polite")[0]
    (('no_answer', 'held'), 'held')
    """
    words = f" {folded(cell)} "
    told = [
        (len(word), code)
        for word, code in _codes(field).items()
        if len(word) > 3 and f" {word} " in words
    ]
    best = [code for _, code in sorted(told, reverse=True)[:1]]
    return tuple(dict.fromkeys((*best, *field.codes)))


@cache
def _codes(field: Field) -> dict[str, str]:
    found = {folded(code): code for code in field.codes}
    for code, words in VALUES.get(field.name, {}).items():
        if code in field.codes:
            found.update({folded(word): code for word in words.split(",") if folded(word)})
    return found
