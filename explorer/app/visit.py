"""One visit: what is looked at, as of which day, and the address that brings the same picture
back.
"""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import EARLIEST, LATEST, remember, switch
from explorer.app.chooser import header_search, search_names
from explorer.html.app_links import href
from explorer.html.look import empty, link
from explorer.html.screen import show, warn
from explorer.html.view import View
from explorer.words.past_day import past_words
from graph_model.dates import date_words
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.wrong_clock import clock_words
from loaders.opening import OPENING, UNREAD

STATE, RENEWED_SECONDS = "database_ready", 2.0


def view() -> View:
    """The view that the address asks for; a date that is none is said and replaced by today."""
    asked = st.query_params.get("as_of", "")
    as_of = date.fromisoformat(database.today())
    if asked:
        try:
            as_of = _day(asked)
        except ValueError:
            warn(
                f"“{asked[:40]}” is not a date from {EARLIEST.year} to {LATEST.year}."
                " Write it like 2017-12-01; this page shows today."
            )
    snapshot = database.snapshot()
    _until_read()
    remember_shown(snapshot)
    settings = settings_of(
        snapshot, st.query_params.get("derived") == "out", st.query_params.get("friends") == "in"
    )
    return View(Day(snapshot, as_of, settings), st.query_params.get("sources") == "on")


def remember_shown(snapshot: Snapshot) -> None:
    """Remember what this visitor is shown: an edit begins from what its page said."""
    st.session_state["seen_before"] = st.session_state.get("seen_now", snapshot)
    st.session_state["seen_now"] = snapshot


def _until_read() -> None:
    """Show no figures before there is something to make them of: not those of the opening facts,
    where a database holds others that no copy is kept of.
    """
    if database.of_app().kept.origin == UNREAD:
        st.fragment(_reading, run_every=None if database.of_app().problem else 1.0)()
        st.stop()


def _reading() -> None:
    behind = database.of_app()
    if behind.kept.origin != UNREAD:
        st.rerun()
    said = behind.problem or f"No copy of it is kept here, so it is read first ({behind.said})."
    show(empty("The database is not read yet.", said))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not EARLIEST <= day <= LATEST:
        raise ValueError(text)
    return day


def search(snapshot: Snapshot, wanted: str, limit: int = 12) -> list[str]:
    """Ids nearest to what was typed; the database's full-text index proposes them when it is ready,
    the snapshot's own words until then.
    """
    return [hit.id for hit in search_names(snapshot, wanted, limit=limit)]


def option(snapshot: Snapshot, id: str) -> str:
    """An entry in a list of choices."""
    row, name = snapshot.nodes[id], snapshot.name(id)
    full = f" · {row.full_name}" if row.label != "Delegation" and row.full_name != name else ""
    return f"{name}{full} ({SCHEMA.by_label[row.label].singular})"


def context_bar(shown: View) -> None:
    """Search, the day, how we know, the state of the database, and the way to record a contact: the
    same on every page.
    """
    today = database.today()
    with st.container(key="lk-bar", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key="lk-find", width=250):
            header_search(shown.day, "Find", "Name or question …")
        with st.container(key="lk-when", width="content"):
            _choose_day(shown.as_of, today)
        if shown.as_of.isoformat() != today:
            show(
                '<span class="lk-back lk-past"'
                ' data-changes="as_of">'
                f"{link(href(_here(), **params(as_of='-')), 'Back to today')}</span>"
            )
        with st.container(key="lk-know", width="content"):
            switch(
                st.container(), "How do we know?", "sources", help="Shows the source of every fact."
            )
        with st.container(key="lk-friends", width="content"):
            switch(
                st.container(),
                "With friends",
                "friends",
                on="in",
                help="Counts contacts of friends outside the coalition as ours.",
            )
        show_database_state()
        if button := link(href("record"), "Record a contact", button="plain"):
            with st.container(key="lk-record", width="content"):
                show(button)
    if words := clock_words(shown.snapshot, date.fromisoformat(today)):
        warn(words)
    if shown.as_of < date.fromisoformat(today) and (words := past_words(shown.day)):
        show(f'<p class="lk-small">{escape(words)}</p>')


def _choose_day(now: date, today: str) -> None:
    """The day looked at, and another one instead."""
    with st.popover(f"As of **{date_words(now.isoformat())}**"):
        st.session_state["as_of_input"] = now
        st.date_input(
            "Show the world as of",
            min_value=EARLIEST,
            max_value=LATEST,
            key="as_of_input",
            format="YYYY-MM-DD",
            on_change=_new_day,
        )
        show(
            "".join(
                f'<p data-changes="as_of">{link(href(_here(), **params(as_of=day)), words)}</p>'
                for day, words in _days(today)
            )
        )


def show_database_state() -> None:
    """The database's state in a few words, which renew themselves, on a page that nobody touches
    too; the page is drawn anew when it becomes ready or stops, and when an answer came that a page
    did not wait for.
    """
    st.session_state[STATE] = _database_state()
    st.fragment(_renewed, run_every=RENEWED_SECONDS)()


def _renewed() -> None:
    database.of_app().current()
    if st.session_state.get(STATE) != (now := _database_state()):
        st.session_state[STATE] = now
        st.rerun()
    state_words()


def _database_state() -> tuple[bool, int]:
    behind = database.of_app()
    return behind.ready, behind.answered_late


def state_words() -> None:
    """A mark and the state, the details for those who point at it."""
    behind = database.of_app()
    if behind.ready and behind.late:
        mark, said = '<i class="lk-dot off"></i>', "Saved copy; the database does not answer"
    elif behind.ready:
        mark, said = '<i class="lk-dot"></i>', "Database ready"
    elif behind.problem:
        mark, said = '<i class="lk-dot off"></i>', f"Reading only: {behind.said}"
    else:
        mark, said = '<span class="lk-busy"><i></i></span>', "Database starting"
    shown = "" if behind.ready else f"{_of_which()}: "
    told = f"{shown}{behind.said}. {behind.problem}" if behind.problem else f"{shown}{behind.said}"
    words = f'<span class="lk-said">{escape(said)}</span>'
    show(f'<p class="lk-state" role="status" title="{escape(told)}">{mark}{words}</p>')


def _of_which() -> str:
    """What is shown until the database answers, for those who point at its state."""
    opening = database.of_app().kept.origin == OPENING
    return "the opening facts are shown" if opening else "a saved copy is shown"


def _new_day() -> None:
    picked = st.session_state["as_of_input"]
    if isinstance(picked, date):
        remember("as_of", "" if picked.isoformat() == database.today() else picked.isoformat())


def _days(today: str) -> list[tuple[str, str]]:
    """Days that are often looked at: today, a year ago, and the day of the coalition's
    resolution.
    """
    year = (
        f"{int(today[:4]) - 1}{today[4:]}"
        if today[5:] != "02-29"
        else f"{int(today[:4]) - 1}-02-28"
    )
    return [
        ("-", "Today"),
        (year, f"A year ago, {date_words(year)}"),
        ("2017-12-01", "1 December 2017, before the IGF resolution on transparency"),
    ]


def _here() -> str:
    return str(st.session_state.get("page_here", ""))


def params(**changed: str) -> dict[str, str]:
    """The choices of this page as they are, with some changed; "-" takes one out."""
    return {**{name: st.query_params[name] for name in st.query_params}, **changed}
