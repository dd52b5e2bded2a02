"""Out and in again: byte for byte, in every encoding and shape that spreadsheets write."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook

from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import check_paths, check_sources
from loaders.read.tables import SourceFile
from loaders.seeds import FOLDER, seed_snapshot
from loaders.take_out.audience import for_audience
from loaders.take_out.export import as_csv, as_xlsx, as_zip, export, template
from tests.graphs import contact, graph, graphs, node, talks, tie
from tests.loaders.test_broken import GOOD, MEMBER, workbook


@pytest.mark.long
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs())
def test_csv_and_xlsx_come_back_equal_and_byte_for_byte(wanted: Snapshot) -> None:
    with TemporaryDirectory() as folder:
        for path in (Path(folder) / "csv", Path(folder) / "book.xlsx"):
            first = {file.name: file.read_bytes() for file in export(wanted, path)}
            checked = check_paths([path], "test")
            assert checked.problems == []
            assert Snapshot(checked.rows) == wanted
            again = export(Snapshot(checked.rows), Path(folder) / "again" / path.name)
            assert {file.name: file.read_bytes() for file in again} == first


def test_the_seeds_are_what_an_export_writes(tmp_path: Path) -> None:
    export(seed_snapshot(), tmp_path)
    for kind in SCHEMA.types:
        assert (tmp_path / f"{kind.file}.csv").read_bytes() == (
            FOLDER / f"{kind.file}.csv"
        ).read_bytes(), kind.file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators(encoding: str, separator: str) -> None:
    text = f"{MEMBER}\n{GOOD}\r\n".replace("EDRi", "Société civile").replace(",", separator)
    checked = check_sources([SourceFile("member.csv", text.encode(encoding))], "test")
    assert checked.problems == []
    assert checked.rows.nodes[0].name == "Société civile"
    assert bool(checked.notices) == (encoding in ("cp1252", "utf-16"))


def test_column_order_is_free_and_short_rows_are_filled_up() -> None:
    text = "confidence,as_of,stakeholder_group,name,id,note\nverified,2026-01-02,academia,Uni,uni\n"
    checked = check_sources([SourceFile("member.csv", text.encode())], "test")
    assert checked.problems == []
    assert checked.rows.nodes[0].text("as_of") == "2026-01-02"


def test_excel_dates_and_numbers() -> None:
    rows: list[list[object]] = [
        [*MEMBER.split(","), "note"],
        ["uni", "Uni", "academia", datetime(2026, 1, 2), "verified", 10.0],
        [None] * 6,
    ]
    rows.append(["lab", "Lab", "academia", date(2026, 1, 3), "verified", None, None, None])
    checked = check_sources(
        [SourceFile("x.xlsx", workbook(Member=rows, _notes=[["free"]]))], "test"
    )
    assert checked.problems == []
    assert [(row.text("as_of"), row.text("note")) for row in checked.rows.nodes] == [
        ("2026-01-02", "10"),
        ("2026-01-03", ""),
    ]


def test_article_numbers_stay_text() -> None:
    wanted = graph(*talks(), tie("deal", "COVERS", "data", strength="binding", article="10.10"))
    checked = check_sources([SourceFile("x.xlsx", as_xlsx(wanted))], "test")
    assert "10.10" in {row.text("article") for row in checked.rows.relationships}


def test_a_column_of_dates_is_of_one_kind() -> None:
    """Days where all are whole days, else text: a reader that guesses by the first cells must not
    lose the month that comes after them.
    """
    met = (contact(f"e{day}", f"2024-05-{day:02}", "call", "edri", "alpha") for day in (1, 2))
    later = contact("e3", "2024-06", "call", "edri", "alpha")
    wanted = graph(*talks(), *(row for rows in met for row in rows), *later)
    sheets = load_workbook(io.BytesIO(as_xlsx(wanted)))
    heads = [cell.value for cell in sheets["engagement"][1]]
    for name, kinds in (("date", {str}), ("as_of", {datetime})):
        column = sheets["engagement"].iter_cols(heads.index(name) + 1, heads.index(name) + 1, 2)
        assert {type(cell.value) for cells in column for cell in cells} == kinds, name
    back = check_sources([SourceFile("x.xlsx", as_xlsx(wanted))], "test")
    dates = sorted(row.text("date") for row in back.rows.nodes if row.label == "Engagement")
    assert dates == ["2024-05-01", "2024-05-02", "2024-06"]


def test_templates_load_as_nothing(tmp_path: Path) -> None:
    files = template(tmp_path)
    assert len(files) == len(SCHEMA.types) + 1
    checked = check_paths([file for file in files if file.suffix == ".csv"], "test")
    assert checked.problems == []
    assert len(checked.rows) == 0


def test_an_audience_sees_no_more_than_it_may() -> None:
    secret = node("Representative", "lead", name="Lead on digital trade")
    half = node(
        "Member", "quiet", name="Quiet", stakeholder_group="academia", visibility="coalition"
    )
    snapshot = graph(*talks(), secret, half, tie("lead", "SERVES_IN", "alpha"))
    public = for_audience(snapshot, "public")
    assert "lead" not in public.nodes
    assert "quiet" not in public.nodes
    assert not public.ties("SERVES_IN")
    assert "quiet" in for_audience(snapshot, "coalition").nodes
    assert for_audience(snapshot, "private") == snapshot


def test_the_archive_holds_every_type() -> None:
    names = zipfile.ZipFile(io.BytesIO(as_zip(Snapshot()))).namelist()
    assert names == [f"{kind.file}.csv" for kind in SCHEMA.types]
    assert as_csv(Snapshot(), SCHEMA.types[0]).startswith("id,")
