"""One visit: what is looked at, as of which day, and the address that brings the same picture back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from html import escape
from urllib.parse import urlencode

import streamlit as st
from rapidfuzz import fuzz, process

from explorer import backbone
from explorer.look import dress, show
from graph_model.outreach import Settings, settings_of
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

ALWAYS = ("as_of", "sources", "derived")
EARLIEST, LATEST = date(1994, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class View:
    """What a page shows."""

    snapshot: Snapshot
    as_of: date
    settings: Settings
    show_sources: bool


def view() -> View:
    """The view that the address asks for; a date that is none is said and replaced by today."""
    asked = st.query_params.get("as_of", "")
    as_of = date.fromisoformat(backbone.today())
    if asked:
        try:
            as_of = date.fromisoformat(asked)
        except ValueError:
            st.warning(f"“{asked}” is not a date. Write it like 2017-12-01; this page shows today.")
    snapshot = backbone.snapshot()
    return View(snapshot, as_of, settings_of(snapshot, st.query_params.get("derived") == "out"), st.query_params.get("sources") == "on")


def href(page: str, **params: str) -> str:
    """The address of a page within the app; the day and the two switches go along."""
    kept = {name: st.query_params[name] for name in ALWAYS if name in st.query_params}
    query = urlencode({name: value for name, value in {**kept, **params}.items() if value})
    return f"{page or './'}?{query}" if query else page or "./"


def plain(text: str) -> str:
    """Text as the search compares it: no accents, no capitals."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char))


def search(snapshot: Snapshot, wanted: str, limit: int = 12) -> list[str]:
    """Ids whose names are nearest to what was typed; accents and small slips are forgiven."""
    names = {}
    for row in snapshot.nodes.values():
        if row.text("name") or row.text("short_name"):
            names[row.id] = plain(f"{row.text('short_name')} {row.text('name')} {row.id}")
    needle = plain(wanted).strip()
    if not needle:
        return []
    starts = sorted((id for id, name in names.items() if needle in name), key=lambda id: (len(names[id]), id))
    near = process.extract(needle, names, scorer=fuzz.token_set_ratio, limit=4 * limit, score_cutoff=60)
    ranked = sorted(near, key=lambda found: (-found[1], -fuzz.token_sort_ratio(needle, found[0]), found[2]))
    return list(dict.fromkeys([*starts, *(id for _, _, id in ranked)]))[:limit]


def option(snapshot: Snapshot, id: str) -> str:
    """An entry in a list of choices."""
    row = snapshot.nodes[id]
    short = row.text("short_name")
    name = row.full_name
    return f"{short + ' · ' if short and short != name else ''}{name} ({SCHEMA.by_label[row.label].singular})"


def remember(name: str, value: str) -> None:
    """Put a choice into the address; an empty one is taken out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def context_bar(shown: View) -> None:
    """Search, the day, how we know, and the state of the database: the same on every page."""
    dress()
    find, when, know, state = st.columns([4, 2, 2.6, 3], vertical_alignment="bottom")
    typed = find.text_input("Find", placeholder="a delegation, agreement, issue, member …", key="find")
    picked = when.date_input("As of", value=shown.as_of, min_value=EARLIEST, max_value=LATEST, key="as_of_input", format="YYYY-MM-DD")
    with_sources = know.toggle("How do we know?", value=shown.show_sources, key="sources_input", help="Shows the source of every fact.")
    state.markdown(f'<p class="lk-state" role="status">Database: {backbone.state_text()}</p>', unsafe_allow_html=True)
    if isinstance(picked, date) and picked != shown.as_of:
        remember("as_of", "" if picked.isoformat() == backbone.today() else picked.isoformat())
        st.rerun()
    if with_sources != shown.show_sources:
        remember("sources", "on" if with_sources else "")
        st.rerun()
    if typed:
        found = search(shown.snapshot, typed)
        items = "".join(f'<li><a href="{href("profile", id=id)}" target="_self">{escape(option(shown.snapshot, id))}</a></li>' for id in found)
        show(f'<ul class="lk-found" aria-label="What was found">{items}</ul>' if items else "<p>Nothing has a name like that; try a part of it.</p>")
