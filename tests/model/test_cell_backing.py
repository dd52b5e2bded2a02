"""Where to begin among cells that weigh alike: talks behind them, the next event, the open door."""

from __future__ import annotations

from datetime import date

from graph_model.measures import find_cells
from graph_model.measures.cell_backing import CellBacking, backing, by_backing
from tests.graphs import contact, graph, node, on_day, talks, tie

ON = date(2025, 6, 1)


def test_most_talks_then_soonest_event_then_widest_door() -> None:
    rows = [
        *talks(),
        node("Agreement", "second", name="Second"),
        node("Phase", "second_1", status="negotiating", valid_from="2024"),
        tie("second_1", "PHASE_OF", "second"),
        tie("second", "COVERS", "flows", strength="binding"),
        tie("alpha", "NEGOTIATES", "second", role="negotiator"),
        node("Event", "late", name="Late", kind="forum", start_date="2025-09-01", access="open"),
        node("Event", "soon", name="Soon", kind="forum", start_date="2025-07", access="closed"),
        node("Event", "last", name="Last", kind="deadline", start_date="2025-06-10"),
        tie("late", "CONVENES", "deal"),
        tie("beta", "EXPECTED_AT", "soon"),
        *contact("m", "2025-05-01", "meeting", "edri", "alpha", "source"),
    ]
    day = on_day(graph(*rows), ON)
    found = backing(day)
    assert found["alpha", "flows"] == CellBacking(2, "late", date(2025, 9, 1), "open")
    assert found["beta", "source"] == CellBacking(1, "soon", date(2025, 7, 1), "closed")
    order = [(cell.delegation, cell.issue) for cell in by_backing(day, find_cells(day))]
    assert order == [
        ("alpha", "flows"),  # two talks
        ("beta", "flows"),  # one, but soon
        ("beta", "source"),
        ("alpha", "source"),  # reached
    ]


def test_of_one_day_the_wider_door_comes_first() -> None:
    rows = [
        *talks(),
        node("Event", "a", name="A", kind="forum", start_date="2025-07-01", access="closed"),
        node("Event", "b", name="B", kind="forum", start_date="2025-07-01", access="open"),
        tie("alpha", "EXPECTED_AT", "a"),
        tie("beta", "EXPECTED_AT", "b"),
    ]
    day = on_day(graph(*rows), ON)
    order = [cell.delegation for cell in by_backing(day, find_cells(day))]
    assert order == ["beta", "beta", "alpha", "alpha"]
