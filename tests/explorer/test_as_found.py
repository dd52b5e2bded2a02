"""Pages and papers say what was found, said and met by the day that is looked at, nothing later."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from explorer.answers.clause_answers import clauses_on, treatment
from explorer.app.chooser import search_list
from explorer.html.view import View
from explorer.pages.plan.before_a_meeting import asks_html
from explorer.pages.profile.agreement_sections import (
    at_the_table,
    coverage_of_issue,
    issues_of_agreement,
    phases,
)
from explorer.pages.profile.sections import (
    SECTIONS,
    contacts,
    openness,
    people_met,
    positions,
    table_now,
)
from explorer.picture.clauses import clauses
from explorer.picture.folding import contacts_of
from explorer.reports.agreements import known_clauses
from explorer.reports.choice import ReportChoice
from explorer.reports.points import point_lines
from explorer.reports.portraits import clause
from explorer.reports.registry import REPORTS
from explorer.reports.stances import stance_lines
from explorer.reports.statement import statement
from explorer.words.resolution import no_points
from graph_model.measures.day import Day
from graph_model.measures.transparency import RESOLUTION
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie

#: A year stands for its 1 July.
BEFORE, AFTER = date(2020, 6, 30), date(2020, 7, 1)


@pytest.fixture
def day() -> Day:
    """Everything in this graph happened in 2020, but for one answer and one contact of 2019."""
    snapshot = graph(
        *talks(),
        node("Delegation", "gamma", name="Gamma"),
        node("Indicator", "texts", name="Texts published", origin=RESOLUTION),
        node("Indicator", "seat", name="Seat", origin="another list"),
        tie("alpha", "SCORED", "texts", value="no", as_of="2020"),
        tie("alpha", "SCORED", "seat", value="yes", as_of="2019"),
        *contact("first", "2019-03-01", "meeting", "edri", "alpha", "flows"),
        *contact("second", "2020", "meeting", "edri", "gamma", "flows"),
        node("Position", "said", stance="proponent", valid_from="2020"),
        tie("alpha", "TAKES_POSITION", "said"),
        tie("said", "CONCERNS", "flows"),
        node("Phase", "deal_2", status="signed", valid_from="2020"),
        tie("deal_2", "PHASE_OF", "deal"),
    )
    return on_day(snapshot, AFTER)


def test_what_we_ask_is_answered_by_the_findings_of_the_day(day: Day) -> None:
    now, then = View(day, False), View(day.on(BEFORE), False)
    assert "1 of 1 point known" in asks_html(now, "alpha")
    assert "does not" in asks_html(now, "alpha")
    assert "Seat" not in asks_html(now, "alpha"), "a point of another list is no ask of ours"
    assert "Of none of 1 point is anything known" in asks_html(then, "alpha")


def test_a_profile_shows_each_finding_with_the_list_it_is_of(day: Day) -> None:
    now, then = View(day, False), View(day.on(BEFORE), False)
    assert "another list" in openness(then, "alpha")
    assert "Texts published" not in openness(then, "alpha")
    assert RESOLUTION in openness(now, "alpha")
    assert openness(then, "gamma") == ""


def test_a_profile_shows_contacts_positions_and_phases_up_to_the_day(day: Day) -> None:
    now, then = View(day, False), View(day.on(BEFORE), False)
    assert "second" in contacts(now, "gamma")
    assert contacts(then, "gamma") == ""
    assert ("gamma" in people_met(now, "edri"), "gamma" in people_met(then, "edri")) == (
        True,
        False,
    )
    assert "alpha" in people_met(then, "edri")
    assert "proponent" in positions(now, "alpha")
    assert positions(then, "alpha") == positions(then, "flows") == ""
    assert ("Signed" in phases(now, "deal"), "Signed" in phases(then, "deal")) == (True, False)


def test_a_paper_and_a_picture_take_a_year_for_its_middle(day: Day) -> None:
    for looked_at, met in ((day, {"edri": ("second",)}), (day.on(BEFORE), {})):
        assert contacts_of(looked_at, "gamma") == met

    snapshot = graph(
        *day.snapshot.rows(), tie("beta", "SCORED", "texts", value="yes", as_of="2020")
    )
    for on, told in ((BEFORE, False), (AFTER, True)):
        made = statement(on_day(snapshot, on), on, ReportChoice(delegation="gamma"))
        said = [line.text for part in made.sections for line in part.lines]
        assert any("Beta" in line and "does" in line for line in said) == told


def test_days_are_compared_as_days_and_never_as_text() -> None:
    root = Path(__file__).parents[2]
    compared = re.compile(r"[<>]=?\s*[\w.]*\.isoformat\(\)|\.isoformat\(\)\s*[<>]")
    found = [
        path.relative_to(root).as_posix()
        for room in ("graph_model", "loaders", "explorer")
        for path in (root / room).rglob("*.py")
        if compared.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_an_agreement_says_nothing_before_its_talks_began() -> None:
    rows = [
        *talks(),
        node("Agreement", "later", name="The Later One"),
        node("Phase", "later_1", status="negotiating", valid_from="2022-03-01"),
        tie("later_1", "PHASE_OF", "later"),
        tie("later", "COVERS", "flows", strength="proposed"),
        tie("alpha", "NEGOTIATES", "later", role="opponent", valid_from="2022-03-01"),
        node("Agreement", "timeless", name="Without phases"),
        tie("timeless", "COVERS", "flows", strength="binding"),
    ]
    before, after = (on_day(graph(*rows), date(2022, month, 28)) for month in (2, 3))
    for day, told in ((before, {"deal", "timeless"}), (after, {"deal", "later", "timeless"})):
        shown = View(day, False)
        assert {clause.tie.source for clause in clauses_on(day, "flows")} == told
        assert {cell.agreement for cell in clauses(day, [])} == told
        assert ("The Later One" in coverage_of_issue(shown, "flows")) == ("later" in told)
        assert bool(issues_of_agreement(shown, "later")) == ("later" in told)
        assert ("opponent" in at_the_table(shown, "later")) == ("later" in told)
        assert bool(known_clauses(day, "later")) == ("later" in told)


def test_the_opening_facts_say_nothing_of_2013_that_began_in_2025() -> None:
    day = on_day(seed_snapshot(), date(2013, 6, 1))
    asked = {
        clause.tie.source
        for issue in day.snapshot.of("Issue")
        for clause in clauses_on(day, issue.id)
    }
    assert asked.isdisjoint({"us_cambodia_art", "eu_uae_fta", "depa", "uk_india_ceta"})


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TOLD = re.compile(rf"\b({'|'.join(MONTHS)})[a-z]* (\d{{4}})\b")
#: Parts of a profile without free notes and without what is scheduled.
DATED = (contacts, positions, table_now, at_the_table, people_met, openness)


@pytest.mark.parametrize("on", ["2013-06-01", "2017-12-01", "2021-06-01"])
def test_no_part_of_any_profile_names_a_later_month(on: str) -> None:
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    shown, later = View(day, False), []
    for label in ("Delegation", "Agreement", "Issue", "Member"):
        for row in day.snapshot.of(label):
            for part in DATED:
                if part in SECTIONS[label][0] + SECTIONS[label][1]:
                    for month, year in TOLD.findall(part(shown, row.id)):
                        if date(int(year), MONTHS.index(month) + 1, 1) > day.at:
                            later.append((row.id, part.__name__, month, year))
    assert later == []


YEAR = re.compile(r"\b(20\d\d)\b")


@pytest.mark.parametrize("on", ["2013-06-01", "2017-12-01", "2021-06-01"])
def test_no_clause_position_or_finding_is_told_with_a_later_year(on: str) -> None:
    """The free notes too, on profiles, in papers, in answers and in what a search lists."""
    day = on_day(seed_snapshot(), date.fromisoformat(on))
    shown, told = View(day, False), list[str]()
    for row in day.snapshot.of("Agreement"):
        told += [issues_of_agreement(shown, row.id)]
        told += [clause(day, tie).text for tie in known_clauses(day, row.id)]
    for row in day.snapshot.of("Issue"):
        told += [coverage_of_issue(shown, row.id), positions(shown, row.id)]
        told += [str(treatment(day, row.id))]
    for row in day.snapshot.of("Delegation"):
        told += [positions(shown, row.id)]
        told += [line.text for line in (*stance_lines(day, row.id), *point_lines(day, row.id))]
    words = [re.sub(r"<[^>]+>|https?://\S+", " ", text) for text in told]
    told = [text for text in words if text != no_points(day)]
    later = {year for text in told for year in YEAR.findall(text) if int(year) > day.at.year}
    assert later <= {"2026"}, "the names of two talks alone have a later year"


def test_a_proposed_clause_has_no_article_yet_and_talks_no_issue_that_is_not_known() -> None:
    rows = [
        *(row for row in talks() if row.key != ("COVERS", "deal", "source")),
        tie("deal", "COVERS", "source", strength="binding", article="4", known_from="2024-05-01"),
        tie("deal", "COVERS", "data", strength="binding", known_from="2024", proposed_from="2024"),
    ]
    before = on_day(graph(*rows), date(2024, 4, 30))
    after = on_day(graph(*rows), date(2024, 5, 1))
    for day, strength, article in ((before, "proposed", ""), (after, "binding", "4")):
        (one,) = clauses_on(day, "source")
        assert (one.treated, one.tie.text("article")) == (strength, article)
        told = {cell.issue: (cell.strength, cell.article) for cell in clauses(day, ())}
        assert told == {"flows": ("binding", ""), "source": (strength, article)}
        found = search_list(day, "The Deal source", ())
        said = [str(one["second"]) for one in found if str(one["second"]).startswith("clause")]
        assert said == [f"clause: {strength}{', 4' if article else ''}"]
        dossier = REPORTS["dossier"].make(day, day.at, ReportChoice(delegation="alpha"))
        assert "2 Internet issues in it" in str(dossier)
