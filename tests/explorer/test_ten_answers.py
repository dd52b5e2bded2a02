"""The ten answers against an oracle over the rows, and each on a small graph with a near miss."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import pytest

from explorer.answers.access_answers import ways_in
from explorer.answers.answer_html import IN_A_TABLE, OPEN_ROWS, Sorted, answer_html
from explorer.answers.answer_tables import (
    AnswerCell,
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    as_rows,
    text_cell,
)
from explorer.answers.clause_answers import treatment
from explorer.answers.line_answers import never_met, no_line, weak_lines
from explorer.answers.missing_voices import missing
from explorer.answers.question_search import sought
from explorer.answers.room_answers import next_event, open_forums, whom_we_know
from explorer.answers.ten_questions import BY_ID, TEN, filled
from explorer.app.chooser import search_list
from graph_model.measures import Day, settings_of
from graph_model.questions import QUESTION
from graph_model.resolver import hits
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.explorer.ten_oracle import same
from tests.graphs import contact, graph, node, on_day, talks, tie

DAYS = (date(2026, 11, 27), date(2017, 12, 1))


def plain(answer: GroupedAnswer) -> dict[str, list[list[str]]]:
    return {
        group.title.partition(":")[0]: [[cell.text for cell in row.cells] for row in group.rows]
        for group in answer.groups
    }


def firsts(answer: GroupedAnswer) -> dict[str, list[str]]:
    return {title: [row[0] for row in rows] for title, rows in plain(answer).items() if rows}


def small(*more: NodeRow | RelationshipRow, on: date = date(2025, 1, 1)) -> Day:
    return on_day(graph(*talks(), *more), on)


@pytest.mark.parametrize("at", DAYS)
@pytest.mark.parametrize("question", [asked.id for asked in TEN])
def test_an_answer_holds_what_the_rows_say(question: str, at: date) -> None:
    snapshot = seed_snapshot()
    day, asked = Day(snapshot, at, settings_of(snapshot)), BY_ID[question]
    given = {"issue": "cross_border_data"}
    answer = asked.answer(day, filled(day, asked, given))
    same(question, plain(answer), snapshot, at)


@pytest.mark.parametrize("question", [asked.id for asked in TEN])
def test_an_answer_of_nothing_is_a_sentence(question: str) -> None:
    for day in (on_day(graph(), DAYS[0]), on_day(graph(*talks()), date(1999, 1, 1))):
        asked = BY_ID[question]
        answer = asked.answer(day, filled(day, asked, {}))
        assert answer.sentence.endswith((".", ")."))
        assert asked.sentence(day.snapshot, filled(day, asked, {})).endswith("?")


def test_no_line_counts_a_delegation_once_and_leaves_out_who_has_a_live_line() -> None:
    day = small(*contact("met", "2024-11-01", "meeting", "edri", "alpha", "source"))
    answer = no_line(day, ["data"])
    assert answer.sentence == (
        "1 open negotiation touches Data; we have no line to 1 of the 2 delegations there."
    )
    assert firsts(answer) == {
        "Not known": ["Ministry of Beta"],
        "With a line": ["Ministry of Alpha"],
        "The 1 negotiation": ["The Deal"],
    }
    assert no_line(day, ["source"]).sentence.endswith("no line to 1 of the 2 delegations there.")


def test_who_was_written_to_had_outreach_and_equal_numbers_share_a_place() -> None:
    assert [row[0] for row in plain(never_met(small()))["Ranked by issues"]] == ["1–2", "1–2"]
    letter = contact("e1", "2024-12-01", "letter", "apc", "beta", outcome="no_answer")
    assert firsts(never_met(small(*letter)))["Ranked by issues"] == ["1"]


def test_what_rests_on_one_does_not_rest_on_two() -> None:
    one = contact("e1", "2024-11-01", "meeting", "edri", "alpha", "flows")
    two = contact("e2", "2024-11-02", "meeting", "apc", "alpha", "flows")
    old = contact("e3", "2015-11-02", "meeting", "apc", "beta", "flows")
    assert firsts(weak_lines(small(*one, *old))) == {
        "Rest on one member": ["Ministry of Alpha"],
        "Gone quiet": ["Ministry of Beta"],
    }
    assert "Rest on one member" not in firsts(weak_lines(small(*one, *two)))


def test_the_next_event_is_the_next_at_which_somebody_is_expected() -> None:
    rooms = [
        node("Event", "near", name="Reception", kind="forum", start_date="2025-01-10"),
        node("Event", "due", name="Deadline", kind="deadline", start_date="2025-01-20"),
        node("Event", "round", name="Round 4", kind="negotiation_round", start_date="2025-02-01"),
        tie("round", "CONVENES", "deal"),
        tie("due", "CONVENES", "deal"),
        *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows"),
    ]
    day = small(*rooms)
    assert next_event(day) == "round"
    answer = whom_we_know(day, "round", "")
    assert answer.sentence == (
        "Round 4, 1 February 2025: somebody of us knows 1 of the 2 delegations expected, and can be"
        " introduced to 0."
    )
    assert firsts(answer)["Somebody of us knows"] == ["Ministry of Alpha"]
    assert firsts(answer)["Nobody on record"] == ["Ministry of Beta"]
    others = whom_we_know(day, "round", "apc")
    assert "APC knows" not in firsts(others), "the contact is of another member"


def test_a_member_that_was_there_with_another_is_introduced_by_it() -> None:
    together = [
        *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("call", "2024-12-01", "meeting", "edri", "beta", "flows"),
        tie("apc", "TOOK_PART_IN", "call"),
        node("Event", "round", name="Round 4", kind="negotiation_round", start_date="2025-02-01"),
        tie("round", "CONVENES", "deal"),
    ]
    answer = whom_we_know(small(*together), "round", "apc")
    assert firsts(answer)["APC knows"] == ["Ministry of Beta"]
    assert plain(answer)["Can be introduced"][0][:2] == ["Ministry of Alpha", "EDRi"]


def way(id: str, **fields: str) -> NodeRow:
    return node(
        "ConsultationMechanism",
        id,
        **{"name": id, "status": "active", "open_to": "anyone", **fields},
    )


def test_ways_in_stand_by_their_day_and_a_past_day_is_none() -> None:
    day = small(
        way("Late", next_date="2025-06"),
        way("Soon", next_date="2025-01-15", open_to="civil_society"),
        way("Past", next_date="2024-06"),
        way("Seats", open_to="members_only"),
        way("Shut", status="ended"),
        way("Closed", open_until="2024-01-01"),
    )
    answer = ways_in(day)
    assert firsts(answer) == {
        "With a day": ["Soon", "Late"],
        "At any time, or when a case opens": ["Past"],
        "For business or holders of a seat only": ["Seats"],
    }
    assert "the next day is 15 January 2025 (Soon)" in answer.sentence


def test_an_accession_stands_with_the_agreement_it_joins_unless_it_says_something_else() -> None:
    joining: list[NodeRow | RelationshipRow] = [
        node("Agreement", "joining", name="Accession to the Deal"),
        tie("joining", "JOINS", "deal"),
    ]
    repeats = tie("joining", "COVERS", "flows", strength="binding", confidence="derived")
    own = tie("joining", "COVERS", "flows", strength="absent_by_design")
    folded = treatment(small(*joining, repeats), "flows")
    assert plain(folded)["Binds"] == [
        ["The Deal", "", "binding", "Data flows", "negotiating", "Accession to the Deal"]
    ]
    assert folded.sentence == (
        "Data flows: 1 agreement binds, 0 only encourage, 0 left it out on purpose."
    )
    assert firsts(treatment(small(*joining, own), "flows")) == {
        "Binds": ["The Deal"],
        "Left out on purpose": ["Accession to the Deal"],
    }


def test_an_open_forum_is_open_and_in_both_rooms_is_who_spoke_and_met() -> None:
    rooms = [
        node("Venue", "igf", name="IGF", ngo_access="multistakeholder_equal"),
        node("Venue", "club", name="Club", ngo_access="by_invitation"),
        tie("deal", "DISCUSSED_IN", "igf"),
        tie("deal", "DISCUSSED_IN", "club"),
        *contact("said", "2024-05-01", "panel", "edri", "beta", "flows"),
        tie("said", "HELD_AT", "igf"),
        *contact("met", "2024-11-01", "meeting", "apc", "alpha", "flows"),
    ]
    answer = open_forums(small(*rooms), "flows")
    assert firsts(answer) == {"Open to anybody": ["IGF"], "Members in both rooms": ["EDRi"]}


def test_groups_that_are_none_are_no_group_and_regions_come_with_their_members() -> None:
    day = small(
        node("Member", "itu", name="ITU", stakeholder_group="intergovernmental"),
        node("Economy", "aland", name="Aland", region="Western Europe"),
        node("Economy", "beland", name="Beland", region="Polynesia"),
        tie("alpha", "REPRESENTS", "aland"),
        tie("beta", "REPRESENTS", "beland"),
        tie("edri", "BASED_IN", "aland"),
        *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows"),
    )
    found = plain(missing(day))
    assert [row[0] for row in found["Stakeholder groups"]] == [
        "academia", "private sector", "technical community", "civil society"
    ]  # fmt: skip
    assert found["Stakeholder groups"][3][1:] == ["2", "1", "1", "1"]
    assert [row[:5] for row in found["Regions"]] == [
        ["Polynesia", "", "1", "0", "0"],
        ["Western Europe", "EDRi", "1", "1", "1"],
    ]


def test_a_click_on_a_heading_sorts_and_what_is_empty_stays_last() -> None:
    day = small(*contact("old", "2015-11-01", "meeting", "edri", "alpha", "flows"))
    answer = no_line(day, ["flows", "source"])
    html = answer_html(day.snapshot, answer, (0, 3, True), lambda sort, down: f"?{sort}&{down}")
    assert 'aria-sort="descending"' in html
    assert "“" not in html
    names = ["b", "", "a", "c"]
    rows = tuple(AnswerRow((AnswerCell(name, (1, 0.0, name)),)) for name in names)
    mine = AnswerGroup("t", "", ("x",), rows)
    assert [row.cells[0].text for row in mine.sorted_by(0, False).rows] == ["a", "b", "c", ""]
    assert [row.cells[0].text for row in mine.sorted_by(0, True).rows] == ["c", "b", "a", ""]


def test_a_file_holds_every_row_with_its_group_and_sources() -> None:
    answer = no_line(small(), ["flows"])
    head, rows = as_rows(answer)
    assert head[0] == "group"
    assert head[-1] == "sources"
    assert len(rows) == sum(len(group.rows) for group in answer.groups)
    assert {len(row) for row in rows} == {len(head)}


def test_names_in_rows_are_text() -> None:
    evil = node("Delegation", "evil", name="<img src=x onerror=alert(1)>")
    day = small(evil, tie("evil", "NEGOTIATES", "deal", role="negotiator"))
    html = answer_html(day.snapshot, no_line(day, ["flows"]), None, lambda sort, down: "?")
    assert "<img" not in html
    assert "&lt;img" in html


def test_every_nearest_statement_is_a_question() -> None:
    assert {id for asked in TEN for id in asked.near} <= set(QUESTION)
    assert len(TEN) == 10


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("no line source code", "questions?ten=no-line&issues=source_code"),
        ("next event", "questions?ten=next-event"),
        ("who introduces", "questions?ten=next-event"),
        ("most issues no outreach", "questions?ten=never-met"),
        ("legal ways in", "questions?ten=ways-in"),
        ("binding data flows", "questions?ten=treatment&issue=cross_border_data"),
        ("open forum encryption", "questions?ten=open-forums&issue=cryptography"),
        ("best and worst transparency", "questions?ten=transparency"),
        ("stale contacts", "questions?ten=weak-lines"),
        ("missing regions", "questions?ten=missing"),
        ("report to the igf", "questions?ten=year"),
    ],
)
def test_what_is_typed_finds_its_question_with_the_blanks_filled(typed: str, question: str) -> None:
    snapshot = seed_snapshot()
    day = Day(snapshot, DAYS[0], settings_of(snapshot))
    assert sought(day, typed)[0].address == question
    found = search_list(day, typed, hits(snapshot, typed, limit=24))
    at = [hit["address"] for hit in found].index(question)
    assert all(hit["holds"] for hit in found[:at]), "nothing that is only near stands before it"


@pytest.mark.parametrize("typed", ["zzzz line", "source code", "ustr", "a", ""])
def test_a_name_alone_or_words_of_no_question_find_none(typed: str) -> None:
    snapshot = seed_snapshot()
    assert sought(Day(snapshot, DAYS[0], settings_of(snapshot)), typed) == []


def test_delegations_come_first_and_what_is_near_last() -> None:
    snapshot = seed_snapshot()
    day = Day(snapshot, DAYS[0], settings_of(snapshot))

    def shown(typed: str) -> list[str]:
        return [
            str(hit["name"]) for hit in search_list(day, typed, hits(snapshot, typed, limit=24))
        ]

    assert shown("south korea")[:2] == ["Korea · MOTIR", "Korea"]
    assert shown("ustr")[0] == "United States · USTR"
    assert shown("RCEP spam")[0] == "RCEP on Spam"
    for typed in ("no line source code", "japan", "stale", "data", "cod"):
        holds = [hit["holds"] for hit in search_list(day, typed, hits(snapshot, typed, limit=24))]
        assert holds == sorted(holds, reverse=True)


# ---------------------------------------------------------------- as a page


def drawn(sizes: Mapping[str, int], by: Sorted | None = None) -> str:
    """Groups of so many rows, as a page shows them."""
    groups = tuple(
        AnswerGroup(
            title,
            "",
            ("name",),
            tuple(AnswerRow((text_cell(f"{title} {at}"),)) for at in range(number)),
        )
        for title, number in sizes.items()
    )
    return answer_html(graph(), GroupedAnswer("Said.", "", groups), by, lambda at, down: f"?{at}")


def test_the_first_groups_are_open_and_the_rest_says_how_much_it_holds() -> None:
    html = drawn(
        {"One": IN_A_TABLE + 4, "Two": OPEN_ROWS - IN_A_TABLE, "Three: 3 talks": 3, "Four": 1}
    )
    assert re.findall(r"<h2[^>]*>([^<]*)", html) == ["One", "Two"]
    assert re.findall(r"<summary>([^<]*)", html) == [
        "Show the other 4",
        "Three: 3 talks",
        "Four: 1 row",
    ]
    assert html.count("<tbody") == 5
    assert (
        html.count('<tr role="row"><th scope="row"') == IN_A_TABLE + 4 + OPEN_ROWS - IN_A_TABLE + 4
    )


def test_a_group_with_room_left_is_open_and_the_one_that_is_sorted_too() -> None:
    few = drawn({"One": 1, "Two": IN_A_TABLE, "Three": 7})
    assert re.findall(r"<h2[^>]*>([^<]*)", few) == ["One", "Two", "Three"]
    full = {"One": 1, "Two": IN_A_TABLE, "Three": IN_A_TABLE, "Four": 2}
    assert re.findall(r"<h2[^>]*>([^<]*)", drawn(full)) == ["One", "Two", "Four"]
    sizes = {"One": OPEN_ROWS, "Two": OPEN_ROWS, "Three": 2}
    assert re.findall(r"<h2[^>]*>([^<]*)", drawn(sizes, (2, 0, False)))[-1] == "Three"
