"""Common ground before a meeting: on what two delegations agree, differ, or have not spoken.

Congruence and conflict are those of discourse network analysis (Leifeld 2017): the number of topics
on which two speakers take the same side, and on which they take opposite sides. `subtract` is
(congruence − conflict) / topics on which both have spoken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph_model.dates import as_date, holds_on
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot

SIDES = {
    "proponent": "for",
    "supporter": "for",
    "opponent": "against",
    "reserved": "open",
    "withdrew": "open",
    "undecided": "open",
}
AGREE, DIFFER, OPEN, THEIRS, OURS = LINE_KINDS = (
    "agree",
    "differ",
    "open",
    "only_right",
    "only_left",
)


@dataclass(frozen=True)
class Stance:
    """Where a delegation stands on a topic: an issue, or the talks or venue as a whole when the
    source names no issue.
    """

    topic: str
    stance: str
    side: str
    position: str
    since: str
    sources: str


@dataclass(frozen=True)
class TopicComparison:
    """One topic with what both have said on it; None where one has not spoken. `kind` is one of
    `LINE_KINDS`.
    """

    topic: str
    kind: str
    left: Stance | None
    right: Stance | None

    @property
    def said(self) -> tuple[Stance, ...]:
        """What is on record, the left side first."""
        return tuple(stance for stance in (self.left, self.right) if stance)


@dataclass(frozen=True)
class CommonGround:
    """Two delegations, topic by topic: what they agree on first."""

    left: str
    right: str
    lines: tuple[TopicComparison, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines there are of each kind."""
        number = Counter(line.kind for line in self.lines)
        return {kind: number[kind] for kind in LINE_KINDS}

    @property
    def spoken(self) -> int:
        """Topics on which both have spoken."""
        return sum(line.left is not None and line.right is not None for line in self.lines)

    @property
    def subtract(self) -> float | None:
        """(congruence − conflict) / spoken, from −1 to 1; None when there is no topic on which both
        have spoken.
        """
        return (self.counts[AGREE] - self.counts[DIFFER]) / self.spoken if self.spoken else None


def topics_of(snapshot: Snapshot, position: str) -> Sequence[RelationshipRow]:
    """What a position is on: the issues that it concerns, and without any where it was stated.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    position : str
        Its id.

    Returns
    -------
    sequence of RelationshipRow
        Ties to the topics.

    Examples
    --------
    >>> from graph_model import NodeRow, example
    >>> about = RelationshipRow("CONCERNS", "free_flow", "flows")
    >>> day = example(NodeRow("Position", "free_flow"), about)
    >>> [tie.target for tie in topics_of(day.snapshot, "free_flow")]
    ['flows']
    """
    return snapshot.out(position, "CONCERNS") or snapshot.out(position, "STATED_IN")


def stances(day: Day, delegation: str) -> dict[str, Stance]:
    """Where a delegation stands on each topic on a day; of several positions on one topic the
    latest begun holds.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        Its id.

    Returns
    -------
    dict[str, Stance]
        By the id of the topic.

    Examples
    --------
    >>> from graph_model import NodeRow, RelationshipRow, example
    >>> position = NodeRow("Position", "free_flow", {"stance": "proponent"})
    >>> taken = RelationshipRow("TAKES_POSITION", "alpha", "free_flow")
    >>> about = RelationshipRow("CONCERNS", "free_flow", "flows")
    >>> stances(example(position, taken, about), "alpha")["flows"].stance
    'proponent'
    """
    found: dict[str, tuple[date, str, Stance]] = {}
    for taken in day.snapshot.out(delegation, "TAKES_POSITION"):
        row = day.snapshot.nodes[taken.target]
        since = row.text("valid_from")
        if not holds_on(since, row.text("valid_to"), day.at):
            continue
        for topic in topics_of(day.snapshot, row.id):
            stance = Stance(
                topic.target,
                row.text("stance"),
                SIDES[row.text("stance")],
                row.id,
                since,
                row.text("source_url") or taken.text("source_url"),
            )
            entry = (as_date(since) if since else date.min, row.id, stance)
            found[topic.target] = max(
                found.get(topic.target, entry), entry, key=lambda one: one[:2]
            )
    return {topic: stance for topic, (_, _, stance) in sorted(found.items())}


def common_ground(day: Day, left: str, right: str) -> CommonGround:
    """Two delegations compared on every topic on which at least one has spoken.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    left : str
        The id of a delegation.
    right : str
        The id of another.

    Returns
    -------
    CommonGround
        A line for each topic of which one of them has spoken, and how many of each kind.

    Raises
    ------
    UnknownId
        A name that no row has.

    Examples
    --------
    >>> from graph_model import example
    >>> common_ground(example(), "alpha", "beta").lines
    ()
    """
    ours, theirs = (stances(day, day.snapshot.node(one).id) for one in (left, right))
    lines = [
        TopicComparison(
            topic, _kind(ours.get(topic), theirs.get(topic)), ours.get(topic), theirs.get(topic)
        )
        for topic in {*ours, *theirs}
    ]
    return CommonGround(
        left,
        right,
        tuple(sorted(lines, key=lambda line: (LINE_KINDS.index(line.kind), line.topic))),
    )


def closest_delegations(day: Day, delegation: str) -> tuple[CommonGround, ...]:
    """The delegations that have spoken on the same topics, those that agree most first.

    Parameters
    ----------
    day : Day
        The graph, the day looked at and the numbers to count with.
    delegation : str
        The id of a delegation.

    Returns
    -------
    tuple[CommonGround, ...]
        Those that have spoken on the same topics, the nearest first.

    Examples
    --------
    >>> from graph_model import example
    >>> closest_delegations(example(), "alpha")
    ()
    """
    topics = set(stances(day, day.snapshot.node(delegation).id))
    others = {tie.source for tie in day.snapshot.ties("TAKES_POSITION") if tie.source != delegation}
    found = [
        common_ground(day, delegation, other)
        for other in sorted(others)
        if topics & set(stances(day, other))
    ]
    return tuple(
        sorted(found, key=lambda ground: (-(ground.subtract or 0.0), -ground.spoken, ground.right))
    )


def _kind(left: Stance | None, right: Stance | None) -> str:
    if left is None:
        return THEIRS
    if right is None:
        return OURS
    if "open" in (left.side, right.side):
        return OPEN
    return AGREE if left.side == right.side else DIFFER
