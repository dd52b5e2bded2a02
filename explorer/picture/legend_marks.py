"""How the entries of a network look on the paper: a mark for each colour and shape, and the lines
of the legend.
"""

from __future__ import annotations

from collections import defaultdict

from explorer.html.shapes import shape_svg
from explorer.picture.image_sheet import LegendItem
from explorer.picture.letters import drawable_text
from explorer.picture.picture import SEATS, LegendLine, Picture, Seat
from explorer.picture.styles import MUTED, SheetStyle
from explorer.picture.svg_ties import DASHES, dashed
from explorer.words.text import count
from graph_model.capitals import first_up
from graph_model.schema import Shape

#: Half the grid on which marks are drawn.
HALF = 9
#: The edge of each kind of empty place.
DASHED: dict[Seat, str] = {"empty": "2.6 2.2", "elsewhere": "6 1.8", "unsaid": "2.6 2.2"}
#: How a mark looks: colour, shape, and whether it is an empty place.
MarkLook = tuple[str, Shape, Seat]
#: Fills of the black-and-white style for labels that share a shape, in this order.
FILLS = ("paper", "hatch", "ink", "dots", "cross")


def legend_items(
    picture: Picture, looks: dict[MarkLook, str], style: SheetStyle
) -> list[LegendItem]:
    """The legend: the entry that stands out, labels, lines, and empty places."""
    labels = [
        LegendItem(
            f'<use href="#{looks[key.color, key.shape or "circle", ""]}"/>',
            first_up(key.says),
            counted(key),
        )
        for key in picture.legend
    ]
    lines = [
        LegendItem(_stroke(key, style), first_up(key.says), count(key.shown, "tie"))
        for key in picture.lines
    ]
    return [*_highlight(picture, looks), *labels, *lines, *_seats(picture, looks)]


def _highlight(picture: Picture, looks: dict[MarkLook, str]) -> list[LegendItem]:
    """The line of the legend for the one entry that keeps its colour."""
    entry = picture.by_id.get(picture.recipe.highlight)
    if entry is None:
        return []
    number = sum(tie.number for tie in picture.ties if entry.id in (tie.source, tie.target))
    name = looks[entry.color, entry.shape, entry.seat]
    said = f"highlighted, {count(number, 'tie')} here"
    return [LegendItem(f'<use href="#{name}"/>', drawable_text(entry.name), said)]


def _seats(picture: Picture, looks: dict[MarkLook, str]) -> list[LegendItem]:
    """A line of the legend for each kind of empty place."""
    found = []
    for seat, words in SEATS.items():
        places = [entry for entry in picture.entries if entry.seat == seat]
        if places:
            name = looks[places[0].color, places[0].shape, seat]
            found.append(LegendItem(f'<use href="#{name}"/>', first_up(words), f"{len(places):,}"))
    return found


def counted(key: LegendLine) -> str:
    """How many of a label are shown and not shown."""
    return (
        f"{key.shown:,} shown, {key.hidden:,} not shown"
        if key.hidden
        else f"all {key.shown:,} shown"
        if key.shown > 1
        else "shown"
    )


def looks_of(picture: Picture) -> dict[MarkLook, str]:
    """A name for every colour and shape in use, and for the empty places among them."""
    found = dict.fromkeys(
        [
            *((key.color, key.shape or "circle", "") for key in picture.legend),
            *((entry.color, entry.shape, entry.seat) for entry in picture.entries),
        ]
    )
    return {look: f"m{number}" for number, look in enumerate(found)}


def mark_definitions(looks: dict[MarkLook, str], style: SheetStyle) -> str:
    """Each mark once, around 0,0 with half width 8."""
    met: defaultdict[str, int] = defaultdict(int)
    fills = ("ink",) if any(color == MUTED for color, _, _ in looks) else FILLS
    marks = []
    for (color, shape, seat), name in looks.items():
        fill, stroke = style.tone(color), f'stroke="{style.ink}" stroke-width="1.1"'
        if seat:
            line = style.ink if style.patterns else style.tone(color)
            fill, stroke = (
                style.paper,
                f'stroke="{line}" stroke-width="1.6" stroke-dasharray="{DASHED[seat]}"',
            )
        elif color == MUTED:
            fill, stroke = style.hairline, f'stroke="{style.faint}" stroke-width="1.1"'
        elif style.patterns:
            kind = fills[met[shape] % len(fills)]
            met[shape] += 1
            fill = {"paper": style.paper, "ink": style.ink}.get(kind, f"url(#{kind})")
        marks.append(
            f'<g id="{name}" fill="{fill}" color="{style.faint if color == MUTED else style.ink}"'
            f' {stroke} stroke-linejoin="round"><g'
            f' transform="translate(-{HALF},-{HALF})">{shape_svg(shape)}</g>'
            f"{_points(style) if seat == 'unsaid' else ''}</g>"
        )
    return f"<defs>{patterns(style) if style.patterns else ''}{''.join(marks)}</defs>"


def _points(style: SheetStyle) -> str:
    """Three points in a mark: something may not be shown here."""
    points = "M-4.6 -1h2v2h-2zM-1 -1h2v2h-2zM2.6 -1h2v2h-2z"
    return f'<path d="{points}" fill="{style.ink}" stroke="none"/>'


def patterns(style: SheetStyle) -> str:
    """Fills that need no colour."""
    drawn = {
        "hatch": '<path d="M0 5L5 0" stroke-width="1.1"/>',
        "dots": '<circle cx="2.500" cy="2.500" r="1" stroke="none" fill="INK"/>',
        "cross": '<path d="M0 0L5 5M0 5L5 0"/>',
    }
    return "".join(
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse"'
        f' stroke="{style.ink}" stroke-width=".8"><rect width="5" height="5" fill="{style.paper}"'
        f' stroke="none"/>{inside.replace("INK", style.ink)}</pattern>'
        for name, inside in drawn.items()
    )


def _stroke(key: LegendLine, style: SheetStyle) -> str:
    dash = DASHES[key.line or "solid"]
    return (
        f'<path d="M-12 0H10" fill="none" stroke="{style.tone(key.color)}"'
        f' stroke-width="{key.width * 1.5:.1f}"{dashed(dash)}/>'
    )
