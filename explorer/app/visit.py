"""One visit: what is looked at, as of which day, and the address that brings the same picture
back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import database
from explorer.app.chooser import among, header_search, search_names
from explorer.html.app_links import href
from explorer.html.look import empty, link, plain_markdown
from explorer.html.screen import show, warn
from explorer.html.view import View
from graph_model.dates import date_words
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.wrong_clock import clock_words
from loaders.opening import OPENING, UNREAD

STATE, RENEWED_SECONDS = "database_ready", 2.0
EARLIEST, LATEST = date(1994, 1, 1), date(2100, 12, 31)


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
    if database.backbone().kept.origin == UNREAD:
        st.fragment(_reading, run_every=None if database.backbone().problem else 1.0)()
        st.stop()


def _reading() -> None:
    behind = database.backbone()
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


def remember(name: str, value: str) -> None:
    """Put a choice into the address; an empty one is taken out."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def choose(
    place: DeltaGenerator,
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

    place.selectbox(
        label,
        options,
        key=key,
        format_func=says,
        on_change=picked,
        label_visibility="collapsed" if hidden else "visible",
        filter_mode="contains",
        accept_new_options=_are_entries(options),
    )
    ask_again(place, key, says, name)
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
    nodes = database.snapshot().nodes
    return any(options) and all(option in nodes for option in options if option)


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


def ask_again(place: DeltaGenerator, key: str, says: Callable[[str], str], name: str) -> None:
    """Where what was typed is the name of none alone, the nearest are asked about; none is
    taken.
    """
    unsure = f"{key}_unsure"
    if unsure not in st.session_state:
        return
    typed, near = st.session_state[unsure]
    if not near:
        said = f"Nothing here is called “{escape(typed[:60])}”."
        show(f'<p class="lk-small">{said}</p>', place)
        return

    def meant() -> None:
        st.session_state.pop(unsure, None)
        if chosen := st.session_state[f"{unsure}_pick"]:
            remember(name, str(chosen))

    place.pills(
        f"Which is meant by “{plain_markdown(typed[:60])}”?",
        list(near),
        format_func=says,
        key=f"{unsure}_pick",
        on_change=meant,
    )


def switch(place: DeltaGenerator, label: str, name: str, on: str = "on", help: str = "") -> bool:
    """A switch that is bound to the address: `name` stands there as `on` while it is on."""
    key = f"switch_{name}"
    st.session_state[key] = st.query_params.get(name) == on
    place.toggle(
        label,
        key=key,
        on_change=lambda: remember(name, on if st.session_state[key] else ""),
        help=help or None,
    )
    return bool(st.session_state[key])


def context_bar(shown: View) -> None:
    """Search, the day, how we know, the state of the database, and the way to record a contact: the
    same on every page.
    """
    today = database.today()
    past = shown.as_of.isoformat() != today
    with st.container(key="lk-bar", horizontal=True, vertical_alignment="center", gap="medium"):
        with st.container(key="lk-find", width=250):
            header_search(shown.day, "Find", "Name or question …")
        with (
            st.container(key="lk-when", width="content"),
            st.popover(f"As of **{date_words(shown.as_of.isoformat())}**"),
        ):
            st.session_state["as_of_input"] = shown.as_of
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
        if past:
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
        with st.container(key="lk-record", width="content"):
            show(link(href("record"), "Record a contact", button="plain"))
    if words := clock_words(shown.snapshot, date.fromisoformat(today)):
        warn(words)


def show_database_state() -> None:
    """The database's state in a few words, which renew themselves, on a page that nobody touches
    too; the page is drawn anew when it becomes ready or stops, and when an answer came that a page
    did not wait for.
    """
    st.session_state[STATE] = _database_state()
    st.fragment(_renewed, run_every=RENEWED_SECONDS)()


def _renewed() -> None:
    database.backbone().current()
    if st.session_state.get(STATE) != (now := _database_state()):
        st.session_state[STATE] = now
        st.rerun()
    state_words()


def _database_state() -> tuple[bool, int]:
    behind = database.backbone()
    return behind.ready, behind.answered_late


def state_words() -> None:
    """A mark and the state, the details for those who point at it."""
    behind = database.backbone()
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
    opening = database.backbone().kept.origin == OPENING
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
