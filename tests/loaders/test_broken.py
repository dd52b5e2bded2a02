"""Broken input: each is refused with file, row, column and code, and its sentence says what to
do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from graph_model.errors import LoadRefused
from graph_model.rows import RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import CheckedRows, check_paths, check_sources
from loaders.problems import CODES, SHOWN, Problem, report
from loaders.read.tables import FILE_LIMIT, SourceFile
from loaders.write.load import preview
from tests.graphs import node, talks

MEMBER = "id,name,stakeholder_group,as_of,confidence"
GOOD = "edri,EDRi,civil_society,2026,verified"
WHOLE = f"{MEMBER},source_url,url,visibility,note"
ISSUE = "id,name,level,as_of,confidence\nflows,Data flows,issue,2026,verified\n"
WORKS = "from_id,to_id,as_of,confidence\n"
POSITION = "id,stance,valid_from,valid_to,as_of,confidence\n"
PHASES = "id,status,valid_from,valid_to,as_of,confidence\n"


def member(*cells: str) -> dict[str, str]:
    return {"member.csv": f"{WHOLE}\n{','.join(cells)}\n"}


def works(*lines: str) -> dict[str, str]:
    return {
        "member.csv": f"{MEMBER}\n{GOOD}\n",
        "issue.csv": ISSUE,
        "works_on.csv": WORKS + "\n".join(lines) + "\n",
    }


def deal(*phases: str) -> dict[str, str]:
    ids = [line.split(",")[0] for line in phases]
    return {
        "agreement.csv": "id,name,as_of,confidence\ndeal,The Deal,2026,verified\n",
        "phase.csv": PHASES + "\n".join(phases) + "\n",
        "phase_of.csv": WORKS + "\n".join(f"{id},deal,2026,verified" for id in ids) + "\n",
    }


#: files → the (file, row, column, code) that must be reported, and nothing else
BROKEN: list[tuple[Mapping[str, str | bytes], tuple[str, int, str, str]]] = [
    # files
    ({"member.csv": ""}, ("member.csv", 0, "", "file-empty")),
    ({"member.csv": "\n\n  \n"}, ("member.csv", 0, "", "file-empty")),
    ({"membr.csv": f"{MEMBER}\n{GOOD}\n"}, ("membr.csv", 0, "", "unknown-file")),
    ({"member.txt": f"{MEMBER}\n{GOOD}\n"}, ("member.txt", 0, "", "unknown-file")),
    ({"member.csv": f'{MEMBER}\nedri,"EDRi,civil'}, ("member.csv", 2, "", "file-truncated")),
    (
        {"member.csv": f'{MEMBER}\nedri,"ED"Ri,civil_society,2026,verified\n'},
        ("member.csv", 2, "", "file-truncated"),
    ),
    ({"member.csv": f"{MEMBER}\n{GOOD}é".encode()[:-1]}, ("member.csv", 0, "", "file-truncated")),
    (
        {"member.csv": f"{MEMBER}\n{GOOD}\n".encode("utf-16")[:-1]},
        ("member.csv", 0, "", "file-truncated"),
    ),
    ({"member.csv": b"id,name\n\x81\xff,x\n"}, ("member.csv", 0, "", "wrong-encoding")),
    ({"member.xlsx": b"not a workbook"}, ("member.xlsx", 0, "", "broken-workbook")),
    ({"member.xlsx": b"PK\x03\x04 half"}, ("member.xlsx", 0, "", "broken-workbook")),
    (
        {"member.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"},
        ("member.xlsx", 0, "", "locked-workbook"),
    ),
    ({"member.xlsx": b" "}, ("member.xlsx", 0, "", "file-empty")),
    (
        {
            "member.csv": f"{MEMBER}\n{GOOD}\n",
            "Member.csv": f"{MEMBER}\nb,B,academia,2026,verified\n",
        },
        ("member.csv", 0, "", "doubled-file"),
    ),
    # headers
    (
        {"member.csv": "id,name,as_of,confidence\nedri,EDRi,2026,verified\n"},
        ("member.csv", 1, "stakeholder_group", "missing-column"),
    ),
    (
        {"member.csv": "name,stakeholder_group,as_of,confidence\nEDRi,academia,2026,verified\n"},
        ("member.csv", 1, "id", "missing-column"),
    ),
    (
        {"member.csv": f"{MEMBER},coutry\n{GOOD},BEL\n"},
        ("member.csv", 1, "coutry", "unknown-column"),
    ),
    ({"member.csv": f"{MEMBER},\n{GOOD},x\n"}, ("member.csv", 1, "", "unknown-column")),
    ({"member.csv": f"{MEMBER},name\n{GOOD},x\n"}, ("member.csv", 1, "name", "doubled-column")),
    (
        {"member.csv": f"{MEMBER},load_id\n{GOOD},x\n"},
        ("member.csv", 1, "load_id", "reserved-column"),
    ),
    (
        {"member.csv": f"{MEMBER},dataset\n{GOOD},x\n"},
        ("member.csv", 1, "dataset", "reserved-column"),
    ),
    (
        {"works_on.csv": "from_id,as_of,confidence\nedri,2026,verified\n"},
        ("works_on.csv", 1, "to_id", "missing-column"),
    ),
    # rows
    ({"member.csv": f"{MEMBER}\n{GOOD},extra\n"}, ("member.csv", 2, "", "row-too-long")),
    (
        {"member.csv": f"{MEMBER}\n\n{GOOD}\nb,B\n"},
        ("member.csv", 4, "stakeholder_group", "empty-required"),
    ),
    # required cells
    (
        member("edri", "", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "empty-required"),
    ),
    (
        member("", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "empty-required"),
    ),
    (
        member("edri", "EDRi", "civil_society", "", "verified"),
        ("member.csv", 2, "as_of", "empty-required"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", ""),
        ("member.csv", 2, "confidence", "empty-required"),
    ),
    (
        member("edri", " \u00a0 ", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "empty-required"),
    ),
    # ids
    (
        member("EDRi", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "bad-id"),
    ),
    (
        member("ed ri", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "bad-id"),
    ),
    (
        member("édri", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "bad-id"),
    ),
    (
        member("_edri", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "bad-id"),
    ),
    (
        member("a" * 121, "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "bad-id"),
    ),
    # dates
    (
        member("edri", "EDRi", "civil_society", "12/3/24", "verified"),
        ("member.csv", 2, "as_of", "not-a-date"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2024-02-30", "verified"),
        ("member.csv", 2, "as_of", "not-a-date"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2024-13", "verified"),
        ("member.csv", 2, "as_of", "not-a-date"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2024-00-01", "verified"),
        ("member.csv", 2, "as_of", "not-a-date"),
    ),
    (
        member("edri", "EDRi", "civil_society", "soon", "verified"),
        ("member.csv", 2, "as_of", "not-a-date"),
    ),
    (
        member("edri", "EDRi", "civil_society", "0218-03-08", "verified"),
        ("member.csv", 2, "as_of", "date-out-of-range"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2999", "verified"),
        ("member.csv", 2, "as_of", "date-out-of-range"),
    ),
    (
        {"position.csv": POSITION + "p,opponent,2019-01,2018-03,2026,verified\n"},
        ("position.csv", 2, "valid_to", "ends-before-start"),
    ),
    (
        {"position.csv": POSITION + "p,opponent,2020-05,2020-04-30,2026,verified\n"},
        ("position.csv", 2, "valid_to", "ends-before-start"),
    ),
    (
        {
            "event.csv": (
                "id,name,start_date,end_date,as_of,confidence\ne,MC,2024-02-26,2024-02-25,2026,verified\n"
            )
        },
        ("event.csv", 2, "end_date", "ends-before-start"),
    ),
    # codes
    (
        member("edri", "EDRi", "civil society", "2026", "verified"),
        ("member.csv", 2, "stakeholder_group", "unknown-code"),
    ),
    (
        member("edri", "EDRi", "Civil_Society", "2026", "verified"),
        ("member.csv", 2, "stakeholder_group", "unknown-code"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "certain"),
        ("member.csv", 2, "confidence", "unknown-code"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "", "", "secret"),
        ("member.csv", 2, "visibility", "unknown-code"),
    ),
    # numbers
    (
        {"indicator.csv": "id,name,suggested_weight,as_of,confidence\ni,I,high,2026,verified\n"},
        ("indicator.csv", 2, "suggested_weight", "not-a-number"),
    ),
    (
        {"indicator.csv": "id,name,suggested_weight,as_of,confidence\ni,I,101,2026,verified\n"},
        ("indicator.csv", 2, "suggested_weight", "number-out-of-range"),
    ),
    (
        {"indicator.csv": "id,name,suggested_weight,as_of,confidence\ni,I,nan,2026,verified\n"},
        ("indicator.csv", 2, "suggested_weight", "number-out-of-range"),
    ),
    (
        {"agreement.csv": "id,name,tota_id,as_of,confidence\na,A,4.5,2026,verified\n"},
        ("agreement.csv", 2, "tota_id", "not-a-number"),
    ),
    (
        {"agreement.csv": "id,name,tota_id,as_of,confidence\na,A,0,2026,verified\n"},
        ("agreement.csv", 2, "tota_id", "number-out-of-range"),
    ),
    (
        {"delegation.csv": "id,name,priority,as_of,confidence\nd,D,-1,2026,verified\n"},
        ("delegation.csv", 2, "priority", "number-out-of-range"),
    ),
    # addresses
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "www.edri.org"),
        ("member.csv", 2, "source_url", "bad-url"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "javascript:alert(1)"),
        ("member.csv", 2, "source_url", "bad-url"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "https://"),
        ("member.csv", 2, "source_url", "bad-url"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "https://[edri.org"),
        ("member.csv", 2, "source_url", "bad-url"),
    ),
    (
        member(
            "edri", "EDRi", "civil_society", "2026", "verified", "https://a.org;https://b c.org"
        ),
        ("member.csv", 2, "source_url", "bad-url"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "", "ftp://edri.org"),
        ("member.csv", 2, "url", "bad-url"),
    ),
    # what a spreadsheet would run, and what cannot be seen
    (
        member("edri", "=A1", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "formula"),
    ),
    (
        member("edri", "@SUM(A1)", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "formula"),
    ),
    (
        member("edri", "+cmd|calc", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "formula"),
    ),
    (
        member("edri", "ED\x07Ri", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "control-characters"),
    ),
    (
        member("edri", "ED\x00Ri", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "control-characters"),
    ),
    (
        member("edri", "x" * 32_768, "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "too-long"),
    ),
    (
        member("edri", "x" * 140_000, "civil_society", "2026", "verified"),
        ("member.csv", 2, "", "too-long"),
    ),
    (
        member("edri", "#REF!", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "spreadsheet-error"),
    ),
    (
        member("edri", "EDRi", "civil_society", "2026", "verified", "", "", "", "#N/A"),
        ("member.csv", 2, "note", "spreadsheet-error"),
    ),
    (
        member("edri", "NULL", "civil_society", "2026", "verified"),
        ("member.csv", 2, "name", "no-value-word"),
    ),
    (
        member("nan", "EDRi", "civil_society", "2026", "verified"),
        ("member.csv", 2, "id", "no-value-word"),
    ),
    # between rows
    ({"member.csv": f"{MEMBER}\n{GOOD}\n{GOOD}\n"}, ("member.csv", 3, "id", "doubled-id")),
    (
        {"issue.csv": ISSUE, "member.csv": f"{MEMBER}\n{GOOD.replace('edri', 'flows')}\n"},
        ("member.csv", 2, "id", "doubled-id"),
    ),
    (
        works("edri,flows,2026,verified", "edri,flows,2025,partial"),
        ("works_on.csv", 3, "to_id", "doubled-relationship"),
    ),
    (works("edry,flows,2026,verified"), ("works_on.csv", 2, "from_id", "unknown-id")),
    (works("edri,flow,2026,verified"), ("works_on.csv", 2, "to_id", "unknown-id")),
    (works("edri,edri,2026,verified"), ("works_on.csv", 2, "to_id", "wrong-end")),
    (works("flows,flows,2026,verified"), ("works_on.csv", 2, "from_id", "wrong-end")),
    (
        {
            "issue.csv": ISSUE,
            "venue.csv": "id,name,as_of,confidence\nwto,WTO,2026,verified\n",
            "part_of.csv": WORKS + "flows,wto,2026,verified\n",
        },
        ("part_of.csv", 2, "from_id", "wrong-end"),
    ),
    (
        deal("p1,negotiating,2018,,2026,verified", "p2,signed,2020,,2026,verified"),
        ("phase.csv", 3, "valid_from", "overlapping-phases"),
    ),
    (
        deal("p1,negotiating,2018,2021,2026,verified", "p2,signed,2020,,2026,verified"),
        ("phase.csv", 3, "valid_from", "overlapping-phases"),
    ),
]


def check(files: Mapping[str, str | bytes]) -> CheckedRows:
    return check_sources(
        [
            SourceFile(name, data if isinstance(data, bytes) else data.encode())
            for name, data in files.items()
        ],
        "test",
    )


@pytest.mark.parametrize(
    ("files", "where"),
    BROKEN,
    ids=[f"{number}-{where[3]}" for number, (_, where) in enumerate(BROKEN)],
)
def test_broken_input_is_refused_where_it_is_broken(
    files: Mapping[str, str | bytes], where: tuple[str, int, str, str]
) -> None:
    checked = check(files)
    found = [
        (problem.file.lower(), problem.row, problem.column, problem.code)
        for problem in checked.problems
    ]
    assert where in found
    assert {code for *_, code in found} <= {where[3], "unknown-id", "wrong-end"}, (
        "no second code hides the first"
    )
    assert all(len(problem.sentence) > 12 for problem in checked.problems)
    with pytest.raises(LoadRefused, match="nothing was written"):
        preview(checked, Snapshot(), "", "test")


def test_there_are_enough_of_them() -> None:
    assert len(BROKEN) >= 60


def test_the_same_without_the_flaw_is_accepted() -> None:
    for files in (
        works("edri,flows,2026,verified"),
        deal("p1,negotiating,2018,2020,2026,verified", "p2,signed,2020,,2026,verified"),
        # a range that can be true: the end may mean a day after the first that the start may mean
        {"position.csv": POSITION + "p,opponent,2020,2020-05,2026,verified\n"},
        {"position.csv": POSITION + "p,opponent,2020-05,2020,2026,verified\n"},
        {"position.csv": POSITION + "p,opponent,2020-05-31,2020-05,2026,verified\n"},
    ):
        assert check(dict(files)).problems == []
    assert (
        check(
            dict(member("edri", "5 % less is no formula", "civil_society", "2026", "verified"))
        ).problems
        == []
    )


def test_suggestions_name_the_nearest_and_the_file() -> None:
    (problem,) = check(dict(works("edry,flows,2026,verified"))).problems
    assert "did you mean 'edri'?" in problem.sentence
    assert "looked in member.csv" in problem.sentence
    (code,) = check(dict(member("edri", "EDRi", "civil society", "2026", "verified"))).problems
    assert "did you mean 'civil_society'?" in code.sentence


def test_a_row_number_is_that_of_the_spreadsheet_even_after_a_cell_of_several_lines() -> None:
    text = f'{WHOLE}\na,A,academia,2026,verified,,,,"two\nlines"\nb,,academia,2026,verified\n'
    assert [(problem.row, problem.column) for problem in check({"member.csv": text}).problems] == [
        (3, "name")
    ]


def test_other_datasets_are_left_alone() -> None:
    theirs = Snapshot(Rows.of(talks()))
    mine = check_sources([SourceFile("member.csv", f"{MEMBER}\n{GOOD}\n".encode())], "mine", theirs)
    assert [problem.code for problem in mine.problems] == ["other-dataset"]
    others = RelationshipRow("WORKS_ON", "edri", "flows", {}, "other")
    known = Snapshot(Rows(tuple(theirs.nodes.values()), (*theirs.relationships, others)))
    gone = check_sources([SourceFile("issue.csv", ISSUE.encode())], "test", known)
    assert "still-used" in {problem.code for problem in gone.problems}
    new = check_sources(
        [SourceFile("works_on.csv", f"{WORKS}apc,flows,2026,verified\n".encode())], "mine", theirs
    )
    assert new.problems == [], "ids of other datasets can be referred to"


def test_folders_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("x")
    (tmp_path / "big.csv").write_text("")
    codes = {
        problem.code for problem in check_paths([tmp_path, tmp_path / "nowhere.csv"], "d").problems
    }
    assert codes == {"no-known-file", "file-missing"}


def test_a_file_of_200_mb_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "member.csv"
    with big.open("wb") as file:
        file.truncate(200 * 2**20)
    assert [problem.code for problem in check_paths([big], "d").problems] == ["file-too-large"]
    assert FILE_LIMIT < 200 * 2**20


@pytest.mark.long
def test_a_workbook_that_unpacks_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (401 * 2**20))
    assert [problem.code for problem in check({"member.xlsx": out.getvalue()}).problems] == [
        "file-too-large"
    ]


def test_an_unreadable_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "member.csv").mkdir()
    (tmp_path / "member.csv" / "x").write_text("")
    assert [problem.code for problem in check_paths([tmp_path / "member.csv"], "d").problems] == [
        "no-known-file"
    ]
    loop = tmp_path / "issue.csv"
    loop.symlink_to(tmp_path / "gone.csv")
    assert [problem.code for problem in check_paths([loop], "d").problems] == ["file-missing"]


def test_ten_thousand_problems_at_once() -> None:
    lines = "\n".join(f"m{number},,academia,2026,verified" for number in range(10_000))
    problems = check({"member.csv": f"{MEMBER}\n{lines}\n"}).problems
    assert len(problems) == 10_000
    assert problems[0].row == 2
    assert problems[-1].row == 10_001
    assert report(problems).count("\n") == 10_001
    assert SHOWN == 200


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_sheets_are_checked_like_files() -> None:
    data = workbook(
        member=[
            MEMBER.split(","),
            ["edri", "EDRi", "civil_society", 2026, "verified"],
            ["apc", "=1+1", "academia", "2026", "verified"],
        ],
        membrs=[["id"]],
        issue=[],
    )
    found = {
        (problem.file, problem.row, problem.column, problem.code)
        for problem in check({"all.xlsx": data}).problems
    }
    assert found == {
        ("all.xlsx [member]", 3, "name", "formula"),
        ("all.xlsx [membrs]", 0, "", "unknown-file"),
        ("all.xlsx [issue]", 0, "", "file-empty"),
    }


def test_every_code_has_an_example_and_a_test() -> None:
    tested = {where[3] for _, where in BROKEN}
    elsewhere = {
        "file-missing",
        "no-known-file",
        "file-too-large",
        "other-dataset",
        "still-used",
        "not-ours",  # tests/loaders/test_others_files.py
        "tied-by-others",
        "file-unreadable",
        "not-yes-or-no",
        "unknown-graph",
        "unknown-kind",
        "no-table",  # tests/loaders/test_real_sheets.py
        "personal-data",  # tests/loaders/test_sheets_in.py
        "no-answers-file",  # tests/loaders/test_member_answers.py
        "bad-answer",
        "no-asks",  # tests/explorer/test_statement.py
    }
    assert set(CODES) - tested <= elsewhere
    assert all(kind.example and kind.title for kind in CODES.values())
    with pytest.raises(ValueError, match="unknown problem code"):
        Problem("a.csv", 1, "", "no-such-code", "x")


def test_names_are_kept_apart_from_formulas_in_the_report() -> None:
    text = report([Problem("a.csv", 2, "name", "formula", "x", "=cmd()")])
    assert "'=cmd()" in text
    assert node("Member", "a").id == "a"
