"""The past as it was: nothing later than the day is used, and no date is taken for more exact than
it is.
"""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.dates import as_date, holds_on
from graph_model.measures.acquaintances import network
from graph_model.measures.coming_events import coming_events, events_ahead
from graph_model.measures.negotiations import speaks_for, target_cells
from graph_model.measures.next.ask_members import near_members
from graph_model.measures.second_lines import could_double
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

ON = date(2022, 6, 1)
Row = NodeRow | RelationshipRow


def at_the_venue(id: str, on: str, member: str, delegation: str) -> list[Row]:
    return [*contact(id, on, "meeting", member, delegation), tie(id, "HELD_AT", "wto")]


def held_at_wto(*rows: Row) -> list[Row]:
    return [*talks(), node("Venue", "wto", name="WTO"), tie("deal", "NEGOTIATED_IN", "wto"), *rows]


@pytest.mark.parametrize(("on", "near"), [("2021-05-01", "venue"), ("2025-05-01", None)])
def test_a_later_contact_brings_nobody_near(on: str, near: str | None) -> None:
    snapshot = graph(*held_at_wto(*at_the_venue("e", on, "edri", "alpha")))
    assert near_members(on_day(snapshot, ON), ["beta"]).get(("edri", "beta")) == near


def test_near_by_venue_rests_on_contacts_up_to_the_day() -> None:
    snapshot = seed_snapshot()
    delegations = [row.id for row in snapshot.of("Delegation")]
    before = near_members(on_day(snapshot, date(1995, 1, 1)), delegations)
    assert "venue" not in before.values()  # no contact is on record by then


@pytest.mark.parametrize(("until", "speaks"), [("2010-01-01", ()), ("", ("aa",))])
def test_who_spoke_for_an_economy_once_no_longer_does(until: str, speaks: tuple[str, ...]) -> None:
    dates = {"valid_to": until} if until else {}
    snapshot = graph(
        *talks(),
        node("Economy", "aa", name="Aa"),
        tie("alpha", "REPRESENTS", "aa", **dates),
        tie("apc", "BASED_IN", "aa"),
    )
    day = on_day(snapshot, ON)
    assert speaks_for(day, "alpha") == speaks
    assert near_members(day, ["alpha"]).get(("apc", "alpha")) == ("economy" if speaks else None)
    assert [double.member for double in could_double(day, "alpha")] == ["apc"] * len(speaks)


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [("2022-05-04", "2022-05-04", True), ("2022-05", "2022-05", False), ("2022", "2022", False)],
)
def test_inexact_dates_make_no_common_day(first: str, second: str, met: bool) -> None:
    rows = [*at_the_venue("e1", first, "edri", "alpha"), *at_the_venue("e2", second, "apc", "beta")]
    snapshot = graph(*held_at_wto(*rows))
    peers = network(on_day(snapshot, date(2022, 12, 1))).peers("edri")
    assert [link.source for link in peers] == (["apc"] if met else [])


def test_a_range_that_can_be_true_holds() -> None:
    assert holds_on("2022", "2022-03-02", date(2022, 3, 1))
    assert not holds_on("2022", "2022-03-02", date(2022, 3, 2))
    assert not holds_on("2022", "2022-03-02", date(2021, 12, 31))


def test_first_page_and_plan_agree_whether_an_event_is_over() -> None:
    rows = [
        *talks(),
        node("Event", "month", name="Month", kind="round", start_date="2026-11"),
        node("Event", "over", name="Over", kind="round", start_date="2026-11-26"),
        node("Event", "year", name="Year", kind="deadline", start_date="2027"),
        node("Event", "door", name="Door", kind="deadline", start_date="2027-02"),
        node(
            "Event",
            "lasts",
            name="Lasts",
            kind="forum",
            start_date="2026-11-20",
            end_date="2026-12-01",
        ),
    ]
    day = on_day(graph(*rows), date(2026, 11, 27))
    assert [event.id for event in events_ahead(day)] == ["month", "lasts", "door"]
    assert [event.id for event in coming_events(day)] == [
        "month",
        "lasts",
    ]  # nobody is met at a deadline


def test_a_topic_of_talks_that_were_broken_off_says_from_when_it_was_on_the_table() -> None:
    """What is on record of talks that began anew says nothing of the talks before the break."""
    seeds, broken = seed_snapshot(), set()
    for agreement in seeds.of("Agreement"):
        phases = sorted(
            (seeds.nodes[tie.source] for tie in seeds.back(agreement.id, "PHASE_OF")),
            key=lambda row: as_date(row.text("valid_from")),
        )
        status = [row.text("status") for row in phases]
        begun = [place for place, one in enumerate(status) if one == "negotiating"]
        if begun and {"suspended", "stalled"} & set(status[begun[0] : begun[-1]]):
            broken.add(agreement.id)
    assert "eu_thailand_fta" in broken
    silent = [
        (tie.source, tie.target)
        for tie in seeds.ties("COVERS")
        if tie.source in broken and not (tie.text("known_from") and tie.text("proposed_from"))
    ]
    assert silent == []
    day = on_day(seeds, date(2013, 6, 1))
    assert not any(
        talk.agreement in ("eu_thailand_fta", "eu_malaysia_fta")
        for target in target_cells(day).values()
        for talk in target.talks
    )
