"""Fields with room for so many letters. Streamlit's own limit (`max_chars`) drops a longer text
that is pasted without a word; here it stays in its field, is not taken, and it is said why.
"""

from __future__ import annotations

import streamlit as st

from explorer.html.screen import warn
from explorer.words.text import too_long


def limited_text(
    label: str,
    longest: int,
    value: str = "",
    key: str | None = None,
    placeholder: str | None = None,
) -> str | None:
    """What was typed; None where it has no room, which is said below the field."""
    typed = st.text_input(label, value, key=key, placeholder=placeholder)
    if words := too_long(label, typed, longest):
        warn(words)
        return None
    return typed
