"""The band run ahead: worked by hand, and held equal to the measures of the later day."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.measures import band
from graph_model.measures.next.forecast import forecast
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def met(*more: NodeRow | RelationshipRow) -> Snapshot:
    """EDRi met Alpha about data flows a year ago; a round in two weeks, a forum in half a year.
    Importance: 1 + 2/3 with each of two delegations, so data flows with one are 0.3.
    """
    meeting = contact("e", "2024-01-01", "meeting", "edri", "alpha", "flows")
    meeting[0] = node(
        "Engagement", "e", kind="meeting", date="2024-01-01", outcome="held", confidence="verified"
    )
    return graph(
        *talks(),
        *meeting,
        node("Event", "round", name="Round", start_date="2025-01-15"),
        node("Event", "forum", name="Forum", start_date="2025-07-01"),
        *more,
    )


def test_what_is_reached_runs_out_and_a_call_holds_it() -> None:
    found = forecast(on_day(met(), DAY))
    assert found.low == pytest.approx(0.3)
    # a meeting lasts 543 days, until 26 June 2025
    assert [(one.event, one.low) for one in found.ahead] == [
        ("round", pytest.approx(0.3)),
        ("forum", 0.0),
        ("", 0.0),
    ]
    assert found.until.event == "forum"
    (call,) = found.calls
    assert (call.member, call.delegation, call.issues) == ("edri", "alpha", ("flows",))
    assert call.holds == pytest.approx(0.3)


def test_what_is_not_lost_needs_no_call_and_what_is_cold_is_not_held() -> None:
    fresh = contact("f", "2024-12-31", "meeting", "apc", "alpha", "flows")
    assert forecast(on_day(met(*fresh), DAY)).until.event == ""
    assert forecast(on_day(met(*fresh), DAY)).calls == ()
    assert forecast(on_day(met(), date(2025, 6, 30))).calls == ()
    assert forecast(on_day(Snapshot(), DAY)).low == 0
    assert forecast(on_day(graph(*talks()), DAY)).calls == ()


def test_the_table_stays_as_it_is() -> None:
    over = tie("deal_3", "PHASE_OF", "deal")
    ends = node("Phase", "deal_3", status="abandoned", valid_from="2026-02-01")
    assert forecast(on_day(met(over, ends), DAY)).low == pytest.approx(0.3)


@pytest.mark.parametrize("at", [date(2013, 6, 1), date(2017, 12, 1), date(2026, 11, 27)])
def test_today_is_the_band_and_later_never_more(at: date) -> None:
    day = on_day(seed_snapshot(), at)
    found = forecast(day)
    lows = [found.low, *(one.low for one in found.ahead)]
    assert found.low == pytest.approx(band(day).low, abs=1e-9)
    assert lows == sorted(lows, reverse=True)
    assert all(0 < call.holds <= found.low - found.until.low + 1e-9 for call in found.calls)
