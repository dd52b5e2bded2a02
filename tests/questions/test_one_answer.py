"""One word, one answer: what ready questions say of lines is what the first page says, on the same
day, by the same settings and for the same audience.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph_model.console.console import Console
from graph_model.database.store import Store
from graph_model.dates import as_date
from graph_model.engine import LocalEngine
from graph_model.measures import (
    DEFAULTS,
    LIVE,
    Cell,
    Day,
    Settings,
    differing_settings,
    find_cells,
    ours,
    seats,
    settings_of,
    with_values,
)
from graph_model.measures.gap_kinds import KIND
from graph_model.measures.negotiations import as_known, begun
from graph_model.measures.transparency import scores
from graph_model.questions import QUESTION
from graph_model.questions.abbreviations import LINES, US, used
from graph_model.questions.answering import SET_BY, US_BY, ask, graph_behind
from graph_model.questions.lines import lines, measured, prepared
from graph_model.rows import Rows
from graph_model.search import likely_entry
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import STRENGTHS
from loaders.seeds import seed_snapshot
from tests.conftest import seeded_store
from tests.graphs import node

DAYS = [date(2013, 6, 1), date(2017, 12, 1), date(2021, 6, 1), date(2026, 11, 27)]
SETTINGS = {
    "defaults": DEFAULTS,
    "with friends": with_values({}, with_friends=True),
    "own numbers": with_values(
        {
            "half_life": 90.0,
            "live": 0.2,
            "phase_signed": 0.0,
            "relevance_proposed": 0.0,
            "base_call": 0.0,
            "base_letter": 1.0,
        },
        leave_out_derived=True,
        with_friends=True,
    ),
}


@pytest.fixture(scope="module")
def seeded(current: LocalEngine) -> Iterator[Store]:
    """The opening facts in a database."""
    with seeded_store(current) as store:
        yield store


def per_delegation(cells: list[Cell]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for cell in cells:
        found[cell.delegation].add(cell.issue)
    return dict(found)


def answered(store: Store, id: str, day: Day, **given: str) -> list[dict[str, Any]]:
    found = ask(store, id, given, day)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.neo4j
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_a_question_counts_what_the_first_page_counts(
    seeded: Store, at: date, settings: Settings
) -> None:
    day = Day(seed_snapshot(), at, settings)
    cells = find_cells(day)
    of_kind = {code: per_delegation([cell for cell in cells if cell.kind == code]) for code in KIND}
    assert {
        (row["delegation"], row["member"], issue)
        for row in answered(seeded, "hangs-on-one", day)
        for issue in row["issues"]
    } == {(cell.delegation, cell.members[0], cell.issue) for cell in cells if cell.kind == "one"}
    for id, code in (("stale-lines", "quiet"), ("tried-no-answer", "no_answer")):
        assert {
            row["delegation"]: set(row["issues"]) for row in answered(seeded, id, day)
        } == of_kind[code], id
    silent = {**of_kind["unknown"], **of_kind["nobody"]}
    assert {
        row["delegation"]: row["issue_count"]
        for row in answered(seeded, "most-issues-no-outreach", day)
    } == {id: len(issues) for id, issues in silent.items()}
    assert {row["delegation"] for row in answered(seeded, "never-asked", day)} == set(
        of_kind["unknown"]
    )


@pytest.mark.neo4j
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_no_line_and_never_raised_are_those_of_the_cells(
    seeded: Store, at: date, settings: Settings
) -> None:
    day = Day(seed_snapshot(), at, settings)
    snapshot = day.snapshot
    groups = [row.id for row in snapshot.of("Issue") if snapshot.back(row.id, "PART_OF")]
    for group in groups:
        family = {group, *(tie.source for tie in snapshot.back(group, "PART_OF"))}
        here = [cell for cell in find_cells(day) if cell.issue in family]
        assert {
            (row["agreement"], row["delegation"], row["gap"])
            for row in answered(seeded, "open-talks-without-line", day, issue=group)
        } == {
            (talk.agreement, cell.delegation, cell.kind)
            for cell in here
            if cell.kind not in LIVE
            for talk in cell.target.talks
        }
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        for cell in here:
            kinds[cell.delegation].add(cell.kind)
        assert {
            row["delegation"] for row in answered(seeded, "line-but-not-on-issue", day, issue=group)
        } == {id for id, found in kinds.items() if found == {"never_raised"}}


@pytest.mark.neo4j
@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_what_members_did_is_what_we_did(seeded: Store, settings: Settings) -> None:
    day = Day(seed_snapshot(), date(2017, 12, 1), settings)
    us = ours(day)
    agreement = likely_entry(day.snapshot, "Agreement")
    seated = {seat.source for seat in seats(day, agreement)}
    met = {
        delegation.target
        for row in day.snapshot.of("Engagement")
        if "2016-12-02" <= row.text("date") <= "2017-12-01"
        and any(who.source in us for who in day.snapshot.back(row.id, "TOOK_PART_IN"))
        for delegation in day.snapshot.out(row.id, "REACHED")
    }
    found = answered(
        seeded, "delegations-without-contact", day, agreement=agreement, since="2016-12-02"
    )
    assert {row["delegation"] for row in found} == seated - met
    for id in ("activities", "members-on-issue", "known-at-the-event", "same-table", "both-rooms"):
        given = {
            blank.name: likely_entry(day.snapshot, blank.label)
            for blank in QUESTION[id].parameters
            if blank.kind == "id"
        }
        for row in answered(seeded, id, day, **given):
            if id != "activities":
                named = row.get("members", [row.get("member")])
                assert set(named) <= us, id


def test_a_question_is_prepared_alike_with_the_entries_that_it_needs() -> None:
    """Only ``$lines`` needs the whole graph."""
    whole = seed_snapshot()
    told = [
        node("Setting", "setting_base_call", value=0.0),
        node("Setting", "setting_live", value=2.0),
    ]
    own = Snapshot(Rows.of((*whole.rows(), *told)))
    without_lines = [its for its in QUESTION.values() if LINES not in used(its.cypher)]
    assert 0 < len(without_lines) < len(QUESTION)
    for question in without_lines:
        labels = US_BY if US in used(question.cypher) else SET_BY
        part = Snapshot(Rows(tuple(row for row in own.nodes.values() if row.label in labels)))
        given = {
            blank.name: likely_entry(own, blank.label)
            for blank in question.parameters
            if blank.kind == "id"
        }
        for friends in (False, True):
            days = [
                Day(graph, DAYS[1], settings_of(graph, with_friends=friends))
                for graph in (own, part)
            ]
            assert prepared(question, given, days[0]) == prepared(question, given, days[1])
            assert differing_settings(own) == differing_settings(part) == {"base_call": 0.0}


@pytest.mark.neo4j
def test_a_statement_is_given_what_it_needs_of_the_graph(seeded: Store) -> None:
    whole = seed_snapshot()
    for question in ("hangs-on-one", "activities", "open-talks"):
        found = graph_behind(seeded, QUESTION[question].cypher)
        if question == "hangs-on-one":
            assert found == whole
            continue
        labels = US_BY if question == "activities" else SET_BY
        assert found.nodes == {id: row for id, row in whole.nodes.items() if row.label in labels}
        assert not found.relationships


@pytest.mark.neo4j
def test_the_statement_with_its_parameters_runs_by_itself(seeded: Store) -> None:
    day = Day(seed_snapshot(), DAYS[1], DEFAULTS)
    question = QUESTION["hangs-on-one"]
    given = {"on": day.at.isoformat()}
    alone = Console(seeded).ask(question.cypher, measured(day, question.cypher, given))
    assert alone.rows == ask(seeded, question, {}, day).rows
    assert measured(day, "RETURN size($lines)", {"lines": []}) == {"lines": []}
    assert sum(len(line["issues"]) for line in lines(day)) == len(find_cells(day))


@pytest.mark.neo4j
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_a_clause_is_told_as_it_was_known_on_the_day(seeded: Store, at: date) -> None:
    day = Day(seed_snapshot(), at, DEFAULTS)
    snapshot = day.snapshot
    told = {
        (tie.source, tie.target): clause
        for tie in snapshot.ties("COVERS")
        if (clause := as_known(tie, at)) and begun(day, tie.source)
    }
    own = {
        (agreement, issue): clause
        for (agreement, issue), clause in told.items()
        if not any(
            issue == tie.target
            for parent in snapshot.out(agreement, "JOINS")
            for tie in snapshot.out(parent.target, "COVERS")
        )
    }
    assert {
        (row["agreement"], row["issue"], strength, row["article"] or "", row["note"] or "")
        for strength in STRENGTHS
        for row in answered(seeded, "clauses-of-a-strength", day, strength=strength)
    } == {
        (*cell, clause.text("strength"), clause.text("article"), clause.text("note"))
        for cell, clause in own.items()
    }
    for group in ("g_data", "g_tech"):
        family = {group, *(tie.source for tie in snapshot.back(group, "PART_OF"))}
        assert {
            (row["agreement"], row["issue"], row["strength"], row["article"] or "")
            for row in answered(seeded, "how-agreements-treat", day, issue=group)
        } == {
            (*cell, clause.text("strength"), clause.text("article"))
            for cell, clause in own.items()
            if cell[1] in family
        }
    for agreement in ("usmca", "wto_eca", "rcep", "cptpp_accession_cri"):
        assert {
            (row["issue"], row["strength"], row["dispute_settlement"] or "")
            for row in answered(seeded, "what-an-agreement-covers", day, agreement=agreement)
        } == {
            (issue, clause.text("strength"), clause.text("dispute_settlement"))
            for (source, issue), clause in told.items()
            if source == agreement
        }
        assert {
            row["phase"]
            for row in answered(seeded, "phases-of-an-agreement", day, agreement=agreement)
        } == {
            tie.source
            for tie in snapshot.back(agreement, "PHASE_OF")
            if as_date(snapshot.nodes[tie.source].text("valid_from")) <= at
        }


@pytest.mark.neo4j
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_transparency_has_one_scale(seeded: Store, at: date) -> None:
    day = Day(seed_snapshot(), at, DEFAULTS)
    rows = answered(seeded, "transparency-scores", day, at_least="1")
    assert {
        row["entry"]: (row["known"], row["unknown"], row["score_low"], row["score_high"])
        for row in rows
    } == {
        score.subject: (
            score.known,
            len(score.points) - score.known,
            pytest.approx(100 * score.low, abs=0.5),
            pytest.approx(100 * score.high, abs=0.5),
        )
        for score in scores(day)
    }
