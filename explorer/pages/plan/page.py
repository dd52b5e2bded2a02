"""Plan: what to do next, in parts: a budget of meetings, an event, questions to members, common
ground, what hangs on one, a link on trial, kept plans.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from explorer.app.calendar_button import calendar_button
from explorer.app.visit import context_bar, view
from explorer.html.empty import load_first, no_talks
from explorer.html.screen import heading, show
from explorer.html.view import View
from explorer.pages.plan import (
    before_a_meeting,
    event,
    if_someone_leaves,
    kept_plans,
    member_questions,
    next_meetings,
)
from explorer.pages.plan import link_trial as trial
from explorer.words.text import count


@dataclass(frozen=True)
class PlanPart:
    """A part of the page: its name in the address, what it is called, and what draws it."""

    code: str
    says: str
    draw: Callable[[View], None]


def plans_that_were_kept(shown: View) -> None:
    """The plans that were kept, under a heading of their own."""
    number = sum(plan.text("state") == "planned" for plan in shown.snapshot.of("Plan"))
    heading("Plan", f"{count(number, 'kept plan')} {'is' if number == 1 else 'are'} open.", "")
    kept_plans.draw(shown)


PARTS = (
    PlanPart("budget", "So many meetings", next_meetings.draw),
    PlanPart("event", "An event", event.draw),
    PlanPart("question", "Questions to members", member_questions.draw),
    PlanPart("ground", "Before a meeting", before_a_meeting.draw),
    PlanPart("leaving", "If someone leaves", if_someone_leaves.draw),
    PlanPart("link", "Try a link", trial.draw),
    PlanPart("kept", "Kept plans", plans_that_were_kept),
)


def page() -> None:
    """Draw the part that the address names; the first when it names none."""
    shown = view()
    context_bar(shown)
    part = next((part for part in PARTS if part.code == st.query_params.get("part")), PARTS[0])
    if not shown.snapshot.of("Delegation"):
        heading(
            "Plan",
            "There is no delegation yet to plan for.",
            "Load agreements and delegations first; templates are beside the upload.",
        )
        show(load_first() if not shown.snapshot.nodes else no_talks(shown))
        return
    part.draw(shown)
    calendar_button(shown)
