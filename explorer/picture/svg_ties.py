"""The ties of a network as SVG: lines, and what stands on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from explorer.picture.image_sheet import ImageSheet
from explorer.picture.labels import Box, BoxIndex, Mark, PlacedName
from explorer.picture.letters import width
from explorer.picture.picture import Picture
from explorer.picture.styles import MUTED, SheetStyle

DASHES = {
    "solid": "",
    "dashed": "6 4",
    "dotted": "1.2 3.4",
    "dashdot": "7 3 1.2 3",
    "longdash": "14 4",
}
#: Where on a line its words may stand, from its start; and how large they are beside names.
ALONG, SMALLER = (0.5, 0.62, 0.4, 0.72), 0.82


def dashed(dash: str) -> str:
    """How a line is broken, as an attribute."""
    return f' stroke-dasharray="{dash}" stroke-linecap="round"' if dash else ""


def drawn_ties(
    picture: Picture, marks: Sequence[Mark], style: SheetStyle, numbered: bool = False
) -> list[str]:
    """One path for every look of a line: small files, and quick to draw. ``numbered`` says beside
    each which ties it draws, for a file that answers a click on one.
    """
    at, bends = {mark.id: mark for mark in marks}, picture.bends
    columns = picture.recipe.layout == "layered"
    paths: defaultdict[tuple[str, str, float], list[str]] = defaultdict(list)
    drawn: defaultdict[tuple[str, str, float], list[int]] = defaultdict(list)
    for number, tie in enumerate(picture.ties):
        a, b = at[tie.source], at[tie.target]
        look = tie.color, tie.line, tie.width
        paths[look].append(f"M{a.x:.1f} {a.y:.1f}{_course(a, b, bends.get(tie.id, 0), columns)}")
        drawn[look].append(number)
    crowd = len(picture.ties)
    faint = (
        0.85
        if crowd <= 100
        else 0.7
        if crowd <= 200
        else 0.6
        if crowd <= 700
        else 0.4
        if crowd <= 2500
        else 0.22
    )
    thin, lit = 1.0 if crowd <= 200 else 0.6, any(tie.color == MUTED for tie in picture.ties)
    return [
        f'<path d="{"".join(lines)}" fill="none" stroke="{style.tone(color)}"'
        f' stroke-width="{wide * thin:.2f}"'
        f' stroke-opacity="{0.95 if lit and color != MUTED else faint}"{dashed(DASHES[line])}'
        f"{_numbers(drawn[color, line, wide]) if numbered else ''}/>"
        for (color, line, wide), lines in sorted(
            paths.items(), key=lambda item: (item[0][0] != MUTED, item[0][2])
        )
    ]


def _course(a: Mark, b: Mark, bend: float, columns: bool) -> str:
    """How a line goes from one mark to the other: bent beside others, in columns sideways, else
    straight.
    """
    if bend:
        x = (a.x + b.x) / 2 + bend * (b.y - a.y)
        y = (a.y + b.y) / 2 - bend * (b.x - a.x)
        return f"Q{x:.1f} {y:.1f} {b.x:.1f} {b.y:.1f}"
    if columns and abs(a.x - b.x) > 1:
        middle = (a.x + b.x) / 2
        return f"C{middle:.1f} {a.y:.1f} {middle:.1f} {b.y:.1f} {b.x:.1f} {b.y:.1f}"
    return f"L{b.x:.1f} {b.y:.1f}"


def _numbers(numbers: Sequence[int]) -> str:
    return f' data-ties="{" ".join(map(str, numbers))}"'


def words_on_lines(
    picture: Picture, marks: Sequence[Mark], names: Sequence[PlacedName], sheet: ImageSheet
) -> list[str]:
    """What stands on lines, as far as it finds room beside marks, names and each other."""
    taken, at = BoxIndex(), {mark.id: mark for mark in marks}
    for name in names:
        taken.add(name.box)
    for mark in marks:
        taken.add(_around(mark.x, mark.y, 2 * mark.radius, 2 * mark.radius))
    size, drawn = sheet.size.text * SMALLER, []
    for tie in picture.ties:
        a, b = at[tie.source], at[tie.target]
        wide = width(tie.words, size)
        for along in ALONG if tie.words and tie.color != MUTED else ():
            x, y = a.x + (b.x - a.x) * along, a.y + (b.y - a.y) * along
            box = _around(x, y, wide + 2, size * 1.1)
            if taken.free(box):
                taken.add(box)
                drawn.append(_on_paper(box, sheet))
                words = sheet.text(
                    x, y + size * 0.35, tie.words, size, anchor="middle", fill=sheet.style.second
                )
                drawn.append(words)
                break
    return drawn


def _on_paper(box: Box, sheet: ImageSheet) -> str:
    return (
        f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.right - box.left:.1f}"'
        f' height="{box.bottom - box.top:.1f}" fill="{sheet.style.paper}" fill-opacity=".72"/>'
    )


def _around(x: float, y: float, wide: float, high: float) -> Box:
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
