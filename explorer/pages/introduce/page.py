"""Page “Who can introduce us”: the ways to a delegation as sentences with evidence, a request to
copy, and what is not recommended.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from explorer.app.plan_button import plan_button
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.contact_lines import ways_in_html
from explorer.html.look import empty, link, section_html, table
from explorer.html.route import on_record_html, refused_html, route_html, steps_table
from explorer.html.screen import heading, show
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.pages.introduce.reachable import KICKER, overview, question_fields
from explorer.reports.parts import occasion_days
from explorer.words.no_route import evidence_date
from explorer.words.ranks import by_name, numbers, order_html
from explorer.words.routes import headline, last_evidence, request, step_doubt
from graph_model.dates import date_words, is_exact
from graph_model.measures import find_cells, tables
from graph_model.measures.acquaintances import network
from graph_model.measures.coming_events import coming_events
from graph_model.measures.introductions import Introduction, find_routes
from graph_model.measures.ranges.list_ranks import route_name, route_ranks, shown_routes
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.measures.route_search import Route


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    delegations = sorted(
        (row.id for row in shown.snapshot.of("Delegation")), key=lambda id: shown.snapshot.name(id)
    )
    if not delegations:
        heading(
            KICKER,
            "There is no delegation yet to be introduced to.",
            "Load delegations, members and contacts first; templates are beside the upload.",
        )
        show(
            empty(
                "No delegation is recorded.",
                "Bring in a spreadsheet, or start from a template.",
                link(href("data"), "Go to Data", button="main"),
            )
        )
        return
    cells = find_cells(shown.day)
    delegation = st.query_params.get("delegation", "")
    if delegation not in delegations:
        overview(shown, delegations, cells)
        return
    above = st.container()
    start, issue = question_fields(
        shown, delegations, [cell.issue for cell in cells if cell.delegation == delegation]
    )
    found = find_routes(shown.day, delegation, issue=issue, start=start)
    ranks = by_name(route_ranks(shown_routes(found)))
    marks = numbers([ranks[route_name(route)] for route in shown_routes(found)])
    with above:
        heading(
            KICKER, *headline(shown.day, found, marks[:1] == ["1"]), mark=label_symbol("Delegation")
        )
    left, right = st.columns([7, 3], gap="large")
    with left:
        _routes(shown, found, ranks, marks)
    with right:
        show(_limits_html(shown, found))
        show(without_html(shown, delegation))


def _routes(
    shown: View, found: Introduction, ranks: Mapping[str, RankRange], marks: Sequence[str]
) -> None:
    """The routes, each with its request; what to do when there is none."""
    listed = shown_routes(found)
    show('<div class="lk-rule strong"></div>')
    for number, (route, mark) in enumerate(zip(listed, marks, strict=True), start=1):
        if number > 1:
            show('<div class="lk-rule"></div>')
        show(route_html(shown, found, route, mark, ranks[route_name(route)]))
        if number == 1:
            with st.container(key="lk-request"):
                _request(shown, found, route, number)
        else:
            with st.expander("Request to copy"):
                _request(shown, found, route, number)
        if not found.start:
            show(_asks_html(shown, route))
    show(order_html(list(ranks.values()), "these ways", day=None))
    if not listed:
        _nothing(shown, found)
        show(on_record_html(shown, found))
    tools = [
        link(href("map", focus=found.delegation), "Show the neighbourhood on the map"),
        link(href("introduce"), "All delegations"),
    ]
    show(f'<p class="lk-tool">{" ".join(tools)}</p>')
    if listed or found.refused:
        with st.expander("As a table"):
            show(steps_table(shown, found, ranks))


def _request(shown: View, found: Introduction, route: Route, number: int) -> None:
    """The text to copy, and what follows from sending it."""
    show('<p class="lk-small">Request to copy</p>')
    st.code(request(shown.day, found, route), language=None, wrap_lines=True)
    contact = next(step for step in route.steps if step.link.sort == "contact")
    told = shown.snapshot.nodes[last_evidence(shown.snapshot, contact)]
    if told.label == "Engagement" and (unsure := step_doubt(shown.snapshot, contact)):
        said = f"Check before you send: the contact that it names is {unsure}."
        show(f'<p class="lk-small">{escape(said)}</p>')
    with st.container(horizontal=True, vertical_alignment="center"):
        plan_button(
            shown.snapshot,
            (route.stops[0],),
            (found.delegation,),
            (found.issue,) if found.issue else (),
            key=f"route_{number}",
        )
        record = href(
            "record", delegation=found.delegation, issue=found.issue, member=route.stops[0]
        )
        if way := link(record, "Record the contact", button="plain"):
            show(way)


def _asks_html(shown: View, route: Route) -> str:
    """Who knows the member that is to be asked."""
    known = network(shown.day)
    near = [
        link
        for link in known.peers(route.stops[0])
        if link.warmth >= shown.settings.remembered and link.source not in route.stops
    ]
    if not near:
        return ""
    best = near[0]
    when = evidence_date(shown.snapshot, best.evidence)
    when = f"{'on' if is_exact(when) else 'in'} {date_words(when)}"
    who = link(href("profile", id=best.source), shown.snapshot.name(best.source))
    how = link(href("profile", id=best.evidence[0]), "took part in something together with it")
    return (
        f'<p class="lk-weak"><b class="plain">Who asks them?</b> {who} {how}, last'
        f" {escape(when)}.</p>"
    )


def _nothing(shown: View, found: Introduction) -> None:
    """No route: the ways that are left."""
    ways = (
        link(
            href("record", delegation=found.delegation, issue=found.issue),
            "Record a contact",
            button="main",
        ),
        link(href("plan", part="question"), "Questions to members", button="plain"),
    )
    show(
        empty(
            "No route is strong and fresh enough.",
            "If a member has a line that is not on record, recording it opens one; or ask the"
            " members.",
            *ways,
        )
    )


def _limits_html(shown: View, found: Introduction) -> str:
    """Why not more is said: the limits, and what lies beyond them."""
    chosen = shown.settings
    said = (
        f"A route is thin below 0.25. Below {chosen.too_weak:g}, or on evidence older than"
        f" {chosen.too_old} months, we do not recommend it: asking over a weak tie costs goodwill"
        " and rarely opens a door."
    )
    beyond = refused_html(shown, found) if found.routes else ""
    more = (
        f"<h4>Not recommended</h4>{beyond}"
        if beyond
        else ""
        if found.refused
        else "<p>Nothing else on record is worth naming.</p>"
    )
    return f'<div class="lk-card"><h3>Why we do not say more</h3><p>{escape(said)}</p>{more}</div>'


def without_html(shown: View, delegation: str) -> str:
    """The legal ways in, and the next occasions of its talks."""
    snapshot = shown.snapshot
    talks = [seat.target for seat in tables(shown.day, delegation)]
    events = {tie.source for agreement in talks for tie in snapshot.back(agreement, "CONVENES")}
    events |= {tie.target for tie in snapshot.out(delegation, "EXPECTED_AT")}
    coming = [event for event in coming_events(shown.day) if event.id in events]
    rows = [
        [escape(occasion_days(row)), link(href("profile", id=row.id), row.name)]
        for row in coming[:4]
    ]
    meet = table(["when", "occasion"], rows, "The next occasions of its talks") if rows else ""
    doors = ways_in_html(shown, delegation) if snapshot.back(delegation, "OPENS") else ""
    return section_html("Without an introduction") + (
        meet + doors or "<p>No legal way in and no coming occasion is recorded.</p>"
    )
