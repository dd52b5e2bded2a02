"""What the opening facts say of days, sources and texts: the rules they keep, and the right values
of what was wrong once.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from graph_model.dates import as_date, holds_on, span
from graph_model.measures.negotiations import as_known, target_cells, treated_as
from graph_model.rows import NodeRow
from graph_model.schema import NodeType
from graph_model.source_kinds import kind_of_sources, known_sites
from graph_model.vocabulary import SCHEMA, SOURCE_KINDS
from loaders.seeds import FOLDER, seed_snapshot
from tests.graphs import on_day

SEEDS = seed_snapshot()
ROWS = [
    *SEEDS.nodes.values(),
    *(tie for kind in SCHEMA.relationships for tie in SEEDS.ties(kind.name)),
]
#: Words of the desk, which the column `confidence` says better.
DESK = re.compile(
    r"\bmemory\b|\bas above\b|\bseen\b|list not|month not shown|phase\.csv|\bseeds?\b"
)


def test_every_site_has_a_kind_and_every_row_that_of_its_strongest_source() -> None:
    assert set(known_sites().values()) <= set(SOURCE_KINDS)
    wrong = [
        row
        for row in ROWS
        if row.text("source_kind") != kind_of_sources(row.text("source_url"))
        or bool(row.text("source_url")) != bool(row.text("source_kind"))
    ]
    assert wrong == []


def test_nothing_is_verified_by_a_copy() -> None:
    assert [
        row
        for row in ROWS
        if row.text("confidence") == "verified" and row.text("source_kind") == "copy"
    ] == []


def test_no_text_speaks_to_the_desk() -> None:
    fields = {
        field.name for kind in SCHEMA.types for field in kind.columns if field.kind == "text"
    } - {"id", "name", "from_id", "to_id"}
    found = [(row, field) for row in ROWS for field in fields if DESK.search(row.text(field))]
    assert found == []


def test_the_readme_counts_the_rows_as_they_are() -> None:
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    counted = dict(re.findall(r"^\| `(\w+)\.csv` \| ([\d,]+) \|", said, flags=re.MULTILINE))
    for kind in SCHEMA.types:
        rows = SEEDS.of(kind.label) if isinstance(kind, NodeType) else SEEDS.ties(kind.name)
        if kind.file in counted or rows:
            assert counted[kind.file] == f"{len(rows):,}", kind.file
    assert f"{len(ROWS):,} rows" in said
    for field in ("confidence", "source_kind"):
        for code, number in Counter(row.text(field) for row in ROWS if row.text(field)).items():
            assert (
                f"\n| {code} | {number:,} | {number / len(ROWS):.1%} | ".replace("%", " %") in said
            )
    covers = SEEDS.ties("COVERS")
    known, proposed = (
        sum(bool(tie.text(field)) for tie in covers) for field in ("known_from", "proposed_from")
    )
    assert f"({known} of {len(covers):,})" in said
    assert f"`proposed_from` ({proposed} rows)" in said
    front = " ".join((FOLDER.parent / "README.md").read_text(encoding="utf-8").split())
    tally = [len(SEEDS.of(label)) for label in ("Agreement", "Delegation", "Engagement")]
    assert "{} agreements, {} delegations and {} recorded contacts".format(*tally) in front


def phases_of(agreement: str) -> list[NodeRow]:
    """The phases of an agreement, by their first day."""
    phases = [SEEDS.nodes[tie.source] for tie in SEEDS.back(agreement, "PHASE_OF")]
    return sorted(phases, key=lambda phase: as_date(phase.text("valid_from")))


AGREEMENTS = [row.id for row in SEEDS.of("Agreement")]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_the_phases_of_an_agreement_meet_and_fit_its_dates(agreement: str) -> None:
    phases = phases_of(agreement)
    assert phases
    for one, other in pairwise(phases):
        assert one.text("valid_to") == other.text("valid_from")
    assert phases[-1].text("valid_to") == ""

    row = SEEDS.nodes[agreement]
    first = {phase.text("status"): phase.text("valid_from") for phase in reversed(phases)}
    applied = min(filter(None, (first.get("in_force"), first.get("provisional"))), default="")
    if row.text("date_signed") and "signed" in first:
        assert row.text("date_signed") == first["signed"]
    if row.text("date_in_force"):
        assert row.text("date_in_force") == applied


def test_no_seat_begins_before_its_talks() -> None:
    early = []
    for seat in SEEDS.ties("NEGOTIATES"):
        start = phases_of(seat.target)[0].text("valid_from")
        if seat.text("valid_from") and span(seat.text("valid_from"))[1] < span(start)[0]:
            early.append(seat)
    assert early == []


def test_a_seat_that_follows_from_the_talks_begins_with_them() -> None:
    for seat in SEEDS.ties("NEGOTIATES"):
        if "since the talks began" in seat.text("note"):
            starts = {phase.text("valid_from") for phase in phases_of(seat.target)}
            assert seat.text("valid_from") in starts, seat


def at_the_table(agreement: str, on: str) -> set[str]:
    """The delegations whose row of NEGOTIATES holds on a day."""
    now = date.fromisoformat(on)
    return {
        seat.source
        for seat in SEEDS.back(agreement, "NEGOTIATES")
        if holds_on(seat.text("valid_from"), seat.text("valid_to"), now)
    }


def parties(agreement: str, on: str) -> set[str]:
    """The economies whose row of PARTY_TO holds on a day."""
    now = date.fromisoformat(on)
    return {
        tie.source
        for tie in SEEDS.back(agreement, "PARTY_TO")
        if holds_on(tie.text("valid_from"), tie.text("valid_to"), now)
    }


def test_who_sat_where_and_when() -> None:
    assert "ind_doc" not in {tie.source for tie in SEEDS.back("ipef", "NEGOTIATES")}
    assert "usa_ustr" not in {tie.source for tie in SEEDS.back("cptpp", "NEGOTIATES")}
    assert not {"jpn_mofa", "can_gac", "mex_se"} & at_the_table("tpp", "2012-05-01")
    assert {"can_gac", "mex_se"} <= at_the_table("tpp", "2012-10-08")
    assert "jpn_mofa" not in at_the_table("tpp", "2013-07-22")
    assert "jpn_mofa" in at_the_table("tpp", "2013-07-23")
    assert "usa_ustr" not in at_the_table("tpp", "2017-02-01")
    assert at_the_table("depa", "2020-06-01") == {"chl_subrei", "nzl_mfat", "sgp_mti"}
    assert "ecu_mpceip" in at_the_table("eu_andean", "2008-06-01")
    assert "ecu_mpceip" not in at_the_table("eu_andean", "2010-06-01")
    assert "ecu_mpceip" in at_the_table("eu_andean_ecu", "2014-03-01")
    assert "ind_doc" in at_the_table("rcep", "2019-11-03")
    assert "ind_doc" not in at_the_table("rcep", "2019-11-04")
    assert "chn_mofcom" not in at_the_table("wto_eca", "2019-01-24")


def test_who_was_party_and_when() -> None:
    assert parties("depa", "2021-06-01") == {"nzl", "sgp"}
    assert parties("depa", "2024-06-01") == {"nzl", "sgp", "chl", "kor"}
    assert parties("cptpp", "2018-12-30") == {"aus", "can", "jpn", "mex", "nzl", "sgp"}
    assert parties("nafta", "2020-07-01") == set()
    assert "ind" not in {tie.source for tie in SEEDS.back("ipef", "PARTY_TO")}
    assert all(tie.text("valid_from") for tie in SEEDS.ties("PARTY_TO"))


def test_days_that_were_wrong_once() -> None:
    signed = {row.id: row.text("date_signed") for row in SEEDS.of("Agreement")}
    force = {row.id: row.text("date_in_force") for row in SEEDS.of("Agreement")}
    assert signed["us_bahrain"] == "2004-09-14"
    assert signed["canada_indonesia_cepa"] == "2025-09-24"
    assert force["eu_cariforum"] == "2008-12-29"
    assert force["eu_uk_tca"] == "2021-01-01"
    assert "2005-09-14" in SEEDS.nodes["us_bahrain"].text("other_dates")


def test_a_clause_is_known_from_the_day_of_its_text() -> None:
    covers = {(tie.source, tie.target): tie for tie in SEEDS.ties("COVERS")}
    flows = covers["usmca", "cross_border_data"]
    assert flows.text("known_from") == "2018-09-30"
    assert flows.text("proposed_from") == "2017-07-17"
    for tie in covers.values():
        if tie.text("known_from") and tie.text("proposed_from"):
            assert as_date(tie.text("proposed_from")) <= span(tie.text("known_from"))[1], tie


def test_a_clause_binds_from_the_day_its_text_is_known() -> None:
    def said(at: date, issue: str = "source_code") -> set[tuple[str, float]]:
        cell = target_cells(on_day(SEEDS, at)).get(("usa_ustr", issue))
        talks = cell.talks if cell else ()
        return {(talk.strength, talk.weight) for talk in talks if talk.agreement == "usmca"}

    assert said(date(2017, 12, 1)) == {("proposed", 0.7)}  # partly borne out
    assert said(date(2018, 9, 29)) == {("proposed", 0.7)}
    assert {strength for strength, _ in said(date(2018, 10, 1))} == {"binding"}
    covers = {(tie.source, tie.target): tie for tie in SEEDS.ties("COVERS")}
    kept_out = covers["wto_eca", "source_code"]  # left out of the text, and proposed before
    years = [treated_as(kept_out, date(year, 8, 1)) for year in (2017, 2019, 2024)]
    assert years == ["", "proposed", "absent_by_design"]
    assert treated_as(covers["uk_nz_fta", "source_code"], date(2021, 1, 1)) == ""


def test_talks_about_joining_repeat_the_clauses_of_what_they_join() -> None:
    clauses: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for tie in SEEDS.ties("COVERS"):
        clauses[tie.source][tie.target] = tie.text("article")
    joins = SEEDS.ties("JOINS")
    assert len(joins) == 10
    for join in joins:
        assert clauses[join.source].items() <= clauses[join.target].items(), join.source


def test_an_unseen_answer_is_not_silence() -> None:
    contacts = [row for row in SEEDS.of("Engagement") if row.id.startswith("c202")]
    assert len(contacts) == 52
    assert {row.text("outcome") for row in contacts} == {"held", "unknown"}
    without = [row.id for row in contacts if not SEEDS.out(row.id, "REACHED")]
    assert len(without) == 19


def test_a_clause_that_only_recognises_something_asks_for_no_endeavour() -> None:
    """Read in the texts: the parties "recognise the importance of" protecting consumers online."""
    strengths = {(tie.source, tie.target): tie.text("strength") for tie in SEEDS.ties("COVERS")}
    only = ("ausfta", "eu_andean", "jaepa", "japan_mongolia", "japan_swiss", "us_peru")
    assert {strengths[agreement, "consumer"] for agreement in only} == {"affirmation"}
    assert strengths["eu_andean_ecu", "consumer"] == strengths["eu_andean", "consumer"]
    together = ("canada_colombia", "canada_korea", "canada_peru", "korus", "pacific_alliance")
    assert {strengths[agreement, "consumer"] for agreement in together} == {"cooperation"}

    said = re.compile(r"\brecogni[sz]es the importance|\brecognition only|\brecognises benefits")
    assert [
        (tie.source, tie.target)
        for tie in SEEDS.ties("COVERS")
        if said.search(tie.text("note")) and tie.text("strength") in ("binding", "best_endeavour")
    ] == []


def test_what_an_amendment_brought_was_not_known_before_it() -> None:
    rows = {tie.target: tie for tie in SEEDS.out("safta", "COVERS")}
    for issue in ("cross_border_data", "data_localisation", "nondiscrimination", "source_code"):
        said = [treated_as(rows[issue], date(*day)) for day in ((2013, 6, 1), (2016, 10, 12))]
        assert said == ["", "proposed"], issue
        assert treated_as(rows[issue], date(2016, 10, 13)) == "binding"
    japan = {tie.target: tie for tie in SEEDS.out("eu_japan_epa", "COVERS")}
    for issue, before in (("cross_border_data", "proposed"), ("data_localisation", "")):
        assert treated_as(japan[issue], date(2021, 6, 1)) == before
        assert treated_as(japan[issue], date(2024, 1, 31)) in ("binding", "reported")
    assert treated_as(rows["e_signatures"], date(2013, 6, 1)) == "binding"
    for at, note in (
        (date(2013, 6, 1), "2003 text"),
        (date(2017, 12, 1), "2003 text; chapter replaced by the amendment of 2016"),
    ):
        clause = as_known(rows["e_signatures"], at)
        assert clause is not None
        assert clause.text("note") == note


def test_a_text_that_was_concluded_is_not_known_before() -> None:
    """What a list reports of a text, article by article, is known once the talks are concluded."""
    done = {"concluded", "signed", "adopted_not_in_force", "provisional", "in_force"}
    open_ = [
        (tie.source, tie.target)
        for tie in SEEDS.ties("COVERS")
        if not tie.text("known_from")
        and (tie.text("article") or tie.text("strength") == "reported")
        and done & {phase.text("status") for phase in phases_of(tie.source)}
    ]
    assert open_ == []
    korea = next(tie for tie in SEEDS.out("ksdpa", "COVERS") if tie.target == "ai")
    assert [treated_as(korea, date(*day)) for day in ((2021, 6, 1), (2021, 12, 15))] == [
        "proposed",
        "reported",
    ]


def test_a_note_of_a_clause_names_what_came_later_by_its_year() -> None:
    """So that it is left out on the days before."""
    loose = re.compile(r"\b(replaced later|later replaced|since then|was then)\b")
    assert [tie for tie in SEEDS.ties("COVERS") if loose.search(tie.text("note"))] == []


def test_bodies_and_regions_have_their_present_names() -> None:
    names = {row.id: row.text("name") for row in SEEDS.of("Delegation")}
    assert names["kor_motie"].startswith("Ministry of Trade, Industry and Resources")
    assert names["ukr_moe"] == "Ministry of Economy, Environment and Agriculture"
    assert SEEDS.nodes["nru"].text("region") == "Micronesia"
    against = [tie for tie in SEEDS.back("wto_eca", "NEGOTIATES") if tie.text("role") == "opponent"]
    assert {(tie.source, tie.text("valid_from")) for tie in against} == {
        ("ind_doc", "2021-02-19"),
        ("zaf_dtic", "2021-02-19"),
    }


def test_an_agreement_names_its_best_source_first() -> None:
    """Where a text or page of a public body is among the sources, it is the first of them."""
    rank = list(SOURCE_KINDS)
    for row in SEEDS.of("Agreement"):
        first, *others = map(kind_of_sources, row.text("source_url").split(" ; "))
        assert all(rank.index(first) <= rank.index(kind) for kind in others), row.id


def test_an_event_of_the_forum_has_its_days() -> None:
    days = {row.id: (row.text("start_date"), row.text("end_date")) for row in SEEDS.of("Event")}
    assert days["igf2020"] == ("2020-11-02", "2020-11-17")
    assert days["igf2022"] == ("2022-11-28", "2022-12-02")


def test_what_lapsed_or_was_withdrawn_says_from_when() -> None:
    rows = {(tie.source, tie.target): tie for tie in SEEDS.ties("COVERS")}
    text = rows["ipef", "source_code"]
    said = [treated_as(text, date(*day)) for day in ((2022, 6, 1), (2023, 1, 1), (2023, 12, 1))]
    assert said == ["", "proposed", "withdrawn"]
    # the moratorium held until the end of March 2026: its phase says so, on each day
    moratorium = rows["wto_wpec", "customs_duties"]
    assert treated_as(moratorium, date(2013, 6, 1)) == "affirmation"
    for tie in rows.values():
        if tie.text("strength") in ("withdrawn", "lapsed"):
            assert tie.text("known_from"), tie
