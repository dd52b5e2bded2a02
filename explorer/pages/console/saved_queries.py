"""Queries with a name: opened, kept, renamed, taken away, and put back; an address shares one."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from explorer.app import database
from explorer.app.named_addresses import LONGEST, NamedAddresses, tidy_name
from explorer.html.app_links import href
from explorer.html.look import empty, link, plain_markdown
from explorer.html.screen import show
from explorer.words.text import too_long
from loaders import kept_objects

QUERIES = NamedAddresses(kept_objects.QUERIES, ("q", "params"))
WAITING, BEFORE, SAID = "cypher_saving", "cypher_before", "cypher_said"


def listed() -> None:
    """The saved queries: each opens by its name, and can be renamed or taken away."""
    kept = QUERIES.all(home())
    with st.popover(f"Saved queries ({len(kept)})", width="stretch"):
        if not kept:
            show(
                empty(
                    "No query is saved yet.",
                    "Write one and press “Save under a name”. The address of this page shares a"
                    " query without saving it.",
                )
            )
        for at, (name, params) in enumerate(kept.items()):
            show(f"<p>{link(href('console', **params), name)}</p>")
            with st.container(horizontal=True, vertical_alignment="center", key=f"lk-saved-{at}"):
                typed = f"cypher_name_{name}"
                st.text_input(
                    plain_markdown(f"Another name for {name}"),
                    name,
                    key=typed,
                    label_visibility="collapsed",
                )
                st.button(
                    "Rename", key=f"cypher_rename_{name}", on_click=renamed, args=(name, typed)
                )
                st.button("Remove", key=f"cypher_remove_{name}", on_click=removed, args=(name,))
        if kept:
            show(
                '<p class="lk-small">Choose a name to open it. To share one, open it and send the'
                " address of the page.</p>"
            )


def last_change() -> None:
    """What was last done to the list, with the way back."""
    if words := st.session_state.pop(SAID, ""):
        with st.container(horizontal=True, vertical_alignment="center"):
            show(f'<p class="lk-small" role="status">{escape(words)}</p>', width="content")
            if BEFORE in st.session_state:
                st.button("Undo", key="cypher_undo", on_click=undone)


def naming() -> None:
    """Ask for a name for the statement that is to be saved."""
    waiting = st.session_state.get(WAITING)
    if waiting is None:
        return
    with st.form("cypher_save", border=True):
        st.text_input(
            "Save this query under the name",
            key="cypher_new_name",
            placeholder="for example: Who is at the table without us?",
        )
        with st.container(horizontal=True):
            st.form_submit_button("Save", type="primary", on_click=saved, args=(waiting,))
            st.form_submit_button("Do not save", on_click=put_aside)


def saved(statement: str) -> None:
    """Keep a statement with the parameters beside it."""
    name, kept = _typed_name("cypher_new_name"), QUERIES.all(home())
    if name is None:
        return
    if not name:
        st.session_state[SAID] = "Nothing was saved: give it a name."
        return
    params = {"q": statement, "params": st.session_state.get("cypher_params", "")}
    change(
        {name: params},
        f"“{name}” is saved{', in place of the one before' if name in kept else ''}.",
    )
    put_aside()


def _typed_name(key: str) -> str | None:
    """The name that was typed; None where it has no room, which is said."""
    typed = " ".join(str(st.session_state.get(key, "")).split())
    if words := too_long("Name", typed, LONGEST):
        st.session_state[SAID] = words
        return None
    return tidy_name(typed)


def put_aside() -> None:
    """No name is asked for any more."""
    st.session_state.pop(WAITING, None)


def renamed(name: str, key: str) -> None:
    """Give a query the name that was typed, unless it is taken."""
    new, kept = _typed_name(key), QUERIES.all(home())
    if new is None:
        return
    if new == name or not new or name not in kept:
        st.session_state[SAID] = "Nothing was renamed: type another name first."
    elif new in kept:
        st.session_state[SAID] = f"“{new}” is the name of another query; nothing was changed."
    else:
        change({name: None, new: kept[name]}, f"“{name}” is now “{new}”.")


def removed(name: str) -> None:
    """Take a query away."""
    change({name: None}, f"“{name}” is removed.")


def undone() -> None:
    """Take the last change back."""
    change(st.session_state[BEFORE], "The last change is taken back.")
    st.session_state.pop(BEFORE)


def change(changed: Mapping[str, Mapping[str, str] | None], words: str) -> None:
    """Change the list, say so, and remember how these names stood before."""
    before = QUERIES.all(home())
    try:
        QUERIES.put(home(), changed)
    except OSError as error:
        st.session_state[SAID] = (
            f"The list could not be written ({error.strerror}); nothing was changed."
        )
        return
    st.session_state[SAID], st.session_state[BEFORE] = (
        words,
        {name: before.get(name) for name in changed},
    )


def home() -> Path:
    """The data folder."""
    return database.of_app().home
