"""The first measures on graphs small enough to check by hand."""

from __future__ import annotations

import math
from datetime import date

import pytest

from graph_model.measures import (
    DEFAULTS,
    Settings,
    coverage,
    find_cells,
    saturate,
    target_cells,
    ties,
    worth,
)
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)


def kinds(*more: NodeRow | RelationshipRow, on: date = DAY) -> dict[tuple[str, str], str]:
    snapshot = graph(*talks(), *more)
    return {(cell.delegation, cell.issue): cell.kind for cell in find_cells(on_day(snapshot, on))}


def test_importance_is_phase_times_relevance() -> None:
    cells = target_cells(on_day(graph(*talks()), DAY))
    assert cells["alpha", "flows"].importance == 1.0
    assert cells["alpha", "source"].importance == pytest.approx(2 / 3)
    signed = target_cells(on_day(graph(*talks()), date(2026, 6, 1)))
    assert signed["alpha", "source"].importance == pytest.approx(0.4)  # 0.6 × 2/3
    assert target_cells(on_day(graph(*talks()), date(2019, 12, 31))) == {}


def test_on_the_day_of_signature_the_new_phase_holds() -> None:
    assert (
        target_cells(on_day(graph(*talks()), date(2026, 1, 1)))["beta", "flows"].importance == 0.6
    )
    assert (
        target_cells(on_day(graph(*talks()), date(2025, 12, 31)))["beta", "flows"].importance == 1.0
    )


def test_who_withdrew_is_at_the_table_until_the_day_it_left() -> None:
    rows = [row for row in talks() if not (hasattr(row, "source") and row.source == "beta")]
    left = tie("beta", "NEGOTIATES", "deal", role="withdrew", valid_to="2024-06-01")
    assert ("beta", "flows") in target_cells(on_day(graph(*rows, left), date(2024, 5, 31)))
    assert ("beta", "flows") not in target_cells(on_day(graph(*rows, left), date(2024, 6, 1)))
    never = tie("beta", "NEGOTIATES", "deal", role="never_joined")
    assert ("beta", "flows") not in target_cells(on_day(graph(*rows, never), date(2024, 5, 31)))


def test_derived_coverage_can_be_left_out() -> None:
    carried = tie("deal", "COVERS", "data", strength="binding", confidence="derived")
    assert ("alpha", "data") in target_cells(on_day(graph(*talks(), carried), DAY))
    assert ("alpha", "data") not in target_cells(
        on_day(graph(*talks(), carried), DAY, Settings(leave_out_derived=True))
    )


def test_a_contact_counts_half_after_its_half_life() -> None:
    snapshot = graph(*talks(), *contact("e", "2024-01-02", "meeting", "edri", "alpha", "flows"))
    assert ties(on_day(snapshot, date(2024, 1, 2))).warmth["edri", "alpha"] == pytest.approx(
        1 - math.exp(-1)
    )
    assert ties(on_day(snapshot, date(2025, 1, 1))).warmth["edri", "alpha"] == pytest.approx(
        1 - math.exp(-0.5)
    )  # 365 days on
    assert ties(on_day(snapshot, date(2024, 1, 1))).warmth == {}


def test_what_a_contact_is_worth() -> None:
    assert worth("letter", "answered", 1, DEFAULTS, sure=True) == 0.5
    assert worth("letter", "held", 1, DEFAULTS, sure=True) == 0
    assert worth("meeting", "refused", 1, DEFAULTS, sure=True) == 0
    assert worth("meeting", "held", 5, DEFAULTS, sure=True) == 1.0
    assert worth("meeting", "held", 6, DEFAULTS, sure=True) == 0.3
    assert worth("call", "held", 1, DEFAULTS, sure=False) == pytest.approx(0.49)
    assert saturate(0.3567) == pytest.approx(0.3, abs=1e-4)  # the strength at which a tie is live


def test_each_kind_of_gap_with_its_near_miss() -> None:
    meeting = contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows")
    second = contact("e2", "2024-12-01", "meeting", "apc", "alpha", "flows")
    assert kinds(*meeting, *second)["alpha", "flows"] == "several"
    assert kinds(*meeting)["alpha", "flows"] == "one"
    assert kinds(*meeting)["alpha", "source"] == "never_raised"
    assert (
        kinds(*contact("e1", "2020-06-01", "meeting", "edri", "alpha", "flows"))["alpha", "flows"]
        == "quiet"
    )
    unanswered = contact(
        "e1", "2024-12-01", "letter", "edri", "alpha", "flows", outcome="no_answer"
    )
    assert kinds(*unanswered)["alpha", "flows"] == "no_answer"
    assert kinds(*meeting)["beta", "flows"] == "unknown"


def test_nobody_known_is_a_stated_no_and_only_from_its_day_on() -> None:
    rows = [row for row in talks() if not (hasattr(row, "id") and row.id == "beta")]
    asked = node("Delegation", "beta", name="Ministry of Beta", nobody_known_on="2024-06-01")
    snapshot = graph(*rows, asked)
    assert {
        cell.kind for cell in find_cells(on_day(snapshot, DAY)) if cell.delegation == "beta"
    } == {"nobody"}
    assert {
        cell.kind
        for cell in find_cells(on_day(snapshot, date(2024, 5, 31)))
        if cell.delegation == "beta"
    } == {"unknown"}


def test_a_contact_about_an_issue_counts_for_its_group_and_not_for_its_sister() -> None:
    group = tie("deal", "COVERS", "data", strength="binding")
    found = kinds(group, *contact("e1", "2024-12-01", "meeting", "edri", "alpha", "data"))
    assert found["alpha", "data"] == "one"
    assert found["alpha", "flows"] == "one"
    assert found["alpha", "source"] == "never_raised"


def test_the_band_is_checked_by_hand() -> None:
    snapshot = graph(*talks(), *contact("e1", "2024-12-01", "meeting", "edri", "alpha", "flows"))
    band = coverage(find_cells(on_day(snapshot, DAY)))
    # importance: alpha 1 + 2/3, beta 1 + 2/3; reached: alpha on flows (1); not known: both of beta
    # (5/3); in all 10/3
    assert band.low == pytest.approx(0.3)
    assert band.high == pytest.approx(0.8)
    assert sum(number for number, _ in band.by_kind.values()) == band.cells == 4
    assert coverage(()).high == 0
