"""Balance of voices: whose live lines a delegation, a negotiation, or the whole table has.

The distance is the Jensen-Shannon distance with base 2 between the shares of live lines and a
reference: 0 when they are equal, 1 when they share nothing. The E-I index (Krackhardt and Stern
1988) says whether members go there with their own group or with others: (E − I) / (E + I) over the
pairs of members that took part in one contact, −1 when all pairs are of one group, 1 when none is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2, sqrt
from types import MappingProxyType
from typing import NamedTuple

from graph_model.cached import cached
from graph_model.measures.contacts import Contact, our_contacts
from graph_model.measures.day import Day
from graph_model.measures.day_arrays import day_arrays
from graph_model.measures.membership import ours
from graph_model.measures.negotiations import live_talks, seats
from graph_model.vocabulary import SCHEMA

GROUPS = SCHEMA.codes("Member", "stakeholder_group")
#: The groups whose voices are weighed against each other; governments' own bodies and mixed ones
#: are counted beside them.
QUARTERS = ("civil_society", "private_sector", "technical_community", "academia")
EQUAL, MEMBERS = REFERENCES = ("quarters", "membership")


@dataclass(frozen=True)
class Balance:
    """Whose voices are heard in one place. `scope` is a delegation, an agreement, or empty for the
    whole table.
    """

    scope: str
    #: Live lines (pairs of a member and a delegation) per group.
    live: Mapping[str, int]
    #: Contacts on record per group; a contact counts once for each group that took part in it.
    contacts: Mapping[str, int]
    #: Contacts on record, each once.
    recorded: int
    #: Jensen-Shannon distance of the live lines from the reference; None when there are too few to
    #: weigh.
    distance: float | None
    #: E-I index of the pairs that took part together; None when nobody went with anybody.
    outward: float | None
    #: The delegations at the table there.
    there: tuple[str, ...] = ()

    @property
    def lines(self) -> int:
        return sum(self.live.values())

    @property
    def silent(self) -> tuple[str, ...]:
        """The groups of `QUARTERS` without a live line; empty when there are too few lines to say
        so.
        """
        return (
            ()
            if self.distance is None
            else tuple(group for group in QUARTERS if not self.live.get(group))
        )


def reference(day: Day, against: str) -> dict[str, float]:
    """The shares that the lines are held against: equal quarters, or the groups' shares of the
    members.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    against : str
        ``quarters`` or ``members``.

    Returns
    -------
    dict[str, float]
        Shares that add up to 1, by group.

    Examples
    --------
    >>> from graph_model import example
    >>> reference(example(), "members")
    {'civil_society': 1.0}
    """
    if against == EQUAL:
        return dict.fromkeys(QUARTERS, 1 / len(QUARTERS))
    us = ours(day)
    number = Counter(
        member.text("stakeholder_group") for member in day.snapshot.of("Member") if member.id in us
    )
    return {group: number[group] / number.total() for group in GROUPS if number[group]}


def jensen_shannon(live: Mapping[str, float], against: Mapping[str, float]) -> float:
    """Jensen-Shannon distance, base 2.

    Parameters
    ----------
    live, against : Mapping[str, float]
        Weights by stakeholder group; they need not add up to 1.

    Returns
    -------
    float
        From 0 (the same shares) to 1 (no group in common).

    References
    ----------
    D. M. Endres and J. E. Schindelin, A new metric for probability distributions, IEEE Transactions
    on Information Theory 49 (2003), 1858-1860.

    Examples
    --------
    >>> (
    ...     jensen_shannon({"civil_society": 4}, {"civil_society": 1.0}),
    ...     jensen_shannon({"civil_society": 4}, {"academia": 1.0}),
    ... )
    (0.0, 1.0)
    """
    # in one order, for the order of a set is another one in each run
    parts = sorted((live.get(group, 0.0), against.get(group, 0.0)) for group in {*live, *against})
    ours, others = sum(one for one, _ in parts), sum(other for _, other in parts)
    shares = [(one / ours, other / others) for one, other in parts]
    # Written out, for SciPy's is a quarter of a second of the first page; a test holds them equal.
    divergence = sum(
        share * log2(2 * share / (one + other)) / 2
        for one, other in shares
        for share in (one, other)
        if share > 0
    )
    return sqrt(max(divergence, 0.0))


def balance(day: Day, against: str = EQUAL) -> dict[str, Balance]:
    """The balance of the whole table (under the empty key), of each open negotiation and of each
    delegation at the table, by id.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    against : str
        What the lines are held against: ``quarters`` (each stakeholder group alike) or
        ``membership`` (as many as the coalition has of each).

    Returns
    -------
    dict[str, Balance]
        Numbers of live lines by group; ``distance`` is a Jensen-Shannon distance from 0 to 1, None
        below the number of lines that a balance needs.

    Examples
    --------
    >>> from graph_model import balance, example
    >>> balance(example())["alpha"].live
    {'civil_society': 1}
    """
    return dict(_balances(day, against))


@cached(maxsize=16)
def whole_balance(day: Day, against: str = EQUAL) -> Balance:
    """The balance of the whole table alone.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    against : str
        What the lines are held against, as for `balance`.

    Returns
    -------
    Balance
        What `balance` gives under the empty key.

    Examples
    --------
    >>> from graph_model import balance, example
    >>> whole_balance(example()) == balance(example())[""]
    True
    """
    return _balance(_heard(day), "", day_arrays(day).seated, reference(day, against), day)


@cached(maxsize=16)
def _balances(day: Day, against: str) -> Mapping[str, Balance]:
    heard, held_against = _heard(day), reference(day, against)
    return MappingProxyType(
        {
            "": whole_balance(day, against),
            **{
                scope: _balance(heard, scope, there, held_against, day)
                for scope, there in _scopes(day).items()
            },
        }
    )


class _Heard(NamedTuple):
    """By delegation, the members with a live line and the contacts on record; and the group of each
    member.
    """

    live: Mapping[str, Sequence[str]]
    met: Mapping[str, Sequence[Contact]]
    group: Mapping[str, str]


@cached(maxsize=4)
def _heard(day: Day) -> _Heard:
    now = day_arrays(day)
    live: defaultdict[str, list[str]] = defaultdict(list)
    ties = zip(now.tie_member[now.tie_live], now.tie_delegation[now.tie_live], strict=True)
    for member, delegation in ties:
        live[now.delegations[delegation]].append(now.members[member])
    met: defaultdict[str, list[Contact]] = defaultdict(list)
    for contact in our_contacts(day):
        if contact.kind != "answer" and contact.on <= day.at:
            for delegation in contact.delegations:
                met[delegation].append(contact)
    group = {member.id: member.text("stakeholder_group") for member in day.snapshot.of("Member")}
    return _Heard(dict(live), dict(met), group)


def _balance(
    heard: _Heard, scope: str, there: Sequence[str], held_against: Mapping[str, float], day: Day
) -> Balance:
    """The balance of some delegations."""
    group = heard.group
    lines = Counter(
        group[member] for delegation in there for member in heard.live.get(delegation, ())
    )
    recorded = {
        contact.id: contact for delegation in there for contact in heard.met.get(delegation, ())
    }
    spoken = Counter(
        one
        for contact in recorded.values()
        for one in {group[member] for member in contact.members}
    )
    apart = (
        jensen_shannon(lines, held_against)
        if lines.total() >= day.settings.voices and held_against
        else None
    )
    return Balance(
        scope,
        _ordered(lines),
        _ordered(spoken),
        len(recorded),
        apart,
        _outward(recorded.values(), group),
        tuple(there),
    )


def _scopes(day: Day) -> dict[str, Sequence[str]]:
    """The delegations of each open negotiation, and each by itself."""
    seated = day_arrays(day).seated
    at_a_table = set(seated)
    talks = {
        agreement: sorted({seat.source for seat in seats(day, agreement)} & at_a_table)
        for agreement in sorted(live_talks(day))
    }
    return {**talks, **{delegation: [delegation] for delegation in seated}}


def _ordered(number: Mapping[str, int]) -> dict[str, int]:
    return {group: number[group] for group in GROUPS if number.get(group)}


def _outward(recorded: Iterable[Contact], group: Mapping[str, str]) -> float | None:
    pairs = {pair for contact in recorded for pair in combinations(sorted(contact.members), 2)}
    across = sum(group[a] != group[b] for a, b in pairs)
    return (2 * across - len(pairs)) / len(pairs) if pairs else None
