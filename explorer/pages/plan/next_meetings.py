"""Plan, part `budget`: so many first meetings, and which they should be."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.address_choices import remember, switch
from explorer.html.app_links import href
from explorer.html.empty import no_talks
from explorer.html.look import empty, link
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.pages.plan.meeting_steps import label, pick_list, without_href
from explorer.pages.plan.plan_limits import MOST, curve_html, knowing_html, sure_html, upkeep_html
from explorer.pages.plan.plan_parts import chosen, plan_href
from explorer.words.ranks import by_name, order_words
from explorer.words.text import count, stressed
from graph_model.capitals import first_up
from graph_model.measures import differing_settings, find_cells, in_words
from graph_model.measures.next.efforts import Plan, plan
from graph_model.measures.next.options import MEETING, ROOM
from graph_model.measures.next.question_plan import question_plan
from graph_model.measures.ranges.plan_ranks import plan_ranks
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.shares import percent
from loaders.csv_text import csv_text


def draw(shown: View) -> None:
    """Draw the plan for a budget."""
    top = st.container()
    budget, kinds, without = controls(shown)
    found = plan(shown.day, budget, without, kinds)
    with top:
        heading("Plan", sentence(found), distance_from_best(found))
    if not found.picks:
        nothing_to_plan(shown, without)
        return
    ranks = plan_ranks(shown.day, found)
    left, right = st.columns([7, 5], gap="large")
    with left:
        worth = order_words(
            ranks,
            f"{count(found.weighed, 'option')}, planned anew with the same budget",
            day=shown.day,
        )
        section("What to do", f"Each line says what it adds to those above it. {worth}")
        with st.container(key="lk-picks"):
            pick_list(shown, found, by_name(ranks))
    with right:
        section("What more meetings would add", "None opens more than the one before.")
        show(curve_html(found))
        section("What as much effort would settle", "Beside the meetings: they open, this tells.")
        show(knowing_html(shown, question_plan(shown.day, budget, without)))
        section("How long it stays open")
        show(upkeep_html(shown, found))
        section("How sure this is")
        show(sure_html(shown, found))
    st.download_button(
        "Download this plan (CSV)",
        lambda: as_csv(shown, found, by_name(ranks)),
        f"plan-{shown.as_of}.csv",
        "text/csv",
        type="tertiary",
    )


def controls(shown: View) -> tuple[int, tuple[str, ...], tuple[str, ...]]:
    """How many, of what kind, and on whom not to count; all of it in the address."""
    asked = st.query_params.get("k", "")
    st.session_state["plan_k"] = min(MOST, max(1, int(asked))) if asked.isdigit() else 5
    slide, what = st.container(key="lk-asks").columns([3, 2], gap="large")
    slide.slider(
        "We can hold this many first meetings",
        1,
        MOST,
        key="plan_k",
        on_change=lambda: remember("k", str(st.session_state["plan_k"])),
    )
    rooms = switch(what.container(), "Rooms at coming events count too", "rooms")
    without = tuple(id for id in chosen("without") if id.rpartition(":")[2] in shown.snapshot.nodes)
    if without:
        again = {id: link(without_href(without, drop=id), "count on it again") for id in without}
        names = ", ".join(f"{escape(label(shown, id))} ({way})" for id, way in again.items())
        show(f"<p>Without: {names}</p>")
    return (int(st.session_state["plan_k"]), (MEETING, *([ROOM] if rooms else [])), without)


def sentence(found: Plan) -> str:
    """The answer."""
    if not found.picks:
        return (
            "Nothing is left to open on this day."
            if not found.weighed
            else "No option fits this budget."
        )
    what = (
        count(len(found.picks), "first meeting")
        if all(pick.option.kind == MEETING for pick in found.picks)
        else count(len(found.picks), "step")
    )
    return (
        f"{first_up(what)} would take us from {percent(found.low)} to"
        f" {percent(found.low + found.gain)} of what is at stake."
    )


def distance_from_best(found: Plan) -> str:
    """How far from the best, in a sentence."""
    if not found.picks:
        return ""
    if found.gap < 1e-6:
        return (
            f"{stressed('No other choice of this size opens more')}: checked against the exact"
            " optimum."
            if found.exact.proven
            else ""
        )
    best = (
        f"The best choice of this size opens {percent(found.exact.gain)}; going one by one opens"
        f" {percent(found.gain)}"
    )
    return f"{best}, {stressed(f'{percent(found.gap)} less')}. The best choice is named below."


def nothing_to_plan(shown: View, without: tuple[str, ...]) -> None:
    """What to do when there is nothing to plan."""
    if not without and not find_cells(shown.day):
        show(no_talks(shown, "plan"))
        return
    ways = (
        [link(plan_href("budget"), "Count on all of them again", button="plain")] if without else []
    )
    ways.append(link(href("gaps"), "See the gaps", button="plain"))
    show(
        empty(
            "There is no meeting to plan.",
            "Everything on the table is reached, or nobody is left to count on.",
            *ways,
        )
    )


HEADINGS = (
    "place",
    "kind",
    "id",
    "name",
    "effort",
    "adds",
    "reached_after",
    "as_good",
    "place_low",
    "place_high",
    "as_of",
    "settings",
)


def as_csv(shown: View, found: Plan, ranks: dict[str, RankRange]) -> str:
    """The plan as a spreadsheet; a `place_high` beyond the last pick means *or not at all*."""
    settings, rows = in_words(differing_settings(shown.snapshot)), []
    for number, pick in enumerate(found.picks, start=1):
        option, rank = pick.option, ranks.get(pick.option.id)
        rows.append(
            (
                number,
                option.kind,
                option.target,
                shown.snapshot.name(option.target),
                option.effort,
                round(pick.gain, 6),
                round(found.low + pick.total, 6),
                " ".join(pick.ties),
                *((rank.low, rank.high) if rank else ("", "")),
                shown.as_of.isoformat(),
                settings,
            )
        )
    return csv_text(HEADINGS, rows)
