"""Plan: what to do next, in parts: a budget of meetings, an event, questions to members, common ground, what hangs on one, a link on trial, kept plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from explorer.look import heading, show
from explorer.nothing import load_first, no_talks
from explorer.plan import budget, event, ground, kept, leaving, question
from explorer.plan import link as trial
from explorer.plan.shared import count, plan_href
from explorer.session import View, context_bar, view


@dataclass(frozen=True)
class Part:
    """A part of the page: its name in the address, what it is called, and what draws it."""

    code: str
    says: str
    draw: Callable[[View], None]


def kept_plans(shown: View) -> None:
    """The plans that were kept, under a heading of their own."""
    number = sum(plan.text("state") == "planned" for plan in shown.snapshot.of("Plan"))
    heading("Plan", f"{count(number, 'kept plan')} {'is' if number == 1 else 'are'} open.", "")
    kept.draw(shown)


PARTS = (
    Part("budget", "So many meetings", budget.draw),
    Part("event", "An event", event.draw),
    Part("question", "Questions to members", question.draw),
    Part("ground", "Before a meeting", ground.draw),
    Part("leaving", "If someone leaves", leaving.draw),
    Part("link", "Try a link", trial.draw),
    Part("kept", "Kept plans", kept_plans),
)


def page() -> None:
    """Draw the part that the address names; the first when it names none."""
    shown = view()
    context_bar(shown)
    part = next((part for part in PARTS if part.code == st.query_params.get("part")), PARTS[0])
    current = ' aria-current="page"'
    links = "".join(f'<a class="lk-tab" href="{plan_href(one.code)}" target="_self"{current if one is part else ""}>{one.says}</a>' for one in PARTS)
    show(f'<nav class="lk-tabs" aria-label="Parts of the plan">{links}</nav>')
    if not shown.snapshot.of("Delegation"):
        heading("Plan", "There is no delegation yet to plan for.", "Load agreements and delegations first; templates are beside the upload.")
        show(load_first() if not shown.snapshot.nodes else no_talks(shown))
        return
    part.draw(shown)
