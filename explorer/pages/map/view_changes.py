"""Changing the view: every change goes into the address, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from explorer.app.address_choices import remember
from explorer.pages.map.address import PARTS

KEPT = (*PARTS, "as_of")
PAST = "map_past"
MOST = 60


def change(**params: str) -> None:
    """Put parts of the view into the address, the old view among those that can be taken back; an
    empty part is taken out.
    """
    if all(st.query_params.get(name, "") == value for name, value in params.items()):
        return
    past: list[dict[str, str]] = st.session_state.setdefault(PAST, [])
    past.append(current_address())
    del past[:-MOST]
    for name, value in params.items():
        remember(name, value)


def switch_to(view: Mapping[str, str]) -> None:
    """Another view in the place of this one, which can be taken back."""
    change(**{name: view.get(name, "") for name in KEPT})


def undo() -> None:
    """Back to the view before the last change."""
    past: list[dict[str, str]] = st.session_state.get(PAST, [])
    if past:
        before = past.pop()
        for name in KEPT:
            remember(name, before.get(name, ""))


def current_address() -> dict[str, str]:
    """The view as the address has it."""
    asked = st.query_params.to_dict()
    return {name: asked[name] for name in KEPT if name in asked}


def toggled(name: str, code: str, on: bool) -> str:
    """A list in the address with one code put in or taken out."""
    codes = [part for part in st.query_params.get(name, "").split(",") if part and part != code]
    return ",".join([*codes, code] if on else codes)
