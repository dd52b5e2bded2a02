"""What real tools do that one would not guess, each held here by what we do instead: names of
economies, unions, rows and cells of sheets, CSV, ids, ties of two kinds.
"""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import networkx as nx
import openpyxl
import pytest

from graph_model.resolver import economy_code, resolve_name
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.grids import Grid
from loaders.read.tables import SourceFile, grids
from loaders.read.xlsx_grid import xlsx_grids
from loaders.sheets.row_keeper import ImportOptions
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.formats import FORMATS
from tests.graphs import graph, node, talks
from tests.loaders.sheets import ods, part, xlsx
from tests.loaders.test_graph_files import tied_twice

WAY = ImportOptions("sheet", "2026-11-27")
ROOT = Path(__file__).parents[2]
ECONOMIES = graph(
    *(
        node("Economy", code, name=name, iso3=code.upper())
        for code, name in {
            "gbr": "United Kingdom", "ukr": "Ukraine", "hkg": "Hong Kong, China", "chn": "China",
            "cze": "Czechia", "caf": "Central African Republic", "chl": "Chile", "deu": "Germany",
            "alb": "Albania", "isl": "Iceland", "ind": "India", "zaf": "South Africa",
            "kor": "Republic of Korea", "prk": "Democratic People's Republic of Korea",
            "tur": "Türkiye", "civ": "Côte d'Ivoire", "twn": "Chinese Taipei",
            "sau": "Saudi Arabia",
        }.items()
    )
)  # fmt: skip


def brought(data: bytes, name: str, before: Snapshot = ECONOMIES) -> ImportPlan:
    return plan([SourceFile(name, data)], before, WAY, {})


def sheet_of(name: str, data: bytes) -> Grid:
    (grid,) = grids(SourceFile(name, data))
    assert isinstance(grid, Grid), grid
    return grid


# ---------------------------------------------------------------- 2: two kinds of tie are two ties


@pytest.mark.parametrize("code", ["gexf", "graphml"])
def test_ties_of_two_kinds_between_two_leave_as_two(tmp_path: Path, code: str) -> None:
    both = tied_twice()
    file = tmp_path / f"graph.{code}"
    file.write_bytes(FORMATS[code].write(Bundle(both, {})))
    read = {"gexf": nx.read_gexf, "graphml": nx.read_graphml}[code](file)
    assert read.number_of_edges() == len(both.relationships)
    ends = {(tie.source, tie.target) for tie in both.relationships}
    assert len(ends) < len(both.relationships), "two stand between the same two"
    for one, other in ends:
        wanted = [tie for tie in both.out(one) if tie.target == other]
        assert read.number_of_edges(one, other) == len(wanted)


# ---------------------------------------------------------------- 5: a year stays a year


def test_a_day_known_as_a_year_or_a_month_stays_one() -> None:
    lines: list[list[object]] = [
        ["Treaty", "Signed", "In force"],
        ["One", 2019, "May 2020"],
        ["Two", "Q2 2017", ""],
    ]
    found = brought(xlsx(Treaties=lines), "treaties.xlsx")
    nodes = {row.name: row for row in found.changes.new.nodes}
    assert (nodes["One"].text("date_signed"), nodes["One"].text("date_in_force")) == (
        "2019",
        "2020-05",
    )
    assert nodes["Two"].text("date_signed") == "2017"


# ---------------------------------------------------------------- 6 and 7: economies and unions


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("UK", "gbr"),
        ("Hong Kong, China", "hkg"),
        ("Czech Republic", "cze"),
        ("Chine", "chn"),
        ("Alemania", "deu"),
        ("Islandia", "isl"),
        ("Korea, Rep.", "kor"),
        ("Republic of Korea", "kor"),
        ("Corée du Sud", "kor"),
        ("Turkey", "tur"),
        ("Côte d’Ivoire", "civ"),
        ("Chinese Taipei", "twn"),
    ],
)
def test_economies_are_known_by_their_exact_names(name: str, code: str) -> None:
    assert economy_code(name.replace("’", "'")) == code
    assert resolve_name(ECONOMIES, name, "Economy").id == code


@pytest.mark.parametrize(
    "name",
    [
        "Southern African Customs Union", "SACU", "Southern African Development Community", "SADC",
        "EFTA", "European Free Trade Association", "GCC", "Gulf Cooperation Council", "Jersey City",
        "China Mobile", "Guadeloupe, France", "Chinetta", "Korea Telecom",
    ],
)  # fmt: skip
def test_a_union_a_company_or_a_city_is_no_economy(name: str) -> None:
    assert economy_code(name) == ""
    assert resolve_name(ECONOMIES, name, "Economy").id == ""
    text = f'Organisation,Group,Country\nA body,NGO,"{name}"\n'
    found = brought(text.encode(), "members.csv")
    assert not [row for row in found.changes.new if isinstance(row, RelationshipRow)]
    assert [its.id for its in found.questions] == [f"name:Economy:{name}"], "it is asked about"


# ---------------------------------------------------------------- 11: sheets


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_rows_and_columns_are_those_of_the_sheet(form: str) -> None:
    lines: list[list[object]] = [
        [],
        [],
        ["", "Date", "Who", "With whom", "How"],
        ["", "2026-01-01", "EDRi", "Ministry of Alpha", "call"],
        ["", "soon", "EDRi", "Ministry of Alpha", "call"],
    ]
    data = xlsx(s=lines) if form == "xlsx" else ods(s=lines)
    found = brought(data, f"contacts.{form}", graph(*talks()))
    (proposal,) = found.proposals
    assert (proposal.table.row, proposal.table.letters[:2]) == (3, ("B", "C"))
    assert [(its.row, its.column) for its in found.problems] == [(5, "Date")]


def test_an_error_is_no_empty_cell_and_a_whole_number_stays_whole() -> None:
    def errors(book: openpyxl.Workbook) -> None:
        book["s"]["B2"].data_type = "e"

    lines: list[list[object]] = [["Organisation", "Group", "Founded"], ["A body", "#N/A", 2019.0]]
    found = brought(xlsx(errors, s=lines), "members.xlsx")
    assert [(its.row, its.column, its.code) for its in found.problems] == [
        (2, "Group", "spreadsheet-error")
    ]
    grid = sheet_of("m.xlsx", xlsx(s=lines))
    assert grid.rows[1][1][2] == "2019"


def test_signs_by_number_are_decoded_before_names_are_compared() -> None:
    data = xlsx(s=[["Organisation", "Group"], ["ED_Ri", "NGO"]])

    def coded(text: str) -> str:
        return text.replace("ED_Ri", "EDRi_x000D_")

    data = part(data, r"xl/(sharedStrings|worksheets/sheet1)\.xml", coded)
    found = brought(data, "members.xlsx", graph(*talks()))
    assert not found.questions
    assert not [row for row in found.changes.new.nodes if row.label == "Member"], "EDRi is there"


def test_an_address_behind_the_words_of_a_cell_is_said() -> None:
    """openpyxl leaves such addresses behind when rows are taken out; ours are columns of text."""

    def link(book: openpyxl.Workbook) -> None:
        sheet = book["Contacts"]
        sheet["B2"].hyperlink = "https://example.org/a"
        sheet["B3"].hyperlink = "https://example.org/b"
        sheet["B3"].value = "https://example.org/b"
        sheet["A2"].hyperlink = "mailto:desk@example.org"

    rows = [["Body", "Source"], ["EFF", "press release"], ["EDRi", "x"]]
    (grid,) = xlsx_grids("sheet.xlsx", xlsx(link, Contacts=rows))
    assert isinstance(grid, Grid)
    assert list(grid.linked) == [(2, 1)]
    (told,) = grid.told
    assert "1 cell with a web address behind the words (the first is B2)" in told


def test_hours_add_up_as_the_workbook_shows_them() -> None:
    def dress(book: openpyxl.Workbook) -> None:
        book["Hours"]["B2"].number_format = "[h]:mm"
        book["Hours"]["B3"].number_format = "hh:mm"

    rows: list[list[object]] = [["Body", "Spent"], ["EFF", 1.5], ["EDRi", 1.5]]
    (grid,) = xlsx_grids("sheet.xlsx", xlsx(dress, Hours=rows))
    assert isinstance(grid, Grid)
    assert [cells[1] for _, cells in grid.rows[1:]] == ["36:00", "12:00"]


def test_a_formula_without_a_value_is_said() -> None:
    found = brought(xlsx(s=[["Organisation", "Group"], ["=1+1", "NGO"]]), "members.xlsx")
    assert [(its.row, its.code) for its in found.problems] == [(2, "formula")]


def test_the_same_table_reads_alike_from_each_format() -> None:
    lines: list[list[object]] = [
        ["Organisation", "Group"],
        ["Réseau, du Nord", "NGO"],
        ["B", "ONG"],
    ]
    text = "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines)
    sheets = [
        sheet_of("s.csv", text.encode()),
        sheet_of("s.xlsx", xlsx(s=lines)),
        sheet_of("s.ods", ods(s=lines)),
    ]
    assert len({grid.rows for grid in sheets}) == 1


# ---------------------------------------------------------------- 12: CSV


def test_a_backslash_is_a_letter_and_two_columns_of_one_name_are_said() -> None:
    text = 'Organisation,Group,Folder\n"Body, one",NGO,"\\\\server\\share"\nTwo,NGO,"C:\\path\\"\n'
    found = brought(text.encode(), "members.csv")
    told = {row.name: row.text("own_fields") for row in found.changes.new.nodes}
    assert "\\\\\\\\server\\\\share" in told["Body, one"], "both backslashes (JSON doubles them)"
    assert 'C:\\\\path\\\\"' in told["Two"]
    twice = b"Organisation,Group,Group \nA,NGO,academia\n"
    found = brought(twice, "members.csv")
    assert found.problems or found.questions or len(found.proposals[0].columns) == 3
    held = [column.meaning for column in found.proposals[0].columns]
    assert held.count("stakeholder_group") == 1, "one column is the field, the other is told apart"
    beyond = b"Organisation,Group\nA,NGO,too,many\n"
    assert [(its.row, its.code) for its in brought(beyond, "m.csv").problems] == [
        (2, "row-too-long")
    ]
    assert " Group" not in sheet_of("m.csv", b" Organisation , Group \nA,NGO\n").rows[0][1]


# ---------------------------------------------------------------- 19: ids


@pytest.mark.parametrize(
    "name", ["Azərbaycan İnternet Forumu", "جمعية الإنترنت", "中国互联网协会", "Łódź øre", "日本"]
)
def test_ids_are_letters_and_digits_whatever_the_script(name: str) -> None:
    found = brought(f"Organisation,Group\n{name},NGO\n".encode(), "members.csv")
    (row,) = found.changes.new.nodes
    assert re.fullmatch(r"[a-z0-9_]+", row.id), row.id
    assert row.name == name, "the name itself stands beside it"
    again = brought(f"Organisation,Group\n{name},NGO\n".encode(), "members.csv")
    assert again.changes.new.nodes[0].id == row.id


# ---------------------------------------------------------------- 20: no library that guesses


def test_nothing_here_guesses_countries_by_patterns() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = " ".join(told["project"]["dependencies"])
    assert "country_converter" not in named.replace("-", "_")
    assert importlib.util.find_spec("country_converter") is None
