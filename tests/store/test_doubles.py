"""One body once: likely doubles are explained, decisions are rows that hold on later loads, and
what was merged comes apart byte for byte; on both lines of Neo4j.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import SHIPPED, compare
from graph_model.doubles import likely_doubles
from graph_model.errors import UndoRefused
from graph_model.judgements import judgements, merged, replayed
from graph_model.measures import find_cells
from graph_model.resolver import resolve_name
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_sources
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.write.decisions import Decision, NotAlike, decide, revoke
from loaders.write.load import load, preview
from tests.graphs import contact, graph, node, on_day, talks, tie

TODAY = "2026-11-27"
FACTS = graph(
    *talks(),
    node("Member", "edri_2", name="European Digital Rights (EDRi)", short_name="EDRI",
         stakeholder_group="civil_society", source_url="https://edri.example/"),
    *contact("e1", "2026-10-01", "meeting", "edri", "alpha", "flows"),
    *contact("e2", "2026-10-02", "meeting", "edri_2", "alpha", "flows"),
    tie("edri_2", "WORKS_ON", "source"),
    tie("edri", "WORKS_ON", "source"),
)  # fmt: skip
SHIPPED_FACTS = Rows.of(replace(row, dataset=SHIPPED) for row in FACTS.rows())


def kind(snapshot: Snapshot) -> str:
    cells = find_cells(on_day(snapshot, date(2026, 11, 1)))
    return next(cell.kind for cell in cells if (cell.delegation, cell.issue) == ("alpha", "flows"))


def test_what_looks_alike_is_explained_and_what_only_sounds_so_is_left_alone() -> None:
    rows = [
        *FACTS.rows(),
        node("Member", "ff", name="Foundation for Fair Trade", url="https://ff.example"),
        node("Member", "fft", name="Fair Trade Foundation", url="https://www.ff.example/about"),
        node("Delegation", "x", name="Ministry of Trade", economy="Xland"),
        node("Delegation", "y", name="Ministry of Trade", economy="Yland"),
        node("Event", "r5", name="Round 5 of the talks", start_date="2020"),
        node("Event", "r6", name="Round 6 of the talks", start_date="2020"),
    ]
    found = {(pair.one, pair.other): pair for pair in likely_doubles(graph(*rows))}
    assert set(found) == {("edri", "edri_2"), ("ff", "fft")}
    assert "both are called" in found["edri", "edri_2"].reasons[0]
    assert "both have the site ff.example" in found["ff", "fft"].reasons


def test_the_opening_facts_have_few_that_look_alike() -> None:
    assert len(likely_doubles(seed_snapshot())) < 60


@pytest.mark.neo4j
def test_merging_keeps_ties_names_and_sources_holds_on_later_loads_and_comes_apart(
    store: Store,
) -> None:
    empty = store.read()
    store.write(compare(empty, SHIPPED_FACTS, SHIPPED), empty)
    before = store.read()
    assert kind(before) == "several", "one body under two ids looks like two"
    done = decide(store, Decision("edri", "edri_2", "same"), TODAY, actor="ann")
    now = store.read()
    assert now == done.after
    assert "edri_2" not in now.nodes
    assert {row.target for row in now.out("edri", "TOOK_PART_IN")} == {"e1", "e2"}
    assert kind(now) == "one"
    assert resolve_name(now, "European Digital Rights (EDRi)", "Member").id == "edri"
    (name,) = now.of("OtherName")
    assert name.text("source_url") == "https://edri.example/"
    assert likely_doubles(now) == ()
    row = judgements(now)[frozenset(("edri", "edri_2"))]
    assert (row.text("decided_by"), row.text("date")) == ("ann", TODAY)

    again = Rows.of(replayed(SHIPPED_FACTS, merged(now)))
    assert not compare(now, again, SHIPPED), "the facts come anew, and nothing is to do"
    csv = b"from_id,to_id,as_of,confidence\nedri_2,flows,2026,partial\n"
    checked = check_sources([SourceFile("works_on.csv", csv)], "sheet", now, replaces=False)
    assert checked.problems == []
    load(store, preview(checked, now, store.last_load(), "sheet", replaces=False))
    assert ("WORKS_ON", "edri", "flows") in {tie.key for tie in store.read().relationships}

    apart = revoke(store, "edri", "edri_2").after
    assert apart.rows(SHIPPED) == before.rows(SHIPPED)
    assert not apart.of("OtherName")
    assert not judgements(apart)
    with pytest.raises(UndoRefused):
        revoke(store, "edri", "edri_2")


@pytest.mark.neo4j
def test_a_decision_that_merges_nothing_is_a_row_and_revocable(store: Store) -> None:
    empty = store.read()
    store.write(compare(empty, SHIPPED_FACTS, SHIPPED), empty)
    before = store.read()
    for said in ("not_sure", "two_bodies"):
        now = decide(store, Decision("edri", "edri_2", said, "asked them"), TODAY).after
        assert judgements(now)[frozenset(("edri", "edri_2"))].text("said") == said
    assert likely_doubles(now) == ()
    with pytest.raises(NotAlike):
        decide(store, Decision("edri", "alpha", "same"), TODAY)
    assert revoke(store, "edri_2", "edri").after == before
