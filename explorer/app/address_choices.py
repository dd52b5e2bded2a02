"""Lists, days and switches that are bound to the address: it says what is chosen, and choosing
changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import database
from explorer.app.chooser import among
from explorer.html.look import plain_markdown
from explorer.html.screen import show, warn
from graph_model.snapshot import Snapshot

EARLIEST, LATEST = date(1994, 1, 1), date(2100, 12, 31)


def remember(name: str, value: str) -> None:
    """Put a choice into the address; an empty one is taken out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def choose(
    container: DeltaGenerator,
    label: str,
    name: str,
    options: Sequence[str],
    says: Callable[[str], str],
    hidden: bool = False,
) -> str:
    """A list of choices that is bound to the address: the address says what is chosen, and choosing
    changes the address.

    The first option is what an address without this part means.
    """
    asked = st.query_params.get(name, "")
    key = f"choose_{name}"
    st.session_state[key] = now = asked if asked in options else options[0]

    def picked() -> None:
        if (chosen := picked_or_meant(key, options)) is not None:
            remember(name, "" if chosen == options[0] else chosen)

    container.selectbox(
        label,
        options,
        key=key,
        format_func=says,
        on_change=picked,
        label_visibility="collapsed" if hidden else "visible",
        filter_mode="contains",
        accept_new_options=_are_entries(options),
    )
    ask_again(container, key, says, name)
    return now


def choose_entry(
    snapshot: Snapshot, label: str, name: str, ids: Sequence[str], unsaid: str, width: int
) -> str:
    """A blank in a sentence that one of these entries fills, or nothing: the sentence then says
    what that means.
    """
    return choose(
        st.container(width=width),
        label,
        name,
        ["", *ids],
        lambda id: snapshot.name(id) if id else unsaid,
        hidden=True,
    )


def choose_day(label: str, name: str, latest: date, default: date | None) -> date | None:
    """A day that is bound to the address, up to a latest one; the default is what an address
    without this part means, or with a day that is none, which is said.
    """
    asked, key, chosen = st.query_params.get(name, ""), f"choose_{name}", default
    try:
        wanted = date.fromisoformat(asked) if asked else default
        if wanted is not None and EARLIEST <= wanted <= latest:
            chosen = wanted
    except ValueError:
        warn(f"“{asked}” is not a date. Write it like 2017-12-01.")
    st.session_state[key] = chosen

    def picked() -> None:
        held = st.session_state[key]
        remember(name, held.isoformat() if isinstance(held, date) else "")

    st.date_input(
        label, key=key, min_value=EARLIEST, max_value=latest, format="YYYY-MM-DD", on_change=picked
    )
    return chosen


def _are_entries(options: Sequence[str]) -> bool:
    """Whether a list offers entries, which are then found under all their names."""
    offered = set(filter(None, options))
    return bool(offered) and offered <= database.snapshot().nodes.keys()


def picked_or_meant(key: str, options: Sequence[str]) -> str | None:
    """What a list holds: an option, or the one that is meant by what was typed; None where that is
    the name of none alone, which is then asked about.
    """
    held, unsure = st.session_state[key], f"{key}_unsure"
    st.session_state.pop(unsure, None)
    if held in options:
        return str(held)
    means = among(database.snapshot(), str(held or ""), options)
    if means.id:
        return means.id
    st.session_state[unsure] = (str(held or ""), means.near)
    return None


def ask_again(container: DeltaGenerator, key: str, says: Callable[[str], str], name: str) -> None:
    """Where what was typed is the name of none alone, the nearest are asked about; none is
    taken.
    """
    unsure = f"{key}_unsure"
    if unsure not in st.session_state:
        return
    typed, near = st.session_state[unsure]
    if not near:
        said = f"Nothing here is called “{escape(typed[:60])}”."
        show(f'<p class="lk-small">{said}</p>', container)
        return

    def meant() -> None:
        st.session_state.pop(unsure, None)
        if chosen := st.session_state[f"{unsure}_pick"]:
            remember(name, str(chosen))

    container.pills(
        f"Which is meant by “{plain_markdown(typed[:60])}”?",
        list(near),
        format_func=says,
        key=f"{unsure}_pick",
        on_change=meant,
    )


def switch(
    container: DeltaGenerator, label: str, name: str, on: str = "on", help: str = ""
) -> bool:
    """A switch that is bound to the address: `name` stands there as `on` while it is on."""
    key = f"switch_{name}"
    st.session_state[key] = st.query_params.get(name) == on
    container.toggle(
        label,
        key=key,
        on_change=lambda: remember(name, on if st.session_state[key] else ""),
        help=help or None,
    )
    return bool(st.session_state[key])
