"""Reports: what they say is what the measures say, every line has its source, and data stays data
in every file.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.reports.activities import activities
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.parts import PROVEN
from explorer.reports.registry import REPORTS
from explorer.reports.scorecard import transparency
from graph_model.measures import with_values
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.take_out.report_files import (
    WRITERS,
    Report,
    ReportSection,
    as_markdown,
    as_workbook,
    as_zip,
)
from tests.graphs import contact, graph, node, on_day, talks, tie

SINCE, ON = date(2023, 12, 1), date(2024, 12, 1)


def test_contacts_gaps_closed_and_lines_lost_by_hand() -> None:
    rows = [
        *talks(),
        *contact("e1", "2024-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("e2", "2023-11-01", "meeting", "apc", "beta", "source"),
    ]
    rows += contact("e3", "2024-05-01", "letter", "apc", "beta", "flows", outcome="no_answer")
    made = activities(on_day(graph(*rows), ON), SINCE, NOTHING_CHOSEN)
    by_title = {part.title: part.rows for part in made.sections}
    other = by_title["Letters, submissions and other contacts"]
    assert [row[0] for row in other] == ["2024-05-01"]
    assert [row[0] for row in by_title["Meetings held"]] == ["2024-11-01"]
    ((delegation, issue, before, after, members, evidence, *_),) = by_title["Gaps closed"]
    assert (delegation, issue, before, after, members) == (
        "Ministry of Alpha",
        "Data flows",
        "Not known",
        "Hangs on one",
        "EDRi",
    )
    assert evidence == "meeting, 1 November 2024"
    assert [(row[0], row[1], row[2]) for row in by_title["Lines lost"]] == [] or by_title[
        "Lines lost"
    ][0][3] == "Never raised"
    assert "2 recorded contacts (letter 1, meeting 1)" in made.sentences[0]


def test_friends_stand_apart_and_the_span_before_stands_beside() -> None:
    rows = [
        *talks(),
        node("Member", "icc", name="ICC", stakeholder_group="private_sector", relation="peer"),
        node("Member", "new", name="New", stakeholder_group="academia", member_from="2024-06"),
        node("Economy", "aa", name="Land", region="Caribbean"),
        tie("alpha", "REPRESENTS", "aa"),
        *contact("e1", "2024-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("e2", "2023-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("e3", "2024-10-01", "meeting", "icc", "alpha", "flows"),
        *contact("e4", "2024-05-01", "letter", "new", "beta", "flows"),
    ]
    made = activities(on_day(graph(*rows), ON), SINCE, NOTHING_CHOSEN)
    by_title = {part.title: part.rows for part in made.sections}
    assert [row[2] for row in by_title["Meetings held"]] == ["EDRi"]
    assert [row[2] for row in by_title["Contacts of friends"]] == ["New", "ICC"]
    assert [row[:4] for row in by_title["Outreach by region"]] == [
        ("Caribbean", "1", "1", "Land · Ministry of Alpha")
    ]
    assert [row[:4] for row in by_title["Outreach by stakeholder group"]] == [
        ("civil society", "1", "1", "EDRi")
    ]
    assert [row[:3] for row in by_title["Members"]] == [("June 2024", "New", "joined")]
    assert made.sentences[1] == (
        "In the span of the same length before, they made 1, and met in 1."
    )


def test_a_count_of_the_span_before_names_its_sources_too() -> None:
    here, then, other = "https://here.example", "https://then.example", "https://other.example"
    rows = [
        *talks(),
        node("Economy", "aa", name="Land", region="Caribbean"),
        tie("alpha", "REPRESENTS", "aa"),
        *contact("e1", "2024-11-01", "meeting", "edri", "alpha", source=here),
        *contact("e2", "2023-11-01", "meeting", "edri", "alpha", source=then),
        *contact("e3", "2022-11-01", "meeting", "edri", "alpha", source=other),
    ]
    made = activities(on_day(graph(*rows), ON), SINCE, NOTHING_CHOSEN)
    (line,) = next(part.rows for part in made.sections if part.title == "Outreach by region")
    assert (line[1], line[2], line[4]) == ("1", "1", f"{here} ; {then}")


def test_all_who_share_an_end_of_the_scorecard_are_named() -> None:
    point = node("Indicator", "texts", name="Texts", origin="DCTI resolution 2017, point 1")
    found = [
        tie(who, "SCORED", "texts", value=value, as_of="2020")
        for who, value in (("alpha", "no"), ("beta", "no"), ("deal", "yes"))
    ]
    made = transparency(on_day(graph(*talks(), point, *found), ON), SINCE, NOTHING_CHOSEN)
    assert made.sentences[1] == (
        "Most is certain of The Deal (100% to 100%); least is possible for Ministry of Alpha (0% to"
        " 0%) and Ministry of Beta (0% to 0%). Whatever becomes known, the first stays ahead of the"
        " last."
    )


@pytest.mark.parametrize("code", REPORTS)
@pytest.mark.parametrize("snapshot", [seed_snapshot(), Snapshot()], ids=["seeds", "nothing"])
def test_every_line_has_its_source_and_its_day(code: str, snapshot: Snapshot) -> None:
    first = next((row.id for row in snapshot.of("Delegation")), "")
    choice = ReportChoice(delegation=first) if REPORTS[code].about else NOTHING_CHOSEN
    if REPORTS[code].about and not first:
        return  # nobody to report on
    asked = on_day(snapshot, date(2017, 12, 20)), date(2016, 12, 1), choice
    made = REPORTS[code].make(*asked)
    assert made == REPORTS[code].make(*asked)
    assert made.sentences
    for part in made.sections:
        assert not part.header or part.header[-2:] == PROVEN
        assert all(len(row) == len(part.header) and row[-2] for row in part.rows)
    told = [line.sources for part in made.sections for line in part.lines if line.sources]
    assert bool(told or any(part.rows for part in made.sections)) == bool(snapshot.nodes)


def test_data_stays_data_in_every_file() -> None:
    evil = (
        "=HYPERLINK(1)",
        "<script>alert(1)</script>",
        "a|b\nc",
        "[x](javascript:1)",
        "https://a.example/x_y_z",
    )
    made = Report(
        "x",
        "A *title*",
        ("One <b>",),
        (ReportSection("T", "says", ("a", "b", "c", "d", "source"), (evil,)),),
    )
    told = as_markdown(made).decode()
    assert "<script>" not in told
    assert "| \\[x\\](javascript:1)" in told
    assert "a\\|b c" in told
    assert "https://a.example/x_y_z" in told
    with zipfile.ZipFile(io.BytesIO(as_zip(made))) as archive:
        assert (
            list(csv.reader(io.StringIO(archive.read("1-t.csv").decode())))[1][0]
            == "'=HYPERLINK(1)"
        )
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(made)))
    assert book["1 t"]["A2"].value == "'=HYPERLINK(1)"
    assert book["1 t"]["B2"].data_type == "s"
    for _, write in WRITERS.values():
        assert write(made) == write(made)


@pytest.mark.long
def test_the_command_writes_what_the_page_shows(tmp_path: Path) -> None:
    run = CliRunner()
    for ending in WRITERS:
        file = tmp_path / f"report{ending}"
        done = run.invoke(
            app, ["report", "activities", str(file), "--as-of", "2017-12-01", "--json"]
        )
        assert done.exit_code == 0
        said = json.loads(done.stdout)
        assert said["since"] == "2016-12-01"
        assert file.stat().st_size > 1000
    assert run.invoke(app, ["report", "gossip", str(tmp_path / "x.md")]).exit_code == 2
    assert run.invoke(app, ["report", "activities", str(tmp_path / "x.odt")]).exit_code == 2
    assert (
        run.invoke(
            app,
            [
                "report",
                "activities",
                str(tmp_path / "x.md"),
                "--since",
                "2030-01-01",
                "--as-of",
                "2020-01-01",
            ],
        ).exit_code
        == 2
    )


def test_a_report_names_the_settings_that_differ() -> None:
    day, since = on_day(seed_snapshot(), date(2017, 12, 1)), date(2016, 12, 1)
    kind = REPORTS["activities"]
    *made, past, resting = kind.report(day, since).sentences
    assert past.startswith("This is a day in the past, told from what was on record on ")
    assert tuple(made) == kind.make(day, since, NOTHING_CHOSEN).sentences
    assert re.search(r"rests? on copies of a source alone", resting)
    changed = replace(day, settings=with_values({"half_life": 200.0}))
    said = kind.report(changed, since).sentences[-1]
    assert said == "Counted with settings that differ from the defaults: half_life=200."
