"""When the app cannot show what was asked for: a fault of ours in words without a path of this
machine, and the closed door of an app that others could reach without saying who they are.
"""

from __future__ import annotations

import streamlit as st

from explorer.app.doors import wide
from explorer.html.address import href
from explorer.html.look import empty, link
from explorer.html.screen import heading, show
from graph_model.errors import LinkagesError

CLOSED = (
    "This explorer shows nothing yet: others could reach it, and nobody has to say who they are."
)


def mishap(error: Exception) -> bool:
    """Say that a page could not be drawn; what happened exactly stands in the app's own log."""
    ours = f"{error} " if isinstance(error, LinkagesError) else ""
    show(
        empty(
            "This part of the page could not be drawn.",
            f"{ours}Nothing was changed. Open the page anew; if it happens again, the lines that"
            " the app wrote at this moment say why.",
            link(href(""), "Where we stand", button="plain"),
        )
    )
    return True


def closed() -> bool:
    """Whether rows must not be shown, for others could reach the app without a login; says so."""
    if not wide():
        return False
    heading("Not open yet", CLOSED)
    show(
        "<ul><li>For yourself alone: take <code>server.address</code> out of the settings of"
        " Streamlit (or set it to 127.0.0.1) and leave <code>LINKAGES_HOSTS</code> empty.</li>"
        "<li>For a coalition: set up who may come in, as docs/how-to-share.md says.</li></ul>"
    )
    st.session_state.clear()
    return True
