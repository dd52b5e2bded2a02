"""Headings above the columns of a chart, turned so that long names have room."""

from __future__ import annotations

import math
from collections.abc import Mapping

from explorer.picture.image_sheet import ImageSheet
from explorer.picture.letters import drawable_text, fit, width

#: Degrees by which headings are turned.
TURN = 54


def turned_heads(
    sheet: ImageSheet, heads: Mapping[str, str], left: float
) -> tuple[list[str], float, float]:
    """The headings (by the id of their entry) as drawn, where the rows begin, and how wide a column
    is.
    """
    plot, unit = sheet.plot, sheet.size.text
    size, slant = 0.95 * unit, math.radians(TURN)
    said = [drawable_text(head) for head in heads.values()]
    longest = min(17 * unit, max((width(head, size) for head in said), default=0))
    top = plot.top + longest * math.sin(slant) + unit
    room = plot.right - left - 0.6 * longest * math.cos(slant)
    step = min(4 * unit, room / max(len(said), 1))
    drawn = []
    for at, (id, head) in enumerate(zip(heads, said, strict=True)):
        x, ink = left + step * (at + 0.5), sheet.looks(id).ink
        turned = sheet.text(0, 0, fit(head, longest, size), size, fill=ink)
        drawn.append(
            f'<g transform="translate({x:.1f},{top - 0.6 * unit:.1f})rotate(-{TURN})">{turned}</g>'
        )
    return drawn, top, step
