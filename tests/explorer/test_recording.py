"""Recording, planning and settings as pages, run by Streamlit's own test runner over a real
Neo4j.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from explorer.app import database, saving
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.measures import coverage, find_cells
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy
from tests.conftest import HANGS, empty
from tests.explorer.test_pages import run_page, words
from tests.graphs import contact, graph, node, on_day, talks

TODAY = "2025-01-01"
BEGINNING = graph(*talks(), *contact("e1", "2024-12-28", "call", "apc", "beta"))
pytestmark = pytest.mark.neo4j


def run_kept() -> None:
    from explorer.app.visit import view
    from explorer.pages.plan.kept_plans import draw

    draw(view())


def run_button() -> None:
    from explorer.app.plan_button import plan_button
    from explorer.app.visit import view

    plan_button(view().snapshot, ("edri", "apc"), ("alpha",), ("flows",), key="try")


@pytest.fixture
def written(current: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """The app over two delegations and two members in a Neo4j that is ready; gives how many writes
    there were since.
    """
    empty(current)
    assert current.running is not None
    with current.running.store() as store:
        store.write(compare(Snapshot(), BEGINNING.rows(), "test"), Snapshot())
        before = len(store.history())

        def start(self: database.AppDatabase) -> None:
            self.store = store
            self.hold(KeptCopy(store.read(), store.last_load()))

        monkeypatch.setattr(database.AppDatabase, "start", start)
        monkeypatch.setattr(database, "today", lambda: TODAY)
        st.cache_data.clear()
        yield lambda: len(store.history()) - before
    st.cache_data.clear()


def show(address: str, **params: str) -> AppTest:
    test = AppTest.from_function(run_page, args=(address,), default_timeout=HANGS)
    return _run(test, params)


def _run(test: AppTest, params: dict[str, str] | None = None) -> AppTest:
    for name, value in (params or {}).items():
        test.query_params[name] = value
    test.run()
    assert not test.exception, test.exception
    return test


def press(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click()
    return _run(test)


def fill(test: AppTest, label: str, value: Any) -> AppTest:
    widgets = (
        *test.multiselect,
        *test.text_input,
        *test.selectbox,
        *test.date_input,
        *test.number_input,
        *test.radio,
    )
    widget: Any = next(widget for widget in widgets if widget.label.startswith(label))
    widget.set_value(value)
    return _run(test)


FIELDS = ("members", "delegations", "about")


def _key(test: AppTest, field: str) -> str:
    begun = "record_turn" in test.session_state
    return f"record_{field}_{test.session_state['record_turn'] if begun else 0}_held"


def held(test: AppTest) -> list[list[str]]:
    """What the three fields of names hold."""
    return [test.session_state[_key(test, field)] for field in FIELDS]


def hold(test: AppTest, field: str, *names: str) -> AppTest:
    """Choose in a field of names; how one types there, a browser tests."""
    test.session_state[_key(test, field)] = list(names)
    return _run(test)


def now() -> Snapshot:
    return database.of_app().kept.snapshot


def test_a_gap_prefills_the_form_and_saving_says_how_the_band_moved(
    written: Callable[[], int],
) -> None:
    test = show("record", delegation="alpha", issue="flows", member="edri")
    assert held(test) == [["edri"], ["alpha"], ["flows"]]
    test = press(fill(test, "In a sentence", "They asked for our text."), "Save this contact")
    said = words(test)
    assert "Meeting: EDRi with Ministry of Alpha, 2025-01-01" in said
    assert "Reached was 0%, now 30%" in said
    assert "not known → hangs on one for 1 line" in said
    assert coverage(find_cells(on_day(now(), date(2025, 1, 1)))).low == pytest.approx(0.3)
    assert held(test) == [[], [], []], "the form is empty again"
    row = next(row for row in now().of("Engagement") if row.id != "e1")
    assert (row.dataset, row.text("summary"), row.text("confidence")) == (
        "contacts",
        "They asked for our text.",
        "memory",
    )
    test = press(test, "Undo")
    assert len(now().of("Engagement")) == 1
    assert "Taken back" in test.success[0].value


def test_what_is_missing_is_said_only_after_the_button(written: Callable[[], int]) -> None:
    test = show("record")
    assert not test.error
    test = press(test, "Save this contact")
    assert {error.value[:18] for error in test.error} == {
        "Say who of us had ",
        "Say with whom the ",
    }
    assert written() == 0


def test_a_persons_address_is_refused_and_the_reason_given(written: Callable[[], int]) -> None:
    test = fill(
        show("record", delegation="alpha", member="edri"),
        "In a sentence",
        "Write to jane@alpha.example",
    )
    assert "bodies and roles, not persons" in test.error[0].value
    press(test, "Save this contact")
    assert written() == 0


def test_names_are_found_without_accents_and_with_slips_and_new_ones_are_asked_about(
    written: Callable[[], int],
) -> None:
    test = hold(show("record"), "members", "édri", "A New Body")
    assert not any("édri" in radio.label for radio in test.radio), (
        "an accent is forgiven without a question"
    )
    test = fill(test, "“A New Body” is new", "technical_community")
    test = hold(test, "delegations", "Minstry of Alfa")
    test = fill(test, "“Minstry of Alfa” is not in the list", "alpha")
    press(test, "Save this contact")
    row = now().nodes["a_new_body"]
    assert (row.name, row.text("stakeholder_group"), row.dataset) == (
        "A New Body",
        "technical_community",
        "contacts",
    )
    contact_id = next(row.id for row in now().of("Engagement") if row.id != "e1")
    assert {tie.source for tie in now().back(contact_id, "TOOK_PART_IN")} == {"edri", "a_new_body"}
    assert [tie.target for tie in now().out(contact_id, "REACHED")] == ["alpha"]


def test_a_likely_double_is_shown(written: Callable[[], int]) -> None:
    assert "This may be recorded already" in words(show("record", delegation="beta", member="apc"))
    assert "This may be recorded already" not in words(
        show("record", delegation="beta", member="edri")
    )


def test_what_was_recorded_lately_can_be_taken_back(written: Callable[[], int]) -> None:
    press(show("record", delegation="alpha", member="edri"), "Save this contact")
    later = show("record")
    assert "EDRi with Ministry of Alpha" in words(later)
    press(later, "Undo")
    assert len(now().of("Engagement")) == 1
    assert "Nothing yet" in words(show("record"))


def test_a_plan_is_kept_recorded_and_done(written: Callable[[], int]) -> None:
    button = _run(AppTest.from_function(run_button, default_timeout=HANGS))
    kept = press(button, "Keep this plan")
    assert "It counts once the contact is recorded" in words(kept)
    plan = now().of("Plan")[0]
    assert plan.text("state") == "planned"
    assert coverage(find_cells(on_day(now(), date(2025, 1, 1)))).low == 0
    listed = words(_run(AppTest.from_function(run_kept, default_timeout=HANGS)))
    assert "1 open" in listed
    assert f"record?plan={plan.id}" in listed
    test = show("record", plan=plan.id)
    assert held(test) == [["edri"], ["alpha"], ["flows"]]
    press(test, "Save this contact")
    assert now().nodes[plan.id].text("state") == "done"
    assert "0 open" in words(_run(AppTest.from_function(run_kept, default_timeout=HANGS)))


def test_a_contact_that_no_route_leads_to_is_planned(written: Callable[[], int]) -> None:
    test = AppTest.from_function(run_kept, default_timeout=HANGS)
    test = _run(test, {"delegation": "alpha", "issue": "flows"})
    assert "No plan is kept yet" in words(test)
    test = press(fill(test, "Who of us", ["apc"]), "Keep this plan")
    assert "1 open" in words(test)
    plan = now().of("Plan")[0]
    assert [
        tie.target for tie in (*now().out(plan.id, "AIMS_AT"), *now().out(plan.id, "RAISES"))
    ] == ["alpha", "flows"]


def test_a_plan_is_dropped_and_planned_again(written: Callable[[], int]) -> None:
    planning_store_rows = saving.keep_plan(("edri",), ("beta",), due="2024-12-01")
    test = _run(AppTest.from_function(run_kept, default_timeout=HANGS))
    assert "past its day" in words(test)
    test = press(test, "Drop")
    plan = planning_store_rows.new.nodes[0].id
    assert now().nodes[plan].text("state") == "dropped"
    press(fill(test, "Plan one of them again", plan), "Plan it again")
    assert now().nodes[plan].text("state") == "planned"


def test_answers_are_kept_all_at_once(written: Callable[[], int]) -> None:
    saving.keep_answers("edri", {"beta": "no", "alpha": "tried"})
    assert {(row.text("said"), row.text("date"), row.dataset) for row in now().of("Answer")} == {
        ("no", TODAY, "contacts"),
        ("tried", TODAY, "contacts"),
    }
    assert written() == 1


def test_settings_show_what_they_change_before_they_are_saved(written: Callable[[], int]) -> None:
    press(show("record", delegation="alpha", issue="flows", member="edri"), "Save this contact")
    test = show("settings", group="How contacts age")
    assert "Every number is at its default" in words(test)
    test = fill(test, "A line is live", 0.9)
    said = words(test)
    assert "1 not saved yet" in said
    assert "Reached is 30%, would be 0%" in said
    assert now().of("Setting") == ()
    test = press(test, "Save for everybody")
    assert now().nodes["setting_live"].fields["value"] == 0.9
    assert "1 of" in words(test)
    test = press(test, "All back to default")
    assert now().of("Setting") == ()
    assert "Every number is at its default" in words(test)


def test_one_setting_goes_back_alone_and_a_wrong_row_is_named(
    written: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = graph(
        *talks(),
        node("Setting", "setting_live", value=0.5),
        node("Setting", "setting_lve", value=0.5),
    )
    monkeypatch.setattr(database, "snapshot", lambda: wrong)
    test = show("settings", group="How contacts age")
    said = " ".join(warning.value for warning in test.warning)
    assert "“setting\\_lve” is no setting" in said, "beside a clock that is behind the facts"
    test = press(test, "Back to 0.3")
    assert "1 not saved yet" in words(test)
    assert "public right now" in words(test)
