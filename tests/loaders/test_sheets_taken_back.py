"""Whatever sheets the tests of reading bring, that could be written: each is written into a graph
and taken back, and what is left is byte for byte what was there.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.write.load import apply, load
from loaders.write.small_writes import undo
from tests.conftest import empty
from tests.loaders import (
    test_kinds_of_sheets,
    test_neo4j_files,
    test_odd_sheets,
    test_other_networks,
    test_other_programs,
    test_public_sheets,
)

MODULES = (
    test_odd_sheets,
    test_kinds_of_sheets,
    test_public_sheets,
    test_neo4j_files,
    test_other_networks,
    test_other_programs,
)


def calls(test: Callable[..., None], folder: Path) -> Iterator[Callable[[], None]]:
    """The test with each of the values that it is given."""
    given: list[list[dict[str, object]]] = []
    for mark in getattr(test, "pytestmark", ()):
        if mark.name == "parametrize":
            names = mark.args[0]
            names = names.split(",") if isinstance(names, str) else names
            rows = [row if len(names) > 1 else (row,) for row in mark.args[1]]
            given.append([dict(zip(names, row, strict=True)) for row in rows])
    for number, choice in enumerate(product(*given)):
        values: dict[str, object] = {name: its for one in choice for name, its in one.items()}
        if "tmp_path" in inspect.signature(test).parameters:
            values["tmp_path"] = folder / f"{test.__name__}_{number}"
            Path(str(values["tmp_path"])).mkdir()
        yield partial(test, **values)


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[ImportPlan]:
    """What the tests plan, in their order."""
    folder, found = tmp_path_factory.mktemp("sheets"), []

    def kept(*told: Any, **more: Any) -> ImportPlan:
        found.append(plan(*told, **more))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        for module in MODULES:
            patch.setattr(module, "plan", kept)
        for module in MODULES:
            for name, test in vars(module).items():
                for call in calls(test, folder) if name.startswith("test_") else ():
                    call()
    return found


def test_every_row_of_a_sheet_is_accounted_for(plans: list[ImportPlan]) -> None:
    for made in plans:
        if {its.code for its in made.problems} & {"unknown-graph", "unknown-file"}:
            continue  # nothing of the file could be read
        became = {word: number for word, number in made.rows.items() if word != "read"}
        assert sum(became.values()) == made.rows["read"], (made.files, made.rows, made.made.told)


def test_what_is_written_of_each_sheet_is_taken_back_byte_for_byte(
    plans: list[ImportPlan], current: LocalEngine
) -> None:
    """Of sheets that bring rows of the same kinds one is written, for a write takes a while."""
    by_graph: dict[Snapshot, dict[object, ImportPlan]] = {}
    for made in plans:
        shape = frozenset((row.kind, *sorted(row.fields)) for row in made.changes.new)
        if made.ready and shape and not made.changes.changed:
            by_graph.setdefault(made.before, {}).setdefault(shape, made)
    assert sum(map(len, by_graph.values())) > 5
    for graph, ready in by_graph.items():
        empty(current)
        assert current.running is not None
        with current.running.store() as store:
            for dataset in graph.datasets:
                there = store.read()
                store.write(compare(there, graph.rows(), dataset), there)
            before = store.read()
            assert before.nodes.keys() == graph.nodes.keys()
            for made in ready.values():
                load(store, made.preview(store.last_load()))
                assert store.read() == apply(before, made.changes), made.files
                undo(store)
                assert store.read().to_json() == before.to_json(), made.files
