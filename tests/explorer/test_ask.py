"""The questions page and the command line over a real database give the same answers, with the
statement that gave them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from explorer.app import database
from explorer.app.ready_questions import matching
from explorer.commands import app
from explorer.words.answers import in_order_of_rank
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.measures import ours
from graph_model.questions import QUESTION, QUESTIONS
from graph_model.questions.answering import ask
from loaders.seeds import seed_snapshot
from tests.conftest import seeded_store
from tests.explorer.test_pages import show, words
from tests.graphs import on_day

RUN = CliRunner()
ON = date(2026, 11, 23)


@pytest.fixture
def seeded(current: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The app over a database that is ready and holds the seeds."""
    with seeded_store(current) as store:
        monkeypatch.setattr(
            database.AppDatabase, "start", lambda self: setattr(self, "store", store)
        )
        st.cache_resource.clear()
        st.cache_data.clear()
        yield store
        st.cache_resource.clear()
        st.cache_data.clear()


@pytest.mark.neo4j
def test_a_question_shows_its_rows_and_its_statement(seeded: Store) -> None:
    question = QUESTION["what-an-agreement-covers"]
    said = words(page := show("questions", id=question.id, agreement="cptpp", as_of="2026-11-23"))
    found = ask(seeded, question, {"agreement": "cptpp"}, on_day(seed_snapshot(), ON))
    assert f"{len(found.rows)} rows" in said
    assert "What does CPTPP say on Internet issues?" in said
    assert all(f"id={row[0]}" in said for row in found.rows)
    assert question.cypher in [block.value for block in page.code]
    ranked = words(show("questions", id="most-issues-no-outreach", as_of="2026-11-23"))
    assert ">Place</th>" in ranked
    assert "nine times in ten it lies in its range" in ranked
    scored = words(show("questions", id="transparency-scores", as_of="2026-11-23"))
    assert ">Place</th>" in scored
    assert "the best and the worst that the bands leave" in scored
    empty = words(show("questions", id="contacts-of", member="w3c", as_of="1999-01-01"))
    assert "Nothing on record answers this" in empty


@pytest.mark.neo4j
def test_the_command_line_gives_the_same(seeded: Store, current: LocalEngine) -> None:
    home = ["--home", str(current.home), "--as-of", "2026-11-23"]
    given = ["ask", "who-negotiates", "--param", "agreement=cptpp", *home]
    day = on_day(seed_snapshot(), ON)
    expected = ask(seeded, QUESTION["who-negotiates"], {"agreement": "cptpp"}, day)
    told = json.loads(RUN.invoke(app, [*given, "--format", "json"]).stdout)
    assert [tuple(row.values()) for row in told["rows"]] == list(expected.rows)
    assert told["cypher"] == QUESTION["who-negotiates"].cypher
    assert told["parameters"] == {"agreement": "cptpp", "on": "2026-11-23", "us": sorted(ours(day))}
    friends = RUN.invoke(app, [*given, "--with-friends", "--format", "json"]).stdout
    assert set(told["parameters"]["us"]) < set(json.loads(friends)["parameters"]["us"])
    lined = ["ask", "hangs-on-one", "--home", str(current.home), "--as-of", "2017-12-01", "--json"]
    told_lines = json.loads(RUN.invoke(app, lined).stdout)
    statement = ["query", told_lines["cypher"], "--param", "on=2017-12-01", "--as-of", "2017-12-01"]
    again = RUN.invoke(app, [*statement, "--home", str(current.home), "--json"]).stdout
    assert json.loads(again)["rows"] == [list(row.values()) for row in told_lines["rows"]] != []
    listed = list(csv.reader(io.StringIO(RUN.invoke(app, [*given, "--format", "csv"]).stdout)))
    assert listed[0] == list(expected.columns)
    assert len(listed) == len(expected.rows) + 1
    ranked = RUN.invoke(app, ["ask", "transparency-scores", *home], terminal_width=200).stdout
    assert "Place" in ranked
    assert "it is the best and the worst that the bands leave" in ranked
    assert "Place" not in RUN.invoke(app, given, terminal_width=200).stdout, (
        "a list by name has no places"
    )
    assert "Who negotiates cptpp" in RUN.invoke(app, given, terminal_width=200).stdout


def test_rows_that_are_in_no_order_stand_by_name() -> None:
    question = QUESTION["transparency-scores"]
    columns = ("entry", "name", "score_low", "score_high")
    rows = [("z", "Zeta", 40.0, 90.0), ("a", "alpha", 30.0, 80.0), ("l", "Last", 0.0, 10.0)]
    ordered, places = in_order_of_rank(question, columns, rows)
    assert [
        (row[1], place.low, place.high) for row, place in zip(ordered, places, strict=True)
    ] == [("alpha", 1, 2), ("Zeta", 1, 2), ("Last", 3, 3)]
    apart = in_order_of_rank(question, columns, [*rows[:2], ("b", "Best", 90.5, 95.0)])[0]
    assert [row[1] for row in apart] == ["Best", "alpha", "Zeta"]
    assert in_order_of_rank(QUESTION["transparency-findings"], ("entry", "name"), rows)[1] == []


def test_questions_are_found_by_their_words() -> None:
    assert sum(map(len, matching("").values())) == len(QUESTIONS)
    assert [
        question.id for found in matching("legally deadline").values() for question in found
    ] == ["ways-in-by-deadline"]
    assert matching("zzz") == {}
    assert "No question has these words" in words(_typed("zzz"))


def _typed(wanted: str) -> AppTest:
    page = show("questions")
    page.text_input(key="find_question").set_value(wanted).run()
    return page


def test_while_the_database_starts_the_page_says_so() -> None:
    page = show("questions", id="introductions", member="edri", delegation="usa_ustr")
    assert "the answer comes by itself" in page.info[0].value
    assert "Who can introduce EDRi to" in words(page)
    assert "console?q=MATCH" in words(page)
    assert "&amp;params=%7B%22member" in words(page)


def test_the_command_line_says_what_is_wrong() -> None:
    assert RUN.invoke(app, ["ask", "nothing"]).exit_code == 2
    assert "--param member=ID" in RUN.invoke(app, ["ask", "introductions"]).stderr
    assert RUN.invoke(app, ["ask", "activities", "--param", "since"]).exit_code == 2
    listed = json.loads(RUN.invoke(app, ["questions", "--json"]).stdout)
    assert len(listed) == len(QUESTIONS)
    assert {"id", "says", "row", "parameters", "cypher"} <= set(listed[0])
    assert all(question.id in RUN.invoke(app, ["questions"]).stdout for question in QUESTIONS[:3])
