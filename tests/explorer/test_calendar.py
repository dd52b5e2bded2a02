"""The calendar file, read back by another library than wrote it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import vobject
from typer.testing import CliRunner

from explorer.commands import app
from explorer.reports.calendar_dates import calendar_entries
from graph_model.measures import DEFAULTS
from graph_model.measures.contacts import days_live
from loaders.take_out.calendar_file import as_calendar
from tests.graphs import contact, graph, node, on_day, talks

ON = date(2026, 11, 27)
ROWS = (
    node("Event", "round", name="Łódź round, 5; 6", start_date="2026-12-07", end_date="2026-12-09"),
    node("Event", "over", name="Over", start_date="2026-11-01"),
    node("Event", "month", name="Some day", start_date="2026-12"),
    node(
        "ConsultationMechanism",
        "way",
        name="Docket",
        status="active",
        next_date="2027-01-15",
        next_date_kind="deadline",
        confidence="partial",
    ),
    node("ConsultationMechanism", "ended", name="E", next_date="2027-02-01", status="ended"),
    node("ConsultationMechanism", "past", name="P", next_date="2026-01-15", status="active"),
    node("Plan", "plan", name="Call Alpha", state="planned", due="2026-12-01"),
    node("Plan", "done", name="Done", state="done", due="2026-12-01"),
)


def test_only_what_has_a_day_ahead_is_in_it() -> None:
    found = {
        its.id: (its.title, its.first, its.last)
        for its in calendar_entries(on_day(graph(*ROWS), ON))
    }
    assert found == {
        "round": ("Łódź round, 5; 6", date(2026, 12, 7), date(2026, 12, 9)),
        "way": ("Docket: deadline", date(2027, 1, 15), date(2027, 1, 15)),
        "plan": ("Planned: Call Alpha", date(2026, 12, 1), date(2026, 12, 1)),
    }


def test_lines_that_go_quiet_are_told_to_the_coalition_alone() -> None:
    rows = [*talks(), *contact("e1", "2026-09-01", "letter", "edri", "alpha", outcome="answered")]
    day = on_day(graph(*rows), ON)
    (told,) = calendar_entries(day, for_us=True)
    assert calendar_entries(day) == ()
    assert (told.id, told.title) == ("quiet_edri_alpha", "Goes quiet: EDRi to Ministry of Alpha")
    assert told.first == date(2026, 9, 1) + timedelta(days_live("letter", DEFAULTS))
    assert told.says == (
        "The line of EDRi to Ministry of Alpha goes quiet on 28 November 2026 if nobody speaks;"
        " last"
        " contact: letter, 1 September 2026; nobody else has one then."
    )


def test_what_is_not_borne_out_says_so() -> None:
    found = {its.id: its.says for its in calendar_entries(on_day(graph(*ROWS), ON))}
    assert (found["way"], found["round"]) == ("Borne out in part", "")


def test_a_line_known_by_its_month_goes_quiet_about_a_day() -> None:
    rows = [*talks(), *contact("e1", "2026-09", "letter", "edri", "alpha", outcome="answered")]
    (told,) = calendar_entries(on_day(graph(*rows), ON), for_us=True)
    assert told.title == "Goes quiet about this day: EDRi to Ministry of Alpha"


def test_another_library_reads_the_same_days() -> None:
    file = as_calendar("Us", calendar_entries(on_day(graph(*ROWS), ON)), ON)
    read = vobject.readOne(file.decode())
    events = [(e.summary.value, e.dtstart.value, e.dtend.value) for e in read.vevent_list]
    assert events == [
        ("Planned: Call Alpha", date(2026, 12, 1), date(2026, 12, 2)),
        ("Łódź round, 5; 6", date(2026, 12, 7), date(2026, 12, 10)),
        ("Docket: deadline", date(2027, 1, 15), date(2027, 1, 16)),
    ]
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert file == as_calendar("Us", calendar_entries(on_day(graph(*ROWS), ON)), ON)


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = tmp_path / "us.ics"
    done = CliRunner().invoke(app, ["calendar", str(out), "--as-of", "2026-11-27"])
    assert done.exit_code == 0
    assert len(vobject.readOne(out.read_text(encoding="utf-8")).vevent_list) > 3
    assert CliRunner().invoke(app, ["calendar", str(tmp_path / "us.txt")]).exit_code == 2
