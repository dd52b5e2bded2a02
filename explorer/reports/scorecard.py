"""The transparency scorecard against the resolution of 2017: a band for each subject, best and
worst as far as known, what became known.
"""

from __future__ import annotations

from datetime import date

from explorer.reports.choice import ReportChoice
from explorer.reports.parts import PROVEN, entry_names, latest, provenance_cells, sources_of
from explorer.words.ranks import rank_range
from explorer.words.resolution import no_points
from explorer.words.text import count, listed, words
from graph_model.dates import date_words
from graph_model.measures.day import Day
from graph_model.measures.ranges.rank_ranges import ranks_among
from graph_model.measures.transparency import TransparencyPoint, TransparencyScore, changes, scores
from graph_model.shares import percent
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.report_shape import Report, ReportSection, rows

#: So many subjects are named where several share an end of the order.
NAMED = 4


def transparency(day: Day, since: date, choice: ReportChoice) -> Report:
    """The scorecard as of a day, and what became known after `since`."""
    found = scores(day)
    nobody = no_points(day)
    known = (_known(day, found), _best_and_worst(day.snapshot, found))
    return Report(
        "transparency",
        f"Transparency of trade talks, as of {date_words(day.at.isoformat())}",
        (nobody,) if nobody else known,
        (_scores(day.snapshot, found), _points(day.snapshot, found), _became_known(day, since)),
    )


def _known(day: Day, found: tuple[TransparencyScore, ...]) -> str:
    """How much is known at all."""
    points = found[0].points if found else ()
    known = sum(score.known for score in found)
    of = sum(len(score.points) for score in found)
    held = count(len(found), "delegation, agreement or venue", "delegations, agreements and venues")
    are = f"{'is' if known == 1 else 'are'} known on {date_words(day.at.isoformat())}"
    return (
        f"{known} of {count(of, 'answer')} {are}, so every score"
        f" is a band: the {held} of which anything is known, held against the"
        f" {count(len(points), 'point')} of the resolution of 2017."
    )


def _scores(snapshot: Snapshot, found: tuple[TransparencyScore, ...]) -> ReportSection:
    """The table of bands with their ranks."""
    ranges = ranks_among([(-score.high, -score.low) for score in found])
    ranks = dict(zip((score.subject for score in found), ranges, strict=True))
    order = sorted(found, key=lambda its: (ranks[its.subject], _name(snapshot, its.subject)))
    return ReportSection(
        "Scores",
        "Share of the weight that is met for certain, and at best. The place is a range: the best"
        " and the worst that the bands leave. Where two ranges overlap, no order between them is"
        " meant; those of one range stand by name.",
        (
            "place",
            "subject",
            "what it is",
            "at least",
            "at best",
            "points known",
            "met",
            "partly",
            "not met",
            *PROVEN,
        ),
        rows([(rank_range(*ranks[its.subject]), *_line(snapshot, its)) for its in order]),
    )


def _points(snapshot: Snapshot, found: tuple[TransparencyScore, ...]) -> ReportSection:
    """What was found on each point."""
    return ReportSection(
        "Point by point",
        "What was found on each point; a point that nobody looked at is not listed.",
        ("subject", "point", "weight", "found", *PROVEN),
        rows(
            [
                _point(snapshot, score, point)
                for score in found
                for point in score.points
                if point.row
            ]
        ),
    )


def _became_known(day: Day, since: date) -> ReportSection:
    """Answers that were not there before."""
    return ReportSection(
        "What became known",
        f"Answers found after {date_words(since.isoformat())}.",
        ("subject", "point", "before", "now", *PROVEN),
        rows(
            [
                (
                    _name(day.snapshot, its.subject),
                    day.snapshot.name(its.indicator),
                    "not known",
                    its.after,
                    *provenance_cells(its.row),
                )
                for its in changes(day, since)
                if its.row
            ]
        ),
    )


def _best_and_worst(snapshot: Snapshot, found: tuple[TransparencyScore, ...]) -> str:
    """Whom most is certain of and for whom least is possible, and whether that order can be relied
    on.
    """
    if not found:
        return "No answer is known on this day."
    if len(found) == 1:
        return f"{_name(snapshot, found[0].subject)} alone has an answer ({_ends(found[0])})."

    highest, lowest = max(score.low for score in found), min(score.high for score in found)
    most = [score for score in found if score.low == highest]
    least = [score for score in found if score.high == lowest]
    sure = (
        "Whatever becomes known, the first stays ahead of the last."
        if highest > lowest
        else "Their bands overlap: what becomes known may turn this order round."
    )
    certain, possible = (
        listed([f"{_name(snapshot, its.subject)} ({_ends(its)})" for its in group], NAMED)
        for group in (most, least)
    )
    return f"Most is certain of {certain}; least is possible for {possible}. {sure}"


def _ends(score: TransparencyScore) -> str:
    return f"{percent(score.low)} to {percent(score.high)}"


def _name(snapshot: Snapshot, id: str) -> str:
    return snapshot.name(id)


def _line(snapshot: Snapshot, score: TransparencyScore) -> tuple[str, ...]:
    met = {
        value: entry_names(
            snapshot, (point.indicator for point in score.points if point.value == value)
        )
        for value in ("yes", "partial", "no")
    }
    rows_of = [point.row for point in score.points if point.row]
    kind = SCHEMA.by_label[snapshot.nodes[score.subject].label].singular
    known = f"{score.known} of {len(score.points)}"
    return (
        _name(snapshot, score.subject),
        kind,
        percent(score.low),
        percent(score.high),
        known,
        met["yes"],
        met["partial"],
        met["no"],
        sources_of(rows_of),
        latest(rows_of),
    )


def _point(
    snapshot: Snapshot, score: TransparencyScore, point: TransparencyPoint
) -> tuple[str, ...]:
    assert point.row is not None
    return (
        _name(snapshot, score.subject),
        snapshot.name(point.indicator),
        f"{point.weight:g}",
        words(point.value),
        *provenance_cells(point.row),
    )
