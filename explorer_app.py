"""The explorer: `streamlit run explorer_app.py`. Page settings and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from explorer.pages import PAGES

st.set_page_config(page_title="Linkages", page_icon=str(Path(__file__).parent / "static" / "icon.png"), layout="wide")
st.navigation([st.Page(page.draw, title=page.title, url_path=page.address, default=page is PAGES[0]) for page in PAGES], position="top").run()
