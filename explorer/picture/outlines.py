"""Where in the world we are heard, on a map with outlines: the squares of `world` as land.

Outlines are those of Natural Earth at 1:110 million (`world_outlines.csv`, made by
`tools/outlines.py`), in the Equal Earth projection, which shows each land as large as it is beside
the others. What is too small for an outline has a dot; what crosses the date line is cut there.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from explorer.picture.chart import Chart
from explorer.picture.image_sheet import ImageSheet
from explorer.picture.kind_looks import FILLS, fill_patterns, kind_ink
from explorer.picture.picture import Position, Recipe
from explorer.picture.styles import SheetStyle
from explorer.picture.world import chart_of_world
from explorer.picture.world_tiles import Tile
from graph_model.snapshot import Snapshot

#: The coefficients of the Equal Earth projection (Šavrič, Patterson and Jenny 2018, equation 4).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
MEANS = (
    "Land is filled by the best line to one of its delegations on one issue; what is empty has no"
    " delegation at a table on this day, as far as is on record. A dot stands for what is too small"
    " to have an outline. Outlines: Natural Earth, 1:110 million; they are no statement on borders."
)


def equal_earth(longitude: float, latitude: float) -> Position:
    """Where a point of the earth stands on the map, in units of its radius, upwards.

    >>> equal_earth(0, 0), [round(its, 4) for its in equal_earth(180, 0)]
    ((0.0, 0.0), [2.7066, 0.0])
    >>> [round(its, 4) for its in equal_earth(0, 90)]
    [0.0, 1.3174]
    """
    slant = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    square = slant * slant
    sixth = square**3
    wide = 9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(slant) / (3 * wide)
    y = slant * (A4 * sixth * square + A3 * sixth + A2 * square + A1)
    return x, y


@cache
def outlines() -> tuple[tuple[str, tuple[Position, ...]], ...]:
    """Every piece of land on the map with the id of its economy (empty where it has none), the
    largest first; one point alone is a dot.
    """
    found = []
    with Path(__file__).with_name("world_outlines.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            pairs = (point.split(",") for point in row["points"].split())
            found.append((row["id"], tuple(equal_earth(float(x), float(y)) for x, y in pairs)))
    return tuple(sorted(found, key=lambda piece: -_extent(piece[1])))


def _extent(points: Sequence[Position]) -> float:
    """How much room a piece of land takes, as a box."""
    across, up = zip(*points, strict=True)
    return float((max(across) - min(across)) * (max(up) - min(up)))


def outlines_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The map that a recipe describes, as its audience may see it."""
    return chart_of_world(snapshot, recipe, _body, _swatch, MEANS)


def _fill(kind: str, style: SheetStyle) -> str:
    """The fill of a kind, which the band of coverage has as well; of what is beside a highlight its
    grey.
    """
    if not kind or style.muted:
        return style.paper
    return f"url(#f-{kind})" if kind in FILLS else kind_ink(kind, style)


def _swatch(kind: str, style: SheetStyle) -> str:
    return (
        f'<rect x="-8" y="-6" width="16" height="12" fill="{_fill(kind, style)}"'
        f' stroke="{style.second}" stroke-width=".7"/>'
    )


def _body(found: Sequence[Tile], sheet: ImageSheet) -> list[str]:
    """The whole earth but the south pole's land, as large as the sheet allows; dots on top, and
    those with a delegation at a table above all.
    """
    plot, of = sheet.plot, {tile.id: tile for tile in found}
    pieces = [(id, points) for id, points in outlines() if id in of or len(points) > 1]
    every = [point for _, points in pieces for point in points]
    west, east = min(x for x, _ in every), max(x for x, _ in every)
    south, north = min(y for _, y in every), max(y for _, y in every)
    scale = min(
        (plot.right - plot.left) / (east - west), (plot.bottom - plot.top) / (north - south)
    )
    left = (plot.left + plot.right - scale * (east - west)) / 2
    top = (plot.top + plot.bottom - scale * (north - south)) / 2

    def at(point: Position) -> Position:
        return left + scale * (point[0] - west), top + scale * (north - point[1])

    land: dict[str, list[str]] = {}
    dots: dict[str, Position] = {}
    for id, points in pieces:
        if len(points) == 1:
            dots[id] = at(points[0])
        else:
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in map(at, points))
            land.setdefault(id, []).append(f"M{path}Z")
    drawn = [fill_patterns(sheet.style)]
    drawn += [_land("".join(paths), of.get(id), sheet) for id, paths in land.items()]
    for id in sorted(dots, key=lambda id: bool(of[id].kind)):
        drawn.append(_dot(dots[id], of[id], sheet))
    return drawn


def _land(path: str, tile: Tile | None, sheet: ImageSheet) -> str:
    """The land of an economy, or of none, in one piece with its name."""
    if tile is None:
        return _shape(f'<path d="{path}"', "", sheet.style)
    return _named(f'<path d="{path}"', tile, sheet)


def _dot(position: Position, tile: Tile, sheet: ImageSheet) -> str:
    x, y = position
    radius = sheet.size.text * (0.42 if tile.kind else 0.2)
    return _named(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"', tile, sheet)


def _named(start: str, tile: Tile, sheet: ImageSheet) -> str:
    """What is drawn of an economy, with its name and as the link to who speaks for it."""
    shape = _shape(start, tile.kind, sheet.looks(tile.id, *tile.delegations))
    named = f"<g><title>{escape(tile.says)}</title>{shape}</g>"
    return sheet.linked(tile.leads_to, named, tile.says)


def _shape(start: str, kind: str, style: SheetStyle) -> str:
    edge = style.second if kind else style.hairline
    return (
        f'{start} fill="{_fill(kind, style)}" stroke="{edge}"'
        f' stroke-width="{0.7 if kind else 0.6}" stroke-linejoin="round"/>'
    )
