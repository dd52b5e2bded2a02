"""How warm a tie is: contacts count by their kind and age, w = 1 − exp(−Σ c·b·2^(−Δ/h)).

A half-life forgets smoothly; the saturating form keeps ten letters from outweighing one meeting for
ever.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from graph_model.cached import cached
from graph_model.dates import as_date
from graph_model.measures.day import Day
from graph_model.measures.member_answers import answers
from graph_model.measures.membership import ours
from graph_model.measures.settings import Settings
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

#: Most contacts have nobody in doubt, and each empty set of its own takes as much room as a tie.
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contact:
    """An engagement, or a member's word about its line (`answers.stated`). `worth` is c·b: its
    kind, answer, room and doubt; `counts` is what it is worth to one tie.
    """

    id: str
    on: date
    kind: str
    outcome: str
    members: frozenset[str]
    delegations: frozenset[str]
    issues: frozenset[str]
    worth: float
    half_life: float
    #: The day from which it no longer holds: a later answer of the same member took its place.
    until: date | None = None
    #: Members and delegations of whom the source does not fully bear out that they took part or
    #: were reached, where it bears out the contact itself; and what is left of it for their ties.
    unsure: frozenset[str] = NOBODY
    doubt: float = 1.0

    def counts(self, member: str, delegation: str) -> float:
        """What it is worth to the tie of two, on its own day: the weakest mark of its three rows
        (the contact, who took part, who was reached) says whether there is doubt.
        """
        sure = member not in self.unsure and delegation not in self.unsure
        return self.worth if sure else self.worth * self.doubt

    def holds(self, at: date) -> bool:
        """Whether it is on record at a date and nothing has taken its place."""
        return self.on <= at and (self.until is None or at < self.until)

    def strength(self, at: date, member: str, delegation: str) -> float:
        """What is left of it at a date for the tie of two; nothing before it happened."""
        age = (at - self.on).days
        worth = self.counts(member, delegation)
        return 0.0 if age < 0 else float(worth * 2.0 ** (-age / self.half_life))


@dataclass(frozen=True)
class MemberTies:
    """The ties of members to delegations at a date: contacts and warmth per tie."""

    contacts: dict[tuple[str, str], tuple[Contact, ...]] = field(default_factory=dict)
    warmth: dict[tuple[str, str], float] = field(default_factory=dict)


def worth(kind: str, outcome: str, delegations: int, settings: Settings, *, sure: bool) -> float:
    """c·b of one contact; `sure` is whether its source fully bears it out.

    Parameters
    ----------
    kind : str
        What kind of contact, by its code.
    outcome : str
        What came of it, by its code.
    delegations : int
        How many delegations were reached at once: from `room_size` on it is a room.
    settings : Settings
        The numbers to count with.
    sure : bool
        Whether its source fully bears it out.

    Returns
    -------
    float
        Between 0 and 1.

    Examples
    --------
    >>> from graph_model.measures.settings import DEFAULTS
    >>> worth("meeting", "held", 1, DEFAULTS, sure=True)
    1.0
    >>> worth("letter", "unknown", 1, DEFAULTS, sure=True)
    0.0
    >>> worth("briefing", "held", 9, DEFAULTS, sure=True)
    0.3
    """
    if outcome in ("refused", "no_answer") or (kind in settings.messages and outcome != "answered"):
        return 0.0
    base = settings.base[kind]
    if delegations >= settings.room_size:
        base = min(base, settings.room_base)
    return base * (1.0 if sure else settings.doubt)


def saturate(strength: float) -> float:
    """The warmth of a summed strength: 0 for nothing, towards 1 for much.

    Parameters
    ----------
    strength : float
        Worths summed, each after doubt and age; 0 or more.

    Returns
    -------
    float
        1 − exp(−strength), from 0 towards 1.

    Examples
    --------
    >>> round(saturate(1.0), 3), saturate(0.0)
    (0.632, 0.0)
    """
    return 1.0 - math.exp(-strength)


def days_live(kind: str, settings: Settings, delegations: int = 1) -> int:
    """For how many days, its own included, one such contact alone keeps a line live; 0 when it
    never makes one. It is taken to be borne out by its source, and a message to be answered.

    Parameters
    ----------
    kind : str
        A kind of contact, such as ``meeting``.
    settings : Settings
        What it is worth, and how fast it fades.
    delegations : int, optional
        How many were reached at once; the worth is shared.

    Returns
    -------
    int

    Examples
    --------
    >>> from graph_model.measures.settings import DEFAULTS
    >>> [days_live(kind, DEFAULTS) for kind in ("meeting", "call", "letter", "panel")]
    [543, 356, 88, 0]
    >>> days_live("meeting", DEFAULTS, delegations=6)
    0
    """
    message = kind in settings.messages
    counts = worth(kind, "answered" if message else "held", delegations, settings, sure=True)
    half_life = settings.half_life_message if message else settings.half_life
    if saturate(counts) < settings.live:
        return 0

    needed = -math.log1p(-settings.live)
    days = max(0, math.floor(half_life * math.log2(counts / needed)))
    while saturate(counts * 2.0 ** (-days / half_life)) < settings.live:
        days -= 1
    while saturate(counts * 2.0 ** (-(days + 1) / half_life)) >= settings.live:
        days += 1
    return days + 1


def stated_contacts(snapshot: Snapshot, settings: Settings) -> Iterator[Contact]:
    """What members said of their lines, as contacts: *yes* is worth something, *tried* is worth
    nothing but is on record.
    """
    for answer in answers(snapshot):
        if answer.said in ("yes", "tried"):
            yield Contact(
                id=answer.id,
                on=answer.on,
                kind="answer",
                outcome=answer.said,
                members=frozenset({answer.member}),
                delegations=frozenset({answer.delegation}),
                issues=frozenset(),
                worth=settings.stated * settings.doubt if answer.said == "yes" else 0.0,
                half_life=settings.half_life,
                until=answer.until,
            )


@cached(maxsize=8)
def contacts(snapshot: Snapshot, settings: Settings) -> tuple[Contact, ...]:
    """Every engagement that a member had with a delegation, and every line that one states, oldest
    first.

    An engagement of nobody's, or with nobody, is no tie.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    settings : Settings
        The numbers to count with.

    Returns
    -------
    tuple[Contact, ...]
        With the members and delegations of each, and what it is worth (0 to 1).

    Examples
    --------
    >>> from graph_model import example
    >>> day = example()
    >>> [(met.id, str(met.on)) for met in contacts(day.snapshot, day.settings)]
    [('first', '2026-06-01')]
    """
    found = list(stated_contacts(snapshot, settings))
    once: dict[frozenset[str], frozenset[str]] = {}  # a set takes more room than a contact
    for row in snapshot.of("Engagement"):
        took_part, reached = snapshot.back(row.id, "TOOK_PART_IN"), snapshot.out(row.id, "REACHED")
        members, delegations, issues = (
            once.setdefault(ids := frozenset(found_ids), ids)  # a copy has no room to grow
            for found_ids in (
                {tie.source for tie in took_part},
                {tie.target for tie in reached},
                {
                    tie.target
                    for tie in snapshot.out(row.id, "ABOUT")
                    if snapshot.nodes[tie.target].label == "Issue"
                },
            )
        )
        if not members or not delegations:
            continue
        kind = row.text("kind")
        found.append(
            Contact(
                id=row.id,
                on=as_date(row.text("date")),
                kind=kind,
                outcome=row.text("outcome") or "unknown",
                members=members,
                delegations=delegations,
                issues=issues,
                worth=worth(
                    kind, row.text("outcome"), len(delegations), settings, sure=row.borne_out
                ),
                half_life=(
                    settings.half_life_message if kind in settings.messages else settings.half_life
                ),
                unsure=in_doubt(row, took_part, reached),
                doubt=settings.doubt,
            )
        )
    return tuple(sorted(found, key=lambda contact: (contact.on, contact.id)))


def in_doubt(
    contact: NodeRow, took_part: Iterable[RelationshipRow], reached: Iterable[RelationshipRow] = ()
) -> frozenset[str]:
    """Who is in doubt in a contact that is not; where the contact is, all are once."""
    if not contact.borne_out:
        return NOBODY
    rows = (*((tie.source, tie) for tie in took_part), *((tie.target, tie) for tie in reached))
    return frozenset(id for id, tie in rows if not tie.borne_out) or NOBODY


@cached(maxsize=8)
def our_contacts(day: Day, /) -> tuple[Contact, ...]:
    """The contacts of those who are *us* on a day, oldest first, later ones too: each with the
    members among us that took part, and none without any.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    tuple[Contact, ...]
        Contacts whose ``members`` are ours alone.

    Examples
    --------
    >>> from graph_model import example
    >>> [(met.id, sorted(met.members)) for met in our_contacts(example())]
    [('first', ['edri'])]
    """
    us = ours(day)
    known = contacts(day.snapshot, day.settings)
    found = (
        contact if contact.members <= us else replace(contact, members=contact.members & us)
        for contact in known
    )
    return tuple(contact for contact in found if contact.members)


def family(snapshot: Snapshot, issue: str) -> frozenset[str]:
    """An issue with its parents and its children: a contact about any of them counts for all of
    these.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    issue : str
        The id of an issue.

    Returns
    -------
    frozenset[str]
        Ids, its own among them.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, Rows, Snapshot
    >>> ids = ("data", "flows", "source")
    >>> rows = Rows(
    ...     tuple(NodeRow("Issue", id) for id in ids),
    ...     (RelationshipRow("PART_OF", "flows", "data"),),
    ... )
    >>> sorted(family(Snapshot(rows), "data")), sorted(family(Snapshot(rows), "source"))
    (['data', 'flows'], ['source'])
    """
    return frozenset(
        {
            issue,
            *(tie.target for tie in snapshot.out(issue, "PART_OF")),
            *(tie.source for tie in snapshot.back(issue, "PART_OF")),
        }
    )


def ties(day: Day, known: Iterable[Contact] | None = None) -> MemberTies:
    """The ties at a date, from the contacts up to it (`known` saves reading them again).

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    known : Iterable[Contact], optional
        The contacts to count; without, ours of that day.

    Returns
    -------
    MemberTies
        ``warmth`` (0 to 1) and the contacts behind it, by member and delegation.

    Examples
    --------
    >>> from graph_model import example
    >>> {pair: round(value, 2) for pair, value in ties(example()).warmth.items()}
    {('edri', 'alpha'): 0.53}
    """
    per_tie: defaultdict[tuple[str, str], list[Contact]] = defaultdict(list)
    for contact in our_contacts(day) if known is None else known:
        if contact.holds(day.at):
            for member in contact.members:
                for delegation in contact.delegations:
                    per_tie[member, delegation].append(contact)
    warmth = {
        tie: saturate(sum(contact.strength(day.at, *tie) for contact in found))
        for tie, found in sorted(per_tie.items())
    }
    return MemberTies({tie: tuple(per_tie[tie]) for tie in warmth}, warmth)
