"""Page 1: how much of what is on the table the coalition has a line to, and what to do next."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from explorer.app.calendar_button import calendar_button
from explorer.app.visit import context_bar, view
from explorer.html import people
from explorer.html.advice_list import steps_html
from explorer.html.app_links import href
from explorer.html.empty import load_first, no_talks
from explorer.html.look import empty, link, section_html, sources, table
from explorer.html.screen import heading, show
from explorer.html.view import View
from explorer.pages.changes.page import then_and_now_html
from explorer.pages.plan.plan_parts import group_words
from explorer.pages.questions.ten_answer_page import ten_list
from explorer.pages.where_we_stand.band_parts import ahead_html, assumed_html, band_html, kinds_html
from explorer.reports.parts import first_and_last
from explorer.words.sentences import beside_friends, opening
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.dates import date_words
from graph_model.measures import band, friends_band
from graph_model.measures.changed.causes import two_days
from graph_model.measures.coming_events import events_ahead
from graph_model.measures.contacts import days_live
from graph_model.measures.gaps import live_delegations
from graph_model.measures.voice_balance import QUARTERS, whole_balance
from graph_model.shares import percent
from graph_model.snapshot import Snapshot

#: The day that the present is held against: the coalition's own beginnings.
THEN = date(2017, 12, 1)


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    if not shown.snapshot.nodes:
        heading(
            "Where we stand",
            "There is no data yet.",
            "Load your files; templates with the right columns are beside the upload.",
            home=True,
        )
        show(load_first())
        return
    found = band(shown.day)
    sentence, lead = opening(found, live_delegations(shown.day))
    lead += beside_friends(found, friends_band(shown.day))
    heading("Where we stand", sentence, lead, home=True)
    if not found.cells:
        show(no_talks(shown))
        return
    show(band_html(found) + words_html(shown) + assumed_html(shown) + ahead_html(shown))
    left, right = st.columns([7, 5], gap="large")
    with left:
        show(section_html("The best step of each kind") + steps_html(shown))
    asks = people.may_open("questions")
    ten = section_html("Ten questions") + ten_list(shown.snapshot, short=True)
    with right:
        show(ten if asks else events_html(shown))
    left, right = st.columns([7, 5], gap="large")
    with left:
        show(section_html(f"{count(found.cells, 'line')} we would want") + kinds_html(found))
    if asks:
        with right:
            show(events_html(shown))
    calendar_button(shown)
    show(since_html(shown) + voices_html(shown) + freshness_html(shown.snapshot))


def words_html(shown: View) -> str:
    """What the words of this page mean, each once, behind a question mark."""
    meant = (
        (
            "Line",
            "one delegation on one issue that it negotiates. It is live while a contact of one of"
            f" us is recent and weighty enough: {days_live('meeting', shown.settings):,} days after"
            " a meeting.",
        ),
        ("Delegation", "the public body that speaks for an economy in trade talks."),
        ("At the table", "it takes part, on this day, in talks that touch an Internet issue."),
        (
            "At stake",
            "each line weighs by how far its talks are and how strongly they treat the issue.",
        ),
        ("Reached", "one of us has a live line there, on that issue."),
    )
    lines = "".join(f"<dt>{word}</dt><dd>{escape(said)}</dd>" for word, said in meant)
    return (
        '<details class="lk-help"><summary>What these words mean</summary><dl'
        f' class="lk-facts">{lines}</dl></details>'
    )


def since_html(shown: View) -> str:
    """The present against the day of the coalition's beginnings (on that day or before it: against
    a year earlier).
    """
    then = (
        THEN
        if shown.as_of > THEN
        else date(shown.as_of.year - 1, shown.as_of.month, min(shown.as_of.day, 28))
    )
    sides = two_days(shown.day.on(then), shown.day)
    when = date_words(then.isoformat())
    ways = (
        "<p"
        f' class="lk-tool">{link(href("changes", since=then.isoformat()), "What changed, and why")}'
        f" {link(href('', as_of=then.isoformat()), when)}</p>"
    )
    return (
        f'<details class="lk-fold"><summary>Since {when}</summary>'
        f"{then_and_now_html(sides, days=False)}{ways}</details>"
    )


def voices_html(shown: View) -> str:
    """Contacts on record by stakeholder group, as the page on voices counts them."""
    tally = whole_balance(shown.day).contacts
    most = max(tally.values(), default=1)
    bars = [
        [
            group_words(group),
            f'<span class="lk-mini" style="width:{90 * number / most:.0f}px"></span>',
            str(number),
        ]
        for group, number in (
            (group, tally.get(group, 0)) for group in dict.fromkeys([*QUARTERS, *tally])
        )
    ]
    help = (
        "Who of us took part in the contacts with delegations at the table; one contact can count"
        " for several groups."
    )
    listed = (
        table(["group", "", "contacts"], bars, "Contacts by stakeholder group", (2,))
        if tally
        else "<p>No such contact is on record yet.</p>"
    )
    return (
        f'<details class="lk-fold"><summary>Whose voices</summary><p class="lk-small">{help}</p>'
        f'{listed}<p class="lk-tool">{link(href("balance"), "Per negotiation and delegation")}</p>'
        "</details>"
    )


def events_html(shown: View, number: int = 4) -> str:
    """The next dated occasions, soonest first; a deadline without its day is none."""
    coming = [
        event
        for event in events_ahead(shown.day)
        if event.text("kind") != "deadline" or len(event.text("start_date")) == len("2018-03-01")
    ]
    rows = []
    for event in coming[:number]:
        access = event.text("civil_society_access")
        open_to = "" if access == "not known" else access
        more = f"<br><small>open to: {escape(open_to)}</small>" if open_to else ""
        known = (
            f"<br><small>{sources(event.text('source_url'), event.text('confidence'))}</small>"
            if shown.show_sources
            else ""
        )
        rows.append(
            [
                " to ".join(
                    f'<span style="white-space:nowrap">{day}</span>'
                    for day in first_and_last(event)
                ),
                link(href("profile", id=event.id), event.name) + more + known,
            ]
        )
    listed = table(["when", "what"], rows, f"The first of {len(coming)} on record") if rows else ""
    add = link(href("data"), "Add an event", button="plain")
    missing = (
        ""
        if rows
        else empty(
            "No dated event is on record after this day.",
            "Add one in event.csv, and we show who will be in the room.",
            add,
        )
    )
    return f"<section>{section_html('Next events')}{listed}{missing}</section>"


@cached(maxsize=8)
def freshness_html(snapshot: Snapshot) -> str:
    """How old the facts are and how well they are borne out."""
    rows = list(snapshot.rows())
    verified = sum(row.text("confidence").startswith("verified") for row in rows) / len(rows)
    copies = sum(row.text("source_kind") == "copy" for row in rows) / len(rows)
    latest = max(row.text("as_of") for row in rows)
    counted = (
        ("Agreement", "agreements"),
        ("Delegation", "delegations"),
        ("Issue", "issues"),
        ("Member", "members and peers"),
        ("Engagement", "contacts"),
    )
    tally = ", ".join(f"{len(snapshot.of(label)):,} {what}" for label, what in counted)
    said = (
        f"Sources were last read on {date_words(latest)}; {percent(verified)} of"
        f" {count(len(rows), 'row')} are checked against them, {percent(copies)} rest on copies"
        f" alone. On record, at a table on this day or not: {tally}."
    )
    return f'<p class="lk-tool">{escape(said)}</p>'
