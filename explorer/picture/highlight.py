"""One name of a picture in its colours, the rest grey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from explorer.picture.picture import Picture
from explorer.picture.styles import MUTED
from graph_model.resolver import Resolution, resolve_name
from graph_model.snapshot import Snapshot

#: What the names in a chart are, those first that are meant where several bear one.
NAMES: Mapping[str, tuple[str, ...]] = {
    "world": ("Economy", "Delegation"),
    "outlines": ("Economy", "Delegation"),
    "gaps": ("Delegation", "Issue"),
    "clauses": ("Agreement", "Issue"),
    "contacts": ("Delegation", "Member", "Issue"),
}


def name_in(snapshot: Snapshot, what: str, typed: str) -> Resolution:
    """Which entry is to be highlighted in such a picture: in a map of the world a country rather
    than who speaks for it.
    """
    for label in NAMES.get(what, ()):
        if (found := resolve_name(snapshot, typed, label)).id:
            return found
    return resolve_name(snapshot, typed, *NAMES.get(what, ()))


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
