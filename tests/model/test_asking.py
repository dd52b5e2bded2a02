"""Questions to members and the steps that help most, on graphs small enough to check by hand."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.errors import UnknownId
from graph_model.measures import Settings, coverage, find_cells
from graph_model.measures.coming_events import coming_events, expected_delegations
from graph_model.measures.next.advice import best_steps
from graph_model.measures.next.ask_members import near_members, questions, questions_for
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie
from tests.model.test_answers import answer

DAY = date(2025, 1, 1)
#: Alpha speaks for an economy in which EDRi is based; the talks are held in a venue where APC was
#: once in the room with somebody else.
WORLD = [
    node("Economy", "alphaland", name="Alphaland", region="North"),
    node("Economy", "gammaland", name="Gammaland", region="North"),
    node("Venue", "wto", name="WTO"),
    node("Delegation", "gamma", name="Ministry of Gamma"),
    node("Member", "isoc", name="ISOC", stakeholder_group="technical_community"),
    tie("alpha", "REPRESENTS", "alphaland"),
    tie("edri", "BASED_IN", "alphaland"),
    tie("isoc", "BASED_IN", "gammaland"),
    tie("deal", "NEGOTIATED_IN", "wto"),
    *contact("old", "2019-05-05", "panel", "apc", "gamma"),
    tie("old", "HELD_AT", "wto"),
]


def world(*more: NodeRow | RelationshipRow) -> Snapshot:
    return graph(*talks(), *WORLD, *more)


def test_who_is_near_and_why() -> None:
    near = near_members(on_day(world(), DAY), ["alpha", "beta"])
    assert near == {
        ("edri", "alpha"): "economy",
        ("isoc", "alpha"): "region",
        ("apc", "alpha"): "venue",
        ("apc", "beta"): "venue",
    }


def test_a_question_narrows_the_band_by_its_chance() -> None:
    found = {(one.member, one.delegation): one for one in questions(on_day(world(), DAY))}
    # each delegation has half of all importance: near 0.5 × 0.5, far 0.1 × 0.5
    assert found["edri", "alpha"].narrowing == pytest.approx(0.25)
    assert found["edri", "beta"].narrowing == pytest.approx(0.05)
    assert [(one.member, one.near) for one in questions(on_day(world(), DAY))][:2] == [
        ("edri", "economy"),
        ("isoc", "region"),
    ]
    assert found["edri", "alpha"].cells == 2


def test_nobody_is_asked_twice_or_against_its_wish() -> None:
    asked = world(*answer("a", "dont_know", "2024-12-01"))
    assert [one.delegation for one in questions_for(on_day(asked, DAY), "edri")] == ["beta"]
    assert {one.delegation for one in questions_for(on_day(asked, DAY), "isoc")} == {
        "alpha",
        "beta",
    }
    assert "alpha" in {
        one.delegation for one in questions_for(on_day(asked, date(2024, 11, 30)), "edri")
    }
    silent = graph(
        *(row for row in talks() if getattr(row, "id", "") != "edri"),
        node("Member", "edri", name="EDRi", asking="do_not_ask"),
    )
    assert questions_for(on_day(silent, DAY), "edri") == ()
    with pytest.raises(UnknownId):
        questions_for(on_day(silent, DAY), "nobody")


def test_an_answered_question_is_no_longer_open_for_anyone() -> None:
    assert {
        one.delegation for one in questions(on_day(world(*answer("a", "no", "2024-12-01")), DAY))
    } == {"beta"}


def test_at_most_so_many_at_a_time() -> None:
    assert {
        one.delegation for one in questions_for(on_day(world(), DAY, Settings(questions=1)), "edri")
    } == {"alpha"}
    seeds = seed_snapshot()
    found = questions(on_day(seeds, date(2026, 11, 23)))
    members = [one.member for one in found]
    assert max(members.count(member) for member in set(members)) == 5
    best = sorted((one.narrowing for one in found), reverse=True)
    assert [one.narrowing for one in found] == pytest.approx(best)


def test_the_promise_of_a_question_is_kept_by_any_answer() -> None:
    question = questions_for(on_day(world(), DAY), "edri")[0]
    before = coverage(find_cells(on_day(world(), DAY))).high
    for said in ("yes", "no", "tried"):
        after = coverage(find_cells(on_day(world(*answer("a", said, "2024-12-31")), DAY))).high
        assert before - after == pytest.approx(question.share)


def test_events_ahead_and_who_is_expected() -> None:
    events: list[NodeRow | RelationshipRow] = [
        node("Event", "now", start_date="2025-01", kind="session"),
        node("Event", "over", start_date="2024-12-20", end_date="2024-12-31"),
        node("Event", "far", start_date="2026-06-01"),
        node("Event", "deadline", start_date="2025-02-01", kind="deadline"),
        node("Event", "forum", start_date="2025-03-01", kind="forum"),
        tie("now", "CONVENES", "deal"),
        tie("beta", "EXPECTED_AT", "forum", chance=0.4),
    ]
    snapshot = world(*events)
    assert [event.id for event in coming_events(on_day(snapshot, date(2025, 1, 23)))] == [
        "now",
        "forum",
    ]
    assert expected_delegations(snapshot, "now") == {"alpha": 1.0, "beta": 1.0}
    assert expected_delegations(snapshot, "forum") == {"beta": 0.4}


def test_the_best_steps_are_of_different_sorts_and_say_what_ties() -> None:
    met = contact("e", "2022-05-05", "meeting", "apc", "beta", "flows")
    first, second = best_steps(on_day(world(*met), DAY), k=3)
    assert (first.delegation, first.kind, first.members, first.settles) == (
        "alpha",
        "unknown",
        ("edri",),
        True,
    )
    assert (second.delegation, second.kind, second.members, second.evidence) == (
        "beta",
        "quiet",
        ("apc",),
        ("e",),
    )
    assert first.share == second.share == pytest.approx(0.5)
    assert first.ties == ("beta",)
    assert (first.cells, first.talks) == (2, 1)
    assert best_steps(on_day(Snapshot(), DAY)) == ()
    seeds = best_steps(on_day(seed_snapshot(), date(2026, 11, 23)))
    assert len({step.remedy for step in seeds}) == len(seeds) == 3
