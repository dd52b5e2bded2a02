"""A network as SVG: lines, marks, names that do not cover each other, and the sheet around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from html import escape

from explorer.html.shapes import shape_svg
from explorer.picture.highlight import muted, near
from explorer.picture.image_sheet import ImageSheet, LegendItem, own_words
from explorer.picture.labels import COLUMN, LINE, RISE, Box, Mark, PlacedName, place, sides
from explorer.picture.letters import BOLD, SANS, drawable_text, width
from explorer.picture.picture import SEATS, UNSAID, LegendLine, Picture, Seat
from explorer.picture.styles import MUTED, SIZES, STYLES, SheetStyle
from explorer.picture.svg_ties import DASHES, dashed, drawn_ties, words_on_lines
from explorer.words.text import count
from graph_model.dates import date_words
from graph_model.schema import Shape

#: Beyond so many entries their names are no longer written into the drawing for the pointer; the
#: tables hold them.
NAMED = 5000
#: From so many entries on, what has no name of its own (a letter, a meeting) is not labelled.
CROWD = 120
#: How much room the lines between two columns need at least, in letter heights.
LINES = 3.2
#: Half the grid on which marks are drawn.
HALF = 9
#: How much more a picture may be stretched one way than the other to fill its sheet.
STRETCH = 1.4
#: How a mark looks: colour, shape, and whether it is an empty place.
Look = tuple[str, Shape, Seat]
#: Fills of the black-and-white style for labels that share a shape, in this order.
FILLS = ("paper", "hatch", "ink", "dots", "cross")


def as_svg(
    picture: Picture, carry_fonts: bool = True, points: bool = False, recipe: bool = True
) -> str:
    """The picture on the sheet and in the style that its recipe names."""
    size, style = SIZES[picture.recipe.size], STYLES[picture.recipe.style]
    picture, lit = muted(picture), near(picture)
    looks = _looks(picture, style)
    items = _highlight(picture, looks)
    items += [
        LegendItem(
            f'<use href="#{looks[key.color, key.shape or "circle", ""]}"/>',
            _upper(key.says),
            counted(key),
        )
        for key in picture.legend
    ]
    items += [
        LegendItem(
            _stroke(key, style),
            _upper(key.says),
            f"{key.shown:,} ties" if key.shown != 1 else "1 tie",
        )
        for key in picture.lines
    ]
    items += _seats(picture, looks)
    sheet = ImageSheet(
        size, style, picture.title, lead_words(picture), items, foot_words(picture), picture.recipe
    )
    marks = fitted_marks(picture, sheet.plot, size.text)
    limit = round(
        (sheet.plot.right - sheet.plot.left)
        * (sheet.plot.bottom - sheet.plot.top)
        / (size.text * size.text * 34)
    )
    ranked = sorted(
        marks,
        key=lambda mark: (
            not mark.first,
            mark.id not in lit,
            -picture.by_id[mark.id].weight,
            mark.id,
        ),
    )
    if len(ranked) > CROWD:
        ranked = [
            mark
            for mark in ranked
            if mark.first or mark.id in lit or picture.by_id[mark.id].weight >= 1
        ]
    labels = place(ranked, sheet.plot, size.text, min(limit, 160))
    body = [
        _defs(looks, style),
        *drawn_ties(picture, marks, style, numbered=not recipe),
        *_marks(picture, marks, looks),
        *_labels(labels, sheet, lit),
        *words_on_lines(picture, marks, labels, sheet),
    ]
    return sheet.whole(
        body,
        own_words(picture.recipe, described(picture)),
        picture.recipe if recipe else None,
        carry_fonts,
        points,
    )


def _highlight(picture: Picture, looks: dict[Look, str]) -> list[LegendItem]:
    """The line of the legend for the one entry that keeps its colour."""
    entry = picture.by_id.get(picture.recipe.highlight)
    if entry is None:
        return []
    number = sum(tie.number for tie in picture.ties if entry.id in (tie.source, tie.target))
    name = looks[entry.color, entry.shape, entry.seat]
    said = f"highlighted, {count(number, 'tie')} here"
    return [LegendItem(f'<use href="#{name}"/>', drawable_text(entry.name), said)]


def _seats(picture: Picture, looks: dict[Look, str]) -> list[LegendItem]:
    """A line of the legend for each kind of empty place."""
    found = []
    for seat, words in SEATS.items():
        places = [entry for entry in picture.entries if entry.seat == seat]
        if places:
            name = looks[places[0].color, places[0].shape, seat]
            found.append(LegendItem(f'<use href="#{name}"/>', _upper(words), f"{len(places):,}"))
    return found


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def counted(key: LegendLine) -> str:
    """How many of a label are shown and not shown."""
    return (
        f"{key.shown:,} shown, {key.hidden:,} not shown"
        if key.hidden
        else f"all {key.shown:,} shown"
        if key.shown > 1
        else "shown"
    )


def lead_words(picture: Picture) -> str:
    """The day and the filters, in words."""
    day = f"As of {date_words(picture.as_of.isoformat())}" if picture.as_of else ""
    return " · ".join(part for part in (day, *picture.filters) if part)


def foot_words(picture: Picture) -> list[str]:
    """Counts, sources and notes."""
    number = len(picture.entries)
    shown = (
        f"{number:,} entr{'y' if number == 1 else 'ies'} and"
        f" {sum(tie.number for tie in picture.ties):,} ties shown"
    )
    more = f"{picture.left_out:,} more entries of this choice not shown" if picture.left_out else ""
    sources = (
        f"{picture.sources:,} source{'' if picture.sources == 1 else 's'} behind them"
        if picture.sources
        else ""
    )
    unsaid = [UNSAID] if any(entry.seat == "unsaid" for entry in picture.entries) else []
    counted = "; ".join(part for part in (shown, more, sources) if part)
    return [f"{counted}.", *unsaid, *picture.notes]


def described(picture: Picture) -> str:
    """The whole picture in a few sentences, for those who listen."""
    counts = ", ".join(f"{key.says}: {counted(key)}" for key in picture.legend)
    names = ", ".join(
        entry.name for entry in sorted(picture.entries, key=lambda entry: -entry.weight)[:10]
    )
    seats = "".join(
        f" {_upper(words)}: {_few(its)}."
        for seat, words in SEATS.items()
        if (its := [entry.name for entry in picture.entries if entry.seat == seat])
    )
    return (
        f"{lead_words(picture)}. {counts}.{seats} The best tied are {names}."
        f" {' '.join(foot_words(picture))}"
    )


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return f"{', '.join(names[:10])}{more}"


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
    best = sides(picture.places, bool(columns))
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


def _looks(picture: Picture, style: SheetStyle) -> dict[Look, str]:
    """A name for every colour and shape in use, and for the empty places among them."""
    found = dict.fromkeys(
        [
            *((key.color, key.shape or "circle", "") for key in picture.legend),
            *((entry.color, entry.shape, entry.seat) for entry in picture.entries),
        ]
    )
    return {look: f"m{number}" for number, look in enumerate(found)}


def _defs(looks: dict[Look, str], style: SheetStyle) -> str:
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
                f'stroke="{line}" stroke-width="1.6" stroke-dasharray="2.6 2.2"',
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


def _marks(picture: Picture, marks: Sequence[Mark], looks: dict[Look, str]) -> list[str]:
    named = len(marks) <= NAMED
    drawn = []
    for entry, mark in zip(picture.entries, marks, strict=True):
        scale = mark.radius / HALF
        inside = f"><title>{escape(drawable_text(entry.name))}</title></use>" if named else "/>"
        drawn.append(
            f'<use href="#{looks[entry.color, entry.shape, entry.seat]}"'
            f' transform="translate({mark.x:.1f},{mark.y:.1f})scale({scale:.2f})"{inside}'
        )
    return drawn


def _labels(labels: Sequence[PlacedName], sheet: ImageSheet, lit: frozenset[str]) -> list[str]:
    """Names last, over everything, each on a little paper of its own; beside a highlight, those
    that have nothing to do with it are paler.
    """
    style = sheet.style
    leaders = "".join(
        "M{:.1f} {:.1f}L{:.1f} {:.1f}".format(*label.leader) for label in labels if label.leader
    )
    drawn = (
        [f'<path d="{leaders}" stroke="{style.second}" stroke-width=".6" fill="none"/>']
        if leaders
        else []
    )
    for label in labels:
        box, size = label.box, label.size
        x = {"start": box.left + 1, "end": box.right - 1, "middle": (box.left + box.right) / 2}[
            label.anchor
        ]
        name = BOLD if label.mark.first else SANS
        fill = style.second if lit and label.mark.id not in lit else ""
        lines = "".join(
            sheet.text(
                x, box.top + size * (RISE + LINE * row), line, size, name, label.anchor, fill
            )
            for row, line in enumerate(label.lines)
        )
        wide, high = box.right - box.left, box.bottom - box.top
        drawn.append(
            f'<g class="label" data-box="{box.left:.2f} {box.top:.2f} {box.right:.2f}'
            f' {box.bottom:.2f}"><rect x="{box.left:.1f}" y="{box.top:.1f}" width="{wide:.1f}"'
            f' height="{high:.1f}" fill="{style.paper}" fill-opacity=".72"/>{lines}</g>'
        )
    return drawn


def boxes(svg: str) -> list[Box]:
    """The boxes of all names in an SVG made here (for tests and measurements)."""
    return [Box(*map(float, found.split())) for found in re.findall(r'data-box="([-\d. ]+)"', svg)]
