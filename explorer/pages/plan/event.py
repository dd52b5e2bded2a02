"""Plan, part `event`: who goes, who is expected, and who should meet whom; with a sheet to print
for each member.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.address_choices import choose, remember
from explorer.app.chooser import several
from explorer.html.app_links import href
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.pages.plan.event_sheet import sheets
from explorer.pages.plan.plan_parts import entry, plan_href
from explorer.words.ranks import by_name, order_html, rank_words
from explorer.words.text import count, listed, stressed
from graph_model.dates import date_words
from graph_model.measures.coming_events import coming_events, expected_delegations
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.next.event_plan import EventPlan, attending_members, event_plan
from graph_model.measures.ranges.list_ranks import meeting_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.rows import NodeRow
from graph_model.shares import percent, points
from graph_model.snapshot import Snapshot


def draw(shown: View) -> None:
    """Draw the plan for one event."""
    events = at_hand(shown)
    if not events:
        heading(
            "Plan",
            "No event is on record after this day.",
            "A meeting needs an occasion: a round, a ministerial, a forum.",
        )
        add = link(href("data"), "Add one in event.csv", button="main")
        show(
            empty(
                "There is no event to plan for.",
                "Add one, and we show who will be in the room.",
                add,
            )
        )
        return
    snapshot = shown.snapshot
    top = st.container()
    names = {event.id: f"{date_words(event.text('start_date'))}: {event.name}" for event in events}
    event = choose(st.container(key="lk-asks"), "Event", "event", list(names), names.__getitem__)
    going = who_goes(shown, event)
    found = event_plan(shown.day, event, going)
    with top:
        heading("Plan", sentence(snapshot, found), attendance(snapshot, found))
    if not found.meetings:
        no_meeting(snapshot, found)
        return
    show(meetings_html(shown, found))
    st.download_button(
        "Sheets to print, one per member (HTML)",
        lambda: sheets(shown, found),
        f"meetings-{event}.html",
        "text/html",
    )
    for member in found.going:
        if found.sheet(member):
            section(snapshot.name(member))
            show(sheet_html(shown, found, member))


def at_hand(shown: View) -> list[NodeRow]:
    """The events ahead, those first at which delegations are expected; and the one in the address,
    whenever it is.
    """
    ahead = list(coming_events(shown.day))
    ahead.sort(key=lambda event: not expected_delegations(shown.snapshot, event.id))
    asked = shown.snapshot.nodes.get(st.query_params.get("event", ""))
    if asked is not None and asked.label == "Event" and asked not in ahead:
        ahead.append(asked)
    return ahead


def who_goes(shown: View, event: str) -> dict[str, int]:
    """Who goes with how many meetings: those on record at first, then what the address says."""
    snapshot = shown.snapshot
    members = sorted((row.id for row in snapshot.of("Member")), key=snapshot.name)
    pairs = [part.partition("*") for part in st.query_params.get("going", "").split(",")]
    asked = {id: int(number) for id, _, number in pairs if id in members and number.isdigit()}
    on_record = attending_members(shown.day, event)
    now = asked or on_record
    key, each_key = f"going_{event}", f"meetings_{event}"
    st.session_state[key] = list(now)
    st.session_state[each_key] = max(now.values(), default=shown.settings.meetings)

    def keep() -> None:
        each = int(st.session_state[each_key])
        own = {
            id: (
                on_record.get(id, each)
                if st.session_state[each_key] == shown.settings.meetings
                else each
            )
            for id in st.session_state[key]
        }
        remember("going", ",".join(f"{id}*{number}" for id, number in own.items()))

    who, each = st.columns([4, 1.4], gap="medium")
    several(who, "Who of us goes", {id: id for id in members}, snapshot.name, key, keep)
    each.number_input("Meetings each", 1, 100, key=each_key, on_change=keep)
    return now


def sentence(snapshot: Snapshot, found: EventPlan) -> str:
    """The answer."""
    name = snapshot.name(found.event)
    if not found.meetings:
        return f"{name}: no meeting to plan yet."
    number = count(len(found.meetings), "meeting")
    return f"{name}: {number} would take us from {percent(found.before)} to {percent(found.after)}."


def attendance(snapshot: Snapshot, found: EventPlan) -> str:
    """Who is there, and how we know."""
    stated = bool(snapshot.back(found.event, "EXPECTED_AT"))
    how = (
        "on record as expected" if stated else "expected because they sit at the talks it convenes"
    )
    room = (
        f"{count(len(found.expected), 'delegation')} {how}."
        if found.expected
        else "No delegation is recorded as expected."
    )
    us = (
        f"{stressed(count(len(found.going), 'member'))} of us,"
        f" {count(sum(found.going.values()), 'meeting')} at most"
    )
    return f"{room} {us}. What a meeting opens is an expectation, not a promise."


def no_meeting(snapshot: Snapshot, found: EventPlan) -> None:
    """What to do when no meeting comes out."""
    if not found.expected:
        show(
            empty(
                "Nobody is expected there.",
                "Say who is, in expected_at.csv, or which talks it convenes, in convenes.csv; at a"
                " consultation or a deadline the talks do not meet.",
                link(href("data"), "Go to Data", button="main"),
            )
        )
    elif not found.going:
        show(
            empty(
                "Nobody of us goes there yet.", "Choose above who goes; the plan follows at once."
            )
        )
    else:
        show(
            empty(
                "No meeting opens anything.",
                "Every delegation expected there is reached on its issues.",
                link(href("gaps"), "See the gaps", button="plain"),
            )
        )


def meetings_html(shown: View, found: EventPlan) -> str:
    """All meetings in one table."""
    snapshot = shown.snapshot
    ranks = by_name(in_rank_order(meeting_ranks(shown.day, found.meetings)))
    meetings = {f"{one.member} {one.delegation}": one for one in found.meetings}
    rows = [
        [
            entry(snapshot, one.member),
            entry(snapshot, one.delegation, snapshot.name(one.delegation)),
            escape(listed([snapshot.name(issue) for issue in one.issues])),
            percent(one.chance),
            points(one.gain),
            rank_words(ranks.get(name)),
        ]
        for name, one in ((name, meetings[name]) for name in ranks or meetings)
    ]
    found_html = table(
        ["who of us", "meets", "about", "chance", "opens", "place"],
        rows,
        f"{count(len(rows), 'meeting')}, those that open most first",
        (3, 4, 5),
    )
    return f"{found_html}{order_html(list(ranks.values()), 'these meetings', day=shown.day)}"


def sheet_html(shown: View, found: EventPlan, member: str) -> str:
    """One member's meetings, each with the last contact and the ways on."""
    snapshot, rows = shown.snapshot, []
    for one in found.sheet(member):
        last = one.own_contact or one.last_contact
        when = (
            f"{date_words(snapshot.nodes[last].text('date'))}"
            f"{'' if one.own_contact else ', by others'}"
            if last
            else NO_RECORDED_CONTACT
        )
        ways = " · ".join(
            way
            for way in (
                link(plan_href("ground", delegation=one.delegation), "Common ground"),
                link(
                    href("introduce", delegation=one.delegation, member=member),
                    "Who can introduce us",
                ),
                link(href("record", member=member, delegation=one.delegation), "Record it"),
            )
            if way
        )
        issues = escape(listed([snapshot.name(issue) for issue in one.issues], 5))
        rows.append(
            [
                entry(snapshot, one.delegation, snapshot.name(one.delegation)),
                issues,
                escape(when),
                ways,
            ]
        )
    return table(
        ["meets", "about", "last contact", ""], rows, f"Meetings of {snapshot.name(member)}"
    )
