"""Who knows whom at a date: members and delegations, members among each other, delegations that sit
at one table.

Three sorts of ties with one measure of strength, warmth (0–1). Only the first is a contact; the
other two say who may know whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Literal

from graph_model.cached import cached
from graph_model.dates import as_date, is_exact
from graph_model.measures.contacts import Contact, family, in_doubt, our_contacts, saturate
from graph_model.measures.day import Day
from graph_model.measures.membership import ours
from graph_model.measures.negotiations import live_talks, seats, treated_as

Sort = Literal["contact", "together", "table"]


@dataclass(frozen=True)
class Link:
    """A tie that an introduction can use, read from `source` to `target`."""

    source: str
    target: str
    #: contact: the member met the delegation; together: two members met; table: two delegations sit
    #: in the same live talks.
    sort: Sort
    warmth: float
    #: Ids of what it rests on, latest first: contacts, or events; for a table the agreements under
    #: negotiation.
    evidence: tuple[str, ...]
    #: The day of the latest evidence; for a table the day looked at, for it holds on that day.
    latest: date
    #: Whether some of the evidence is about the issue asked for (always, when none was).
    on_issue: bool = True
    #: What is left of each piece of evidence; `warmth` is that of their sum.
    left: tuple[float, ...] = ()


@dataclass(frozen=True)
class _Occasion:
    """Where members met: what it is called in the graph, when, who was there, and what that is
    worth to each pair.
    """

    id: str
    on: date
    members: frozenset[str]
    worth: float
    #: For a contact: the events or venues at which it was held.
    at: frozenset[str] = frozenset()
    #: Of whom the source does not fully bear out that they were there, and what that leaves of it.
    unsure: frozenset[str] = frozenset()
    doubt: float = 1.0

    def counts(self, one: str, other: str) -> float:
        """What it is worth to two of those who were there, on its own day."""
        sure = one not in self.unsure and other not in self.unsure
        return self.worth if sure else self.worth * self.doubt


class AcquaintanceNetwork:
    """The ties of a snapshot at a date. Each is worked out when it is asked for, so one route does
    not cost the whole graph.
    """

    def __init__(self, day: Day) -> None:
        self.day, self.us = day, ours(day)
        self.snapshot, self.at, self.settings = day.snapshot, day.at, day.settings
        # asked for again and again by the routes of one page
        self.warm = cache(self._warm)
        self.line = cache(self._line)
        self.mates = cache(self._mates)
        self.peers = cache(self._peers)
        self.asking = cache(self._asking)
        self.met = cache(self._met)

    # ------------------------------------------------------------ ties

    def lines(self, delegation: str, issue: str = "", least: float = 0.0) -> tuple[Link, ...]:
        """Members that ever had a contact that counts with this delegation, warmest first, down to
        some warmth.
        """
        return tuple(
            self.line(member, delegation, issue)
            for warmth, member in self.warm(delegation)
            if warmth >= least
        )

    def _warm(self, delegation: str) -> list[tuple[float, str]]:
        """Warmth and member of each line to a delegation, warmest first."""
        strength: defaultdict[str, float] = defaultdict(float)
        for contact in self._contacts.get(delegation, ()):
            for member in contact.members:
                strength[member] += contact.strength(self.at, member, delegation)
        return sorted(
            ((saturate(left), member) for member, left in strength.items()),
            key=lambda line: (-line[0], line[1]),
        )

    def _line(self, member: str, delegation: str, issue: str = "") -> Link:
        """One of them with its evidence, contacts on the issue first."""
        about = family(self.snapshot, issue) if issue else frozenset()
        had = [contact for contact in self._contacts[delegation] if member in contact.members]
        named = {contact.id for contact in had if not issue or contact.issues & about}
        had.sort(key=lambda one: (one.id in named, one.on, one.id), reverse=True)
        evidence = tuple(contact.id for contact in had)
        left = tuple(contact.strength(self.at, member, delegation) for contact in had)
        return Link(
            member,
            delegation,
            "contact",
            saturate(sum(left)),
            evidence,
            max(contact.on for contact in had),
            bool(named),
            left,
        )

    def _mates(self, delegation: str, issue: str = "") -> tuple[Link, ...]:
        """Delegations that sit with this one in live talks (on that issue, if one is named), by
        warmth 1 − exp(−b·n) for n shared talks.
        """
        shared: defaultdict[str, list[str]] = defaultdict(list)
        for agreement in self._tables.get(delegation, ()):
            if not issue or agreement in self._treating(issue):
                for other in self._seats[agreement]:
                    shared[other].append(agreement)
        shared.pop(delegation, None)
        worth = self.settings.same_table
        return _warmest(
            Link(
                other,
                delegation,
                "table",
                saturate(worth * len(at)),
                tuple(sorted(at)),
                self.at,
                left=(worth,) * len(at),
            )
            for other, at in shared.items()
        )

    def _peers(self, member: str) -> tuple[Link, ...]:
        """Members that this one met: took part in one contact, signed one statement, or were at one
        event; each occasion counts once a pair.
        """
        met: defaultdict[str, list[tuple[_Occasion, float]]] = defaultdict(list)
        for occasion in self._occasions.get(
            member, ()
        ):  # contacts come before the places at which they were held
            fades = 2.0 ** (-(self.at - occasion.on).days / self.settings.half_life)
            for other in (occasion.members & self.us) - {member}:
                if not any(occasion.id in before.at for before, _ in met[other]):
                    met[other].append((occasion, occasion.counts(member, other) * fades))
        links = []
        for other, had in met.items():
            had.sort(key=lambda pair: (pair[0].on, pair[0].id), reverse=True)
            evidence, left = (
                tuple(occasion.id for occasion, _ in had),
                tuple(left for _, left in had),
            )
            links.append(
                Link(
                    other,
                    member,
                    "together",
                    saturate(sum(left)),
                    evidence,
                    had[0][0].on,
                    left=left,
                )
            )
        return _warmest(links)

    def _met(self, member: str) -> frozenset[str]:
        """Whom it met."""
        return frozenset(link.source for link in self.peers(member))

    # ------------------------------------------------------------ asking

    def _asking(self, member: str) -> float:
        """How far a member may be asked: 0 if it said no, less after many requests lately, else 1.
        A request is a plan that it carries.
        """
        if self.snapshot.nodes[member].text("asking") == "do_not_ask":
            return 0.0
        since = self.at - timedelta(days=self.settings.request_days)
        plans = (self.snapshot.nodes[tie.target] for tie in self.snapshot.out(member, "CARRIES"))
        lately = sum(
            plan.text("state") != "dropped" and since < as_date(plan.text("as_of")) <= self.at
            for plan in plans
        )
        return self.settings.asked_often if lately >= self.settings.requests else 1.0

    # ------------------------------------------------------------ indices

    @cached_property
    def _contacts(self) -> dict[str, list[Contact]]:
        """Contacts on record that counted for something, by delegation."""
        found: defaultdict[str, list[Contact]] = defaultdict(list)
        for contact in our_contacts(self.day):
            if contact.holds(self.at) and contact.worth > 0:
                for delegation in contact.delegations:
                    found[delegation].append(contact)
        return dict(found)

    @cached_property
    def _seats(self) -> dict[str, list[str]]:
        """Who is at the table of each live negotiation."""
        return {
            agreement: [seat.source for seat in seats(self.day, agreement)]
            for agreement in live_talks(self.day)
        }

    @cached_property
    def _tables(self) -> dict[str, list[str]]:
        """The live negotiations of each delegation."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for agreement, seated in self._seats.items():
            for delegation in seated:
                found[delegation].append(agreement)
        return dict(found)

    def _treating(self, issue: str) -> frozenset[str]:
        """The agreements that have the issue on the table."""
        relevance = self.settings.relevance
        return frozenset(
            tie.source
            for tie in self.snapshot.back(issue, "COVERS")
            if relevance.get(treated_as(tie, self.at), 0.0) > 0
        )

    @cached_property
    def _occasions(self) -> dict[str, list[_Occasion]]:
        """The occasions of each member up to the date, crowds left out."""
        found: defaultdict[str, list[_Occasion]] = defaultdict(list)
        for occasion in (*self._contacts_shared(), *self._places_shared()):
            if 2 <= len(occasion.members) <= self.settings.crowd and occasion.on <= self.at:
                for member in occasion.members & self.us:
                    found[member].append(occasion)
        return dict(found)

    def _contacts_shared(self) -> Iterable[_Occasion]:
        chosen = self.settings
        for row in self.snapshot.of("Engagement"):
            took_part = self.snapshot.back(row.id, "TOOK_PART_IN")
            members = frozenset(tie.source for tie in took_part)
            worth = (
                min(chosen.together, chosen.room_base)
                if len(members) >= chosen.room_size
                else chosen.together
            )
            worth *= 1.0 if row.borne_out else chosen.doubt
            held = frozenset(tie.target for tie in self.snapshot.out(row.id, "HELD_AT"))
            yield _Occasion(
                row.id,
                as_date(row.text("date")),
                members,
                worth,
                held,
                in_doubt(row, took_part),
                chosen.doubt,
            )

    def _places_shared(self) -> Iterable[_Occasion]:
        """Events at which members had contacts of their own up to the day or to which they sent
        somebody, and venues in which they had some on the same day.

        Two contacts of *May 2012* in one building are no common day.
        """
        there: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
        for tie in self.snapshot.ties("HELD_AT"):
            where, held = self.snapshot.nodes[tie.target], self.snapshot.nodes[tie.source]
            when = where.text("start_date") or held.text("date")
            later = as_date(held.text("date")) > self.at
            if later or (where.label == "Venue" and not is_exact(when)):
                continue
            there[tie.target, as_date(when)].update(
                part.source for part in self.snapshot.back(tie.source, "TOOK_PART_IN")
            )
        for tie in self.snapshot.ties("GOES_TO"):
            there[tie.target, as_date(self.snapshot.nodes[tie.target].text("start_date"))].add(
                tie.source
            )
        for (place, on), members in there.items():
            yield _Occasion(place, on, frozenset(members), self.settings.same_place)


def _warmest(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (-link.warmth, link.source)))


@cached(maxsize=8)
def network(day: Day, /) -> AcquaintanceNetwork:
    """The ties at a date, kept for the next question about the same day.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.

    Returns
    -------
    AcquaintanceNetwork
        Whom everybody knew on the day.

    Examples
    --------
    >>> from graph_model import example
    >>> sorted(network(example()).us)
    ['edri']
    """
    return AcquaintanceNetwork(day)
