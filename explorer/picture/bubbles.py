"""Very many entries as a few bubbles: groups with more ties inside than outside, each named in
words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from explorer.picture.layout import STEP, arrange, communities
from explorer.picture.picture import BUBBLE, Entry, LegendLine, Picture, Tie
from explorer.picture.selection import degree
from explorer.words.captions import caption
from explorer.words.text import count, words
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.schema import PLAIN
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

SHOWN = 120
#: What a group is called after: its best tied entry of the first of these labels that it holds.
MAIN = ("Agreement", "Venue", "Issue", "Delegation", "Member", "Event")
#: Labels that say what a group is.
TELLING = frozenset({*MAIN, "Economy"})
#: From which share of its economies on a group lies in a region.
IN_REGION = 0.6


def bubbles(day: Day, ids: Sequence[str], rows: Sequence[RelationshipRow]) -> Picture:
    """The largest groups as bubbles; ties between two groups as one line, the wider the more there
    are.
    """
    groups = [
        group
        for group in communities(ids, [(row.source, row.target) for row in rows])
        if len(group) > 1
    ]
    shown = groups[:SHOWN]
    home = {id: f"{BUBBLE}{group[0]}" for group in shown for id in group}
    between: Counter[tuple[str, str]] = Counter()
    for row in rows:
        a, b = home.get(row.source), home.get(row.target)
        if a and b and a != b:
            between[min(a, b), max(a, b)] += 1
    names = [f"{BUBBLE}{group[0]}" for group in shown]
    # bubbles are larger than entries, and their names longer
    apart = max(1.0, 3 * max((_half(group) for group in shown), default=0) / STEP)
    positions = {name: (x * apart, y * apart) for name, (x, y) in arrange(names, between).items()}
    entries = tuple(
        _bubble(day.snapshot, name, group, positions[name])
        for name, group in zip(names, shown, strict=True)
    )
    ties = tuple(_line(a, b, number) for (a, b), number in sorted(between.items()))
    note = (
        f"Each bubble is a group of entries with more ties inside it than outside: {len(shown)} of"
        f" {count(len(groups), 'group')}, {count(len(home), 'entry', 'entries')}."
    )
    return Picture(
        entries,
        ties,
        left_out=len(ids) - len(home),
        as_of=day.at,
        legend=_legend(entries),
        notes=(note,),
    )


def _line(a: str, b: str, number: int) -> Tie:
    """The ties between two groups as one."""
    width = min(6.0, 0.6 + math.log2(1 + number) / 2)
    return Tie(a, b, count(number, "tie"), "", PLAIN.color, PLAIN.line, width, number)


def _legend(entries: Sequence[Entry]) -> tuple[LegendLine, ...]:
    """Bubbles by the label that most of their entries have."""
    number = Counter(entry.label for entry in entries)
    kinds = [kind for kind in SCHEMA.nodes if number[kind.label]]
    return tuple(
        LegendLine(
            kind.label,
            f"mostly {kind.plural.lower()}",
            number[kind.label],
            0,
            kind.color,
            kind.shape,
        )
        for kind in kinds
    )


def _half(group: Sequence[str]) -> float:
    """Half the width of a bubble."""
    return 8 + 2.2 * math.pow(len(group), 0.4)


def called(snapshot: Snapshot, group: Sequence[str]) -> str:
    """What a group is: its main agreement (else its main venue, issue, …), and the region in which
    most of its economies lie.
    """
    best = min(
        group,
        key=lambda id: (
            MAIN.index(label) if (label := snapshot.nodes[id].label) in MAIN else len(MAIN),
            -degree(snapshot, id),
            id,
        ),
    )
    regions = Counter(
        snapshot.nodes[economy].text("region")
        for id in group
        for economy in _economies(snapshot, id)
    )
    region, number = regions.most_common(1)[0] if regions else ("", 0)
    lies = region and number >= IN_REGION * regions.total() and number > 1
    return f"{caption(snapshot, best)}, {words(region)}" if lies else caption(snapshot, best)


def _economies(snapshot: Snapshot, id: str) -> list[str]:
    """An economy itself, or those that a delegation speaks for."""
    if snapshot.nodes[id].label == "Economy":
        return [id]
    return [tie.target for tie in snapshot.out(id, "REPRESENTS")]


def _bubble(
    snapshot: Snapshot, name: str, group: Sequence[str], position: tuple[float, float]
) -> Entry:
    """A group as one entry: in the look of its most frequent label, named by what it is."""
    labels = [snapshot.nodes[id].label for id in group]
    label, number = min(
        Counter([its for its in labels if its in TELLING] or labels).items(),
        key=lambda found: (-found[1], found[0]),
    )
    kind = SCHEMA.by_label[label]
    rest = len(group) - number
    others = f" and {count(rest, 'other')}" if rest else ""
    counted = f"{number:,} {kind.plural.lower() if number != 1 else kind.singular}{others}"
    says = f"{called(snapshot, group)}: {counted}"
    return Entry(
        name, says, label, *position, _half(group), kind.color, kind.shape, len(group), tuple(group)
    )
