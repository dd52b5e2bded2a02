"""Where a delegation stands, topic by topic, and who stands beside it or against it, in counts that
can be said aloud: "21 share its stance", never a number between minus one and one.
"""

from __future__ import annotations

from collections.abc import Mapping

from explorer.reports.parts import in_sentence
from explorer.words.sureness import sure
from explorer.words.text import count, listed, words
from graph_model.dates import date_words, told_by
from graph_model.measures.common_ground import Stance, stances
from graph_model.measures.day import Day
from graph_model.source_addresses import joined_sources
from loaders.take_out.report_shape import ReportLine

#: Sides as a sentence has them, after "3 delegations".
HOLDS = {"for": "are for it", "against": "are against it", "open": "hold back"}


def stance_lines(day: Day, delegation: str) -> tuple[ReportLine, ...]:
    """Each topic on which it has spoken, those on which most others have spoken first."""
    own, others = stances(day, delegation), _beside(day, delegation)
    order = sorted(own, key=lambda topic: (-len(others[topic]), day.snapshot.name(topic)))
    return tuple(_line(day, own[topic], others[topic]) for topic in order)


def counted_beside(day: Day, delegation: str) -> dict[str, str]:
    """For each topic on which it has spoken, how many share its stance and how many do not."""
    own, others = stances(day, delegation), _beside(day, delegation)
    return {topic: _counted(day, stance, others[topic]) for topic, stance in own.items()}


def _beside(day: Day, delegation: str) -> dict[str, dict[str, Stance]]:
    """What others have said on each topic on which a delegation has spoken."""
    every = {row.id: stances(day, row.id) for row in day.snapshot.of("Delegation")}
    return {
        topic: {id: theirs[topic] for id, theirs in every.items() if topic in theirs}
        for topic in every.pop(delegation)
    }


def _line(day: Day, own: Stance, others: Mapping[str, Stance]) -> ReportLine:
    """One topic: what it said, since when, and how many say the same or otherwise."""
    snapshot, row = day.snapshot, day.snapshot.nodes[own.position]
    since = f" since {date_words(own.since)}" if own.since else ""
    said = told_by(row.text("note"), day.at)
    note = f" ({in_sentence(said)})" if said else ""
    counted = _counted(day, own, others)
    return ReportLine(
        f"On {snapshot.name(own.topic)}: {words(own.stance)}{since}{note}. {counted}{sure(row)}",
        joined_sources(its.sources for its in (own, *others.values())),
        row.text("as_of"),
    )


def _counted(day: Day, own: Stance, others: Mapping[str, Stance]) -> str:
    """How many share its stance, and how many do not, with the first names."""
    by_side: dict[str, list[str]] = {"for": [], "against": [], "open": []}
    for id, stance in others.items():
        by_side[stance.side].append(day.snapshot.name(id))
    if not others:
        return "No other delegation is on record with a word on it."
    parts = []
    for side in sorted(by_side, key=lambda side: side != own.side):
        names = sorted(by_side[side])
        if not names:
            continue
        share = side == own.side and side != "open"
        verb = ("shares its stance" if len(names) == 1 else "share its stance") if share else ""
        parts.append(
            f"{count(len(names), 'other delegation')} {verb or _verb(side, len(names))}"
            f" ({listed(names)})"
        )
    return f"{'; '.join(parts)}."


def _verb(side: str, count: int) -> str:
    return (
        HOLDS[side].replace("are ", "is ").replace("hold ", "holds ") if count == 1 else HOLDS[side]
    )
