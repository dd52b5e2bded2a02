"""What is worked out once for a graph, a day and its numbers is worked out anew for others, at
once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graph_model.measures import DEFAULTS
from graph_model.measures.coming_events import events_ahead
from graph_model.measures.next.advice import best_steps
from graph_model.measures.voice_balance import balance
from graph_model.snapshot import Snapshot
from tests.graphs import contact, graph, node, on_day, talks

DAY, BEFORE = date(2025, 1, 1), date(2024, 11, 1)
MET = contact("met", "2024-12-01", "meeting", "edri", "alpha", "flows")
FAIR = node("Event", "fair", name="Fair", start_date="2025-02-03", end_date="2025-02-04")


def steps(snapshot: Snapshot, at: date = DAY, live: float = DEFAULTS.live) -> list[str]:
    """Delegation, kind and members of each step."""
    day = on_day(snapshot, at, replace(DEFAULTS, live=live))
    return [
        f"{step.delegation} {step.kind} {' '.join(step.members)}" for step in best_steps(day, 9)
    ]


def test_steps_follow_rows_day_and_settings() -> None:
    without, with_one = graph(*talks()), graph(*talks(), *MET)
    assert steps(without) == steps(without)
    assert steps(without) != steps(with_one)
    assert steps(with_one) != steps(with_one, BEFORE)
    assert steps(with_one) != steps(with_one, live=0.99)
    assert steps(graph(*talks(), *MET)) == steps(with_one)


def test_the_balance_follows_rows_day_and_settings() -> None:
    without, with_one = on_day(graph(*talks()), DAY), on_day(graph(*talks(), *MET), DAY)
    found = balance(with_one)
    assert (balance(without)["alpha"].lines, found["alpha"].lines) == (0, 1)
    assert balance(with_one.on(BEFORE))["alpha"].lines == 0
    strict = on_day(with_one.snapshot, DAY, replace(DEFAULTS, live=0.99))
    assert balance(strict)["alpha"].lines == 0
    del found["alpha"]  # what somebody does with an answer stays theirs
    assert balance(with_one)["alpha"].lines == 1


def test_events_follow_rows_and_day() -> None:
    day = on_day(graph(*talks(), FAIR), DAY)
    assert [event.id for event in events_ahead(day)] == ["fair"]
    assert events_ahead(on_day(graph(*talks()), DAY)) == ()
    assert events_ahead(day.on(date(2025, 2, 4))) == events_ahead(day)
    assert events_ahead(day.on(date(2025, 2, 5))) == ()


def test_a_name_is_that_of_its_own_graph() -> None:
    before, after = (
        graph(node("Member", "edri", name=name), node("Economy", "kor", wto_name="Korea"))
        for name in ("EDRi", "EDRi of today")
    )
    for _ in range(2):
        assert (before.name("edri"), after.name("edri")) == ("EDRi", "EDRi of today")
        assert before.name("kor") == "Korea"
        assert before.name("nobody") == "nobody"


def test_numbers_that_differ_are_told_apart_however_often_they_were_asked() -> None:
    first, second = replace(DEFAULTS, live=0.4), replace(DEFAULTS, live=0.4)
    assert hash(first) == hash(first) == hash(second)
    assert first == second
    assert replace(first, live=0.5) != first
    assert hash(replace(first, live=0.5)) == hash(replace(DEFAULTS, live=0.5))
