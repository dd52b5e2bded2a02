"""Very many entries as a few bubbles: groups with more ties inside than outside, each named in
words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from explorer.picture.layout import STEP, arrange, communities
from explorer.picture.picture import Entry, LegendLine, Picture, Tie
from explorer.picture.selection import degree
from explorer.words.captions import caption
from graph_model.measures.day import Day
from graph_model.rows import RelationshipRow
from graph_model.schema import PLAIN
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

SHOWN, NAMES = 120, 3


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
    home = {id: f"group:{group[0]}" for group in shown for id in group}
    between: Counter[tuple[str, str]] = Counter()
    for row in rows:
        a, b = home.get(row.source), home.get(row.target)
        if a and b and a != b:
            between[min(a, b), max(a, b)] += 1
    names = [f"group:{group[0]}" for group in shown]
    apart = max(
        1.0, 3 * max((_half(group) for group in shown), default=0) / STEP
    )  # bubbles are larger than entries, and their names longer
    places = {name: (x * apart, y * apart) for name, (x, y) in arrange(names, between).items()}
    entries = tuple(
        _bubble(day.snapshot, name, group, places[name])
        for name, group in zip(names, shown, strict=True)
    )
    ties = tuple(
        Tie(
            a,
            b,
            f"{number:,} ties",
            "",
            PLAIN.color,
            PLAIN.line,
            min(6.0, 0.6 + math.log2(1 + number) / 2),
            number,
        )
        for (a, b), number in sorted(between.items())
    )
    note = (
        f"Each bubble is a group of entries with more ties inside it than outside: {len(shown)} of"
        f" {len(groups):,} groups, {len(home):,} entries."
    )
    return Picture(
        entries,
        ties,
        left_out=len(ids) - len(home),
        as_of=day.at,
        legend=_legend(entries),
        notes=(note,),
    )


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


def _bubble(
    snapshot: Snapshot, name: str, group: Sequence[str], place: tuple[float, float]
) -> Entry:
    """A group as one entry: in the look of its most frequent label, and with the names of its best
    tied entries.
    """
    label, number = min(
        Counter(snapshot.nodes[id].label for id in group).items(),
        key=lambda found: (-found[1], found[0]),
    )
    kind = SCHEMA.by_label[label]
    best = sorted(
        group, key=lambda id: (not snapshot.nodes[id].text("name"), -degree(snapshot, id), id)
    )[:NAMES]
    rest = len(group) - number
    others = f" and {rest:,} other{'s' if rest > 1 else ''}" if rest else ""
    says = (
        f"{number:,} {kind.plural.lower() if number != 1 else kind.singular}{others}:"
        f" {', '.join(caption(snapshot, id) for id in best)}"
    )
    return Entry(
        name, says, label, *place, _half(group), kind.color, kind.shape, len(group), tuple(group)
    )
