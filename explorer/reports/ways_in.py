"""Legal ways in as a paper says them: which are open on a day, to whom, on what condition, by
when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from explorer.reports.parts import in_sentence, latest, sources_of
from explorer.words.sureness import sure
from explorer.words.text import count, words
from graph_model.dates import date_words
from graph_model.measures.coming_events import days_of
from graph_model.measures.day import Day
from graph_model.measures.usable_ways import can_be_used, date_ahead, is_usual
from graph_model.rows import NodeRow
from loaders.take_out.report_shape import ReportLine

OPEN_TO = {
    "anyone": "open to anyone",
    "nationals": "open to people and bodies of the country",
    "civil_society": "open to civil society",
    "business": "open to business",
    "members_only": "open to those who hold a seat",
}
DUE = ("deadline", "consultation")


def open_ways(day: Day, into: Iterable[str]) -> list[tuple[NodeRow, str]]:
    """The procedures that can be used on a day and where each leads, those with the nearest date
    first; of several places of one procedure the first asked for counts.
    """
    found: dict[str, tuple[NodeRow, str]] = {}
    for place in into:
        for tie in day.snapshot.back(place, "OPENS"):
            row = day.snapshot.nodes[tie.source]
            if can_be_used(row, day):
                found.setdefault(row.id, (row, place))

    def soonest(way: tuple[NodeRow, str]) -> tuple[str, str]:
        when, _ = due(day, *way)
        return when or "9999", way[0].id

    return sorted(found.values(), key=soonest)


def way_lines(
    day: Day, found: Sequence[tuple[NodeRow, str]], most: int, where: str, delegation: str = ""
) -> tuple[ReportLine, ...]:
    """The first of some procedures, a line each, and how many more stand on which profile."""
    lines = tuple(way_line(day, *way, delegation) for way in found[:most])
    rest = len(found) - most
    more = (ReportLine(f"{count(rest, 'more way')} in on {where}."),) if rest > 0 else ()
    return (*lines, *more) or (ReportLine("No open legal way in is on record for this day."),)


def due(day: Day, way: NodeRow, place: str) -> tuple[str, NodeRow | None]:
    """By when: the procedure's own next date, or the next deadline or consultation of the venue
    that it leads to, whichever is sooner; empty where none is known. A deadline of talks binds
    whoever negotiates, and is none for who writes in.
    """
    own = date_ahead(way, day)
    dates: list[tuple[str, NodeRow | None]] = [(own, None)] if own else []
    for tie in day.snapshot.back(place, "HOSTED_BY"):
        event = day.snapshot.nodes[tie.source]
        if event.text("kind") in DUE and days_of(event)[1] >= day.at:
            dates.append((event.text("start_date"), event))
    return min(dates, key=lambda one: (one[0], one[1] is not None), default=("", None))


def way_line(day: Day, way: NodeRow, place: str, delegation: str = "") -> ReportLine:
    """One procedure: its name, where it leads if that is not the delegation spoken of, who may take
    part, the condition, by when, where to apply.
    """
    to, who = OPEN_TO.get(way.text("open_to"), ""), way.text("who_may_take_part")
    more = who.removeprefix("anyone").lstrip("; ,") if to.endswith("anyone") else who
    told = "; ".join(part for part in (to, more if more not in to else "") if part)
    leads = f" (at {day.snapshot.name(place)})" if place != delegation else ""
    condition = way.text("clearance_or_condition")
    when, event = due(day, way, place)
    parts = [
        f"{way.name}{leads}{': ' + told if told else ''}.",
        f"Condition: {in_sentence(condition)}." if condition else "No condition is on record.",
        _by_when(way, when, event),
        f"Apply at {way.text('how_to_apply_url')}." if way.text("how_to_apply_url") else "",
    ]
    rows = [way, *([event] if event else [])]
    text = " ".join(part for part in parts if part)
    return ReportLine(f"{text}{sure(*rows)}", sources_of(rows), latest(rows))


def _by_when(way: NodeRow, when: str, event: NodeRow | None) -> str:
    if not when:
        rolling = way.text("recurs") == "rolling"
        return "It is open all the time." if rolling else "No date is on record."
    if event:
        return f"Next: {event.full_name}, {date_words(when)}."
    usual = " (its usual month)" if is_usual(way, when) else ""
    return f"Next {what_comes(way)}: {date_words(when)}{usual}."


def what_comes(way: NodeRow) -> str:
    """What the next date of a procedure is; how often it comes is not what it is.

    >>> kinds = ("deadline", "yearly", "")
    >>> [what_comes(NodeRow("ConsultationMechanism", "c", {"next_date_kind": it})) for it in kinds]
    ['deadline', 'date', 'date']
    """
    kind = way.text("next_date_kind")
    return "date" if kind in ("", "yearly", "rolling") else words(kind)
