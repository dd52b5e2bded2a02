"""For which economy a new delegation speaks: its name says it, or it is asked; nobody guesses."""

from __future__ import annotations

import pytest

from graph_model.rows import RelationshipRow
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from tests.loaders.test_other_programs import ANSWERS
from tests.loaders.test_sheets_in import GRAPH

HEAD = "Date,Who,With whom,How\n"


def bring(text: str, name: str = "outreach.csv", **answers: str) -> ImportPlan:
    given = {id.replace("__", ":"): answer for id, answer in answers.items()}
    return plan([SourceFile(name, text.encode())], GRAPH, ImportOptions("a", "2026-11-27"), given)


def answered(text: str, answers: dict[str, str], name: str = "outreach.csv") -> ImportPlan:
    way = ImportOptions("a", "2026-11-27")
    return plan([SourceFile(name, text.encode())], GRAPH, way, answers)


def speaks_for(found: ImportPlan) -> set[tuple[str, str]]:
    return {
        (row.source, row.target)
        for row in found.made.rows.values()
        if isinstance(row, RelationshipRow) and row.type == "REPRESENTS"
    }


CONTACTS = f"{HEAD}2024-03-12,EFF,Ministry of Trade of Chile,call\n"
QUESTION = "name:Delegation:Ministry of Trade of Chile"


def test_the_economy_that_a_name_says_is_proposed_with_the_new_delegation() -> None:
    (question,) = bring(CONTACTS).questions
    assert question.id == QUESTION
    new = [choice for choice in question.choices if choice[0].startswith("new:")]
    assert new == [
        ("new:Delegation:chl", "a new delegation, of Republic of Chile"),
        ("new:Delegation", "a new delegation; its economy is asked next"),
    ]
    found = answered(CONTACTS, {QUESTION: "new:Delegation:chl"})
    assert found.ready, [*found.questions, *found.problems]
    assert speaks_for(found) == {("ministry_of_trade_of_chile", "chl")}


def test_where_it_is_not_taken_it_is_asked_and_the_rows_wait() -> None:
    text = f"{CONTACTS}2024-03-13,EDRi,Ministry of Trade of Chile,call\n"
    given = {QUESTION: "new:Delegation"}
    found = answered(text, given)
    (question,) = found.questions
    assert question.id == "speaks_for:Economy:Ministry of Trade of Chile"
    assert question.choices[0] == ("chl", "Republic of Chile"), "what its name says stands first"
    assert (question.rows, found.rows["waiting"]) == ((2, 3), 2)
    for answer, speaks in (("zaf", {("ministry_of_trade_of_chile", "zaf")}), ("leave_out", set())):
        done = answered(text, {**given, question.id: answer})
        assert done.ready, [*done.questions, *done.problems]
        assert speaks_for(done) == speaks


def test_a_delegation_that_is_called_as_its_economy() -> None:
    names = ("Democratic Republic of the Congo", "Chile")
    text = "Ministry\n" + "\n".join(names)
    (question,) = answered(text, KIND, "list.csv").questions
    assert question.id == "speaks_for:said"
    found = answered(text, {**KIND, question.id: "yes"}, "list.csv")
    assert {target for _, target in speaks_for(found)} == {"cod", "chl"}


def test_an_economy_that_is_not_here_comes_in_with_it() -> None:
    text = CONTACTS.replace("Chile", "Fiji")
    id = "name:Delegation:Ministry of Trade of Fiji"
    assert ("new:Delegation:fji", "a new delegation, of Fiji") in bring(text).questions[0].choices
    for given in (
        {id: "new:Delegation:fji"},
        {id: "new:Delegation", "speaks_for:Economy:Ministry of Trade of Fiji": "new:FJI"},
    ):
        found = answered(text, given)
        assert found.ready, [*found.questions, *found.problems]
        assert speaks_for(found) == {("ministry_of_trade_of_fiji", "fji")}
        (economy,) = (row for row in found.changes.new.nodes if row.label == "Economy")
        assert (economy.name, economy.text("iso3")) == ("Fiji", "FJI")


LISTED = """Ministry,City
Trade Office (Chile),Santiago
South African Trade Commission of South Africa,Pretoria
Office of the Chief Negotiator,Suva
"""
KIND = {"kind:list": "Delegation"}


def test_of_a_list_of_delegations_those_whose_name_says_it_are_asked_about_at_once() -> None:
    found = answered(LISTED, KIND, "list.csv")
    said, other = found.questions
    assert (said.id, other.id) == (
        "speaks_for:said",
        "speaks_for:Economy:Office of the Chief Negotiator",
    )
    assert "Trade Office (Chile): Republic of Chile" in said.says
    assert (said.rows, other.rows) == ((2, 3), (4,))
    given = {**KIND, said.id: "yes", other.id: "leave_out"}
    done = answered(LISTED, given, "list.csv")
    assert done.ready, [*done.questions, *done.problems]
    assert {target for _, target in speaks_for(done)} == {"chl", "zaf"}


def test_a_list_that_says_the_economies_is_not_asked() -> None:
    text = "Ministry,Country\nTrade Office,Chile\n"
    found = answered(text, KIND, "list.csv")
    assert found.ready, [*found.questions, *found.problems]
    assert speaks_for(found) == {("trade_office", "chl")}


def test_of_many_that_do_not_say_it_one_question_leaves_it_open() -> None:
    text = "Ministry,City\n" + "".join(f"Trade Desk No {n},Town\n" for n in range(20))
    found = answered(text, KIND, "list.csv")
    assert [its.id for its in found.questions] == ["speaks_for:unsaid"]
    assert found.questions[0].count == 20
    assert answered(text, {**KIND, "speaks_for:unsaid": "leave_out"}, "list.csv").ready
    each = answered(text, {**KIND, "speaks_for:unsaid": "each"}, "list.csv")
    assert len(each.questions) == 20


@pytest.mark.parametrize("answer", ["yes", "leave_out"])
def test_delegations_of_a_map_are_asked_about_like_those_of_a_list(answer: str) -> None:
    text = 'graph [ node [ id 1 label "Trade Office (Chile)" type "Ministry" ] ]'
    given = {**ANSWERS, "type:Ministry": "Delegation"}
    assert [its.id for its in answered(text, given, "map.gml").questions] == ["speaks_for:said"]
    found = answered(text, {**given, "speaks_for:said": answer}, "map.gml")
    assert found.ready
    assert bool(speaks_for(found)) == (answer == "yes")
