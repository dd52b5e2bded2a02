"""Record a contact: five fields, thirty seconds; what is saved counts at once and can be taken
back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.chooser import entry_field
from explorer.app.saving import (
    can_save,
    keep_contact,
    latest_saves,
    take_back,
    wait_words,
    waiting_words,
)
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.look import empty, link, plain_markdown
from explorer.html.screen import heading, section, show, show_trouble, success
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.change_sentences import moved_sentence
from graph_model.dates import as_date, date_words
from graph_model.errors import LinkagesError
from graph_model.measures import find_cells, settings_of
from graph_model.measures.changed.band_shift import band_shift
from graph_model.measures.day import Day
from graph_model.resolver import resolve_name
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.contact_form import (
    HAPPENED,
    ContactDraft,
    NewMember,
    contact_faults,
    similar_contacts,
)
from loaders.check.form_rows import FieldFault
from loaders.take_out.audience import AUDIENCES

PREFILL = ("delegation", "issue", "member", "plan")
NEW = "a new organisation"
WHO_SEES = {"public": "Everyone", "coalition": "The coalition", "private": "This machine only"}


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
        when, what = st.columns(2)
        on = when.date_input(
            "When",
            value=min(today, shown.as_of),
            max_value=today,
            min_value=date(1990, 1, 1),
            key=f"record_when_{turn}",
            format="YYYY-MM-DD",
        )
        happened = what.selectbox(
            "What kind",
            list(HAPPENED),
            format_func=lambda code: _first_up(HAPPENED[code].says),
            key=f"record_kind_{turn}",
        )
        about = choose_entries(
            snapshot,
            "About what",
            start.about,
            f"about_{turn}",
            ("Issue", "Agreement"),
            first=_subjects(shown, whom.ids),
        )
        help = (
            "No person’s name, e-mail or telephone number: the graph is shared, so it keeps bodies"
            " and roles."
        )
        summary = st.text_input(
            "In a sentence (optional)", key=f"record_summary_{turn}", max_chars=300
        )
        show(f'<p class="lk-small">{help}</p>')
        source, visibility = provenance(turn)
    typed = ContactDraft(
        members.ids,
        whom.ids,
        on.isoformat() if isinstance(on, date) else "",
        happened,
        about.ids,
        summary,
        members.new,
        source,
        visibility,
    )
    faults = [*members.faults, *whom.faults, *about.faults, *contact_faults(typed, snapshot, today)]
    doubles(snapshot, typed)
    save(shown, typed, faults, turn)


def provenance(turn: int) -> tuple[str, str]:
    """How it is known and who may see it, asked lightly."""
    with st.expander("How do we know, and who may see it? (optional)"):
        source = st.text_input(
            "Web address that says so",
            key=f"record_source_{turn}",
            placeholder="https://…",
            help="Without one it counts as told from memory.",
        )
        choices = list(AUDIENCES)
        visibility = st.selectbox(
            "Who may see it",
            choices,
            index=choices.index("coalition"),
            format_func=WHO_SEES.__getitem__,
            key=f"record_seen_{turn}",
        )
    return source.strip(), visibility


@dataclass(frozen=True)
class FieldChoice:
    """What was chosen in a field: ids, new members, and what is not clear yet."""

    ids: tuple[str, ...]
    new: tuple[NewMember, ...] = ()
    faults: tuple[FieldFault, ...] = ()


def choose_entries(
    snapshot: Snapshot,
    label: str,
    start: Sequence[str],
    key: str,
    labels: tuple[str, ...],
    new: bool = False,
    first: Sequence[str] = (),
) -> FieldChoice:
    """A field that lists entries as one types; a name that is not on record is asked about."""
    chosen = entry_field(snapshot, label, f"record_{key}", labels, start, new, first)
    ids: list[str] = []
    fresh: list[NewMember] = []
    faults: list[FieldFault] = []
    for typed in chosen:
        found = resolve_name(snapshot, typed, *labels)
        if found.id:
            ids.append(found.id)
            continue
        answer = ask_which(snapshot, typed, found.near, f"record_{key}_{typed}", new)
        if answer == NEW:
            groups = next(
                column.codes
                for column in SCHEMA.by_label["Member"].fields
                if column.name == "stakeholder_group"
            )
            group = st.selectbox(
                plain_markdown(f"“{typed}” is new. Its group"),
                groups,
                format_func=lambda code: _first_up(code.replace("_", " ")),
                key=f"record_{key}_{typed}_group",
            )
            fresh.append(NewMember(typed, group))
        elif answer:
            ids.append(answer)
        else:
            faults.append(FieldFault(key, f"{label}: say which one “{typed}” is, or take it out."))
    return FieldChoice(tuple(dict.fromkeys(ids)), tuple(fresh), tuple(faults))


def ask_which(snapshot: Snapshot, typed: str, near: tuple[str, ...], key: str, new: bool) -> str:
    """Ask which of the nearest names is meant, or whether it is new; an id, `NEW`, or nothing
    yet.
    """
    if not near:
        if not new:
            show_trouble(
                f"Nothing has a name like “{typed}”. Take it out and type a part of the name."
            )
        return NEW if new else ""
    options = [*near, NEW] if new else list(near)
    answer = st.radio(
        plain_markdown(f"“{typed}” is not in the list. Which one is it?"),
        options,
        index=None,
        format_func=lambda id: NEW if id == NEW else plain_markdown(caption(snapshot, id)),
        key=key,
    )
    return answer or ""


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
    at = max(shown.as_of, as_date(typed.date))
    change = band_shift(
        *(
            Day(
                snapshot,
                at,
                settings_of(
                    snapshot, shown.settings.leave_out_derived, shown.settings.with_friends
                ),
            )
            for snapshot in (done.before, done.after)
        )
    )
    when = "" if at == shown.as_of else f" (on {date_words(at.isoformat())})"
    contact = next(row.id for row in done.new.nodes if row.label == "Engagement")
    st.session_state["record_saved"] = (
        done.load_id,
        done.says,
        moved_sentence(change) + when,
        contact,
        typed.delegations[0],
    )
    for name in PREFILL:
        st.query_params.pop(name, None)
    _next_turn()
    st.rerun()


# ---------------------------------------------------------------- what was saved


def saved_card() -> None:
    """What was saved last, how the picture moved, and the way back."""
    if undone := st.session_state.pop("record_undone", ""):
        success(undone)
    if "record_saved" not in st.session_state:
        return
    load_id, says, change, contact, delegation = st.session_state["record_saved"]
    ways = "".join(
        (
            link(href("profile", id=contact), "The contact", button="plain"),
            link(href("profile", id=delegation), "The delegation", button="plain"),
            link(href("map", focus=delegation), "On the map", button="plain"),
            link(href(""), "Where we stand now", button="plain"),
        )
    )
    with st.container(key="lk-panel"):
        show(
            f'<div role="status"><h2 class="lk-h2">Saved</h2><p>{escape(says)}</p><p'
            f' class="lk-do">{escape(change)}</p><div class="lk-btns">{ways}</div></div>'
        )
        if st.button("Undo", key="record_undo", icon=":material/undo:"):
            undo(load_id, says)


def undo(load_id: str, says: str) -> None:
    """Take a step back and say so."""
    try:
        take_back(load_id)
    except LinkagesError as error:
        show_trouble(str(error))
        return
    if st.session_state.get("record_saved", ("",))[0] == load_id:
        del st.session_state["record_saved"]
    st.session_state["record_undone"] = f"Taken back: {says}."
    st.rerun()


def history() -> None:
    """What was typed lately, each with its way back."""
    section(
        "Recorded lately",
        "Contacts, plans, answers and settings that people typed in. Each can be taken back.",
    )
    entries = latest_saves()
    if not entries:
        show(f"<p>{escape(waiting_words() or 'Nothing yet. What you save appears here.')}</p>")
    for entry in entries:
        words, button = st.columns([4, 1.4], vertical_alignment="center")
        with words:
            show(
                f'<p class="lk-small">{escape(entry.note)}.'
                f" {escape(entry.finished[:16].replace('T', ' '))} UTC</p>"
            )
        if button.button(
            "Undo", key=f"undo_{entry.id}", help=plain_markdown(f"Take back: {entry.note}")
        ):
            undo(entry.id, entry.note)


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


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
