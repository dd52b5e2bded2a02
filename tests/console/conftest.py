"""Servers with a small graph to be attacked, and listeners that nobody may call."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.snapshot import Snapshot
from tests.conftest import empty
from tests.console.shared import Listener, fingerprint
from tests.graphs import graph, talks


@pytest.fixture(scope="module", params=["current", "long_term"])
def engine(request: pytest.FixtureRequest) -> LocalEngine:
    """A small graph that nothing may change, on both lines in turn."""
    found: LocalEngine = request.getfixturevalue(request.param)
    assert found.running is not None
    empty(found)
    with found.running.store() as store:
        store.write(compare(Snapshot(), graph(*talks()).rows(), "test"), Snapshot())
    return found


@pytest.fixture(scope="module")
def before(engine: LocalEngine) -> str:
    """All that an attack could change, as it is while nothing does."""
    assert engine.running is not None
    with engine.running.store() as store:
        return fingerprint(store)


@pytest.fixture
def store(engine: LocalEngine) -> Iterator[Store]:
    assert engine.running is not None
    with engine.running.store() as opened:
        yield opened


@pytest.fixture
def listeners() -> Iterator[tuple[Listener, Listener]]:
    pair = Listener(), Listener()
    yield pair
    for one in pair:
        one.close()
