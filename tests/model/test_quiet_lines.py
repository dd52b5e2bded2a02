"""Lines that go quiet ahead: the day is the one on which warmth falls below what counts as live."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from graph_model.measures import DEFAULTS
from graph_model.measures.contacts import days_live, ties
from graph_model.measures.next.quiet_lines import quiet_lines
from tests.graphs import contact, graph, on_day, talks

MET = date(2024, 1, 10)
FAR = date(2040, 1, 1)


@pytest.mark.parametrize("kind", ["meeting", "call"])
def test_one_contact_keeps_a_line_live_as_long_as_its_kind_does(kind: str) -> None:
    day = on_day(graph(*talks(), *contact("e1", str(MET), kind, "edri", "alpha")), MET)
    (line,) = quiet_lines(day, FAR)
    assert line.on == MET + timedelta(days_live(kind, DEFAULTS))
    assert line.contacts == ("e1",)
    assert line.others == ()
    assert quiet_lines(day, line.on - timedelta(1)) == ()


def test_two_contacts_hold_longer_and_the_day_is_exact() -> None:
    rows = [
        *contact("e1", "2024-01-10", "meeting", "edri", "alpha"),
        *contact("e2", "2024-02-10", "call", "edri", "alpha"),
        *contact("e3", "2024-02-11", "call", "apc", "alpha"),
    ]
    day = on_day(graph(*talks(), *rows), date(2024, 3, 1))
    soon, late = quiet_lines(day, FAR)
    assert (soon.member, late.member) == ("apc", "edri")
    assert soon.others == ("edri",)
    assert late.others == ()
    for line in (soon, late):
        tie = (line.member, line.delegation)
        before, on = (ties(day.on(at)).warmth[tie] for at in (line.on - timedelta(1), line.on))
        assert before >= DEFAULTS.live > on


def test_what_is_quiet_already_and_what_is_to_come_are_not_in_it() -> None:
    rows = [
        *contact("old", "2015-01-10", "meeting", "edri", "alpha"),
        *contact("later", "2024-06-01", "meeting", "apc", "alpha"),
    ]
    assert quiet_lines(on_day(graph(*talks(), *rows), date(2024, 3, 1)), FAR) == ()
