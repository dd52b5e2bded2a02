"""Whom we know at a delegation: the last contacts on record, and who can introduce us."""

from __future__ import annotations

from explorer.reports.parts import in_sentence, latest, sources_of
from explorer.words.outcomes import outcome_words
from explorer.words.routes import (
    did_words,
    headline,
    last_evidence,
    step_rows,
    strength_word,
    weak_words,
)
from explorer.words.sureness import sure
from explorer.words.text import count, listed, unstressed, words
from graph_model.capitals import first_up
from graph_model.dates import as_date, date_words
from graph_model.measures import ours
from graph_model.measures.day import Day
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.measures.introductions import find_routes
from graph_model.measures.route_search import Route, RouteStep
from graph_model.rows import NodeRow
from loaders.take_out.report_shape import ReportLine

OURS, OTHERS = 3, 2


def contact_lines(day: Day, delegation: str) -> tuple[ReportLine, ...]:
    """The last contacts up to the day, our own and those of friends, and how many there are."""
    rows = [day.snapshot.nodes[tie.source] for tie in day.snapshot.back(delegation, "REACHED")]
    past = sorted(
        (row for row in rows if as_date(row.text("date")) <= day.at),
        key=lambda row: (as_date(row.text("date")), row.id),
        reverse=True,
    )
    if not past:
        return (
            ReportLine(
                f"{first_up(NO_RECORDED_CONTACT)}; ask the members before you say that there was"
                " none."
            ),
        )
    own = [row for row in past if _is_ours(day, row)]
    shown = [*own[:OURS], *[row for row in past if row not in own][:OTHERS]]
    lines = [contact_line(day, row) for row in past if row in shown]
    if len(past) > len(shown):
        lines.append(
            ReportLine(
                f"{count(len(past), 'contact')} on its profile, {len(own)} of them with a member"
                f" of the coalition{' or a friend' if day.settings.with_friends else ''}."
            )
        )
    return tuple(lines)


def _is_ours(day: Day, row: NodeRow) -> bool:
    """Whether one of us took part, as every measure of the day counts us."""
    us = ours(day)
    return any(tie.source in us for tie in day.snapshot.back(row.id, "TOOK_PART_IN"))


def contact_line(day: Day, row: NodeRow, *, whom: bool = False) -> ReportLine:
    """One contact: when, who, how, about what, and what came of it; with whom, where that is not
    said already.
    """
    snapshot = day.snapshot
    us = ours(day)
    who = sorted(
        snapshot.name(tie.source) + ("" if tie.source in us else " (friend outside the coalition)")
        for tie in snapshot.back(row.id, "TOOK_PART_IN")
    )
    about = [snapshot.name(tie.target) for tie in snapshot.out(row.id, "ABOUT")]
    summary = in_sentence(row.text("summary"))
    met = [snapshot.name(tie.target) for tie in snapshot.out(row.id, "REACHED")] if whom else []
    parts = [
        f"{listed(who) or 'nobody named'}, {words(row.text('kind'))}",
        f"with {listed(met)}" if met else "",
        outcome_words(row, day.settings),
        f"about {listed(about)}" if about else "",
    ]
    return ReportLine(
        f"{date_words(row.text('date'))}: {', '.join(part for part in parts if part)}."
        f"{f' {summary}.' if summary else ''}{sure(row)}",
        sources_of([row]),
        row.text("as_of"),
    )


def introduction_lines(day: Day, delegation: str) -> tuple[ReportLine, ...]:
    """The best ways to it, each step with what it rests on; and whether any can be recommended."""
    found = find_routes(day, delegation)
    first, second = headline(day, found, len(found.routes) == 1)
    opening = ReportLine(unstressed(first if found.routes else f"{first} {second}"))
    return (opening, *(_way(day, route) for route in found.routes))


def _way(day: Day, route: Route) -> ReportLine:
    """One way, in the order in which one asks."""
    told = ", then ".join(_step(day, step) for step in route.steps)
    rows = [day.snapshot.nodes[last_evidence(day.snapshot, step)] for step in route.steps]
    borne = [row for step in route.steps for row in step_rows(day.snapshot, step)]
    strength = strength_word(route.strength, day.settings).lower()
    weak = unstressed(weak_words(day, route))
    return ReportLine(
        f"{told}. This way is {strength}: {weak}{sure(*borne)}", sources_of(rows), latest(rows)
    )


def _step(day: Day, step: RouteStep) -> str:
    """A step as half a sentence."""
    snapshot, link = day.snapshot, step.link
    source, target = snapshot.name(link.source), snapshot.name(link.target)
    if link.sort == "table":
        return (
            f"{source} and {target} sit in {listed([snapshot.name(id) for id in link.evidence], 2)}"
        )
    row = snapshot.nodes[last_evidence(snapshot, step)]
    when = date_words(row.when)
    if link.sort == "together":
        return f"{source} and {target} took part together ({when})"
    did = did_words(row)
    return f"{source} {did} {target} ({when})"
