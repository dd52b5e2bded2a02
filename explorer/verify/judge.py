"""A sentence against rows.

- **borne out**: the entries it names are tied by rows that hold, and nothing it says of them is
  otherwise on record;
- **no row**: it names entries, and no row ties them as it says; that is not a no;
- **contradicted**: a row says otherwise: another date, another code, an end that is past, or a tie
  that the sentence denies;
- **not judged**: it names no entry, or one of which it says nothing that a row could hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from explorer.verify.claims import Claim, sentences
from explorer.verify.contradictions import (
    DATED,
    DENIED,
    NONE_RECORDED,
    contradictions,
    dates_near,
    kinds_said,
)
from explorer.verify.known_names import FACTS, Mention, known_names
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.rows import NodeRow, Row
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

Finding = Literal["borne_out", "no_row", "contradicted", "not_judged"]
#: A note as our reports print it, with the numbers of its sources behind it.
NOTE = re.compile(r"Note: (?P<says>.{8,}?)\.?(?: \[[\d–, ]+\])?", re.S)


@dataclass(frozen=True)
class Judgement:
    """A sentence and what the rows say to it."""

    said: Claim
    finding: Finding
    why: str
    rows: tuple[Row, ...] = ()


def verify(snapshot: Snapshot, text: str, at: date) -> list[Judgement]:
    """Every sentence of a text that names an entry, judged; in the order of the text."""
    return [
        judged
        for said in sentences(text)
        if (judged := judge(snapshot, said, at)).finding != "not_judged"
    ]


def judge(snapshot: Snapshot, said: Claim, at: date) -> Judgement:
    """One sentence."""
    found = known_names(snapshot).mentioned(said)
    ties = {
        (one, other): rows
        for one, other in combinations(found, 2)
        if (rows := joining_rows(snapshot, one, other))
    }
    rows = each_once(row for part in ties.values() for row in part)
    # several entries of one name: a line of a table may mean any, a sentence is not held to one
    own = tuple(
        snapshot.nodes[id] for its in found for id in its.ids if said.cells or len(its.ids) == 1
    )
    if not found:
        return Judgement(said, "not_judged", "it names no entry")
    if _repeats_a_note(snapshot, said.text):
        return Judgement(said, "borne_out", "it repeats the note of a row")
    if otherwise := next(contradictions(snapshot, said, rows, own, at), None):
        return Judgement(said, "contradicted", *otherwise)
    if len(found) == 1:
        return _alone(said, found[0], own)
    if not said.cells and DENIED.search(_without(said.text, found)):
        return _denial(said, rows)
    if lone := _apart(found, list(ties)):
        return Judgement(said, "no_row", f"nothing on record ties {lone.words} to the others", rows)
    if other := _otherwise_tied(said, rows):
        return Judgement(said, "no_row", other, rows)
    return Judgement(
        said,
        "borne_out",
        f"{count(len(rows), 'row')} {'ties' if len(rows) == 1 else 'tie'} what it names",
        rows,
    )


def _without(text: str, found: Sequence[Mention]) -> str:
    """A sentence without the names in it: the one of *No prior authorisation* denies nothing."""
    for its in found:
        text = re.sub(re.escape(its.words), " ", text, flags=re.I)
    return text


def _repeats_a_note(snapshot: Snapshot, text: str) -> bool:
    """Whether a sentence gives the note of a row in the row's own words."""
    quoted = NOTE.fullmatch(text)
    return quoted is not None and any(quoted["says"] in note for note in _notes(snapshot))


@cached(maxsize=2)
def _notes(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(row.text("note") for row in snapshot.rows()) - {""}


def _alone(said: Claim, its: Mention, own: Sequence[NodeRow]) -> Judgement:
    """A sentence on one entry is borne out by what it says of it, if a column holds that."""
    if said.cells:
        rows = tuple(own) or ()
        return Judgement(
            said, "borne_out" if rows else "not_judged", f"{its.words} is on record", rows
        )
    for name, said_so in DATED.items():
        for row in own:
            if row.text(name) and said_so.search(said.text) and dates_near(said.text, said_so):
                return Judgement(said, "borne_out", f"{name}: {row.text(name)}", (row,))
    return Judgement(said, "not_judged", f"it says nothing of {its.words} that a row could hold")


def _denial(said: Claim, rows: Sequence[Row]) -> Judgement:
    contacts = [row for row in rows if row.kind == "Engagement"]
    if NONE_RECORDED.search(said.text) and not contacts:
        return Judgement(said, "borne_out", "no contact is on record between them")
    return Judgement(said, "no_row", "no row bears out a denial: what is not on record is not a no")


# ---------------------------------------------------------------- ties


def joining_rows(snapshot: Snapshot, one: Mention, other: Mention) -> tuple[Row, ...]:
    """The rows that tie two: ties between them, and facts that both take part in, with their
    ties.
    """
    found: list[Row] = []
    for id in one.ids:
        for tie in (*snapshot.out(id), *snapshot.back(id)):
            there = tie.target if tie.source == id else tie.source
            if there in other.ids and there != id:
                found.append(tie)
            elif snapshot.nodes[there].label in FACTS:
                found += [
                    row
                    for far in (*snapshot.out(there), *snapshot.back(there))
                    if (far.target if far.source == there else far.source) in other.ids
                    for row in (snapshot.nodes[there], tie, far)
                ]
    return each_once(found)


def each_once(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Each row once, in the order in which it first comes."""
    return tuple({(row.kind, row.key): row for row in rows}.values())


def _apart(found: Sequence[Mention], pairs: Sequence[tuple[Mention, Mention]]) -> Mention | None:
    """The first that is not tied to where most hang together; None when all do."""
    groups: list[set[Mention]] = []
    for its in found:
        near = {other for pair in pairs if its in pair for other in pair} | {its}
        met = [group for group in groups if group & near]
        groups = [group for group in groups if group not in met] + [near.union(*met)]
    most = max(groups, key=len)
    return next((its for its in found if its not in most), None)


def _otherwise_tied(said: Claim, rows: Sequence[Row]) -> str:
    """Whether the sentence says a kind of tie that is not the one on record; empty when not."""
    if said.cells:
        return ""
    spoken_of, there = kinds_said(said.text), {row.kind for row in rows}
    if spoken_of and not spoken_of & there:
        ours = ", ".join(
            sorted(kind.lower().replace("_", " ") for kind in there & SCHEMA.by_name.keys())
        )
        return f"they are tied otherwise on record: {ours}"
    return ""
