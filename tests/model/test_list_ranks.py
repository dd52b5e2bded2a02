"""The ranges of plans, questions, events, sets, voices and common ground: worked by hand where a
draw can be foreseen, and bounds everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from benchmarks.generator import snapshot as generated
from graph_model.measures import Settings, find_cells
from graph_model.measures.changed.causes import since
from graph_model.measures.common_ground import closest_delegations
from graph_model.measures.departures import departures
from graph_model.measures.introductions import find_routes
from graph_model.measures.next.ask_members import MemberQuestion, questions
from graph_model.measures.next.efforts import plan
from graph_model.measures.next.event_plan import event_plan
from graph_model.measures.ranges.change_ranks import change_ranks
from graph_model.measures.ranges.day_ranks import delegation_ranks, reached_ranks
from graph_model.measures.ranges.list_ranks import (
    asked_of,
    band_ranks,
    ground_ranks,
    meeting_ranks,
    question_ranks,
    route_ranks,
    scopes_of,
    set_ranks,
    shown_routes,
    voice_ranks,
)
from graph_model.measures.ranges.plan_ranks import plan_ranks
from graph_model.measures.ranges.rank_ranges import RankRange, in_rank_order
from graph_model.measures.voice_balance import balance
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAY = date(2025, 1, 1)
#: Talks of which Beta's have thrice the issues: whatever a tenth of the ties is, Beta has more at
#: stake.
WIDE: list[NodeRow | RelationshipRow] = [
    *talks(),
    node("Agreement", "wide", name="The Wide Deal"),
    node("Phase", "wide_1", status="negotiating", valid_from="2020-01-01"),
    tie("wide_1", "PHASE_OF", "wide"),
    tie("beta", "NEGOTIATES", "wide", role="negotiator"),
    *(
        row
        for number in range(9)
        for row in (
            node("Issue", f"i{number}", name=f"Issue {number}"),
            tie("wide", "COVERS", f"i{number}", strength="binding"),
        )
    ),
]


def ranges(places: tuple[RankRange, ...]) -> dict[str, tuple[int, int]]:
    return {place.name: (place.low, place.high) for place in places}


def test_of_two_equal_meetings_neither_comes_first() -> None:
    found = plan(on_day(graph(*talks()), DAY), 2, kinds=("meeting",))
    assert ranges(plan_ranks(on_day(graph(*talks()), DAY), found)) == {
        "meeting:alpha": (1, 2),
        "meeting:beta": (1, 2),
    }
    one = plan(on_day(graph(*talks()), DAY), 1, kinds=("meeting",))
    assert ranges(plan_ranks(on_day(graph(*talks()), DAY), one)) == {"meeting:alpha": (1, 2)}, (
        "or not at all"
    )
    assert plan_ranks(on_day(graph(*talks()), DAY), plan(on_day(graph(*talks()), DAY), 0)) == ()


def test_a_meeting_that_opens_far_more_keeps_its_place() -> None:
    long = Settings(meeting_issues=100)  # a meeting that covers all of a dossier
    snapshot = graph(*WIDE)
    there = on_day(snapshot, DAY, long)
    places = plan_ranks(there, plan(there, 2, kinds=("meeting",)))
    assert [(place.name, place.rank) for place in places] == [
        ("meeting:beta", 1),
        ("meeting:alpha", 2),
    ]
    # in one draw of ten somebody has a line to Beta that nobody knew of, and Alpha comes first
    assert ranges(places) == {"meeting:beta": (1, 1), "meeting:alpha": (1, 2)}
    quiet = contact(
        "q", "2018-01-01", "meeting", "edri", "beta"
    )  # no line turns up where contacts are on record
    seats: list[NodeRow | RelationshipRow] = []
    for wide in ("w0", "w1", "w2"):
        seats += [
            node("Agreement", wide, name=wide),
            node("Phase", f"{wide}_1", status="negotiating", valid_from="2020-01-01"),
        ]
        seats += [
            tie(f"{wide}_1", "PHASE_OF", wide),
            tie("beta", "NEGOTIATES", wide, role="negotiator"),
        ]
        seats += [tie(wide, "COVERS", f"i{issue}", strength="binding") for issue in range(9)]
    snapshot = graph(*WIDE, *quiet, *seats)
    there = on_day(snapshot, DAY, long)
    assert ranges(plan_ranks(there, plan(there, 2, kinds=("meeting",)))) == {
        "meeting:beta": (1, 1),
        "meeting:alpha": (2, 2),
    }
    assert ranges(delegation_ranks(on_day(snapshot, DAY))) == {"beta": (1, 1), "alpha": (2, 2)}


def test_some_cells_alone_are_ranked_among_themselves() -> None:
    snapshot = graph(*WIDE)
    only = frozenset({"alpha~flows", "alpha~source", "beta~source"})
    assert [
        (place.name, round(place.score, 3))
        for place in delegation_ranks(on_day(snapshot, DAY), only=only)
    ] == [("alpha", 1.667), ("beta", 0.667)]
    assert {
        place.name for place in delegation_ranks(on_day(snapshot, DAY), only=frozenset({"beta~i0"}))
    } == {"beta"}


def test_a_live_line_on_annever_raised_counts_half() -> None:
    snapshot = graph(
        *talks(),
        *contact("e", "2024-12-01", "meeting", "edri", "alpha", "source"),
        *contact("f", "2024-12-01", "meeting", "apc", "beta"),
    )
    scores = {place.name: place.score for place in reached_ranks(on_day(snapshot, DAY))}
    assert scores == pytest.approx({"alpha": 2 / 3 + 1 / 2, "beta": (1 + 2 / 3) / 2})


def test_who_loses_most_together() -> None:
    rows = [
        row
        for id in ("edri", "apc")
        for row in contact(f"e_{id}", "2024-12-01", "meeting", id, "alpha", "flows", "source")
    ]
    snapshot = graph(*talks(), *rows)
    (both,) = departures(find_cells(on_day(snapshot, DAY)), 2)
    (place,) = set_ranks(on_day(snapshot, DAY), (both,))
    assert (place.name, place.low, place.high) == ("apc edri", 1, 1)
    assert place.score == pytest.approx(both.loss)


def test_one_question_each_is_ranked_by_what_it_settles() -> None:
    snapshot = graph(*WIDE)
    asked = [
        MemberQuestion("edri", id, 0.1, "", share, 1)
        for id, share in (("beta", 0.9), ("alpha", 0.1))
    ]
    places = question_ranks(
        on_day(snapshot, DAY), asked_of({one.delegation: [one] for one in asked})
    )
    assert [place.name for place in places] == ["beta", "alpha"]
    assert question_ranks(on_day(snapshot, DAY), ()) == ()


def test_a_route_on_several_contacts_keeps_its_place() -> None:
    often = [
        row
        for number in range(4)
        for row in contact(f"e{number}", f"2024-12-0{number + 1}", "meeting", "edri", "alpha")
    ]
    once = contact("old", "2024-06-01", "letter", "apc", "alpha", outcome="answered")
    sure = route_ranks(
        shown_routes(find_routes(on_day(graph(*talks(), *often, *once), DAY), "alpha"))
    )
    assert ranges(sure) == {"edri alpha": (1, 1), "apc alpha": (2, 2)}
    lone = route_ranks(
        shown_routes(find_routes(on_day(graph(*talks(), *often[:4], *once), DAY), "alpha"))
    )
    assert ranges(lone) == {"edri alpha": (1, 1), "apc alpha": (1, 2)}, (
        "one contact may well be all that tells them apart"
    )
    (alone,) = route_ranks(shown_routes(find_routes(on_day(graph(*talks(), *once), DAY), "alpha")))
    assert (alone.rank, alone.low, alone.high) == (1, 1, 1)
    assert route_ranks(shown_routes(find_routes(on_day(graph(*talks()), DAY), "alpha"))) == ()


def test_ways_over_one_contact_are_in_no_order() -> None:
    both = [
        *contact("e", "2024-12-01", "meeting", "edri", "alpha"),
        tie("apc", "TOOK_PART_IN", "e"),
    ]
    assert ranges(
        route_ranks(shown_routes(find_routes(on_day(graph(*talks(), *both), DAY), "alpha")))
    ) == {"apc alpha": (1, 1), "edri alpha": (1, 1)}
    way = "edri alpha beta"  # at a table a seat of either is enough to be missing
    assert ranges(
        route_ranks(
            shown_routes(
                find_routes(
                    on_day(
                        graph(*talks(), *contact("e", "2024-12-01", "meeting", "edri", "alpha")),
                        DAY,
                    ),
                    "beta",
                )
            )
        )
    ) == {way: (1, 1)}


def test_what_changed_more_comes_first_where_the_table_says_so() -> None:
    met = [
        row
        for number in range(3)
        for row in contact(
            f"e{number}", "2024-12-01", "meeting", "edri", "alpha", "flows", "source"
        )
    ]
    snapshot = graph(*talks(), *met)
    found = change_ranks(on_day(snapshot, DAY), date(2024, 11, 1))
    # flows weigh 1, source code 2/3, and the seat that puts both on the table is the same
    assert ranges(found["contacts"]) == {"alpha~flows": (1, 1), "alpha~source": (1, 2)}, (
        "in one draw of ten flows is not on the table"
    )
    wider: list[NodeRow | RelationshipRow] = []
    wider += [
        row
        for id in ("d2", "d3")
        for row in (
            node("Agreement", id),
            node("Phase", f"{id}_1", status="negotiating", valid_from="2020-01-01"),
        )
    ]
    wider += [
        row
        for id in ("d2", "d3")
        for row in (tie(f"{id}_1", "PHASE_OF", id), tie(id, "COVERS", "flows", strength="binding"))
    ]
    wider += [tie("alpha", "NEGOTIATES", id, role="negotiator") for id in ("d2", "d3")]
    assert ranges(
        change_ranks(on_day(graph(*talks(), *met, *wider), DAY), date(2024, 11, 1))["contacts"]
    ) == {"alpha~flows": (1, 1), "alpha~source": (2, 2)}
    assert not any(change_ranks(on_day(snapshot, DAY), DAY).values())


def test_a_band_has_the_places_that_it_leaves() -> None:
    places = band_ranks(((50, 60), (0, 10), (50, 60)))
    assert [(place.name, place.rank, place.low, place.high) for place in places] == [
        ("0000", 1, 1, 2), ("0002", 1, 1, 2), ("0001", 3, 3, 3),
    ]  # fmt: skip
    assert ranges(band_ranks(((50, 100), (0, 50)))) == {"0000": (1, 2), "0001": (1, 2)}, (
        "bands that touch leave the order open"
    )
    assert ranges(band_ranks(((51, 100), (0, 50)))) == {"0000": (1, 1), "0001": (2, 2)}
    assert band_ranks(()) == ()


@pytest.mark.parametrize(
    "snapshot",
    [seed_snapshot(), generated(800, 6_000, 3), Snapshot()],
    ids=["seeds", "generated", "empty"],
)
def test_every_list_has_its_ranges(snapshot: Snapshot) -> None:
    at = date(2017, 12, 1)
    made = plan(on_day(snapshot, at), 6)
    asked: defaultdict[str, list[MemberQuestion]] = defaultdict(list)
    for one in questions(on_day(snapshot, at)):
        asked[one.member].append(one)
    scopes = [one for one in balance(on_day(snapshot, at)).values() if one.scope]
    members, events = snapshot.of("Member"), snapshot.of("Event")
    meetings = (
        event_plan(
            on_day(snapshot, at), events[0].id, going={member.id: 2 for member in members[:3]}
        ).meetings
        if events
        else ()
    )
    delegations = snapshot.of("Delegation")
    ground = closest_delegations(on_day(snapshot, at), delegations[0].id) if delegations else ()
    changed, drawn = (
        since(on_day(snapshot, at), date(2016, 1, 1)).parts,
        change_ranks(on_day(snapshot, at), date(2016, 1, 1)),
    )
    for places, names, most in (
        (
            plan_ranks(on_day(snapshot, at), made),
            {pick.option.id for pick in made.picks},
            len(made.picks) + 1,
        ),
        (question_ranks(on_day(snapshot, at), asked_of(asked)), set(asked), len(asked)),
        (
            voice_ranks(on_day(snapshot, at), scopes_of(scopes)),
            {one.scope for one in scopes if one.lines},
            len(scopes),
        ),
        (
            meeting_ranks(on_day(snapshot, at), meetings),
            {f"{one.member} {one.delegation}" for one in meetings},
            99,
        ),
        (ground_ranks(ground), {one.right for one in ground}, len(ground)),
        *(
            (drawn[part.cause], {"~".join(cell) for cell, _, _ in part.cells}, len(part.cells))
            for part in changed
        ),
    ):
        assert {place.name for place in places} == names
        assert all(1 <= place.low <= place.high <= most for place in places)
        assert [place.rank for place in places] == sorted(place.rank for place in places)
        assert np.all(np.diff([place.low for place in in_rank_order(places)]) >= 0)
