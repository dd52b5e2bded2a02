"""One name of a network in its colours, the rest grey."""

from __future__ import annotations

from dataclasses import replace

from explorer.picture.picture import Picture
from explorer.picture.styles import MUTED


def near(picture: Picture) -> frozenset[str]:
    """The highlighted entry and those that are tied to it; empty where none is highlighted."""
    lit = picture.recipe.highlight
    if lit not in picture.by_id:
        return frozenset()
    ends = [{tie.source, tie.target} for tie in picture.ties]
    return frozenset({lit}.union(*(pair for pair in ends if lit in pair)))


def muted(picture: Picture) -> Picture:
    """The picture with only the highlighted entry and its ties in their colours; the same picture
    where none is highlighted.
    """
    lit = picture.recipe.highlight
    if lit not in picture.by_id:
        return picture
    ties = tuple(
        tie if lit in (tie.source, tie.target) else replace(tie, color=MUTED)
        for tie in picture.ties
    )
    bright = {tie.color for tie in ties}
    return replace(
        picture,
        entries=tuple(
            entry if entry.id == lit else replace(entry, color=MUTED) for entry in picture.entries
        ),
        ties=ties,
        legend=tuple(replace(key, color=MUTED) for key in picture.legend),
        lines=tuple(
            key if key.color in bright else replace(key, color=MUTED) for key in picture.lines
        ),
    )
