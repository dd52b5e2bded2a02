"""The sheet in which a coordinator lives: 200 rows, a title, merged group headings, twelve
spellings of six ministries, members under two names, dates in ten styles, a column of its own, a
total.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

from graph_model.own_fields import own_fields
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.mapping import SheetMapping, keep_mapping, read_mapping
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply
from tests.loaders.sheets import xlsx

MINISTRIES = {
    "USTR": "usa_ustr",
    "U.S.T.R.": "usa_ustr",
    "Office of the US Trade Rep": "usa_ustr",
    "DG Trade": "eu_trade",
    "dg trade": "eu_trade",
    "MOFCOM": "chn_mofcom",
    "Mofcom ": "chn_mofcom",
    "SUBREI": "chl_subrei",
    "Subrei (Chile)": "chl_subrei",
    "DFAT": "aus_dfat",
    "dfat": "aus_dfat",
    "MFAT": "nzl_mfat",
}
MEMBERS = {
    "EFF": "eff",
    "Electronic Frontier Foundation": "eff",
    "EDRi": "edri",
    "E.D.R.i": "edri",
    "BEUC": "beuc",
    "Access Now": "access_now",
    "access now": "access_now",
    "EFF; EDRi and BEUC": "eff",
}
STYLES = (
    "2017-03-{:02d}",
    "{:02d} March 2017",
    "March {:02d}, 2017",
    "{:02d}-Mar-17",
    "{:02d}.03.2017",
    "{:02d}/03/2017",
    "{:02d} mars 2017",
    "{:02d} de marzo de 2017",
    "Mar 2017",
)
HEADINGS = [
    "Date",
    "Organisation",
    "Ministry",
    "Topic",
    "Channel",
    "What came of it",
    "Follow-up owner",
]


def made(number: int, first: int = 0) -> list[list[object]]:
    """So many rows, the same at every run."""
    ministries, members = list(MINISTRIES), list(MEMBERS)
    rows: list[list[object]] = []
    for place in range(first, first + number):
        day = 13 + place % 15
        when = date(2017, 3, day) if place % 10 == 9 else STYLES[place % 10].format(day)
        who, whom = members[place % len(members)], ministries[place % len(ministries)]
        rows.append([when, who, whom, "source code", "Phone call", f"Talk {place}", "Ana"])
    return rows


def sheet(rows: list[list[object]]) -> bytes:
    """The workbook."""

    def dress(book: openpyxl.Workbook) -> None:
        its = book["outreach_2026"]
        its.merge_cells("A1:G1")
        its.merge_cells("B3:C3")

    above = [["Outreach 2026"], [], ["", "Who and with whom"], HEADINGS]
    return xlsx(dress, outreach_2026=[*above, *rows, [], ["Total", len(rows)]])


def bring(
    rows: list[list[object]],
    answers: dict[str, str],
    before: Snapshot,
    kept: SheetMapping | None = None,
) -> ImportPlan:
    way = ImportOptions("", "2026-11-27")
    return plan([SourceFile("outreach_2026.xlsx", sheet(rows))], before, way, answers, kept)


def test_it_comes_in_with_every_spelling_matched_or_asked_and_again_with_ten_new_rows(
    tmp_path: Path,
) -> None:
    first = bring(made(200), {}, seed_snapshot())
    assert not first.problems
    texts = {its.id.split(":", 2)[2] for its in first.questions}
    assert texts <= set(MINISTRIES) | set(MEMBERS)
    assert len(texts) <= 4, "what is exact is matched, the rest is asked once each"
    every = {**MINISTRIES, **MEMBERS}
    answers = {its.id: every[its.id.split(":", 2)[2]] for its in first.questions}
    found = bring(made(200), answers, seed_snapshot())
    assert found.ready
    contacts = [row for row in found.changes.new.nodes if row.label == "Engagement"]
    assert len(contacts) == 200
    assert {own_fields(row)["Follow-up owner"] for row in contacts} == {"Ana"}
    assert {len(row.text("date")) for row in contacts} == {7, 10}, "a month stays a month"
    reached = {row.target for row in found.changes.new.relationships if row.type == "REACHED"}
    assert reached == set(MINISTRIES.values())
    keep_mapping(tmp_path, "outreach", found.proposals, answers)
    kept, after = read_mapping(tmp_path, "outreach"), apply(seed_snapshot(), found.changes)
    new = made(10, 200)
    new[0][2] = "A ministry nobody knows"
    again = bring([*made(200), *new], {}, after, kept)
    assert [its.id for its in again.questions] == ["name:Delegation:A ministry nobody knows"]
    assert again.rows["same"] == 200
    assert again.rows["new"] == 9
