"""The drawings of the matrix of gaps and of the coverage band."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from explorer.picture.image_sheet import ImageSheet
from explorer.picture.kind_looks import (
    COLORS,
    FILLS,
    fill_patterns,
    filled_bar,
    kind_ink,
    kind_mark,
)
from explorer.picture.letters import BOLD, SANS, drawable_text, fit, width
from explorer.picture.matrix import Matrix
from explorer.picture.styles import SheetStyle
from explorer.picture.turned_heads import turned_heads
from explorer.words.sentences import band_words, delegation_lines
from explorer.words.text import count
from graph_model.measures import BAND_ORDER, KIND, KINDS, Cell, Coverage, GapKind
from graph_model.shares import percent
from graph_model.snapshot import Snapshot


def drawn_matrix(shown: Snapshot, grid: Matrix, sheet: ImageSheet) -> list[str]:
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
    for row, (id, lines) in enumerate(names.items()):
        y = top + step_y * (row + 0.5)
        drawn.append(
            f'<path d="M{plot.left:.1f} {y + step_y / 2:.1f}H{right:.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        its = sheet.looks(id, *(column for column in grid.columns if (id, column) in grid.cells))
        drawn += _row_name(sheet, lines, y, left, its)
        for at, column in enumerate(grid.columns):
            place = (
                f'transform="translate({left + step_x * (at + 0.5):.1f},{y:.1f})scale({scale:.2f})"'
            )
            about = f"{lines[0]}, {heads[column]}"
            drawn.append(_cell(grid.cells.get((id, column)), about, place, sheet.looks(id, column)))
    return drawn


def _row_name(
    sheet: ImageSheet, lines: Sequence[str], y: float, left: float, style: SheetStyle
) -> list[str]:
    """A delegation beside its row, and its body where there is room for it."""
    plot, unit, (name, second) = sheet.plot, sheet.size.text, lines
    said = fit(name, left - plot.left - unit, unit, BOLD)
    drawn = [sheet.text(plot.left, y + 0.35 * unit, said, unit, BOLD, fill=style.ink)]
    after = plot.left + width(said, unit, BOLD) + 0.5 * unit
    if second and left - after > 3 * unit:
        small = 0.9 * unit
        body = fit(second, left - after - 0.5 * unit, small)
        drawn.append(sheet.text(after, y + 0.35 * unit, body, small, fill=style.second))
    return drawn


def _cell(cell: Cell | None, about: str, place: str, style: SheetStyle) -> str:
    """The symbol of a kind of gap, or a dot where the issue is not on that table."""
    if cell is None:
        return f'<g {place}><circle r="1" fill="{style.second}"/></g>'
    told = escape(f"{about}: {KIND[cell.kind].says}")
    return f"<g {place}><title>{told}</title>{kind_mark(cell.kind, style)}</g>"


def drawn_band(band: Coverage, sheet: ImageSheet) -> list[str]:
    """One bar, what is reached first, then what may be; a bracket from low to high, and every kind
    with its fill and remedy below.
    """
    plot, style = sheet.plot, sheet.style
    wide = plot.right - plot.left
    unit = _band_unit(sheet)
    fills = {code: f"url(#f-{code})" if code in FILLS else kind_ink(code, style) for code in COLORS}
    drawn = [
        fill_patterns(style),
        sheet.text(plot.left, plot.top + 2.2 * unit, band_words(band), 1.4 * unit, BOLD),
    ]
    top = plot.top + 4.4 * unit
    drawn.append(_bracket(plot.left + wide * band.low, plot.left + wide * band.high, top, sheet))
    x = plot.left
    for code in BAND_ORDER:
        if part := wide * band.by_kind[code][1]:
            drawn.append(filled_bar(x, top, part, 6 * unit, fills[code], style))
            x += part
    y = top + 10 * unit
    step = min(3.2 * unit, (plot.bottom - y + 2 * unit) / len(KINDS))
    for kind in KINDS:
        drawn += _kind_line(kind, band.by_kind[kind.code], fills[kind.code], y, sheet)
        drawn.append(
            f'<path d="M{plot.left:.1f} {y + 0.32 * step:.1f}H{plot.right:.1f}"'
            f' stroke="{style.hairline}"/>'
        )
        y += step
    return drawn


def _band_unit(sheet: ImageSheet) -> float:
    """The height of letters of the band."""
    return min(1.4 * sheet.size.text, (sheet.plot.right - sheet.plot.left) / 52)


def _bracket(low: float, best: float, top: float, sheet: ImageSheet) -> str:
    """From what is surely reached to what may be."""
    unit = _band_unit(sheet)
    bracket = (
        f"M{low:.1f}"
        f" {top - 0.4 * unit:.1f}V{top - unit:.1f}H{max(best, low + 3):.1f}V{top - 0.4 * unit:.1f}"
    )
    return f'<path d="{bracket}" fill="none" stroke="{sheet.style.ink}" stroke-width="1.6"/>'


def _kind_line(
    kind: GapKind, counted: tuple[int, float], fill: str, y: float, sheet: ImageSheet
) -> list[str]:
    """A kind with its fill, its symbol, how many lines it has and what to do."""
    unit, left, style, (number, share) = _band_unit(sheet), sheet.plot.left, sheet.style, counted
    columns = (
        (5.2, kind.says, BOLD),
        (24, count(number, "line"), SANS),
        (32, percent(share), BOLD),
        (38, kind.remedy_says, SANS),
    )
    ink = style.ink if number else style.second
    return [
        filled_bar(left, y - 1.1 * unit, 2.6 * unit, 1.5 * unit, fill, style),
        "<g"
        f' transform="translate({left + 4 * unit:.1f},{y - 0.35 * unit:.1f}'
        f')scale({unit / 16:.3f})">{kind_mark(kind.code, style)}</g>',
        *(
            sheet.text(left + at * unit, y, words, unit, name, fill=ink)
            for at, words, name in columns
        ),
    ]
