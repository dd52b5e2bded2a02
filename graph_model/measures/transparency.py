"""How open a delegation, agreement or venue is, against the points of the coalition's resolution of
2017: always a band, for much is not known.

The points and their weights are rows of the graph (`Indicator`, `SCORED`). A point that nobody
looked at is not known, and never a no.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from graph_model.dates import as_date, holds_on
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

#: How the origin of an indicator begins when it is a point of the resolution.
RESOLUTION = "DCTI resolution 2017"
WORTH: Mapping[str, float] = MappingProxyType({"yes": 1.0, "partial": 0.5, "no": 0.0})


@dataclass(frozen=True)
class TransparencyPoint:
    """One point of one subject: what was found (empty when nobody looked), its weight, and the row
    that says so.
    """

    indicator: str
    value: str
    weight: float
    row: RelationshipRow | None = None

    @property
    def known(self) -> bool:
        return self.value in WORTH

    @property
    def sources(self) -> str:
        """Where it says so; empty when nobody looked or no source is recorded."""
        return self.row.text("source_url") if self.row else ""

    @property
    def as_of(self) -> str:
        """As of when it was found, as written; empty when nobody looked."""
        return self.row.text("as_of") if self.row else ""


@dataclass(frozen=True)
class TransparencyScore:
    """The band of one subject: shares of the weight that are met for certain (`low`) and at best
    (`high`).
    """

    subject: str
    low: float
    high: float
    points: tuple[TransparencyPoint, ...]

    @property
    def known(self) -> int:
        """How many points are known."""
        return sum(point.known for point in self.points)


@dataclass(frozen=True)
class PointChange:
    """A point that is known otherwise than it was on an earlier day."""

    subject: str
    indicator: str
    before: str
    after: str
    row: RelationshipRow | None


def scores(day: Day, origin: str = RESOLUTION) -> tuple[TransparencyScore, ...]:
    """Every subject of which at least one point is known on a day, the best first; of an origin, or
    of all when it is empty.

    low = Σ w·v over known points / Σ w over all points; high adds the weight of what is not known.
    v: yes 1, partial ½, no 0. What was found after the day counts as not known, and before the day
    of a list (`known_from` of its points) nobody is held against it. The points are those of the
    Dynamic Coalition's resolution on transparency (IGF, December 2017).

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    origin : str, optional
        Whose list of points; empty for all.

    Returns
    -------
    tuple[TransparencyScore, ...]
        Bands between 0 and 1.

    Examples
    --------
    >>> from graph_model.rows import Rows
    >>> rows = (
    ...     NodeRow("Venue", "v"),
    ...     NodeRow("Indicator", "a", {"origin": RESOLUTION}),
    ...     NodeRow("Indicator", "b", {"origin": RESOLUTION}),
    ... )
    >>> found = Snapshot(
    ...     Rows(rows, (RelationshipRow("SCORED", "v", "a", {"value": "yes", "as_of": "2017"}),))
    ... )
    >>> from graph_model.measures.settings import DEFAULTS
    >>> day = Day(found, date(2020, 1, 1), DEFAULTS)
    >>> [(score.subject, score.low, score.high, score.known) for score in scores(day)]
    [('v', 0.5, 1.0, 1)]
    """
    indicators = stated_points(day, origin)
    subjects = dict.fromkeys(
        tie.source for row in indicators for tie in day.snapshot.back(row.id, "SCORED")
    )
    found = (_score(day, subject, indicators) for subject in subjects)
    return tuple(
        sorted(
            (score for score in found if score.known),
            key=lambda score: (-score.low, -score.high, score.subject),
        )
    )


def points_of(day: Day, subject: str, origin: str = RESOLUTION) -> tuple[TransparencyPoint, ...]:
    """Every point of an origin with what is known of a subject on a day, the weightiest first.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    subject : str
        The id of a delegation, an agreement or a venue.
    origin : str, optional
        Where the points are from.

    Returns
    -------
    tuple[TransparencyPoint, ...]
        Every point, known or not, the weightiest first.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from graph_model import NodeRow, Rows, Snapshot, example
    >>> day = example()
    >>> point = NodeRow("Indicator", "open", {"origin": "DCTI resolution 2017", "weight": 2.0})
    >>> wider = replace(day, snapshot=Snapshot(Rows((*day.snapshot.nodes.values(), point))))
    >>> [(one.indicator, one.known) for one in points_of(wider, "alpha")]
    [('open', False)]
    """
    order = sorted(stated_points(day, origin), key=lambda row: (-_weight(row), row.id))
    return _points(day, subject, order)


def found_by(day: Day, row: RelationshipRow) -> bool:
    """Whether a finding was made by the day that is looked at, on a point that stood by then; one
    without a day always was.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    row : RelationshipRow
        A row of ``SCORED``.

    Returns
    -------
    bool

    Examples
    --------
    >>> from graph_model import example
    >>> day = example(NodeRow("Indicator", "a"))
    >>> found = [RelationshipRow("SCORED", "v", "a", {"as_of": year}) for year in ("2017", "2030")]
    >>> [found_by(day, row) for row in found]
    [True, False]
    """
    return holds_on(row.text("as_of"), "", day.at) and _stands(day, day.snapshot.nodes[row.target])


def stands_from(snapshot: Snapshot, origin: str = RESOLUTION) -> str:
    """The day of a list, as written: the first from which one of its points stands; empty where it
    has no points, or one without a day.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    origin : str, optional
        Whose list of points; empty for all.

    Returns
    -------
    str

    Examples
    --------
    >>> from graph_model import example
    >>> point = NodeRow("Indicator", "a", {"origin": "ours", "known_from": "2017-12"})
    >>> stands_from(example(point).snapshot, "ours")
    '2017-12'
    """
    days = [row.text("known_from") for row in _points_from(snapshot, origin)]
    return min(days, key=as_date) if days and all(days) else ""


def _stands(day: Day, indicator: NodeRow) -> bool:
    return holds_on(indicator.text("known_from"), "", day.at)


def stated_points(day: Day, origin: str = RESOLUTION) -> list[NodeRow]:
    """The points of an origin that stand on the day.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    origin : str, optional
        Whose list of points; empty for all.

    Returns
    -------
    list[NodeRow]
        Rows of the label ``Indicator``.

    Examples
    --------
    >>> from graph_model import example
    >>> point = NodeRow("Indicator", "text", {"origin": "ours"})
    >>> [row.id for row in stated_points(example(point), "ours")]
    ['text']
    """
    return [row for row in _points_from(day.snapshot, origin) if _stands(day, row)]


def _points_from(snapshot: Snapshot, origin: str) -> list[NodeRow]:
    return [row for row in snapshot.of("Indicator") if row.text("origin").startswith(origin)]


def _points(day: Day, subject: str, indicators: list[NodeRow]) -> tuple[TransparencyPoint, ...]:
    rows = {tie.target: tie for tie in day.snapshot.out(subject, "SCORED") if found_by(day, tie)}
    return tuple(
        TransparencyPoint(
            row.id,
            rows[row.id].text("value") if row.id in rows else "",
            _weight(row),
            rows.get(row.id),
        )
        for row in indicators
    )


def _score(day: Day, subject: str, indicators: list[NodeRow]) -> TransparencyScore:
    points = _points(day, subject, indicators)
    total = sum(point.weight for point in points) or 1.0
    low = sum(point.weight * WORTH[point.value] for point in points if point.known)
    unknown = sum(point.weight for point in points if not point.known)
    return TransparencyScore(subject, low / total, (low + unknown) / total, points)


def _weight(row: NodeRow) -> float:
    return float(row.fields.get("suggested_weight", 1.0))


def extremes(
    found: tuple[TransparencyScore, ...],
) -> tuple[tuple[TransparencyScore, ...], tuple[TransparencyScore, ...]]:
    """The best and the worst, as far as the bands say so: nobody is surely better than a best one,
    nobody surely worse than a worst one.

    A subject is surely better than another when its band lies wholly above the other's. Where all
    bands overlap, nobody is best or worst.

    Parameters
    ----------
    found : tuple[TransparencyScore, ...]
        Scores, best first.

    Returns
    -------
    tuple[tuple[TransparencyScore, ...], tuple[TransparencyScore, ...]]
        Best ones, worst ones.

    Examples
    --------
    >>> one = TransparencyScore("a", 0.8, 1.0, ())
    >>> other = TransparencyScore("b", 0.0, 0.2, ())
    >>> [[score.subject for score in end] for end in extremes((one, other))]
    [['a'], ['b']]
    """
    if not found:
        return (), ()
    top, bottom = max(score.low for score in found), min(score.high for score in found)
    best = tuple(
        score
        for score in found
        if score.low == top and any(other.high < score.low for other in found)
    )
    worst = tuple(
        score
        for score in found
        if score.high == bottom and any(other.low > score.high for other in found)
    )
    return best, worst


def changes(day: Day, since: date, origin: str = RESOLUTION) -> tuple[PointChange, ...]:
    """Points that were found after one day and up to another; what was not known before is told as
    such.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    since : date
        The day to compare with.
    origin : str, optional
        Whose list of points; empty for all.

    Returns
    -------
    tuple[PointChange, ...]
        Subject, point, value before and after.

    Examples
    --------
    >>> from graph_model import example
    >>> point = NodeRow("Indicator", "text", {"origin": "ours"})
    >>> scored = RelationshipRow("SCORED", "alpha", "text", {"value": "yes", "as_of": "2026-02-01"})
    >>> [change.after for change in changes(example(point, scored), date(2026, 1, 1), "ours")]
    ['yes']
    """
    before, found = day.on(since), []
    for row in stated_points(day, origin):
        for tie in day.snapshot.back(row.id, "SCORED"):
            if found_by(day, tie) and not found_by(before, tie) and tie.text("value") in WORTH:
                found.append(PointChange(tie.source, row.id, "", tie.text("value"), tie))
    return tuple(
        sorted(
            found,
            key=lambda change: (
                as_date(change.row.text("as_of")) if change.row else day.at,
                change.subject,
                change.indicator,
            ),
        )
    )
