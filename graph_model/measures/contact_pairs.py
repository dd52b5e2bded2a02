"""Contacts as pairs of numbers, for sums over many of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial

import numpy as np

from graph_model.cached import cached
from graph_model.measures.contacts import Contact, family
from graph_model.measures.row_arrays import (
    Flags,
    Floats,
    Ints,
    ints,
    join,
    lookup,
    pair_keys,
    parts,
    places,
)
from graph_model.snapshot import Snapshot

#: So many are looked at together.
PART = 250


def touched_issues(snapshot: Snapshot, known: Sequence[Contact]) -> list[tuple[str, ...]]:
    """The issues that each contact counts for: those it was about, each with its family, by id."""
    touched = _families(snapshot)
    return [touched[contact.issues] for contact in known]


class _Families(dict[Collection[str], tuple[str, ...]]):
    """Issues with their families, by those that a contact was about; worked out when first asked
    for, for both days of a change ask for the same.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._of = cache(partial(family, snapshot))

    def __missing__(self, about: Collection[str]) -> tuple[str, ...]:
        """All issues in the families of these."""
        found = self[about] = tuple(sorted({id for issue in about for id in self._of(issue)}))
        return found


@cached(maxsize=4)
def _families(snapshot: Snapshot) -> _Families:
    return _Families(snapshot)


class ContactPairs:
    """Contacts as pairs of numbers: who took part in each, whom it reached, what it touched. Pairs
    stand in the order of the contacts, so that sums over them are the same every time.
    """

    def __init__(
        self,
        known: Sequence[Contact],
        touched: Sequence[Collection[str]],
        delegations: Sequence[str],
        issues: Sequence[str],
        members: Sequence[str],
    ) -> None:
        member, delegation, issue = places(members), places(delegations), places(issues)
        self.member_contact = _owners(len(contact.members) for contact in known)
        self.member = _places(member[id] for contact in known for id in contact.members)
        self.delegation_contact = _owners(len(contact.delegations) for contact in known)
        self.delegation = _places(delegation[id] for contact in known for id in contact.delegations)
        self.worth = np.array([contact.worth for contact in known], dtype=np.float64)
        self.doubt = np.array([contact.doubt for contact in known], dtype=np.float64)
        self.half_life = np.array([contact.half_life for contact in known], dtype=np.float64)
        self.on = ints(contact.on.toordinal() for contact in known)
        self.member_unsure = np.fromiter(
            (id in contact.unsure for contact in known for id in contact.members), dtype=bool
        )
        self.delegation_unsure = np.fromiter(
            (id in contact.unsure for contact in known for id in contact.delegations), dtype=bool
        )
        self.issue_contact = _owners(map(len, touched))
        self.issue = _places(issue[id] for ids in touched for id in ids)

    def left(self, at: date) -> Floats:
        """What age leaves of each contact on a day; one of a later day counts in full."""
        age = np.maximum(at.toordinal() - self.on, 0)
        return np.asarray(self.worth * 2.0 ** (-age / self.half_life))

    def by_cell(
        self, delegation: Ints, issue: Ints, issues: int
    ) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The cell, who took part and who was reached (both by place) of every contact that touches
        a cell of the delegation, cells given by ascending delegation and issue: in parts of whole
        delegations, for there can be millions.
        """
        for there in self.by_delegation(PART):
            place, touched = join(self.delegation_contact[there], self.issue_contact)
            reached = there[place]
            first, last = self.delegation[there[[0, -1]]]
            start, end = np.searchsorted(delegation, (first, last + 1)).tolist()
            cell = lookup(
                pair_keys(delegation[start:end], issue[start:end], issues),
                pair_keys(self.delegation[reached], self.issue[touched], issues),
            )
            reached, cell = reached[cell >= 0], (start + cell[cell >= 0]).astype(np.int32)
            order = np.argsort(cell, kind="stable")
            reached, cell = reached[order], cell[order]
            pair, member = join(self.delegation_contact[reached], self.member_contact)
            yield cell[pair], member, reached[pair]

    def by_delegation(self, size: int) -> Iterator[Ints]:
        """The places of who was reached, in parts of whole delegations of about that size."""
        order = np.argsort(self.delegation, kind="stable").astype(np.int32)
        for some in parts(self.delegation[order], size):
            yield order[some]

    def sureness(self, member: Ints, delegation: Ints) -> Floats:
        """What doubt leaves of contacts for pairs of who took part and who was reached
        (`Contact.counts`), given by their places.
        """
        unsure: Flags = self.member_unsure[member] | self.delegation_unsure[delegation]
        return np.where(unsure, self.doubt[self.member_contact[member]], 1.0)


def _places(values: Iterable[int]) -> Ints:
    """Places among rows, four bytes each."""
    return np.fromiter(values, dtype=np.int32)


def _owners(many: Iterable[int]) -> Ints:
    """The place of the contact that each part belongs to, from how many parts each has."""
    each = ints(many)
    return np.repeat(np.arange(len(each), dtype=np.int32), each)
