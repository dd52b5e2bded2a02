"""Who joins whom: the five brokerage roles of Gould and Fernandez (1989) among stakeholder groups,
in plain words.

For every way x → b → y where x has no tie of its own to y, b is a go-between; the groups of x, b
and y say of which sort. A tie between two members is read both ways, a line to a delegation towards
the delegation. Delegations are a group of their own. Only what random relabellings of the members'
groups hardly ever reach is shown: a member with many ties is a go-between of every sort by chance
alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_model.cached import cached
from graph_model.measures.acquaintances import network
from graph_model.measures.day import Day
from graph_model.measures.membership import ours
from graph_model.measures.row_arrays import Floats, Ints, ints, places

RELABELLINGS, SEED, PERCENTILE = 1_000, 1989, 95.0
#: Relabellings that are counted at once.
TOGETHER = 250
DELEGATIONS = "delegation"


@dataclass(frozen=True)
class Role:
    """A sort of go-between: its pattern of groups (x, b, y), its name, and what it does in a
    sentence.
    """

    code: str
    pattern: str
    says: str
    means: str


ROLES = (
    Role("coordinator", "AAA", "Inside co-ordinator", "joins two of its own group"),
    Role(
        "spokesperson",
        "AAB",
        "Our spokesperson",
        "carries what its own group says to another group",
    ),
    Role("door_keeper", "ABB", "Door-keeper", "lets others in to its own group"),
    Role("adviser", "ABA", "Outside adviser", "joins two of one group without being of it"),
    Role(
        "bridge",
        "ABC",
        "Bridge between two other worlds",
        "joins two groups and belongs to neither",
    ),
)
ROLE = {role.code: role for role in ROLES}


@dataclass(frozen=True)
class GoBetween:
    """A member that is a go-between of one sort more often than chance: how often, how often by
    chance, and the ways it joins.
    """

    member: str
    role: str
    count: int
    #: The mean over the relabellings, and the count that 95 in 100 of them do not pass.
    expected: float
    limit: float
    #: Who it joins, as (x, y).
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class BrokerageTriples:
    """Every way x → b → y between others, as places in `ids`; ways with a tie of their own between
    x and y are marked by `short_tie`.
    """

    ids: tuple[str, ...]
    #: Number of the group of each; the first `members` of them are members, whose groups can be
    #: relabelled.
    group: Ints
    members: int
    ties: int
    start: Ints
    over: Ints
    end: Ints
    first_tie: Ints
    second_tie: Ints
    short_tie: Ints

    @cached_property
    def open(self) -> Ints:
        """The ways that count: no tie leads from x to y itself."""
        return np.flatnonzero(self.short_tie < 0)

    def roles(self, group: Ints) -> Ints:
        """The role of b on each way, under some labelling of groups, as a place in `ROLES`."""
        x, b, y = group[self.start], group[self.over], group[self.end]
        return np.select([(x == b) & (b == y), x == b, b == y, x == y], [0, 1, 2, 3], default=4)

    def counts(self, group: Ints) -> Ints:
        """How often each is in each role (ids × roles)."""
        cell = self.over[self.open] * len(ROLES) + self.roles(group)[self.open]
        return np.bincount(cell, minlength=len(self.ids) * len(ROLES)).reshape(
            len(self.ids), len(ROLES)
        )

    def ways_over(self, who: int) -> Ints:
        """The ways over one that count."""
        return self.open[self._first_over[who] : self._first_over[who + 1]]

    @cached_property
    def _first_over(self) -> Ints:
        """Where the ways over each begin: all stand in the order of whom they lead over."""
        return np.searchsorted(self.over[self.open], np.arange(len(self.ids) + 1))

    @staticmethod
    def role_number(code: str) -> int:
        """The place of a role in `ROLES`."""
        return [role.code for role in ROLES].index(code)


@cached(maxsize=8)
def find_go_betweens(day: Day, relabellings: int = RELABELLINGS) -> tuple[GoBetween, ...]:
    """Members that are go-betweens more often than 95 in 100 random relabellings of the members'
    groups would have them, by role and count.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    relabellings : int
        How often the groups of the members are dealt anew.

    Returns
    -------
    tuple[GoBetween, ...]
        ``count``, ``expected`` and ``limit`` are numbers of ways x → b → y.

    References
    ----------
    R. V. Gould and R. M. Fernandez, Structures of mediation: a formal approach to brokerage in
    transaction networks, Sociological Methodology 19 (1989), 89-126; a published example stands in
    `brokerage_ways`.

    Examples
    --------
    >>> from graph_model import example
    >>> find_go_betweens(example())  # nobody stands between others in so small a graph
    ()
    """
    now = brokerage_triples(day)
    if not len(now.open):
        return ()
    counts = now.counts(now.group)
    chance = relabelled(now, relabellings)
    limit, expected = np.percentile(chance, PERCENTILE, axis=0), chance.mean(axis=0)
    found = []
    role_of = now.roles(now.group)
    for who, role in np.argwhere(counts > limit).tolist():
        ways = now.ways_over(who)
        ways = ways[role_of[ways] == role]
        pairs = tuple(
            sorted(
                (now.ids[x], now.ids[y])
                for x, y in zip(now.start[ways].tolist(), now.end[ways].tolist(), strict=True)
            )
        )
        found.append(
            GoBetween(
                now.ids[who],
                ROLES[role].code,
                int(counts[who, role]),
                float(expected[who, role]),
                float(limit[who, role]),
                pairs,
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda between: (now.role_number(between.role), -between.count, between.member),
        )
    )


def relabelled(now: BrokerageTriples, times: int, seed: int = SEED) -> Floats:
    """The counts under random relabellings of the members' groups (times × ids × roles); the same
    seed gives the same.
    """
    rng = np.random.default_rng(seed)
    dealt = np.tile(now.group, (times, 1))
    for turn in range(times):
        dealt[turn, : now.members] = rng.permutation(now.group[: now.members])
    found = np.zeros((times, len(now.ids), len(ROLES)))
    for part in range(0, times, TOGETHER):
        some = dealt[part : part + TOGETHER]
        groups = range(now.group.max(initial=0) + 1)
        of_group = np.stack([some == one for one in groups]).astype(np.float64)
        for who in np.unique(now.over[now.open]).tolist():
            ways = now.ways_over(who)
            found[part : part + TOGETHER, who] = _in_each_role(
                now.start[ways], now.end[ways], some[:, who], of_group
            )
    return found


def _in_each_role(x: Ints, y: Ints, group: Ints, of_group: Floats) -> Floats:
    """How often one is in each role on the ways from x over it to y (labellings × roles), from its
    own group and who is of each group (groups × labellings × ids).

    Ways are counted by how many of their ends are of one group, which is a product of matrices for
    all labellings at once; they are far more than those between whom they lead.
    """
    first, start = np.unique(x, return_inverse=True)
    last, end = np.unique(y, return_inverse=True)
    ways = np.zeros((len(first), len(last)))
    ways[start, end] = 1.0
    turns = np.arange(len(group))
    from_first, to_last = of_group[:, :, first], of_group[:, :, last]
    both = ((from_first @ ways) * to_last).sum(axis=2)
    own = both[group, turns]
    same_first = (from_first @ ways.sum(axis=1))[group, turns] - own
    same_last = (to_last @ ways.sum(axis=0))[group, turns] - own
    outside = both.sum(axis=0) - own
    rest = len(x) - own - same_first - same_last - outside
    return np.stack([own, same_first, same_last, outside, rest], axis=1)


@cached(maxsize=8)
def brokerage_triples(day: Day, /) -> BrokerageTriples:
    """The ways between members and delegations at a date, over ties that are still remembered."""
    known = network(day)
    members = sorted(ours(day))
    lines = [
        (link.source, link.target)
        for row in day.snapshot.of("Delegation")
        for link in known.lines(row.id, least=day.settings.remembered)
    ]
    met = [
        (one, link.source)
        for one in members
        for link in known.peers(one)
        if link.warmth >= day.settings.remembered
    ]
    ids = (*members, *sorted({delegation for _, delegation in lines}))
    groups = [day.snapshot.nodes[id].text("stakeholder_group") for id in members]
    names = [*groups, *[DELEGATIONS] * (len(ids) - len(members))]
    return brokerage_ways(ids, len(members), names, [*lines, *met])


def brokerage_ways(
    ids: tuple[str, ...], members: int, groups: Sequence[str], arrows: Sequence[tuple[str, str]]
) -> BrokerageTriples:
    """Every way of two arrows between others; both directions of a tie are one tie.

    Parameters
    ----------
    ids : tuple[str, ...]
        Everybody; the first `members` of them are those whose groups are dealt anew.
    members : int
        How many of them are members.
    groups : sequence of str
        The group of each.
    arrows : sequence of (str, str)
        From whom to whom.

    Returns
    -------
    BrokerageTriples
        ``counts(group)`` has a row for each id and a column for each of `ROLES`.

    References
    ----------
    Gould and Fernandez 1989 (see `find_go_betweens`). The example and its counts are those of R's
    `cograph::brokerage`, exact to `sna::brokerage`. Their gatekeeper is our door-keeper, their
    representative our spokesperson, their itinerant our adviser, their liaison our bridge.

    Examples
    --------
    >>> found = brokerage_ways(
    ...     ("A", "B", "C", "D"),
    ...     4,
    ...     ["1", "1", "2", "2"],
    ...     [("A", "B"), ("A", "C"), ("B", "C"), ("B", "D"), ("C", "D"), ("D", "A")],
    ... )
    >>> [role.code for role in ROLES]
    ['coordinator', 'spokesperson', 'door_keeper', 'adviser', 'bridge']
    >>> found.counts(found.group).tolist()
    [[0, 0, 1, 1, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 1, 0]]
    """
    number = places(ids)
    tie = np.full((len(ids), len(ids)), -1, dtype=np.int32)
    ends: dict[frozenset[str], int] = {}
    for source, target in arrows:
        tie[number[source], number[target]] = ends.setdefault(
            frozenset((source, target)), len(ends)
        )
    parts = []
    for over in range(len(ids)):
        into, out = np.flatnonzero(tie[:, over] >= 0), np.flatnonzero(tie[over] >= 0)
        x, y = (grid.ravel() for grid in np.meshgrid(into, out, indexing="ij"))
        parts.append(np.stack([x[x != y], np.full(int((x != y).sum()), over), y[x != y]]))
    x, b, y = np.concatenate(parts, axis=1) if parts else np.empty((3, 0), dtype=np.int64)
    known = sorted(set(groups))
    return BrokerageTriples(
        ids,
        ints(known.index(group) for group in groups),
        members,
        len(ends),
        x,
        b,
        y,
        tie[x, b],
        tie[b, y],
        tie[x, y],
    )
