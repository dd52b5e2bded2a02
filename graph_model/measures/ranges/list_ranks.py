"""How far the orders of plans, routes, questions, events, voices and common ground can be trusted:
each drawn anew as in `redraws`.

The draws of a list are made once and kept by what they are made of, so what is handed in has to be
hashable: tuples, not lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from graph_model.cached import cached
from graph_model.measures.common_ground import AGREE, DIFFER, CommonGround
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays, saturated
from graph_model.measures.departures import Departure
from graph_model.measures.introductions import Introduction
from graph_model.measures.next.ask_members import MemberQuestion
from graph_model.measures.next.event_plan import Meeting
from graph_model.measures.next.options import opened_cells
from graph_model.measures.ranges.day_ranks import open_totals
from graph_model.measures.ranges.rank_ranges import RankRange, in_tiers, ranked, ranks_among
from graph_model.measures.ranges.redraws import (
    DRAWS,
    LIMIT,
    MISSING,
    SEED,
    added_up,
    drawn_from,
    kept_lines,
    sparse_matrix,
)
from graph_model.measures.route_search import Route, RouteStep
from graph_model.measures.row_arrays import ints, places
from graph_model.measures.voice_balance import Balance

#: Lists of each sort whose draws are kept.
KEPT = 8
#: A name, and the questions under it.
MemberQuestions = tuple[str, tuple[MemberQuestion, ...]]


@cached(maxsize=KEPT)
def route_ranks(listed: tuple[Route, ...]) -> tuple[RankRange, ...]:
    """Routes by their strength, named by their stops, joined by a blank.

    A draw leaves out a tenth of what the steps rest on: contacts, occasions at which members met,
    seats at a table. Each step is as warm as what is left of it; a route of which a step has
    nothing left is not in that draw. Whoever stands on the way stays: it is they who are asked.

    Parameters
    ----------
    listed : tuple[Route, ...]
        Routes to one delegation, in the order in which they are shown.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example, find_routes
    >>> [(rank.name, rank.span) for rank in route_ranks(find_routes(example(), "beta").routes)]
    [('edri alpha beta', '1')]
    """
    facts = places(
        sorted(
            {
                fact
                for route in listed
                for step in route.steps
                for piece in _facts(step)
                for fact in piece
            }
        )
    )
    kept = np.random.default_rng(SEED).random((DRAWS, len(facts))) >= MISSING
    redrawn = np.ones((DRAWS, len(listed)))
    for at, route in enumerate(listed):
        for step in route.steps:
            there = np.stack(
                [kept[:, [facts[fact] for fact in piece]].all(axis=1) for piece in _facts(step)],
                axis=1,
            )
            redrawn[:, at] *= np.where(
                there.any(axis=1), saturated(there @ np.array(step.link.left)) * step.asking, np.nan
            )
    return ranked(
        [route_name(route) for route in listed],
        [round(route.strength - route.over_a_table, 9) for route in listed],
        np.round(redrawn - np.array([float(route.over_a_table) for route in listed]), 9),
    )


def shown_routes(found: Introduction) -> tuple[Route, ...]:
    """The routes that are recommended, in the order in which they are shown; the fallback last.

    Parameters
    ----------
    found : Introduction
        What `find_routes` found.

    Returns
    -------
    tuple[Route, ...]

    Examples
    --------
    >>> from graph_model import example, find_routes
    >>> [route.stops for route in shown_routes(find_routes(example(), "alpha"))]
    [('edri', 'alpha')]
    """
    return (
        *found.routes,
        *([found.fallback] if found.fallback and found.fallback not in found.routes else []),
    )


def route_name(route: Route) -> str:
    """What `route_ranks` calls a route.

    Parameters
    ----------
    route : Route
        A route.

    Returns
    -------
    str
        Its stops in one text.

    Examples
    --------
    >>> from graph_model import example
    >>> from graph_model.measures.introductions import reach
    >>> route_name(reach(example(), "alpha"))
    'edri alpha'
    """
    return " ".join(route.stops)


def _facts(step: RouteStep) -> list[tuple[str, ...]]:
    """What each piece of evidence of a step rests on: a contact or an occasion by itself, talks on
    the seats of both.
    """
    link = step.link
    return [
        (f"{link.source}~{id}", f"{link.target}~{id}") if link.sort == "table" else (id,)
        for id in link.evidence
    ]


@cached(maxsize=KEPT)
def question_ranks(day: Day, questions: tuple[MemberQuestions, ...]) -> tuple[RankRange, ...]:
    """Members by how far their answers would narrow the band; with one question under each name,
    questions.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    questions : tuple[MemberQuestions, ...]
        What `asked_of` makes of questions by name.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> from graph_model.measures.next.ask_members import questions
    >>> asked = asked_of({"edri": questions(example())})
    >>> [(rank.name, rank.span) for rank in question_ranks(example(), asked)]
    [('edri', '1')]
    """
    asked = dict(questions)
    ids, _, totals = open_totals(day, ("unknown",))
    if not asked or not len(totals):
        return ()
    column, now = places(ids), day_arrays(day)
    member, kept = places(now.members), drawn_from(now).members
    weight, names = np.nan_to_num(totals), list(asked)
    redrawn = np.stack(
        [
            sum(
                (one.chance * weight[:, column[one.delegation]] for one in asked[name]),
                np.zeros(DRAWS),
            )
            for name in names
        ],
        axis=1,
    )
    there = np.stack([kept[:, member[asked[name][0].member]] for name in names], axis=1)
    return ranked(
        names,
        [round(sum(one.narrowing for one in asked[name]), 9) for name in names],
        np.where(there, redrawn, np.nan),
    )


def asked_of(asked: Mapping[str, Sequence[MemberQuestion]]) -> tuple[MemberQuestions, ...]:
    """What `question_ranks` asks for, of questions by name.

    Parameters
    ----------
    asked : Mapping[str, Sequence[MemberQuestion]]
        Questions by the member that is asked.

    Returns
    -------
    tuple[MemberQuestions, ...]
        The same, to be kept by.

    Examples
    --------
    >>> asked_of({"edri": []})
    (('edri', ()),)
    """
    return tuple((name, tuple(some)) for name, some in asked.items())


@cached(maxsize=KEPT)
def meeting_ranks(day: Day, meetings: tuple[Meeting, ...]) -> tuple[RankRange, ...]:
    """The meetings of an event by what each opens, named ``member delegation``.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    meetings : tuple[Meeting, ...]
        Those of an event plan.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> meeting_ranks(example(), ())
    ()
    """
    ids, observed, totals = open_totals(day, only=opened_cells(day))
    if not meetings or not len(totals):
        return ()
    column = places(ids)
    share = np.array([one.gain / observed[column[one.delegation]] for one in meetings])
    redrawn = totals[:, [column[one.delegation] for one in meetings]] * share
    return ranked(
        [f"{one.member} {one.delegation}" for one in meetings],
        [round(one.gain, 9) for one in meetings],
        redrawn,
    )


@cached(maxsize=KEPT)
def set_ranks(day: Day, sets: tuple[Departure, ...]) -> tuple[RankRange, ...]:
    """Sets of members by what is lost when all of one leave, among these sets; named by their
    members, joined by a blank.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    sets : tuple[Departure, ...]
        Sets of members that might leave together.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> set_ranks(example(), ())
    ()
    """
    now = day_arrays(day)
    if not sets or len(now.importance) > LIMIT:
        return ()
    drawn, member = drawn_from(now), places(now.members)
    kept = kept_lines(now, drawn)
    lines = np.arange(len(now.line_cell))
    onto = sparse_matrix(
        lines, now.line_cell, np.ones(len(lines)), (len(lines), len(now.importance))
    )
    everybody = added_up(kept, onto)
    redrawn = np.full((DRAWS, len(sets)), np.nan)
    for place, gone in enumerate(sets):
        who = [member[one] for one in gone.members]
        theirs = added_up(kept & np.isin(now.tie_member[now.line_tie], who), onto)
        lost = np.asarray(((theirs > 0) & (theirs == everybody)) @ now.importance)
        redrawn[:, place] = np.where(drawn.members[:, who].all(axis=1), lost, np.nan)
    return ranked(
        [" ".join(gone.members) for gone in sets], [round(gone.loss, 9) for gone in sets], redrawn
    )


@cached(maxsize=KEPT)
def voice_ranks(day: Day, scopes: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[RankRange, ...]:
    """Places (delegations, or negotiations with those who sit there) by the number of live lines to
    them; those without one are left out.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    scopes : tuple[tuple[str, tuple[str, ...]], ...]
        What `scopes_of` makes of balances.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import balance, example
    >>> scopes = scopes_of(list(balance(example()).values()))
    >>> [rank.name for rank in voice_ranks(example(), scopes)]
    ['', 'alpha', 'deal']
    """
    now = day_arrays(day)
    drawn, live = drawn_from(now), np.flatnonzero(now.tie_live)
    kept = drawn.ties[:, live] & drawn.members[:, now.tie_member[live]]
    column = places(now.delegations)
    inside = np.zeros((len(live), len(scopes)))
    for place, (_, there) in enumerate(scopes):
        inside[:, place] = np.isin(now.tie_delegation[live], ints(column[id] for id in there))
    number = inside.sum(axis=0)
    some = np.flatnonzero(number)
    return ranked(
        [scopes[place][0] for place in some], number[some], np.asarray(kept @ inside[:, some])
    )


def scopes_of(found: Sequence[Balance]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What `voice_ranks` asks for, of balances.

    Parameters
    ----------
    found : Sequence[Balance]
        Balances, one a scope.

    Returns
    -------
    tuple[tuple[str, tuple[str, ...]], ...]
        Scope and the ids of those who are there.

    Examples
    --------
    >>> from graph_model import balance, example
    >>> scopes_of(list(balance(example()).values()))[:1]
    (('', ('alpha', 'beta')),)
    """
    return tuple((one.scope, one.there) for one in found)


@cached(maxsize=KEPT)
def ground_ranks(found: tuple[CommonGround, ...]) -> tuple[RankRange, ...]:
    """The delegations that spoke on the same topics, by how much they agree with the one on the
    left, when a tenth of all positions were missing.

    Parameters
    ----------
    found : tuple[CommonGround, ...]
        What `closest_delegations` found.

    Returns
    -------
    tuple[RankRange, ...]
        Best first; ``low`` and ``high`` are the best and the worst rank in nine of ten draws.

    Examples
    --------
    >>> from graph_model import example
    >>> from graph_model.measures.common_ground import closest_delegations
    >>> ground_ranks(closest_delegations(example(), "alpha"))
    ()
    """
    taken = sorted(
        {stance.position for ground in found for line in ground.lines for stance in line.said}
    )
    kept = np.random.default_rng(SEED).random((DRAWS, len(taken))) >= MISSING
    at, redrawn = places(taken), np.full((DRAWS, len(found)), np.nan)
    worth = {AGREE: 1.0, DIFFER: -1.0}
    for place, ground in enumerate(found):
        both = [
            (line.kind, at[line.left.position], at[line.right.position])
            for line in ground.lines
            if line.left and line.right
        ]
        there = np.stack([kept[:, left] & kept[:, right] for _, left, right in both], axis=1)
        number = there.sum(axis=1)
        balance = there @ np.array([worth.get(kind, 0.0) for kind, _, _ in both])
        redrawn[:, place] = np.where(number > 0, balance / np.maximum(number, 1), np.nan)
    return ranked(
        [ground.right for ground in found], [ground.subtract or 0.0 for ground in found], redrawn
    )


@cached(maxsize=KEPT)
def count_ranks(counts: tuple[int, ...]) -> tuple[RankRange, ...]:
    """Entries, named by their place in the list, by how much is counted for each, when a tenth of
    what is counted were missing.

    Parameters
    ----------
    counts : tuple[int, ...]
        How much is counted for each entry.

    Returns
    -------
    tuple[RankRange, ...]
        Most first.

    Examples
    --------
    >>> [(rank.name, rank.span) for rank in count_ranks((3, 40, 2))]
    [('0001', '1'), ('0000', '2'), ('0002', '2–3')]
    """
    drawn = np.random.default_rng(SEED).binomial(
        np.asarray(counts, dtype=np.int64), 1.0 - MISSING, size=(DRAWS, len(counts))
    )
    return ranked(
        [f"{at:04}" for at in range(len(counts))],
        [float(count) for count in counts],
        drawn.astype(np.float64),
    )


@cached(maxsize=KEPT)
def band_ranks(bands: tuple[tuple[float, float], ...]) -> tuple[RankRange, ...]:
    """Entries, named by their place in the list, each with the best and the worst place that its
    band of scores (low, high) leaves it.

    Parameters
    ----------
    bands : tuple[tuple[float, float], ...]
        Low and high score of each entry.

    Returns
    -------
    tuple[RankRange, ...]
        Best first.

    Examples
    --------
    >>> [
    ...     (rank.name, rank.span, rank.tier)
    ...     for rank in band_ranks(((0, 40), (60, 100), (30, 50)))
    ... ]
    [('0001', '1', 0), ('0002', '2–3', 1), ('0000', '2–3', 1)]
    """
    ends = np.array(ranks_among([(-high, -low) for low, high in bands]), dtype=np.float64).reshape(
        -1, 2
    )
    lows = [low for low, _ in bands]
    own = np.array([1.0 + sum(other > low for other in lows) for low in lows])
    return in_tiers(
        [f"{at:04}" for at in range(len(bands))], np.array(lows), own, ends[:, 0], ends[:, 1]
    )
