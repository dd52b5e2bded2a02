"""Questions that would settle most: which member to ask about which delegation (value of
information, Howard 1966).

A question settles all *not known* cells of its delegation if the member can answer it. The expected
narrowing of the band is κ·Σω(d) / Σω, where κ is larger for a member that is near: based in an
economy the delegation speaks for (or in its region), or seen in a venue where the delegation
negotiates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from graph_model.cached import cached
from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.measures.gaps import weight_by_delegation
from graph_model.measures.member_answers import answers
from graph_model.measures.membership import PEER, ours
from graph_model.measures.negotiations import at_the_table, speaks_for

#: Why a member may know, nearest first.
NEAR = ("economy", "region", "venue")


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
    settled = weight_by_delegation(day, ("unknown",))
    said = {(its.member, its.delegation) for its in answers(day.snapshot) if its.on <= day.at}
    near: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (who, delegation), why in near_members(day, settled).items():
        near[who][delegation] = why
    heaviest = sorted(settled, key=lambda delegation: (-settled[delegation][0], delegation))
    most = day.settings.questions

    def to(member: str) -> list[MemberQuestion]:
        """The questions to one member: about those it is near to, and about the heaviest of the
        others.
        """
        close = near[member]
        open_to = (one for one in heaviest if one not in close and (member, one) not in said)
        asked = [
            MemberQuestion(
                member, one, day.settings.near if why else day.settings.far, why, *settled[one]
            )
            for one, why in [*close.items(), *((one, "") for one in islice(open_to, most))]
            if (member, one) not in said
        ]
        return sorted(asked, key=_order)[:most]

    us = ours(day)
    found = [
        question
        for member in day.snapshot.of("Member")
        if member.text("asking") != "do_not_ask" and member.id in us
        for question in to(member.id)
    ]
    peers = {row.id for row in day.snapshot.of("Member") if row.text("relation") == PEER}

    def order(its: MemberQuestion) -> tuple[float | bool | str, ...]:
        return (*_order(its)[:2], its.member in peers, its.member, its.delegation)

    return tuple(sorted(found, key=order))


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
    based: defaultdict[str, set[str]] = defaultdict(set)
    for tie in day.snapshot.ties("BASED_IN"):
        based[tie.target].add(tie.source)
    regional: defaultdict[str, set[str]] = defaultdict(set)
    for economy in day.snapshot.of("Economy"):
        if economy.text("region"):
            regional[economy.text("region")] |= based[economy.id]
    seen = _seen(day)
    found: dict[tuple[str, str], str] = {}
    for delegation in delegations:
        economies = speaks_for(day, delegation)
        talks = [
            seat.target
            for seat in day.snapshot.out(delegation, "NEGOTIATES")
            if at_the_table(seat, day.at)
        ]
        venues = {
            tie.target
            for agreement in talks
            for tie in day.snapshot.out(agreement, "NEGOTIATED_IN")
        }
        regions = {day.snapshot.nodes[economy].text("region") for economy in economies}
        for why, members in zip(
            NEAR,
            (
                set[str]().union(*(based[economy] for economy in economies)),
                set[str]().union(*(regional[region] for region in regions)),
                set[str]().union(*(seen[venue] for venue in venues)),
            ),
            strict=True,
        ):
            for member in members:
                found.setdefault((member, delegation), why)
    return found


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
