"""The button that keeps a plan, and the form behind it."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.saving import can_save, keep_plan, may_save, wait_words
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import show, show_trouble
from graph_model.errors import LinkagesError
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot


def plan_button(
    snapshot: Snapshot,
    members: tuple[str, ...],
    aims: tuple[str, ...],
    issues: tuple[str, ...] = (),
    key: str = "plan",
) -> None:
    """The button “Keep as plan”: it asks who is to make the contact and by when, and says where the
    plan stands then.

    `members` are proposed (the first of them at first), `aims` are delegations or one member to be
    asked, `key` tells several buttons apart.
    """
    if not may_save():
        return
    # what was typed for another contact is not taken over
    key = "_".join((key, *members[:1], *aims, *issues))
    now = st.session_state.get(f"{key}_kept")
    if kept := next((plan for plan in snapshot.of("Plan") if plan.id == now), None):
        show(_kept_html(kept))
        return
    with st.popover("Keep as plan", icon=":material/event:"):
        _keep_form(snapshot, members, aims, issues, key)


def _keep_form(
    snapshot: Snapshot,
    members: tuple[str, ...],
    aims: tuple[str, ...],
    issues: tuple[str, ...],
    key: str,
) -> None:
    """Who, by when, and a note; the plan that is kept is told in the place of the button."""
    who = st.multiselect(
        "Who of us",
        _members(snapshot, members),
        list(members[:1]),
        format_func=snapshot.name,
        key=f"{key}_who",
    )
    due = st.date_input(
        "By when",
        value=None,
        min_value=date.fromisoformat(database.today()),
        key=f"{key}_due",
        format="YYYY-MM-DD",
    )
    note = st.text_input(
        "Note (optional)",
        key=f"{key}_note",
        help="Bodies and roles only: no person’s name, e-mail or telephone number.",
    )
    wait_words()
    if st.button(
        "Keep this plan", type="primary", key=f"{key}_keep", disabled=not can_save() or not who
    ):
        until = due.isoformat() if isinstance(due, date) else ""
        try:
            saved = keep_plan(tuple(who), aims, issues, until, note=note)
        except LinkagesError as error:
            show_trouble(str(error))
            return
        st.session_state[f"{key}_kept"] = saved.plan
        st.rerun()


def _kept_html(kept: NodeRow) -> str:
    """Where a plan stands that was just kept, and the ways on."""
    ways = (
        f"{link(href('record', plan=kept.id), 'Record the contact')} ·"
        f" {link(href('plan', part='kept'), 'All plans')}"
    )
    said = (
        f"Planned: {kept.name}. It counts once the contact is recorded; until then it is a"
        " dotted line."
    )
    return (
        f'<div class="lk-card" role="status"><p class="lk-do">{escape(said)}</p><p>{ways}</p></div>'
    )


def _members(snapshot: Snapshot, first: tuple[str, ...]) -> list[str]:
    return list(
        dict.fromkeys(
            [*first, *sorted((row.id for row in snapshot.of("Member")), key=snapshot.name)]
        )
    )
