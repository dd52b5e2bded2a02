"""Record a contact: five fields, thirty seconds; what is saved counts at once and can be taken
back.
"""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.saving import can_save, keep_contact, wait_words
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.look import empty, link
from explorer.html.screen import heading, section, show, show_trouble
from explorer.html.view import View
from explorer.pages.record.form_fields import choose_entries, provenance
from explorer.pages.record.saved_contacts import history, saved_card
from explorer.words.captions import caption
from explorer.words.change_sentences import moved_sentence
from graph_model.capitals import first_up
from graph_model.dates import as_date, date_words
from graph_model.errors import LinkagesError
from graph_model.measures import find_cells, settings_of
from graph_model.measures.changed.band_shift import band_shift
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from loaders.check.contact_form import HAPPENED, ContactDraft, contact_faults, similar_contacts
from loaders.check.form_rows import FieldFault

PREFILL = ("delegation", "issue", "member", "plan")


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if not shown.snapshot.of("Delegation"):
        heading(
            "Record a contact",
            "There is no delegation yet to have met.",
            "A contact is with a delegation, so these come first.",
        )
        show(
            empty(
                "No delegation is loaded.",
                "Bring in delegation.csv; templates are on the same page.",
                link(href("data"), "Go to Data", button="main"),
            )
        )
        return
    heading(
        "Record a contact",
        "Who met whom, and about what?",
        "What you save counts at once on every page, and you can take it back.",
    )
    saved_card()
    left, right = st.columns([3, 2], gap="large")
    with left:
        form(shown)
    with right:
        history()


# ---------------------------------------------------------------- the form


def form(shown: View) -> None:
    """The five fields, the sentence, and the light question of how it is known."""
    snapshot = shown.snapshot
    start = prefilled(snapshot)  # may begin a new turn
    turn = _turn()
    section("The contact", "Five fields; the rest is optional.")
    with st.container(key="lk-form"):
        members = choose_entries(
            snapshot, "Who of us", start.members, f"members_{turn}", ("Member",), new=True
        )
        whom = choose_entries(
            snapshot, "With whom", start.delegations, f"delegations_{turn}", ("Delegation",)
        )
        today = date.fromisoformat(database.today())
        on, happened = when_and_what(min(today, shown.as_of), today, turn)
        about = choose_entries(
            snapshot,
            "About what",
            start.about,
            f"about_{turn}",
            ("Issue", "Agreement"),
            first=_subjects(shown, whom.ids),
        )
        summary = st.text_input("In a sentence (optional)", key=f"record_summary_{turn}")
        show(
            '<p class="lk-small">No person’s name, e-mail or telephone number: the graph is shared,'
            " so it keeps bodies and roles.</p>"
        )
        source, visibility = provenance(turn)
    typed = ContactDraft(
        members.ids, whom.ids, on, happened, about.ids, summary, members.new, source, visibility
    )
    faults = [*members.faults, *whom.faults, *about.faults, *contact_faults(typed, snapshot, today)]
    doubles(snapshot, typed)
    save(shown, typed, faults, turn)


def when_and_what(day: date, today: date, turn: int) -> tuple[str, str]:
    """The day of the contact (empty while none is typed) and its kind."""
    when, what = st.columns(2)
    on = when.date_input(
        "When",
        value=day,
        max_value=today,
        min_value=date(1990, 1, 1),
        key=f"record_when_{turn}",
        format="YYYY-MM-DD",
    )
    happened = what.selectbox(
        "What kind",
        list(HAPPENED),
        format_func=lambda code: first_up(HAPPENED[code].says),
        key=f"record_kind_{turn}",
    )
    return on.isoformat() if isinstance(on, date) else "", happened


def doubles(snapshot: Snapshot, typed: ContactDraft) -> None:
    """Warn of contacts that may be this one."""
    if not typed.date:
        return
    items = [
        f"<li>{link(href('profile', id=id), caption(snapshot, id))}: {escape(_who(snapshot, id))}."
        f" {escape(snapshot.nodes[id].text('summary'))}</li>"
        for id in similar_contacts(typed, snapshot)[:3]
    ]
    if items:
        show(
            '<div class="lk-card" role="status"><h3>This may be recorded'
            f" already</h3><ul>{''.join(items)}</ul><p>Save only if it is another"
            " contact.</p></div>"
        )


def save(shown: View, typed: ContactDraft, faults: list[FieldFault], turn: int) -> None:
    """The button; what is wrong is said where the button is, once it was pressed or the text itself
    must not be kept.
    """
    tried = st.session_state.get(f"record_tried_{turn}", False)
    for fault in faults:
        if tried or fault.field in ("summary", "source_url"):
            show_trouble(fault.sentence)
    wait_words()
    with st.container(key="lk-save"):  # on a phone it takes the place of "Record a contact"
        pressed = st.button(
            "Save this contact",
            type="primary",
            key=f"record_save_{turn}",
            disabled=not can_save(),
            width="stretch",
        )
    if not pressed:
        return
    if faults:
        st.session_state[f"record_tried_{turn}"] = True
        st.rerun()
    try:
        done = keep_contact(typed, st.query_params.get("plan", ""))
    except LinkagesError as error:
        show_trouble(str(error))
        return
    contact = next(row.id for row in done.new.nodes if row.label == "Engagement")
    st.session_state["record_saved"] = (
        done.load_id,
        done.says,
        _moved(shown, as_date(typed.date), done.before, done.after),
        contact,
        typed.delegations[0],
    )
    for name in PREFILL:
        st.query_params.pop(name, None)
    _next_turn()
    st.rerun()


def _moved(shown: View, on: date, before: Snapshot, after: Snapshot) -> str:
    """How the band moved by what was saved, on the day looked at or that of the contact."""
    at = max(shown.as_of, on)
    counted = shown.settings
    change = band_shift(
        *(
            Day(
                snapshot, at, settings_of(snapshot, counted.leave_out_derived, counted.with_friends)
            )
            for snapshot in (before, after)
        )
    )
    when = "" if at == shown.as_of else f" (on {date_words(at.isoformat())})"
    return moved_sentence(change) + when


# ---------------------------------------------------------------- inside


def prefilled(snapshot: Snapshot) -> ContactDraft:
    """What the address fills in: `member`, `delegation`, `issue`, or all that a `plan` names."""
    asked = {name: st.query_params.get(name, "") for name in PREFILL}
    if st.session_state.get("record_asked") != asked and any(asked.values()):
        _next_turn()
    st.session_state["record_asked"] = asked
    plan = asked["plan"]
    members = [tie.source for tie in snapshot.back(plan, "CARRIES")]
    aims = [
        tie.target
        for tie in snapshot.out(plan, "AIMS_AT")
        if snapshot.nodes[tie.target].label == "Delegation"
    ]
    about = [tie.target for tie in snapshot.out(plan, "RAISES")]
    return ContactDraft(
        (*members, asked["member"]), (*aims, asked["delegation"]), about=(*about, asked["issue"])
    )


def _turn() -> int:
    return int(st.session_state.get("record_turn", 0))


def _next_turn() -> None:
    """Fields with new keys, so that they begin empty or as the address fills them."""
    st.session_state["record_turn"] = _turn() + 1


def _subjects(shown: View, delegations: tuple[str, ...]) -> list[str]:
    """Issues on the table of the chosen delegations, the weightiest first: listed before one
    types.
    """
    weight: dict[str, float] = {}
    for cell in find_cells(shown.day):
        if cell.delegation in delegations:
            weight[cell.issue] = max(weight.get(cell.issue, 0.0), cell.importance)
    return sorted(weight, key=lambda issue: (-weight[issue], shown.snapshot.name(issue)))


def _who(snapshot: Snapshot, contact: str) -> str:
    members = ", ".join(snapshot.name(tie.source) for tie in snapshot.back(contact, "TOOK_PART_IN"))
    return (
        f"{members} with"
        f" {', '.join(snapshot.name(tie.target) for tie in snapshot.out(contact, 'REACHED'))}"
    )
