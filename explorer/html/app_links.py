"""Addresses within the app: the day and the switches of a visit go along."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

ALWAYS = ("as_of", "sources", "derived", "friends")


def href(page: str, **params: str) -> str:
    """The address of a page within the app; the day and the two switches go along, unless a "-"
    takes one out.
    """
    visit = get_script_run_ctx(suppress_warning=True) is not None  # a published page has none
    kept = {name: st.query_params[name] for name in ALWAYS if visit and name in st.query_params}
    query = urlencode(
        {name: value for name, value in {**kept, **params}.items() if value and value != "-"}
    )
    return f"{page or './'}?{query}" if query else page or "./"
