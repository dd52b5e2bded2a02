"""What a look at a page costs the server beyond the page: kept where it is the same for everybody,
and no other for it.
"""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.testing.v1 import AppTest

from explorer.app.kept_theme import keep_theme
from explorer.html.app_links import href
from explorer.html.people import AccessRole, Person, seen_by
from explorer.pages.gaps.kept_matrix import chosen_cells, filter_choices, matrix_of
from explorer.picture.matrix import MatrixFilters
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from tests.conftest import HANGS
from tests.graphs import graph, node, talks, tie

ROLES: tuple[AccessRole, ...] = ("steward", "member", "reader")


def test_the_kept_theme_is_the_one_that_streamlit_works_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    work_out = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", work_out)  # put back in the end
    keep_theme()
    keep_theme()  # twice is once
    kept_one = app_session._populate_theme_msg
    assert kept_one is not work_out

    for _ in range(2):  # worked out, and taken from what is kept
        kept, worked_out = CustomThemeConfig(), CustomThemeConfig()
        for message, fill in ((kept, kept_one), (worked_out, work_out)):
            fill(message)
            fill(message.light, "theme.light")
            fill(message.dark, "theme.dark")
            fill(message.sidebar, "theme.sidebar")
        assert kept == worked_out
        assert kept.HasField("light")
        assert kept.font_faces
        assert not kept.HasField("sidebar")


def test_what_is_kept_for_a_steward_is_not_shown_to_a_reader() -> None:
    own = {"visibility": "private"}
    hidden: list[NodeRow | RelationshipRow] = [
        node("Delegation", "gamma", name="Ministry of Gamma", kind="agency", **own),
        node("Economy", "land", name="Land", region="Nowhere", **own),
        tie("gamma", "NEGOTIATES", "deal", role="negotiator", **own),
        tie("gamma", "REPRESENTS", "land", **own),
    ]
    everything = graph(*talks(), *hidden)
    at, every = date(2025, 1, 1), MatrixFilters()
    steward, member, reader = (
        Day(seen, at, settings_of(seen))
        for seen in (seen_by(everything, Person("", "", role)) for role in ROLES)
    )
    for _ in range(2):  # made, and taken from what is kept
        assert filter_choices(steward).regions == ("Nowhere",)
        assert "gamma" in matrix_of(steward, every, "missing", False, "issue")[0].delegations
        assert {cell.delegation for cell in chosen_cells(steward, every)} == {
            "alpha",
            "beta",
            "gamma",
        }
        for day in (member, reader):
            assert filter_choices(day).regions == filter_choices(day).bodies == ()
            assert matrix_of(day, every, "missing", False, "issue")[0].delegations == (
                "alpha",
                "beta",
            )
            assert {cell.delegation for cell in chosen_cells(day, every)} == {"alpha", "beta"}


def linked() -> None:
    """A page that says an address before and after the reader changes what goes along."""
    import streamlit as st

    from explorer.html.app_links import href

    st.text(href("gaps", cell="a~b"))
    st.toggle("With friends", key="friends", on_change=lambda: st.query_params.update(friends="in"))
    st.query_params["sources"] = "on"
    st.text(href("gaps"))
    del st.query_params["sources"]
    st.text(href("gaps", as_of="-"))


def test_an_address_takes_along_what_the_visit_has_at_that_moment() -> None:
    test = AppTest.from_function(linked, default_timeout=HANGS)
    test.query_params["as_of"] = "2017-12-01"
    test.query_params["part"] = "event"
    test.run()
    assert [text.value for text in test.text] == [
        "gaps?as_of=2017-12-01&cell=a~b",
        "gaps?as_of=2017-12-01&sources=on",
        "gaps",
    ]
    test.toggle[0].set_value(True).run()
    assert test.text[0].value == "gaps?as_of=2017-12-01&friends=in&cell=a~b"
    assert test.text[2].value == "gaps?friends=in"


def test_an_address_outside_a_visit_has_what_it_is_given() -> None:
    assert href("profile", id="alpha") == "profile?id=alpha"
    assert href("") == "./"


def behind_a_button() -> None:
    """A page with a field behind a button."""
    import streamlit as st

    from explorer.app.unfolding import unfolding

    with unfolding("Words", "words") as opened:
        if opened:
            st.text_input("Say it", key="said")


def test_what_stands_behind_a_button_is_drawn_once_it_was_opened_and_stays_when_shut() -> None:
    test = AppTest.from_function(behind_a_button, default_timeout=HANGS).run()
    assert not test.text_input
    test.session_state["words"] = True
    test.run()
    test.text_input(key="said").input("aloud").run()
    test.session_state["words"] = False
    test.run()
    assert test.text_input(key="said").value == "aloud"
