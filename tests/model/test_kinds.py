"""Kinds of gap say what happened: what was raised, by whom, and whether there ever was a line."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.measures import KIND, KINDS, find_cells
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

ON = date(2022, 6, 1)
Row = NodeRow | RelationshipRow
#: EDRi has a live line to alpha, about data flows.
LINE = contact("line", "2022-05-01", "meeting", "edri", "alpha", "flows")


def kind(*rows: Row, issue: str = "source", on: date = ON) -> str:
    """The kind of alpha's cell on an issue."""
    day = on_day(graph(*talks(), *rows), on)
    return next(
        cell.kind for cell in find_cells(day) if (cell.delegation, cell.issue) == ("alpha", issue)
    )


def test_raised_before_is_not_never_raised() -> None:
    assert kind(*LINE) == "never_raised"
    assert kind(*LINE, *contact("e", "2020-03-01", "call", "edri", "alpha", "source")) == "cooled"
    assert (
        kind(*LINE, *contact("e", "2020-03-01", "call", "apc", "alpha", "source"))
        == "raised_by_others"
    )
    # what was refused or not answered was raised all the same
    assert (
        kind(
            *LINE,
            *contact("e", "2022-03-01", "letter", "edri", "alpha", "source", outcome="refused"),
        )
        == "cooled"
    )
    # about a sister issue, or by the same member with another delegation, it was not
    assert (
        kind(*LINE, *contact("e", "2022-03-01", "call", "edri", "beta", "source")) == "never_raised"
    )
    # and a contact of the next day is not yet known
    assert (
        kind(*LINE, *contact("e", "2022-06-02", "call", "edri", "alpha", "source"))
        == "never_raised"
    )


def crowd(number: int) -> list[Row]:
    """Other delegations in the same room."""
    return [
        row
        for at in range(number)
        for row in (node("Delegation", f"d{at}", name=f"D{at}"), tie("room", "REACHED", f"d{at}"))
    ]


@pytest.mark.parametrize("what", ["panel", "hearing"])
def test_what_never_was_a_line_is_not_gone_quiet(what: str) -> None:
    assert (
        kind(*contact("e", "2022-06-01", what, "edri", "alpha", "flows"), issue="flows") == "slight"
    )
    assert (
        kind(*contact("e", "2012-06-01", what, "edri", "alpha", "flows"), issue="flows") == "slight"
    )
    assert (
        kind(*contact("e", "2012-06-01", "meeting", "edri", "alpha", "flows"), issue="flows")
        == "quiet"
    )


def test_a_room_of_six_is_slight_and_one_of_five_a_line() -> None:
    room = contact("room", "2022-06-01", "meeting", "edri", "alpha", "flows")
    assert kind(*room, *crowd(5), issue="flows") == "slight"
    assert kind(*room, *crowd(4), issue="flows") == "one"
    assert kind(*room, *crowd(4), issue="flows", on=date(2025, 6, 1)) == "quiet"


def test_two_slight_contacts_of_one_member_can_have_been_a_line() -> None:
    together = [
        *contact("e1", "2012-06-01", "panel", "edri", "alpha", "flows"),
        *contact("e2", "2012-07-01", "panel", "edri", "alpha", "flows"),
    ]
    assert kind(*together, issue="flows") == "quiet"
    apart = [
        *contact("e1", "2012-06-01", "panel", "edri", "alpha", "flows"),
        *contact("e2", "2012-07-01", "panel", "apc", "alpha", "flows"),
    ]
    assert kind(*apart, issue="flows") == "slight"  # a line is one member's


@pytest.mark.parametrize("on", ["2013-06-01", "2017-12-01", "2021-06-01", "2026-11-27"])
def test_every_kind_of_the_opening_facts_says_what_the_rows_say(on: str) -> None:
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    near = {
        issue.id: {
            issue.id,
            *(tie.target for tie in day.snapshot.out(issue.id, "PART_OF")),
            *(tie.source for tie in day.snapshot.back(issue.id, "PART_OF")),
        }
        for issue in day.snapshot.of("Issue")
    }
    for cell in find_cells(day):
        rows = [day.snapshot.nodes[id] for id in cell.evidence]
        who = [
            {tie.source for tie in day.snapshot.back(row.id, "TOOK_PART_IN")}
            for row in rows
            if {tie.target for tie in day.snapshot.out(row.id, "ABOUT")} & near[cell.issue]
        ]
        if cell.kind == "never_raised":
            assert not who, cell
        if cell.kind == "raised_by_others":
            assert who, cell
            assert not any(members & set(cell.members) for members in who), cell
        if cell.kind == "cooled":
            assert any(members & set(cell.members) for members in who), cell


def test_every_kind_has_its_own_word_and_a_remedy() -> None:
    assert len({kind.says for kind in KINDS}) == len(KINDS) == 10
    assert KIND["slight"].remedy_says != KIND["quiet"].remedy_says
