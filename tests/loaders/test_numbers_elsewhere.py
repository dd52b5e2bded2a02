"""Numbers of registers of others: kept with the entry, and used where a name tells nothing."""

from __future__ import annotations

from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply
from tests.loaders.test_sheets_in import GRAPH

WAY = ImportOptions("", "2026-11-27")
BODIES = """Organisation,Group,EU register no.,Item
EFF,civil_society,11063928304-52,Q624109
"""
MEETINGS = """Date,Who,With whom,Register
2026-01-20,Electronic Frontier Found.,USTR,11063928304-52
2026-01-21,Somebody Else,USTR,99999999999-99
"""


def bring(text: str, before: Snapshot, answers: dict[str, str], name: str) -> ImportPlan:
    return plan([SourceFile(name, text.encode())], before, WAY, answers)


def test_a_number_is_kept_once_and_then_finds_its_entry_under_another_name() -> None:
    first = bring(BODIES, GRAPH, {}, "bodies.csv")
    assert first.ready, [*first.questions, *first.problems]
    meant = {column.heading: column.meaning for column in first.proposals[0].columns}
    assert meant["EU register no."] == "number_elsewhere"
    kept = {
        (row.text("scheme"), row.text("number"))
        for row in first.changes.new.nodes
        if row.label == "Listing"
    }
    assert {("transparency_register", "11063928304-52"), ("wikidata", "Q624109")} <= kept
    assert not bring(BODIES, apply(GRAPH, first.changes), {}, "bodies.csv").changes.new

    unknown = bring(MEETINGS, GRAPH, {"every:Engagement:kind": "meeting"}, "meetings.csv")
    assert len([its for its in unknown.questions if its.id.startswith("name:Member")]) == 2
    after = apply(GRAPH, first.changes)
    found = bring(MEETINGS, after, {"every:Engagement:kind": "meeting"}, "meetings.csv")
    assert [its.id for its in found.questions] == ["name:Member:Somebody Else"]
    assert found.made.matched["Electronic Frontier Found."] == "eff"


def test_a_name_that_is_certain_stands_over_a_number_and_the_difference_is_said() -> None:
    after = apply(GRAPH, bring(BODIES, GRAPH, {}, "bodies.csv").changes)
    text = "Date,Who,With whom,How,Register\n2026-01-20,EDRi,USTR,meeting,11063928304-52\n"
    found = bring(text, after, {}, "meetings.csv")
    assert found.ready, [*found.questions, *found.problems]
    assert {
        row.source for row in found.changes.new.relationships if row.type == "TOOK_PART_IN"
    } == {"edri"}
    assert any(
        "transparency_register 11063928304-52 is kept as" in its for its in found.made.differing
    )
