"""Small sheets of the make of public ones: lists of participants, registers with nil returns and
days in a row, notes beside a table, drawn lines for nothing, workbooks that were sent as text.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graph_model.own_fields import own_fields
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.seeds import seed_snapshot
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.sheets import ods, xlsx

SEEDS = seed_snapshot()


def bring(data: bytes | str, name: str = "sheet.csv", **answers: str) -> ImportPlan:
    held = data.encode() if isinstance(data, str) else data
    given = {said.replace("__", ":"): choice for said, choice in answers.items()}
    return plan([SourceFile(name, held)], SEEDS, ImportOptions("", "2026-11-27"), given)


def test_a_list_of_participants_brings_bodies_once_and_nobody_by_name() -> None:
    people = (
        "Name,Affiliation,Position,Country,Email,Phone\n"
        "Ada Poe,Institute of Nets,Director,France,ada@nets.example,+33 1 23 45 67 89\n"
        "Bo Roe,Institute of Nets,Engineer,France,bo@nets.example,\n"
        "Cy Doe,-,Retired,Chile,cy@home.example,\n"
    )
    found = bring(people, every__Member__stakeholder_group="academia")
    assert not found.problems
    (row,) = found.changes.new.nodes
    assert (row.label, row.full_name) == ("Member", "Institute of Nets")
    said = " ".join(map(str, found.changes.new))
    assert not [word for word in ("Ada", "Bo Roe", "Engineer", "Director", "+33") if word in said]
    assert found.made.told == {
        "further persons of a body that stands above": 1,
        "rows of persons without a body": 1,
    }
    near = people.replace("Email", "Site").replace("@", " at ")
    assert bring(near).proposals[0].columns[0].meaning != "leave_out", "no address: bodies"


def test_parts_of_names_stay_out_of_contacts_too() -> None:
    sheet = "Date,First name,Surname,Who,With whom\n2026-01-02,Ada,Poe,EFF,USTR\n"
    found = bring(sheet, every__Engagement__kind="meeting")
    meanings = {its.heading: its.meaning for its in found.proposals[0].columns}
    assert meanings["First name"] == meanings["Surname"] == "leave_out"
    assert "Ada" not in str(found.made.rows)


@pytest.mark.parametrize(
    ("heading", "out"),
    [("HMRC officials", True), ("Special Adviser", True), ("Official name", False)],
)
def test_officials_in_the_plural_are_persons_too(heading: str, out: bool) -> None:
    found = bring(f"Date of meeting,{heading},Organisation\n12 March 2025,Ada Poe,Which?\n")
    meaning = found.proposals[0].columns[1].meaning
    assert (meaning == "leave_out") is out


def test_nil_returns_and_drawn_lines_are_nothing() -> None:
    register = (
        "Minister,Date,Name of organisation or individual,Purpose of meeting\n"
        "Ada Poe,2026-01-12,Which?,—\n"
        "Bo Roe,Nil Return,Nil Return,Nil Return\n"
    )
    found = bring(register)
    assert not found.problems
    assert {its.id for its in found.questions} == {"every:REACHED:sheet", "every:Engagement:kind"}


def test_days_in_a_row_are_kept_as_the_first_with_what_was_written() -> None:
    sheet = "Date,Who,With whom,How\n02-06 September 2016,EFF,USTR,meeting\n"
    (row,) = (its for its in bring(sheet).changes.new.nodes if its.label == "Engagement")
    assert row.text("date") == "2016-09-02"
    assert own_fields(row) == {"Date (as written)": "02-06 September 2016"}


def test_a_list_of_notes_in_a_cell_is_no_formula() -> None:
    sheet = 'Date,Who,With whom,How,What happened\n2026-01-02,EFF,USTR,call,"{0}"\n'
    (row,) = (
        its
        for its in bring(sheet.format("- they agreed\n- we write")).changes.new.nodes
        if its.label == "Engagement"
    )
    assert row.text("summary") == "– they agreed\n– we write"
    (plus,) = bring(sheet.format("+ two others")).problems
    assert "begins with “+”, which a spreadsheet takes for a formula" in plus.sentence
    (run,) = bring(sheet.format("=1+1")).problems
    assert "is a formula" in run.sentence


def test_a_name_alone_does_not_tell_what_a_table_is_about() -> None:
    found = bring("Number,Name,depth_index\n1,Afghanistan India,2\n3,Andean Community,4\n")
    assert [its.id for its in found.questions] == ["kind:sheet"]
    assert not bring("Organisation,size\nHalls of Law,2\n").questions[0].id.startswith("kind:")


@pytest.mark.parametrize(("make", "name"), [(xlsx, "w.xlsx"), (ods, "w.ods")])
def test_what_stands_beside_a_table_is_said_without_a_word_of_commas(
    make: Callable[..., bytes], name: str
) -> None:
    rows = [["Organisation", "Group"], ["Halls of Law", "academia", "ask Ana"]]
    (problem,) = bring(make(Members=rows), name).problems
    assert problem.row == 2
    assert "clear what stands beside the table" in problem.sentence
    assert "comma" not in problem.sentence


def test_a_workbook_that_was_sent_as_text_is_said() -> None:
    sent = xlsx(Members=[["Organisation"], ["EFF"]]).decode("utf-8", "replace").encode()
    (problem,) = bring(sent, "w.xlsx").problems
    assert "changed into text on its way" in problem.sentence
    (cut,) = bring(xlsx(Members=[["Organisation"], ["EFF"]])[:-30], "w.xlsx").problems
    assert "not a whole .xlsx workbook" in cut.sentence


def test_nothing_is_counted_that_did_not_happen() -> None:
    network = (
        '{"nodes":[{"id":"a","type":"T"},{"id":"b","type":"T"}],'
        '"links":[{"source":"a","target":"b"}],"directed":true,"multigraph":false,"graph":{}}'
    )
    assert not bring(network, "n.json").made.counts


def test_a_number_in_a_network_is_no_economy() -> None:
    ties = "Source;Target;Type;Id;Label;Weight\n104;116;Directed;1;;1.0\n"
    found = bring(ties, "edges.csv")
    assert not found.made.matched
    assert [its.id for its in found.questions] == ["type:"]


@pytest.mark.parametrize(
    "links", ['[["a", "b"]]', '[{"source": "a", "target": "b"}]'], ids=["pairs", "objects"]
)
def test_ties_as_pairs_of_ends(links: str) -> None:
    text = f'{{"nodes": [{{"key": "a", "tag": "Tool"}}, {{"key": "b"}}], "edges": {links}}}'
    found = bring(text, "n.json", type__="Member", every__Member__stakeholder_group__="academia")
    assert [its.id for its in found.questions] == ["ties::Member:Member"]


def test_ties_of_d3_count_the_entries() -> None:
    text = (
        '{"nodes": [{"name": "Halls of Law"}, {"name": "Guild"}],'
        ' "links": [{"source": 1, "target": 0, "value": 2}]}'
    )
    found = bring(text, "n.json", type__="Member", every__Member__stakeholder_group__="academia")
    (question,) = found.questions
    assert "'Guild' → 'Halls of Law'" in question.says


def test_what_is_no_graph_is_said_without_a_word_of_python() -> None:
    (problem,) = bring('{"nodes": 5, "links": 3}', "n.json").problems
    assert "ties under edges, links or connections" in problem.sentence
    assert "object" not in problem.sentence


def test_one_word_for_many_rows_is_no_id_and_quotes_are_no_part_of_an_address() -> None:
    rows = "\n".join(
        f'Accord {n},{n}.10.1990,"""https://x.example/{n}""",Ana' for n in range(13, 20)
    )
    found = bring(f"Title,Signature,url,Coder\n{rows}\n")
    assert found.proposals[0].columns[3].meaning == "own"
    assert not found.problems
    assert found.changes.new.nodes[0].text("source_url") == "https://x.example/13"


def test_a_graph_file_of_entries_alone_is_a_network() -> None:
    text = '<gexf><graph><nodes><node id="1" label="Halls of Law" /></nodes></graph></gexf>'
    found = bring(text, "one.gexf")
    assert [its.id for its in found.questions] == ["type:"]
    assert not found.notices


@pytest.mark.parametrize(
    ("name", "instead"), [("map.vna", "save it as GraphML or GEXF"), ("map.doc", "save it as .csv")]
)
def test_a_form_that_is_not_read_says_which_is(name: str, instead: str) -> None:
    (problem,) = bring("graph [ node [ id 1 ] ]", name).problems
    assert instead in problem.sentence


def test_ties_of_entries_that_are_left_out_are_counted() -> None:
    text = (
        '{"elements": [{"id": "1", "label": "Ada Poe", "type": "Person"},'
        ' {"id": "2", "label": "Halls of Law", "type": "Company"}],'
        ' "connections": [{"from": "1", "to": "2"}]}'
    )
    given = {"type__Person": "leave_out", "type__Company": "Member"}
    found = bring(text, "k.json", **given, every__Member__stakeholder_group__Company="academia")
    assert found.made.counts == {
        "entries of type “Person” left out": 1,
        "ties of entries that are left out": 1,
    }
    assert "Ada" not in str(found.made.rows)


def test_of_a_list_of_others_rows_without_us_are_asked_about_nothing() -> None:
    rows = "".join(f"M{n},2026-01-{n % 28 + 1:02},Stranger {n},Hall {n}\n" for n in range(60))
    text = f"mep,date,lobbyists,location\n{rows}Ada Poe,2026-02-01,EDRi,Brussels\n"
    first = {its.id for its in bring(text).questions}
    assert {"strangers:lobbyists", "every:REACHED:sheet"} <= first
    assert not [id for id in first if "Hall" in id], "nothing about rows that may all go"
    found = bring(
        text,
        strangers__lobbyists="leave_out",
        every__REACHED__sheet="eu_ep_inta",
        every__Engagement__kind="meeting",
        column__location="own",
    )
    assert found.ready, [*found.questions, *found.problems]
    (row,) = (its for its in found.changes.new.nodes if its.label == "Engagement")
    assert own_fields(row) == {"location": "Brussels"}
    assert "Ada" not in str(found.made.rows), "a member of parliament is a person"
    assert found.made.told["rows with nobody of ours, or with nobody they reached"] == 60
    assert found.rows["left_out"] == 60


EVENTBRITE = """Order Date,First Name,Last Name,Email,Ticket Type,Attendee #,Company,Job Title
2024-03-12 10:12:13,Ada,Poe,ada@eff.example,General,1111,Halls of Law,Director
2024-03-13 10:12:13,Bo,Roe,bo@halls.example,General,1112,Guild,Fellow
"""
MAILCHIMP = """Email Address,First Name,Last Name,Organization,MEMBER_RATING,OPTIN_TIME,CONFIRM_IP
ada@eff.example,Ada,Poe,Halls of Law,4,2023-01-02 10:00:00,203.0.113.9
bo@halls.example,Bo,Roe,Guild,2,2023-01-02 10:00:00,203.0.113.8
"""
LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Ada,Poe,https://www.linkedin.com/in/adapoe,,Halls of Law,Director,12 Mar 2024
Bo,Roe,https://www.linkedin.com/in/boroe,,Guild,Fellow,03 Apr 2024
"""


@pytest.mark.parametrize("text", [EVENTBRITE, MAILCHIMP, LINKEDIN], ids=["tickets", "mail", "net"])
def test_lists_of_programs_bring_bodies_and_nothing_of_persons(text: str) -> None:
    found = bring(text, every__Member__stakeholder_group="academia")
    assert found.ready, [*found.questions, *found.problems]
    assert [row.full_name for row in found.changes.new.nodes] == ["Halls of Law", "Guild"]
    told = str([dict(row.fields) for row in found.changes.new])
    for word in ("Ada", "Poe", "adapoe", "Director", "1111", "203.0", "@", "General"):
        assert word not in told
