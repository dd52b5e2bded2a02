"""A report as PDF on A4, set in the fonts that ship with the project: words read back out of it are
what went in, in every script. A letter that no font has is named, and nothing is written.

Arabic is set in a font whose letters carry their dots: one that puts each together of a body and
dots of its own draws the same, and falls apart when it is copied out. Where one line holds scripts
of both directions, its parts come back whole, in the order that the reader thinks right.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from typing import Any

from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import MethodReturnValue, WrapMode, XPos, YPos
from fpdf.fonts import FontFace, Glyph, TTFFont

from graph_model.errors import LinkagesError
from graph_model.shipped import shipped
from loaders.take_out.equal_files import EPOCH
from loaders.take_out.report_shape import (
    CAPTION,
    Report,
    ReportFigure,
    behind,
    reference_told,
    references,
    shown_rows,
)

FOLDER = shipped() / "static"
SANS, BOLD = "public-sans-400", "public-sans-600"
#: Asked in this order for letters that the first lacks; the last is large, and only what is used of
#: it goes into the file.
OTHERS = (
    "noto-sans-cyrillic-400",
    "noto-sans-greek-400",
    "vazirmatn-400",
    "noto-sans-arabic-400",
    "noto-sans-hebrew-400",
    "linkages-cjk-400",
)
ARABIC = "vazirmatn-400"
#: Two letters drawn as one, and the one sign that stands for both: readers of a PDF turn the
#: letters of a line from right to left round, and would turn these two as well.
LIGATURES: dict[tuple[int, ...], int] = {
    (0x0644, 0x0622): 0xFEF5,
    (0x0644, 0x0623): 0xFEF7,
    (0x0644, 0x0625): 0xFEF9,
    (0x0644, 0x0627): 0xFEFB,
}
#: What stands in brackets behind a word of these scripts is of the text around it.
BRACKET, TO_THE_RIGHT = re.compile("([\u0590-\u077f])(\\s*[\\[(])"), "\N{LEFT-TO-RIGHT MARK}"
#: Letters of the scripts that run from right to left, and whose letters join.
RIGHT_TO_LEFT = frozenset(range(0x0590, 0x0780))


@dataclass(frozen=True)
class Typesetting:
    """How a report is set: sizes in points, leading, the gaps after heading, paragraph and line,
    and the margins in millimetres.
    """

    size: float
    small: float
    leading: float
    headings: tuple[float, float, float]
    gaps: tuple[float, float, float]
    margins: tuple[float, float]


USUAL = Typesetting(10.0, 8.0, 1.45, (20.0, 14.0, 11.5), (1.5, 1.2, 0.6), (20.0, 18.0))
#: For a report of few pages.
DENSE = Typesetting(8.7, 7.0, 1.3, (15.0, 10.5, 9.5), (0.5, 0.6, 0.3), (17.0, 14.0))
GREY, LINE = (95, 99, 104), (200, 204, 208)


class MissingLetters(LinkagesError):
    """Letters that no font of the project has."""


def as_pdf(report: Report) -> bytes:
    """One PDF. Raises `MissingLetters`."""
    known = references(report) if report.numbered else None
    _check(report)
    page = _PdfReport(report)
    page.heading(report.title, 1)
    for sentence in report.sentences:
        page.paragraph(sentence)

    for section in report.sections:
        if section.figure:
            page.make_room(section.figure)
        page.heading(section.title, section.level)
        if section.says:
            page.paragraph(section.says)
        if section.figure:
            page.figure(section.figure)
        for line in section.lines:
            page.bullet(f"{line.text} {behind(line, known)}".strip())
        if section.rows:
            page.grid(*shown_rows(section, known))
        elif section.empty:
            page.paragraph("Nothing is recorded.")

    if known and report.dense:
        page.add_page()
    if known:
        page.heading("References", 2)
    for its in (known or {}).values():
        page.paragraph(reference_told(its), page.type.small, its.address)
    return bytes(page.output())


def _told(text: str) -> str:
    """Text as it is set: composed letters, one line, nothing that only steers."""
    plain = unicodedata.normalize("NFC", text).replace("\n", " ")
    return "".join(char for char in plain if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))


class _PdfReport(FPDF):
    """The sheets of one report."""

    def __init__(self, report: Report) -> None:
        super().__init__("landscape" if report.wide else "portrait", "mm", "A4")
        self.type = DENSE if report.dense else USUAL
        self.set_margins(*self.type.margins)
        self.set_auto_page_break(True, self.type.margins[1])
        self.set_title(_told(report.title))
        self.set_creation_date(EPOCH.replace(tzinfo=UTC))
        self.set_lang("en")
        self.add_font("sans", "", str(FOLDER / f"{SANS}.ttf"))
        self.add_font("sans", "B", str(FOLDER / f"{BOLD}.ttf"))
        used = frozenset(map(ord, "".join(_texts(report))))
        needed = [name for name in OTHERS if used - _letters(SANS) & _letters(name)]
        for name in needed:
            self.add_font(name, "", str(FOLDER / f"{name}.ttf"))
        if ARABIC in needed:
            self._whole_ligatures()
        self.set_fallback_fonts(needed, exact_match=False)
        self.set_text_shaping(bool(used & RIGHT_TO_LEFT))
        self.add_page()

    def _whole_ligatures(self) -> None:
        """Let each of `LIGATURES` be read back as the one sign that a reader takes apart
        rightly.
        """
        font = self.fonts[ARABIC]
        assert isinstance(font, TTFFont)
        given = font.subset.get_glyph

        @cache
        def glyph(
            glyph: int | None = None,
            unicode: int | tuple[int, ...] | None = None,
            glyph_name: str | None = None,
            glyph_width: int | None = None,
        ) -> Glyph | None:
            one = LIGATURES.get(unicode) if isinstance(unicode, tuple) else None
            return given(glyph, (one,) if one else unicode, glyph_name, glyph_width)

        font.subset.get_glyph = glyph

    def multi_cell(self, *given: Any, **named: Any) -> Any:
        """Each text says its font again: after one that is all in another script the library takes
        that for the font of the page (2.8.9), and the next text is lost.
        """
        self.current_font_is_set_on_page = False
        return super().multi_cell(*given, **named)

    def footer(self) -> None:
        """The number of the page."""
        self.set_y(-13)
        self.set_font("sans", "", self.type.small)
        self.set_text_color(*GREY)
        self.cell(0, 5, str(self.page_no()), align="R")
        self.set_text_color(0, 0, 0)

    def heading(self, text: str, level: int) -> None:
        """A heading that also stands in the outline, never alone at the foot of a page."""
        size = self.type.headings[level - 1]
        if self.will_page_break(size + 12):
            self.add_page()
        gap, *_ = self.type.gaps
        self.ln(1 if level == 1 else 2 * gap)
        self.set_font("sans", "B", size)
        if level > 1:
            self.start_section(_told(text), level - 2)
        self._text(text, size)
        self.ln(gap)

    def paragraph(self, text: str, size: float = 0.0, link: str = "") -> None:
        """Running text; with an address to open, all of it opens that."""
        self.set_font("sans", "", size or self.type.size)
        self._text(text, size or self.type.size, link)
        self.ln(self.type.gaps[1])

    def figure(self, figure: ReportFigure) -> None:
        """A picture as wide as the text, or as high as the page leaves room, with its caption on
        the same page.
        """
        wide = self._width(figure)
        if self.will_page_break(wide * figure.ratio):
            self.add_page()
        self.image(io.BytesIO(figure.png()), w=wide, alt_text=_told(figure.alt))
        self.ln(1)
        self.paragraph(figure.caption, self.type.small)

    def make_room(self, figure: ReportFigure) -> None:
        """A page on which a picture stands under its heading."""
        if self.will_page_break(self._width(figure) * figure.ratio + CAPTION - 1):
            self.add_page()

    def _width(self, figure: ReportFigure) -> float:
        return min(self.epw, (self.eph - CAPTION) / figure.ratio)

    def bullet(self, text: str) -> None:
        """A line of a list."""
        size, left = self.type.size, self.l_margin
        self.set_font("sans", "", size)
        self.set_x(left)
        self.cell(5, size * self.type.leading * 0.3528, "•")
        self.set_left_margin(left + 5)
        self.set_x(left + 5)
        self._text(text, size)
        self.set_left_margin(left)
        self.ln(self.type.gaps[2])

    def grid(self, header: tuple[str, ...], lines: tuple[tuple[str, ...], ...]) -> None:
        """A table; its headings come again on each page, and its columns have room for what they
        hold.
        """
        small = self.type.small
        self.set_font("sans", "", small)
        self.set_draw_color(*LINE)
        with self.table(
            col_widths=_widths(header, lines),
            line_height=small * self.type.leading * 0.3528,
            padding=0.8,
            text_align="LEFT",
            headings_style=FontFace(emphasis="BOLD"),
            borders_layout="HORIZONTAL_LINES",
        ) as table:
            for line in (header, *lines):
                table.row([_told(cell) for cell in line])
        self.ln(2)

    def _text(self, text: str, size: float, link: str = "") -> None:
        height = size * self.type.leading * 0.3528
        told = BRACKET.sub(rf"\1{TO_THE_RIGHT}\2", _told(text))
        self.multi_cell(
            0,
            height,
            self._whole_addresses(told) if "://" in told else told,
            align="L",
            new_x=XPos.LMARGIN,
            new_y=YPos.NEXT,
            wrapmode=WrapMode.WORD,
            link=link if link.startswith("http") else "",
        )

    def _whole_addresses(self, text: str) -> str:
        """Text in which an address is broken before a hyphen, never behind one: readers of a PDF
        take a hyphen at the end of a line for one that parts a word, and drop it
        (findings/pdfium-hyphen-at-line-end.sh).
        """
        while True:
            at = 0
            for line in self.multi_cell(0, 0, text, dry_run=True, output=MethodReturnValue.LINES):
                begun = text.find(line, at)
                if begun < 0:  # set in another order: right to left
                    return text
                at = begun + len(line)
                if line.endswith("-") and _in_an_address(text, at):
                    break
            else:
                return text
            text = f"{text[: at - 1]}\n{text[at - 1 :]}"


def _in_an_address(text: str, at: int) -> bool:
    """Whether a break at this place is within an address.

    >>> _in_an_address("see https://a.example/b-c", 23), _in_an_address("a-b https://c", 2)
    (True, False)
    """
    if text[at : at + 1].isspace() or at >= len(text):
        return False
    begun = re.split(r"[ \u200e]", text[:at])[-1]
    return "://" in begun.replace("\n", "")


def _widths(header: tuple[str, ...], lines: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
    """Parts of the width by what the columns hold: room for the longest word, and long texts get
    more, but not all.

    >>> _widths(("a", "b"), (("x", "word " * 40),))
    (9, 45)
    """
    columns = [(head, *cells) for head, *cells in zip(header, *lines, strict=True)]
    return tuple(
        max(
            9,
            min(16, 3 + max(len(word) for cell in column for word in [*cell.split(), ""])),
            min(45, sum(map(len, column)) // len(column)),
        )
        for column in columns
    )


def _texts(report: Report) -> Iterator[str]:
    """Every text of a report."""
    yield from (_told(text) for text in (report.title, *report.sentences))
    for section in report.sections:
        yield from map(_told, (section.title, section.says, *section.header))
        if section.figure:
            yield _told(section.figure.caption)
        yield from (_told(line.text) for line in section.lines)
        yield from (_told(cell) for row in section.rows for cell in row)


def _check(report: Report) -> None:
    """Raises `MissingLetters` with the first text that cannot be set."""
    known = frozenset().union(*(_letters(name) for name in (SANS, *OTHERS)))
    for text in _texts(report):
        if lacking := sorted({char for char in text if ord(char) not in known and char != " "}):
            letters = ", ".join(f"{char} (U+{ord(char):04X})" for char in lacking[:5])
            raise MissingLetters(
                f"No font of the project has {letters}, in “{text[:80]}”. Nothing was written; take"
                " Word (.docx) or Markdown, which use the fonts of who reads."
            )


@cache
def _letters(name: str) -> frozenset[int]:
    """The letters of a font."""
    with TTFont(FOLDER / f"{name}.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())
