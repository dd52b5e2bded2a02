"""The explorer: `streamlit run explorer_app.py`. The doors before the app; then page settings and
navigation, nothing else.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.app import database
from explorer.app.doors import Doors
from explorer.app.fault_pages import closed_to_strangers, not_yours, show_fault
from explorer.app.frame import allowed_places, follow_links, footer, header
from explorer.app.kept_theme import keep_theme
from explorer.app.turns import TURNS
from explorer.app.warming import warm
from explorer.html.screen import dress
from explorer.pages import PAGES, PLACES


def draw() -> None:
    """Draw the page that the address asks for."""
    pages = [
        st.Page(page.draw, title=page.title, url_path=page.address, default=page is PAGES[0])
        for page in PAGES
    ]
    here = st.navigation(pages, position="hidden")
    st.session_state["page_here"] = here.url_path
    drawn = f"{here.url_path}?{urlencode(st.query_params.to_dict())}"
    st.set_page_config(
        page_title=f"{here.title} · Linkages",
        page_icon="/app/static/icon.png",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    dress()
    if closed_to_strangers():
        return
    follow_links()
    header(allowed_places(PLACES), here.url_path, st.query_params.get("part", ""))
    with st.container(key="lk-main"):
        if not not_yours(here.url_path, here.title):
            here.run()
    footer(database.snapshot(), drawn)


@asynccontextmanager
async def beginning(_: st.App) -> AsyncIterator[None]:
    """With the server begins the database, and what pages need beyond the first."""
    database.begin_behind()
    keep_theme()
    warm(TURNS, [page.module for page in PAGES], database.freeze_memory)
    yield


if (
    get_script_run_ctx(suppress_warning=True) is None
):  # the server reads this file once, to serve it
    app = st.App(
        __file__, middleware=[Middleware(Doors)], lifespan=beginning, on_script_error=show_fault
    )
else:  # and runs it for every look at a page
    with TURNS.page():
        draw()
