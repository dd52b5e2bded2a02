"""A mapping that was kept is used again: a changed heading is asked about, one that is only written
otherwise is not, and each table of a sheet has its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.import_plan import ImportPlan, plan
from loaders.sheets.mapping import keep_mapping, read_mapping
from loaders.sheets.row_keeper import ImportOptions

HEADINGS = "When,Who,With whom,Topic,How,Owner"
ROW = "2026-01-02,EFF,USTR,Source code,meeting,Ana"
BODIES = "Organisation,Website,Group,Owner\nHall of Law,https://hall.example,academia,7\n"
TWO = f"{HEADINGS}\n{ROW}\n2026-01-05,EFF,USTR,Source code,meeting,Ben\n\n{BODIES}"


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
