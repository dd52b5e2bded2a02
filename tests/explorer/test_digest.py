"""The Monday page by hand: new, cooling, due, each with a hit and a near miss."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from explorer.commands import app
from explorer.html.view import View
from explorer.pages.introduce.page import without_html
from explorer.pages.where_we_stand.page import events_html
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.digest import digest
from explorer.reports.registry import REPORTS
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, graph, node, on_day, talks, tie

ON, SINCE = date(2024, 12, 2), date(2024, 11, 25)


def lines(*rows: NodeRow | RelationshipRow) -> list[list[str]]:
    """What stands in each part."""
    snapshot = graph(*talks(), *rows)
    made = digest(on_day(snapshot, ON), SINCE, NOTHING_CHOSEN)
    return [[line.text for line in part.lines] for part in made.sections]


def test_a_quiet_week_says_so() -> None:
    assert lines() == [
        ["Nothing new is on record."],
        ["No line goes quiet within three months."],
        ["Nothing is due within a month."],
    ]


def test_each_part_by_hand() -> None:
    new, cooling, due = lines(
        *contact("e1", "2024-11-28", "meeting", "edri", "alpha", "flows"),
        *contact("before", "2024-11-25", "meeting", "edri", "alpha", "flows"),
        *contact("cools", "2024-09-20", "letter", "apc", "beta", outcome="answered"),
        node("Position", "p", stance="opponent", valid_from="2024-11-30"),
        tie("beta", "TAKES_POSITION", "p"),
        tie("p", "CONCERNS", "source"),
        node("Plan", "late", name="Call Alpha", state="planned", due="2024-11-20"),
        node("Plan", "far", name="Call Beta", state="planned", due="2025-03-01"),
        node("Plan", "done", name="Done", state="done", due="2024-12-03"),
        node("ConsultationMechanism", "way", name="Docket", status="active", next_date="2024-12"),
        node("ConsultationMechanism", "shut", name="Shut", status="closed", next_date="2024-12"),
        node("Event", "round", name="Round", start_date="2024-12-05", city="Geneva"),
        node("Event", "goes_on", name="Hearings", start_date="2024-11-28", end_date="2024-12-04"),
        node("Event", "over", name="Over", start_date="2024-11-28", end_date="2024-12-01"),
    )
    assert new == [
        "28 November 2024: EDRi, meeting, with Ministry of Alpha, about Data flows.",
        "Ministry of Beta on Source code: opponent.",
    ]
    assert [text[:60] for text in cooling] == [
        "The line of APC to Ministry of Beta goes quiet on 17 December"[:60]
    ]
    assert due == [
        "20 November 2024 (overdue): planned, Call Alpha.",
        "28 November 2024 to 4 December 2024: Hearings.",
        "December 2024: Docket.",
        "5 December 2024: Round, Geneva.",
    ]


def test_pages_too_give_all_days_of_an_occasion_that_goes_on() -> None:
    days = {"start_date": "2024-11-28", "end_date": "2024-12-04"}
    rows = (node("Event", "goes_on", name="Hearings", **days), tie("goes_on", "CONVENES", "deal"))
    shown = View(on_day(graph(*talks(), *rows), ON), show_sources=False)
    assert "28 November 2024 to 4 December 2024" in without_html(shown, "alpha")
    span = '<span style="white-space:nowrap">'
    told = f"{span}28 November 2024</span> to {span}4 December 2024</span>"
    assert told in events_html(shown)


def test_the_command_looks_back_a_week(tmp_path: Path) -> None:
    assert REPORTS["digest"].start(ON) == SINCE
    out = tmp_path / "monday.md"
    asked = ["report", "digest", str(out), "--as-of", "2017-12-11"]
    assert CliRunner().invoke(app, asked).exit_code == 0
    assert "## New since 4 December 2017" in out.read_text(encoding="utf-8")
