"""What the opening facts said wrongly once, each with its right value."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from explorer.answers.line_answers import weak_lines
from explorer.app import database
from explorer.html.advice_list import reason_of
from explorer.html.gap import panel_html
from explorer.html.view import View
from explorer.pages.profile.sections import table_now
from explorer.pages.where_we_stand.page import freshness_html
from explorer.reports.activities import activities
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.words.routes import overview_words
from explorer.words.sentences import last_contact
from graph_model.measures import Day, find_cells
from graph_model.measures.gaps import line_contact
from graph_model.measures.introductions import find_routes, reach
from graph_model.measures.membership import ours, with_friends
from graph_model.measures.next.advice import best_steps
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from tests.explorer.test_pages import show, words
from tests.graphs import contact, graph, node, on_day, talks, tie

TODAY = date(2026, 11, 27)


def introduced(day: Day) -> tuple[int, int]:
    """To how many of how many delegations somebody who met them can introduce us, as told."""
    everyone = sorted({cell.delegation for cell in find_cells(day)})
    said, _ = overview_words([reach(day, id) for id in everyone], len(everyone))
    found = re.search(r"introduce us to (\d+|any) of (?:the )?(\d+)", said)
    assert found
    return 0 if found[1] == "any" else int(found[1]), int(found[2])


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


def test_a_friend_that_met_them_later_is_not_the_last_of_us(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [
        *talks(),
        node("Member", "kei", name="KEI", stakeholder_group="civil_society", relation="peer"),
        *contact("both", "2020-03-01", "meeting", "edri", "alpha", "flows"),
        tie("kei", "TOOK_PART_IN", "both"),
        *contact("theirs", "2021-05-01", "meeting", "kei", "alpha", "flows"),
        *contact("beta_theirs", "2021-05-01", "meeting", "kei", "beta", "flows"),
    ]
    day = on_day(graph(*rows), date(2025, 1, 1))
    cell = next(cell for cell in find_cells(day) if cell.delegation == "alpha")
    assert (cell.kind, last_contact(day, cell)) == ("quiet", ("2020-03-01", ("EDRi",)))
    assert "EDRi was the last of us to be in touch" in panel_html(View(day, False), cell, "gaps")
    assert "KEI" in str(weak_lines(with_friends(day)))
    assert "KEI" not in str(weak_lines(day))
    (quiet, *_) = (step for step in best_steps(day, 9) if step.delegation == "alpha")
    assert "Our last contact with Ministry of Alpha: meeting, 1 March 2020." in reason_of(
        day.snapshot, quiet
    )

    monkeypatch.setattr(database, "snapshot", lambda: day.snapshot)
    said = words(show("profile", id="alpha", as_of="2025-01-01"))
    assert "Our last contact on record: meeting, 1 March 2020." in said
    assert "May 2021" in said, "what the friend did stands there too"
    said = words(show("profile", id="beta", as_of="2025-01-01"))
    assert "We have no recorded contact." in said
    beta = next(cell for cell in find_cells(day) if cell.delegation == "beta")
    panel = panel_html(View(day, False), beta, "gaps")
    assert "No recorded contact of ours with this delegation." in panel
    assert "no recorded contact of ours, and no answer of the members settles it" in panel.lower()


def test_a_line_is_told_with_the_contact_of_who_carries_it() -> None:
    rows = [
        *talks(),
        *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("letter", "2024-11-20", "letter", "edri", "alpha", "flows", outcome="no_answer"),
        *contact("other", "2024-12-01", "letter", "apc", "alpha", "source", outcome="no_answer"),
    ]
    day = on_day(graph(*rows), date(2025, 1, 1))
    kinds = {cell.issue: cell for cell in find_cells(day) if cell.delegation == "alpha"}
    assert (kinds["flows"].kind, kinds["source"].kind) == ("one", "raised_by_others")
    assert kinds["flows"].contacts == ("other", "letter", "met")
    assert line_contact(day, kinds["flows"]) == line_contact(day, kinds["source"]) == "met"
    (row,) = next(group.rows for group in weak_lines(day).groups if "one member" in group.title)
    assert [cell.text for cell in row.cells[1:3]] == ["1 November 2024", "EDRi"]

    own = replace(kinds["flows"], kind="quiet", members=())
    assert line_contact(day, own) == "other", "where nobody carries a line it is our latest"


def test_the_gaps_closed_with_the_united_states_rest_on_the_meeting_on_these_issues() -> None:
    day = on_day(seed_snapshot(), date(2017, 12, 1))
    made = activities(day, date(2016, 12, 1), NOTHING_CHOSEN)
    rows = next(part.rows for part in made.sections if part.title == "Gaps closed")
    told = {(row[0], row[4], row[5]) for row in rows}
    assert told == {
        ("India · Department of Commerce", "EFF", "briefing, July 2017"),
        ("United States · USTR", "EFF", "meeting, September 2016"),
    }


def test_a_clause_taken_over_from_another_agreement_is_not_called_unread() -> None:
    day = on_day(seed_snapshot(), TODAY)
    cell = next(
        cell
        for cell in find_cells(day)
        if (cell.delegation, cell.issue) == ("per_mincetur", "source_code")
    )
    said = re.sub(r"<[^>]+>", "", panel_html(View(day, False), cell, "gaps"))
    assert "CPTPP: Uruguay: negotiating; binding, 14.17; taken over from another agreement." in said


def test_outreach_by_region_says_which_contacts_stand_in_none() -> None:
    day = on_day(seed_snapshot(), date(2017, 12, 1))
    parts = {
        part.title: part
        for part in activities(day, date(2016, 12, 1), NOTHING_CHOSEN).sections
        if part.title.startswith("Outreach")
    }
    region, group = parts["Outreach by region"], parts["Outreach by stakeholder group"]
    assert region.says == (
        "6 contacts; one with several counts in each of them."
        " 2 of them reached no delegation, and stand in no line."
    )
    assert [row[:2] for row in region.rows] == [("Northern America", "3"), ("Southern Asia", "1")]
    assert group.says == "6 contacts; one with several counts in each of them."


def test_a_delegation_without_a_region_is_named_beside_its_contacts() -> None:
    rows = [*talks(), *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows")]
    made = activities(on_day(graph(*rows), date(2025, 1, 1)), date(2024, 1, 1), NOTHING_CHOSEN)
    (row,) = next(part.rows for part in made.sections if part.title == "Outreach by region")
    assert row[:4] == ("no region on record", "1", "0", "Ministry of Alpha")


def test_who_only_wrote_later_is_not_told_to_have_met_them_in_passing() -> None:
    rows = [
        *talks(),
        *contact("passing", "2024-11-01", "panel", "edri", "alpha", "flows"),
        *contact("letter", "2024-12-01", "letter", "apc", "alpha", "flows", outcome="no_answer"),
    ]
    day = on_day(graph(*rows), date(2025, 1, 1))
    cell = next(cell for cell in find_cells(day) if cell.delegation == "alpha")
    assert (cell.kind, cell.contacts) == ("slight", ("letter", "passing"))
    assert line_contact(day, cell) == "passing"
    assert "EDRi met them in passing" in panel_html(View(day, False), cell, "gaps")
    assert last_contact(day, cell) == ("2024-12-01", ("APC",))


def test_the_first_page_counts_what_rests_on_copies() -> None:
    rows: list[NodeRow | RelationshipRow] = [
        node("Issue", "a", name="A", source_kind="copy"),
        node("Issue", "b", name="B", source_kind="official_page"),
        node("Issue", "c", name="C", confidence="memory"),
        tie("a", "PART_OF", "b", source_kind="copy", confidence="partial"),
    ]
    said = freshness_html(graph(*rows))
    assert "50% of 4 rows are checked against them, 50% rest on copies alone" in said
