"""Plan, part `ground`: before a meeting with a delegation, what it has said, with whom it agrees
and differs, and where it stands on our asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from explorer.app.address_choices import choose
from explorer.html.app_links import href
from explorer.html.look import empty, link, sources, table
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.pages.plan.plan_parts import MET, entry, plan_href, stance_words
from explorer.reports.stances import counted_beside
from explorer.words.ranks import order_html, rank_words
from explorer.words.resolution import no_points
from explorer.words.text import count
from graph_model.dates import date_words
from graph_model.measures.common_ground import (
    AGREE,
    DIFFER,
    OPEN,
    OURS,
    THEIRS,
    CommonGround,
    Stance,
    closest_delegations,
    common_ground,
    stances,
)
from graph_model.measures.ranges.list_ranks import ground_ranks
from graph_model.measures.ranges.rank_ranges import in_rank_order
from graph_model.measures.transparency import points_of

SAYS = {
    AGREE: "They agree",
    DIFFER: "They differ",
    OPEN: "One holds back",
    OURS: "Only the first has spoken",
    THEIRS: "Only the second has spoken",
}


def draw(shown: View) -> None:
    """Draw what is known before a meeting."""
    snapshot = shown.snapshot
    spoke = {row.id: len(stances(shown.day, row.id)) for row in snapshot.of("Delegation")}
    order = sorted(spoke, key=lambda id: (not spoke[id], snapshot.name(id)))
    top = st.container()
    first, second = st.container(key="lk-asks").columns(2, gap="large")
    delegation = choose(first, "We meet", "delegation", order, lambda id: snapshot.name(id))
    others = closest_delegations(shown.day, delegation)
    near = [ground.right for ground in others]
    rest = ["", *near, *(id for id in order if id not in near and id != delegation)]
    other = choose(
        second,
        "Compare with",
        "with",
        rest,
        lambda id: snapshot.name(id) if id else "all that spoke on the same",
    )
    name = snapshot.name(delegation)
    with top:
        heading("Plan", *_spoke(name, spoke[delegation], others))
        paper = href("reports", report="dossier", delegation=delegation)
        show(f'<p class="lk-tool">{link(paper, "Two pages to take along (PDF, Word)")}</p>')
    if other:
        section(f"{name} and {snapshot.name(other)}")
        show(lines_html(shown, delegation, other))
    elif others:
        section(
            "With whom it agrees and differs",
            "On how many of the topics on which both have spoken they say the same.",
        )
        show(others_html(shown, delegation, others))
    section("What it has said")
    show(stances_html(shown, delegation))
    section(
        "Our asks on openness",
        "The points of the coalition’s resolution of 2017 of which something is known of this"
        " delegation by this day.",
    )
    show(asks_html(shown, delegation))


def _spoke(name: str, topics: int, others: Sequence[CommonGround]) -> tuple[str, str]:
    """On how much a delegation has spoken, and how many agree with it."""
    if not topics:
        sentence = f"No position of {name} is on record."
    else:
        sentence = f"{name} has taken a side or held back on {count(topics, 'topic')}."
    if not others:
        return sentence, ""
    agree = sum(ground.counts[AGREE] > ground.counts[DIFFER] for ground in others)
    return sentence, (
        f"{count(agree, 'delegation')} of {len(others)} that spoke on the same topics mostly"
        " agree with it."
    )


def lines_html(shown: View, left: str, right: str) -> str:
    """Two delegations, topic by topic."""
    snapshot = shown.snapshot
    rows = [
        [
            escape(SAYS[line.kind]),
            entry(snapshot, line.topic),
            stance_html(line.left),
            stance_html(line.right),
        ]
        for line in common_ground(shown.day, left, right).lines
    ]
    if not rows:
        return "<p>Neither has a recorded position on this day. Silence is no agreement.</p>"
    return table(
        ["", "topic", snapshot.name(left), snapshot.name(right)], rows, count(len(rows), "topic")
    )


def stance_html(stance: Stance | None) -> str:
    """What was said, since when, and where it says so."""
    if stance is None:
        return "has not spoken on it"
    return (
        f"{escape(stance_words(stance))}<br><small>"
        f"{sources(stance.sources) or 'no source recorded'}</small>"
    )


def others_html(shown: View, delegation: str, others: tuple[CommonGround, ...]) -> str:
    """All that spoke on the same topics."""
    grounds, ranks = (
        {ground.right: ground for ground in others},
        in_rank_order(ground_ranks(others)),
    )
    rows = []
    for rank in ranks:
        ground = grounds[rank.name]
        compare = link(
            plan_href("ground", **{"delegation": delegation, "with": ground.right}),
            shown.snapshot.name(ground.right),
        )
        number = ground.counts
        rows.append(
            [compare, str(number[AGREE]), str(number[DIFFER]), str(ground.spoken), rank_words(rank)]
        )
    listed = table(
        ["delegation", "agree", "differ", "both spoke", "place"],
        rows,
        f"{count(len(rows), 'delegation')}, those that agree most first",
        (1, 2, 3, 4),
    )
    return f"{listed}{order_html(ranks, 'these', day=None)}"


def stances_html(shown: View, delegation: str) -> str:
    """Every position that holds on the day, with its source."""
    beside = counted_beside(shown.day, delegation)
    rows = [
        [entry(shown.snapshot, topic), stance_html(stance), escape(beside[topic])]
        for topic, stance in stances(shown.day, delegation).items()
    ]
    if not rows:
        return empty(
            "No position is on record on this day.",
            "Add what it has said in position.csv.",
            link(href("data"), "Go to Data", button="plain"),
        )
    return table(["topic", "what it said", "who says the same"], rows, count(len(rows), "topic"))


def asks_html(shown: View, delegation: str) -> str:
    """The points that are known, and how many are not."""
    if nobody := no_points(shown.day):
        return f"<p>{escape(nobody)}</p>"
    found = points_of(shown.day, delegation)
    rows = [
        [
            entry(shown.snapshot, point.indicator),
            MET[point.value],
            date_words(point.as_of),
            sources(point.sources) or "no source recorded",
        ]
        for point in found
        if point.known
    ]
    if not rows:
        return (
            f"<p>Of none of {count(len(found), 'point')} is anything known on this day, which is"
            " not a no.</p>"
        )
    return table(
        ["point", "", "as of", "source"],
        rows,
        f"{len(rows)} of {count(len(found), 'point')} known; the others are not known",
    )
