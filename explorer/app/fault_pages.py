"""When the app cannot show what was asked for: a fault of ours in words without a path of this
machine, and the closed door of an app that others could reach without saying who they are.
"""

from __future__ import annotations

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from explorer.app.doors import wide
from explorer.html import people
from explorer.html.app_links import href
from explorer.html.look import empty, link
from explorer.html.screen import heading, show, show_trouble
from graph_model.errors import LinkagesError

CLOSED = (
    "This explorer shows nothing yet: others could reach it, and nobody has to say who they are."
)


def show_fault(error: Exception) -> bool:
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


def closed_to_strangers() -> bool:
    """Whether rows must not be shown, for nobody said who they are; says what to do about it."""
    if people.is_shared():
        return not _known()
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


def _known() -> bool:
    """Whether who looks is in the list of people; else the way in, or why there is none."""
    if not get_secrets_auth_section():
        heading("Not open yet", CLOSED)
        show("<p>People are named; the login is not: docs/how-to-share.md says how.</p>")
        return False
    try:
        person = people.current_person()
    except people.PeopleUnreadable as error:
        heading("Not open yet", "The list of people has a fault.")
        show_trouble(str(error))
        return False
    if person is not None:
        return True
    if st.user.get("is_logged_in", False):
        heading("Not open to you", "You are not in the list of people of this coalition.")
        show("<p>Ask a steward to add your address, or come in with another.</p>")
        st.button("Leave", on_click=st.logout)
    else:
        heading("Linkages", "Say who you are, and see what your coalition has.")
        st.button("Come in", type="primary", on_click=st.login)
    return False


def not_yours(page: str, title: str) -> bool:
    """Whether a page is for others; says so."""
    if people.may_open(page):
        return False
    heading(title, f"This page is for those with the role {people.OPENS[page]}.")
    show(f"<p>{link(href(''), 'Where we stand', button='plain')}</p>")
    return True
