"""How the kinds of gap look on paper: their inks, their fills, their symbols."""

from __future__ import annotations

from explorer.html.symbols import KIND_MARKS
from explorer.picture.styles import SheetStyle
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


def kind_mark(code: str, style: SheetStyle) -> str:
    """The symbol of a kind around 0,0, as legends and cells draw it."""
    return f'<g color="{kind_ink(code, style)}" transform="translate(-8,-8)">{KIND_MARKS[code]}</g>'


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


def filled_bar(x: float, y: float, wide: float, high: float, fill: str, style: SheetStyle) -> str:
    """A part of the band."""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"'
        f' stroke="{style.second}" stroke-width=".8"/>'
    )
