"""Every sentence of a request to copy follows from rows: all delegations, three days, without an
issue and with each one for the coalition, and for members of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from explorer.words.routes import formal, request
from graph_model.dates import date_words
from graph_model.measures import Day, find_cells, live_talks, seats
from graph_model.measures.introductions import Introduction, find_routes
from graph_model.measures.membership import with_friends
from graph_model.measures.route_search import Route
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

DAYS = ("2013-06-01", "2017-12-01", "2021-06-01")
TOGETHER = re.compile(r"(You and|Would you ask) (.+?)(?: sit together in | whether it can)")


def letters(day: Day, starts: tuple[str, ...]) -> Iterator[tuple[Introduction, Route, str]]:
    """Every letter that the page offers on a day."""
    issues: dict[str, list[str]] = {}
    for cell in find_cells(day):
        issues.setdefault(cell.delegation, []).append(cell.issue)
    for delegation, treated in issues.items():
        for start in starts:
            for issue in ("", *(treated if not start else (treated[0], treated[-1]))):
                found = find_routes(day, delegation, issue=issue, start=start)
                for route in (*found.routes, *([found.fallback] if found.fallback else [])):
                    yield found, route, request(day, found, route)


def check(day: Day, found: Introduction, route: Route, letter: str) -> None:
    """Each claim of a letter against the rows of the day."""
    snapshot = day.snapshot
    goal = formal(snapshot, found.delegation)
    contact = next(step for step in route.steps if step.link.sort == "contact")
    own = contact.link.source == found.start

    # to whom: the one that had the contact, or the delegation itself when the asker had it
    asked = contact.link.target if own else contact.link.source
    assert letter.startswith(f"Dear colleagues at {formal(snapshot, asked)},")

    # the contact: a row of the two, not later than the day
    rows = [snapshot.nodes[id] for id in contact.link.evidence]
    dates = {date_words(row.text("date")) for row in rows if row.label == "Engagement"}
    for row in rows:
        parts = {tie.source for tie in snapshot.back(row.id, "TOOK_PART_IN")}
        reached = {tie.target for tie in snapshot.out(row.id, "REACHED")}
        assert row.label != "Engagement" or (
            contact.link.source in parts and contact.link.target in reached
        )
    told = re.findall(
        r" (?:on|in) ((?:\d+ )?(?:[A-Z][a-z]+ )?\d{4})\b", letter.split("We would")[0]
    )
    assert all(when in dates for when in told), (letter, dates)

    # who sits together: the two ends of the one step over a table, in talks of that day
    tables = [step for step in route.steps if step.link.sort == "table"]
    assert len(tables) == ("sit together in" in letter) <= 1
    for step in tables:
        assert step is route.steps[-1]
        agreement = step.link.evidence[0]
        there = {seat.source for seat in seats(day, agreement)}
        assert {step.link.source, found.delegation} <= there
        assert agreement in live_talks(day)
        assert f"sit together in {snapshot.name(agreement)}." in letter
        named = formal(snapshot, step.link.source)
        assert f"You and {goal} sit together" in letter if own else f"ask {named} whether" in letter

    # the talks: the delegation sits there, and the issue is on that table
    if match := re.search(r", which (?:takes part|is on the table) in (.+?)\.(?: |\n|$)", letter):
        at = [id for id in live_talks(day) if snapshot.name(id) == match[1]]
        assert any(found.delegation in {seat.source for seat in seats(day, id)} for id in at)


@pytest.mark.long
@pytest.mark.parametrize("on", DAYS)
def test_every_sentence_of_every_letter_is_a_row(on: str) -> None:
    own, number = on_day(seed_snapshot(), date.fromisoformat(on)), 0
    for day in (own, with_friends(own)):
        for found, route, letter in letters(day, ("", "eff", "edri")):
            check(day, found, route, letter)
            number += 1
    assert number > 20


def test_a_letter_of_one_that_met_itself_asks_over_the_shared_table() -> None:
    snapshot = graph(*talks(), *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"))
    day = on_day(snapshot, date(2025, 1, 1))
    found = find_routes(day, "beta", start="edri")
    letter = request(day, found, found.routes[0])
    check(day, found, found.routes[0], letter)
    assert "Dear colleagues at Ministry of Alpha," in letter
    assert "We met you on 1 January 2025." in letter
    assert "You and Ministry of Beta sit together in The Deal. Would you put us in touch?" in letter


def test_a_letter_over_another_member_speaks_of_that_members_contact() -> None:
    snapshot = graph(
        *talks(),
        *contact("e1", "2025-01-01", "meeting", "edri", "alpha", "flows"),
        node("Engagement", "letter", kind="letter", date="2025-01-01", outcome="no_answer"),
        tie("apc", "TOOK_PART_IN", "letter"),
        tie("edri", "TOOK_PART_IN", "letter"),
    )
    day = on_day(snapshot, date(2025, 1, 1))
    found = find_routes(day, "alpha", start="apc")
    letter = request(day, found, found.routes[0])
    check(day, found, found.routes[0], letter)
    assert letter.startswith("Dear colleagues at EDRi,")
    assert "You met Ministry of Alpha on 1 January 2025." in letter
