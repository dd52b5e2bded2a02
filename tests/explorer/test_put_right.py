"""Putting entries right on their own pages, run by Streamlit's own test runner over a real
Neo4j.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer.app import database, saving
from explorer.html.people import NotYours
from explorer.words.captions import entry_title
from graph_model.corrections import corrections
from graph_model.database.load_history import written_by
from graph_model.database.store import Store
from graph_model.dataset_changes import SHIPPED, TYPED, compare
from graph_model.engine import LocalEngine
from graph_model.errors import EditConflict
from graph_model.rows import Rows
from graph_model.search import own_names
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy
from loaders.write.edits import EntryEdit, put_right
from loaders.write.small_writes import record
from tests.conftest import HANGS, empty
from tests.explorer.test_pages import run_page, words
from tests.graphs import contact, graph, node, talks

TODAY = "2025-01-01"
CITY = node("Delegation", "alpha", name="Ministry of Alpha", city="Alphaville")
FACTS = graph(*talks(), *contact("e1", "2024-12-28", "call", "apc", "beta"))
BEGINNING = Snapshot(Rows.of(replace(row, dataset=SHIPPED) for row in FACTS.rows()))
pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(current: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The app over opening facts in a Neo4j that is ready."""
    empty(current)
    assert current.running is not None
    with current.running.store() as opened:
        opened.write(compare(Snapshot(), BEGINNING.rows(), SHIPPED), Snapshot())

        def start(self: database.AppDatabase) -> None:
            self.store = opened
            self.hold(KeptCopy(opened.read(), opened.last_load()))

        monkeypatch.setattr(database.AppDatabase, "start", start)
        monkeypatch.setattr(database, "today", lambda: TODAY)
        st.cache_data.clear()
        yield opened
    st.cache_data.clear()


def show(**params: str) -> AppTest:
    return page("profile", **params)


def page(address: str, **params: str) -> AppTest:
    test = AppTest.from_function(run_page, args=(address,), default_timeout=HANGS)
    for name, value in params.items():
        test.query_params[name] = value
    return run(test)


def run(test: AppTest) -> AppTest:
    test.run()
    assert not test.exception, test.exception
    return test


def way(test: AppTest, key: str, which: str) -> AppTest:
    test.session_state[f"way_{key}"] = which
    return run(test)


def press(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label.startswith(label)).click()
    return run(test)


def fill(test: AppTest, label: str, value: str) -> AppTest:
    widgets = (*test.text_input, *test.selectbox)
    next(widget for widget in widgets if widget.label.startswith(label)).set_value(value)
    return run(test)


def now() -> Snapshot:
    return database.of_app().kept.snapshot


def test_a_shipped_fact_is_corrected_told_and_undone(store: Store) -> None:
    test = way(show(id="alpha"), "alpha", "Edit")
    test = fill(test, "Url", "no address")
    assert "is not a web address" in test.error[0].value
    test = fill(fill(test, "Url", ""), "City", "Alphaville")
    test = press(fill(test, "Why", "Their own page says so"), "Save")
    assert "Ministry of Alpha" in test.success[0].value
    assert now().nodes["alpha"].text("city") == "Alphaville"
    assert "Corrected by the coalition" in words(test)
    assert "Their own page says so" in words(test)
    test = way(test, "alpha", "History")
    assert "city: (empty) → Alphaville" in words(test)
    press(test, "Undo")
    assert now() == BEGINNING


def test_the_second_of_two_sees_both_versions_and_chooses(store: Store) -> None:
    test = fill(way(show(id="alpha"), "alpha", "Edit"), "City", "Second")
    other = node("Delegation", "alpha", name="Ministry of Alpha", city="First")
    saving.put_right(EntryEdit(Rows((other,))))
    test = press(test, "Save")
    assert "Somebody else changed Ministry of Alpha" in test.error[0].value
    assert "<td >First</td><td >Second</td>" in words(test)
    assert now().nodes["alpha"].text("city") == "First"
    press(test, "Save mine over it")
    assert now().nodes["alpha"].text("city") == "Second"


def test_a_tie_has_a_card_and_is_put_right_there(store: Store) -> None:
    test = show(id="alpha")
    assert "tie=NEGOTIATES~alpha~deal" in words(test).replace("%7E", "~")
    test = show(tie="NEGOTIATES~alpha~deal")
    assert "Ministry of Alpha negotiates The Deal" in words(test)
    test = way(test, "NEGOTIATES alpha deal", "Edit")
    press(fill(test, "Role", "opponent"), "Save")
    assert now().out("alpha", "NEGOTIATES")[0].text("role") == "opponent"
    test = way(show(tie="NEGOTIATES~alpha~deal"), "NEGOTIATES alpha deal", "Dispute")
    press(fill(test, "What is disputed", "They left"), "Mark as disputed")
    assert corrections(now())["NEGOTIATES alpha deal"].state == "corrected", "theirs is kept"
    test = way(show(tie="NEGOTIATES~beta~deal"), "NEGOTIATES beta deal", "Dispute")
    press(fill(test, "What is disputed", "They left"), "Mark as disputed")
    assert corrections(now())["NEGOTIATES beta deal"].state == "disputed"
    assert "There is no such tie" in words(show(tie="NEGOTIATES~alpha~nothing"))


def test_a_tie_and_a_source_are_added(store: Store) -> None:
    test = way(show(id="edri"), "edri", "Add a tie")
    test = fill(test, "What is to be said", "WORKS_ON out")
    test.session_state["tie_edri_WORKS_ON_out_other_held"] = ["flows"]
    press(run(test), "Save this tie")
    assert [tie.target for tie in now().out("edri", "WORKS_ON")] == ["flows"]
    test = way(show(id="edri"), "edri", "Source or end")
    press(fill(test, "One more web address", "https://edri.example/about"), "Save")
    assert now().nodes["edri"].text("source_url") == "https://edri.example/about"


def test_the_end_of_a_tie_is_said(store: Store) -> None:
    test = way(show(tie="NEGOTIATES~alpha~deal"), "NEGOTIATES alpha deal", "Source or end")
    press(fill(test, "It no longer holds from", "2024-06"), "Save")
    tie = now().out("alpha", "NEGOTIATES")[0]
    assert tie.text("valid_to") == "2024-06"
    assert "June 2024" in words(show(tie="NEGOTIATES~alpha~deal"))


def test_what_hangs_on_an_entry_is_said_before_it_goes(store: Store) -> None:
    test = way(show(id="alpha"), "alpha", "Take out")
    assert "1 tie hangs on it" in words(test)
    assert "is not taken out" not in words(test)
    assert "negotiates: 1" in words(test)
    test = press(test, "Take it out with its 1 tie")
    assert "alpha" not in now().nodes
    assert "Ministry of Alpha" in test.success[0].value
    assert "under Recorded lately" in test.success[0].value, "its own page is gone"


def test_a_membership_is_ended_and_not_taken_out(store: Store) -> None:
    test = way(show(id="apc"), "apc", "Take out")
    assert "A body that left is not taken out: fill in “member until”" in words(test)


def test_a_contact_is_called_by_what_happened() -> None:
    assert (
        entry_title(FACTS, FACTS.nodes["e1"]) == "Call, 28 December 2024: APC and Ministry of Beta"
    )


def test_plans_answers_and_settings_know_what_they_began_from(store: Store) -> None:
    plan = saving.keep_plan(("edri",), ("alpha",)).new.nodes[0]
    st.session_state["seen_before"] = now()
    saving.mark_plan(plan.id, "done")
    with pytest.raises(EditConflict):
        saving.mark_plan(plan.id, "dropped")
    st.session_state["seen_before"] = now()
    saving.mark_plan(plan.id, "dropped")
    saving.keep_answers("edri", {"beta": "no"})
    with pytest.raises(EditConflict):
        saving.keep_answers("edri", {"beta": "yes"})
    saving.keep_settings({"live": 0.4})
    with pytest.raises(EditConflict):
        saving.keep_settings({"live": 0.5}, {"setting_live": None})
    assert now().nodes["setting_live"].fields["value"] == 0.4
    put_right(store, EntryEdit(says="nothing"), TODAY)


def test_what_somebody_else_did_is_taken_back_only_after_a_yes(store: Store) -> None:
    with written_by("Ben, APC"):
        put_right(store, EntryEdit(Rows((CITY,)), says="City of Alpha"), TODAY)
    database.of_app().hold(KeptCopy(store.read(), store.last_load()))
    for address, asks in (("record", "Undo"), ("data", "Take it back")):
        test = press(page(address), asks)
        assert now().nodes["alpha"].text("city") == "Alphaville", "it is asked first"
        assert [its.label for its in test.button if "Ben, APC" in its.label] == [
            "Yes, undo the work of Ben, APC"
        ]
    test = press(press(page("record"), "Undo"), "Yes, undo")
    assert now() == BEGINNING


def test_a_contact_says_who_recorded_it_and_is_put_right_by_its_author(store: Store) -> None:
    with written_by("Ben, APC"):
        record(store, contact("e2", "2024-12-30", "call", "apc", "beta"), TYPED)
    database.of_app().hold(KeptCopy(store.read(), store.last_load()))
    test = way(page("profile", id="e2"), "e2", "History")
    assert "by Ben, APC" in words(test)
    put = EntryEdit(Rows((replace(now().nodes["e2"], dataset=""),)))
    saving._own(store, put, "Ben, APC")
    with pytest.raises(NotYours):
        saving._own(store, put, "Ana, EDRi")


def test_doubles_are_compared_merged_together_and_taken_apart(store: Store) -> None:
    twins = [
        node("Member", "edri_2", name="EDRi", stakeholder_group="civil_society"),
        node("Member", "apc_2", name="A.P.C.", short_name="APC", stakeholder_group="civil_society"),
        *contact("e2", "2024-12-30", "call", "apc_2", "beta", "flows"),
    ]
    saving.put_right(EntryEdit(Rows.of(twins)))
    before = now()
    test = page("data")
    assert "2 pairs may be one body" in words(test)
    next(its for its in test.toggle if its.label.startswith("Compare them")).set_value(True)
    assert re.search(r"\d ties? go(es)? over\. ", words(run(test))), "what merging would change"
    assert {"apc", "apc_2"} <= now().nodes.keys(), "nothing is merged without a yes"
    test = press(test, "The 2 nearly certain pairs are the same")
    assert not {"edri_2", "apc_2"} & now().nodes.keys()
    assert {row.target for row in now().out("apc", "TOOK_PART_IN")} == {"e1", "e2"}
    assert "APC" in own_names(now(), now().nodes["apc"])
    test = press(press(test, "Take apart"), "Take apart")
    assert now().to_json() == before.to_json()
    test = press(test, "Not sure")
    assert "not sure" in words(test)
    assert "1 pair may be one body" in words(test)
