"""The explorer: page settings and navigation."""

import streamlit as st

from explorer import look, session
from explorer.navigation import PAGES

st.set_page_config(page_title="Linkages", page_icon=":material/hub:", layout="wide")
look.dress()
chosen = st.navigation(
    [st.Page(entry.page, title=entry.title, url_path=entry.address, default=number == 0) for number, entry in enumerate(PAGES)],
    position="top",
)
session.carry_over(chosen.url_path)
chosen.run()
