"""Make `explorer/picture/world_outlines.csv` from the npm package `world-atlas` 2.0.2 (TopoJSON of
Natural Earth, which is in the public domain): the outlines at 1:110 million, and a point for each
economy that has none at that scale, from the larger scales.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python tools/outlines.py package
"""

from __future__ import annotations

import csv
import json
import sys
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
OUT = Path(__file__).parents[1] / "explorer" / "picture" / "world_outlines.csv"
ANTARCTICA = "010"


def rings(atlas: dict[str, Any]) -> dict[str, list[list[Point]]]:
    """The outer rings of every country by its number in ISO 3166-1; empty where it has none."""
    (scale_x, scale_y), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + low))
        arcs.append(points)

    def ring(parts: list[int]) -> list[Point]:
        found: list[Point] = []
        for part in parts:
            points = arcs[part] if part >= 0 else arcs[~part][::-1]
            found += points[1:] if found else points
        return found

    found: dict[str, list[list[Point]]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        several = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        pieces = found.setdefault(shape.get("id", ""), [])
        for parts in several:
            pieces += cut(ring(parts[0]))
    return found


def cut(points: list[Point]) -> list[list[Point]]:
    """A ring that crosses the date line in the pieces on both sides of it, else as it is."""
    whole = [points[0]]
    for x, y in points[1:]:  # on beyond 180 degrees instead of back to -180
        before = whole[-1][0]
        whole.append((x + 360 * round((before - x) / 360), y))
    found = []
    for turn in (-360, 0, 360):
        turned = [(x + turn, y) for x, y in whole]
        kept = _within(_within(turned, 180, 1), -180, -1)
        if len(kept) > 3:
            found.append(kept)
    return found


def _within(points: list[Point], line: float, side: int) -> list[Point]:
    """The part of a ring west (1) or east (-1) of a meridian (Sutherland and Hodgman 1974)."""
    found: list[Point] = []
    for (x, y), (next_x, next_y) in pairwise([*points, *points[:1]]):
        inside, next_inside = side * (line - x) >= 0, side * (line - next_x) >= 0
        if inside:
            found.append((x, y))
        if inside != next_inside:
            found.append((line, y + (next_y - y) * (line - x) / (next_x - x)))
    return found


def area(points: list[Point]) -> float:
    """The area within a ring, in square degrees; negative where it runs with the clock."""
    return 0.5 * sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairwise(points))


def middle(points: list[Point]) -> Point:
    """The centre of a ring."""
    whole = area(points)
    pairs = list(pairwise(points))
    return (
        sum((x + nx) * (x * ny - nx * y) for (x, y), (nx, ny) in pairs) / (6 * whole),
        sum((y + ny) * (x * ny - nx * y) for (x, y), (nx, ny) in pairs) / (6 * whole),
    )


def main(folder: Path) -> None:
    """Read the package and write the file."""
    scales = [
        rings(json.loads((folder / f"countries-{scale}.json").read_text(encoding="utf-8")))
        for scale in ("110m", "50m", "10m")
    ]
    lines = []
    for number, found in sorted(scales[0].items()):
        if number != ANTARCTICA:
            lines += [(_code(number), ring) for ring in found]
    for number in sorted({*scales[1], *scales[2]} - set(scales[0]) - {""}):
        found = scales[1].get(number) or scales[2][number]
        largest = max(found, key=lambda ring: abs(area(ring)))
        if _code(number):
            lines.append((_code(number), [middle(largest)]))

    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("id", "points"))
        for code, points in sorted(lines, key=lambda line: line[0]):
            told = [f"{x:.1f},{y:.1f}" for x, y in points]
            writer.writerow((code, " ".join(point for point, _ in groupby(told))))


def _code(number: str) -> str:
    """The code of three letters, as ids of economies are written; empty where there is none."""
    country = pycountry.countries.get(numeric=number)
    return str(country.alpha_3).lower() if country else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]))
