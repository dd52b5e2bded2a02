"""The past of a row, each step with its way back."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import database
from explorer.app.saving import can_save, take_back
from explorer.app.taking_back import take_back_pressed
from explorer.html import people
from explorer.html.screen import show, show_trouble
from explorer.html.view import View
from graph_model.dataset_changes import TYPED
from graph_model.errors import LinkagesError
from graph_model.rows import Key, Row
from loaders.write.edits import RowRevision, past_of


def history(shown: View, row: Row) -> None:
    """Who, when, what, from which load; each step with its way back."""
    if database.of_app().store is None:
        return
    steps = _past(row.key, database.of_app().kept.load_id)
    person = people.present()
    if not person.may("steward"):  # a step's sentence may tell of rows that are not theirs to see
        steps = [step for step in steps if step.actor == person.signature]
    if not steps:
        show("<p>Nothing of its past is kept: it came with the first load, or too long ago.</p>")
    for step in steps:
        cells = "; ".join(
            f"{name}: {old or '(empty)'} → {new or '(empty)'}"
            for name, (old, new) in step.cells.items()
        )
        who = f" by {step.actor}" if step.actor else ""
        undone = " (taken back)" if step.undone else ""
        words, button = st.columns([4, 1.4], vertical_alignment="center")
        with words:
            show(
                f'<p class="lk-small">{escape(step.when)} UTC{escape(who)}:'
                f" {escape(step.what)}{undone}."
                f" {escape(step.says)} (dataset “{escape(step.dataset)}”). {escape(cells)}</p>"
            )
        if not step.undone and step.dataset == TYPED:
            ask_take_back(button, step)


def ask_take_back(container: DeltaGenerator, step: RowRevision) -> None:
    """Take a step back, and say so."""
    key = f"undo_step_{step.load_id}"
    if take_back_pressed(container, key, step.actor, disabled=not can_save()):
        try:
            take_back(step.load_id)
        except LinkagesError as error:
            show_trouble(str(error))
            return
        st.session_state["put_right_done"] = f"Taken back: {step.says}."
        st.rerun()


@st.cache_data(max_entries=20, show_spinner=False)
def _past(key: str | Key, load_id: str) -> list[RowRevision]:
    """The past of a row as of a load."""
    behind = database.of_app()
    return past_of(behind.store, behind.kept.snapshot, key) if behind.store and load_id else []
