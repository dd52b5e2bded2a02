"""A contact, and a legal way in to a delegation, as every panel and page writes them. All data is
escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.html.app_links import href
from explorer.html.entry import known_from
from explorer.html.look import evidence, link, sources
from explorer.html.view import View
from explorer.words.outcomes import outcome_words
from explorer.words.text import count, words
from graph_model.capitals import first_up
from graph_model.dates import date_words
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.membership import ours
from graph_model.measures.usable_ways import can_be_used, date_ahead, is_usual
from graph_model.rows import NodeRow
from graph_model.vocabulary import ANSWERS

#: Legal ways in that a panel names; the profile has all of them.
WAYS = 3


def contacts_html(shown: View, delegation: str, ids: Sequence[str], most: int) -> str:
    """The latest contacts with a delegation, and how many stand on its profile besides."""
    lines = "".join(contact_line(shown, id, tight=True) for id in ids[:most])
    more = len(ids) - most
    rest = (
        f"<p>{link(href('profile', id=delegation), count(more, 'earlier contact'))}</p>"
        if more > 0
        else ""
    )
    return (lines or f"<p>{first_up(NO_RECORDED_CONTACT)} of ours with this delegation.</p>") + rest


def contact_line(shown: View, id: str, tight: bool = False) -> str:
    """One contact: when, what and who, in a sentence, with its source where sources are shown."""
    snapshot, row = shown.snapshot, shown.snapshot.nodes[id]
    us = ours(shown.day)
    who = (
        ", ".join(
            snapshot.name(tie.source) + ("" if tie.source in us else " (friend)")
            for tie in snapshot.back(id, "TOOK_PART_IN", "GAVE")
        )
        or "nobody named"
    )
    outcome = outcome_words(row, shown.settings)
    letter = (
        ANSWERS[row.text("said")]
        if row.label == "Answer"
        else words(row.text("kind")) + (f", {outcome}" if outcome else "")
    )
    what = (
        f"<b>{escape(who)}</b>, {escape(letter)}."
        f" {link(href('profile', id=id), row.text('summary') or 'Details')}"
    )
    known = known_from(shown, row)
    return evidence(date_words(row.text("date"), short=True), what, known, tight)


def open_ways_html(shown: View, delegation: str) -> str:
    """The procedures by which one may come to a delegation on the day looked at, and who may take
    part.
    """
    ways = [shown.snapshot.nodes[tie.source] for tie in shown.snapshot.back(delegation, "OPENS")]
    usable = [way for way in ways if can_be_used(way, shown.day)]
    items = "".join(
        f"<p>{link(href('profile', id=way.id), way.name)}<br>"
        f"{escape(way.text('who_may_take_part'))}</p>"
        for way in usable[:WAYS]
    )
    return f"<h4>Legal ways in</h4>{items}" if items else ""


def ways_in_html(shown: View, delegation: str) -> str:
    """The standing procedures that lead to the delegation, those that are open first."""
    ways = sorted(
        (shown.snapshot.nodes[tie.source] for tie in shown.snapshot.back(delegation, "OPENS")),
        key=lambda way: way.text("status") != "active",
    )
    return (
        "".join(_way(shown, way) for way in ways)
        or "<p>No legal way in is recorded for this delegation.</p>"
    )


def _way(shown: View, way: NodeRow) -> str:
    state = words(way.text("status")) or "not known"
    pill = (
        f'<span class="lk-pill{" on" if state == "active" else ""}">'
        f"{'open' if state == 'active' else state}</span>"
    )
    conditions = ". ".join(
        first_up(part.rstrip("."))
        for part in (way.text("who_may_take_part"), way.text("clearance_or_condition"))
        if part
    )
    apply = sources(way.text("how_to_apply_url"))
    known = known_from(shown, way)
    below = "; ".join(
        part for part in (_due(shown, way), f"apply at {apply}" if apply else "", known) if part
    )
    return (
        f'<div class="lk-door"><p><b>{link(href("profile", id=way.id), way.name)}</b>{pill}</p>'
        f"<p>{escape(conditions)}</p>"
        f"{f'<p>{below}</p>' if below else ''}</div>"
    )


def _due(shown: View, way: NodeRow) -> str:
    """The next date of a procedure, where it still lies ahead on the day looked at."""
    due = date_ahead(way, shown.day)
    if not due:
        return ""
    usual = " by its usual month" if is_usual(way, due) else ""
    return f"next: {date_words(due)}{usual}"
