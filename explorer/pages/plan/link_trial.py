"""Plan, part `link`: what one first meeting would change, before it is planned."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from explorer.app.address_choices import choose, choose_entry
from explorer.app.plan_button import plan_button
from explorer.html.app_links import href
from explorer.html.look import empty, link, section_html, table
from explorer.html.screen import heading, show
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.change_sentences import moved_sentence
from explorer.words.ranks import order_html, rank_words
from explorer.words.routes import stops_words, strength_word
from explorer.words.text import count
from graph_model.measures import KIND
from graph_model.measures.changed.band_shift import BandShift
from graph_model.measures.next.try_link import Trial, try_link
from graph_model.measures.ranges.list_ranks import route_name, route_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.snapshot import Snapshot

LISTED = 12
KICKER = "Try a link"


def draw(shown: View) -> None:
    """Draw the part."""
    snapshot = shown.snapshot
    if not snapshot.of("Member"):
        heading(
            KICKER,
            "There is no member yet whose meeting could be tried.",
            "Load the members first.",
        )
        show(
            empty(
                "No member is recorded.",
                "Bring in a spreadsheet, or start from a template.",
                link(href("data"), "Go to Data", button="main"),
            )
        )
        return
    above = st.container()
    member, other = _pair(snapshot)
    if not member or not other or member == other:
        with above:
            heading(
                KICKER,
                "What would a first meeting change?",
                "Choose two names: a member, and a delegation or another member. Nothing is"
                " written.",
            )
        show(
            empty(
                "Two different names are needed.",
                "A gap is a good start.",
                link(href("gaps"), "Choose a gap", button="plain"),
            )
        )
        return
    trial = try_link(shown.day, member, other)
    steps = Counter((before, after) for _, _, before, after in trial.changed)
    change = BandShift(
        trial.before, trial.after, tuple((*step, number) for step, number in steps.most_common())
    )
    with above:
        heading(KICKER, _finding(snapshot, trial), moved_sentence(change, trial=True))
    plan_button(snapshot, (member,), (other,), key=f"link_{member}_{other}")
    show(_opened_html(shown, trial) + _changed_html(shown, trial))


def _pair(snapshot: Snapshot) -> tuple[str, str]:
    """Who would meet whom, as a sentence with two fields; both are in the address."""
    members, delegations = (
        sorted((row.id for row in snapshot.of(label)), key=snapshot.name)
        for label in ("Member", "Delegation")
    )
    with st.container(key="lk-ask", horizontal=True):
        show("<p>What if</p>")
        member = choose_entry(snapshot, "Which member", "member", members, "a member", 230)
        show("<p>met</p>")
        other = choose(
            st.container(width=300),
            "Whom",
            "other",
            ["", *delegations, *members],
            lambda id: _named(snapshot, id) if id else "a delegation or another member",
            hidden=True,
        )
        show("<p>?</p>")
    return member, other


def _named(snapshot: Snapshot, id: str) -> str:
    return (
        snapshot.name(id)
        if snapshot.nodes[id].label == "Delegation"
        else f"{snapshot.name(id)} (member)"
    )


def _finding(snapshot: Snapshot, trial: Trial) -> str:
    pair = f"{snapshot.name(trial.member)} and {snapshot.name(trial.other)}"
    lines, ways = len(trial.changed), len(trial.opened)
    if not lines and not ways:
        return f"A meeting of {pair} would open nothing new."
    parts = [
        f"move {count(lines, 'line')}" if lines else "",
        f"open {count(ways, 'route')}" if ways else "",
    ]
    return f"A meeting of {pair} would {' and '.join(filter(None, parts))}."


def _opened_html(shown: View, trial: Trial) -> str:
    """The routes that open, in the order that their ranks support."""
    ranks = in_rank_order(route_ranks(trial.opened))
    each = {route_name(route): route for route in trial.opened}
    rows = []
    for rank in ranks[:LISTED]:
        route = each[rank.name]
        goal = route.stops[-1]
        way = f"{escape(stops_words(trial.then, route))}"
        name = link(href("introduce", delegation=goal), shown.snapshot.name(goal))
        rows.append(
            [
                name,
                way,
                f"{strength_word(route.strength, shown.settings)}, {route.strength:.2f}",
                rank_words(rank),
            ]
        )
    more = len(trial.opened) - len(rows)
    caption = (
        f"{count(len(trial.opened), 'delegation')} to which a route opens that we would recommend"
        + (f"; {more} more {'is' if more == 1 else 'are'} not listed" if more else "")
    )
    worth = order_html(ranks, "these routes", day=None)
    return (
        section_html("Routes that would open")
        + table(["to", "through", "strength", "place"], rows, caption, (3,))
        + worth
        if rows
        else ""
    )


def _changed_html(shown: View, trial: Trial) -> str:
    """The lines that change their kind."""
    rows = [
        [
            link(
                href("gaps", cell=f"{delegation}~{issue}"),
                f"{shown.snapshot.name(delegation)}: {shown.snapshot.name(issue)}",
            ),
            f"{kind_symbol(before, silent=True)} {KIND[before].says}",
            f"{kind_symbol(after, silent=True)} {KIND[after].says}",
        ]
        for delegation, issue, before, after in trial.changed[:LISTED]
    ]
    more = len(trial.changed) - len(rows)
    caption = f"{count(len(trial.changed), 'line')} in all" + (
        f"; {more} more {'is' if more == 1 else 'are'} not listed" if more else ""
    )
    return (
        section_html("Lines that would change") + table(["line", "now", "then"], rows, caption)
        if rows
        else ""
    )
