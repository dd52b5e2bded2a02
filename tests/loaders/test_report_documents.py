"""Reports as Word and PDF: what is read back out of the file is what went in, in every script."""

from __future__ import annotations

import io
import re

import docx
import pypdf
import pypdfium2
import pytest

from loaders.take_out.report_files import Report, ReportLine, ReportSection
from loaders.take_out.report_pdf import MissingLetters, as_pdf
from loaders.take_out.report_word import as_docx

LAW = "https://eur-lex.europa.eu/legal-content/1"
NAMES = (
    "Łódź",
    "İstanbul",
    "Việt Nam",
    "中华人民共和国",
    "日本国",
    "대한민국",
    "משרד הכלכלה",
    "Міністерство",
    "Ελλάδα",
    "Türkiye – “quoted”",
    "العربية السعودية",
    "وزارة الاقتصاد والتجارة",
    "الإمارات والأردن الآن",
    "پاکستان گفتگو ڈیٹا",
    "ئۇيغۇر",
)


def report(*names: str, numbered: bool = True) -> Report:
    """Names as prose and as a table."""
    table = tuple((name, LAW, "2026-11-27") for name in names)
    lines = tuple(ReportLine(name, LAW, "2026-11-27") for name in names)
    section = ReportSection("Names", "All of them.", ("name", "source", "as of"), table, lines)
    return Report("x", "A report", ("One sentence.",), (section,), numbered)


def read(pdf: bytes) -> str:
    """The text of a PDF, by another program than wrote it."""
    paper = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in paper)


@pytest.mark.long
def test_a_pdf_gives_back_what_went_in() -> None:
    for name in NAMES:
        told = read(as_pdf(report(name)))
        assert told.count(name) == 2, name
        assert f"[1] {LAW} (official text, as of 2026-11-27)" in told


@pytest.mark.long
def test_the_text_after_another_script_is_not_lost() -> None:
    for name in NAMES:
        told = read(as_pdf(Report("x", "A report", (name, "plain words", name, "and more"), ())))
        assert "plain words" in told, name
        assert "and more" in told, name


@pytest.mark.long
def test_an_address_is_whole_wherever_its_line_ends() -> None:
    """Readers drop a hyphen at the end of a line, and the address would lead nowhere."""
    words = "-".join(["agreement"] * 40)
    addresses = [f"https://a.example/{'b' * count}{words}" for count in range(12)]
    lines = tuple(ReportLine(f"Line {at}", at, "2026-11-27") for at in addresses)
    for numbered in (True, False):
        section = ReportSection("S", "", (), (), lines)
        pdf = as_pdf(Report("x", "A report", (), (section,), numbered))
        told = re.sub(r"\s", "", read(pdf))
        assert [at for at in addresses if at not in told] == []


def test_each_source_opens_from_the_list() -> None:
    pdf = pypdf.PdfReader(io.BytesIO(as_pdf(report("Łódź"))))
    linked = [
        note.get_object()["/A"]["/URI"] for page in pdf.pages for note in page.get("/Annots", [])
    ]
    assert linked == [LAW]
    paper = docx.Document(io.BytesIO(as_docx(report("Łódź"))))
    assert [its.address for its in paper.paragraphs[-1].hyperlinks] == [LAW]


def test_arabic_is_drawn_joined() -> None:
    joined, single = (_width(as_pdf(Report("x", "T", (text,), ()))) for text in ("بين", "ب ي ن"))
    assert joined < 0.6 * single, "letters that stand alone are wide, and spaces part them"


def _width(pdf: bytes) -> float:
    """How wide the Arabic of a page is."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [
        page.get_charbox(at)
        for at in range(page.count_chars())
        if "\u0600" <= page.get_text_range(at, 1) <= "\u06ff"
    ]
    return float(max(box[2] for box in boxes) - min(box[0] for box in boxes))


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingLetters, match=r"ᚠ \(U\+16A0\), in “Futhark ᚠ”"):
        as_pdf(report("Futhark ᚠ"))


def test_word_gives_back_what_went_in() -> None:
    paper = docx.Document(io.BytesIO(as_docx(report(*NAMES, "a\x01b"))))
    told = [part.text for part in paper.paragraphs]
    assert told[:4] == ["A report", "One sentence.", "Names", "All of them."]
    assert [f"{name} [1]" for name in (*NAMES, "a\ufffdb")] == told[4 : 5 + len(NAMES)]
    (table,) = paper.tables
    assert [cell.text for cell in table.rows[1].cells] == ["Łódź", "[1]"]
    assert told[-1] == f"[1] {LAW} (official text, as of 2026-11-27)"


def test_without_numbers_the_address_stands_behind_the_line() -> None:
    paper = docx.Document(io.BytesIO(as_docx(report("Łódź", numbered=False))))
    assert f"Łódź {LAW}" in [part.text for part in paper.paragraphs]
    assert [cell.text for cell in paper.tables[0].rows[1].cells] == ["Łódź", LAW, "2026-11-27"]
