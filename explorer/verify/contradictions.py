"""What rows say against a sentence: another date, another code, an end that is past, or a tie that
the sentence denies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from explorer.verify.claims import Claim, tokens
from explorer.verify.known_names import column
from explorer.words.text import words
from graph_model.dates import date_words, holds_on, span
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.rows import NodeRow, RelationshipRow, Row
from graph_model.schema import Field
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: Cells that claim nothing.
EMPTY = frozenset(
    ("", "not said", "none", "unknown", "not known", "no address recorded", "nothing recorded")
)
#: Columns whose codes are claims also in running text; other codes are words like any other.
TOLD = ("strength", "role", "stance", "status")
DENIED = re.compile(r"\b(?:not|never|no|nor|neither|cannot|without|nobody)\b|n['’]t\b", re.I)
NONE_RECORDED = re.compile(rf"\b{NO_RECORDED_CONTACT}\b", re.I)
MET = re.compile(
    r"\b(?:met|meets?|meeting|contact|contacts|spoke|talked|called|briefed|heard)\b", re.I
)
OVER = re.compile(r"\b(?:was|were|had|until|former|formerly|left|withdrew|ended|past|once)\b", re.I)
MONTHS = {folded_text(date(2000, month, 1).strftime("%B")): month for month in range(1, 13)}
DATE = re.compile(
    r"\b(?:(?P<iso>\d{4}(?:-\d{2}){1,2})|(?:(?P<day>\d{1,2}) )?(?P<month>"
    + "|".join(MONTHS)
    + r") (?P<year>\d{4})|(?P<only>(?:19|20)\d{2}))\b",
    re.I,
)
#: What is said of an entry with a date, and the column that holds it.
DATED = {
    "date_signed": re.compile(r"\bsign(?:ed|ature)\b", re.I),
    "date_in_force": re.compile(r"\bin(?:to)? force\b", re.I),
}
NEAR = 40


def kinds_said(text: str) -> set[str]:
    """The kinds of tie whose words stand in a text, negated or not."""
    inside = _bare(text)
    return {
        kind.name
        for kind in SCHEMA.relationships
        for phrase in (kind.says, kind.says_back)
        if (len(phrase.split()) > 1 or phrase in ("negotiates", "covers"))
        and _bare(phrase) in inside
    }


def _bare(text: str) -> str:
    """The words of a text without articles and denials."""
    skip = {"a", "an", "the", "not", "never"}
    return f" {' '.join(word for word in tokens(text) if word not in skip)} "


Otherwise = tuple[str, tuple[Row, ...]]


def contradictions(
    snapshot: Snapshot, said: Claim, rows: Sequence[Row], own: Sequence[NodeRow], at: date
) -> Iterator[Otherwise]:
    """What rows say against a sentence, the plainest first."""
    if said.cells:
        yield from _cells(snapshot, said, [*rows, *own], at)
        return
    text = said.text
    denied = bool(DENIED.search(text))
    yield from _denied(text, rows, at) if denied else _ended(text, rows, at)
    for name, said_so in DATED.items():
        for row in own:
            there = row.text(name)
            dates = dates_near(text, said_so)
            if (
                there
                and dates
                and not denied
                and not any(_overlap(one, span(there)) for one in dates)
            ):
                yield f"{name} is {date_words(there)}", (row,)
    if not denied:
        yield from _codes(text, rows)


def _denied(text: str, rows: Sequence[Row], at: date) -> Iterator[Otherwise]:
    """A tie that the sentence denies."""
    contacts = [
        row
        for row in rows
        if row.kind == "Engagement" and row.text("outcome") not in ("refused", "no_answer")
    ]
    if contacts and (MET.search(text) or NONE_RECORDED.search(text)):
        yield f"a contact is on record: {contacts[0].text('date')}", (contacts[0],)
    for row in rows:
        if row.kind in kinds_said(text) and _now(row, at):
            yield f"it is on record: {row.key}", (row,)


def _ended(text: str, rows: Sequence[Row], at: date) -> Iterator[Otherwise]:
    """A tie that the sentence states and that is over."""
    ties = [row for row in rows if isinstance(row, RelationshipRow)]
    dated = [row for row in ties if row.text("valid_to")]
    over = dated and len(dated) == len(ties) and not any(_now(row, at) for row in dated)
    if over and not OVER.search(text) and not DATE.search(text):
        yield f"it ended on {date_words(dated[0].text('valid_to'))}", (dated[0],)


def _codes(text: str, rows: Sequence[Row]) -> Iterator[Otherwise]:
    """A code that the sentence says where rows hold another."""
    inside = f" {' '.join(tokens(text))} "
    for name in TOLD:
        having = [row for row in rows if isinstance(row, RelationshipRow) and row.text(name)]
        known = {code for row in having for code in _field(row, name).codes}
        said_so = {code for code in known if f" {words(code)} " in inside}
        if having and said_so and not any(row.text(name) in said_so for row in having):
            yield f"{name} is {words(having[0].text(name))}", (having[0],)


def _cells(snapshot: Snapshot, said: Claim, rows: Sequence[Row], at: date) -> Iterator[Otherwise]:
    """A cell under the heading of a column that all rows fill otherwise."""
    phases = [
        snapshot.nodes[tie.source]
        for row in rows
        if row.kind == "Agreement" and isinstance(row, NodeRow)
        for tie in snapshot.back(row.id, "PHASE_OF")
    ]
    for heading, cell in said.cells:
        name = column(heading)
        if folded_text(cell) in EMPTY:
            continue
        among = [its for its in phases if _now(its, at)] if name == "status" else rows
        having = [row for row in among if row.text(name) and _is_column(row, name)]
        if having and not any(_same(row.text(name), cell) for row in having):
            yield f"{heading}: {words(having[0].text(name))} is on record", (having[0],)


def _is_column(row: Row, name: str) -> bool:
    """Names are not compared: they are what the line is found by."""
    columns = {its.name for its in SCHEMA.by_code[row.kind].fields} - {"name", "short_name"}
    return name in columns


def _same(value: str, cell: str) -> bool:
    """Whether a cell says a value: as it is, in words, or with a note after a colon."""
    folded = folded_text(cell)
    forms = {folded_text(value), folded_text(words(value))}
    if DATE.fullmatch(value):
        forms.add(folded_text(date_words(value)))
    return folded in forms or folded.partition(":")[0] in forms


def _field(row: Row, name: str) -> Field:
    return next(its for its in SCHEMA.by_code[row.kind].fields if its.name == name)


def _now(row: Row, at: date) -> bool:
    return holds_on(row.text("valid_from"), row.text("valid_to"), at)


def dates_near(text: str, said_so: re.Pattern[str]) -> list[tuple[date, date]]:
    """The dates that stand near what is said with a date; where it is said, the nearest."""
    found = []
    for claim in said_so.finditer(text):
        near = [
            (min(abs(its.start() - claim.end()), abs(claim.start() - its.end())), its)
            for its in DATE.finditer(text)
        ]
        near = [(far, its) for far, its in near if far <= NEAR]
        if near:
            found.append(_span(min(near, key=lambda pair: pair[0])[1]))
    return found


def _span(found: re.Match[str]) -> tuple[date, date]:
    if found["iso"] or found["only"]:
        return span(found["iso"] or found["only"])
    month = f"{found['year']}-{MONTHS[folded_text(found['month'])]:02}"
    return span(f"{month}-{int(found['day']):02}" if found["day"] else month)


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
