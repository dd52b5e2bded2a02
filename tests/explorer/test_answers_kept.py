"""The form for what members answer, over a real Neo4j of both lines: each answer is in the graph
with who and when, moves the band, and is taken back.
"""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from explorer.app import database
from explorer.app.saving import take_back
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, compare
from graph_model.measures import coverage, find_cells
from loaders.opening import KeptCopy
from tests.explorer.test_pages import show, words
from tests.graphs import graph, on_day, talks

pytestmark = pytest.mark.neo4j
TODAY = "2025-01-01"
#: What an answer about a delegation of which nothing is known makes of its cells.
MAKES = {"no": "nobody", "tried": "no_answer", "dont_know": "unknown", "yes": "never_raised"}


@pytest.fixture
def ready(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The app over the talks, its database ready."""
    before = store.read()
    store.write(compare(before, graph(*talks()).rows(), "test"), before)

    def start(self: database.AppDatabase) -> None:
        self.store, self.kept = store, KeptCopy(store.read())

    monkeypatch.setattr(database.AppDatabase, "start", start)
    monkeypatch.setattr(database.AppDatabase, "current", lambda self: self.kept.snapshot)
    monkeypatch.setattr(database, "today", lambda: TODAY)
    return store


def press(test: AppTest, label: str) -> AppTest:
    next(button for button in test.button if button.label == label).click().run()
    assert not test.exception, test.exception
    return test


def test_each_answer_is_kept_moves_the_band_and_is_taken_back(ready: Store) -> None:
    at, untouched = date.fromisoformat(TODAY), ready.read()
    for said, makes in MAKES.items():
        form = show("plan", part="question", member="edri")
        form.selectbox(key="answer_edri_alpha").select(said)
        assert "1 answer of EDRi kept" in words(press(form, "Keep these answers"))
        after = ready.read()
        (row,) = after.of("Answer")
        assert (row.text("said"), row.text("date"), row.dataset) == (said, TODAY, TYPED)
        assert [tie.source for tie in after.back(row.id, "GAVE")] == ["edri"]
        assert [tie.target for tie in after.out(row.id, "SPEAKS_OF")] == ["alpha"]
        cells = find_cells(on_day(after, at))
        assert {cell.kind for cell in cells if cell.delegation == "alpha"} == {makes}
        assert coverage(cells).high == pytest.approx(1.0 if said == "dont_know" else 0.5)
        if said != "yes":
            take_back(ready.last_load())
            assert ready.read() == untouched
    assert all("alpha" not in str(box.key) for box in form.selectbox), "it is not asked again"
    press(show("record"), "Undo")
    assert ready.read() == untouched
