"""What people decide while a sheet comes in is rows: the next import of anybody asks nothing twice,
one body under three spellings is one entry, and every decision can be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.doubles import likely_doubles
from graph_model.judgements import judgements
from graph_model.measures import coverage, find_cells
from graph_model.resolver import resolve_name
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.decisions import Decision, decide, decided, revoke
from loaders.write.load import apply, load
from loaders.write.small_writes import undo
from tests.graphs import contact, graph, node, on_day, talks, tie

TODAY = "2026-11-27"
TALKS = graph(
    *talks(),
    node("Member", "eff", name="Electronic Frontier Foundation", stakeholder_group="civil_society"),
)


def bring(
    text: str,
    before: Snapshot,
    dataset: str,
    answers: Mapping[str, str] | None = None,
    replaces: bool = False,
) -> ImportPlan:
    options = ImportOptions(dataset, TODAY, actor="ann")
    source = SourceFile(f"{dataset}.csv", text.encode())
    return plan([source], before, options, answers or {}, None, replaces)


MEETINGS = "Date,Who,With whom,About,How\n2026-10-01,{},Alpha,flows,meeting\n"
SPELT = "name:Member:Europ. Digital Rights Init."


def test_a_spelling_that_was_answered_is_another_name_for_everybody() -> None:
    text = MEETINGS.format("Europ. Digital Rights Init.")
    assert [its.id for its in bring(text, TALKS, "march").questions] == [SPELT]
    first = bring(text, TALKS, "march", {SPELT: "edri"})
    assert first.ready
    assert first.rows["new"] == 1, "the other name comes beside the row and is no row of the sheet"
    after = apply(TALKS, first.changes)
    assert resolve_name(after, "europ. digital rights init.", "Member").id == "edri"

    later = bring(text.replace("10-01", "10-02"), after, "april")
    assert later.ready, "another file, without kept answers: nothing is asked"
    same = bring(text, after, "march", replaces=True)
    assert not same.changes, "an import of the same sheet takes no decision away"


def test_a_name_that_several_have_becomes_no_name_of_one() -> None:
    before = graph(
        *talks(),
        node("Delegation", "x", name="Ministry of Trade", economy="Xland"),
        node("Delegation", "y", name="Ministry of Trade", economy="Yland"),
    )
    text = "Date,Who,With whom,How\n2026-10-01,EDRi,Ministry of Trade,meeting\n"
    found = bring(text, before, "march", {"name:Delegation:Ministry of Trade": "x"})
    assert found.ready
    assert not [row for row in found.changes.new.nodes if row.label == "OtherName"]


def test_two_bodies_are_a_decision_that_the_queue_of_doubles_knows() -> None:
    text = "Organisation,Group\nElectronic Frontier Fundation,NGO\n"
    (question,) = bring(text, TALKS, "bodies").questions
    assert question.id == "same:Member:Electronic Frontier Fundation"
    found = bring(text, TALKS, "bodies", {question.id: "new"})
    after = apply(TALKS, found.changes)
    (row,) = judgements(after).values()
    assert (row.text("said"), row.text("decided_by"), row.text("date")) == (
        "two_bodies",
        "ann",
        TODAY,
    )
    assert likely_doubles(after) == ()
    assert not bring(text, after, "bodies", replaces=True).changes

    one = bring(text, TALKS, "bodies", {question.id: "eff"})
    assert "electronic_frontier_fundation" not in apply(TALKS, one.changes).nodes
    assert (
        resolve_name(apply(TALKS, one.changes), "Electronic Frontier Fundation", "Member").id
        == "eff"
    )


@pytest.mark.neo4j
def test_one_body_under_three_spellings_in_two_files(store: Store) -> None:
    store.write(compare(Snapshot(), TALKS.rows(), "test"), Snapshot())
    empty = store.read().to_json()
    # the first file names it as it is called and under a second spelling, which is answered
    text = MEETINGS.format("EDRi") + "2026-10-05,Europ. Digital Rights Init.,Beta,flows,call\n"
    first = bring(text, store.read(), "march", {SPELT: "edri"})
    load(store, first.preview(store.last_load()))
    # the second file brings it under a third, as a new entry
    text = MEETINGS.format("Digital Rights Europe").replace("10-01", "10-09")
    third = "name:Member:Digital Rights Europe"
    second = bring(text, store.read(), "april", {third: "new:Member:civil_society"})
    assert second.ready, [*second.questions, *second.problems]
    load(store, second.preview(store.last_load()))
    apart = store.read()
    assert "digital_rights_europe" in apart.nodes

    done = decide(store, Decision("edri", "digital_rights_europe", "same"), TODAY, "ann")
    one = store.read()
    assert one == done.after
    for name in ("EDRi", "Europ. Digital Rights Init.", "Digital Rights Europe"):
        assert resolve_name(one, name, "Member").id == "edri"
    spelt_alike = graph(
        *talks(),
        *contact("a", "2026-10-01", "meeting", "edri", "alpha", "flows"),
        *contact("b", "2026-10-05", "call", "edri", "beta", "flows"),
        *contact("c", "2026-10-09", "meeting", "edri", "alpha", "flows"),
    )
    assert band(one) == band(spelt_alike), "as if it had been spelt alike from the first"

    # a third file, and the second once more, find the one entry by each of its names and its old id
    text = MEETINGS.format("digital_rights_europe; APC").replace("10-01", "10-11")
    again = bring(text, one, "may")
    assert again.ready
    took = {row.source for row in again.changes.new.relationships if row.type == "TOOK_PART_IN"}
    assert took == {"edri", "apc"}

    revoke(store, "edri", "digital_rights_europe")
    assert store.read().to_json() == apart.to_json(), "taken apart, it is as it was"
    for _ in ("taking back", "decision", "second file", "first file"):
        undo(store)
    assert store.read().to_json() == empty


def band(snapshot: Snapshot) -> tuple[float, float, dict[str, int]]:
    cells = find_cells(on_day(snapshot, date(2026, 11, 1)))
    found = coverage(cells)
    kinds: dict[str, int] = {}
    for cell in cells:
        kinds[cell.kind] = kinds.get(cell.kind, 0) + 1
    return found.low, found.high, kinds


def test_ties_of_a_merged_entry_are_those_of_the_one_it_is_now() -> None:
    both = graph(
        *talks(),
        node("Member", "edri_2", name="European Digital Rights", stakeholder_group="civil_society"),
        tie("edri_2", "WORKS_ON", "source"),
    )
    now = apply(both, decided(both, Decision("edri", "edri_2", "same"), TODAY))
    text = "id,name,Group,Works on\nedri_2,European Digital Rights,NGO,flows\n"
    found = bring(text, now, "bodies")
    assert found.ready, [*found.questions, *found.problems]
    assert "edri_2" not in {row.id for row in found.changes.new.nodes}
    assert ("WORKS_ON", "edri", "flows") in {row.key for row in found.changes.new.relationships}


def test_a_column_of_other_names_is_kept_as_names() -> None:
    text = "Organisation,Group,Also known as\nRéseau Québécois,NGO,RQ; Quebec Network\n"
    found = bring(text, TALKS, "bodies")
    assert found.ready, [*found.questions, *found.problems]
    after = apply(TALKS, found.changes)
    for name in ("RQ", "quebec network", "reseau quebecois"):
        assert resolve_name(after, name, "Member").id == "reseau_quebecois"
    assert not bring(text, after, "bodies", replaces=True).changes


def test_what_a_sheet_brings_anew_is_compared_with_what_is_there_and_the_reason_is_said() -> None:
    there = graph(
        *talks(),
        node("Member", "ff", name="Fair Trade Foundation", url="https://www.ff.example/about"),
    )
    text = "Organisation,Group,Website\nThe Just Commerce Group,NGO,https://ff.example\n"
    found = bring(text, there, "bodies")
    assert found.ready, "a likeness is shown and decided later; it stops nothing"
    (pair,) = found.doubles
    assert {pair.one, pair.other} == {"ff", "the_just_commerce_group"}
    assert pair.reasons == ("both have the site ff.example",)
    assert found.as_dict()["doubles"]
    assert not bring(text.replace("https://ff.example", ""), there, "bodies").doubles


@pytest.mark.neo4j
def test_a_decision_of_an_import_is_revocable(store: Store) -> None:
    store.write(compare(Snapshot(), TALKS.rows(), "test"), Snapshot())
    text = "Organisation,Group\nElectronic Frontier Fundation,NGO\n"
    found = bring(
        text, store.read(), "bodies", {"same:Member:Electronic Frontier Fundation": "new"}
    )
    load(store, found.preview(store.last_load()))
    assert likely_doubles(store.read()) == ()
    after = revoke(store, "eff", "electronic_frontier_fundation").after
    assert not judgements(after)
    (pair,) = likely_doubles(after)
    assert {pair.one, pair.other} == {"eff", "electronic_frontier_fundation"}
