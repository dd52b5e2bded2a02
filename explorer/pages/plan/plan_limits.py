"""What stands beside the list of meetings: what more would add, how sure, how long."""

from __future__ import annotations

import math
from html import escape

from explorer.html.app_links import href
from explorer.html.look import link, table
from explorer.html.view import View
from explorer.pages.plan.meeting_steps import label
from explorer.pages.plan.plan_parts import entry, plan_href
from explorer.words.text import count, listed
from graph_model.measures.contacts import days_live
from graph_model.measures.next.efforts import Plan, PlanPick
from graph_model.measures.next.options import MEETING
from graph_model.measures.next.question_plan import QuestionPlan
from graph_model.shares import percent, points

MOST = 20

QUESTIONS_SHOWN = 5


#: The contacts whose lasting is said, in words.
UPKEEP = {
    "meeting": "A meeting",
    "call": "A call",
    "letter": "An answered letter",
    "panel": "A panel",
}


def curve_html(found: Plan) -> str:
    """Diminishing returns as a line, with its numbers in a table below."""
    curve = found.curve[: max(2 * len(found.picks), MOST)]
    wide, high = 440.0, 170.0
    most_effort, most = max(curve[-1].effort, 1e-9), max(found.low + curve[-1].total, 1e-9)
    dots = [(0.0, found.low), *((pick.effort, found.low + pick.total) for pick in curve)]
    line = " ".join(
        f"{40 + (wide - 50) * effort / most_effort:.1f},{10 + (high - 40) * (1 - total / most):.1f}"
        for effort, total in dots
    )
    at, up = (
        40 + (wide - 50) * found.budget / most_effort,
        10 + (high - 40) * (1 - (found.low + found.gain) / most),
    )
    mark = (
        f'<circle cx="{min(at, wide - 10):.1f}" cy="{up:.1f}" r="5" fill="var(--lk-link)"/>'
        if found.picks
        else ""
    )
    axis = (
        f'<path d="M40 10V{high - 30}H{wide - 10}" fill="none" stroke="var(--lk-edge)"/><text'
        f' x="34" y="16" text-anchor="end">{percent(most)}</text><text x="34" y="{high - 30}"'
        f' text-anchor="end">0%</text><text x="40" y="{high - 12}">0</text><text x="{wide - 10}"'
        f' y="{high - 12}" text-anchor="end">{most_effort:g}'
        f" meeting{'' if most_effort == 1 else 's'}</text>"
    )
    says = f"Reached after each further meeting, from {percent(found.low)} to {percent(most)}"
    picture = (
        f'<svg viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{says}"'
        f' style="width:100%;font-size:13px;fill:var(--lk-ink2)">{axis}'
    )
    picture += (
        f'<polyline points="{line}" fill="none" stroke="var(--lk-link)"'
        f' stroke-width="2"/>{mark}</svg>'
    )
    rows = [
        [f"{pick.effort:g}", points(pick.gain), percent(found.low + pick.total)] for pick in curve
    ]
    numbers = table(["effort", "adds", "reached"], rows, "Diminishing returns", (0, 1, 2))
    return (
        f'{picture}<details class="lk-fold"><summary>The same in'
        f" numbers</summary>{numbers}</details>"
    )


def sure_html(shown: View, found: Plan) -> str:
    """The exact optimum beside the order, and what was not weighed."""
    if found.exact.proven and found.gap < 1e-6:
        said_best = f"The exact optimum opens {percent(found.exact.gain)}, as much as this order."
    elif found.exact.proven:
        other = [
            label(shown, option.id)
            for option in found.exact.options
            if option.id not in {pick.option.id for pick in found.picks}
        ]
        said_best = (
            f"The exact optimum opens {percent(found.exact.gain)}, with {listed(other, 6)} instead."
            " No choice opens more."
        )
    else:
        said_best = (
            f"The best choice found opens {percent(found.exact.gain)}; none can open more than"
            f" {percent(found.exact.bound)}."
        )
    left = (
        f" {count(found.left_out, 'option')} that open less by themselves were left out."
        if found.left_out
        else ""
    )
    settings = shown.settings
    counted = (
        f"A meeting is taken to cover {count(settings.meeting_issues, 'issue')}, the weightiest of"
        " those not yet reached, and with each the group it belongs to or its parts; a room leads"
        f" to such a talk with a chance of {settings.room_reach:g}, less where not everybody may"
        " enter."
    )
    change = link(href("settings"), "Change these numbers")
    return (
        f"<p>{escape(said_best)} {count(found.weighed, 'option')}"
        f" weighed.{escape(left)}</p><p>{escape(counted)} {change}</p>"
    )


def knowing_html(shown: View, found: QuestionPlan) -> str:
    """The questions to members that narrow most, and by how much all of them would."""
    if not found.picks:
        return "<p>Nothing is not known, or nobody is left to ask.</p>"
    rows = [
        f"<li>Ask {entry(shown.snapshot, pick.option.member)} about"
        f" {entry(shown.snapshot, pick.option.target)}: {points(pick.gain)}"
        f"{_as_good(pick)} {link(plan_href('question', member=pick.option.member), 'Copy it')}</li>"
        for pick in found.picks[:QUESTIONS_SHOWN]
    ]
    effort = shown.settings.question_effort
    return (
        f"<p>{percent(found.unknown)} of what is at stake is not known."
        f" {count(len(found.picks), 'question').capitalize()}, each {effort:g} of a meeting, are"
        f" expected to settle {percent(found.gain)} of it. The first:</p>"
        f"<ul>{''.join(rows)}</ul>"
    )


def _as_good(pick: PlanPick) -> str:
    """That others would settle as much: then the order is only that of ids."""
    return f" (as good: {count(len(pick.ties), 'other')})." if pick.ties else "."


def upkeep_html(shown: View, found: Plan) -> str:
    """How long what a step opens stays open, and what it takes to hold it."""
    lasting = {kind: days_live(kind, shown.settings) for kind in UPKEEP}
    rows = [
        [said, f"{lasting[kind]:,} days" if lasting[kind] else "never a line by itself"]
        for kind, said in UPKEEP.items()
    ]
    held = len({one for pick in found.picks for one in pick.option.chances})
    a_year = held * 365 / lasting[MEETING] if lasting[MEETING] else 0.0
    hold = (
        f"<p>To hold lines to {count(held, 'delegation')} takes"
        f" {count(max(1, math.ceil(a_year)), 'meeting')} a year, each before the one before it has"
        " run out.</p>"
        if a_year
        else ""
    )
    return table(["one contact", "keeps a line open for"], rows, "Upkeep", (1,)) + hold
