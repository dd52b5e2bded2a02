"""Several tables in one sheet, parted by one empty row, as reports of meetings have them; a group
of rows of one table is none.
"""

from __future__ import annotations

import pytest

from loaders.import_plan import plan
from loaders.read.grids import Grid
from loaders.read.tables import SourceFile, grids
from loaders.seeds import seed_snapshot
from loaders.sheets.row_keeper import ImportOptions
from loaders.sheets.table_finder import SheetTable, find_tables

MEETING = """\
Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants,
812 3456 7890,Call on data flows,10/15/2026 05:55:00 PM,10/15/2026 07:00:00 PM,a@eff.example,65,3,
"""
CAME = """\
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Ada Poe,ada@eff.example,10/15/2026 05:55:00 PM,10/15/2026 07:00:00 PM,65,No
Ben Roe,,10/15/2026 05:58:00 PM,10/15/2026 07:00:00 PM,62,Yes
"""
ATTENDED = """\
1. Summary
Meeting title\tCall on data flows
Attended participants\t2

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole
Ada Poe\t10/15/26, 5:55:00 PM\t10/15/26, 7:00:00 PM\t1h 5m\tada@eff.example\tOrganizer
Ben Roe\t10/15/26, 5:58:00 PM\t10/15/26, 7:00:00 PM\t1h 2m\tben@edri.example\tAttendee

3. In-Meeting Activities
Full Name\tJoin Time\tLeave Time\tDuration\tUPN\tPart
Ada Poe\t10/15/26, 5:55:00 PM\t10/15/26, 7:00:00 PM\t1h 5m\tada@eff.example\tOrganizer
"""


def tables(text: str, name: str = "sheet.csv") -> list[SheetTable]:
    (grid,) = grids(SourceFile(name, text.encode()))
    assert isinstance(grid, Grid)
    return find_tables(grid)


def test_a_report_that_begins_with_the_meeting_is_the_list_of_who_came() -> None:
    (came,) = tables(f"{MEETING}\n{CAME}")
    assert (came.row, came.headings[0], len(came.rows)) == (4, "Name (Original Name)", 2)
    assert "rows 1 to 2 says what the list below it is of" in came.notices[0]

    found = plan(
        [SourceFile("report.csv", f"{MEETING}\n{CAME}".encode())],
        seed_snapshot(),
        ImportOptions("", "2026-11-28"),
        {},
    )
    assert (found.questions, found.problems, len(found.made.rows)) == ((), (), 0)
    assert not found.ready
    assert "its rows are persons, and no column says of which body" in found.notices[-1]


def test_who_came_of_which_body_brings_the_bodies() -> None:
    """With a column for the body, which people add before they bring the report."""
    head, *rows = CAME.splitlines()
    bodies = [f"{head},Organisation", *(f"{row},Hall of Law" for row in rows)]
    found = plan(
        [SourceFile("report.csv", "\n".join(bodies).encode())],
        seed_snapshot(),
        ImportOptions("", "2026-11-28"),
        {"every:Member:stakeholder_group": "academia"},
    )
    assert [row.name for row in found.made.rows.values()] == ["Hall of Law"]
    assert "Ada" not in str(found.made.rows)


def test_parts_of_a_report_under_titles_of_their_own_are_tables() -> None:
    came, did = tables(ATTENDED, "report.tsv")
    assert (came.row, did.row) == (6, 11)
    assert (came.sheet, came.headings[1], len(came.rows)) == ("report", "First Join", 2)
    assert (did.sheet, did.headings[1], len(did.rows)) == ("report (table 2)", "Join Time", 1)
    assert came.notices[0].endswith("2 tables stand here, with headings in rows 6, 11")


HEAD = "Date,Who,With whom,Minutes,Topic\n"
ONE = "2024-01-02,EFF,USTR,30,Data flows\n2024-02-03,EDRi,USTR,45,Source code\n"


@pytest.mark.parametrize(
    "group",
    [
        "2024-03-04,EFF,DG Trade,30,Data flows\n",
        "to be fixed,EFF,USTR,open,Data flows\n2024-03-04,EDRi,USTR,30,Source code\n",
        "EU\n2024-03-04,EFF,DG Trade,30,Data flows\n",
        "Chile,,,,\n2024-03-04,EFF,Subrei,30,Data flows\n",
        "n/a,EFF,Subrei,nil,Spam\n2024-03-04,EDRi,Subrei,30,Source code\n",
    ],
    ids=["rows", "open days", "title", "title with commas", "nothing said"],
)
def test_groups_of_rows_with_an_empty_row_between_are_one_table(group: str) -> None:
    (table,) = tables(f"{HEAD}{ONE}\n{group}")
    assert len(table.rows) == 2 + group.count("\n")


def test_two_longer_tables_with_one_empty_row_between_are_both_listed() -> None:
    other = "Organisation,Website,Founded in\nEFF,https://eff.example,1990\nEDRi,,2002\n"
    first, second = tables(f"{HEAD}{ONE}\n{other}")
    assert (len(first.rows), len(second.rows)) == (2, 2)
    assert first.sheet != second.sheet
