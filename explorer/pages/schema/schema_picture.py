"""What is in the graph: a picture of the labels and how they tie together, and what each label and
type holds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from explorer.html.app_links import href
from explorer.html.shapes import shape_svg
from explorer.words.text import words
from graph_model.dates import date_words
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.schema import Field, RelationshipType
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.palette import BLUE

WIDTH, HEIGHT = 900, 560
#: How far the labels stand from the middle, sideways and upwards.
ACROSS, UP = 300, 215


@dataclass(frozen=True)
class PropertySummary:
    """A property: its field, how many rows have it, and a value that occurs."""

    field: Field
    count: int
    sample: str


def property_summaries(
    fields: Iterable[Field], rows: Iterable[NodeRow | RelationshipRow]
) -> list[PropertySummary]:
    """Each property with how many rows have it and a sample: the value that occurs most, the first
    of them by name.
    """
    found = list(rows)
    result = []
    for field in fields:
        tally = Counter(row.text(field.name) for row in found if row.text(field.name))
        sample = min(tally, key=lambda value: (-tally[value], value), default="")
        said = (
            date_words(sample)
            if field.kind == "date" and sample
            else words(sample)
            if field.kind == "code"
            else sample
        )
        result.append(PropertySummary(field, sum(tally.values()), said))
    return result


def positions() -> dict[str, tuple[float, float]]:
    """Labels around an ellipse, those that share most types side by side, from the top."""
    shared: Counter[frozenset[str]] = Counter(
        frozenset(pair) for kind in SCHEMA.relationships for pair in kind.ends
    )
    left = [node.label for node in SCHEMA.nodes]
    order = [left.pop(0)]
    while left:
        left.sort(
            key=lambda label: (
                -shared[frozenset((order[-1], label))],
                [node.label for node in SCHEMA.nodes].index(label),
            )
        )
        order.append(left.pop(0))
    turn = 2 * math.pi / len(order)
    return {
        label: (WIDTH / 2 + ACROSS * math.sin(turn * at), HEIGHT / 2 - UP * math.cos(turn * at))
        for at, label in enumerate(order)
    }


def schema_svg(snapshot: Snapshot, chosen: str) -> str:
    """The picture: every label with its symbol, a line per type; the lines of the chosen label are
    heavy and worded.
    """
    at = positions()
    lines = [
        _line(at[source], at[target], kind, chosen in (source, target))
        for kind in SCHEMA.relationships
        for source, target in kind.ends
    ]
    lines.sort(key=lambda line: line.startswith('<g class="on"'))
    marks = [
        _mark(label, x, y, len(snapshot.of(label)), label == chosen) for label, (x, y) in at.items()
    ]
    said = (
        f"{len(SCHEMA.nodes)} labels and {len(SCHEMA.relationships)} relationship types; the tables"
        " below hold the same."
    )
    return (
        '<div class="lk-scroll" role="region" tabindex="0" aria-label="Picture of the schema"><svg'
        f' class="lk-schema" viewBox="0 0 {WIDTH} {HEIGHT}" width="100%"'
        f' style="min-width:680px;max-width:{WIDTH}px" role="group"'
        f' aria-label="{said}">{"".join(lines)}{"".join(marks)}</svg></div><p class="lk-small'
        ' lk-narrow">The picture is wider than the screen: push it sideways. The lists below hold'
        " the same.</p>"
    )


def _line(
    start: tuple[float, float], end: tuple[float, float], kind: RelationshipType, heavy: bool
) -> str:
    (x1, y1), (x2, y2) = start, end
    if start == end:
        away = math.copysign(34, x1 - WIDTH / 2)
        path = f"M{x1:.0f} {y1:.0f}c{away:.0f} -34 {away:.0f} 34 0 0"
    else:
        path = (
            f"M{x1:.0f} {y1:.0f}Q{(x1 + x2 + WIDTH) / 4:.0f} {(y1 + y2 + HEIGHT) / 4:.0f} {x2:.0f}"
            f" {y2:.0f}"
        )
    look = (
        f'stroke="{BLUE}" stroke-width="1.8"'
        if heavy
        else 'stroke="currentColor" stroke-width=".8" opacity=".28"'
    )
    return (
        f'<g class="{"on" if heavy else "off"}"><path d="{path}" fill="none"'
        f" {look}><title>{escape(kind.says)} ({kind.name})</title></path></g>"
    )


def _mark(label: str, x: float, y: float, count: int, chosen: bool) -> str:
    kind = SCHEMA.by_label[label]
    side = "middle" if abs(x - WIDTH / 2) < 60 else "start" if x > WIDTH / 2 else "end"
    dx, dy = {"middle": (0, -20 if y < HEIGHT / 2 else 30), "start": (18, 5), "end": (-18, 5)}[side]
    weight = 700 if chosen else 500
    return (
        f'<a href="{escape(href("schema", label=label))}" target="_self"'
        f' aria-label="{escape(kind.plural)}, {count:,}"><svg x="{x - 12:.0f}" y="{y - 12:.0f}"'
        f' width="24" height="24" viewBox="0 0 16 16" fill="{kind.color}" stroke="#1B2025"'
        f' stroke-width=".9">{shape_svg(kind.shape)}</svg><text x="{x + dx:.0f}" y="{y + dy:.0f}"'
        f' text-anchor="{side}" font-size="15" font-weight="{weight}"'
        f' fill="currentColor">{escape(kind.plural)} <tspan opacity=".75"'
        f' font-weight="400">{count:,}</tspan></text></a>'
    )
