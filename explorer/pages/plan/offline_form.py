"""The form of a member to be sent by mail, and the file that comes back: shown first, then kept."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.saving import can_save, may_save, wait_words, write
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.member_form import member_form
from explorer.html.screen import section, show, show_trouble
from explorer.html.view import View
from explorer.words.change_sentences import moved_sentence
from graph_model.dataset_changes import TYPED, Changes
from graph_model.errors import LinkagesError
from graph_model.measures.changed.band_shift import band_shift
from loaders.answer_files import read_answers
from loaders.write.load import apply


def draw(shown: View, member: str) -> None:
    """The file out, and the file in."""
    section(
        "Or as a form by mail" if may_save() else "As a form by mail",
        "One file, filled in without network, on a phone too. It asks about every delegation at the"
        " table, names no persons, and gives a small file back.",
    )
    st.download_button(
        "The form of this member (HTML)",
        lambda: member_form(shown.day, member),
        f"form-{member}.html",
        "text/html",
        key=f"form_{member}",
    )
    if not may_save():
        return
    file = st.file_uploader("The file that came back", type=["json"], key="answers_file")
    if file is not None:
        came_back(shown, file.name, file.getvalue())


def came_back(shown: View, name: str, data: bytes) -> None:
    """What a file of answers would change, the button that keeps it, and the member's own map."""
    brought = read_answers(name, data, shown.snapshot, database.today())
    if brought.edit is None:
        show_trouble(*(str(problem) for problem in brought.problems[:10]))
        return
    after = apply(shown.snapshot, Changes(TYPED, new=brought.edit.put))
    change = band_shift(shown.day, replace(shown.day, snapshot=after))
    show(f"<p>{escape(brought.edit.says)}. {escape(moved_sentence(change, trial=True))}</p>")
    wait_words()
    if st.button("Keep these", type="primary", key="answers_file_keep", disabled=not can_save()):
        try:
            write(brought.edit)
        except LinkagesError as error:
            show_trouble(str(error))
            return
        member = shown.snapshot.name(brought.member)
        way = link(href("map", focus=brought.member), f"The map around {member}")
        show(f'<div class="lk-card" role="status"><h3>Kept.</h3><p>{way}</p></div>')
