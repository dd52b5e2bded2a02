"""Lists that say which clauses an agreement has, or keep no date of signature: small files of the
make of DATBA, TAPED, the World Bank's Deep Trade Agreements and internacia-db.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.rows import RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.read.tables import SourceFile
from loaders.write.load import load
from loaders.write.small_writes import undo
from tests.loaders.sheets import xlsx
from tests.loaders.test_lists import OURS, WAY, became, node


def clause(agreement: str, issue: str, strength: str) -> RelationshipRow:
    given = {"strength": strength, "as_of": "2026", "confidence": "verified"}
    return RelationshipRow("COVERS", agreement, issue, given, "seeds")


#: The small graph of the other lists, with issues and two clauses of ours.
BEFORE = Snapshot(
    Rows.of(
        (
            *OURS.rows(),
            *(
                node("Issue", id, level="issue")
                for id in (
                    "source_code",
                    "data_localisation",
                    "customs_duties",
                    "cross_border_data",
                )
            ),
            clause("jtepa", "source_code", "binding"),
            clause("jtepa", "customs_duties", "absent_by_design"),
        )
    )
)
DATBA = """treaty-name,short-name,agreement-type,agreement-subtype,status,date-signed,\
date-effective,parties,provision-codes
Economic Partnership,JPN-THA (2007),Bilateral,Free Trade Agreement,In Force,2007-04-04,\
2007-11-01,Japan; Thailand,cd_provisions; dl_provisions
Digital Trade Agreement,EU-KOR (2026),Bilateral,Digital Economy Agreement,\
Not In Force,2026-06-10,,"European Union; Korea, Republic of",\
cd_provisions; sc_provisions; ai_provisions
"""
DATBA_JSON = {
    "agreements": [
        {
            "treaty-name": "Digital Trade Agreement",
            "short-name": "EU-KOR (2026)",
            "description": "A stand-alone agreement.",
            "agreement-type": "Bilateral",
            "agreement-subtype": "Digital Economy Agreement",
            "status": "Not In Force",
            "date-signed": "2026-06-10",
            "date-effective": "",
            "parties": [
                {"country-name": "European Union", "country-code": "EU"},
                {"country-name": "Korea, Republic of", "country-code": "KOR"},
            ],
            "list-of-provisions": [
                {"provision-name": "Customs Duties", "provision-code": "cd_provisions"}
            ],
        }
    ]
}
TAPED = xlsx(
    TAPED=[
        ["", "", "", "", "", "1. General", "", "2. Data", "", ""],
        [
            "No.", "Long Title", "Short Title", "Parties", "Date of Signature",
            "1.1 E-commerce chapter", "1.2 Customs duties on electronic transmissions",
            "2.1 Free flow of data: cross-border data flows", "2.2 Data localization ban",
            "2.3 Source code",
        ],
        [1, "Agreement for an Economic Partnership", "JTEPA", "Japan; Thailand", "2007-04-03",
         1, 1, 0, "no", 0],
        [2, "A Pact", "Japan-USA", "Japan; United States of America", "2019",
         "yes", "soft", 2, "hard", "mixed"],
    ]
)  # fmt: skip
BESIDE: dict[str, list[list[object]]] = {
    "Bilateral Information": [["Economy1", "iso1", "WBID"], ["Japan", "JPN", 27]]
}
DEEP = xlsx(
    None,
    Agreements=[
        [
            "WBID", "Agreement", "Type", "Status", "RTA Composition", "Accession",
            "Date of Entry into Force (G)", "Date of Entry into Force (S)", "Inactive Date",
            "Current signatories", "Original signatories", "Specific Entry/Exit dates",
        ],
        [27, "North", "FTA", "Inactive", "Plurilateral", "No", "01-Jan-1994", "01-Apr-1994",
         "30-Jun-2020", "Japan; Korea, Republic of", "Japan; Korea, Republic of", ""],
        [291, "North again", "FTA", "In Force", "Plurilateral", "No", "01-Jul-2020", "", "",
         "Japan; Korea, Republic of", "Japan; Korea, Republic of", "Thailand(03-Apr-2022 - ); "],
        [62, "Korea - Chile", "FTA", "In Force", "Bilateral", "No", "01-Apr-2004", "", "",
         "Chile; Korea, Republic of", "Chile; Korea, Republic of", ""],
    ],
    **BESIDE,
)  # fmt: skip
BLOCKS = [
    {"id": "JPCL", "name": "Japan-Chile pact", "blocktype": ["fta"], "founded": "2010-09-01",
     "status": "formal", "wikidata_id": "Q1", "includes": [
         {"id": "JP", "name": "Japan", "type": "country", "status": "member"},
         {"id": "CL", "name": "Chile", "type": "country", "status": "member"},
         {"id": "GB", "name": "United Kingdom", "type": "country", "status": "member",
          "joined": "2021-02-01"},
         {"id": "US", "name": "United States", "type": "country", "status": "observer"}]},
    {"id": "UN", "name": "United Nations", "blocktype": ["intorg"], "founded": "1945",
     "status": "formal", "includes": []},
    {"id": "KRTH", "name": "Korea-Thailand pact", "blocktype": ["pta"], "status": "formal",
     "founded": "2024", "includes": [
         {"id": "KR", "name": "Korea", "type": "country", "status": "member"},
         {"id": "TH", "name": "Thailand", "type": "country", "status": "member"}]},
]  # fmt: skip
FILES: Mapping[str, tuple[str, bytes]] = {
    "datba": ("datba-fta-agreements-summary.csv", DATBA.encode()),
    "taped": ("TAPED dataset.xlsx", TAPED),
    "wb_dta": ("dataset-on-the-intensive-margin.xlsx", DEEP),
    "internacia": ("intblocks.jsonl", "\n".join(map(json.dumps, BLOCKS)).encode()),
}


def brought(scheme: str) -> ImportPlan:
    name, data = FILES[scheme]
    found = plan([SourceFile(name, data)], BEFORE, WAY, {})
    assert found.ready, [*found.questions, *found.problems]
    assert found.way.dataset == scheme, "each is a dataset of its own"
    return found


def clauses(found: ImportPlan) -> dict[tuple[str, str], str]:
    return {
        (row.source, row.target): row.text("strength")
        for row in found.changes.new.relationships
        if row.type == "COVERS"
    }


def test_datba_brings_codes_as_reported_clauses_and_says_where_it_differs() -> None:
    found = brought("datba")
    tied = became(found)
    assert tied["datba_jpn_tha_2007"] == "jtepa"
    new = tied["datba_eu_kor_2026"]
    assert clauses(found) == {
        ("jtepa", "data_localisation"): "reported",
        (new, "customs_duties"): "reported",
        (new, "source_code"): "reported",
    }
    said = " / ".join(found.made.differing)
    assert "a clause on customs_duties (customs_duties) in datba JPN-THA (2007), absent" in said
    assert "no clause on source_code (source_code) in datba JPN-THA (2007), one here" in said
    assert not found.changes.changed, "our clauses stay as they are"
    notices = " / ".join(found.notices)
    assert "issues that are not in the graph stay out: ai" in notices
    assert "cd_provisions as customs_duties" in notices
    assert "2 entries, 1 (50%) matched" in notices


def test_datbas_json_is_the_same_list() -> None:
    both = [
        SourceFile("datba.json", json.dumps(DATBA_JSON).encode()),
        SourceFile("datba-fta-agreements-summary.csv", DATBA.encode()),
    ]
    one, other = (plan([source], BEFORE, WAY, {}) for source in both)
    assert one.way.dataset == "datba"
    id = became(one)["datba_eu_kor_2026"]
    assert id == became(other)["datba_eu_kor_2026"]
    assert clauses(one) == {(id, "customs_duties"): "reported"}


def test_taped_is_told_by_its_items_in_either_grading() -> None:
    found = brought("taped")
    tied = became(found)
    assert tied["taped_1"] == "jtepa"
    assert tied["taped_2"] == "japan_usa_taped_2"
    assert clauses(found) == {
        ("japan_usa_taped_2", issue): "reported"
        for issue in ("customs_duties", "cross_border_data", "data_localisation", "source_code")
    }
    places = {
        row.target: row.text("article")
        for row in found.changes.new.relationships
        if row.type == "COVERS"
    }
    assert places["data_localisation"] == "TAPED item 2.2"
    notices = " / ".join(found.notices)
    assert "2.3 as source_code" in notices
    assert "stay out: 1.1" in notices, "of an item that tells no issue nothing is guessed"


def test_taped_is_known_by_the_short_names_of_its_releases_too() -> None:
    """Codes for parties, groups among them; the number of an item behind its name; semicolons."""
    heading = (
        "taped_number;long_title;short_title;type ;parties;date_signed;year_signed;"
        "date_into_force;withdrawals;data_prot_prov_2_1_1;data_free_flow_prov_2_2_1;"
        "data_flow_free_mov_outside2_3_1;chapter_1_1_1;source_code_3_1_1\n"
    )
    pact = (
        '7;A Pact;Thailand-EFTA;FTA;"THA, EFTA (CHE, ISL, LIE, NOR)";23.01.2025;2025;;;0;2;0;1;0\n'
    )
    text = heading + "3;An Agreement;JTEPA;FTA;JPN, THA;03.04.2007;2007;;;1;0;0;1;0\n" + pact
    found = plan([SourceFile("TAPED_2.csv", text.encode())], BEFORE, WAY, {})
    assert found.ready, [*found.questions, *found.problems]
    assert found.way.dataset == "taped"
    tied = became(found)
    assert tied["taped_3"] == "jtepa"
    assert clauses(found) == {(tied["taped_7"], "cross_border_data"): "reported"}
    parties = {row.source for row in found.changes.new.relationships if row.type == "PARTY_TO"}
    assert parties == {"tha", "che", "isl", "lie", "nor"}
    notices = " / ".join(found.notices)
    assert "2.1.1 as personal_data" in notices
    assert "stay out: 1.1.1" in notices


def test_the_banks_deep_agreements_are_matched_by_entry_into_force() -> None:
    ours = [row for row in BEFORE.rows() if row.key != "kor_chl"]
    dated = node("Agreement", "kor_chl", date_signed="2003-02-01", date_in_force="2004-04-01")
    name, data = FILES["wb_dta"]
    found = plan([SourceFile(name, data)], Snapshot(Rows.of([*ours, dated])), WAY, {})
    assert found.ready
    tied = became(found)
    assert tied["wb_dta_62"] == "kor_chl"
    assert tied["wb_dta_27"] != tied["wb_dta_291"], "two treaties of one bloc stay two"
    joined = {
        row.source: row.text("valid_from")
        for row in found.changes.new.relationships
        if row.type == "PARTY_TO" and row.target == tied["wb_dta_291"]
    }
    assert joined == {"jpn": "", "kor": "", "tha": "2022-04-03"}


def test_internacia_brings_trade_agreements_alone_and_no_day_of_signature() -> None:
    found = brought("internacia")
    tied = became(found)
    assert tied["internacia_jpcl"] == tied["wikidata_q1_by_internacia_jpcl"] == "later"
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert not nodes["internacia_jpcl"].text("date_signed"), "founded may be either day"
    assert "2010-09-01" in nodes["internacia_jpcl"].text("own_fields")
    assert nodes["internacia_jpcl"].fields["parties"] == "CHL JPN", "who joined later was none"
    assert "1 entry that is no trade agreement, left out" in found.notices
    assert tied["internacia_krth"] not in BEFORE.nodes


def test_internacia_as_csv_with_its_members_beside_it() -> None:
    blocks = 'id,name,blocktype,status,founded\nJPCL,Japan-Chile pact,"[""fta""]",formal,2010\n'
    members = "intblock_id,country_code,include_type,status,joined,left\n"
    members += "JPCL,JP,country,member,,\nJPCL,CL,country,member,,\n"
    sources = [
        SourceFile("intblocks.csv", blocks.encode()),
        SourceFile("memberships.csv", members.encode()),
    ]
    found = plan(sources, BEFORE, WAY, {})
    assert found.ready
    assert became(found)["internacia_jpcl"] == "later"


def test_what_is_no_json_line_is_named_by_its_line() -> None:
    (problem,) = plan([SourceFile("x.jsonl", b'{"id": "A"}\n{"id"')], BEFORE, WAY, {}).problems
    assert (problem.row, problem.code) == (2, "unknown-graph")


def test_months_between_two_signatures_are_asked_about() -> None:
    late = DATBA.replace("2007-04-04", "2007-12-04")
    ours = [row for row in BEFORE.rows() if row.key != "jtepa"]
    dated = node("Agreement", "jtepa", date_signed="2007-04-04")
    without_number = Snapshot(Rows.of([*ours, dated]))
    found = plan([SourceFile("datba.csv", late.encode())], without_number, WAY, {})
    assert [its.id for its in found.questions] == ["listed:datba:JPN-THA (2007)"]
    told = {"listed:datba:JPN-THA (2007)": "new"}
    done = plan([SourceFile("datba.csv", late.encode())], without_number, WAY, told)
    assert became(done)["datba_jpn_tha_2007"] != "jtepa"


@pytest.mark.neo4j
def test_each_comes_in_and_goes_byte_for_byte(store: Store) -> None:
    store.write(compare(Snapshot(), BEFORE.rows(), "seeds"), Snapshot())
    before = store.read()
    for name, data in FILES.values():
        found = plan([SourceFile(name, data)], store.read(), WAY, {})
        assert found.ready, [*found.questions, *found.problems]
        load(store, found.preview(store.last_load()))
        assert found.way.dataset in store.read().datasets
        undo(store)
        assert store.read().to_json() == before.to_json()
