"""Settings: one declaration, changed by rows of the graph; what is no setting or out of range
changes nothing.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from graph_model.measures import (
    DEFAULTS,
    differing_settings,
    find_cells,
    ignored_settings,
    in_words,
    numbers,
    settings_of,
    target_cells,
    with_values,
)
from tests.graphs import contact, graph, node, on_day, talks

DAY = date(2025, 6, 1)


def test_every_number_of_the_settings_can_be_changed_and_only_a_switch_and_a_set_cannot() -> None:
    parts = {number.part for number in numbers(graph(*talks())).values()}
    assert {part.name for part in fields(DEFAULTS)} - parts == {
        "messages",
        "leave_out_derived",
        "with_friends",
    }
    for number in numbers(graph(*talks())).values():
        assert number.fault(number.default) == "", number
        assert number.says
        assert number.group


def test_rows_change_the_measures() -> None:
    meeting = contact(
        "e1", "2024-06-01", "meeting", "edri", "alpha", "flows"
    )  # a year old: warmth 1 − exp(−0.5) = 0.39
    before = {
        (cell.delegation, cell.issue): cell.kind
        for cell in find_cells(on_day(graph(*talks(), *meeting), DAY))
    }
    changed = graph(*talks(), *meeting, node("Setting", "setting_half_life", value=100.0))
    after = {
        (cell.delegation, cell.issue): cell.kind
        for cell in find_cells(on_day(changed, DAY, settings_of(changed)))
    }
    assert (before["alpha", "flows"], after["alpha", "flows"]) == ("one", "quiet")


def test_scales_and_priorities() -> None:
    rows = (
        node("Setting", "setting_phase_negotiating", value=0.5),
        node("Setting", "setting_priority_alpha", value=3.0),
    )
    snapshot = graph(*talks(), *rows)
    settings = settings_of(snapshot)
    assert (settings.phase["negotiating"], settings.phase["signed"]) == (
        0.5,
        DEFAULTS.phase["signed"],
    )
    found = target_cells(on_day(snapshot, DAY, settings))
    assert found["alpha", "flows"].importance == pytest.approx(1.5)
    assert found["beta", "flows"].importance == pytest.approx(0.5)


def test_unknown_and_out_of_range_rows_change_nothing_and_are_named() -> None:
    rows = [
        ("live", 7.0),
        ("room_size", 6.5),
        ("lve", 0.4),
        ("priority_nobody", 2.0),
        ("half_life", 365.0),
        ("doubt", 0.5),
    ]
    snapshot = graph(
        *talks(),
        *(node("Setting", f"setting_{name}", value=value) for name, value in rows),
        node("Setting", "other", value=1.0),
    )
    assert settings_of(snapshot) == with_values({"doubt": 0.5})
    assert differing_settings(snapshot) == {"doubt": 0.5}
    said = " ".join(ignored_settings(snapshot))
    assert len(ignored_settings(snapshot)) == 5
    for part in (
        "“setting_live” is ignored and 0.3 holds: 7 is outside 0.01 to 0.99",
        "6.5 is not a whole number",
        "“setting_lve” is no setting",
    ):
        assert part in said


def test_equal_settings_are_one_key() -> None:
    assert hash(with_values({})) == hash(DEFAULTS)
    assert with_values({"base_call": 0.9, "half_life": 20.0}) == with_values(
        {"half_life": 20.0, "base_call": 0.9}
    )
    assert hash(with_values({"room_size": 9})) != hash(DEFAULTS)
    assert in_words(differing_settings(graph(*talks()))) == ""
