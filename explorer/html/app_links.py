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
    asked = st.query_params.to_dict() if visit else {}  # looked up once: a page has many links
    kept = {name: asked[name] for name in ALWAYS if name in asked}
    query = urlencode(
        {name: value for name, value in {**kept, **params}.items() if value and value != "-"}
    )
    return f"{page or './'}?{query}" if query else page or "./"
