"""The steps that would help most, in words: each kind of gap asks for another one."""

from __future__ import annotations

from datetime import date

from explorer.html.advice_list import reason_of, title_of
from graph_model.measures.next.advice import best_steps
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, on_day, talks, tie

DAY = date(2025, 1, 1)


def said(snapshot: Snapshot) -> dict[str, tuple[str, str]]:
    return {
        step.delegation: (title_of(snapshot, step), reason_of(snapshot, step))
        for step in best_steps(on_day(snapshot, DAY))
    }


def test_a_line_that_went_quiet_is_renewed_by_who_had_it_and_a_silent_one_is_asked_about() -> None:
    old = contact("e1", "2019-03-01", "meeting", "edri", "alpha", "flows")
    steps = said(graph(*talks(), *old))
    assert steps["alpha"][0] == "Ask EDRi to renew the line to Ministry of Alpha"
    assert "meeting, 1 March 2019" in steps["alpha"][1]
    assert steps["beta"][0].startswith("Ask ")
    assert "No member was asked yet" in steps["beta"][1]


def test_a_live_line_is_used_and_an_unanswered_letter_needs_another_way() -> None:
    live = contact("e1", "2024-12-01", "meeting", "edri", "alpha")
    letter = contact("e2", "2024-12-01", "letter", "apc", "beta", outcome="no_answer")
    steps = said(graph(*talks(), *live, *letter, tie("apc", "WORKS_ON", "flows")))
    assert steps["alpha"][0] == "Raise more with Ministry of Alpha, through EDRi"
    assert steps["beta"] == (
        "Find another way in to Ministry of Beta",
        (
            "1 attempt without a recorded answer, the last one: letter, 1 December 2024. It sits at"
            " 1 open table: 2 of the lines that we would want. The same with Ministry of Alpha"
            " would move as much."
        ),
    )
