"""Every entry can be put right: corrections over rows of others, two people at once, the past of a
row; on both lines of Neo4j.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_model.corrections import corrections
from graph_model.database.store import Store
from graph_model.dataset_changes import SHIPPED, TYPED, compare
from graph_model.errors import EditConflict, LoadRefused
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_sources
from loaders.read.tables import SourceFile
from loaders.write.edits import (
    EntryEdit,
    dispute,
    hanging_ties,
    keep_ours,
    past_of,
    put_right,
    take_theirs,
)
from loaders.write.load import load, preview
from loaders.write.small_writes import record, undo
from tests.graphs import graph, node, talks, tie

TODAY = "2026-11-27"


def shipped(*rows: NodeRow | RelationshipRow) -> Rows:
    return Rows.of(replace(row, dataset=SHIPPED) for row in (rows or talks()))


def with_city(city: str) -> NodeRow:
    return node("Delegation", "alpha", name="Ministry of Alpha", city=city)


@pytest.fixture
def filled(store: Store) -> Store:
    """The talks, as opening facts."""
    before = store.read()
    store.write(compare(before, shipped(), SHIPPED), before)
    return store


def again(store: Store, *rows: NodeRow | RelationshipRow) -> Snapshot:
    """The opening facts come anew, some of them changed."""
    keys = {row.key for row in rows}
    facts = shipped(*(row for row in talks() if row.key not in keys), *rows)
    before = store.read()
    changes = compare(before, facts, SHIPPED)
    if changes:
        store.write(changes, before)
    return store.read()


@pytest.mark.neo4j
def test_a_correction_stands_over_newer_facts_asks_and_goes(filled: Store) -> None:
    before = filled.read()
    put = EntryEdit(
        Rows((with_city("Alphaville"),)), began={"alpha": before.nodes["alpha"]}, says="City"
    )
    done = put_right(filled, put, TODAY, actor="ann")
    assert filled.read() == done.after
    row = done.after.nodes["alpha"]
    assert (row.dataset, row.text("city")) == (TYPED, "Alphaville")
    assert corrections(done.after)["alpha"].theirs == before.nodes["alpha"]
    assert again(filled) == done.after, "the same facts change nothing"

    newer = again(filled, with_city("Betatown"))
    assert newer.nodes["alpha"].text("city") == "Alphaville", "ours stays"
    said = corrections(newer)["alpha"]
    assert (said.state, said.theirs and said.theirs.text("city")) == ("newer", "Betatown")
    assert corrections(keep_ours(filled, "alpha").after)["alpha"].state == "corrected"
    theirs = take_theirs(filled, "alpha").after
    assert (theirs.nodes["alpha"].dataset, theirs.nodes["alpha"].text("city")) == (
        SHIPPED,
        "Betatown",
    )
    assert not corrections(theirs)
    assert filled.read() == theirs


@pytest.mark.neo4j
def test_facts_that_come_to_say_the_same_need_no_correction(filled: Store) -> None:
    put_right(filled, EntryEdit(Rows((with_city("Alphaville"),))), TODAY)
    now = again(filled, with_city("Alphaville"))
    assert now.nodes["alpha"].dataset == SHIPPED
    assert not corrections(now)


@pytest.mark.neo4j
def test_a_row_taken_out_stays_out_and_undo_brings_all_back(filled: Store) -> None:
    before = filled.read()
    ties = hanging_ties(before, "alpha")
    assert [row.key for row in ties] == [("NEGOTIATES", "alpha", "deal")]
    with pytest.raises(LoadRefused, match="alpha"):
        put_right(filled, EntryEdit(gone=("alpha",)), TODAY)
    put_right(
        filled, EntryEdit(gone=("alpha", *(row.key for row in ties)), says="Not a body"), TODAY
    )
    now = again(filled)
    assert "alpha" not in now.nodes
    assert not now.ties("NEGOTIATES")[1:]
    undo(filled)
    assert filled.read() == before
    put_right(filled, EntryEdit(Rows((with_city("X"),))), TODAY)
    undo(filled)
    assert filled.read() == before, "undoing a correction gives the row back to whose it was"


@pytest.mark.neo4j
def test_who_comes_second_is_told_and_nothing_is_written(filled: Store) -> None:
    seen = filled.read().nodes["alpha"]
    put_right(filled, EntryEdit(Rows((with_city("First"),)), began={"alpha": seen}), TODAY)
    with pytest.raises(EditConflict, match="Ministry of Alpha") as caught:
        put_right(filled, EntryEdit(Rows((with_city("Second"),)), began={"alpha": seen}), TODAY)
    assert caught.value.now["alpha"].text("city") == "First"
    assert filled.read().nodes["alpha"].text("city") == "First"
    with pytest.raises(EditConflict):
        record(
            filled,
            [node("Member", "w3", name="W", stakeholder_group="academia")],
            began={"apc": None},
        )


@pytest.mark.neo4j
def test_a_dispute_changes_no_fact_and_leaves_newer_facts_alone(filled: Store) -> None:
    before = filled.read()
    now = dispute(filled, "alpha", "They say otherwise.", TODAY).after
    assert now.nodes["alpha"] == before.nodes["alpha"]
    assert corrections(now)["alpha"].row.text("note") == "They say otherwise."
    assert again(filled, with_city("New")).nodes["alpha"].text("city") == "New"
    tied = ("NEGOTIATES", "beta", "deal")
    assert corrections(dispute(filled, tied, "?", TODAY).after)["NEGOTIATES beta deal"]
    assert "alpha" not in corrections(take_theirs(filled, "alpha").after)


@pytest.mark.neo4j
def test_a_dispute_keeps_the_row_that_a_correction_keeps(filled: Store) -> None:
    before = filled.read()
    put_right(filled, EntryEdit(Rows((with_city("Alphaville"),))), TODAY)
    with pytest.raises(LoadRefused, match="take theirs again"):
        dispute(filled, "alpha", "They say otherwise.", TODAY)
    assert corrections(filled.read())["alpha"].theirs == before.nodes["alpha"]
    with pytest.raises(LoadRefused, match="no longer on record"):
        dispute(filled, "gone", "They say otherwise.", TODAY)


@pytest.mark.neo4j
def test_a_remark_holds_no_personal_data(filled: Store) -> None:
    before = filled.read()
    with pytest.raises(LoadRefused, match="an e-mail address"):
        dispute(filled, "alpha", "Ask jane@alpha.example", TODAY)
    with pytest.raises(LoadRefused, match="a telephone number"):
        put_right(
            filled, EntryEdit(Rows((with_city("X"),)), remark="Call +32 2 555 1234 first"), TODAY
        )
    assert filled.read() == before


@pytest.mark.neo4j
def test_a_tie_is_put_right_and_its_past_is_told(filled: Store) -> None:
    key = ("NEGOTIATES", "alpha", "deal")
    changed = tie("alpha", "NEGOTIATES", "deal", role="opponent")
    put_right(filled, EntryEdit(Rows((), (changed,)), says="Not at the table"), TODAY, actor="ann")
    undo(filled)
    past = past_of(filled, filled.read(), key)
    assert [(step.what, step.actor, step.undone) for step in past] == [
        ("changed", "", False),
        ("changed", "ann", True),
        ("added", "", False),
    ]
    assert past[1].cells == {"role": ("negotiator", "opponent")}
    assert past[1].says == "Not at the table"


CSV = b"id,name,city,as_of,confidence\nalpha,Ministry of Alpha,Alphaville,2026,partial\n"


@pytest.mark.neo4j
def test_a_file_of_one_row_corrects_one_fact_and_sweeps_nothing(filled: Store) -> None:
    before = filled.read()
    for number in (1, 0):
        known = filled.read()
        checked = check_sources(
            [SourceFile("delegation.csv", CSV)], "coalition", known, replaces=False
        )
        assert checked.problems == []
        planned = preview(checked, known, filled.last_load(), "coalition", replaces=False)
        assert planned.changes.counts["gone"] == 0
        assert len(planned.changes.changed) == number, "a second time there is nothing to do"
        load(filled, planned)
    now = filled.read()
    assert now.nodes["alpha"].text("city") == "Alphaville"
    assert len(now.nodes) == len(before.nodes) + 1, "the correction itself"
    undo(filled)
    assert filled.read() == before


def test_rows_of_other_people_are_not_corrected_by_a_file() -> None:
    known = graph(*talks())
    checked = check_sources([SourceFile("delegation.csv", CSV)], "coalition", known, replaces=False)
    assert {problem.code for problem in checked.problems} == {"other-dataset"}
