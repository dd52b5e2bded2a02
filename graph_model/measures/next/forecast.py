"""The band run ahead: what is still reached on a later day if nobody speaks to anybody, and the
calls that would hold most.

The table is held as it is on the day looked at, and so are the members: only the clock of the
contacts runs on. A call is taken to be made on the day looked at, borne out by its source, and to
cover as many issues as a meeting does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from graph_model.cached import cached
from graph_model.measures.coming_events import coming_events, days_of
from graph_model.measures.contact_pairs import ContactPairs, touched_issues
from graph_model.measures.contacts import family, our_contacts, worth
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import DayArrays, day_arrays, saturated
from graph_model.measures.row_arrays import (
    Flags,
    Floats,
    Ints,
    ints,
    join,
    lookup,
    pair_keys,
    places,
)

CALL = "call"
#: Calls that are named.
MOST = 3


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


class _Clock(NamedTuple):
    """The lines of members to cells that contacts on record now touch, and what each contact is
    worth to each. Numbers are places in the arrays of the day.
    """

    #: Cell and member of each line as one number, ascending.
    lines: Ints
    #: By contact and line: the place of the line, that of the contact, and what it is worth there.
    line: Ints
    contact: Ints
    counts: Floats
    #: Of each contact.
    on: Ints
    half_life: Floats

    def left(self, later: date) -> Floats:
        """What is left of each line on a later day."""
        fades = 2.0 ** (-(later.toordinal() - self.on) / self.half_life)
        strength = np.bincount(
            self.line, weights=self.counts * fades[self.contact], minlength=len(self.lines)
        )
        return strength.astype(np.float64)


@cached(maxsize=4)
def _clock(day: Day, /) -> _Clock:
    now = day_arrays(day)
    known = [its for its in our_contacts(day) if its.holds(day.at) and its.worth > 0]
    had = ContactPairs(
        known, touched_issues(day.snapshot, known), now.delegations, now.issues, now.members
    )
    found: list[tuple[Ints, Ints, Floats]] = [(ints(()), ints(()), np.empty(0))]
    for cell, member, reached in had.by_cell(now.delegation, now.issue, len(now.issues)):
        contact = had.member_contact[member]
        counts = had.worth[contact] * had.sureness(member, reached)
        found.append((pair_keys(cell, had.member[member], len(now.members)), contact, counts))
    keys, contacts, counts = (np.concatenate(part) for part in zip(*found, strict=True))
    lines, line = np.unique(keys, return_inverse=True)
    return _Clock(lines, line, contacts, counts, had.on, had.half_life)


def _cells(now: DayArrays) -> Ints:
    """Delegation and issue of each cell as one number, ascending."""
    return pair_keys(now.delegation, now.issue, len(now.issues))


def _shares(now: DayArrays) -> Floats:
    """The share of all importance that each cell has."""
    return np.asarray(now.importance / sum(now.importance.tolist()))


def _live(day: Day, later: date) -> Flags:
    """Which lines are live on a later day."""
    return saturated(_clock(day).left(later)) >= day.settings.live


def _reached(day: Day, live: Flags) -> Flags:
    """Which cells have a live line."""
    now = day_arrays(day)
    found = np.zeros(len(now.importance), bool)
    found[_clock(day).lines[live] // max(1, len(now.members))] = True
    return found


def _low(day: Day, later: date) -> float:
    """The share of what is on the table now that is still reached on a later day."""
    reached = _reached(day, _live(day, later))
    return float(sum(_shares(day_arrays(day))[reached].tolist()))


class _AtRisk(NamedTuple):
    """Members with a live line now to a delegation about what nobody reaches on the later day, by
    member and delegation, and of each the issues that a call would raise, the weightiest first.
    """

    member: Ints
    delegation: Ints
    #: By issue raised: the place among these pairs, and the cell.
    pair: Ints
    cell: Ints


def _at_risk(day: Day, lost: Flags) -> _AtRisk:
    now = day_arrays(day)
    line = _clock(day).lines[_live(day, day.at)]
    cell, member = line // max(1, len(now.members)), line % max(1, len(now.members))
    cell, member = cell[lost[cell]], member[lost[cell]]
    delegation = now.delegation[cell]
    order = np.lexsort((now.issue[cell], -_shares(now)[cell], delegation, member))
    cell = cell[order]
    pairs, first, pair = np.unique(
        pair_keys(member[order], delegation[order], len(now.delegations)),
        return_index=True,
        return_inverse=True,
    )
    raised = np.arange(len(cell)) - first[pair] < day.settings.meeting_issues
    many = max(1, len(now.delegations))
    return _AtRisk(pairs // many, pairs % many, pair[raised], cell[raised])


def _touched(day: Day, risk: _AtRisk) -> tuple[Ints, Ints]:
    """The issues that each call counts for, those raised with their families: the place of the
    pair, and the issue, ascending.
    """
    now = day_arrays(day)
    raised, which = np.unique(now.issue[risk.cell], return_inverse=True)
    place = places(now.issues)
    families = [[place[id] for id in family(day.snapshot, now.issues[one])] for one in raised]
    owner = np.repeat(np.arange(len(families)), ints(map(len, families)))
    at, member = join(which, owner)
    issue = ints(one for some in families for one in some)[member]
    keys = np.unique(pair_keys(risk.pair[at], issue, len(now.issues)))
    return keys // max(1, len(now.issues)), keys % max(1, len(now.issues))


def _held(day: Day, later: date, lost: Flags, risk: _AtRisk) -> Floats:
    """By pair, the share of all importance that a call on the day looked at holds until later."""
    now, clock, numbers = day_arrays(day), _clock(day), day.settings
    pair, issue = _touched(day, risk)
    cell = lookup(_cells(now), pair_keys(risk.delegation[pair], issue, len(now.issues)))
    known = (cell >= 0) & lost[cell]
    pair, cell = pair[known], cell[known]

    line = lookup(clock.lines, pair_keys(cell, risk.member[pair], len(now.members)))
    then = np.where(line >= 0, clock.left(later)[line], 0.0)
    faded = 2.0 ** (-(later - day.at).days / numbers.half_life)
    fresh = worth(CALL, "held", 1, numbers, sure=True) * faded
    held = saturated(then + fresh) >= numbers.live
    return np.bincount(
        pair[held], weights=_shares(now)[cell[held]], minlength=len(risk.member)
    ).astype(np.float64)


def _calls(day: Day, later: date) -> tuple[UpkeepCall, ...]:
    """The calls that hold most, one per delegation, made by who carries the line now."""
    now = day_arrays(day)
    lost = ~_reached(day, _live(day, later))
    risk = _at_risk(day, lost)
    if not len(risk.pair):
        return ()
    holds = _held(day, later, lost, risk)
    about_equal = np.array([round(one, 12) for one in holds.tolist()])

    order = np.lexsort((risk.member, -about_equal, risk.delegation))
    best = order[np.unique(risk.delegation[order], return_index=True)[1]]
    best = best[holds[best] > 0]
    most = best[np.lexsort((risk.delegation[best], -about_equal[best]))][:MOST]
    return tuple(
        UpkeepCall(
            now.members[risk.member[pair]],
            now.delegations[risk.delegation[pair]],
            tuple(now.issues[now.issue[cell]] for cell in risk.cell[risk.pair == pair].tolist()),
            float(holds[pair]),
        )
        for pair in most.tolist()
    )
