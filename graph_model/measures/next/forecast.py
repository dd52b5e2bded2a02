"""The band run ahead: what is still reached on a later day if nobody speaks to anybody, and the
calls that would hold most.

The table is held as it is on the day looked at, and so are the members: only the clock of the
contacts runs on. A call is taken to be made on the day looked at, borne out by its source, and to
cover as many issues as a meeting does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import numpy as np

from graph_model.cached import cached
from graph_model.measures.coming_events import coming_events, days_of
from graph_model.measures.contacts import family, our_contacts, saturate, worth
from graph_model.measures.day import Day
from graph_model.measures.negotiations import target_cells
from graph_model.measures.row_arrays import Floats, Ints

CALL = "call"
#: Calls that are named.
MOST = 3
LineKey = tuple[str, str, str]


@dataclass(frozen=True)
class ForecastPoint:
    """The share that is still reached on a later day; `event` is the occasion that begins then,
    empty at the end of the horizon.
    """

    event: str
    day: date
    low: float


@dataclass(frozen=True)
class UpkeepCall:
    """A call that holds lines: who calls whom about what, and the share of all importance that is
    reached by it on the later day and not without it.
    """

    member: str
    delegation: str
    issues: tuple[str, ...]
    holds: float


@dataclass(frozen=True)
class Forecast:
    """The band of a day run ahead to the occasions of the horizon and to its end. `until` is the
    first of them by which less is reached than today, else the last.
    """

    low: float
    ahead: tuple[ForecastPoint, ...]
    until: ForecastPoint
    calls: tuple[UpkeepCall, ...]


@cached(maxsize=8)
def forecast(day: Day, /) -> Forecast:
    """What the clock does to the band of a day.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    Forecast
        The band now and a year ahead if nobody speaks to anybody, and the calls that hold most.

    Examples
    --------
    >>> from graph_model import example
    >>> found = forecast(example())
    >>> found.low, found.until.low, found.calls  # a recent meeting outlasts the year
    (0.25, 0.25, ())
    """
    low = _low(day, day.at)
    end = day.at + timedelta(days=day.settings.horizon)
    stops = [(days_of(event)[0], event.id) for event in coming_events(day)]
    ahead = tuple(
        ForecastPoint(event, on, _low(day, on)) for on, event in [*stops, (end, "")] if on > day.at
    )
    until = next((one for one in ahead if one.low < low), ahead[-1])
    return Forecast(low, ahead, until, _calls(day, until.day))


def _low(day: Day, later: date) -> float:
    """The share of what is on the table now that is still reached on a later day."""
    shares = _shares(day)
    live = {
        line[1:]
        for line, left in _left(day, later).items()
        if saturate(left) >= day.settings.live and line[1:] in shares
    }
    return sum(shares[cell] for cell in sorted(live))


@cached(maxsize=8)
def _shares(day: Day, /) -> dict[tuple[str, str], float]:
    weights = {cell: target.importance for cell, target in target_cells(day).items()}
    total = sum(weights.values())
    return {cell: weight / total for cell, weight in weights.items()}


@cached(maxsize=8)
def _pieces(day: Day, /) -> tuple[tuple[LineKey, ...], Ints, Floats, Floats, Floats]:
    """The lines that contacts on record now touch, and per contact and line: the place of the line,
    what the contact is worth, its day and its half-life.
    """
    place: dict[LineKey, int] = {}
    rows: list[tuple[int, float, int, float]] = []
    for contact in our_contacts(day):
        if not contact.holds(day.at) or contact.worth <= 0:
            continue
        touched = sorted(_touched(day, contact.issues))
        for line in product(sorted(contact.members), sorted(contact.delegations), touched):
            own = place.setdefault(line, len(place))
            counts = contact.counts(*line[:2])
            rows.append((own, counts, contact.on.toordinal(), contact.half_life))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), 4)
    return tuple(place), table[:, 0].astype(np.int64), table[:, 1], table[:, 2], table[:, 3]


def _left(day: Day, later: date) -> dict[LineKey, float]:
    """What is left on a later day of the contacts on record now, by member, delegation and
    issue.
    """
    lines, line, counts, on, half_life = _pieces(day)
    strength = counts * 2.0 ** (-(later.toordinal() - on) / half_life)
    left = np.bincount(line, weights=strength, minlength=len(lines))
    return dict(zip(lines, left.tolist(), strict=True))


def _touched(day: Day, issues: frozenset[str]) -> frozenset[str]:
    return frozenset[str]().union(*(family(day.snapshot, issue) for issue in issues))


def _calls(day: Day, later: date) -> tuple[UpkeepCall, ...]:
    """The calls that hold most, one per delegation, made by who carries the line now."""
    best: dict[str, UpkeepCall] = {}
    for call in _holding(day, later):
        known = best.get(call.delegation)
        if known is None or (-round(call.holds, 12), call.member) < (
            -round(known.holds, 12),
            known.member,
        ):
            best[call.delegation] = call
    order = sorted(best.values(), key=lambda call: (-round(call.holds, 12), call.delegation))
    return tuple(order[:MOST])


def _holding(day: Day, later: date) -> Iterator[UpkeepCall]:
    """The call of each member to each delegation that it has a live line to on an issue now."""
    shares, now, then = _shares(day), _left(day, day.at), _left(day, later)
    live, half_life = day.settings.live, day.settings.half_life
    fresh = worth(CALL, "held", 1, day.settings, sure=True) * 2.0 ** (
        -(later - day.at).days / half_life
    )
    lost = set(shares) - {line[1:] for line, left in then.items() if saturate(left) >= live}
    at_risk: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for (member, delegation, issue), left in now.items():
        if saturate(left) >= live and (delegation, issue) in lost:
            at_risk[member, delegation][issue] = shares[delegation, issue]

    for (member, delegation), issues in sorted(at_risk.items()):
        raised = sorted(issues, key=lambda issue: (-issues[issue], issue))
        about = tuple(raised[: day.settings.meeting_issues])
        held = [
            issue
            for issue in sorted(_touched(day, frozenset(about)))
            if (delegation, issue) in lost
            and saturate(then.get((member, delegation, issue), 0.0) + fresh) >= live
        ]
        if held:
            gain = sum(shares[delegation, issue] for issue in held)
            yield UpkeepCall(member, delegation, about, gain)
