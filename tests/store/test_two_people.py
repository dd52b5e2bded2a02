"""People record at once, and imports come between: nothing typed is lost. On both lines of
Neo4j.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, compare
from graph_model.measures import coverage, find_cells
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.contact_form import ContactDraft, contact_edit
from loaders.check.form_rows import Edit, PlanDraft, plan_edit, settings_edit
from loaders.check.row_checks import check_sources
from loaders.read.tables import SourceFile
from loaders.take_out.export import as_csv
from loaders.write.load import preview
from loaders.write.small_writes import record
from tests.graphs import graph, on_day, talks

pytestmark = pytest.mark.neo4j
DAY = date(2025, 1, 1)


def write(store: Store, edit: Edit) -> str:
    return record(store, edit.put, TYPED, edit.says, edit.gone).load_id


def files(snapshot: Snapshot) -> list[SourceFile]:
    texts = {kind.file: as_csv(snapshot, kind) for kind in SCHEMA.types}
    return [
        SourceFile(f"{name}.csv", text.encode())
        for name, text in texts.items()
        if text.count("\n") > 1
    ]


def test_two_people_record_at_once_and_lose_nothing(store: Store) -> None:
    empty = store.read()
    store.write(compare(empty, graph(*talks()).rows(), "test"), empty)
    seen = store.read()  # what both of them had on their screens

    def person(member: str) -> None:
        with Store(store.uri, *store.auth) as own:
            for delegation in ("alpha", "beta"):
                write(
                    own,
                    contact_edit(
                        ContactDraft((member,), (delegation,), "2024-12-20", "meeting", ("flows",)),
                        seen,
                        DAY,
                    ),
                )

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(person, ("edri", "apc"))) == [None, None]
    now = store.read()
    assert [len(now.out(member, "TOOK_PART_IN")) for member in ("edri", "apc")] == [2, 2]
    assert len(now.of("Engagement")) == len(now.ties("REACHED")) == 4
    assert coverage(find_cells(on_day(now, DAY))).by_kind["several"][0] == 2
    assert len({entry.id for entry in store.history() if entry.dataset == TYPED}) == 4


def test_no_import_touches_what_was_typed(store: Store) -> None:
    empty, rows = store.read(), graph(*talks()).rows()
    store.write(compare(empty, rows, "test"), empty)
    write(
        store,
        contact_edit(
            ContactDraft(("edri",), ("alpha",), "2024-12-20", "meeting", ("flows",)),
            store.read(),
            DAY,
        ),
    )
    write(store, plan_edit(PlanDraft(("apc",), ("beta",)), store.read(), "2025-01-01"))
    write(store, settings_edit({"live": 0.2}, store.read(), "2025-01-01"))
    typed = Snapshot(store.read().rows(TYPED))
    fewer, before = Rows(rows.nodes, rows.relationships[:-1]), store.read()
    store.write(compare(before, fewer, "test"), before)  # a sweep of its own rows only
    assert Snapshot(store.read().rows(TYPED)) == typed
    known = store.read()
    assert len(known.relationships) == len(rows.relationships) - 1 + len(typed.relationships)
    stolen = check_sources(files(typed), "spreadsheet", known)
    assert {problem.code for problem in stolen.problems} == {"other-dataset"}
    only_one = files(Snapshot(Rows(typed.of("Setting"))))
    own = check_sources(only_one, TYPED, known)
    assert own.problems == []
    assert "removes none" in own.notices[0]
    assert not preview(own, known, "", TYPED).changes, "a file with fewer rows takes none out"
