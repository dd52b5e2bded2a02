"""What the opening facts said wrongly once, each with its right value."""

from __future__ import annotations

import re
from datetime import date

import pytest

from explorer.html.view import View
from explorer.pages.profile.sections import table_now
from explorer.words.routes import overview_words
from graph_model.measures import Day, find_cells
from graph_model.measures.introductions import find_routes, reach
from graph_model.measures.membership import ours, with_friends
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, on_day

TODAY = date(2026, 11, 27)


def introduced(day: Day) -> tuple[int, int]:
    """To how many of how many delegations somebody who met them can introduce us, as told."""
    everyone = sorted({cell.delegation for cell in find_cells(day)})
    said, _ = overview_words([reach(day, id) for id in everyone], len(everyone))
    found = re.search(r"introduce us to (\d+) of (\d+)", said)
    assert found
    return int(found[1]), int(found[2])


@pytest.mark.parametrize("friends", [False, True])
def test_a_recorded_meeting_with_one_delegation_adds_one_to_those_we_can_be_introduced_to(
    friends: bool,
) -> None:
    seeds = seed_snapshot()
    before = on_day(seeds, TODAY)
    met = contact("e_one", "2026-11-20", "meeting", sorted(ours(before))[0], "per_mincetur")
    after = on_day(graph(*seeds.rows(), *met), TODAY)
    one, other = (with_friends(day) if friends else day for day in (before, after))
    known = reach(one, "per_mincetur")
    assert known is None or known.over_a_table, "nobody met it yet"
    assert introduced(other) == (introduced(one)[0] + 1, introduced(one)[1])


def test_who_met_them_itself_comes_before_any_way_over_a_shared_table() -> None:
    day = with_friends(on_day(seed_snapshot(), TODAY))
    found = find_routes(day, "usa_ustr")
    assert {route.stops for route in found.routes} == {
        (member, "usa_ustr") for member in ("amcham_korea", "us_chamber", "ccia")
    }


@pytest.mark.parametrize("on", ["2017-12-01", "2026-11-27"])
def test_who_never_joined_is_not_at_the_table(on: str) -> None:
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    assert "CPTPP" not in table_now(View(day, False), "usa_ustr")
