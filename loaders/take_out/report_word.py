"""A report as a Word document (DOCX): headings, lists and tables of Word's own, so that others can
work on it. Equal reports are equal files.
"""

from __future__ import annotations

import io
import re

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from loaders.take_out.equal_files import EPOCH, parts_of, zipped
from loaders.take_out.report_shape import (
    CAPTION,
    Report,
    ReportFigure,
    ReportLine,
    SourceReference,
    behind,
    reference_told,
    references,
    shown_rows,
)

#: What XML cannot hold; Word would not open the file.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def as_docx(report: Report) -> bytes:
    """One Word document on A4."""
    paper = Document()
    _page(paper, report)
    known = references(report) if report.numbered else None
    paper.add_heading(_fit(report.title), 0)
    for sentence in report.sentences:
        paper.add_paragraph(_fit(sentence))

    for section in report.sections:
        paper.add_heading(_fit(section.title), section.level - 1)
        if section.says:
            said = paper.add_paragraph(_fit(section.says))
            said.paragraph_format.keep_with_next = bool(section.figure)
        if section.figure:
            _figure(paper, section.figure)
        for line in section.lines:
            paper.add_paragraph(_fit(_told(line, known)), style="List Bullet")
        if section.rows:
            _table(paper, *shown_rows(section, known))
        elif section.empty:
            paper.add_paragraph("Nothing is recorded.")

    if known:
        heading = paper.add_heading("References", 1)
        heading.paragraph_format.page_break_before = report.dense
    for its in (known or {}).values():
        _reference(paper, its)
    return _bytes(paper, report)


def _figure(paper: Paper, figure: ReportFigure) -> None:
    """A picture as wide as the text, or as high as the page leaves room, with its caption."""
    page = paper.sections[0]
    wide, high = (
        (whole or 0) - (before or 0) - (after or 0)
        for whole, before, after in (
            (page.page_width, page.left_margin, page.right_margin),
            (page.page_height, page.top_margin, page.bottom_margin),
        )
    )
    width = min(wide, round((high - Mm(CAPTION)) / figure.ratio))
    shape = paper.add_picture(io.BytesIO(figure.png()), width=Emu(width))
    about = shape._inline.docPr
    about.set("descr", _fit(figure.alt))
    about.set("title", _fit(figure.caption)[:250])
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    paper.add_paragraph(_fit(figure.caption), style="Caption")


def _told(line: ReportLine, known: dict[str, SourceReference] | None) -> str:
    """A line with its sources behind it."""
    return f"{line.text} {behind(line, known)}".strip()


def _reference(paper: Paper, its: SourceReference) -> None:
    """A source of the list at the end; its address opens."""
    before, address, behind = _fit(reference_told(its)).partition(_fit(its.address))
    paragraph = paper.add_paragraph(before)
    if address.startswith("http"):
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paper.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, True))
        link.append(paragraph.add_run(address)._r)
        paragraph._p.append(link)
    else:
        paragraph.add_run(address)
    paragraph.add_run(behind)


def _page(paper: Paper, report: Report) -> None:
    """A4, on its side when a table has many columns, and one type face."""
    page = paper.sections[0]
    sides = [Mm(210), Mm(297)]
    if report.wide:
        page.orientation = WD_ORIENT.LANDSCAPE
        sides.reverse()
    page.page_width, page.page_height = sides
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin = page.bottom_margin = Mm(20)
    paper.styles["Normal"].font.size = Pt(9 if report.dense else 10.5)
    if report.dense:
        _close(paper)


def _close(paper: Paper) -> None:
    """Less room between the lines and around the headings of a report of few pages."""
    page = paper.sections[0]
    page.top_margin = page.bottom_margin = Mm(14)
    page.left_margin = page.right_margin = Mm(17)
    for name, size, before in (("Title", 17, 0), ("Heading 1", 11, 6)):
        style = paper.styles[name]
        style.font.size, style.paragraph_format.space_before = Pt(size), Pt(before)
        style.paragraph_format.space_after = Pt(2)
    for name in ("Normal", "List Bullet"):
        form = paper.styles[name].paragraph_format
        form.space_after, form.line_spacing = Pt(1), 1.0


def _table(paper: Paper, header: tuple[str, ...], lines: tuple[tuple[str, ...], ...]) -> None:
    """A table whose headings come again on each page."""
    table = paper.add_table(rows=0, cols=len(header), style="Table Grid")
    for number, line in enumerate((header, *lines)):
        cells = table.add_row().cells
        for cell, text in zip(cells, line, strict=True):
            run = cell.paragraphs[0].add_run(_fit(text))
            run.font.size, run.bold = Pt(8.5), number == 0
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)
    paper.add_paragraph()


def _fit(text: str) -> str:
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def _bytes(paper: Paper, report: Report) -> bytes:
    """The file, with no hour of its making in it."""
    about = paper.core_properties
    about.title, about.author, about.comments = _fit(report.title)[:250], "", ""
    about.created = about.modified = EPOCH
    made = io.BytesIO()
    paper.save(made)
    return zipped(parts_of(made.getvalue()))
