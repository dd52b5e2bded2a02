"""What has no room in its field is told so with the limit; nothing that is pasted vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.pages.console import saved_queries
from explorer.pages.map import saved_views
from tests.explorer.test_pages import SMALL, show

EXPLORER = Path(__file__).parents[2] / "explorer"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "snapshot", lambda: SMALL)


def told(test: AppTest) -> str:
    assert not test.exception, test.exception
    return "\n".join(its.value for its in test.warning)


def test_no_field_drops_what_is_pasted() -> None:
    """A limit of Streamlit's own lets a longer text vanish without a word."""
    held = [
        path.name
        for path in EXPLORER.rglob("*.py")
        if "max_chars=" in path.read_text(encoding="utf-8")
    ]
    assert held == []


def test_a_name_of_a_view_that_is_too_long_is_refused_with_its_limit() -> None:
    test = show("map", question="recent", as_of="2024-06-01")
    label = "Keep this view under a name"
    field = next(its for its in test.text_input if its.label == label)
    field.input("a" * 81)
    next(button for button in test.button if button.label == "Keep").click().run()
    assert f"“{label}” has room for 80 letters; this has 81" in told(test)
    home = database.of_app().home
    assert saved_views.views(home) == {}
    field = next(its for its in test.text_input if its.label == label)
    assert field.value == "a" * 81, "it stays, to be made shorter"
    field.input("a" * 80)
    next(button for button in test.button if button.label == "Keep").click().run()
    assert told(test) == ""
    assert list(saved_views.views(home)) == ["a" * 80]


def test_words_in_a_picture_that_are_too_long_are_refused_with_their_limit() -> None:
    test = show("pictures", what="network", focus="alpha", subtitle="As it was")
    field = next(its for its in test.text_input if its.label == "A note of your own")
    field.input("b" * 301).run()
    assert "“A note of your own” has room for 300 letters; this has 301" in told(test)
    assert "note" not in test.query_params
    test.run()
    assert told(test) == "", "said once"
    asked = show("pictures", what="network", focus="alpha", subtitle="c" * 301)
    assert "“Subtitle” has room for 300 letters; this has 301" in told(asked)


def test_a_name_of_a_query_that_is_too_long_is_refused_with_its_limit() -> None:
    def naming() -> None:
        import streamlit as st

        from explorer.pages.console import saved_queries

        st.session_state.setdefault(saved_queries.WAITING, "RETURN 1")
        saved_queries.last_change()
        saved_queries.naming()

    test = AppTest.from_function(naming).run()
    test.text_input[0].input("d" * 81)
    test.button[0].click().run()
    assert "“Name” has room for 80 letters; this has 81" in test.markdown[0].value
    assert saved_queries.QUERIES.all(saved_queries.home()) == {}
    assert test.text_input[0].value == "d" * 81
