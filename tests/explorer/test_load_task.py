"""Writing in the background: how far it is, the way to stop it, and the page that shows it and can
be left.
"""

from __future__ import annotations

import gc
import threading

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.app.load_task import LoadTask
from explorer.pages.data.plan_task import PlanTask
from graph_model.database.store import Store
from graph_model.dataset_changes import Changes
from graph_model.errors import LoadCancelled, StoreError
from graph_model.progress import WorkProgress
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan
from loaders.opening import KeptCopy
from loaders.write.load import LoadResult
from tests.conftest import HANGS
from tests.explorer.test_pages import show, words
from tests.graphs import graph, node, talks

NOTHING = LoadResult("", Changes("d", same=3), Snapshot())


class Gate:
    """Work that waits in the middle of writing until it is let through."""

    def __init__(self) -> None:
        self.reached, self.open = threading.Event(), threading.Event()

    def work(self, watch: WorkProgress) -> LoadResult:
        watch.tell("write", 500, 2_000)
        self.reached.set()
        self.open.wait(30)
        watch.tell("write", 1_500, 2_000)
        return NOTHING


def test_the_same_graph_read_again_is_the_same_object_and_no_run_searches_it_for_garbage() -> None:
    gc.unfreeze()  # what the suite had frozen, the opening facts among it
    behind = database.AppDatabase()
    first = behind.kept.snapshot
    behind.hold(KeptCopy(Snapshot.from_json(first.to_json()), "read again", "built-in"))
    assert behind.kept.snapshot is first
    assert behind.kept.load_id == "read again"
    assert not {id(row) for row in first.nodes.values()} & {id(thing) for thing in gc.get_objects()}
    behind.hold(KeptCopy(graph(*talks()), "another", "built-in"))
    assert behind.kept.snapshot == graph(*talks())
    gc.unfreeze()


def test_progress_in_words_and_its_end() -> None:
    gate = Gate()
    held: list[LoadResult] = []
    task = LoadTask(gate.work, held.append).start()
    gate.reached.wait(30)
    assert task.words().startswith("Writing: 500 of 2,000 rows; about ")
    assert 0 < task.share < 0.5
    gate.open.set()
    task.wait()
    assert (task.done, task.problem, held) == (True, "", [NOTHING])
    assert "Nothing to change" in task.said


def test_cancel_and_failure_are_said() -> None:
    gate = Gate()
    task = LoadTask(gate.work, lambda _: pytest.fail("it was stopped")).start()
    gate.reached.wait(30)
    task.cancel()
    assert task.words() == "Stopping; nothing of it will be written"
    gate.open.set()
    task.wait()
    assert "as it was before" in task.problem

    def broken(watch: WorkProgress) -> LoadResult:
        watch.tell("commit", 1, 1)
        raise StoreError("The disk is full.")

    task = LoadTask(broken, lambda _: None).start()
    task.wait()
    assert (task.problem, task.final) == ("The disk is full.", True)


def test_the_page_shows_it_again_after_a_page_change_and_cancels() -> None:
    gate, behind = Gate(), database.of_app()
    behind.begin(gate.work)
    gate.reached.wait(30)
    behind.begin(lambda watch: pytest.fail("one load at a time"))
    show("")
    test = show("data")
    cancel = test.button(key="cancel")
    assert not cancel.disabled
    test = cancel.click().run()
    assert test.button(key="cancel").disabled, "the press was heard"
    gate.open.set()
    assert behind.task is not None
    behind.task.wait()
    assert "as it was before" in show("data").error[0].value


def reading() -> None:
    from explorer.pages.data import bring_sheet

    bring_sheet._reading()


def test_the_reading_of_a_large_sheet_is_shown_and_stopped() -> None:
    reached, go = threading.Event(), threading.Event()

    def work(watch: WorkProgress) -> ImportPlan:
        watch.tell("match", 500, 100_000)
        reached.set()
        go.wait(HANGS)
        watch.tell("match", 1_000, 100_000)
        pytest.fail("it was stopped")

    task = PlanTask(work).start()
    reached.wait(HANGS)
    assert task.words() == "Matching names: 500 of 100,000 rows"
    test = AppTest.from_function(reading, default_timeout=HANGS)
    test.session_state["sheet_reading"] = ("a sheet", task)
    test.run().button(key="sheet_cancel").click().run()
    assert test.button(key="sheet_cancel").disabled, "the press was heard"
    assert task.words() == "Stopping; nothing of it will be written"
    go.set()
    with pytest.raises(LoadCancelled, match="as it was before"):
        task.result()


@pytest.mark.neo4j
def test_a_load_and_its_undoing_on_the_page(store: Store) -> None:
    from graph_model.dataset_changes import compare
    from loaders.write.load import LoadPreview, load

    behind = database.of_app()
    behind.store = store
    wanted = graph(*talks(), node("Member", "w3", name="Three", stakeholder_group="academia"))
    planned = LoadPreview(compare(Snapshot(), wanted.rows(), "test"), Snapshot(), "", ("all.xlsx",))
    behind.begin(lambda watch: load(store, planned, watch))
    assert behind.task is not None
    behind.task.wait()
    test = show("data")
    assert "Written at" in test.success[0].value
    assert "all.xlsx" in words(test)
    next(its for its in test.button if its.label == "Take it back").click().run()
    behind.task.wait()
    assert not len(store.read().rows())
    assert "taken back" in words(show("data"))
