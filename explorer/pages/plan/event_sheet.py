"""Sheets to print: each member's meetings at an event on a page of its own, with last contact,
issues and common ground, every line with its source.
"""

from __future__ import annotations

from html import escape

from explorer.html.view import View
from explorer.pages.plan.plan_parts import MET, stance_words
from explorer.reports.parts import occasion_days
from explorer.words.text import count, listed, words
from graph_model.dates import date_words
from graph_model.measures.common_ground import AGREE, DIFFER, closest_delegations, stances
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.next.event_plan import EventPlan, Meeting
from graph_model.measures.transparency import points_of
from graph_model.shares import percent
from graph_model.snapshot import Snapshot

STYLE = """body{font:15px/1.45 "Public Sans",system-ui,sans-serif;color:#1B2025;
max-width:46rem;margin:2rem auto;padding:0 1rem}
h1{font-size:24px}h2{font-size:18px;border-top:1px solid #85827A;padding-top:.6rem}
section+section{break-before:page}
article{break-inside:avoid}@page{margin:16mm}@media print{body{margin:0;padding:0}}
small{color:#4B535B;overflow-wrap:anywhere}.room{border:1px solid #85827A;height:5rem}
ul{padding-left:1.2rem}"""


def sheets(shown: View, found: EventPlan) -> str:
    """One HTML file that asks nothing of the network: a section per member, each on its own printed
    page.
    """
    name = escape(shown.snapshot.name(found.event))
    body = "".join(_member(shown, found, member) for member in found.going if found.sheet(member))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport"'
        f' content="width=device-width"><title>{name}</title>'
        f"<style>{STYLE}</style></head><body>{body}</body></html>"
    )


def _member(shown: View, found: EventPlan, member: str) -> str:
    snapshot = shown.snapshot
    event = snapshot.nodes[found.event]
    place = f", {escape(event.text('city'))}" if event.text("city") else ""
    meetings = "".join(_meeting(shown, one) for one in found.sheet(member))
    return (
        f"<section><h1>{escape(snapshot.name(member))} at"
        f" {escape(event.name)}</h1><p>{occasion_days(event)}{place}."
        f" {count(len(found.sheet(member)), 'meeting')}. As of"
        f" {date_words(shown.as_of.isoformat())} we reach {percent(found.before)} of what is at"
        f" stake.</p>{meetings}</section>"
    )


def _meeting(shown: View, one: Meeting) -> str:
    snapshot = shown.snapshot
    issues = escape(listed([snapshot.name(issue) for issue in one.issues], 5)) or "no open issue"
    return (
        f"<article><h2>{escape(snapshot.name(one.delegation))}</h2><p><b>To raise:</b>"
        f" {issues}.</p><p><b>Last contact:</b>"
        f" {_last(snapshot, one)}</p>{_ground(shown, one.delegation)}<p><b>Notes</b></p><div"
        " class=room></div></article>"
    )


def _last(snapshot: Snapshot, one: Meeting) -> str:
    id = one.own_contact or one.last_contact
    if not id:
        return f"{NO_RECORDED_CONTACT} of ours."
    row = snapshot.nodes[id]
    who = listed([snapshot.name(tie.source) for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE")])
    what = row.text("summary") or words(row.text("kind")) or "an answer"
    return (
        f"{date_words(row.text('date'))}, {escape(who)}: {escape(what)}"
        f" {_source(row.text('source_url'))}"
    )


def _ground(shown: View, delegation: str) -> str:
    """What the delegation is on record for, who stands with it and against it, and the coalition's
    asks.
    """
    snapshot = shown.snapshot
    own = stances(shown.day, delegation).values()
    lines = [
        f"<li>{escape(snapshot.name(stance.topic))}: {escape(stance_words(stance))}"
        f" {_source(stance.sources)}</li>"
        for stance in own
    ]
    others = closest_delegations(shown.day, delegation)
    near = [
        snapshot.name(ground.right)
        for ground in others
        if ground.counts[AGREE] > ground.counts[DIFFER]
    ]
    far = [
        snapshot.name(ground.right)
        for ground in others
        if ground.counts[AGREE] < ground.counts[DIFFER]
    ]
    sides = "".join(
        f"<p>{words} {escape(listed(names, 4))}.</p>"
        for words, names in (("Stands with", near), ("Differs from", far))
        if names
    )
    answered = [
        f"<li>{escape(snapshot.name(point.indicator))}: {MET[point.value]}"
        f" (as of {date_words(point.as_of)}) {_source(point.sources)}</li>"
        for point in points_of(shown.day, delegation)
        if point.known
    ]
    stated = f"<ul>{''.join(lines)}</ul>" if lines else "<p>No position of it is on record.</p>"
    asked = f"<p><b>Our asks</b></p><ul>{''.join(answered)}</ul>" if answered else ""
    return f"<p><b>Where it stands</b></p>{stated}{sides}{asked}"


def _source(addresses: str) -> str:
    return f"<small>{escape(addresses) or 'no source recorded'}</small>"
