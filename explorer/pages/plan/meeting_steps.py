"""The list of first meetings and rooms: what each opens, its rank, and the ways there."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app.plan_button import plan_button
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import show
from explorer.html.view import View
from explorer.pages.plan.plan_parts import cells_html, chosen, entry, open_cells, plan_href
from explorer.words.ranks import UNSURE, numbers, rank_words
from explorer.words.text import count, listed
from graph_model.measures import find_cells
from graph_model.measures.coming_events import access_of
from graph_model.measures.next.ask_members import near_members
from graph_model.measures.next.efforts import Plan, PlanPick
from graph_model.measures.next.options import MEETING, ROOM, agendas
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.shares import percent, points


def label(shown: View, id: str) -> str:
    """An option, delegation, event or member by name."""
    last = id.rpartition(":")[2]
    return shown.snapshot.name(last)


def pick_list(shown: View, found: Plan, ranks: dict[str, RankRange]) -> None:
    """The picks as a list, numbered where the ranges of their ranks leave no other number."""
    before = dict(zip(ranks, numbers(list(ranks.values())), strict=True))
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
        rank = rank_words(ranks.get(id), last=len(found.picks))
        behind = cells_html_of(shown, pick)
        step = step_html(shown, pick, before.get(id, UNSURE), rank, behind, without)
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


def cells_html_of(shown: View, pick: PlanPick) -> str:
    """Why this one: what one meeting with each of its delegations opens."""
    agenda = agendas(shown.day)
    opened = [
        cell
        for cell in open_cells(shown.day, list(pick.option.chances))
        if cell.issue in agenda[cell.delegation].opens
    ]
    return cells_html(shown, opened, f"Why this one: the {count(len(opened), 'line')} it opens")


def step_html(
    shown: View, pick: PlanPick, number: str, rank: str, why: str, without: tuple[str, ...]
) -> str:
    """One pick: what to do, what it opens, its rank, what would be as good, and the ways there."""
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
            without_href((*without, option.id)),
            "Without this one",
            f"Plan without {label(shown, option.id)}",
        )
    )
    gain = (
        f'<div class="gain"><b>{points(pick.gain)}</b>{percent(pick.total)} so far<br>place'
        f" {rank}</div>"
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


def without_href(ids: tuple[str, ...], drop: str = "") -> str:
    kept = {name: st.query_params.get(name, "") for name in ("k", "rooms")}
    return plan_href(
        "budget", without=",".join(id for id in dict.fromkeys(ids) if id != drop), **kept
    )
