"""What members answered is told as an answer, never as a contact; who was refused was answered."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.answers.line_answers import no_line
from explorer.html.advice_list import reason_of
from explorer.html.gap import panel_html
from explorer.html.view import View
from explorer.pages.introduce.page import without_html
from explorer.pages.profile.page import last_contact as told
from explorer.pages.profile.page import to_do
from explorer.words.sentences import last_contact
from graph_model.measures import KIND, Cell, Day, find_cells
from graph_model.measures.next.advice import best_steps
from graph_model.measures.next.event_plan import event_plan
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, graph, node, on_day, talks, tie

ON = date(2025, 1, 1)


def answer(
    id: str, member: str, said: str, on: str = "2024-12-01"
) -> list[NodeRow | RelationshipRow]:
    """What a member answered about Alpha."""
    return [
        node("Answer", id, said=said, date=on),
        tie(member, "GAVE", id),
        tie(id, "SPEAKS_OF", "alpha"),
    ]


def cell_of(day: Day) -> Cell:
    return next(cell for cell in find_cells(day) if cell.delegation == "alpha")


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("no", "nobody", "The members were asked and know nobody"),
        ("dont_know", "unknown", "EDRi does not know; others can still be asked."),
    ],
)
def test_an_answer_that_tells_of_no_line_is_no_contact(said: str, kind: str, sentence: str) -> None:
    round_ = node("Event", "round", name="Round", start_date="2025-01-15")
    there = tie("alpha", "EXPECTED_AT", "round", chance=1.0)
    day = on_day(graph(*talks(), *answer("a", "edri", said), round_, there), ON)
    cell, shown = cell_of(day), View(day, False)
    assert (cell.kind, cell.evidence, cell.contacts) == (kind, ("a",), ())
    assert last_contact(day, cell) == ("", ())
    assert told(shown, cell) == "We have no recorded contact."
    assert sentence in panel_html(shown, cell, "gaps")
    assert not any(
        meeting.last_contact for meeting in event_plan(day, "round", {"edri": 2}).meetings
    )
    for group in no_line(day, ["flows"]).groups[:-1]:
        assert all("2024" not in row.cells[3].text for row in group.rows)


def test_only_who_does_not_know_is_said_not_to_know() -> None:
    mixed = [*answer("a", "edri", "no", "2024-12-02"), *answer("b", "apc", "dont_know")]
    day = on_day(graph(*talks(), *mixed), ON)
    (step,) = (one for one in best_steps(day, 9) if one.delegation == "alpha")
    assert cell_of(day).kind == "unknown"
    assert "APC does not know; others" in panel_html(View(day, False), cell_of(day), "gaps")
    assert reason_of(day.snapshot, step).startswith("APC does not know; others can still be asked.")


def test_a_word_of_a_line_is_told_as_a_word() -> None:
    day = on_day(graph(*talks(), *answer("a", "edri", "yes")), ON)
    said = "On record is the word of a member, 1 December 2024: Yes, we have a line there."
    assert told(View(day, False), cell_of(day)) == said


def test_a_profile_says_when_the_members_were_asked() -> None:
    asked = [
        node("Delegation", "alpha", name="Ministry of Alpha", nobody_known_on="2024-11-05")
        if row.kind == "Delegation" and row.id == "alpha"
        else row
        for row in talks()
        if isinstance(row, NodeRow)
    ]
    ties = [row for row in talks() if isinstance(row, RelationshipRow)]
    day = on_day(graph(*asked, *ties), ON)
    shown = View(day, False)
    of = {id: [one for one in find_cells(day) if one.delegation == id] for id in ("alpha", "beta")}
    assert "the members were asked, 5 November 2024" in to_do(shown, "alpha", of["alpha"])
    assert "nobody was asked yet" in to_do(shown, "beta", of["beta"])


def test_a_refusal_is_an_answer() -> None:
    refused = contact("r", "2024-12-01", "refusal", "edri", "alpha", outcome="refused")
    silent = contact("s", "2024-12-01", "letter", "edri", "beta", outcome="no_answer")
    day = on_day(graph(*talks(), *refused, *silent), ON)
    reasons = {step.delegation: reason_of(day.snapshot, step) for step in best_steps(day, 9)}
    assert reasons["alpha"].startswith("1 attempt refused or without a recorded answer")
    assert reasons["beta"].startswith("1 attempt without a recorded answer")
    assert "refused" in KIND["no_answer"].means
    assert "was refused or stayed" in panel_html(View(day, False), cell_of(day), "gaps")


def test_an_occasion_that_may_still_come_is_a_next_occasion() -> None:
    rows = [
        *talks(),
        node("Event", "month", name="Some time in January", start_date="2025-01"),
        node("Event", "week", name="Since Monday", start_date="2025-01-18", end_date="2025-01-24"),
        node("Event", "over", name="Over", start_date="2025-01-19"),
        *(tie("alpha", "EXPECTED_AT", id) for id in ("month", "week", "over")),
    ]
    told = without_html(View(on_day(graph(*rows), date(2025, 1, 20)), False), "alpha")
    assert "Some time in January" in told
    assert "Since Monday" in told
    assert "Over" not in told
