"""Where the map begins: questions, a name, two names with the ways between them, a file."""

from __future__ import annotations

import streamlit as st

from explorer.app.visit import option, search
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import link
from explorer.html.screen import heading, show
from explorer.html.view import View
from explorer.pages.map import open_picture
from explorer.pages.map.address import ALL, SPOKEN
from explorer.pages.map.story_player import play_buttons
from explorer.picture.image_export import KINDS
from explorer.picture.start_questions import STARTS

OPEN = "Open a picture or a story"


def starts(shown: View) -> None:
    """The empty state: ways to begin."""
    if not shown.snapshot.nodes:
        heading("Map", "There is nothing to draw yet", "The map shows what is in the graph.")
        show(load_first())
        return
    heading(
        "Map",
        "What do you want to see?",
        "Start from a question or from a name; the picture stays small and grows where you ask.",
    )
    show(_start_questions())
    play_buttons()
    left, right = st.columns(2)
    one = left.text_input(
        "Around a name", placeholder="for example USTR, CPTPP or source code", key="map_name"
    )
    other = right.text_input(
        "… and the ways from it to another name", placeholder="optional", key="map_other"
    )
    if one and other and _ways_between(shown, one, other):
        return
    open_picture.uploader("map_file_first", OPEN, list(KINDS))
    for typed in (one, other):
        if typed:
            show(_starts_around(shown, typed))


def _start_questions() -> str:
    """The questions that a picture can start from, as a list of links."""
    asked = [
        (SPOKEN, "Who of us has spoken to the delegations in a negotiation?"),
        *((start.code, start.says) for start in STARTS),
        (ALL, "The whole network, in groups"),
    ]
    items = (f"<li>{link(href('map', question=code), says)}</li>" for code, says in asked)
    return f"<ul>{''.join(items)}</ul>"


def _ways_between(shown: View, one: str, other: str) -> bool:
    """A link to the ways between two names that were typed; whether both are known."""
    ends = [found[0] for typed in (one, other) if (found := search(shown.snapshot, typed, limit=1))]
    if len(ends) < 2:
        return False
    says = f"Ways from {option(shown.snapshot, ends[0])} to {option(shown.snapshot, ends[1])}"
    show(f"<p>{link(href('map', path=','.join(ends)), says)}</p>")
    return True


def _starts_around(shown: View, typed: str) -> str:
    """What has a name like the one that was typed, as a list of links."""
    items = "".join(
        f"<li>{link(href('map', focus=id), option(shown.snapshot, id))}</li>"
        for id in search(shown.snapshot, typed)
    )
    return (
        f"<ul>{items}</ul>" if items else "<p>Nothing has a name like that; try a part of it.</p>"
    )
