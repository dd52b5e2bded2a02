"""What was saved, how the picture moved, and the way back."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.saving import latest_saves, take_back, waiting_words
from explorer.app.taking_back import take_back_pressed
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import section, show, show_trouble, success
from graph_model.errors import LinkagesError


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
        if take_back_pressed(button, f"undo_{entry.id}", entry.by, about=entry.note):
            undo(entry.id, entry.note)
