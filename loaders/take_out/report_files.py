"""A report as Markdown, as an Excel workbook, and as CSV tables in one archive, and every way to
write one. Equal reports are equal files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from loaders.csv_text import csv_text, guarded
from loaders.take_out.equal_files import workbook_bytes, zipped
from loaders.take_out.report_shape import (
    Report,
    ReportFigure,
    ReportLine,
    ReportSection,
    SourceReference,
    behind,
    references,
    rows,
    shown_rows,
)

__all__ = ["WRITERS", "Report", "ReportFigure", "ReportLine", "ReportSection", "rows"]

ADDRESS, MARKS = re.compile(r"https?://[^\s\[\]*`!()]+"), re.compile(r"([*_`\[\]#!])")


def as_markdown(report: Report, beside: bool = False) -> bytes:
    """One Markdown file; what data brings is plain text there. Where the files of its pictures
    stand `beside` it they are shown, else each is told in words.
    """
    parts = [f"# {_plain(report.title)}", *(_plain(sentence) for sentence in report.sentences)]
    known = references(report) if report.numbered else None
    for section in report.sections:
        parts += [f"{'#' * section.level} {_plain(section.title)}"]
        parts += [_plain(section.says)] if section.says else []
        if its := section.figure:
            shown = f"![{_alone(its.alt)}]({its.name}.png)" if beside else _plain(its.alt)
            parts += [shown, f"*{_plain(its.caption)}*"]
        if section.lines:
            parts.append("\n".join(f"- {_cited(line, known)}" for line in section.lines))
        if section.rows:
            header, table = shown_rows(section, known)
            lines = [
                header,
                ("---",) * len(header),
                *(tuple(_cell(cell) for cell in row) for row in table),
            ]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
        elif section.empty:
            parts.append("Nothing is recorded.")
    if known:
        parts += ["## References", "\n".join(_reference(its) for its in known.values())]
    return ("\n\n".join(parts) + "\n").encode()


def _cited(line: ReportLine, known: dict[str, SourceReference] | None) -> str:
    """A line with its sources behind it."""
    parts = (line.text, behind(line, known))
    return " ".join(_plain(part.replace("\n", " ")) for part in parts if part)


def _reference(its: SourceReference) -> str:
    return f"{its.number}. {_plain(its.address)}" + (f" ({its.says})" if its.says else "")


Table = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]


def tables(report: Report) -> Iterator[Table]:
    """Title, header and rows of every table; the prose of a section and its parts is one more, with
    a sentence a row.
    """
    told: dict[str, list[tuple[str, ...]]] = {}
    main = ""
    for section in report.sections:
        main = section.title if section.level == 2 else main
        told.setdefault(main, []).extend(
            (section.title, line.text, line.sources, line.as_of) for line in section.lines
        )
        if section.header:
            yield section.title, section.header, section.rows

    for title, lines in told.items():
        if lines:
            yield f"{title} in words", ("part", "sentence", "source", "as of"), rows(lines)


def as_zip(report: Report) -> bytes:
    """One CSV file per table, the pictures, and the whole as Markdown beside them."""
    files: dict[str, bytes] = {}
    for number, (title, header, lines) in enumerate(tables(report), start=1):
        files[f"{number}-{_slug(title)}.csv"] = csv_text(header, lines).encode()
    for section in report.sections:
        if section.figure:
            files[f"{section.figure.name}.png"] = section.figure.png()
    files["report.md"] = as_markdown(report, beside=True)
    return zipped(files)


def as_workbook(report: Report) -> bytes:
    """One workbook: a first sheet with the sentences, then a sheet per table."""
    from openpyxl import Workbook  # each way to write is fetched when a paper is written so
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    first = book.active
    first.title = "Report"
    for line in (report.title, *report.sentences):
        first.append([guarded(line)])
    first["A1"].font = Font(bold=True, size=14)
    first.column_dimensions["A"].width = 110
    for number, (title, header, lines) in enumerate(tables(report), start=1):
        sheet = book.create_sheet(f"{number} {_slug(title)}"[:31])
        for row in (header, *lines):
            sheet.append([guarded(cell) for cell in row])
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column in sheet.columns:
            sheet.column_dimensions[column[0].column_letter].width = min(
                60, max(10, *(len(str(cell.value or "")) + 2 for cell in column))
            )
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.freeze_panes = "A2"
    return workbook_bytes(book)


def as_docx(report: Report) -> bytes:
    """A document of Word."""
    from loaders.take_out import report_word

    return report_word.as_docx(report)


def as_pdf(report: Report) -> bytes:
    """A4 pages. Raises `MissingLetters`."""
    from loaders.take_out import report_pdf

    return report_pdf.as_pdf(report)


#: Endings of report files, what they are to a browser, and their writer.
WRITERS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    ".md": ("text/markdown", as_markdown),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
    ".zip": ("application/zip", as_zip),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    ".pdf": ("application/pdf", as_pdf),
}


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|").replace("\n", " ")


def _plain(text: str) -> str:
    """No HTML and no Markdown of the data's own; addresses stay as they are."""
    parts = re.split(r"(\s+)", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
    return "".join(part if ADDRESS.fullmatch(part) else MARKS.sub(r"\\\1", part) for part in parts)


def _alone(text: str) -> str:
    """Text within brackets of Markdown."""
    return _plain(text).replace("\n", " ")


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
