"""What was decided about a sheet holds for the next one of its kind, which is known by its
headings, and of another kind nothing holds: a changed heading is asked about, one that is only
written otherwise is not, and each table of a sheet has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.mapping import keep_mapping, read_mapping, read_mappings
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply

HEADINGS = "When,Who,With whom,Topic,How,Owner"
ROW = "2026-01-02,EFF,USTR,Source code,meeting,Ana"
BODIES = "Organisation,Website,Group,Owner\nHall of Law,https://hall.example,academia,7\n"
TWO = f"{HEADINGS}\n{ROW}\n2026-01-05,EFF,USTR,Source code,meeting,Ben\n\n{BODIES}"
SHEET = "Date,Who,With whom,How,Owner\n2026-03-01,EFF,USTR,coffee,Ana\n"
MORE = f"{SHEET}2026-03-02,EDRi,USTR,coffee,Ben\n2026-03-03,EDRi,USTR,stroll,Ben\n"


def brought(home: Path, name: str, text: str, answers: dict[str, str] | None = None) -> ImportPlan:
    way = ImportOptions("", "2026-11-28")
    source, told = SourceFile(name, text.encode()), answers or {}
    return plan([source], seed_snapshot(), way, told, among=read_mappings(home))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """What somebody decided about a sheet of contacts, and about another."""
    answers = {"code:kind:coffee": "meeting"}
    found = brought(tmp_path, "log.csv", SHEET, answers)
    assert found.ready
    keep_mapping(tmp_path, "log", found.proposals, answers)
    bodies = brought(tmp_path, "bodies.csv", "Organisation,Group\nHalls,NGO\n")
    keep_mapping(tmp_path, "bodies", bodies.proposals, {})
    return tmp_path


def test_the_next_sheet_is_known_by_its_headings_and_only_what_is_new_is_asked(home: Path) -> None:
    found = brought(home, "december.csv", MORE)
    assert found.fitted == "log"
    assert [its.id for its in found.questions] == ["code:kind:stroll"]


def test_a_heading_more_is_asked_about_and_a_sheet_of_another_kind_is_not_taken_for_it(
    home: Path,
) -> None:
    wider = "Date,Who,With whom,How,Owner,Fee\n2026-03-01,EFF,USTR,coffee,Ana,12\n"
    found = brought(home, "december.csv", wider)
    assert found.fitted == "log"
    assert [its.id for its in found.questions] == ["column:december/Fee"]
    assert not brought(home, "log.csv", "Date,Who,Fee\n2026-03-01,EFF,12\n").fitted


def test_a_network_has_no_headings_and_is_known_by_the_name_of_its_file(home: Path) -> None:
    keep_mapping(home, "nodes", [], {"kind:member": "civil_society"})
    nodes, edges = "Id,Label,Type\n1,EFF,member\n", "Source,Target\n1,1\n"
    sources = [SourceFile("nodes.csv", nodes.encode()), SourceFile("edges.csv", edges.encode())]
    way = ImportOptions("", "2026-11-28")
    found = plan(sources, seed_snapshot(), way, {}, among=read_mappings(home))
    assert found.fitted == "nodes"


def test_what_was_chosen_by_name_goes_before_what_fits(home: Path) -> None:
    kept = read_mappings(home)
    source, way = SourceFile("log.csv", SHEET.encode()), ImportOptions("", "2026-11-28")
    found = plan([source], seed_snapshot(), way, {}, kept["bodies"], among=kept)
    assert not found.fitted
    assert "column:log/Who" in {its.id for its in found.questions}


def test_nothing_is_asked_again_once_it_was_written(home: Path) -> None:
    first = brought(home, "log.csv", SHEET)
    assert first.ready
    way = ImportOptions("", "2026-11-28")
    after = apply(seed_snapshot(), first.changes)
    source = SourceFile("log.csv", MORE.replace("stroll", "call").encode())
    again = plan([source], after, way, {}, among=read_mappings(home))
    assert not again.questions
    assert (again.rows["new"], again.rows["same"]) == (2, 1)


def planned(
    text: str, home: Path, answers: Mapping[str, str] | None = None, kept: str = ""
) -> ImportPlan:
    return plan(
        [SourceFile("contacts.csv", text.encode())],
        seed_snapshot(),
        ImportOptions("", "2026-11-28"),
        answers or {},
        read_mapping(home, kept) if kept else None,
    )


def keep(found: ImportPlan, home: Path) -> None:
    assert found.ready
    keep_mapping(home, "monthly", found.proposals, {})


def asked(found: ImportPlan) -> list[str]:
    return [question.id for question in found.questions]


def test_a_changed_heading_is_asked_about_and_one_written_otherwise_is_not(tmp_path: Path) -> None:
    keep(planned(f"{HEADINGS}\n{ROW}\n", tmp_path), tmp_path)

    again = planned(f"{HEADINGS.upper()}\n{ROW}\n", tmp_path, kept="monthly")
    assert not asked(again)

    changed = planned(f"{HEADINGS.replace('Owner', 'Held by')}\n{ROW}\n", tmp_path, kept="monthly")
    assert asked(changed) == ["column:contacts/Held by"]
    (question,) = changed.questions
    assert "Gone from the sheet: owner." in question.says

    told = {"column:contacts/Held by": "own"}
    assert planned(
        f"{HEADINGS.replace('Owner', 'Held by')}\n{ROW}\n", tmp_path, told, "monthly"
    ).ready


def test_each_table_of_a_sheet_is_kept_by_itself(tmp_path: Path) -> None:
    first = planned(TWO, tmp_path, {"column:contacts (table 2)/Owner": "leave_out"})
    kinds = {its.table.sheet: its.kind.code for its in first.proposals}
    assert kinds == {"contacts": "Engagement", "contacts (table 2)": "Member"}
    keep(first, tmp_path)

    again = planned(TWO, tmp_path, kept="monthly")
    assert not asked(again)
    meant = {its.table.sheet: its.columns[-1].meaning for its in again.proposals}
    assert meant == {"contacts": "own", "contacts (table 2)": "leave_out"}
