"""The explorer: `streamlit run explorer_app.py`. Page settings and navigation, nothing else."""

import streamlit as st

from explorer.pages import PAGES

st.set_page_config(page_title="Linkages", page_icon=":material/hub:", layout="wide")
st.navigation([st.Page(page.draw, title=page.title, url_path=page.address, default=page is PAGES[0]) for page in PAGES], position="top").run()
