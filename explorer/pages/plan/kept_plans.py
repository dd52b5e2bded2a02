"""Plan, part `kept`: the contacts that members mean to make, with who and by when; recording one
closes it.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.address_choices import choose
from explorer.app.plan_button import plan_button
from explorer.app.saving import can_save, mark_plan, may_save, wait_words
from explorer.html.app_links import href
from explorer.html.entry import entry_link
from explorer.html.look import empty, link, plain_markdown, table
from explorer.html.screen import section, show, show_trouble
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.dates import as_date, date_order, date_words
from graph_model.errors import LinkagesError
from graph_model.measures import find_cells
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot


def draw(shown: View) -> None:
    """Draw the open plans, the next due first, and those that are over below."""
    plans = shown.snapshot.of("Plan")
    open_plans = sorted(
        (plan for plan in plans if plan.text("state") == "planned"),
        key=lambda plan: (date_order(plan.text("due")), plan.name),
    )
    late = sum(overdue(shown, plan) for plan in open_plans)
    counted = f"{len(open_plans)} open" + (
        f", {late} past {'its' if late == 1 else 'their'} day" if late else ""
    )
    section(
        "Kept plans",
        f"{counted}. A plan counts for nothing until its contact is recorded; on the map it is a"
        " dotted line.",
    )
    if may_save():
        wait_words()
    for plan in open_plans:
        show_plan(shown, plan)
    if not plans:
        show(
            empty(
                "No plan is kept yet.",
                "Plan a contact here, or press “Keep as plan” beside a route."
                if may_save()
                else "Members keep plans beside a route.",
                link(href("introduce"), "Who can introduce us", button="plain"),
            )
        )
    if may_save():
        new_plan(shown)
    closed_plans(shown.snapshot, [plan for plan in plans if plan.text("state") != "planned"])


def new_plan(shown: View) -> None:
    """Plan a contact that no route leads to: with whom and about what (the address may say), then
    who and by when.
    """
    snapshot = shown.snapshot
    section("Plan a contact")
    whom, what = st.columns(2)
    delegations = sorted(
        (row.id for row in snapshot.of("Delegation")), key=lambda id: caption(snapshot, id)
    )
    delegation = choose(
        whom,
        "With whom",
        "delegation",
        ["", *delegations],
        lambda id: caption(snapshot, id) if id else "choose a delegation",
    )
    issues = [cell.issue for cell in find_cells(shown.day) if cell.delegation == delegation]
    issue = choose(
        what,
        "About what",
        "issue",
        ["", *issues],
        lambda id: snapshot.name(id) if id else "anything",
    )
    if delegation:
        able = tuple(tie.source for tie in snapshot.back(issue, "WORKS_ON")) if issue else ()
        plan_button(snapshot, able, (delegation,), (issue,) if issue else (), key="kept")


def overdue(shown: View, plan: NodeRow) -> bool:
    """Whether the day by which it was to happen has passed."""
    return bool(plan.text("due")) and as_date(plan.text("due")) < shown.as_of


def show_plan(shown: View, plan: NodeRow) -> None:
    """A plan with what can be done about it."""
    snapshot = shown.snapshot
    delegations = any(
        snapshot.nodes[tie.target].label == "Delegation" for tie in snapshot.out(plan.id, "AIMS_AT")
    )
    by = f"by {date_words(plan.text('due'))}" if plan.text("due") else "no day is set"
    late = " <b>past its day</b>" if overdue(shown, plan) else ""
    note = f"<p>{escape(plan.text('note'))}</p>" if plan.text("note") else ""
    record = link(href("record", plan=plan.id), "Record this contact", f"Record: {plan.name}")
    recording = f"<p>{record}</p>" if delegations and record else ""
    card = (
        f'<div class="lk-card"><h3>{escape(plan.name)}</h3><p>{sentence(snapshot, plan.id)};'
        f" {by}.{late}</p>{note}{recording}</div>"
    )
    if not may_save():
        show(card)
        return
    words, done, drop = st.columns([5, 1.2, 1.2], vertical_alignment="center")
    show(card, words)
    for column, words_on, state in ((done, "Done", "done"), (drop, "Drop", "dropped")):
        if column.button(
            words_on,
            key=f"plan_{state}_{plan.id}",
            help=plain_markdown(f"{words_on}: {plan.name}"),
            disabled=not can_save(),
            width="stretch",
        ):
            _mark(plan.id, state)


def sentence(snapshot: Snapshot, plan: str) -> str:
    """Who is to make the contact, with whom, about what, as ready HTML with links."""
    who = ", ".join(entry_link(snapshot, tie.source) for tie in snapshot.back(plan, "CARRIES"))
    whom = ", ".join(entry_link(snapshot, tie.target) for tie in snapshot.out(plan, "AIMS_AT"))
    about = ", ".join(entry_link(snapshot, tie.target) for tie in snapshot.out(plan, "RAISES"))
    return f"{who or 'nobody yet'} → {whom}{' about ' + about if about else ''}"


def closed_plans(snapshot: Snapshot, plans: list[NodeRow]) -> None:
    """Plans that are done or dropped, and the way back."""
    if not plans:
        return
    with st.expander(f"{len(plans)} done or dropped"):
        rows = [
            [
                plan.text("state"),
                sentence(snapshot, plan.id),
                escape(date_words(plan.text("as_of"))),
            ]
            for plan in plans
        ]
        show(table(["state", "what", "since"], rows, f"{count(len(rows), 'plan')} done or dropped"))
        if not may_save():
            return
        names = {plan.id: caption(snapshot, plan.id) for plan in plans}
        again = st.selectbox(
            "Plan one of them again",
            list(names),
            index=None,
            format_func=names.__getitem__,
            key="plan_again",
        )
        if again and st.button("Plan it again", disabled=not can_save()):
            _mark(again, "planned")


def _mark(plan: str, state: str) -> None:
    try:
        mark_plan(plan, state)
    except LinkagesError as error:
        show_trouble(str(error))
        return
    st.rerun()
