"""The outline of each shape, once: as an SVG path on a grid of 18 around its middle (9, 9). SVG
draws it as ``<path>``, the canvas of the page as ``Path2D``.
"""

from __future__ import annotations

from graph_model.schema import Shape

GRID = 18
#: Half the width of a mark on that grid.
HALF_WIDTH = 8
OUTLINES: dict[Shape, str] = {
    "circle": "M1.8 9a7.2 7.2 0 1 0 14.4 0a7.2 7.2 0 1 0-14.4 0z",
    "square": "M2.4 2.4h13.2v13.2H2.4z",
    "diamond": "M9 .9 17.1 9 9 17.1.9 9z",
    "hexagon": "M5 2.1h8L17.2 9 13 15.9H5L.8 9z",
    "triangle": "M9 1.4 17.2 16H.8z",
    "triangleDown": "M9 16.6.8 2h16.4z",
    "pentagon": "M9 1.2l8 6-3.1 9.3H4.1L1 7.2z",
    "ring": "M2.4 9a6.6 6.6 0 1 0 13.2 0a6.6 6.6 0 1 0-13.2 0z",
    "door": "M3.6 16.6V7.4a5.4 5.4 0 0 1 10.8 0v9.2z",
    "star": "M9 .9l2.4 5.4 5.9.6-4.4 4 1.2 5.8L9 13.7l-5.1 3 1.2-5.8-4.4-4 5.9-.6z",
    "bar": "M1.4 6h15.2v6H1.4z",
    "flag": "M4 17V1.6h11L11.6 6 15 10.4H4",
}
#: What stands in the middle of a shape, in ink.
MIDDLES: dict[Shape, str] = {"ring": "M7.3 9a1.7 1.7 0 1 0 3.4 0a1.7 1.7 0 1 0-3.4 0z"}


def shape_svg(shape: Shape) -> str:
    """The shape as SVG, filled and stroked as its surroundings say, its middle in `currentColor`.

    >>> shape_svg("bar")
    '<path d="M1.4 6h15.2v6H1.4z"/>'
    """
    middle = MIDDLES.get(shape, "")
    inner = f'<path d="{middle}" fill="currentColor" stroke="none"/>' if middle else ""
    return f'<path d="{OUTLINES[shape]}"/>{inner}'
