"""The matrix of gaps and the coverage band as images, on the same sheet as networks: a symbol or a
pattern per kind, never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.html.symbols import KIND_MARKS
from explorer.picture.chart import Chart, lead_of, lit_among, recipe_of
from explorer.picture.from_recipe import day_of, release_of
from explorer.picture.image_sheet import ImageSheet, LegendItem
from explorer.picture.letters import BOLD, SANS, drawable_text, fit, width
from explorer.picture.matrix import Matrix, as_records, matrix
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from explorer.picture.turned_heads import turned_heads
from explorer.words.ranks import by_name
from explorer.words.sentences import (
    assumed_sentence,
    band_words,
    delegation_lines,
    opening,
    percent,
    standing_sentence,
)
from graph_model.measures import KIND, KINDS, REACHED, Cell, Coverage, coverage, find_cells
from graph_model.measures.assumed import assumed
from graph_model.measures.day import Day
from graph_model.measures.ranges.day_ranks import delegation_ranks
from graph_model.snapshot import Snapshot
from graph_model.vocabulary.palette import BLUE

GREY, WARN, INK = "#6E757B", "#D55E00", "#1B2025"
COLORS = {
    "several": BLUE,
    "one": BLUE,
    "cooled": BLUE,
    "raised_by_others": BLUE,
    "never_raised": BLUE,
    "quiet": GREY,
    "slight": GREY,
    "no_answer": WARN,
    "nobody": INK,
    "unknown": GREY,
}
#: How the part of a kind is filled in the band.
FILLS = {
    "cooled": '<path d="M-1 9L9 -1M-1 1L1 -1M7 9L9 7" stroke="{}" stroke-width="3"/>',
    "raised_by_others": '<path d="M-1 -1L9 9M-1 7L1 9M7 -1L9 1" stroke="{}" stroke-width="1.6"/>',
    "never_raised": '<path d="M-1 9L9 -1M-1 1L1 -1M7 9L9 7" stroke="{}" stroke-width="1.6"/>',
    "quiet": '<rect width="8" height="8" fill="{}" fill-opacity=".16"/>',
    "slight": (
        '<rect width="8" height="8" fill="{0}" fill-opacity=".16"/><path d="M0 4H8" stroke="{0}"'
        ' stroke-width=".8"/>'
    ),
    "no_answer": (
        '<rect width="8" height="8" fill="{0}" fill-opacity=".12"/><path d="M4 0V8" stroke="{0}"'
        ' stroke-width="1.2"/>'
    ),
    "unknown": '<circle cx="4" cy="4" r=".9" fill="{}"/>',
}
#: What the table of a matrix says of each line.
LISTED = (
    "delegation",
    "issue",
    "kind",
    "importance",
    "talks",
    "next event on",
    "negotiations",
    "what to do",
)
#: What the order of the rows of a matrix is worth.
ORDER = "Most missing first, as ranges allow; rows that are near to each other are in no order."


def gaps_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The matrix of gaps that a recipe describes, as its audience may see it."""
    shown, day, cells = _looked_at(snapshot, recipe)
    title = standing_sentence(shown, cells) if cells else _opening(cells)
    places = delegation_ranks(day)
    grid = matrix(shown, cells, places=by_name(places))
    by_kind = coverage(cells).by_kind
    recipe = lit_among(recipe, (*grid.delegations, *grid.columns))
    some = (
        f"{len(grid.delegations)} delegations and {len(grid.columns)} issues shown,"
        f" {grid.more_delegations} and {grid.more_columns} more not shown; a dot: not on that"
        f" table. {ORDER if places else ''}"
    )

    def legend(style: SheetStyle) -> list[LegendItem]:
        return [
            LegendItem(
                kind_mark(kind.code, style),
                kind.says,
                f"{by_kind[kind.code][0]:,} lines, {percent(by_kind[kind.code][1])}",
            )
            for kind in KINDS
        ]

    def tables() -> list[PictureTable]:
        rows = [[str(record[name]) for name in LISTED] for record in as_records(day, cells)]
        header = [name.capitalize() for name in LISTED]
        return [PictureTable(f"{len(rows):,} lines we would want", header, rows)]

    return Chart(
        recipe_of(shown, recipe, title, len(cells)),
        lead_of(day, recipe),
        f"{len(cells):,} lines",
        {"cells": len(cells)},
        (f"{_lines(cells)} {some}", _sources(shown, cells)),
        _told(cells),
        legend,
        lambda sheet: _matrix(shown, grid, sheet),
        tables,
        f"{sum(cell.kind not in REACHED for cell in cells):,} lines not reached",
    )


def band_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The coverage band that a recipe describes, as its audience may see it."""
    recipe = lit_among(recipe, ())
    shown, day, cells = _looked_at(snapshot, recipe)
    band = coverage(cells)
    rows = [
        [kind.says, f"{number:,}", percent(share), kind.remedy_says]
        for kind in KINDS
        for number, share in [band.by_kind[kind.code]]
    ]
    header = ("Kind", "Lines", "Share of what is at stake", "What to do")
    weighed = (
        "Shares are weighed by what is at stake; the band runs from what is surely reached to what"
        f" may be. {assumed_sentence(assumed(day))}"
    ).rstrip()
    return Chart(
        recipe_of(shown, recipe, _opening(cells), len(cells)),
        lead_of(day, recipe),
        f"{len(cells):,} lines",
        {"cells": len(cells)},
        (f"{_lines(cells)} {weighed}", _sources(shown, cells)),
        _told(cells),
        lambda style: (),
        lambda sheet: _band(band, sheet),
        lambda: [PictureTable("Lines we would want, by kind", header, rows)],
        f"{percent(band.low)} to {percent(band.high)} reached",
    )


def _looked_at(snapshot: Snapshot, recipe: Recipe) -> tuple[Snapshot, Day, tuple[Cell, ...]]:
    shown = release_of(snapshot, recipe).snapshot
    day = day_of(shown, recipe)
    return shown, day, tuple(find_cells(day))


def _opening(cells: Sequence[Cell]) -> str:
    live = len({cell.delegation for cell in cells if cell.members})
    return opening(coverage(tuple(cells)), live)[0]


def _lines(cells: Sequence[Cell]) -> str:
    return (
        f"{len(cells):,} lines we would want: one is one delegation on one issue that it"
        " negotiates."
    )


def _told(cells: Sequence[Cell]) -> str:
    by_kind = coverage(tuple(cells)).by_kind
    told = "; ".join(f"{KIND[code].says}: {number:,}" for code, (number, _) in by_kind.items())
    return f"{_lines(cells)} {told}."


def _sources(shown: Snapshot, cells: Sequence[Cell]) -> str:
    ids = {id for cell in cells for id in cell.evidence if id in shown.nodes}
    addresses = {
        address
        for id in ids
        for address in shown.nodes[id].text("source_url").split(" ; ")
        if address
    }
    return (
        f"{len(ids):,} recorded contacts from {len(addresses):,} sources behind it. No record means"
        " not known, never no contact."
    )


def kind_mark(code: str, style: SheetStyle) -> str:
    """The symbol of a kind around 0,0, as legends and cells draw it."""
    return f'<g color="{kind_ink(code, style)}" transform="translate(-8,-8)">{KIND_MARKS[code]}</g>'


def _matrix(shown: Snapshot, grid: Matrix, sheet: ImageSheet) -> list[str]:
    """Names on the left, turned names on top, a symbol for every pair that is on a table."""
    plot, unit, style = sheet.plot, sheet.size.text, sheet.style
    names = {
        id: [drawable_text(part) for part in delegation_lines(shown, id)] for id in grid.delegations
    }
    heads = {id: drawable_text(shown.name(id)) for id in grid.columns}
    left = plot.left + min(
        22 * unit,
        max((width(f"{name} {second}", unit, BOLD) for name, second in names.values()), default=0)
        + unit,
    )
    drawn, top, step_x = turned_heads(sheet, heads, left)
    step_y = min(2.4 * unit, (plot.bottom - top) / max(len(names), 1))
    scale = min(step_y / 2.2, step_x / 2.2, unit * 0.8) / 8
    right = left + step_x * len(heads)
    for at, id in enumerate(heads):
        x = left + step_x * (at + 0.5)
        if id in grid.first and at:
            drawn.append(
                f'<path d="M{x - step_x / 2:.1f} {top:.1f}V{top + step_y * len(names):.1f}"'
                f' stroke="{style.hairline}"/>'
            )
    for row, (id, (name, second)) in enumerate(names.items()):
        y = top + step_y * (row + 0.5)
        drawn.append(
            f'<path d="M{plot.left:.1f} {y + step_y / 2:.1f}H{right:.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        said = fit(name, left - plot.left - unit, unit, BOLD)
        its = sheet.looks(id, *(column for column in grid.columns if (id, column) in grid.cells))
        drawn.append(sheet.text(plot.left, y + 0.35 * unit, said, unit, BOLD, fill=its.ink))
        after = plot.left + width(said, unit, BOLD) + 0.5 * unit
        if second and left - after > 3 * unit:
            drawn.append(
                sheet.text(
                    after,
                    y + 0.35 * unit,
                    fit(second, left - after - 0.5 * unit, 0.9 * unit),
                    0.9 * unit,
                    fill=its.second,
                )
            )
        for at, column in enumerate(grid.columns):
            cell = grid.cells.get((id, column))
            place = (
                f'transform="translate({left + step_x * (at + 0.5):.1f},{y:.1f})scale({scale:.2f})"'
            )
            if cell is None:
                drawn.append(f'<g {place}><circle r="1" fill="{style.second}"/></g>')
            else:
                told = escape(f"{name}, {heads[column]}: {KIND[cell.kind].says}")
                mark = kind_mark(cell.kind, sheet.looks(id, column))
                drawn.append(f"<g {place}><title>{told}</title>{mark}</g>")
    return drawn


def _band(band: Coverage, sheet: ImageSheet) -> list[str]:
    """One bar, what is reached first, then what may be; a bracket from low to high, and every kind
    with its fill and remedy below.
    """
    plot, style = sheet.plot, sheet.style
    wide = plot.right - plot.left
    unit = min(1.4 * sheet.size.text, wide / 52)
    fills = {code: f"url(#f-{code})" if code in FILLS else kind_ink(code, style) for code in COLORS}
    drawn = [
        fill_patterns(style),
        sheet.text(plot.left, plot.top + 2.2 * unit, _reached(band), 1.4 * unit, BOLD),
    ]
    low, best, top = (
        plot.left + wide * band.low,
        plot.left + wide * band.high,
        plot.top + 4.4 * unit,
    )
    bracket = (
        f"M{low:.1f}"
        f" {top - 0.4 * unit:.1f}V{top - unit:.1f}H{max(best, low + 3):.1f}V{top - 0.4 * unit:.1f}"
    )
    drawn.append(f'<path d="{bracket}" fill="none" stroke="{style.ink}" stroke-width="1.6"/>')
    x = plot.left
    for code in [
        *REACHED,
        "unknown",
        *(kind.code for kind in KINDS if kind.code not in (*REACHED, "unknown")),
    ]:
        if part := wide * band.by_kind[code][1]:
            drawn.append(_filled(x, top, part, 6 * unit, fills[code], style))
            x += part
    y = top + 10 * unit
    step = min(3.2 * unit, (plot.bottom - y + 2 * unit) / len(KINDS))
    for kind in KINDS:
        number, share = band.by_kind[kind.code]
        ink = style.ink if number else style.second
        drawn.append(
            _filled(plot.left, y - 1.1 * unit, 2.6 * unit, 1.5 * unit, fills[kind.code], style)
        )
        drawn.append(
            "<g"
            f' transform="translate({plot.left + 4 * unit:.1f},{y - 0.35 * unit:.1f}'
            f')scale({unit / 16:.3f})">{kind_mark(kind.code, style)}</g>'
        )
        columns = (
            (5.2, kind.says, BOLD),
            (24, f"{number:,} lines", SANS),
            (32, percent(share), BOLD),
            (38, kind.remedy_says, SANS),
        )
        drawn += [
            sheet.text(plot.left + at * unit, y, words, unit, name, fill=ink)
            for at, words, name in columns
        ]
        drawn.append(
            f'<path d="M{plot.left:.1f} {y + 0.32 * step:.1f}H{plot.right:.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        y += step
    return drawn


def _reached(band: Coverage) -> str:
    return band_words(band)


def kind_ink(code: str, style: SheetStyle) -> str:
    """The ink of a kind on that paper."""
    return style.ink if style.patterns or COLORS[code] == INK else style.tone(COLORS[code])


def fill_patterns(style: SheetStyle) -> str:
    """The patterns that `FILLS` names, for a drawing that fills with them (`url(#f-quiet)`)."""
    drawn = "".join(
        f'<pattern id="f-{code}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8"'
        f' height="8" fill="{style.paper}"/>{fill.format(kind_ink(code, style))}</pattern>'
        for code, fill in FILLS.items()
    )
    return f"<defs>{drawn}</defs>"


def _filled(x: float, y: float, wide: float, high: float, fill: str, style: SheetStyle) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"'
        f' stroke="{style.second}" stroke-width=".8"/>'
    )
