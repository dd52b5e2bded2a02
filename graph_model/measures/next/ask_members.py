"""Questions that would settle most: which member to ask about which delegation (value of
information, Howard 1966).

A question settles all *not known* cells of its delegation if the member can answer it. The expected
narrowing of the band is κ·Σω(d) / Σω, where κ is larger for a member that is near: based in an
economy the delegation speaks for (or in its region), or seen in a venue where the delegation
negotiates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from graph_model.cached import cached
from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.measures.gaps import weight_by_delegation
from graph_model.measures.member_answers import answers
from graph_model.measures.membership import PEER, ours
from graph_model.measures.negotiations import at_the_table, speaks_for

#: Why a member may know, nearest first.
NEAR = ("economy", "region", "venue")
#: One of `NEAR`, and the economy, region or venue.
NearPlace = tuple[str, str]


@dataclass(frozen=True)
class MemberQuestion:
    """One question to one member. `share` of all importance is settled by an answer, which comes
    with `chance`.
    """

    member: str
    delegation: str
    chance: float
    #: What makes the member near: one of `NEAR`, and empty when nothing does.
    near: str
    share: float
    cells: int

    @property
    def narrowing(self) -> float:
        """The expected narrowing of the band."""
        return self.chance * self.share


@cached(maxsize=16)
def questions(day: Day, /) -> tuple[MemberQuestion, ...]:
    """At most `settings.questions` per member, the most telling first; nobody is asked what it has
    answered or when it asked not to be.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[MemberQuestion, ...]
        ``chance`` is that of a yes, ``narrowing`` the share by which the band is then expected
        to narrow.

    Examples
    --------
    >>> from graph_model import example
    >>> [(one.member, one.delegation, one.chance) for one in questions(example())]
    [('edri', 'beta', 0.1)]
    """
    us, asking = ours(day), _Asking(day)
    found = [
        question
        for member in day.snapshot.of("Member")
        if member.text("asking") != "do_not_ask" and member.id in us
        for question in asking.asked_of(member.id)
    ]
    peers = {row.id for row in day.snapshot.of("Member") if row.text("relation") == PEER}

    def order(its: MemberQuestion) -> tuple[float | bool | str, ...]:
        return (*_order(its)[:2], its.member in peers, its.member, its.delegation)

    return tuple(sorted(found, key=order))


class _Asking:
    """What members can be asked on a day. A member can be near to nearly all delegations, so only
    as many of each place are looked at as can be asked.
    """

    def __init__(self, day: Day) -> None:
        settled, numbers = weight_by_delegation(day, ("unknown",)), day.settings
        self.settled, self.most = settled, numbers.questions
        self.near, self.far = numbers.near, numbers.far
        self.said = {
            (its.member, its.delegation) for its in answers(day.snapshot) if its.on <= day.at
        }
        self.heaviest = sorted(settled, key=lambda one: (-settled[one][0], one))

        self.of_delegation = {one: frozenset(_near_places(day, one)) for one in settled}
        self.delegations: defaultdict[NearPlace, list[str]] = defaultdict(list)
        for one in sorted(settled, key=lambda one: (-round(self.near * settled[one][0], 12), one)):
            for place in self.of_delegation[one]:
                self.delegations[place].append(one)
        self.of_member: defaultdict[str, set[NearPlace]] = defaultdict(set)
        for place, members in _members_at(day).items():
            for member in members if place in self.delegations else ():
                self.of_member[member].add(place)

    def asked_of(self, member: str) -> list[MemberQuestion]:
        """The questions to one member, the most telling first: about delegations that it is near
        to, and about the heaviest of the others.
        """
        places = self.of_member[member]
        close: dict[str, str] = {}
        for place in sorted(places, key=lambda place: NEAR.index(place[0])):
            open_to = (one for one in self.delegations[place] if (member, one) not in self.said)
            for one in islice(open_to, self.most):
                close.setdefault(one, place[0])
        near = [self._question(member, one, why) for one, why in close.items()]
        near = sorted(near, key=_order)[: self.most]

        others: list[MemberQuestion] = []
        for one in self.heaviest:
            question = self._question(member, one, "")
            if len(others) == self.most or (
                len(near) == self.most and _order(near[-1]) < _order(question)
            ):
                break
            if (member, one) not in self.said and self.of_delegation[one].isdisjoint(places):
                others.append(question)
        return sorted([*near, *others], key=_order)[: self.most]

    def _question(self, member: str, delegation: str, why: str) -> MemberQuestion:
        return MemberQuestion(
            member, delegation, self.near if why else self.far, why, *self.settled[delegation]
        )


def questions_for(day: Day, member: str) -> tuple[MemberQuestion, ...]:
    """The questions to one member. Raises `UnknownId`.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    member : str
        The id of who is asked.

    Returns
    -------
    tuple[MemberQuestion, ...]
        At most as many as the settings ask at a time.

    Raises
    ------
    UnknownId
        A name that no row has.

    Examples
    --------
    >>> from graph_model import example
    >>> [one.delegation for one in questions_for(example(), "edri")]
    ['beta']
    """
    day.snapshot.node(member)
    return tuple(question for question in questions(day) if question.member == member)


def near_members(day: Day, delegations: Iterable[str]) -> dict[tuple[str, str], str]:
    """Why a member is near to a delegation, for those pairs that are, keyed by (member,
    delegation).

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegations : Iterable[str]
        Ids.

    Returns
    -------
    dict[tuple[str, str], str]
        A reason in words.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, example
    >>> home = NodeRow("Economy", "bel")
    >>> based = RelationshipRow("BASED_IN", "edri", "bel")
    >>> speaks = RelationshipRow("REPRESENTS", "beta", "bel")
    >>> near_members(example(home, based, speaks), ["beta"])
    {('edri', 'beta'): 'economy'}
    """
    at = _members_at(day)
    found: dict[tuple[str, str], str] = {}
    for delegation in delegations:
        for place in _near_places(day, delegation):
            for member in at.get(place, ()):
                found.setdefault((member, delegation), place[0])
    return found


def _near_places(day: Day, delegation: str) -> list[NearPlace]:
    """Where a member that is near to a delegation is based or was seen, the nearest first."""
    snapshot, economies = day.snapshot, speaks_for(day, delegation)
    regions = {snapshot.nodes[economy].text("region") for economy in economies}
    venues = {
        tie.target
        for seat in snapshot.out(delegation, "NEGOTIATES")
        if at_the_table(seat, day.at)
        for tie in snapshot.out(seat.target, "NEGOTIATED_IN")
    }
    each = zip(NEAR, (economies, regions, venues), strict=True)
    return [(why, place) for why, where in each for place in where]


@cached(maxsize=8)
def _members_at(day: Day) -> Mapping[NearPlace, AbstractSet[str]]:
    """The members that are based or were seen at each place."""
    found: defaultdict[NearPlace, set[str]] = defaultdict(set)
    for tie in day.snapshot.ties("BASED_IN"):
        found["economy", tie.target].add(tie.source)
    for economy in day.snapshot.of("Economy"):
        if region := economy.text("region"):
            found["region", region] |= found["economy", economy.id]
    for venue, members in _seen(day).items():
        found["venue", venue] = members
    return MappingProxyType(dict(found))


def _order(question: MemberQuestion) -> tuple[float, int, str]:
    """Most telling first; of equal ones the nearer member, then the delegation's id."""
    return (
        -round(question.narrowing, 12),
        NEAR.index(question.near) if question.near else len(NEAR),
        question.delegation,
    )


def _seen(day: Day) -> defaultdict[str, set[str]]:
    """The members that had a contact in a venue, or at an event of it, up to the day."""
    snapshot = day.snapshot
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tie in snapshot.ties("HELD_AT"):
        if as_date(snapshot.nodes[tie.source].text("date")) > day.at:
            continue
        members = {who.source for who in snapshot.back(tie.source, "TOOK_PART_IN")}
        place = snapshot.nodes[tie.target]
        venues = (
            [place.id]
            if place.label == "Venue"
            else [host.target for host in snapshot.out(place.id, "HOSTED_BY")]
        )
        for venue in venues:
            found[venue] |= members
    return found
