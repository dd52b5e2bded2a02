"""The explorer: `streamlit run explorer_app.py`. Page settings and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from explorer.app import database
from explorer.app.frame import follow, footer, header
from explorer.html.look import dress
from explorer.pages import PAGES

st.set_page_config(
    page_title="Linkages",
    page_icon=str(Path(__file__).parent / "static" / "icon.png"),
    layout="wide",
    initial_sidebar_state="collapsed",
)
pages = [
    st.Page(page.draw, title=page.title, url_path=page.address, default=page is PAGES[0])
    for page in PAGES
]
here = st.navigation(pages, position="hidden")
st.session_state["page_here"] = here.url_path
dress()
follow()
header(PAGES, here.url_path)
here.run()
footer(database.snapshot())
