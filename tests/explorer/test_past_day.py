"""What a page, a paper and a command say of a day in the past that the rows cannot tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from explorer.answers.access_answers import ways_in
from explorer.html.contact_lines import contact_line
from explorer.html.entry import groups
from explorer.html.view import View
from explorer.pages.profile.page import leading_sentences
from explorer.reports.choice import ReportChoice
from explorer.reports.digest import digest
from explorer.reports.dossier import dossier
from explorer.reports.ways_in import way_line
from explorer.words.past_day import past_words
from explorer.words.sentences import ahead_sentence
from graph_model.measures.membership import with_friends
from graph_model.measures.next.forecast import forecast
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


def test_ties_of_later_days_are_not_told() -> None:
    rows = [
        *talks(),
        *contact("e1", "2024-06", "meeting", "edri", "alpha"),
        *contact("e2", "2025-02-01", "meeting", "edri", "alpha"),
        node("Delegation", "gamma", name="Gamma"),
        tie("gamma", "NEGOTIATES", "deal", role="negotiator", valid_from="2025-01-02"),
    ]
    day = on_day(graph(*rows), date(2025, 1, 1))
    told = {group.says: group.others for group in groups(day, "edri")}
    assert told == {"took part in": ("e1",)}
    assert {group.says: group.others for group in groups(day, "deal")}["is negotiated by"] == (
        "alpha",
        "beta",
    )
    assert len(groups(day.on(date(2025, 2, 1)), "edri")[0].others) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "An organisation of the coalition on this day."),
        (
            {"member_from": "2017-08"},
            "An organisation of the coalition on this day, since August 2017.",
        ),
        ({"member_from": "2026"}, "It belongs to the coalition from 2026 on, not yet on this day."),
        ({"member_until": "2024-05-01"}, "It belonged to the coalition until 1 May 2024."),
        ({"relation": "peer"}, "A friend outside the coalition: it is not known to belong to it."),
    ],
)
def test_whether_a_body_is_of_the_coalition_is_said_for_the_day(
    fields: dict[str, str], said: str
) -> None:
    row = node("Member", "body", name="Body", stakeholder_group="academia", **fields)
    view = View(on_day(graph(row), date(2025, 1, 1)), show_sources=False)
    assert leading_sentences(view, row, []) == said


def test_a_contact_says_which_of_those_who_took_part_are_friends() -> None:
    peer = node("Member", "tacd", name="TACD", relation="peer", stakeholder_group="civil_society")
    rows = [
        *talks(),
        peer,
        *contact("e1", "2024-06-01", "meeting", "edri", "alpha"),
        tie("tacd", "TOOK_PART_IN", "e1"),
    ]
    day = on_day(graph(*rows), date(2025, 1, 1))
    assert "<b>EDRi, TACD (friend)</b>" in contact_line(View(day, show_sources=False), "e1")
    both = View(with_friends(day), show_sources=False)
    assert "<b>EDRi, TACD</b>" in contact_line(both, "e1")


def test_the_band_run_ahead_names_a_day_only_where_the_occasion_has_one() -> None:
    for on, told in (("2025-06", "Round in June 2025"), ("2025-06-02", "Round on 2 June 2025")):
        rows = [
            *talks(),
            *contact("e1", "2023-12-01", "meeting", "edri", "alpha", "flows"),
            node("Event", "round", name="Round", start_date=on),
            tie("round", "CONVENES", "deal"),
        ]
        day = on_day(graph(*rows), date(2025, 1, 1))
        assert f" is still reached by {told}, against " in ahead_sentence(
            day.snapshot, forecast(day)
        )


def test_what_comes_every_year_has_a_next_date_on_a_later_day_too() -> None:
    ways = [
        node(
            "ConsultationMechanism",
            f"way_{month}",
            name=f"The call of month {month}",
            status="active",
            open_to="anyone",
            next_date=f"2027-{month}",
            next_date_kind="yearly",
            recurs=recurs,
        )
        for month, recurs in (("03", "yearly"), ("04", "once"), ("06-01", "yearly"))
    ]
    for on, first, dated in (
        ("2026-12-01", "March 2027", 3),
        ("2027-05-01", "1 June 2027", 2),
        ("2031-05-01", "June 2031", 2),
        ("2031-07-01", "March 2032", 2),
    ):
        answer = ways_in(on_day(graph(*ways), date.fromisoformat(on)))
        assert f"the next day is {first} " in answer.sentence, on
        assert answer.groups[0].title == f"With a day: {dated}", on
