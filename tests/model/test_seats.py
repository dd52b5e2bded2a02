"""One rule for who sits at a table on a day, for measures, profiles, pictures, reports and
Cypher.
"""

from __future__ import annotations

from datetime import date

import pytest

from explorer.html.view import View
from explorer.pages.map.who_has_spoken import seated
from explorer.pages.profile.agreement_sections import at_the_table as who_negotiates
from explorer.pages.profile.sections import table_now
from explorer.picture.start_questions import STARTS
from graph_model.console.console import Console
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.measures import DEFAULTS, find_cells, live_talks, seats, tables
from graph_model.questions.abbreviations import spelled_out
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import NO_SEAT, ROLES, SAT_UNTIL_IT_LEFT, SITS
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, on_day, talks, tie

ON = date(2022, 6, 1)
#: The days of a row, and whether a seat with them holds on `ON`.
DAYS = {
    "always": ("", "", True),
    "until_2023": ("", "2023-01-01", True),
    "from_2023": ("2023-01-01", "", False),
    "until_2021": ("", "2021-01-01", False),
}
STATEMENT = "MATCH (d:Delegation)-[n:NEGOTIATES]->(:Agreement) WHERE @seated(n) RETURN d.id AS d"


def every_role() -> list[NodeRow | RelationshipRow]:
    """The talks, and a delegation for every role with every kind of days."""
    rows = talks()
    for role in ROLES:
        for name, (since, until, _) in DAYS.items():
            id = f"{role}_{name}"
            dates = {"valid_from": since, "valid_to": until}
            rows.append(node("Delegation", id, name=id))
            rows.append(
                tie(id, "NEGOTIATES", "deal", role=role, **{k: v for k, v in dates.items() if v})
            )
    return rows


def expected() -> set[str]:
    """Who of them sits there, by the words of the vocabulary."""
    found = {"alpha", "beta"}
    for role, seat in ROLES.items():
        for name, (_, until, holds) in DAYS.items():
            if holds and (seat == SITS or (seat == SAT_UNTIL_IT_LEFT and until)):
                found.add(f"{role}_{name}")
    return found


def test_every_role_says_whether_it_is_a_seat() -> None:
    assert set(ROLES.values()) == {SITS, SAT_UNTIL_IT_LEFT, NO_SEAT}
    assert [role for role, seat in ROLES.items() if seat == SAT_UNTIL_IT_LEFT] == [
        "withdrew_support",
        "withdrew",
    ]
    assert ROLES["opponent"] == ROLES["never_joined"] == NO_SEAT


def test_measures_profiles_pictures_and_reports_seat_the_same() -> None:
    day = on_day(graph(*every_role()), ON)
    shown = View(day, show_sources=False)
    wanted = expected()

    assert {seat.source for seat in seats(day, "deal")} == wanted
    assert set(seated(day, "deal")) == wanted
    assert {cell.delegation for cell in find_cells(day)} == wanted

    everyone = {row.id for row in day.snapshot.of("Delegation")}
    assert {id for id in everyone if tables(day, id)} == wanted
    assert {id for id in everyone if table_now(shown, id)} == wanted

    there, _, not_there = who_negotiates(shown, "deal").partition("Not at its table on this day")
    for id in everyone - {"alpha", "beta"}:
        assert (f"id={id}&quot;" in there or f'id={id}"' in there) == (id in wanted), id
        later = id.endswith("from_2023")  # what begins after the day is not told
        assert (f'id={id}"' in not_there) == (id not in wanted and not later), id


def test_a_start_of_the_map_lists_no_opponent() -> None:
    rows = [row for row in every_role() if not (isinstance(row, NodeRow) and row.id == "deal")]
    rows.append(node("Agreement", "deal", name="The Deal", kind="digital_agreement"))
    digital = next(start for start in STARTS if start.code == "digital")
    answer = digital.answer(on_day(graph(*rows), ON))
    assert set(answer) == {"deal", *expected()}


@pytest.mark.parametrize("on", ["2013-06-01", "2017-12-01", "2026-11-27"])
def test_nobody_of_the_opening_facts_sits_where_its_role_has_no_seat(on: str) -> None:
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    for agreement in live_talks(day):
        assert all(ROLES[seat.text("role")] != NO_SEAT for seat in seats(day, agreement))
    assert "cptpp" not in {seat.target for seat in tables(day, "usa_ustr")}  # it never joined


@pytest.mark.neo4j
def test_the_ready_questions_seat_the_same(store: Store) -> None:
    before = store.read()
    store.write(compare(before, graph(*every_role()).rows(), "test"), before)
    answer = Console(store).ask(spelled_out(STATEMENT, DEFAULTS), {"on": ON.isoformat()})
    assert {row[0] for row in answer.rows} == expected()
