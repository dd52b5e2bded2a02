"""The strength of a line over the years, checked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.html.line_strength import mark_of, strength, strength_html
from graph_model.measures import DEFAULTS, saturate
from tests.graphs import contact, graph, on_day, talks

DAY = date(2025, 1, 1)


def test_the_line_is_strongest_on_the_day_of_a_meeting_and_fades_to_half_in_a_year() -> None:
    rows = (
        contact("e1", "2023-03-01", "meeting", "edri", "alpha"),
        contact("e2", "2023-06-01", "letter", "apc", "alpha", outcome="unknown"),
    )
    series = strength(on_day(graph(*talks(), *rows[0], *rows[1]), DAY), "alpha")
    at = dict(zip(series.days, series.warmth, strict=True))
    assert at[date(2023, 3, 1)] == pytest.approx(saturate(1.0))
    assert max(value for day, value in at.items() if day < date(2023, 3, 1)) == 0, (
        "nothing before it happened"
    )
    assert at[DAY] == pytest.approx(saturate(2 ** (-(DAY - date(2023, 3, 1)).days / 365)))
    assert [mark_of(one, DEFAULTS) for one in series.contacts] == ["met", "unanswered"]
    said = strength_html(series, DEFAULTS)
    assert "highest 0.63" in said
    assert "Met or sat together <b>1</b>" in said


def test_a_delegation_without_contacts_has_a_flat_line_and_later_contacts_are_not_yet_there() -> (
    None
):
    later = contact("e1", "2026-03-01", "meeting", "edri", "alpha")
    series = strength(on_day(graph(*talks(), *later), DAY), "alpha")
    assert set(series.warmth) == {0.0}
    assert series.contacts == ()
    assert (series.days[0], series.days[-1]) == (date(2023, 1, 1), DAY)
