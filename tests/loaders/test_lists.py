"""Lists that others keep: matched by number, else by parties at signature and year, never by name;
what they say otherwise is shown; a second time changes nothing; taken back, it is as it was.
"""

from __future__ import annotations

import pytest

from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.snapshot import Snapshot
from loaders.import_plan import ImportPlan, plan
from loaders.lists.listed_agreement import folded
from loaders.read.tables import SourceFile
from loaders.sheets.row_keeper import ImportOptions
from loaders.write.load import apply, load
from loaders.write.small_writes import undo
from tests.loaders.sheets import xlsx

WAY = ImportOptions("", "2026-11-27")
ECONOMIES = ("jpn", "tha", "euu", "kor", "chl", "usa", "gbr")


def node(label: str, id: str, **fields: str | int) -> NodeRow:
    given = {"name": id, "as_of": "2026", "confidence": "verified", **fields}
    return NodeRow(label, id, given, "seeds")


def party(economy: str, agreement: str, **fields: str) -> RelationshipRow:
    given = {"as_of": "2026", "confidence": "verified", **fields}
    return RelationshipRow("PARTY_TO", economy, agreement, given, "seeds")


OURS = Snapshot(
    Rows.of(
        (
            *(node("Economy", id, iso3=id.upper()) for id in ECONOMIES),
            node("Agreement", "jtepa", name="JTEPA", tota_id=1, date_signed="2007-04-04"),
            node("Agreement", "kor_chl", name="Korea-Chile FTA", date_signed="2003-02-01"),
            node("Agreement", "eu_chl", name="Association", date_signed="2002-11"),
            node("Agreement", "later", name="Pact", date_signed="2010"),
            party("jpn", "jtepa"),
            party("tha", "jtepa"),
            party("kor", "kor_chl"),
            party("chl", "kor_chl"),
            party("euu", "eu_chl"),
            party("chl", "eu_chl"),
            party("jpn", "later"),
            party("chl", "later"),
            party("gbr", "later", valid_from="2021"),
        )
    )
)
OLD_UNION = [
    "AUT",
    "BEL",
    "DEU",
    "DNK",
    "ESP",
    "FIN",
    "FRA",
    "GBR",
    "GRC",
    "IRL",
    "ITA",
    "LUX",
    "NLD",
    "PRT",
    "SWE",
]
TOTA = """name,type,wto_rta_id,treaty_identifier,status,date_signed,date_into_force,\
parties_wto,full_text_url
Japan - Thailand,FTA,81,1,In Force,2007-04-03,2007-11-01,Yes,http://a.example/t.pdf
Chile - Korea,FTA,,2,In Force,2003-02-15,2004-04-01,Yes,http://a.example/with blank.pdf
EU - Chile,FTA,,3,In Force,2002-11-18,2003-02-01,Yes,
Trans-Pacific Pact,FTA,,4,Inactive,2016-02-03,,Yes,
Chile - Japan,FTA,,5,In Force,2010-05-05,,Yes,
Korea-Chile FTA,FTA,,6,In Force,1990-01-01,,Yes,
"""
PARTIES = "treaty_identifier,iso3,list\n" + "\n".join(
    [
        *(f"{id},{code},current" for id, code in (("1", "JPN"), ("1", "THA"), ("3", ""))),
        *(f"{id},{code},original" for id, code in (("2", "KOR"), ("2", "CHL"), ("3", "CHL"))),
        *(f"3,{code},original" for code in OLD_UNION),
        *(f"{id},{code},original" for id, code in (("4", "USA"), ("4", "PER"), ("5", "JPN"))),
        *(f"{id},{code},original" for id, code in (("5", "CHL"), ("6", "KOR"), ("6", "CHL"))),
    ]
)
SOURCES = [SourceFile("agreements.csv", TOTA.encode()), SourceFile("parties.csv", PARTIES.encode())]


def became(found: ImportPlan) -> dict[str, str]:
    """The agreement that each entry of the list is tied to."""
    return {
        row.target: row.source
        for row in found.made.rows.values()
        if isinstance(row, RelationshipRow) and row.type == "LISTED_AS"
    }


def test_a_list_is_matched_by_number_then_by_parties_and_year_and_never_by_name() -> None:
    found = plan(SOURCES, OURS, WAY, {})
    assert found.ready, [*found.questions, *found.problems]
    assert found.way.dataset == "tota"
    tied = became(found)
    assert tied["tota_1"] == tied["wto_rta_81_by_tota_1"] == "jtepa"
    assert tied["tota_2"] == "kor_chl"
    assert tied["tota_3"] == "eu_chl", "the members of that year are the union"
    assert tied["tota_5"] == "later", "who joined later was no party at signature"
    assert tied["tota_6"] != "kor_chl", "the same name, another year"
    assert {row.dataset for row in found.changes.new} == {"tota"}
    assert not found.changes.changed, "nothing of ours is changed"
    assert any("6 entries, 4 (67%) matched" in notice for notice in found.notices)
    assert "new (these parties, but another year)" in " ".join(found.notices)
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert nodes["per"].fields["iso3"] == "PER", "an economy that was not there comes with it"


def test_where_two_sources_disagree_is_said() -> None:
    found = plan(SOURCES, OURS, WAY, {})
    assert "JTEPA: signed 2007-04-03 in tota 1, 2007-04-04 here" in found.made.differing
    assert not any("Association: signed" in its for its in found.made.differing), "2002-11 holds"


def test_a_second_time_nothing_changes_and_other_lists_find_the_number() -> None:
    first = plan(SOURCES, OURS, WAY, {})
    after = apply(OURS, first.changes)
    again = plan(SOURCES, after, ImportOptions("", "2027-01-01"), {})
    assert not again.changes
    assert again.changes.same == len(first.changes.new)
    swept = plan(SOURCES, after, ImportOptions("", "2027-01-01"), {}, None, True)
    assert not swept.changes.gone, "a list that is the same takes nothing out"
    wto = xlsx(
        AllRTAs=[
            [
                "RTA ID", "RTA Name", "Type", "Status", "Date of Signature (G)",
                "Date of Signature (S)", "Date of Entry into Force (G)",
                "Date of Entry into Force (S)", "Accession?", "Current signatories",
                "Original signatories", "Specific Entry/Exit dates", "Remarks",
            ],
            ["81", "A name of its own", "FTA", "In Force", "2007-04-03", "", "", "", " No", "",
            "Japan; Thailand", "", ""],
            ["90", "EU - Chile", "FTA", "In Force", "2002-11-18", "", "2003-02-01", "2005-03-01",
            "No",
             "Chile; European Union",
             "Austria; Belgium; Chile; Denmark; Finland; France; Germany; Greece;"
             " Ireland; Italy; Luxembourg; Netherlands; Portugal; Spain; Sweden; United Kingdom",
             "Croatia(01-Jul-2013 - );United Kingdom( - 31-Dec-2020)", ""],
            ["92", "Japan - Korea", "FTA", "In Force", "2019-02-15", "", "", "", "No", "",
            "Japan; Korea, Republic of",
             "Chile(01-Jul-2021 - );Korea, Republic of( - 31-Dec-2022);Thailand(01-Jan-9999 - )",
             ""],
            ["91", "Korea, Republic of - Chile", "FTA", "In Force", "2003-02-15", "", "", "", "No",
            "",
             "Chile; Korea, Republic of", "", ""],
        ]
    )  # fmt: skip
    found = plan([SourceFile("AllRTAs.xlsx", wto)], after, WAY, {})
    assert found.ready
    tied = became(found)
    assert tied["wto_rta_81"] == "jtepa"
    assert tied["wto_rta_90"] == "eu_chl"
    assert tied["wto_rta_91"] == "kor_chl"
    spans = {
        row.source: (row.text("valid_from"), row.text("valid_to"))
        for row in found.changes.new.relationships
        if row.type == "PARTY_TO" and row.target == tied["wto_rta_92"]
    }
    assert spans == {"jpn": ("", ""), "chl": ("2021-07-01", ""), "kor": ("", "2022-12-31")}


def test_two_that_may_be_one_of_ours_are_asked_about() -> None:
    twice = TOTA + "Chile - Corea,FTA,,7,In Force,2003-02-15,2004-04-01,Yes,\n"
    more = PARTIES + "\n7,KOR,original\n7,CHL,original"
    sources = [
        SourceFile("agreements.csv", twice.encode()),
        SourceFile("parties.csv", more.encode()),
    ]
    found = plan(sources, OURS, WAY, {})
    assert {its.id for its in found.questions} == {"listed:tota:2", "listed:tota:7"}
    answers = {"listed:tota:2": "kor_chl", "listed:tota:7": "leave_out"}
    done = plan(sources, OURS, WAY, answers)
    assert done.ready
    assert became(done)["tota_2"] == "kor_chl"


def test_desta_keeps_years_and_ties_what_belongs_to_a_base() -> None:
    head = ["number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "language"]
    head += ["wto_name", *(f"c{place}" for place in range(1, 92))]

    def line(number: str, base: str, kind: str, year: str, *codes: str) -> str:
        cells = [number, base, f"Treaty {number}", kind, year, "NA", "English", "NA", *codes]
        return ";".join(f'"{cell}"' for cell in (*cells, *["NA"] * (99 - len(cells))))

    text = "\n".join(
        [
            ";".join(head),
            line("1", "1", "base_treaty", "2003", "410", "152"),
            line("1+1", "1", "accession", "2005", "392"),
            line("2", "2", "base_treaty", "2018", "392", "900"),
        ]
    )
    found = plan([SourceFile("DESTA.csv", text.encode())], OURS, WAY, {})
    assert found.ready
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert became(found)["desta_1"] == became(found)["desta_1_1"] == "kor_chl"
    assert nodes["desta_1_1"].fields["part_of"] == "1"
    assert nodes["treaty_2_desta_2"].fields["date_signed"] == "2018", "a year stays a year"
    assert any("XKX" in notice for notice in found.notices)


def test_desta_by_pairs_of_parties_is_the_same_list() -> None:
    text = """number,base_treaty,name,entry_type,year,entryforceyear,language,wto_name,iso1,iso2
1,1,Chile Korea,base_treaty,2003,2004,English,NA,410,152
2,2,Three,base_treaty,2018,NA,English,NA,392,4
2,2,Three,base_treaty,2018,NA,English,NA,392,8
2,2,Three,base_treaty,2018,NA,English,NA,4,8
"""
    found = plan([SourceFile("desta_dyads.csv", text.encode())], OURS, WAY, {})
    assert found.ready
    assert found.way.dataset == "desta"
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert became(found)["desta_1"] == "kor_chl"
    assert nodes["desta_2"].fields["parties"] == "AFG ALB JPN", "a treaty for its three pairs"


def test_gptad_is_read_with_the_month_first() -> None:
    text = """Common.Name,Membership,Type,Date.of.Signature,Date.of.Entry.into.Force,In.force.status
AEC,"Chile , Korea, Rep.",FTA,02/01/2003,N/A,in force
Other,"Japan, Zaire, Tchad",FTA,03/25/1991,n/a,in force
Mixed,"Bosnia & Herzegovina; St. Lucia and Trinidad and Tobago; FYR Macedonia",\
FTA,03/26/1991,n/a,in force
"""
    found = plan([SourceFile("GPTAD.csv", text.encode())], OURS, WAY, {})
    assert became(found)["gptad_aec"] == "kor_chl"
    nodes = {row.id: row for row in found.changes.new.nodes}
    assert nodes["gptad_aec"].fields["date_signed"] == "2003-02-01"
    assert nodes["gptad_other"].fields["parties"] == "COD JPN TCD"
    assert nodes["gptad_mixed"].fields["parties"] == "BIH LCA MKD TTO", "an “and” within a name"


def test_the_union_is_no_member_and_a_member_no_union() -> None:
    assert folded(frozenset(OLD_UNION), 2000) == {"EUU"}
    assert folded(frozenset({"DEU", "CHL"}), 2000) == {"DEU", "CHL"}
    assert folded(frozenset({"EUU", "GBR"}), 2021) == {"EUU"}


@pytest.mark.neo4j
def test_in_and_taken_back_byte_for_byte(store: Store) -> None:
    store.write(compare(Snapshot(), OURS.rows(), "seeds"), Snapshot())
    before = store.read()
    found = plan(SOURCES, before, WAY, {})
    load(store, found.preview(store.last_load()))
    assert store.read().of("Listing")
    undo(store)
    assert store.read().to_json() == before.to_json()
