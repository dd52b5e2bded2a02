"""Plan, part `budget`: so many first meetings, and which they should be."""

from __future__ import annotations

import math
from html import escape

import streamlit as st

from explorer.app.saving import plan_button
from explorer.app.visit import remember, switch
from explorer.html.app_links import href
from explorer.html.empty import no_talks
from explorer.html.look import empty, link, table
from explorer.html.screen import heading, section, show
from explorer.html.view import View
from explorer.pages.plan.plan_parts import cells_html, chosen, entry, open_cells, plan_href, points
from explorer.words.ranks import UNSURE, by_name, numbers, order_words, place_words
from explorer.words.sentences import percent
from explorer.words.text import count, listed, stressed
from graph_model.measures import Cell, differing_settings, find_cells, in_words
from graph_model.measures.coming_events import access_of
from graph_model.measures.contacts import days_live
from graph_model.measures.next.ask_members import near_members
from graph_model.measures.next.efforts import Plan, PlanPick, plan
from graph_model.measures.next.options import MEETING, ROOM, agendas
from graph_model.measures.next.question_plan import QuestionPlan, question_plan
from graph_model.measures.ranges.list_ranks import plan_ranks
from graph_model.measures.ranges.rank_ranges import RankRange
from loaders.take_out.csv_text import csv_text

MOST = 20
QUESTIONS_SHOWN = 5
#: The contacts whose lasting is said, in words.
UPKEEP = {
    "meeting": "A meeting",
    "call": "A call",
    "letter": "An answered letter",
    "panel": "A panel",
}


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
    places = plan_ranks(shown.day, found)
    left, right = st.columns([7, 5], gap="large")
    with left:
        worth = order_words(
            places,
            f"{count(found.weighed, 'option')}, planned anew with the same budget",
            day=shown.day,
        )
        section("What to do", f"Each line says what it adds to those above it. {worth}")
        with st.container(key="lk-picks"):
            pick_list(shown, found, by_name(places))
    with right:
        section("What more meetings would add", "Every further one opens less than the one before.")
        show(curve_html(found))
        section("What as much effort would settle", "Beside the meetings: they open, this tells.")
        show(knowing_html(shown, question_plan(shown.day, budget, without)))
        section("How long it stays open")
        show(upkeep_html(shown, found))
        section("How sure this is")
        show(sure_html(shown, found))
    st.download_button(
        "Download this plan (CSV)",
        as_csv(shown, found, by_name(places)),
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
        names = ", ".join(
            f"{escape(label(shown, id))} ({link(_without(without, drop=id), 'count on it again')})"
            for id in without
        )
        show(f"<p>Without: {names}</p>")
    return (int(st.session_state["plan_k"]), (MEETING, *([ROOM] if rooms else [])), without)


def label(shown: View, id: str) -> str:
    """An option, delegation, event or member by name."""
    last = id.rpartition(":")[2]
    return shown.snapshot.name(last)


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
        f"{what[:1].upper() + what[1:]} would take us from {percent(found.low)} to"
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


def pick_list(shown: View, found: Plan, places: dict[str, RankRange]) -> None:
    """The picks as a list, numbered where the ranges of their places leave no other number."""
    before = dict(zip(places, numbers(list(places.values())), strict=True))
    cells = find_cells(shown.day)
    without = chosen("without")
    near: dict[str, list[str]] = {}
    for member, delegation in sorted(
        near_members(
            shown.day, [pick.option.target for pick in found.picks if pick.option.kind == MEETING]
        )
    ):
        near.setdefault(delegation, []).append(member)
    for pick in found.picks:
        id = pick.option.id
        place = place_words(places.get(id), last=len(found.picks))
        behind = cells_html_of(shown, pick, cells)
        step = step_html(shown, pick, before.get(id, UNSURE), place, behind, without)
        show(f'<ol class="lk-steps">{step}</ol>')
        if pick.option.kind == MEETING:
            had = next(
                (cell.contacts for cell in cells if cell.delegation == pick.option.target), ()
            )
            knows = [
                tie.source for id in had for tie in shown.snapshot.back(id, "TOOK_PART_IN", "GAVE")
            ]
            members = tuple(dict.fromkeys([*knows, *near.get(pick.option.target, [])]))[:5]
            issues = agendas(shown.day)[pick.option.target].issues
            plan_button(
                shown.snapshot,
                members,
                (pick.option.target,),
                issues,
                key=f"budget_{pick.option.target}",
            )


def cells_html_of(shown: View, pick: PlanPick, cells: tuple[Cell, ...]) -> str:
    """Why this one: what one meeting with each of its delegations opens."""
    agenda = agendas(shown.day)
    opened = [
        cell
        for cell in open_cells(cells, list(pick.option.chances))
        if cell.issue in agenda[cell.delegation].opens
    ]
    return cells_html(shown, opened, f"Why this one: the {count(len(opened), 'line')} it opens")


def step_html(
    shown: View, pick: PlanPick, number: str, place: str, why: str, without: tuple[str, ...]
) -> str:
    """One pick: what to do, what it opens, its place, what would be as good, and the ways there."""
    snapshot, option = shown.snapshot, pick.option
    if option.kind == MEETING:
        head, ways = (
            f"Meet {entry(snapshot, option.target, snapshot.name(option.target))}",
            [
                link(href("introduce", delegation=option.target), "Who can introduce us"),
                link(href("record", delegation=option.target), "Record a contact"),
            ],
        )
    else:
        head = f"Go to {entry(snapshot, option.target)}"
        ways = [link(plan_href("event", event=option.target), "Plan the meetings there")]
    there = (
        f" {count(len(option.chances), 'delegation')} expected there."
        f" {access_words(shown, option.target)}"
        if option.kind == ROOM
        else ""
    )
    as_good = (
        f" As good for its effort: {escape(listed([label(shown, id) for id in pick.ties]))}; the"
        " order between them is only that of their names."
        if pick.ties
        else ""
    )
    ways.append(
        link(
            _without((*without, option.id)),
            "Without this one",
            f"Plan without {label(shown, option.id)}",
        )
    )
    gain = (
        f'<div class="gain"><b>{points(pick.gain)}</b>{percent(pick.total)} so far<br>place'
        f" {place}</div>"
    )
    return (
        f'<li><span class="n">{number}</span><div><h3>{head}</h3><p>{there}{as_good}</p>{why}<div'
        f' class="go">{" ".join(ways)}</div></div>{gain}</li>'
    )


#: Who may enter a room, in words.
ACCESS_SAYS = {
    "open": "Open to anybody.",
    "on_request": "Who asks in time may get in.",
    "accredited": "For accredited bodies.",
    "invited": "By invitation.",
    "closed": "Closed.",
    "unknown": "Nobody has written down who may enter.",
}


def access_words(shown: View, event: str) -> str:
    """Who may enter a room, and what that counts."""
    access = access_of(shown.snapshot, event)
    chance = shown.settings.room_access[access]
    counted = "" if chance == 1 else f" Getting in counts as a chance of {chance:g}."
    return ACCESS_SAYS[access] + counted


def curve_html(found: Plan) -> str:
    """Diminishing returns as a line, with its numbers in a table below."""
    curve = found.curve[: max(2 * len(found.picks), MOST)]
    wide, high = 440.0, 170.0
    most_effort, most = max(curve[-1].effort, 1e-9), max(found.low + curve[-1].total, 1e-9)
    dots = [(0.0, found.low), *((pick.effort, found.low + pick.total) for pick in curve)]
    line = " ".join(
        f"{40 + (wide - 50) * effort / most_effort:.1f},{10 + (high - 40) * (1 - total / most):.1f}"
        for effort, total in dots
    )
    at, up = (
        40 + (wide - 50) * found.budget / most_effort,
        10 + (high - 40) * (1 - (found.low + found.gain) / most),
    )
    mark = (
        f'<circle cx="{min(at, wide - 10):.1f}" cy="{up:.1f}" r="5" fill="var(--lk-link)"/>'
        if found.picks
        else ""
    )
    axis = (
        f'<path d="M40 10V{high - 30}H{wide - 10}" fill="none" stroke="var(--lk-edge)"/><text'
        f' x="34" y="16" text-anchor="end">{percent(most)}</text><text x="34" y="{high - 30}"'
        f' text-anchor="end">0%</text><text x="40" y="{high - 12}">0</text><text x="{wide - 10}"'
        f' y="{high - 12}" text-anchor="end">{most_effort:g} meetings</text>'
    )
    says = f"Reached after each further meeting, from {percent(found.low)} to {percent(most)}"
    picture = (
        f'<svg viewBox="0 0 {wide:g} {high:g}" role="img" aria-label="{says}"'
        f' style="width:100%;font-size:13px;fill:var(--lk-ink2)">{axis}'
    )
    picture += (
        f'<polyline points="{line}" fill="none" stroke="var(--lk-link)"'
        f' stroke-width="2"/>{mark}</svg>'
    )
    rows = [
        [f"{pick.effort:g}", points(pick.gain), percent(found.low + pick.total)] for pick in curve
    ]
    numbers = table(["effort", "adds", "reached"], rows, "Diminishing returns", (0, 1, 2))
    return (
        f'{picture}<details class="lk-fold"><summary>The same in'
        f" numbers</summary>{numbers}</details>"
    )


def sure_html(shown: View, found: Plan) -> str:
    """The exact optimum beside the order, and what was not weighed."""
    if found.exact.proven and found.gap < 1e-6:
        said_best = f"The exact optimum opens {percent(found.exact.gain)}, as much as this order."
    elif found.exact.proven:
        other = [
            label(shown, option.id)
            for option in found.exact.options
            if option.id not in {pick.option.id for pick in found.picks}
        ]
        said_best = (
            f"The exact optimum opens {percent(found.exact.gain)}, with {listed(other, 6)} instead."
            " No choice opens more."
        )
    else:
        said_best = (
            f"The best choice found opens {percent(found.exact.gain)}; none can open more than"
            f" {percent(found.exact.bound)}."
        )
    left = (
        f" {count(found.left_out, 'option')} that open less by themselves were left out."
        if found.left_out
        else ""
    )
    settings = shown.settings
    counted = (
        f"A meeting is taken to cover {count(settings.meeting_issues, 'issue')}, the weightiest of"
        " those not yet reached, and with each the group it belongs to or its parts; a room leads"
        f" to such a talk with a chance of {settings.room_reach:g}, less where not everybody may"
        " enter."
    )
    change = link(href("settings"), "Change these numbers")
    return (
        f"<p>{escape(said_best)} {count(found.weighed, 'option')}"
        f" weighed.{escape(left)}</p><p>{escape(counted)} {change}</p>"
    )


def knowing_html(shown: View, found: QuestionPlan) -> str:
    """The questions to members that narrow most, and by how much all of them would."""
    if not found.picks:
        return "<p>Nothing is not known, or nobody is left to ask.</p>"
    rows = [
        f"<li>Ask {entry(shown.snapshot, pick.option.member)} about"
        f" {entry(shown.snapshot, pick.option.target)}: {points(pick.gain)}"
        f"{_as_good(pick)} {link(plan_href('question', member=pick.option.member), 'Copy it')}</li>"
        for pick in found.picks[:QUESTIONS_SHOWN]
    ]
    effort = shown.settings.question_effort
    return (
        f"<p>{percent(found.unknown)} of what is at stake is not known."
        f" {count(len(found.picks), 'question').capitalize()}, each {effort:g} of a meeting, are"
        f" expected to settle {percent(found.gain)} of it. The first:</p>"
        f"<ul>{''.join(rows)}</ul>"
    )


def _as_good(pick: PlanPick) -> str:
    """That others would settle as much: then the order is only that of ids."""
    return f" (as good: {count(len(pick.ties), 'other')})." if pick.ties else "."


def upkeep_html(shown: View, found: Plan) -> str:
    """How long what a step opens stays open, and what it takes to hold it."""
    lasting = {kind: days_live(kind, shown.settings) for kind in UPKEEP}
    rows = [
        [said, f"{lasting[kind]:,} days" if lasting[kind] else "never a line by itself"]
        for kind, said in UPKEEP.items()
    ]
    held = len({one for pick in found.picks for one in pick.option.chances})
    a_year = held * 365 / lasting[MEETING] if lasting[MEETING] else 0.0
    hold = (
        f"<p>To hold lines to {count(held, 'delegation')} takes"
        f" {count(max(1, math.ceil(a_year)), 'meeting')} a year, each before the one before it has"
        " run out.</p>"
        if a_year
        else ""
    )
    return table(["one contact", "keeps a line open for"], rows, "Upkeep", (1,)) + hold


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


def as_csv(shown: View, found: Plan, places: dict[str, RankRange]) -> str:
    """The plan as a spreadsheet; a `place_high` beyond the last pick means *or not at all*."""
    settings, rows = in_words(differing_settings(shown.snapshot)), []
    for number, pick in enumerate(found.picks, start=1):
        option, place = pick.option, places.get(pick.option.id)
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
                *((place.low, place.high) if place else ("", "")),
                shown.as_of.isoformat(),
                settings,
            )
        )
    return csv_text(HEADINGS, rows)


def _without(ids: tuple[str, ...], drop: str = "") -> str:
    kept = {name: st.query_params.get(name, "") for name in ("k", "rooms")}
    return plan_href(
        "budget", without=",".join(id for id in dict.fromkeys(ids) if id != drop), **kept
    )
