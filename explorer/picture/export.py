"""A picture as a file of the kind that is asked for."""

from __future__ import annotations

from explorer.picture.files import as_pdf, as_png
from explorer.picture.html import as_html, tables
from explorer.picture.svg import as_svg
from graph_model.picture import Picture

#: Kinds of file, and what they are to a browser.
KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "html": "text/html"}


def as_file(picture: Picture, kind: str) -> bytes:
    """The picture as svg, png, pdf or html, with its recipe inside."""
    recipe = picture.recipe
    if kind == "svg":
        return as_svg(picture).encode()
    drawn = as_svg(picture, carry_fonts=False, recipe=False, points=kind == "pdf")
    if kind == "png":
        return as_png(drawn, recipe)
    if kind == "pdf":
        return as_pdf(drawn, recipe)
    return as_html(drawn, recipe, picture.title, tables(picture)).encode()
