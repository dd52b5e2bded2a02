"""Which agreements a paper is about, and what stands in it of each: one place for the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from explorer.reports.choice import ReportChoice
from graph_model.dates import as_date, holds_on, told_by
from graph_model.measures import phase_on
from graph_model.measures.day import Day
from graph_model.measures.negotiations import begun
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import PHASES

#: Phases that a paper on the present leaves out unless it is asked for them.
OVER = ("superseded", "abandoned", "lapsed")
#: From how many parties on, and from how many issues on, an agreement is major.
MAJOR_PARTIES, MAJOR_ISSUES = 4, 10
MAJOR_KINDS = ("multilateral", "multilateral_decision")
MAJOR_RULE = (
    f"An agreement is taken as major when it is multilateral, when at least {MAJOR_PARTIES} parties"
    f" take part in it, or when it treats at least {MAJOR_ISSUES} Internet issues; it must treat at"
    " least one."
)
#: What the desk notes for itself, and no reader of a paper needs.
DESK = re.compile(
    r"\bmemory\b|\bseen\b|\bas above\b|not shown|source address|address of its source"
    r"|number by position|number checked|\brow follows\b"
    r"|\blist not\b|left out: it holds|whose address holds"
    r"|does not name the treaty|\bby mistake\b|\bdata set\b|\bToTA\b",
    re.IGNORECASE,
)


def statuses(day: Day) -> dict[str, str]:
    """The status of each agreement that is in some phase on a day, by id."""
    phases = {row.id: phase_on(day, row.id) for row in day.snapshot.of("Agreement")}
    return {id: phase.text("status") for id, phase in phases.items() if phase}


def chosen(day: Day, choice: ReportChoice) -> dict[str, str]:
    """The agreements that a paper is about with their status, by name."""
    found = {}
    for id, status in statuses(day).items():
        if status not in (choice.phases or set(PHASES) - set(OVER)):
            continue
        if not choice.accessions and day.snapshot.out(id, "JOINS"):
            continue
        if choice.regions and not set(choice.regions) & regions(day, id):
            continue
        issues = {tie.target for tie in clauses(day, id)}
        if choice.issues and not issues & _with_parts(day, choice.issues):
            continue
        if choice.every_agreement or is_major(day, id):
            found[id] = status
    return dict(sorted(found.items(), key=lambda item: day.snapshot.name(item[0])))


def is_major(day: Day, id: str) -> bool:
    """Whether the stated rule (`MAJOR_RULE`) takes an agreement for a major one."""
    issues = len(clauses(day, id))
    return bool(issues) and (
        day.snapshot.nodes[id].text("kind") in MAJOR_KINDS
        or len(parties(day, id)) >= MAJOR_PARTIES
        or issues >= MAJOR_ISSUES
    )


def clauses(day: Day, id: str) -> tuple[RelationshipRow, ...]:
    """What an agreement says on issues as far as it is known on a day and a published source says
    so.
    """
    return tuple(
        tie
        for tie in known_clauses(day, id)
        if tie.text("source_url") and tie.text("confidence") != "memory"
    )


def known_clauses(day: Day, id: str) -> tuple[RelationshipRow, ...]:
    """Every clause that could be read, or of which it was known, on a day; none before its talks
    began.
    """
    if not begun(day, id):
        return ()
    return tuple(
        tie
        for tie in day.snapshot.out(id, "COVERS")
        if not tie.text("known_from") or as_date(tie.text("known_from")) <= day.at
    )


def has_signed(party: RelationshipRow, on: date) -> bool:
    """Whether a party had signed by a day."""
    signed = party.text("signed_on")
    return bool(signed) and as_date(signed) <= on


def parties(day: Day, id: str) -> tuple[RelationshipRow, ...]:
    """Who is party on a day, or had signed by then."""
    return tuple(
        tie
        for tie in day.snapshot.back(id, "PARTY_TO")
        if holds_on(tie.text("valid_from"), tie.text("valid_to"), day.at)
        or (
            has_signed(tie, day.at)
            and not (tie.text("valid_to") and as_date(tie.text("valid_to")) <= day.at)
        )
    )


def regions(day: Day, id: str) -> set[str]:
    """The regions of the parties of an agreement."""
    return {day.snapshot.nodes[tie.source].text("region") for tie in parties(day, id)}


def phase_row(day: Day, id: str) -> NodeRow:
    """The phase of a chosen agreement."""
    phase = phase_on(day, id)
    assert phase is not None
    return phase


def noted(row: RelationshipRow, on: date) -> str:
    """What a paper of a day can print of a row's note, in brackets after a name."""
    note = printable_note(row.text("note"), on)
    return f" ({note})" if note else ""


def printable_note(note: str, on: date) -> str:
    """A note as a paper of a day can print it: without what the desk noted for itself, and without
    what it says of later years.

    >>> today = date(2026, 11, 27)
    >>> printable_note("life plus 70; number checked", today)
    'life plus 70'
    >>> printable_note("row follows cptpp", today)
    ''
    >>> printable_note("was 14.2 by mistake; major suppliers in 14.8", today)
    'major suppliers in 14.8'
    """
    kept = [part.strip() for part in told_by(note, on).split(";") if not DESK.search(part)]
    return "; ".join(part for part in kept if part)


def _with_parts(day: Day, issues: Iterable[str]) -> set[str]:
    """Issues, and those that are part of them."""
    return {
        id
        for issue in issues
        for id in (issue, *(tie.source for tie in day.snapshot.back(issue, "PART_OF")))
    }
