"""What real files brought to light: odd styles, other formats, formats that change what was typed,
leftovers beyond the table. Each comes in as its sheet shows it, or is refused in words.
"""

from __future__ import annotations

import base64
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P

from graph_model.snapshot import Snapshot
from loaders.check.row_checks import CheckedRows, check_paths, check_sources
from loaders.problems import Problem
from loaders.read.grids import Grid
from loaders.read.tables import SourceFile, grids
from loaders.take_out.export import template
from loaders.write.load import preview, takes_all
from tests.loaders.sheets import ods, part, strict, xlsx

HEADER = ["id", "name", "stakeholder_group", "as_of", "confidence"]
EDRI = ["edri", "EDRi", "civil_society", "2026", "verified"]
OLD_XLS = Path(__file__).parent / "files" / "contacts.xls"


def check(name: str, data: bytes | str) -> CheckedRows:
    held = data if isinstance(data, bytes) else data.encode()
    return check_sources([SourceFile(name, held)], "test")


def only(name: str, data: bytes) -> Grid:
    (grid,) = grids(SourceFile(name, data))
    assert isinstance(grid, Grid)
    return grid


def refused(checked: CheckedRows) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.code) for problem in checked.problems]


PLAIN = xlsx(member=[HEADER, EDRI])


@pytest.mark.parametrize(
    "data",
    [
        part(PLAIN, "xl/styles.xml", lambda text: text.replace("<fills>", "<fills><fill/>")),
        part(
            PLAIN,
            "xl/styles.xml",
            lambda text: text.replace("<patternFill", '<patternFill extLst="x"', 1),
        ),
        part(
            PLAIN,
            "xl/styles.xml",
            lambda text: text.replace("<cellStyle ", "<cellStyle oddity='1' "),
        ),
        part(PLAIN, "docProps/.*", lambda text: "<broken"),
        part(
            PLAIN,
            "xl/worksheets/sheet1.xml",
            lambda text: text.replace("<sheetData>", '<dimension ref="A1"/><sheetData>'),
        ),
        part(PLAIN, "xl/worksheets/sheet1.xml", lambda text: text.replace(' r="A1"', "")),
        strict(PLAIN),
        ods(member=[HEADER, EDRI]),
    ],
    ids=["empty fill", "fill", "style", "properties", "dimension", "no reference", "strict", "ods"],
)
def test_odd_workbooks_are_read_like_any(data: bytes) -> None:
    name = "all.ods" if b"opendocument" in data[:200] else "all.xlsx"
    checked = check(name, data)
    assert checked.problems == []
    assert [row.id for row in checked.rows.nodes] == ["edri"]


def test_a_file_from_which_no_table_came_is_a_problem() -> None:
    for data in (xlsx(_notes=[["x"]]), xlsx(Sheet2=[]), xlsx(None, **{"talk (ignore)": [["x"]]})):
        assert [problem.code for problem in check("a.xlsx", data).problems] == ["no-table"]


def test_hidden_lists_and_empty_sheets_stop_nothing() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["Lists"].sheet_state = "hidden"

    data = xlsx(hide, member=[HEADER, EDRI], Lists=[["a"], ["b"]], Sheet2=[])
    assert check("all.xlsx", data).problems == []


def test_a_load_that_brings_nothing_and_takes_all_away_is_told_apart() -> None:
    before = Snapshot(check("member.csv", f"{','.join(HEADER)}\n{','.join(EDRI)}\n").rows)
    nothing = check_sources([SourceFile("issue.csv", b"id,name,level,as_of,confidence\n")], "test")
    assert takes_all(preview(nothing, before, "", "test").changes)


def test_a_format_on_a_far_cell_is_no_row() -> None:
    def far(book: openpyxl.Workbook) -> None:
        book["member"].cell(1_000_000, 5_000).number_format = "0.00"

    grid = only("a.xlsx", xlsx(far, member=[HEADER, EDRI]))
    assert [number for number, _ in grid.rows] == [1, 2]
    assert max(len(cells) for _, cells in grid.rows) == len(HEADER)


def test_errors_and_words_for_nothing_are_no_names() -> None:
    def error(book: openpyxl.Workbook) -> None:
        book["member"]["B2"].data_type = "e"

    data = xlsx(error, member=[HEADER, ["a", "#N/A", *EDRI[2:]], ["b", "nan", *EDRI[2:]]])
    assert refused(check("a.xlsx", data)) == [
        (2, "name", "spreadsheet-error"),
        (3, "name", "no-value-word"),
    ]


def test_of_a_formula_the_stored_value_is_taken_and_said() -> None:
    def array(text: str) -> str:
        cell = '<c r="B2" t="str"><f t="array" ref="B2">UPPER("b")</f><v>EDRi</v></c>'
        return text.replace('<c r="B2" t="inlineStr"><is><t>EDRi</t></is></c>', cell).replace(
            '<c r="B2" t="s"><v>6</v></c>', cell
        )

    checked = check("a.xlsx", part(PLAIN, "xl/worksheets/sheet1.xml", array))
    assert checked.problems == []
    assert checked.rows.nodes[0].name == "EDRi"
    assert any("1 formula" in notice for notice in checked.notices)
    unworked = xlsx(member=[HEADER, ["a", "=1+1", *EDRI[2:]]])
    assert refused(check("a.xlsx", unworked)) == [(2, "name", "formula")]


@pytest.mark.parametrize(
    ("shown", "reads"),
    [
        ("yyyy-mm-dd", "2018-03-01"),
        ("mmm-yy", "2018-03"),
        ("mmmm yyyy", "2018-03"),
        ("yyyy", "2018"),
    ],
)
def test_a_date_is_as_exact_as_its_format_shows_it(shown: str, reads: str) -> None:
    def dress(book: openpyxl.Workbook) -> None:
        book["member"]["D2"].number_format = shown

    data = xlsx(dress, member=[HEADER, ["edri", "EDRi", "civil_society", date(2018, 3, 1), "x"]])
    assert only("a.xlsx", data).rows[1][1][3] == reads


def test_both_calendars_of_excel_give_the_same_day() -> None:
    def mac(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    rows: list[list[object]] = [["d"], [date(2018, 3, 1)]]
    assert only("a.xlsx", xlsx(mac, s=rows)).rows == only("a.xlsx", xlsx(s=rows)).rows


def test_a_year_under_a_format_for_days_is_said() -> None:
    def dress(book: openpyxl.Workbook) -> None:
        book["member"]["D2"].number_format = "yyyy"

    data = xlsx(dress, member=[HEADER, ["edri", "EDRi", "civil_society", 2018, "verified"]])
    (problem,) = check("a.xlsx", data).problems
    assert (problem.code, problem.row, problem.column) == ("not-a-date", 2, "as_of")
    assert "the cell holds 2018" in problem.cell


def test_line_ends_by_number_are_decoded() -> None:
    def coded(text: str) -> str:
        return text.replace("EDRi", "ED_x000D_\nRi")

    data = part(PLAIN, r"xl/(sharedStrings|worksheets/sheet1)\.xml", coded)
    assert check("a.xlsx", data).rows.nodes[0].text("name") == "ED\nRi"


def test_the_template_keeps_what_is_typed(tmp_path: Path) -> None:
    template(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "linkages-template.xlsx")
    engagement, covers = book["engagement"], book["covers"]
    assert engagement.column_dimensions["C"].number_format == "@", "the date"
    assert covers.column_dimensions["C"].number_format == "@", "the article: 14.10 is not 14.1"
    lists = {str(each.sqref): each.formula1 for each in engagement.data_validations.dataValidation}
    assert any("meeting" in str(choices) for choices in lists.values())


def test_other_files_of_a_folder_are_said(tmp_path: Path) -> None:
    (tmp_path / "member.csv").write_text(f"{','.join(HEADER)}\n{','.join(EDRI)}\n")
    (tmp_path / "minutes.docx").write_text("x")
    assert check_paths([tmp_path], "d").notices == ["minutes.docx is no table and was passed over"]
    (tmp_path / "issue.txt").write_text("x")
    assert [(its.file, its.code) for its in check_paths([tmp_path], "d").problems] == [
        ("issue.txt", "unknown-file")
    ]


ACADEMIA = "apc,APC,academia,2026,verified"


@pytest.mark.parametrize(
    "text",
    [
        f"sep=;\n{';'.join(HEADER)}\n{';'.join(EDRI)}\n",
        f"ID,Name,Stakeholder Group,As of,Confidence\n{','.join(EDRI)}\n",
        f"{','.join(HEADER)},,\n{','.join(EDRI)},,\n",
        f"{','.join(HEADER)}\n{','.join(EDRI)},,\n",
        f"Our members 2026,,,,\n\n{','.join(HEADER)}\n{','.join(EDRI)}\n",
        f"\n\n{','.join(HEADER)}\n{','.join(EDRI)}\n",
        "|".join(HEADER) + "\n" + "|".join(EDRI) + "\n",
    ],
    ids=["sep", "capitals", "trailing commas", "in rows only", "title", "blank rows", "bars"],
)
def test_headings_of_real_files(text: str) -> None:
    checked = check("member.csv", text)
    assert checked.problems == []
    assert [row.id for row in checked.rows.nodes] == ["edri"]
    wide = text.encode("utf-16-le")
    assert check("member.csv", wide).problems == [], "UTF-16 without a mark"


def test_a_row_is_named_as_the_sheet_shows_it() -> None:
    rows = [[], [None, None, "Our members"], [], [None, None, *HEADER]]
    bad = [None, None, "a", "", *EDRI[2:]]
    assert refused(check("a.xlsx", xlsx(member=[*rows, bad]))) == [(5, "name", "empty-required")]
    missing = [[], [], HEADER[:-1], EDRI[:-1]]
    assert refused(check("a.xlsx", xlsx(member=missing))) == [(3, "confidence", "missing-column")]


def test_one_line_of_another_encoding_is_named() -> None:
    good = f"{','.join(HEADER)}\nl,Łódź,academia,2026,verified\n".encode()
    (problem,) = check("member.csv", good + "q,Québec,academia,2026,x\n".encode("cp1252")).problems
    assert (problem.code, problem.row) == ("wrong-encoding", 3)
    assert "0xe9" in problem.sentence
    old = f"{','.join(HEADER)}\nq,Québec,academia,2026,verified\n".encode("cp1252")
    assert check("member.csv", old).rows.nodes[0].name == "Québec"


def test_one_unquoted_comma_is_one_problem() -> None:
    wide = [*HEADER, "url", "note"]
    row = "edri,EDRi, Brussels,civil_society,2026,verified,,"
    (problem,) = check("member.csv", f"{','.join(wide)}\n{row}\n{ACADEMIA},,\n").problems
    assert problem.code == "row-too-long"
    assert problem.sentence.startswith("one cell too many")


@pytest.mark.parametrize("between", [" ; ", ";", ", ", "\n", " "])
def test_several_addresses_in_a_cell(between: str) -> None:
    cell = f"https://a.org{between}https://b.org"
    data = xlsx(member=[[*HEADER, "source_url"], [*EDRI, cell]])
    checked = check("a.xlsx", data)
    assert checked.problems == []
    assert checked.rows.nodes[0].text("source_url") == "https://a.org ; https://b.org"


def test_hidden_rows_are_read_and_said() -> None:
    def hide(book: openpyxl.Workbook) -> None:
        book["member"].row_dimensions[2].hidden = True

    checked = check("a.xlsx", xlsx(hide, member=[HEADER, EDRI]))
    assert [row.id for row in checked.rows.nodes] == ["edri"]
    assert any("1 hidden row" in notice for notice in checked.notices)


def test_an_open_document_shows_errors_and_line_breaks() -> None:
    document = OpenDocumentSpreadsheet()
    table = Table(name="s")
    document.spreadsheet.addElement(table)
    table.addElement(TableRow(numberrowsrepeated=2))
    row = TableRow(visibility="collapse")
    text = P(text="two")
    text.addElement(LineBreak())
    text.addText("lines")
    for cell, inside in (
        (TableCell(valuetype="string"), text),
        (TableCell(valuetype="float", value="0", formula="of:=1/0"), P(text="#DIV/0!")),
        (TableCell(valuetype="float", value="2019"), P(text="2019")),
        (TableCell(valuetype="date", datevalue="2018-03-01T09:00:00"), P(text="1 March")),
        (TableCell(numbercolumnsrepeated=16_000), None),
    ):
        if inside:
            cell.addElement(inside)
        row.addElement(cell)
    table.addElement(row)
    table.addElement(TableRow(numberrowsrepeated=1_048_000))
    path = Path("a.ods")
    grid = only(path.name, _saved(document))
    assert grid.rows == ((3, ("two lines", "#DIV/0!", "2019", "2018-03-01")),)
    assert grid.hidden_rows == {3}


def _saved(document: OpenDocumentSpreadsheet) -> bytes:
    out = io.BytesIO()
    document.write(out)
    return out.getvalue()


def test_an_old_workbook_is_read_with_its_errors_and_formats() -> None:
    grid = only("contacts.xls", OLD_XLS.read_bytes())
    assert grid.rows == (
        (2, ("", "When", "Month", "Who", "Count")),
        (3, ("", "2018-03-01", "2018-03", "EDRi", "2019")),
        (5, ("", "2018-03-02", "2018-04", "#N/A", "14.1")),
    )
    assert grid.hidden_rows == {3}
    assert isinstance(next(grids(SourceFile("a.xls", b"\xd0\xcf\x11\xe0half"))), Problem)
    assert base64.b64encode(OLD_XLS.read_bytes()[:4]) == b"0M8R4A=="
