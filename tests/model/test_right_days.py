"""What was said wrongly of single days of the opening facts once, each with its right value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from graph_model.measures import (
    DEFAULTS,
    Day,
    band,
    find_cells,
    friends_band,
    seats,
    target_cells,
    ties,
)
from graph_model.measures.contacts import days_live
from graph_model.measures.gap_kinds import REACHED
from graph_model.measures.membership import with_friends
from graph_model.measures.next.efforts import plan
from graph_model.measures.transparency import scores
from graph_model.vocabulary import ROLES
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, on_day, talks

TODAY = date(2026, 11, 27)


def on(*at: int) -> Day:
    return on_day(seed_snapshot(), date(*at))


# ---------------------------------------------------------------- who we are


def test_in_june_2021_all_that_is_reached_is_reached_by_two_friends() -> None:
    day = on(2021, 6, 1)
    assert band(day).low == 0 < friends_band(day).low
    carry = {
        member
        for cell in find_cells(with_friends(day))
        if cell.kind in REACHED
        for member in cell.members
    }
    assert carry == {"which_uk", "open_rights_group"}
    assert {day.snapshot.nodes[id].text("relation") for id in carry} == {"peer"}


# ---------------------------------------------------------------- who sits where


def test_thirteen_roles_are_on_record() -> None:
    assert len(ROLES) == 13


@pytest.mark.parametrize(
    ("at", "agreement", "delegation", "sits"),
    [
        ((2022, 6, 1), "wto_eca", "zaf_dtic", False),  # opponents of the initiative
        ((2022, 6, 1), "wto_eca", "ind_doc", False),
        ((2022, 6, 1), "wto_eca", "usa_ustr", True),
        ((2024, 7, 25), "wto_eca", "usa_ustr", True),
        ((2024, 7, 26), "wto_eca", "usa_ustr", False),  # withdrew its support
        ((2022, 6, 1), "cptpp", "usa_ustr", False),  # never joined
        ((2022, 6, 1), "ipef", "ind_doc", False),
        ((2012, 10, 7), "tpp", "can_gac", False),
        ((2012, 10, 8), "tpp", "can_gac", True),
        ((2009, 12, 1), "eu_andean", "ecu_mpceip", False),
    ],
)
def test_who_has_a_seat_on_a_day(
    at: tuple[int, int, int], agreement: str, delegation: str, sits: bool
) -> None:
    assert (delegation in {seat.source for seat in seats(on(*at), agreement)}) == sits


def test_in_may_2012_no_later_comer_to_the_tpp_lifts_the_band() -> None:
    tpp = {
        target.delegation
        for target in target_cells(on(2012, 5, 1)).values()
        if any(talk.agreement == "tpp" for talk in target.talks)
    }
    assert len(tpp) == 9
    assert not tpp & {"jpn_mofa", "can_gac", "mex_se"}


# ---------------------------------------------------------------- what a contact is worth


@pytest.mark.parametrize(
    ("kind", "days"),
    [("meeting", 543), ("call", 356), ("letter", 88), ("panel", 0), ("hearing", 0), ("room", 0)],
)
def test_for_how_many_days_one_contact_holds_a_line(kind: str, days: int) -> None:
    assert days_live(kind, DEFAULTS) == days


@pytest.mark.parametrize(
    ("kind", "outcome", "confidence", "warmth", "gap"),
    [
        ("panel", "held", "verified", 0.259, "slight"),
        ("letter", "answered", "partial", 0.295, "slight"),
        ("letter", "answered", "verified", 0.393, "one"),
    ],
)
def test_a_contact_of_today_is_too_slight_and_never_too_old(
    kind: str, outcome: str, confidence: str, warmth: float, gap: str
) -> None:
    made = contact("e", "2025-01-01", kind, "edri", "alpha", "flows", outcome=outcome)
    made[0] = replace(made[0], fields={**made[0].fields, "confidence": confidence})
    day = on_day(graph(*talks(), *made), date(2025, 1, 1))
    assert ties(day).warmth["edri", "alpha"] == pytest.approx(warmth, abs=5e-4)
    for age in (0, 3650):
        cells = find_cells(day.on(day.at + timedelta(days=age)))
        told = {cell.kind for cell in cells if (cell.delegation, cell.issue) == ("alpha", "flows")}
        assert told <= {gap if not age or gap == "slight" else "quiet"}


# ---------------------------------------------------------------- plans and points


@pytest.mark.parametrize("at", [(2013, 6, 1), (2017, 12, 1), (2021, 6, 1), (2026, 11, 27)])
def test_no_plan_begins_in_a_room_of_which_nobody_knows_who_may_enter(
    at: tuple[int, int, int],
) -> None:
    day = on(*at)
    rooms = [pick.option for pick in plan(day, 5).picks if pick.option.kind == "room"]
    for room in rooms:
        assert day.snapshot.nodes[room.target].text("access") not in ("", "closed"), room


def test_how_many_answers_to_the_resolution_are_known_today() -> None:
    found = scores(on_day(seed_snapshot(), TODAY))
    known, of = sum(one.known for one in found), sum(len(one.points) for one in found)
    assert (known, of) == (30, 102)
