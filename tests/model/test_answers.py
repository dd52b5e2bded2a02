"""What members say when asked, and what it does to the kinds of gap."""

from __future__ import annotations

import math
from datetime import date

import pytest

from graph_model.measures import coverage, find_cells, ties
from graph_model.measures.member_answers import answers
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def answer(
    id: str, said: str, on: str, member: str = "edri", delegation: str = "alpha"
) -> list[NodeRow | RelationshipRow]:
    return [
        node("Answer", id, said=said, date=on),
        tie(member, "GAVE", id),
        tie(id, "SPEAKS_OF", delegation),
    ]


def alpha(snapshot: Snapshot, on: date = DAY) -> set[str]:
    return {cell.kind for cell in find_cells(on_day(snapshot, on)) if cell.delegation == "alpha"}


def test_each_answer_does_one_thing() -> None:
    assert alpha(graph(*talks(), *answer("a", "yes", "2024-12-01"))) == {"never_raised"}
    assert alpha(graph(*talks(), *answer("a", "no", "2024-12-01"))) == {"nobody"}
    assert alpha(graph(*talks(), *answer("a", "tried", "2024-12-01"))) == {"no_answer"}
    assert alpha(graph(*talks(), *answer("a", "dont_know", "2024-12-01"))) == {"unknown"}


def test_an_answer_counts_from_its_day_and_for_its_delegation() -> None:
    snapshot = graph(*talks(), *answer("a", "no", "2024-12-01"))
    assert alpha(snapshot, date(2024, 11, 30)) == {"unknown"}
    assert {
        cell.kind for cell in find_cells(on_day(snapshot, DAY)) if cell.delegation == "beta"
    } == {"unknown"}


def test_nobody_is_known_only_when_all_who_were_asked_said_no() -> None:
    no = answer("a", "no", "2024-12-01")
    assert alpha(graph(*talks(), *no, *answer("b", "no", "2024-12-02", "apc"))) == {"nobody"}
    assert alpha(graph(*talks(), *no, *answer("b", "dont_know", "2024-12-02", "apc"))) == {
        "unknown"
    }
    assert alpha(graph(*talks(), *no, *answer("b", "tried", "2024-12-02", "apc"))) == {"no_answer"}


def test_the_latest_answer_of_a_member_stands() -> None:
    changed = [*answer("a", "yes", "2024-11-01"), *answer("b", "no", "2024-12-01")]
    assert alpha(graph(*talks(), *changed), date(2024, 11, 15)) == {"never_raised"}
    assert alpha(graph(*talks(), *changed)) == {"nobody"}
    said = answers(graph(*talks(), *changed))
    assert [(one.id, one.until) for one in said] == [("a", date(2024, 12, 1)), ("b", None)]
    twice = graph(*talks(), *answer("a", "yes", "2024-11-01"), *answer("b", "yes", "2024-12-01"))
    assert ties(on_day(twice, date(2024, 12, 1))).warmth["edri", "alpha"] == pytest.approx(
        1 - math.exp(-0.49)
    )  # said twice is not two contacts


def test_a_word_lasts_five_months_and_then_has_gone_quiet() -> None:
    snapshot = graph(*talks(), *answer("a", "yes", "2024-01-01"))
    # 0.49 · 2^(−days/365) falls under 0.3567 after 365 · log2(0.49 / 0.3567) = 167 days
    assert alpha(snapshot, date(2024, 6, 15)) == {"never_raised"}
    assert alpha(snapshot, date(2024, 6, 17)) == {"quiet"}


def test_a_recorded_contact_comes_before_any_answer() -> None:
    met = contact("e", "2024-12-01", "meeting", "apc", "alpha", "flows")
    assert alpha(graph(*talks(), *met, *answer("a", "no", "2024-12-02"))) == {"one", "never_raised"}


def test_answers_narrow_the_band_and_are_shown_as_evidence() -> None:
    before = coverage(find_cells(on_day(graph(*talks()), DAY)))
    for said in ("yes", "no", "tried"):
        cells = find_cells(on_day(graph(*talks(), *answer("a", said, "2024-12-01")), DAY))
        assert coverage(cells).low == before.low == 0
        assert coverage(cells).high == pytest.approx(before.high / 2)
        assert {cell.evidence for cell in cells if cell.delegation == "alpha"} == {("a",)}
