"""What a visitor chose, kept in the address: the day looked at, whether sources show, which coverage counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from explorer import backbone, look, symbols
from explorer.search import matches
from graph_model.dates import FIRST, LAST, day, spoken
from graph_model.outreach import DEFAULTS, Settings
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: Parameters that every address inside the explorer keeps.
KEPT = ("as_of", "sources", "derived")
HOME = "where-we-stand"
WITHOUT_DERIVED = Settings(leave_out_derived=True)


@dataclass(frozen=True)
class View:
    """What a page shows: the graph, the day looked at, the weights, and whether sources stand beside the facts."""

    snapshot: Snapshot
    as_of: date
    settings: Settings
    show_sources: bool


def view() -> View:
    """The view that the address asks for."""
    settings = WITHOUT_DERIVED if st.query_params.get("derived") == "out" else DEFAULTS
    return View(backbone.snapshot(), _as_of()[0], settings, st.query_params.get("sources") != "off")


def href(page: str, **params: str) -> str:
    """The relative address of a page; it keeps the day and the other choices, and leaves out what is empty."""
    kept = {name: value for name in KEPT if (value := st.query_params.get(name, ""))}
    query = urlencode({name: value for name, value in {**kept, **params}.items() if value}, safe="~")
    return (page if page != HOME else "./") + (f"?{query}" if query else "")


def carry_over(page: str) -> None:
    """Keep the day and the other choices when the navigation leads to another page, which empties the address."""
    before = st.session_state.get("linkages_page")
    if before is not None and before != page:
        for name, value in st.session_state.get("linkages_kept", {}).items():
            if name not in st.query_params:
                st.query_params[name] = value
    st.session_state["linkages_page"] = page
    st.session_state["linkages_kept"] = {name: st.query_params[name] for name in KEPT if name in st.query_params}


def choose(name: str, value: str) -> None:
    """Put a choice into the address, or take it out when it is empty."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def context_bar(view: View) -> None:
    """Search, the day, sources, and the state of the database."""
    with st.container(key="context_bar", horizontal=True, vertical_alignment="center", gap="medium"):
        asked = st.text_input("Find", key="find", label_visibility="collapsed", placeholder="Find an agreement, delegation…")
        _day_chooser(view.as_of)
        st.session_state["show_sources"] = view.show_sources
        st.toggle("How do we know?", key="show_sources", on_change=_sources_changed)
        look.put(f'<p class="state" role="status">{look.text(backbone.state_text())}</p>')
    if notice := _as_of()[1]:
        st.warning(notice)
    if asked:
        _found(view.snapshot, asked)


def _day_chooser(as_of: date) -> None:
    past = as_of != date.today()
    with st.container(key="day_past" if past else "day_today", width="content"), st.popover(f"As of {spoken(as_of.isoformat())}"):
        st.session_state["as_of"] = as_of
        st.date_input(
            "Show what was known to hold on",
            key="as_of",
            min_value=date(FIRST, 1, 1),
            max_value=date(LAST, 12, 31),
            format="YYYY-MM-DD",
            on_change=_day_changed,
        )
    if past:
        st.button("Back to today", key="today", type="tertiary", on_click=choose, args=("as_of", ""))


def _found(snapshot: Snapshot, asked: str) -> None:
    found = matches(snapshot, asked)
    if not found:
        look.empty(f"Nothing is called “{asked}”.", "Try fewer letters, or the name of an agreement, an economy, a member or an issue.")
        return
    entries = [
        f"<li>{symbols.mark(row.label)} {look.link(href('profile', id=row.id), says)}"
        f' <span class="faint">{look.text(SCHEMA.by_label[row.label].singular)}</span></li>'
        for row, says in found
    ]
    look.put(f'<ul class="found" aria-label="Found">{"".join(entries)}</ul>')


def _as_of() -> tuple[date, str]:
    asked = st.query_params.get("as_of", "")
    if not asked:
        return date.today(), ""
    try:
        chosen = day(asked)
    except ValueError:
        chosen = date.min
    if FIRST <= chosen.year <= LAST:
        return chosen, ""
    return date.today(), f"“{look.plain(asked)}” is not a date we can read, so this is today. Write the date as 2017\\-12\\-01."


def _day_changed() -> None:
    chosen = st.session_state["as_of"]
    choose("as_of", chosen.isoformat() if isinstance(chosen, date) and chosen != date.today() else "")


def _sources_changed() -> None:
    choose("sources", "" if st.session_state["show_sources"] else "off")
