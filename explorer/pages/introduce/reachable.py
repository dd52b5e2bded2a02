"""Without a question: every delegation, with how it can be reached."""

from __future__ import annotations

from collections import Counter, defaultdict
from html import escape

import streamlit as st

from explorer.app.address_choices import choose_entry
from explorer.html.app_links import href
from explorer.html.empty import no_talks
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.ranks import by_name, order_html, rank_words
from explorer.words.routes import overview_words, stops_words, strength_word
from explorer.words.text import count
from graph_model.measures import KIND, REACHED, Cell
from graph_model.measures.introductions import reach
from graph_model.measures.ranges.day_ranks import delegation_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.measures.route_search import Route

KICKER = "Who can introduce us"
#: Delegations on the list from which one is chosen.
LISTED = 60


def overview(shown: View, delegations: list[str], cells: tuple[Cell, ...]) -> None:
    """Every delegation at a table with a way to it, those with most at stake first; an order is
    shown only where the data supports it.
    """
    snapshot = shown.snapshot
    everybody = in_rank_order(delegation_ranks(shown.day))
    stake: defaultdict[str, float] = defaultdict(float)
    still: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cell in cells:
        if cell.kind not in REACHED:
            stake[cell.delegation] += cell.importance
            still[cell.delegation][cell.kind] += 1
    ranks = by_name(everybody)
    order = list(ranks) or sorted(
        stake, key=lambda id: (-stake[id], snapshot.name(id))
    )  # too many lines: there are no places
    best = {id: reach(shown.day, id) for id in order[:LISTED]}
    heading(KICKER, *overview_words(list(best.values()), len(order)))
    question_fields(shown, delegations, [])
    if not best:
        show(no_talks(shown, "introduce"))
        return
    reached, others = list[list[str]](), list[list[str]]()
    for id, way in best.items():
        name = link(href("introduce", delegation=id), snapshot.name(id))
        gap = "<br>".join(
            f"{kind_symbol(code, silent=True)} {KIND[code].says} {count}"
            for code, count in still[id].most_common(2)
        )
        told = [escape(way_words(shown, way))] if way else []
        (reached if way else others).append([name, *told, gap, rank_words(ranks.get(id))])
    lists(reached, others)
    show(order_html(everybody, count(len(everybody), "delegation"), day=shown.day))


def lists(reached: list[list[str]], others: list[list[str]]) -> None:
    """Those with a way, and folded those without."""
    section("Whom do you want to reach?", "Most at stake first.")
    if reached:
        head = ["delegation", "way", "open issues", "place"]
        show(list_html(head, reached, f"{len(reached)} with a way or a hint"))
    else:
        show(
            empty(
                "Nobody on record can introduce us to any of them.",
                "A recorded contact of a member opens ways; or ask the members whom they know.",
                link(href("record"), "Record a contact", button="main"),
                link(href("plan", part="question"), "Questions to members", button="plain"),
            )
        )
    if others:
        title = f"Without any way on record: {len(others)}"
        listed = list_html(["delegation", "open issues", "place"], others, title)
        show(f'<details class="lk-fold"><summary>{title}</summary>{listed}</details>')


def list_html(head: list[str], rows: list[list[str]], caption: str) -> str:
    listed = table(head, rows, caption, numbers=(len(head) - 1,))
    return f'<div class="lk-reach">{listed}</div>'


def question_fields(shown: View, delegations: list[str], table: list[str]) -> tuple[str, str]:
    """The question as a sentence with blanks; who looks for a way and which issue, both in the
    address.
    """
    snapshot = shown.snapshot
    members = sorted((row.id for row in snapshot.of("Member")), key=snapshot.name)
    issues = sorted(set(table), key=snapshot.name)
    with st.container(key="lk-ask", horizontal=True):
        show("<p>Who can introduce</p>")
        start = choose_entry(snapshot, "Who looks for a way", "from", members, "any of us", 170)
        show("<p>to</p>")
        whom = "choose a delegation"
        choose_entry(snapshot, "Which delegation", "delegation", delegations, whom, 300)
        show("<p>on</p>")
        issue = choose_entry(snapshot, "Which issue", "issue", issues, "any issue", 230)
    return start, issue


def way_words(shown: View, way: Route | None) -> str:
    """The best way to a delegation in a few words."""
    if way is None:
        return "no way we would recommend"
    if way.over_a_table:
        near, agreement = way.steps[-1].link.source, way.steps[-1].link.evidence[0]
        return (
            f"nobody met it; sits with {shown.snapshot.name(near)} in"
            f" {shown.snapshot.name(agreement)}"
        )
    return (
        f"{strength_word(way.strength, shown.settings)}, through {stops_words(shown.snapshot, way)}"
    )
