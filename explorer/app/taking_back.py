"""The button that takes a step back; what somebody else did is asked about first."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.html import people
from explorer.html.look import plain_markdown


def take_back_pressed(
    container: DeltaGenerator,
    key: str,
    by: str,
    words: str = "Undo",
    about: str = "",
    disabled: bool = False,
) -> bool:
    """Draw the button; whether the step is to be taken back now. Where somebody else did it, the
    first press asks, by their name.
    """
    others = bool(by) and by != people.present().signature
    sure = f"{key}_sure"
    asked = others and bool(st.session_state.get(sure))
    pressed = container.button(
        plain_markdown(f"Yes, undo the work of {by}") if asked else words,
        key=key,
        disabled=disabled,
        icon=":material/undo:",
        help=plain_markdown(f"Take back: {about}") if about else None,
    )
    if pressed and others and not asked:
        st.session_state[sure] = True
        st.rerun()
    if pressed:
        st.session_state.pop(sure, None)
    return pressed
