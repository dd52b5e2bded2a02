"""How a route looks: stops joined by arrows that carry the evidence, the weak step broken, its
strength in a word first. All data is escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from explorer.html.app_links import href
from explorer.html.entry import known_from
from explorer.html.look import link, section_html, table
from explorer.html.symbols import label_symbol
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.no_route import refusal_words
from explorer.words.ranks import UNSURE, rank_words
from explorer.words.routes import (
    last_evidence,
    step_doubt,
    step_words,
    stops_words,
    strength_word,
    variant_words,
    weak_words,
)
from explorer.words.sentences import delegation_lines
from explorer.words.sureness import with_doubt
from explorer.words.text import count
from graph_model.measures.day import Day
from graph_model.measures.introductions import Introduction, same_contacts
from graph_model.measures.membership import is_member
from graph_model.measures.ranges.list_ranks import route_name, shown_routes
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.measures.route_search import Route, RouteStep


def route_html(shown: View, found: Introduction, route: Route, mark: str, rank: RankRange) -> str:
    """One route with its heading (after its number, or the point of one without), its stops and its
    weak link; said is also how it stands to the first one.
    """
    first = found.routes[0]
    over = stops_words(shown.snapshot, route, found.start)
    title = f"Through {over}" if over else f"A line of {shown.snapshot.name(found.start)}’s own"
    title = (
        f"If they cannot: {title[:1].lower() + title[1:]}"
        if route is not first and route == found.fallback
        else title
    )
    strength = (
        f"{strength_word(route.strength, shown.settings)}: strength {route.strength:.2f} of 1,"
        f" place {rank_words(rank)}"
    )
    weak, before = (weak_words(shown.day, route), (mark if mark == UNSURE else f"{mark}."))
    return (
        f'<div class="lk-route-top"><p role="heading" aria-level="2">{before}'
        f' {escape(title)}</p><span class="lk-route-word">{strength}</span></div>'
        f"{way_html(shown, found, route)}"
        '<p class="lk-weak"><b>Weak link:</b>'
        f" {escape(weak[:1].lower() + weak[1:] if weak.startswith('The ') else weak)}"
        f"{escape(_beside(found, route))}</p>"
        f"{_variants_html(shown, found, route)}"
    )


def _variants_html(shown: View, found: Introduction, route: Route) -> str:
    """Over whom else its first contact leads."""
    others = dict(zip(found.routes, found.variants, strict=True)).get(route, ())
    return (
        f'<p class="lk-small">{escape(variant_words(shown.snapshot, others))}</p>' if others else ""
    )


def _beside(found: Introduction, route: Route) -> str:
    """How it stands to the first route."""
    first = found.routes[0]
    if route is first:
        return ""
    if route == found.fallback:
        return " Nobody is shared with the first route."
    return (
        " It rests on the same contact as the first, so it is hardly a second way."
        if same_contacts(first, route)
        else ""
    )


def way_html(shown: View, found: Introduction, route: Route) -> str:
    """Stops and steps in their order; on a phone they turn downwards."""
    parts = [_stop(shown.day, route.stops[0])]
    for step in route.steps:
        parts.append(_step(shown, step, weak=step is route.weak))
        parts.append(_stop(shown.day, step.link.target))
    says = f"Route in {count(len(route.steps), 'step')} to {shown.snapshot.name(found.delegation)}"
    return f'<ol class="lk-way" aria-label="{escape(says)}">{"".join(parts)}</ol>'


def _stop(day: Day, id: str) -> str:
    snapshot, row = day.snapshot, day.snapshot.nodes[id]
    if row.label == "Member":
        name, second = row.name, "one of us" if is_member(row, day) else "a friend outside"
    else:
        name, second = delegation_lines(snapshot, id)
    below = f"<small>{escape(second)}</small>" if second else ""
    return (
        "<li"
        f' class="stop">{label_symbol(row.label)}<span>{link(href("profile", id=id), name)}{below}'
        "</span></li>"
    )


def _step(shown: View, step: RouteStep, weak: bool) -> str:
    did, when = step_words(shown.snapshot, step)
    id = last_evidence(shown.snapshot, step) if step.link.sort != "table" else step.link.evidence[0]
    row = shown.snapshot.nodes[id]
    known = known_from(shown, row)
    if step.link.sort == "table" and shown.show_sources:
        known = "from the record of who negotiates what"
    more = (
        f" and {len(step.link.evidence) - 1} more"
        if step.link.sort != "table" and len(step.link.evidence) > 1
        else ""
    )
    met = link(href("profile", id=id), did, f"{did}: {caption(shown.snapshot, id)}")
    said = with_doubt(f"{met}, {escape(when)}{more}", step_doubt(shown.snapshot, step))
    return (
        f'<li class="step{" weak" if weak else ""}"><i></i><span>{said}</span><span'
        f' class="src">{known}</span></li>'
    )


def refused_html(shown: View, found: Introduction) -> str:
    """What is on record but not recommended, each with its reason."""
    lines = []
    for route in found.refused:
        over = stops_words(shown.snapshot, route, found.start) or shown.snapshot.name(
            route.stops[0]
        )
        reason = refusal_words(shown.day, route)
        lines.append(f"<p>{link(href('profile', id=route.stops[0]), over)}: {escape(reason)}.</p>")
    return "".join(lines)


def on_record_html(shown: View, found: Introduction) -> str:
    """The same as whole ways, where nothing better is on record."""
    parts = (
        [
            section_html(
                "What is on record",
                "Shown so that it can be revived; not recommended as it stands.",
            )
        ]
        if found.refused
        else []
    )
    for route in found.refused:
        reason = refusal_words(shown.day, route)
        parts.append(
            f'{way_html(shown, found, route)}<p class="lk-weak"><b>Not recommended:</b>'
            f" {escape(reason)}.</p>"
        )
    return "".join(parts)


def steps_table(shown: View, found: Introduction, ranks: Mapping[str, RankRange]) -> str:
    """Every step of every route as a table."""
    rows = []
    listed = [*shown_routes(found), *found.refused]
    for number, route in enumerate(listed, start=1):
        rank = rank_words(None if route.refusal else ranks.get(route_name(route)))
        for step in route.steps:
            did, when = step_words(shown.snapshot, step)
            evidence = ", ".join(
                link(href("profile", id=id), caption(shown.snapshot, id))
                for id in step.link.evidence[:3]
            )
            ends = (shown.snapshot.name(step.link.source), shown.snapshot.name(step.link.target))
            refusal = refusal_words(shown.day, route) if route.refusal else "recommended"
            rows.append(
                [
                    str(number),
                    *map(escape, ends),
                    escape(with_doubt(f"{did}, {when}", step_doubt(shown.snapshot, step))),
                    f"{step.strength:.2f}",
                    evidence,
                    escape(refusal),
                    rank,
                ]
            )
    return table(
        ["route", "from", "to", "how", "strength", "evidence", "", "place"],
        rows,
        f"{count(len(listed), 'route')}, step by step",
        numbers=(4, 7),
    )
