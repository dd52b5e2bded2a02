"""Plan, What changed and Whose voices, by Streamlit's own test runner."""

from __future__ import annotations

from datetime import date
from functools import _lru_cache_wrapper
from types import SimpleNamespace

import pytest

from explorer.app import database
from explorer.html.view import View
from explorer.pages.plan import member_questions
from explorer.pages.plan.event_sheet import sheets
from explorer.pages.plan.member_questions import message
from explorer.pages.plan.page import PARTS
from graph_model.measures.membership import with_friends
from graph_model.measures.next.ask_members import questions_for
from graph_model.measures.next.efforts import plan
from graph_model.measures.next.event_plan import event_plan
from graph_model.measures.ranges import change_ranks, day_ranks, list_ranks
from graph_model.measures.ranges.day_ranks import leaving_ranks
from graph_model.measures.ranges.list_ranks import (
    ground_ranks,
    meeting_ranks,
    question_ranks,
    route_ranks,
    voice_ranks,
)
from graph_model.measures.ranges.plan_ranks import plan_ranks
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.explorer.test_pages import SMALL, show, words
from tests.graphs import contact, graph, node, on_day, talks, tie
from tests.model.test_answers import answer

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("part", [part.code for part in PARTS])
def test_every_part_opens_and_has_an_empty_state(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "<h1>" in words(show("plan", part=part, as_of="2026-11-20"))
    monkeypatch.setattr(database, "snapshot", lambda: SMALL)
    for day in ("2024-06-01", "1999-01-01"):
        assert "<h1>" in words(show("plan", part=part, as_of=day))
    for few in (
        Snapshot(),
        graph(*talks()),
        graph(node("Member", "edri", name="EDRi", stakeholder_group="civil_society")),
    ):
        monkeypatch.setattr(database, "snapshot", lambda few=few: few)
        assert "<h1>" in words(show("plan", part=part))


def test_the_budget_says_what_the_measure_says() -> None:
    said = words(show("plan", as_of="2026-11-20", k="3", friends="in"))
    found = plan(with_friends(on_day(seed_snapshot(), DAY)), 3, kinds=("meeting",))
    assert 0 < found.low < 0.005
    assert f"3 first meetings would take us from under 1% to {found.low + found.gain:.0%}" in said
    assert "No other choice of this size opens more" in said
    first = found.picks[0].option
    assert f"id={first.target}" in said
    without = words(show("plan", as_of="2026-11-20", k="3", without=first.id))
    assert "count on it again" in without
    assert (
        "Meet Chile" not in without.replace("</a>", "").split("Without:")[1].split("What to do")[1]
    )
    assert "Why this one" in said


def test_the_budget_survives_a_wrong_address() -> None:
    said = words(show("plan", as_of="2026-11-20", k="many", without="meeting:nobody,usa_ustr"))
    assert "5 first meetings" in said


def test_who_goes_stands_in_the_address_and_makes_a_sheet() -> None:
    test = show(
        "plan", part="event", as_of="2026-11-20", event="defa_sign2026", going="eff*2,igj*1"
    )
    assert "3 meetings would take us" in words(test)
    seeds = seed_snapshot()
    found = event_plan(on_day(seeds, DAY), "defa_sign2026", going={"eff": 2, "igj": 1})
    sheet = sheets(View(on_day(seeds, DAY), False), found)
    assert sheet.count("<section>") == 2
    assert sheet.count("<article>") == 3
    assert "Last contact" in sheet
    assert "<script" not in sheet


def test_nothing_in_a_sheet_is_code() -> None:
    rows = [row for row in talks() if getattr(row, "id", "") != "edri"]
    member = node(
        "Member", "edri", name="<script>alert(1)</script>", stakeholder_group="civil_society"
    )
    event = node("Event", "forum", name="<b>Forum</b>", start_date="2025-03-01")
    snapshot = graph(*rows, member, event, tie("forum", "CONVENES", "deal"))
    at = date(2025, 1, 1)
    sheet = sheets(
        View(on_day(snapshot, at), False),
        event_plan(on_day(snapshot, at), "forum", going={"edri": 1}),
    )
    assert "<script>" not in sheet
    assert "<b>Forum" not in sheet


def test_the_questions_of_a_member_are_ready_to_copy() -> None:
    test = show("plan", part="question", as_of="2026-11-20", member="eff")
    assert "5 questions to EFF" in words(test)
    copied = test.code[0].value
    assert (
        copied
        == message(seed_snapshot(), questions_for(on_day(seed_snapshot(), DAY), "eff")).rstrip()
    )
    assert copied.count("\n- ") == 4
    assert len([box for box in test.selectbox if "not answered yet" in box.options]) == 5


def test_an_answer_is_kept_and_says_what_it_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    seeds, kept = seed_snapshot(), []

    def keep(member: str, given: dict[str, str], on: str) -> SimpleNamespace:
        kept.append((member, given, on))
        rows = [
            *seeds.rows(),
            *(
                row
                for delegation, said in given.items()
                for row in answer("a", said, on, member, delegation)
            ),
        ]
        return SimpleNamespace(after=Snapshot(Rows.of(rows)))

    monkeypatch.setattr(member_questions, "can_save", lambda: True)
    monkeypatch.setattr(member_questions, "keep_answers", keep)
    test = show("plan", part="question", as_of="2026-11-20", member="eff")
    asked = questions_for(on_day(seeds, DAY), "eff")[0].delegation
    test.selectbox(key=f"answer_eff_{asked}").select("no").run()
    next(button for button in test.button if button.label == "Keep these answers").click().run()
    assert kept == [("eff", {asked: "no"}, "2026-11-20")]
    said = words(test)
    assert "1 answer of EFF kept" in said
    assert "not known → nobody known" in said


def test_common_ground_has_a_source_in_every_line() -> None:
    said = words(
        show(
            "plan", part="ground", as_of="2019-06-01", delegation="eu_trade", **{"with": "usa_ustr"}
        )
    )
    assert "They agree" in said
    assert "lk-source" in said
    assert "no date" not in said


def test_what_changed_adds_up_on_the_page() -> None:
    said = words(show("changes", as_of="2026-11-23", since="2017-12-01", friends="in"))
    assert "Since 1 December 2017 the share reached went from 1% to under 1%" in said
    for cause in (
        "New contacts",
        "Cooled ties",
        "What is on the table",
        "Better knowledge",
        "Together",
    ):
        assert cause in said
    assert "A place is one among 219 lines; nine times in ten it lies in its range" in said
    assert "Choose a day before" in words(show("changes", as_of="2017-12-01", since="2017-12-01"))
    assert "is not a date" in show("changes", since="yesterday").warning[0].value


@pytest.mark.parametrize(
    ("address", "part", "drawn"),
    [
        ("plan", "budget", plan_ranks),
        ("plan", "event", meeting_ranks),
        ("plan", "question", question_ranks),
        ("plan", "ground", ground_ranks),
        ("plan", "leaving", leaving_ranks),
        ("balance", "", voice_ranks),
        ("changes", "", change_ranks.change_ranks),
        ("introduce", "", route_ranks),
    ],
)
def test_what_was_drawn_is_kept(address: str, part: str, drawn: _lru_cache_wrapper[object]) -> None:
    asked = {
        "as_of": "2017-12-01",
        "delegation": "eu_trade",
        "event": "mc11",
        "going": "eff*2",
        **({"part": part} if part else {}),
    }
    drawn.cache_clear()
    show(address, **asked)
    first = drawn.cache_info()
    assert first.misses, "it is drawn"
    show(address, **asked)
    again = drawn.cache_info()
    assert (again.misses, again.hits > first.hits) == (first.misses, True), (
        "a second look draws nothing"
    )
    show(address, **{**asked, "as_of": "2017-11-01", "delegation": "usa_ustr"})
    assert drawn.cache_info().misses > again.misses, "another day or delegation is another list"


TOO_MANY_PAGES = (
    ("gaps", ""),
    ("introduce", ""),
    ("changes", ""),
    ("plan", "budget"),
    ("plan", "question"),
    ("plan", "event"),
    ("plan", "leaving"),
)


@pytest.mark.parametrize(
    ("address", "part"), TOO_MANY_PAGES, ids=["".join(page) for page in TOO_MANY_PAGES]
)
def test_above_so_many_lines_each_page_says_why_there_are_no_places(
    address: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {
        "as_of": "2024-06-01",
        "since": "2023-12-01",
        "event": "forum",
        "going": "apc*2",
        **({"part": part} if part else {}),
    }
    for lines, said_so in ((4, False), (3, True)):  # four lines are on the table
        for module in (day_ranks, list_ranks, change_ranks):
            monkeypatch.setattr(module, "LIMIT", lines)
        forum = node(
            "Event", "forum", name=f"Forum {address}{part}{lines}", start_date="2024-09-01"
        )  # a graph of its own: nothing of it is kept
        snapshot = graph(
            *talks(),
            *contact("e", "2024-05-01", "meeting", "edri", "alpha", "flows"),
            forum,
            tie("beta", "EXPECTED_AT", "forum"),
        )
        monkeypatch.setattr(database, "snapshot", lambda snapshot=snapshot: snapshot)
        said = words(show(address, **asked))
        assert ("lines are on the table, too many to draw it anew" in said) == said_so
        assert "introduce us to" in said or address != "introduce"


def test_voices_are_silent_below_five_lines() -> None:
    said = words(show("balance", as_of="2017-12-01"))
    assert "Only 2 lines are live, so no balance of voices is weighed" in said
    assert "Civil society" in said
