"""What a page, a paper and a command say of a day in the past that the rows cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from explorer.reports.choice import ReportChoice
from explorer.reports.digest import digest
from explorer.reports.dossier import dossier
from explorer.reports.ways_in import way_line
from explorer.words.past_day import past_words
from graph_model.measures.membership import with_friends
from graph_model.rows import NodeRow
from loaders.take_out.report_shape import Report
from tests.graphs import contact, graph, node, on_day, talks, tie


@pytest.mark.parametrize(
    ("at", "past"),
    [(date(2026, 11, 22), True), (date(2026, 11, 23), False), (date(2027, 1, 1), False)],
)
def test_a_day_before_the_last_source_was_read_is_past(at: date, past: bool) -> None:
    said = past_words(on_day(graph(*talks()), at))
    assert said.startswith("This is a day in the past, told from what was on record on 23") is past
    assert bool(said) is past


def way(**fields: str) -> NodeRow:
    return node(
        "ConsultationMechanism", "call", name="Call", status="active", open_to="anyone", **fields
    )


def text_of(row: NodeRow, at: date) -> str:
    rows = graph(*talks(), row, tie("call", "OPENS", "alpha"))
    return way_line(on_day(rows, at), row, "alpha", "alpha").text


def test_what_comes_every_year_came_in_that_year_too_by_its_month() -> None:
    yearly = way(next_date="2027-01-15", next_date_kind="deadline", recurs="yearly")
    assert "Next deadline: January 2014 (its usual month)." in text_of(yearly, date(2013, 6, 1))
    assert "Next deadline: 15 January 2027." in text_of(yearly, date(2026, 6, 1))
    once = way(next_date="2027-01-15", next_date_kind="deadline", recurs="once")
    assert "Next deadline: 15 January 2027." in text_of(once, date(2013, 6, 1))


def test_anyone_is_said_once() -> None:
    for who, told in (
        ("anyone", "Call: open to anyone."),
        ("anyone; foreign bodies have a later day", "open to anyone; foreign bodies have a later"),
        ("registered bodies", "open to anyone; registered bodies."),
    ):
        assert told in text_of(way(who_may_take_part=who), date(2026, 6, 1))


def lines(report: Report, title: str) -> list[str]:
    return [line.text for part in report.sections if part.title == title for line in part.lines]


def test_the_day_on_which_a_line_goes_quiet_is_no_surer_than_its_contact() -> None:
    for on, goes in (("2024-02", "goes quiet about "), ("2024-02-15", "goes quiet on ")):
        day = on_day(
            graph(*talks(), *contact("e1", on, "meeting", "edri", "alpha")), date(2025, 7, 1)
        )
        (said,) = lines(digest(day, date(2025, 6, 1), ReportChoice()), "Cooling")
        assert goes in said


def test_contacts_of_friends_are_not_said_to_be_of_members() -> None:
    rows = [
        row
        for number in range(4)
        for row in contact(f"e{number}", f"2024-0{number + 1}-05", "meeting", "tacd", "alpha")
    ]
    peer = node("Member", "tacd", name="TACD", relation="peer", stakeholder_group="civil_society")
    day = on_day(graph(*talks(), peer, *rows), date(2025, 1, 1))
    asked = replace(ReportChoice(), delegation="alpha")
    for at, told in (
        (day, "4 contacts on its profile, 0 of them with a member of the coalition."),
        (
            with_friends(day),
            "4 contacts on its profile, 4 of them with a member of the coalition or a friend.",
        ),
    ):
        assert told in lines(dossier(at, date(2024, 1, 1), asked), "Our contacts so far")
