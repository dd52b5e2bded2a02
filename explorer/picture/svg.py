"""A network as SVG: lines, marks, names that do not cover each other, and the sheet around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from explorer.picture.fitted_marks import fitted_marks
from explorer.picture.highlight import muted, near
from explorer.picture.image_sheet import ImageSheet, own_words
from explorer.picture.labels import LINE, RISE, Box, Mark, PlacedName, place_names
from explorer.picture.legend_marks import (
    HALF,
    MarkLook,
    counted,
    legend_items,
    looks_of,
    mark_definitions,
)
from explorer.picture.letters import BOLD, SANS, drawable_text
from explorer.picture.picture import SEATS, UNSAID, Picture
from explorer.picture.styles import SIZES, STYLES
from explorer.picture.svg_ties import drawn_ties, words_on_lines
from explorer.words.text import count
from graph_model.capitals import first_up
from graph_model.dates import date_words

#: Beyond so many entries their names are no longer written into the drawing for the pointer; the
#: tables hold them.
NAMED = 5000
#: From so many entries on, what has no name of its own (a letter, a meeting) is not labelled.
CROWD = 120
#: How many names are written at the most, and for how many square letter heights one.
MOST_NAMES, ROOM = 160, 34


def as_svg(
    picture: Picture, carry_fonts: bool = True, points: bool = False, recipe: bool = True
) -> str:
    """The picture on the sheet and in the style that its recipe names."""
    size, style = SIZES[picture.recipe.size], STYLES[picture.recipe.style]
    picture, lit = muted(picture), near(picture)
    looks = looks_of(picture)
    items = legend_items(picture, looks, style)
    sheet = ImageSheet(
        size, style, picture.title, lead_words(picture), items, foot_words(picture), picture.recipe
    )
    marks = fitted_marks(picture, sheet.plot, size.text)
    labels = _named(picture, marks, lit, sheet.plot, size.text)
    body = [
        mark_definitions(looks, style),
        *drawn_ties(picture, marks, style, numbered=not recipe),
        *_marks(picture, marks, looks),
        *_labels(labels, sheet, lit),
        *words_on_lines(picture, marks, labels, sheet),
    ]
    return sheet.as_svg(
        body,
        own_words(picture.recipe, described(picture)),
        picture.recipe if recipe else None,
        carry_fonts,
        points,
    )


def _named(
    picture: Picture, marks: Sequence[Mark], lit: frozenset[str], plot: Box, unit: float
) -> list[PlacedName]:
    """The names there is room for: first those that matter most."""
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
    room = (plot.right - plot.left) * (plot.bottom - plot.top)
    return place_names(ranked, plot, unit, min(round(room / (unit * unit * ROOM)), MOST_NAMES))


def lead_words(picture: Picture) -> str:
    """The day and the filters, in words."""
    day = f"As of {date_words(picture.as_of.isoformat())}" if picture.as_of else ""
    return " · ".join(part for part in (day, *picture.filters) if part)


def foot_words(picture: Picture) -> list[str]:
    """Counts, sources and notes."""
    number = len(picture.entries)
    shown = (
        f"{count(number, 'entry', 'entries')} and"
        f" {count(sum(tie.number for tie in picture.ties), 'tie')} shown"
    )
    left_out = count(picture.left_out, "more entry", "more entries")
    more = f"{left_out} of this choice not shown" if picture.left_out else ""
    sources = f"{count(picture.sources, 'source')} behind them" if picture.sources else ""
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
        f" {first_up(words)}: {_few(its)}."
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


def _marks(picture: Picture, marks: Sequence[Mark], looks: dict[MarkLook, str]) -> list[str]:
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
