"""The same attacks where people meet the console: the page, the command line, and the blanks of the
ready questions.
"""

from __future__ import annotations

import re
import socket
from contextlib import suppress
from datetime import date

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner

from explorer.app import database
from explorer.commands import app
from graph_model.console.console import Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from graph_model.engine import CURRENT, LocalEngine
from graph_model.errors import BadParameter, QueryRefused
from graph_model.questions import QUESTIONS
from tests.conftest import HANGS, login
from tests.console.attacks import FAMILIES, statements
from tests.console.shared import Listener, fingerprint, given, secrets_of

#: What a blank of a ready question is filled with: Cypher, quotes, signs that end things, length,
#: half a character, other kinds of values.
HOSTILE = (
    "x'}) DETACH DELETE n //",
    '"}) CREATE (:Evil) RETURN "',
    "` SET n.name = 'evil' //",
    "$x}) LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l //",
    "\\u0027}) CREATE (:Evil) //",
    "a" * 10_000,
    "\x00\x1b[2J\r\n\u202e",
    "\ud800",
    "-1",
    "²",
    "9" * 5_000,
    "9999-12-31",
    "0000-00-00",
    "NaN",
    "null",
    '{"a": [1, {"b": 2}]}',
)
#: What begins a picture or a link in Markdown; behind a stroke it is a sign like others.
LINK = re.compile(r"(?<!\\)!\[|(?<!\\)\]\(")


@pytest.fixture
def own(engine: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands ask this server."""
    assert engine.running is not None
    for name, value in login(engine.running).items():
        monkeypatch.setenv(name, value)


@pytest.mark.neo4j
@pytest.mark.usefixtures("own")
def test_no_attack_through_the_command_line(
    engine: LocalEngine, store: Store, before: str, listeners: tuple[Listener, Listener]
) -> None:
    """Some of every family, with every way to print: refused with an exit code and a sentence, and
    no trace of an error of ours.
    """
    secrets, runner = secrets_of(engine), CliRunner()
    web, ftp = (
        f"{kind}://127.0.0.1:{one.port}"
        for kind, one in zip(("http", "ftp"), listeners, strict=True)
    )
    for family in FAMILIES:
        some = statements(family, web=web, ftp=ftp, name=socket.gethostname())
        for at, statement in enumerate(some[:: max(1, len(some) // EACH)]):
            found = runner.invoke(
                app,
                ["query", "--format", ("table", "csv", "json")[at % 3], "--timeout", "5", "-"],
                input=statement,
            )
            assert found.exit_code in (1, 2), f"{family}: {statement!r} gave {found.exit_code}"
            assert not isinstance(found.exception, Exception), statement
            assert found.stdout == "", statement
            assert found.stderr.strip(), statement
            assert not any(secret in found.output for secret in secrets), statement
    assert fingerprint(store) == before
    assert [one.calls for one in listeners] == [0, 0]
    assert runner.invoke(
        app, ["query", "MATCH (m:Member) RETURN count(m) AS number", "--format", "csv"]
    ).stdout.split() == ["number", "2"]


#: So many statements of a family are tried through the command line.
EACH = 2


@pytest.mark.neo4j
@pytest.mark.usefixtures("own")
def test_no_attack_by_parameters_of_the_command_line(store: Store, before: str) -> None:
    runner = CliRunner()
    deep = '{"a": ' * 5_000 + "1" + "}" * 5_000
    for value in (*HOSTILE, deep, "[" * 100_000, "9" * 5_000, "1e999", '"\\ud800"'):
        found = runner.invoke(
            app,
            [
                "query",
                "MATCH (m:Member {id: $x}) RETURN m",
                "--format",
                "json",
                "--param",
                f"x={value}",
            ],
        )
        assert found.exit_code in (0, 2), value[:60]
        assert not isinstance(found.exception, Exception), value[:60]
    assert fingerprint(store) == before


def draw_attacked() -> None:
    """The console's page, with a button that does what the editor does."""
    import streamlit as st

    from explorer.pages.console import page as console_page

    st.button("send", on_click=lambda: console_page.ask(st.session_state["sent"], "run"))
    console_page.page()


@pytest.mark.neo4j
def test_no_attack_through_the_page(
    engine: LocalEngine,
    store: Store,
    before: str,
    listeners: tuple[Listener, Listener],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One of every family: the page says why not, and shows the next answer."""
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: None)
    st.cache_resource.clear()
    database.of_app().store, database.of_app().engine = store, engine
    secrets = secrets_of(engine)
    web, ftp = (
        f"{kind}://127.0.0.1:{one.port}"
        for kind, one in zip(("http", "ftp"), listeners, strict=True)
    )
    test = AppTest.from_function(draw_attacked, default_timeout=HANGS).run()
    for at, family in enumerate(FAMILIES):
        some = statements(family, web=web, ftp=ftp, name=socket.gethostname())
        assert send(test, some[7 * at % len(some)]).error, (
            f"{family}: {some[7 * at % len(some)]!r} was answered"
        )
        assert not any(secret in str(test.main) for secret in secrets), family
    assert [
        sorted(row)
        for row in (
            send(test, "MATCH (m:Member) RETURN m.id AS id").dataframe[0].value.values.tolist()
        )
    ] == [["apc"], ["edri"]]
    assert fingerprint(store) == before
    assert [one.calls for one in listeners] == [0, 0]
    st.cache_resource.clear()


def send(test: AppTest, statement: str) -> AppTest:
    """Ask through the page, and look again when it is answered."""
    test.session_state["sent"] = statement
    test.button[0].click().run()
    if (job := test.session_state["cypher_job"]) is not None:
        job.wait(20)
        test.run()
    assert not test.exception, test.exception
    return test


def test_no_blank_takes_what_it_is_not_made_for() -> None:
    """Days, numbers and codes are read before anything is asked."""
    for question in QUESTIONS:
        for blank in question.parameters:
            for value in HOSTILE:
                if blank.kind != "id" and value != "9999-12-31":
                    with pytest.raises(BadParameter):
                        blank.read(value, date(2026, 11, 23))
            for last in (date.min, date.max):
                with suppress(BadParameter):
                    assert blank.read("", last) is not None


@pytest.mark.neo4j
def test_no_blank_of_a_ready_question_does_anything(
    engine: LocalEngine, store: Store, before: str
) -> None:
    """Every blank that takes an entry: what is no id finds nothing, or is refused; the values in
    turn, half of the blanks on either line.
    """
    console, turn = Console(store), 0
    for question in QUESTIONS:
        for blank in (blank for blank in question.parameters if blank.kind == "id"):
            turn, value = turn + 1, HOSTILE[turn % len(HOSTILE)]
            if turn % 2 == (engine.version == CURRENT):
                values = question.values(
                    {other.name: "x" for other in question.parameters if other.kind == "id"}
                    | {blank.name: value},
                    date(2026, 11, 23),
                )
                with suppress(QueryRefused):
                    assert not any(
                        value in row
                        for row in console.ask(question.cypher, values, QueryLimits(60)).rows
                    ), (question.id, value[:40])
    assert turn >= 30
    assert fingerprint(store) == before
    assert console.ask("MATCH (m:Member) RETURN count(m) AS number", given("")).rows == ((2,),)


@pytest.mark.parametrize(
    "name",
    [
        "since",
        "until",
        "at_least",
        "access",
        "strength",
        "venue",
        "delegation",
        "sort",
        "down",
        "as_of",
    ],
)
def test_no_address_breaks_the_questions_page(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that somebody sends: the page says what is no day or no number, and shows what it can;
    nothing of it becomes a picture or a link.
    """
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: None)
    taking = next(
        (question for question in QUESTIONS for blank in question.parameters if blank.name == name),
        QUESTIONS[0],
    )
    test = AppTest.from_function(draw_questions, default_timeout=HANGS)
    test.query_params["id"] = taking.id
    for value in (
        "x'}) DETACH DELETE n //",
        "![x](http://x.example/y.png)",
        "0001-01-01",
        "9999-12-31",
        "²",
    ):
        test.query_params[name] = value
        test.run()
        assert not test.exception, (value, test.exception)
        assert not any(LINK.search(said.value) for said in (*test.warning, *test.error)), value


def draw_questions() -> None:
    from explorer.pages.questions.page import page

    page()
