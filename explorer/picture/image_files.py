"""Pictures as files: SVG, PNG, PDF and HTML, each with the recipe inside that opens it again."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

import resvg_py
import vl_convert

from explorer.picture.image_sheet import RECIPE_ID
from explorer.picture.letters import FOLDER, drawable_text, files_for
from explorer.picture.picture import Recipe
from explorer.picture.styles import SIZES, SheetSize
from graph_model.errors import NoRecipe

if TYPE_CHECKING:  # pypdf is fetched where a PDF is made or read: a tenth of a second of each start
    from pypdf import PdfReader

PNG = b"\x89PNG\r\n\x1a\n"
#: It would tell on standard error how it mends the tables of a PDF that it rewrites anyway.
logging.getLogger("pypdf").setLevel(logging.ERROR)
#: A file that is larger was not made here.
LARGEST = 64_000_000


def as_png(svg: str, recipe: Recipe) -> bytes:
    """An SVG as pixels, drawn by resvg with our own fonts, at the resolution of its size."""
    size = SIZES[recipe.size]
    drawn = pixels(svg, size)
    dots = size.dots_per_metre
    title = drawable_text(recipe.title) or "Linkages"
    parts = (
        _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
        _text("Title", title),
        _text("Software", "Linkages"),
        _text(RECIPE_ID, recipe.to_json()),
    )
    head = len(PNG) + 25  # after the signature and IHDR
    return drawn[:head] + b"".join(parts) + drawn[head:]


def pixels(svg: str, size: SheetSize) -> bytes:
    """An SVG as a PNG with nothing else in it."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        height=round(size.pixels / size.width * size.height),
        skip_system_fonts=True,
        font_files=files_for(svg),
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _text(keyword: str, text: str) -> bytes:
    """A compressed international text chunk (PNG 3rd edition, 11.3.3.4)."""
    return _chunk(b"iTXt", keyword.encode() + b"\0\1\0\0\0" + zlib.compress(text.encode()))


def pdf_page(svg: str) -> PdfReader:
    """An SVG (measured in points) as one page of vectors with real text and its fonts inside."""
    from pypdf import PdfReader

    _register_fonts()
    return PdfReader(io.BytesIO(vl_convert.svg_to_pdf(svg)))


def as_pdf(svg: str, recipe: Recipe) -> bytes:
    """An SVG as one page, with the recipe attached."""
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=pdf_page(svg))
    writer.add_metadata(
        {"/Title": drawable_text(recipe.title) or "Linkages", "/Creator": "Linkages"}
    )
    writer.add_attachment(f"{RECIPE_ID}.json", recipe.to_json().encode())
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FOLDER))


def reopen(data: bytes) -> Recipe:
    """The recipe inside a picture that was made here. Raises `NoRecipe` for any other file."""
    return Recipe.from_json(held_text(data, RECIPE_ID))


def held_text(data: bytes, name: str) -> str:
    """What a file that was made here holds under a name; empty when it is another file, or holds
    nothing there. Raises `NoRecipe` for one that is too large or torn.
    """
    if len(data) > LARGEST:
        raise NoRecipe
    for sign, read in READERS:
        if sign in data[:1024]:
            return read(data, name)
    return ""


def _from_png(data: bytes, name: str) -> str:
    at = len(PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        keyword, _, rest = body.partition(b"\0")
        if kind == b"iTXt" and keyword == name.encode():
            return _unpacked(rest[4:])
        at += 12 + length
    return ""


def _unpacked(data: bytes) -> str:
    """Compressed text, no more of it than a recipe can hold."""
    try:
        return zlib.decompressobj().decompress(data, LARGEST).decode()
    except (zlib.error, ValueError):
        raise NoRecipe from None


def _from_pdf(data: bytes, name: str) -> str:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        found = PdfReader(io.BytesIO(data)).attachments.get(f"{name}.json", [])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoRecipe from None
    return found[0].decode(errors="replace") if found else ""


def _from_svg(data: bytes, name: str) -> str:
    found = re.search(rf'<metadata id="{name}">([^<]*)</metadata>', data.decode(errors="replace"))
    return unescape(found[1]) if found else ""


def _from_html(data: bytes, name: str) -> str:
    inside = re.compile(rf'<script type="application/json" id="{name}">([^<]*)</script>')
    found = inside.search(data.decode(errors="replace"))
    return found[1] if found else ""


READERS: tuple[tuple[bytes, Callable[[bytes, str], str]], ...] = (
    (PNG, _from_png),
    (b"%PDF-", _from_pdf),
    (b"<!doctype html>", _from_html),
    (b"<svg", _from_svg),
)


def script_json(recipe: Recipe) -> str:
    """The recipe so that it can stand in a script element."""
    return in_script(recipe.to_json())


def in_script(text: str) -> str:
    """JSON so that nothing in it ends the script element in which it stands."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
