"""Every target cell of a day with the lines that lead to it, as arrays: what kinds of gap, the band
and honest ranks are read from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from graph_model.cached import cached
from graph_model.measures.contact_pairs import ContactPairs, touched_issues
from graph_model.measures.contacts import Contact, our_contacts
from graph_model.measures.day import Day
from graph_model.measures.negotiations import TalkRows, talk_rows
from graph_model.measures.row_arrays import (
    Flags,
    Floats,
    Ints,
    grouped,
    ints,
    join,
    lookup,
    pair_keys,
)

#: So many that were reached are looked at together, each with all who took part.
REACHED_AT_ONCE = 2_000


@dataclass(frozen=True, eq=False)
class DayArrays:
    """Target cells by (delegation, issue), ties by (member, delegation), and which tie is live on
    which cell. Numbers are places in the id lists.
    """

    delegations: tuple[str, ...]
    issues: tuple[str, ...]
    members: tuple[str, ...]
    talks: TalkRows
    # ---- one place per cell
    delegation: Ints
    issue: Ints
    importance: Floats
    #: Whether any contact with the delegation about the issue is on record, answered or not; and
    #: whether one of a member that has a live line to it now.
    raised: Flags
    raised_by_carrier: Flags
    # ---- one place per line: a tie that is live on the issue of a cell
    line_cell: Ints
    line_tie: Ints
    line_warmth: Floats
    # ---- one place per tie that anything is on record of
    tie_member: Ints
    tie_delegation: Ints
    tie_warmth: Floats
    tie_live: Flags
    # ---- one place per delegation
    #: A member had a live line to it on some day up to now; a contact counted for something; a
    #: contact of any sort is on record.
    was_line: Flags
    counted: Flags
    tried: Flags
    #: Contacts and stated lines on record, latest first.
    evidence: tuple[tuple[str, ...], ...]

    @property
    def seated(self) -> tuple[str, ...]:
        """The delegations that have a cell, by id."""
        return tuple(self.delegations[place] for place in np.unique(self.delegation).tolist())


@cached(maxsize=16)
def day_arrays(day: Day, /) -> DayArrays:
    """The arrays of a day."""
    delegations, issues, members = (
        tuple(row.id for row in day.snapshot.of(label))
        for label in ("Delegation", "Issue", "Member")
    )
    talks = talk_rows(day)
    delegation, issue, importance = _cells(talks)
    known = [contact for contact in our_contacts(day) if contact.holds(day.at)]
    had = ContactPairs(known, touched_issues(day.snapshot, known), delegations, issues, members)
    ties, counted, was_line = _ties(had, len(delegations), day)
    lines = _lines(
        had,
        had.left(day.at),
        delegation,
        issue,
        ties,
        len(issues),
        len(delegations),
        day.settings.live,
    )
    tried = np.zeros(len(delegations), bool)
    tried[had.delegation] = True
    return DayArrays(
        delegations,
        issues,
        members,
        talks,
        delegation=delegation,
        issue=issue,
        importance=importance,
        raised=lines.raised,
        raised_by_carrier=lines.by_carrier,
        line_cell=lines.cell,
        line_tie=lines.tie,
        line_warmth=lines.warmth,
        tie_member=(ties.keys // max(1, len(delegations))).astype(np.int32),
        tie_delegation=(ties.keys % max(1, len(delegations))).astype(np.int32),
        tie_warmth=ties.warmth,
        tie_live=ties.live,
        was_line=was_line,
        counted=counted,
        tried=tried,
        evidence=_evidence(known, delegations),
    )


def _cells(talks: TalkRows) -> tuple[Ints, Ints, Floats]:
    """Delegation, issue and importance of each cell: talks are in order, and the weightiest of a
    cell come first.
    """
    begins = talks.begins
    seat, cover = talks.seat[begins], talks.cover[begins]
    weight = talks.seat_weight[seat]
    weight *= talks.cover_weight[cover]  # in place: there can be millions
    return talks.seat_delegation[seat], talks.cover_issue[cover], weight


def saturated(strength: Floats) -> Floats:
    """`saturate` for an array."""
    return 1.0 - np.exp(-strength)


class _Ties(NamedTuple):
    """Ties by member and delegation as one number, ascending."""

    keys: Ints
    warmth: Floats
    live: Flags


class _Lines(NamedTuple):
    """By cell, whether it was raised, and by whom that has a live line; and the lines that are
    live on a cell: cell, tie and warmth.
    """

    raised: Flags
    by_carrier: Flags
    cell: Ints
    tie: Ints
    warmth: Floats


def _lines(
    had: ContactPairs,
    left: Floats,
    cell_delegation: Ints,
    cell_issue: Ints,
    ties: _Ties,
    issues: int,
    delegations: int,
    enough: float,
) -> _Lines:
    """What members that had a contact with the delegation of a cell, on its issue, make of it."""
    raised, by_carrier = (np.zeros(len(cell_issue), bool) for _ in range(2))
    found: list[tuple[Ints, Ints, Floats]] = [(ints(()), ints(()), np.empty(0))]
    for cell, member, reached in had.by_cell(cell_delegation, cell_issue, issues):
        tie = lookup(ties.keys, pair_keys(had.member[member], had.delegation[reached], delegations))
        sure = had.sureness(member, reached)
        keys, strength = grouped(
            pair_keys(cell, tie, len(ties.keys)), left[had.member_contact[member]] * sure
        )
        on, by, warmth = keys // len(ties.keys), keys % len(ties.keys), saturated(strength)
        raised[on] = True
        by_carrier[on[ties.live[by]]] = True
        live = warmth >= enough
        found.append((on[live], by[live], warmth[live]))
    on, by, warmth = (np.concatenate(part) for part in zip(*found, strict=True))
    return _Lines(raised, by_carrier, on, by, warmth)


def _ties(had: ContactPairs, delegations: int, day: Day) -> tuple[_Ties, Flags, Flags]:
    """The ties of a day; with which delegations a contact counted for something; and which had a
    live line from some member on some day up to this one.
    """
    counted, was_line = np.zeros(delegations, bool), np.zeros(delegations, bool)
    found: list[tuple[Ints, Floats]] = [(ints(()), np.empty(0))]
    left, enough = had.left(day.at), day.settings.live
    for there in had.by_delegation(REACHED_AT_ONCE):
        place, pair = join(had.delegation_contact[there], had.member_contact)
        contact, delegation = had.member_contact[pair], had.delegation[there[place]]
        sure = had.sureness(pair, there[place])
        tie = pair_keys(had.member[pair], delegation, delegations)
        keys, strength = grouped(tie, left[contact] * sure)
        warmth = saturated(strength)
        found.append((keys, warmth))

        worth = had.worth[contact] * sure
        counted[delegation[worth > 0]] = True
        was_line[keys[warmth >= enough] % delegations] = True
        wanted = (worth > 0) & ~was_line[delegation]
        once = _ever_live(had, contact[wanted], tie[wanted], worth[wanted]) >= enough
        was_line[delegation[wanted][once]] = True
    keys, warmth = (np.concatenate(part) for part in zip(*found, strict=True))
    order = np.argsort(keys)
    return _Ties(keys[order], warmth[order], warmth[order] >= enough), counted, was_line


def _ever_live(had: ContactPairs, contact: Ints, tie: Ints, worth: Floats) -> Floats:
    """How warm ties were on the day of each of their contacts, by what stands on record: an answer
    that a later one replaced tells of no line.

    A tie is warmest on the day of one of its contacts, so only these days are looked at: each
    contact of a tie is summed up on the day of each later one.
    """
    later, earlier = join(tie, tie)
    then, before = contact[later], contact[earlier]
    counts = had.on[before] <= had.on[then]
    then, before, later = then[counts], before[counts], later[counts]
    fades = 2.0 ** (-(had.on[then] - had.on[before]) / had.half_life[before])
    strength = np.bincount(later, weights=worth[earlier[counts]] * fades, minlength=len(tie))
    return saturated(strength.astype(np.float64))


def _evidence(known: list[Contact], delegations: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    found: dict[str, list[str]] = {id: [] for id in delegations}
    for contact in sorted(known, key=lambda contact: (contact.on, contact.id), reverse=True):
        for id in contact.delegations:
            found[id].append(contact.id)
    return tuple(map(tuple, found.values()))
