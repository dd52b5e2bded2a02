"""Small sheets as people have them, each of another kind: read as what they are at once."""

from __future__ import annotations

from graph_model.own_fields import own_fields
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import ods

BODIES = """Organisation name,Acronym,Country,What they are,Joined,Contact e-mail
Access Now,AN,United States,NGO,2016,x@here.example
Halls of Law,HoL,Australia,University,2024,hi@halls.example
Weavers,,Nigeria,Company,2025,
"""
GERMAN = """Kontaktliste 2026;;;;;
;;;;;
Datum;Mitglied;Ministerium;Thema;Art;Kosten
03.02.2026;vzbv;SECO (Schweiz);source code;Treffen;12,50
14.03.2026;EDRi;Global Affairs Canada;privacy;Anruf;0,00
Summe;;;;;12,50
"""


def brought(name: str, data: bytes) -> ImportPlan:
    way = ImportOptions("", "2026-11-28")
    return plan([SourceFile(name, data)], seed_snapshot(), way, {})


def meant(found: ImportPlan, table: int = 0) -> dict[str, str]:
    """What the columns of a table are taken to mean."""
    return {its.heading: its.meaning for its in found.proposals[table].columns}


def test_a_sheet_of_bodies_with_a_year_and_addresses_is_no_sheet_of_contacts() -> None:
    found = brought("bodies.csv", BODIES.encode())
    assert [its.kind.code for its in found.proposals] == ["Member"]
    assert meant(found) == {
        "Organisation name": "name",
        "Acronym": "short_name",
        "Country": "BASED_IN",
        "What they are": "stakeholder_group",
        "Joined": "own",
        "Contact e-mail": "leave_out",
    }
    assert not found.questions
    assert not found.problems
    new = {row.name: row for row in found.changes.new.nodes if row.label == "Member"}
    assert {name: row.text("stakeholder_group") for name, row in new.items()} == {
        "HoL": "academia",
        "Weavers": "private_sector",
    }


def test_addresses_of_people_are_no_bodies_whatever_their_heading() -> None:
    sheet = "Date,Who,Contact\n2026-03-01,EFF,a@gov.example\n2026-03-02,EDRi,b@gov.example\n"
    assert meant(brought("contacts.csv", sheet.encode()))["Contact"] == "leave_out"
    named = sheet.replace("a@gov.example", "USTR").replace("b@gov.example", "SUBREI")
    assert meant(brought("contacts.csv", named.encode()))["Contact"] == "REACHED"


def test_each_sheet_of_a_file_is_read_and_what_agreements_are_called_is_their_name() -> None:
    meetings = [["Date", "Who", "Met with", "How"], ["1 June 2026", "TACD", "USTR", "call"]]
    agreements = [["Agreement", "Parties", "Signed"], ["Halls Accord", "Kenya; EU", "2025-01-14"]]
    found = brought("two.ods", ods(Meetings=meetings, Agreements=agreements))
    assert [its.kind.code for its in found.proposals] == ["Engagement", "Agreement"]
    assert meant(found, 1) == {"Agreement": "name", "Parties": "PARTY_TO", "Signed": "date_signed"}
    assert not found.problems
    assert found.ready


def test_headings_and_kinds_in_german_with_a_sum_below() -> None:
    found = brought("kontakte.csv", GERMAN.encode())
    assert [its.kind.code for its in found.proposals] == ["Engagement"]
    told = meant(found)
    assert told.pop("Kosten") == "own"
    assert list(told.values()) == ["date", "TOOK_PART_IN", "REACHED", "ABOUT", "kind"]
    assert found.rows["read"] == 2, "what stands below under Summe is left out"
    assert not found.problems
    assert {its.id for its in found.questions} == {"name:Issue/Agreement:privacy"}


def test_towns_are_kept_as_they_are_and_events_are_found() -> None:
    sheet = "Date,Who,With whom,How,Where\n{},EFF,USTR,call,{}\n{},EDRi,SUBREI,call,{}\n"
    towns = brought("a.csv", sheet.format("2026-03-01", "Lima", "2026-03-02", "Online").encode())
    assert meant(towns)["Where"] == "own"
    assert towns.ready, "nobody is asked which event a town is"
    events = brought("a.csv", sheet.format("2026-03-01", "WTO", "2026-03-02", "Lima").encode())
    assert meant(events)["Where"] == "HELD_AT"
    assert {its.id.split(":", 2)[2] for its in events.questions} == {"Lima"}


def test_what_people_had_to_tell_a_code_for_is_kept_in_its_own_words() -> None:
    sheet = (
        "Date,Who,With whom,How,Outcome\n2026-03-01,EFF,USTR,call,{}\n2026-03-02,EFF,USTR,call,ok\n"
    )
    way, source = ImportOptions("", "2026-11-28"), SourceFile("a.csv", sheet.format("hm").encode())
    told = {"code:outcome:hm": "no_answer"}
    found = plan([source], seed_snapshot(), way, told)
    contacts = [row for row in found.changes.new.nodes if row.label == "Engagement"]
    assert {row.text("outcome"): own_fields(row) for row in contacts} == {
        "no_answer": {"Outcome (as written)": "hm"},
        "held": {},
    }
