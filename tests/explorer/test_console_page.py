"""The console's page, run by Streamlit's own test runner: what it shows of an answer, and of a
question that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.pages.console.examples import EXAMPLES
from explorer.pages.console.saved_queries import QUERIES
from graph_model.console.answer_values import NodeValue
from graph_model.console.console import Answer
from graph_model.console.guard import refuse_text
from graph_model.console.notices import LABELS, PROPERTIES, TYPES
from graph_model.database.limits import check_size
from graph_model.errors import LinkagesError, QueryEnded, QueryRefused, StoreUnreachable
from tests.conftest import HANGS

PLAN = {
    "operatorType": "ProduceResults@neo4j",
    "args": {"Details": "d", "Rows": 1, "DbHits": 7},
    "children": [],
}


@dataclass
class Finished:
    """A question that has come to an end."""

    answer: Answer | LinkagesError
    mode: str = "run"
    statement: str = "MATCH (n)\nRETURN m"
    done: bool = True

    def result(self) -> Answer:
        if isinstance(self.answer, LinkagesError):
            raise self.answer
        return self.answer


def draw_page() -> None:
    from explorer.pages.console.page import page

    page()


def shown(task: Finished | None = None, **params: str) -> AppTest:
    test = AppTest.from_function(draw_page, default_timeout=HANGS)
    for name, value in params.items():
        test.query_params[name] = value
    if task is not None:
        test.session_state["cypher_job"] = task
    test.run()
    assert not test.exception, test.exception
    return test


def words(test: AppTest) -> str:
    return "\n".join(element.value for element in test.markdown)


def test_the_limits_are_said_before_anything_is_asked() -> None:
    assert "20 seconds, 10,000 rows and 256 MB" in words(shown())
    assert "opens by itself" in shown().info[0].value


def test_an_answer_with_its_table_its_picture_and_what_was_noted() -> None:
    usa = NodeValue("4:x:1", ("Delegation",), {"id": "usa_ustr", "name": "USTR"})
    test = shown(
        Finished(
            Answer(
                ("d",),
                ((usa,),),
                1,
                True,
                0.05,
                ("No row has the property “nam”; did you mean name?",),
                PLAN,
            ),
            "profile",
        )
    )
    assert test.dataframe[0].value["d"].tolist() == ['(:Delegation "USTR")']
    assert "In 0.05 seconds, 7 database hits." in words(test)
    assert [warning.value[:30] for warning in test.warning] == [
        "No row has the property “nam”;",
        "Only the first 1 row is shown,",
    ]
    assert "1 entry, and the ties between them" in words(test)


def test_a_plan_alone_and_an_empty_answer() -> None:
    assert shown(Finished(Answer(plan=PLAN), "explain")).dataframe[0].value["step"].tolist() == [
        "ProduceResults"
    ]
    assert "No row fits" in words(shown(Finished(Answer(("x",)))))


def test_why_there_is_no_answer_with_the_place() -> None:
    refused = shown(Finished(QueryRefused("Variable `m` not defined", 2, 8)))
    assert refused.error[0].value == "Variable \\`m\\` not defined"
    assert refused.code[0].value == "RETURN m\n       ^"
    assert "time is up" in shown(Finished(QueryEnded("The time is up."))).error[0].value


def test_the_statement_stands_in_the_address() -> None:
    assert shown(q="RETURN 42 AS x").session_state["cypher_text"] == "RETURN 42 AS x"


def test_a_link_brings_another_statement_into_an_open_console() -> None:
    test = AppTest.from_function(draw_page, default_timeout=HANGS)
    test.query_params["q"] = "RETURN 1"
    test.run()
    assert test.session_state["cypher_text"] == "RETURN 1"
    test.query_params["q"], test.query_params["params"] = "RETURN $two", '{"two": 2}'
    test.run()
    assert (test.session_state["cypher_text"], test.session_state["cypher_params"]) == (
        "RETURN $two",
        '{"two": 2}',
    )
    assert test.session_state["cypher_turn"] == 2, "the editor is told"


def test_examples_use_names_of_the_vocabulary_and_are_not_refused() -> None:
    for _, statement in EXAMPLES:
        check_size(statement)
        refuse_text(statement)
    assert "Delegation" in LABELS
    assert "NEGOTIATES" in TYPES
    assert {"id", "name", "dataset"} <= set(PROPERTIES)


def saving(test: AppTest, statement: str, name: str) -> None:
    """What the editor's button and the form do."""
    test.session_state["cypher_saving"] = statement
    test.run()
    next(each for each in test.text_input if each.label.startswith("Save this query")).set_value(
        name
    )
    next(each for each in test.button if each.label == "Save").click().run()
    assert not test.exception, test.exception


def press(test: AppTest, label: str) -> None:
    next(each for each in test.button if each.label == label).click().run()
    assert not test.exception, test.exception


def test_a_query_is_saved_opened_renamed_removed_and_put_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    test = shown()
    assert "No query is saved yet" in words(test)
    test.session_state["cypher_params"] = '{"x": 1}'
    saving(test, "RETURN $x AS x", "  <b>Mine</b>  ")
    assert QUERIES.all(home) == {"<b>Mine</b>": {"q": "RETURN $x AS x", "params": '{"x": 1}'}}
    assert "“&lt;b&gt;Mine&lt;/b&gt;” is saved." in words(test)
    assert "console?q=RETURN+%24x+AS+x&amp;params=%7B%22x%22%3A+1%7D" in words(test), (
        "the address shares it"
    )
    press(test, "Undo")
    assert QUERIES.all(home) == {}
    saving(test, "RETURN 1", "Mine")
    saving(test, "RETURN 2", "Other")
    next(each for each in test.text_input if each.label == "Another name for Mine").set_value(
        "Other"
    )
    press(test, "Rename")
    assert "name of another query" in words(test)
    next(each for each in test.text_input if each.label == "Another name for Mine").set_value(
        "Ours"
    )
    press(test, "Rename")
    assert sorted(QUERIES.all(home)) == ["Other", "Ours"]
    QUERIES.save(home, "of someone else", {"q": "RETURN 3"})
    press(test, "Undo")
    assert sorted(QUERIES.all(home)) == ["Mine", "Other", "of someone else"], (
        "taking back touches no other name"
    )
    press(test, "Remove")
    assert "Mine" not in QUERIES.all(home)
    press(test, "Undo")
    assert QUERIES.all(home)["Mine"] == {"q": "RETURN 1", "params": '{"x": 1}'}
    saving(test, "RETURN 9", "")
    assert "give it a name" in words(test)
    (home / QUERIES.file).write_text("[broken")
    assert QUERIES.all(home) == {}


def test_what_cannot_be_enforced_on_an_own_server_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Own:
        def reading(self, seconds: float, mark: str) -> None:
            raise StoreUnreachable("It tells nothing of its functions.")

        def setting(self, names: list[str]) -> dict[str, str]:
            return {name: "60s" if "timeout" in name else "false" for name in names}

    monkeypatch.setattr(database.of_app(), "store", Own())
    monkeypatch.setattr(database.AppDatabase, "current", lambda self: self.kept.snapshot)
    said = shown().warning[0].value
    assert "This is your own Neo4j" in said
    assert "takes for ever to plan" in said
    assert "time limit" not in said


def test_what_is_said_of_a_statement_is_no_markdown() -> None:
    """A name in a statement, or a value in an address, must not become a picture that a browser
    fetches.
    """
    notices = (
        "No row has the label “![x](http://x.example/y.png)”.",
        "No row has the property “*b*”.",
    )
    said = shown(Finished(Answer(("d",), (), 0, notices=notices))).warning[0].value
    assert said.startswith("- No row")
    assert "![" not in said
    assert "*b*" not in said.replace("\\*", "")
    assert (
        "!["
        not in shown(Finished(QueryRefused("Unknown function '![x](http://x.example)'")))
        .error[0]
        .value
    )
    assert "![" not in shown(as_of="![](http://x.example)").warning[0].value
