"""Opening a picture that was made here, on the map: dropped on it, or chosen as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.downloads import CHOSEN
from explorer.html.screen import show, warn
from explorer.pages.map.open_story import open_story
from explorer.pages.map.opened_pictures import (
    address_of,
    changed_since,
    keep_recipe,
    kept_recipe,
    lacking_hidden,
)
from explorer.pages.map.view_changes import switch_to
from explorer.picture.hidden_entries import ELSEWHERE, chosen
from explorer.picture.image_files import reopen
from explorer.picture.letters import drawable_text
from explorer.picture.picture import LONGEST_SAID, Recipe
from graph_model.errors import LinkagesError
from graph_model.snapshot import Snapshot

SAID = "map_said"


def open_file(data: bytes) -> None:
    """Show the picture of a file, or play its story; a file that holds none is said. Called before
    the page is drawn again.
    """
    try:
        if open_story(data):
            return
        recipe = reopen(data)
    except LinkagesError as error:
        st.session_state[SAID] = str(error)
        return
    if recipe.what != "network":
        st.session_state[SAID] = (
            "This is a picture of the matrix or of the coverage band; it opens on the page"
            " “Pictures”."
        )
        return
    switch_to(address_of(recipe, keep_opened(recipe)))


def keep_opened(recipe: Recipe) -> str:
    """Keep a recipe that was opened, and choose again what was chosen before it left; its
    number.
    """
    home = database.of_app().home
    choices, here = chosen(home, recipe)
    if recipe.audience == "public":
        st.session_state[CHOSEN] = {
            **st.session_state.get(CHOSEN, {}),
            **choices,
        }  # they hold for what leaves next, too
    if not here:
        st.session_state[SAID] = ELSEWHERE
    return keep_recipe(home, recipe)


def opened_recipe(number: str) -> Recipe | None:
    """What was opened under a number, with what was chosen before it left."""
    home = database.of_app().home
    found = kept_recipe(home, number) if number else None
    return replace(found, choices=dict(chosen(home, found)[0])) if found else None


def uploader(key: str, label: str, endings: Sequence[str]) -> None:
    """Where a file can be chosen or dropped."""
    help = "A file that was made here. It can also be dropped on a picture."
    st.file_uploader(label, type=list(endings), key=key, help=help, on_change=lambda: _chosen(key))


def _chosen(key: str) -> None:
    file = st.session_state[key]
    if file is not None:
        open_file(file.getvalue())


def opened_notes(snapshot: Snapshot, recipe: Recipe | None) -> None:
    """What there is to say about the file that was opened last: that it is none, or what changed
    since.
    """
    if said := st.session_state.pop(SAID, ""):
        warn(said)
    if recipe:
        show(
            '<p class="lk-small" role="status">Opened from a picture.'
            f" {escape(f'{changed_since(snapshot, recipe).says} {lacking_hidden(recipe)}'.strip())}"
            "</p>"
            + "".join(
                f'<p class="lk-small">{escape(drawable_text(said, LONGEST_SAID))}</p>'
                for said in recipe.remarks
            )
        )
