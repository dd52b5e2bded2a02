"""Where a civil-society or technical body may legally get in: by when, for whom, on what
condition.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from explorer.answers.answer_tables import (
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    date_cell,
    entries_cell,
    link_cell,
    text_cell,
)
from explorer.words.text import count
from graph_model.dates import as_date, date_words, span
from graph_model.measures import Day
from graph_model.measures.usable_ways import can_be_used, date_ahead, exists
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot

#: For whom a way is, as people say it; those of the second line are not for everybody.
FOR_WHOM = {
    "anyone": "anybody",
    "civil_society": "civil society",
    "nationals": "people and bodies of the country",
    "business": "business only",
    "members_only": "holders of a seat only",
    "": "not said",
}
OURS = ("anyone", "civil_society", "nationals", "")
DUE = {
    "deadline": "deadline",
    "meeting": "meeting",
    "opening": "places or calls open",
    "yearly": "every year",
    "rolling": "each case sets its own day",
    "": "no day is known",
}


def ways_in(day: Day) -> GroupedAnswer:
    """Which legal ways in there are, those with a day first."""
    rows = [row for row in day.snapshot.of("ConsultationMechanism") if exists(row, day)]
    usable = [row for row in rows if can_be_used(row, day)]
    ours = [row for row in usable if row.text("open_to") in OURS]
    dated = [row for row in ours if upcoming(row, day)]
    rest = [row for row in ours if row not in dated]
    others = [row for row in usable if row.text("open_to") not in OURS]
    unsure = [
        row for row in rows if row.text("status") == "unknown" and row.text("open_to") in OURS
    ]
    dated.sort(key=lambda row: (as_date(date_ahead(row, day)), row.full_name.casefold()))
    lead = "Each with by when, for whom, on what condition, and where to apply."
    groups = (
        _group(day, f"With a day: {len(dated)}", "Soonest first.", dated),
        _group(
            day,
            f"At any time, or when a case opens: {len(rest)}",
            "No day is fixed or known; what the wait is for stands under by when.",
            rest,
        ),
        _group(
            day,
            f"For business or holders of a seat only: {len(others)}",
            "Not open to us unless a member is one of these.",
            others,
            True,
        ),
        _group(
            day,
            f"Not known whether they can be used now: {len(unsure)}",
            "They existed; nobody has looked whether they still do.",
            unsure,
            True,
        ),
    )
    return GroupedAnswer(_open_ways(day, len(ours), dated), lead, groups)


def _open_ways(day: Day, number: int, dated: Sequence[NodeRow]) -> str:
    """How many ways are open to us, and which comes up first."""
    soonest = (
        f"; the next day is {date_words(date_ahead(dated[0], day))} ({dated[0].full_name})"
        if dated
        else "; for none a day is on record"
    )
    return (
        f"{count(number, 'legal way')} in {'is' if number == 1 else 'are'} open to civil"
        f" society or technical bodies{soonest}."
    )


def upcoming(row: NodeRow, day: Day) -> bool:
    """Whether its next date lies ahead, within the horizon of plans."""
    written = date_ahead(row, day)
    return bool(written) and span(written)[0] <= day.at + timedelta(days=day.settings.horizon)


def _group(
    day: Day, title: str, says: str, found: Sequence[NodeRow], folded: bool = False
) -> AnswerGroup:
    snapshot = day.snapshot
    rows = tuple(
        _row(snapshot, row, date_ahead(row, day) if upcoming(row, day) else "") for row in found
    )
    head = ("way in", "leads into", "by when", "for whom", "condition", "where to apply")
    return AnswerGroup(title, says, head, rows, folded)


def _row(snapshot: Snapshot, row: NodeRow, on: str) -> AnswerRow:
    due = DUE[row.text("next_date_kind")]
    who = FOR_WHOM[row.text("open_to")]
    more = row.text("who_may_take_part")
    return AnswerRow(
        (
            entries_cell(snapshot, (row.id,)),
            entries_cell(snapshot, (tie.target for tie in snapshot.out(row.id, "OPENS"))),
            date_cell(on, due) if on else text_cell(due),
            text_cell(who if more in ("", "anyone") else f"{who}: {more}"),
            text_cell(row.text("clearance_or_condition")),
            link_cell("Apply", row.text("how_to_apply_url")),
        ),
        row.text("source_url"),
    )
