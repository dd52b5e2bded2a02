"""A recorded contact, a plan, an answer and a setting as rows; what is refused, and what is likely
there already.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from explorer.words.change_sentences import moved_sentence
from graph_model.dataset_changes import TYPED
from graph_model.measures import DEFAULTS, find_cells, settings_of
from graph_model.measures.changed.band_shift import band_shift
from graph_model.rows import Rows
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.contact_form import (
    HAPPENED,
    ContactDraft,
    NewMember,
    contact_edit,
    contact_faults,
    similar_contacts,
)
from loaders.check.form_rows import (
    Edit,
    PlanDraft,
    answer_edit,
    personal_data,
    plan_edit,
    plan_faults,
    plan_state_edit,
    settings_edit,
)
from loaders.check.row_checks import check_sources
from loaders.read.tables import SourceFile
from loaders.take_out.export import as_csv
from tests.graphs import contact, graph, node, on_day, talks

DAY = date(2025, 1, 1)
GRAPH = graph(*talks())
DRAFT = ContactDraft(
    ("edri",),
    ("alpha",),
    "2024-12-20",
    "meeting",
    ("flows",),
    "They asked for our text on data flows.",
)


def after(snapshot: Snapshot, edit: Edit) -> Snapshot:
    """The graph with the edit in it, by the simplest means."""
    gone = {row.key for row in edit.gone}
    kept = {row.key: row for row in snapshot.rows() if row.key not in gone}
    return Snapshot(Rows.of({**kept, **{row.key: row for row in edit.put}}.values()))


def test_a_contact_moves_the_band_and_closes_the_gap() -> None:
    edit = contact_edit(DRAFT, GRAPH, DAY)
    now = after(GRAPH, edit)
    kinds = {(cell.delegation, cell.issue): cell.kind for cell in find_cells(on_day(now, DAY))}
    assert (kinds["alpha", "flows"], kinds["alpha", "source"], kinds["beta", "flows"]) == (
        "one",
        "never_raised",
        "unknown",
    )
    change = band_shift(on_day(GRAPH, DAY), on_day(now, DAY))
    assert change.steps == (("unknown", "one", 1), ("unknown", "never_raised", 1))
    # importance: 1 + 2/3 for each of two delegations; reached 1 of 10/3, not known 5/3
    assert (
        moved_sentence(change)
        == "Reached was 0%, now 30%; at best was 100%, now 80%: not known → hangs on one for 1"
        " line, not known → never raised for 1 line."
    )
    still = moved_sentence(band_shift(on_day(now, DAY), on_day(now, DAY)))
    assert still == "The band does not move: reached stays at 30%; at best stays at 80%."


def test_what_is_recorded_passes_the_checks_of_a_file_and_comes_back() -> None:
    draft = replace(
        DRAFT,
        new_members=(NewMember("Réseau Québécois", "civil_society"),),
        source_url="https://a.example/x",
    )
    edits = [
        contact_edit(draft, GRAPH, DAY),
        plan_edit(PlanDraft(("apc",), ("beta",), ("source",), "2025-03-01"), GRAPH, "2025-01-01"),
    ]
    edits += [
        answer_edit("apc", "beta", "no", "2025-01-01", "2025-01-01", GRAPH),
        settings_edit({"live": 0.4}, GRAPH, "2025-01-01"),
    ]
    now = GRAPH
    for edit in edits:
        now = after(now, edit)
    assert now.datasets[TYPED] == sum(len(edit.put) for edit in edits)
    typed = Snapshot(now.rows(TYPED))
    assert {row.text("confidence") for row in typed.of("Engagement")} == {"partial"}
    files = [
        SourceFile(f"{kind.file}.csv", text.encode())
        for kind in SCHEMA.types
        if (text := as_csv(typed, kind)).count("\n") > 1
    ]
    checked = check_sources(files, TYPED, GRAPH)
    assert checked.problems == []
    assert Snapshot(checked.rows) == typed


def test_from_memory_unless_an_address_is_given() -> None:
    row = next(
        row for row in contact_edit(DRAFT, GRAPH, DAY).put.nodes if row.label == "Engagement"
    )
    assert (row.text("confidence"), row.text("visibility"), row.text("as_of")) == (
        "memory",
        "coalition",
        "2025-01-01",
    )
    assert (row.text("kind"), row.text("outcome")) == ("meeting", "held")
    assert row.id != next(
        row.id for row in contact_edit(DRAFT, GRAPH, DAY).put.nodes if row.label == "Engagement"
    )


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"members": ()}, "members", "Say who of us"),
        ({"delegations": ()}, "delegations", "with whom"),
        ({"date": ""}, "date", "must be filled"),
        ({"date": "20/12/2024"}, "date", "is not a date"),
        ({"date": "2025-01-02"}, "date", "kept as a plan"),
        ({"happened": "dinner"}, "happened", "no kind of contact"),
        ({"members": ("alpha",)}, "members", "No member has the id"),
        ({"about": ("edri",)}, "about", "No issue or agreement"),
        ({"source_url": "www.a.example"}, "source_url", "not a web address"),
        ({"summary": "=1+1"}, "summary", "formula"),
        ({"summary": "a" * 301}, "summary", "301 letters; 300 are enough"),
        ({"summary": "Ask jane.doe@ministry.example again"}, "summary", "an e-mail address"),
        ({"summary": "Her line is +41 22 739 51 11"}, "summary", "a telephone number"),
        ({"new_members": (NewMember("", "academia"),)}, "members", "must be filled"),
        ({"new_members": (NewMember("A body", "friends"),)}, "members", "is no stakeholder_group"),
    ],
)
def test_what_is_refused_names_its_field(change: dict[str, Any], field: str, says: str) -> None:
    faults = contact_faults(replace(DRAFT, **change), GRAPH, DAY)
    assert [fault.field for fault in faults] == [field]
    assert says in faults[0].sentence


def test_a_draft_without_faults() -> None:
    assert contact_faults(DRAFT, GRAPH, DAY) == []
    assert contact_faults(replace(DRAFT, date="2025-01-01", summary="", about=()), GRAPH, DAY) == []
    assert (
        contact_faults(
            replace(DRAFT, members=(), new_members=(NewMember("数字权利", "civil_society"),)),
            GRAPH,
            DAY,
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Talks of 2026-03-12 and 12/03/2026",
        "WT/L/1189, JOB/GC/252",
        "14:00 to 15:30, room 3011",
        "Articles 14.11, 19.11 and 19.16",
        "10,000 letters in 2019-2026",
        "0.0681485, 1.045802783 and 0,083333333",
    ],
)
def test_numbers_that_are_no_telephone(text: str) -> None:
    assert personal_data(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "(022) 739 5111",
        "0041 22 739 5111",
        "202-555-0143",
        "030 1234567",
        "1.202.555.0143",
        "a.b+c@x.org",
    ],
)
def test_ways_to_reach_a_person(text: str) -> None:
    assert personal_data(f"call {text} please")


def test_likely_doubles_and_near_misses() -> None:
    known = graph(
        *talks(),
        *contact("e1", "2024-12-18", "call", "edri", "alpha"),
        *contact("e2", "2024-12-27", "call", "edri", "alpha"),
    )
    assert similar_contacts(DRAFT, known) == ("e1", "e2")
    assert similar_contacts(replace(DRAFT, date="2025-01-04"), known) == ()
    assert similar_contacts(replace(DRAFT, date="2024-12-12"), known) == ("e1",)
    assert similar_contacts(replace(DRAFT, members=("apc",)), known) == ()
    assert similar_contacts(replace(DRAFT, delegations=("beta",)), known) == ()


def test_a_plan_is_no_fact_until_it_is_recorded() -> None:
    edit = plan_edit(
        PlanDraft(("edri",), ("alpha",), ("flows",), "2025-02-01"), GRAPH, "2025-01-01"
    )
    planned = after(GRAPH, edit)
    assert find_cells(on_day(planned, DAY)) == find_cells(on_day(GRAPH, DAY))
    plan = planned.of("Plan")[0]
    assert (plan.text("state"), plan.text("due"), plan.name) == (
        "planned",
        "2025-02-01",
        "EDRi to Ministry of Alpha",
    )
    done = after(planned, contact_edit(DRAFT, planned, DAY, plan=plan.id))
    assert done.of("Plan")[0].text("state") == "done"
    assert len(done.of("Engagement")) == 1
    dropped = after(planned, plan_state_edit(plan, "dropped", "2025-01-02"))
    assert dropped.of("Plan")[0].text("state") == "dropped"
    assert plan_state_edit(plan, "done", "2025-01-02").put.nodes[0].dataset == TYPED
    with pytest.raises(ValueError, match="no state"):
        plan_state_edit(plan, "maybe", "2025-01-02")


def test_what_a_plan_needs() -> None:
    assert [fault.field for fault in plan_faults(PlanDraft((), (), due="soon"))] == [
        "due",
        "members",
        "aims",
    ]
    assert plan_faults(PlanDraft(("edri",), ("alpha",))) == []
    assert [
        fault.field
        for fault in plan_faults(PlanDraft(("edri",), ("alpha",), note="ask a@b.example"))
    ] == ["note"]


def test_an_answer_given_again_on_its_day_replaces_the_first() -> None:
    once = after(GRAPH, answer_edit("edri", "alpha", "no", "2025-01-01", "2025-01-01", GRAPH))
    again = after(once, answer_edit("edri", "alpha", "yes", "2025-01-01", "2025-01-01", once))
    later = after(again, answer_edit("edri", "alpha", "tried", "2025-02-01", "2025-02-01", again))
    assert [row.text("said") for row in later.of("Answer")] == ["yes", "tried"]
    with pytest.raises(ValueError, match="no answer"):
        answer_edit("edri", "alpha", "perhaps", "2025-01-01", "2025-01-01", GRAPH)


def test_a_setting_back_at_its_default_needs_no_row() -> None:
    changed = after(GRAPH, settings_edit({"live": 0.4, "priority_alpha": 2.0}, GRAPH, "2025-01-01"))
    assert (settings_of(changed).live, settings_of(changed).priority["alpha"]) == (0.4, 2.0)
    back = after(
        changed, settings_edit({"live": 0.3, "priority_alpha": 1.0}, changed, "2025-01-02")
    )
    assert settings_of(back) == DEFAULTS
    assert back.of("Setting") == ()
    imported = graph(*talks(), node("Setting", "setting_live", value=0.4))
    with pytest.raises(ValueError, match="brought by dataset “test”"):
        settings_edit({"live": 0.3}, imported, "2025-01-01")
    with pytest.raises(ValueError, match="outside"):
        settings_edit({"live": 4.0}, GRAPH, "2025-01-01")


def test_every_kind_of_contact_can_be_recorded() -> None:
    for choice in HAPPENED.values():
        assert contact_faults(replace(DRAFT, happened=choice.code), GRAPH, DAY) == []
    assert {choice.kind for choice in HAPPENED.values()} == set(DEFAULTS.base)
