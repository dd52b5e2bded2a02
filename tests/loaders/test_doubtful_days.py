"""Seats and parties whose days cannot be: noted by `linkages check`, listed by a ready question, by
one rule.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.doubtful_days import DATED, REASONS, doubtful_days
from graph_model.questions.answering import ask
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_paths
from loaders.seeds import FOLDER, seed_snapshot
from tests.graphs import graph, node, on_day, tie

#: The fields of a row of Alpha or its economy, and the reason why it cannot be. The talks began in
#: March 2020; the treaty was signed on 5 May 2022.
SEATS = [
    ({"role": "applicant"}, "no_application"),
    ({"role": "applicant", "valid_from": "2021"}, ""),
    ({"role": "negotiator"}, ""),
    ({"role": "negotiator", "valid_from": "2020-02-29"}, "before_talks"),
    ({"role": "negotiator", "valid_from": "2020"}, ""),  # 2020 may be March
    ({"role": "negotiator", "valid_from": "2020-03"}, ""),
    ({"role": "negotiator", "valid_to": "2019"}, "before_talks"),
    ({"role": "negotiator", "valid_to": "2020"}, ""),
]
PARTIES = [
    ({"standing": "in_force"}, "no_day"),
    ({"standing": "in_force", "signed_on": "2022-05-05"}, ""),
    ({"standing": "in_force", "valid_from": "2022-05-04"}, "before_signature"),
    ({"standing": "in_force", "valid_from": "2022"}, ""),
    ({"standing": "participant", "valid_from": "2021"}, ""),
    ({"standing": "participant", "valid_from": "2019"}, "before_talks"),
]
ROWS = [("alpha", "NEGOTIATES", *row) for row in SEATS] + [
    ("aa", "PARTY_TO", *row) for row in PARTIES
]


def whole(*ties: RelationshipRow) -> Snapshot:
    """The talks, and an agreement of which neither signature nor phase is on record."""
    return graph(
        node("Agreement", "deal", name="The Deal", date_signed="2022-05-05"),
        node("Agreement", "bare", name="Bare"),
        node("Phase", "one", status="negotiating", valid_from="2020-03", valid_to="2022-05-05"),
        node("Phase", "two", status="signed", valid_from="2022-05-05"),
        tie("one", "PHASE_OF", "deal"),
        tie("two", "PHASE_OF", "deal"),
        node("Delegation", "alpha", name="Ministry of Alpha"),
        node("Economy", "aa", name="Aa"),
        *ties,
    )


def found(snapshot: Snapshot) -> dict[tuple[str, str, str], str]:
    ties = [tie for name in DATED for tie in snapshot.ties(name)]
    return {tie.key: code for tie, code in doubtful_days(snapshot, ties)}


@pytest.mark.parametrize(("who", "type", "fields", "reason"), ROWS)
def test_each_reason_with_a_near_miss(
    who: str, type: str, fields: dict[str, str], reason: str
) -> None:
    row = tie(who, type, "deal", **fields)
    assert found(whole(row)) == ({row.key: reason} if reason else {})
    bare = tie(who, type, "bare", **fields)  # nothing is known that it could contradict
    assert set(found(whole(bare)).values()) <= {"no_application"}


def test_every_reason_is_tried() -> None:
    assert {reason for *_, reason in ROWS} == {*REASONS, ""}


def test_the_opening_facts_have_none() -> None:
    assert found(seed_snapshot()) == {}
    assert [note for note in check_paths([FOLDER], "seeds").notices if " row " in note] == []


def test_check_names_the_row_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "negotiates.csv").write_text(
        "from_id,to_id,role,valid_from,as_of,confidence\n"
        "usa_ustr,usmca,negotiator,,2026,verified\n"
        "kor_motie,rcep,applicant,,2026,verified\n",
        encoding="utf-8",
    )
    theirs = {("NEGOTIATES", "kor_motie", "rcep"), ("NEGOTIATES", "usa_ustr", "usmca")}
    without = graph(*(row for row in seed_snapshot().rows() if row.key not in theirs))
    checked = check_paths([tmp_path], "notes", without, replaces=False)
    assert checked.problems == []
    assert checked.notices == [
        "negotiates.csv row 3: kor_motie → rcep: an applicant sits there only from its application"
        " on, and the row has no first day."
    ]


@pytest.mark.neo4j
def test_the_ready_question_lists_the_same(store: Store) -> None:
    """Every row of the cases with an agreement of its own, in one graph."""
    rows: list[NodeRow | RelationshipRow] = [
        node("Delegation", "alpha", name="Ministry of Alpha"),
        node("Economy", "aa", name="Aa"),
    ]
    for number, (who, type, fields, _) in enumerate(ROWS):
        id = f"deal_{number}"
        rows += [
            node("Agreement", id, name=id, date_signed="2022-05-05"),
            node("Phase", f"{id}_1", status="negotiating", valid_from="2020-03"),
            tie(f"{id}_1", "PHASE_OF", id),
            tie(who, type, id, **fields),
        ]
    snapshot = graph(*rows)
    before = store.read()
    store.write(compare(before, snapshot.rows(), "test"), before)
    answer = ask(store, "days-that-cannot-be", {}, on_day(snapshot, date(2026, 11, 27)))
    told = {(str(row[2]).upper(), row[0], row[1]): row[3] for row in answer.rows}
    assert told == found(snapshot) != {}
