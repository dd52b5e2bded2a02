"""Where the entries of a network stand on the paper, and how wide their names may be."""

from __future__ import annotations

from explorer.picture.labels import COLUMN, Box, Mark, sides
from explorer.picture.letters import BOLD, drawable_text, width
from explorer.picture.picture import Picture

#: How much room the lines between two columns need at least, in letter heights.
LINES = 3.2
#: How much more a picture may be stretched one way than the other to fill its sheet.
STRETCH = 1.4


def fitted_marks(picture: Picture, plot: Box, unit: float) -> list[Mark]:
    """Entries as marks on the paper, with room at the rim for their names. Columns fill the sheet;
    all else keeps its proportions.
    """
    if not picture.entries:
        return []
    xs, ys = [entry.x for entry in picture.entries], [entry.y for entry in picture.entries]
    rim = (7 if picture.recipe.layout in ("force", "groups", "auto") else 13) * unit
    scale_x = (plot.right - plot.left - 2 * rim) / max(max(xs) - min(xs), 1)
    scale_y = (plot.bottom - plot.top - 4 * unit) / max(max(ys) - min(ys), 1)
    middle_x, middle_y, centre_y = (
        (max(xs) + min(xs)) / 2,
        (max(ys) + min(ys)) / 2,
        (plot.top + plot.bottom) / 2,
    )
    columns = _columns(picture, plot, unit) if picture.recipe.layout == "layered" else {}
    if not columns:
        least = min(scale_x, scale_y, unit / 6)
        scale_x, scale_y = min(scale_x, STRETCH * least), min(scale_y, STRETCH * least)
    best = sides(picture.positions, bool(columns))
    grain = min(max(scale_y if columns else min(scale_x, scale_y), 2.2 / 8), 0.95 * unit / 11)
    recipe, marks = picture.recipe, []
    first = (recipe.highlight,) if recipe.highlight in picture.by_id else recipe.focus
    for entry in picture.entries:
        x, room = columns.get(
            entry.x, ((plot.left + plot.right) / 2 + (entry.x - middle_x) * scale_x, 0.0)
        )
        y = centre_y + (entry.y - middle_y) * scale_y
        marks.append(
            Mark(
                entry.id,
                x,
                y,
                entry.size * grain,
                drawable_text(entry.name, 120),
                entry.id in first,
                best[entry.id],
                room,
            )
        )
    return marks


def _columns(picture: Picture, plot: Box, unit: float) -> dict[float, tuple[float, float]]:
    """For every column where it stands on the paper and how wide its names may be: the longest of
    them decide, the rest is for the lines.
    """
    xs = sorted({entry.x for entry in picture.entries})
    longest = [
        max(
            min(COLUMN * unit, width(drawable_text(entry.name, 120), unit, BOLD) + 2.5 * unit)
            for entry in picture.entries
            if entry.x == x
        )
        for x in xs
    ]
    room = plot.right - plot.left - LINES * unit * (len(xs) - 1)
    most = COLUMN * unit
    while (
        sum(longest) > room and most > 4 * unit
    ):  # too many long names: the longest columns give way
        most -= unit
        longest = [min(long, most) for long in longest]
    free = plot.right - plot.left - sum(longest)
    gap = free / max(len(xs) - 1, 1)
    found, at = {}, plot.left + longest[0]
    for number, (x, long) in enumerate(zip(xs, longest, strict=True)):
        found[x] = (at, long - 1.5 * unit)
        at += gap + (longest[number] if number else 0)
    return found
