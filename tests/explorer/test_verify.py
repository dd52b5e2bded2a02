"""Texts held against the graph: a hit and a near miss for each rule, and our own reports."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.reports.registry import REPORTS
from explorer.verify.claims import sentences
from explorer.verify.judge import verify
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from loaders.take_out.report_files import as_markdown
from tests.graphs import contact, graph, node, talks, tie

RUN = CliRunner()
AT = date(2026, 11, 27)


def known() -> Snapshot:
    return graph(
        node(
            "Agreement",
            "cptpp",
            name="Comprehensive and Progressive Agreement for Trans-Pacific Partnership",
            short_name="CPTPP",
            date_signed="2018-03-08",
            date_in_force="2018-12-30",
        ),
        node("Issue", "source", name="Source code", level="issue"),
        node("Issue", "coop", name="Cooperation", level="issue"),
        node("Economy", "chl", name="Chile", iso3="CHL"),
        node("Economy", "usa", name="United States", iso3="USA"),
        node("Member", "edri", name="European Digital Rights", short_name="EDRi"),
        node("Member", "apc", name="Association for Progressive Communications", short_name="APC"),
        node("Delegation", "ustr", name="Office", short_name="USTR", economy="United States"),
        tie("cptpp", "COVERS", "source", strength="binding", article="14.17"),
        tie("chl", "PARTY_TO", "cptpp"),
        tie("usa", "PARTY_TO", "cptpp", valid_from="2016", valid_to="2017-01-23"),
        tie("ustr", "REPRESENTS", "usa"),
        tie("edri", "WORKS_ON", "source"),
        *contact("e1", "2024-05-02", "meeting", "edri", "ustr", "source"),
    )


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("CPTPP covers Source code.", "borne_out"),
        ("The clause of CPTPP on source code is binding.", "borne_out"),
        ("The clause of CPTPP on source code is cooperation.", "contradicted"),
        ("The clause of CPTPP on source code is best endeavour.", "contradicted"),
        ("Chile is party to CPTPP.", "borne_out"),
        ("Chile is not a party to CPTPP.", "contradicted"),
        ("The United States is party to CPTPP.", "contradicted"),
        ("The United States was party to CPTPP.", "borne_out"),
        ("CPTPP was signed on 8 March 2018.", "borne_out"),
        ("CPTPP was signed in 2018.", "borne_out"),
        ("CPTPP was signed in February 2018.", "contradicted"),
        ("CPTPP, signed on 8 March 2018, entered into force on 30 December 2018.", "borne_out"),
        ("CPTPP, signed on 8 March 2018, entered into force on 30 December 2019.", "contradicted"),
        ("EDRi met USTR on source code.", "borne_out"),
        ("EDRi has never met USTR.", "contradicted"),
        ("APC met USTR.", "no_row"),
        ("APC has never met USTR.", "no_row"),
        ("APC has no recorded contact with USTR.", "borne_out"),
        ("EDRi has no recorded contact with USTR.", "contradicted"),
        ("EDRi is based in Chile.", "no_row"),
        ("EDRi works on Source code.", "borne_out"),
        ("European Digital Rights takes the position of USTR.", "no_row"),
    ],
)
def test_each_rule_with_a_hit_and_a_near_miss(text: str, finding: str) -> None:
    (judged,) = verify(known(), text, AT)
    assert judged.finding == finding, judged.why
    if finding in ("borne_out", "contradicted") and "no recorded contact" not in text:
        assert judged.rows


def test_what_names_no_entry_is_not_judged() -> None:
    text = (
        "# CPTPP and Chile\n\nAn empty cell is not known.\n\n```\nEDRi met Chile.\n```\n\nChile is"
        " long."
    )
    assert verify(known(), text, AT) == []


def test_lines_of_a_table_by_their_headings() -> None:
    table = """
| agreement | issue | strength | article |
| --- | --- | --- | --- |
| CPTPP | Source code | binding | 14.17 |
| CPTPP | Source code | cooperation | 14.17 |
| CPTPP | Source code | binding | 14.18 |
| CPTPP | Source code | | not known |
| CPTPP | Cooperation | binding | |

| date | what | who of us | with whom |
|---|---|---|---|
| 2024-05-02 | meeting | EDRi | United States · USTR |
| 2024-06 | meeting | EDRi | United States · USTR |
| 2024-05-02 | meeting | APC | United States · USTR |
"""
    found = verify(known(), table, AT)
    assert [(its.said.line, its.finding) for its in found] == [
        (4, "borne_out"),
        (5, "contradicted"),
        (6, "contradicted"),
        (7, "borne_out"),
        (8, "no_row"),
        (12, "borne_out"),
        (13, "contradicted"),
        (14, "no_row"),
    ]
    assert found[2].why == "article: 14.17 is on record"


def test_a_line_may_mean_any_entry_of_that_name() -> None:
    rows: list[NodeRow | RelationshipRow] = [
        node("Venue", "efta", name="EFTA", kind="regional_organisation"),
        node("Economy", "efta_group", name="EFTA", iso3="EFT"),
        node("Agreement", "deal", name="Deal", kind="regional_fta"),
        tie("deal", "DISCUSSED_IN", "efta"),
    ]
    table = "| venue | kind | agreements |\n|---|---|---|\n| EFTA | {} | Deal |\n"
    for kind, finding in (("regional organisation", "borne_out"), ("bank", "contradicted")):
        (judged,) = verify(graph(*rows), table.format(kind), AT)
        assert judged.finding == finding, judged.why


def test_a_sentence_ends_after_a_year_and_after_a_bracket() -> None:
    text = "EDRi met it in 2017. It was heard (twice). A share of 5%. See art. 14. Then 3. More."
    assert [said.text for said in sentences(text)] == [
        "EDRi met it in 2017.",
        "It was heard (twice).",
        "A share of 5%.",
        "See art. 14. Then 3. More.",
    ]


def test_the_one_that_nothing_ties_is_named() -> None:
    rows = (
        *talks(),
        node("Economy", "aa", name="Aaland"),
        node("Economy", "bb", name="Beeland"),
        tie("bb", "PARTY_TO", "deal", standing="in_force"),
    )
    (judged,) = verify(graph(*rows), "Aaland and Beeland are party to The Deal.", AT)
    assert judged.finding == "no_row"
    assert judged.why == "nothing on record ties Aaland to the others"


def test_a_text_is_cut_at_the_ends_of_sentences() -> None:
    text = (
        "- **EDRi** met [USTR](https://x.example), art. 14.3 too. It said: no!\n  Then on.\n\nA."
        " Smith came."
    )
    assert [(said.line, said.text) for said in sentences(text)] == [
        (1, "EDRi met USTR, art. 14.3 too."),
        (1, "It said: no!"),
        (1, "Then on."),
        (4, "A. Smith came."),
    ]


@pytest.mark.long
@pytest.mark.parametrize("kind", ["background-paper", "activities", "transparency"])
def test_our_own_reports_pass(kind: str, tmp_path: Path) -> None:
    snapshot = seed_snapshot()
    made = REPORTS[kind].report(Day(snapshot, AT, settings_of(snapshot)), date(2016, 1, 1))
    text = as_markdown(made).decode()
    found = verify(snapshot, text, AT)
    assert len(found) > 40
    assert [its for its in found if its.finding != "borne_out"] == []

    file = tmp_path / "paper.md"
    file.write_text(text, encoding="utf-8")
    told = RUN.invoke(app, ["verify", str(file), "--as-of", AT.isoformat(), "--json"])
    assert told.exit_code == 0
    assert json.loads(told.stdout)["borne_out"] == len(found)


def test_a_report_in_which_a_cell_was_changed_does_not_pass(tmp_path: Path) -> None:
    snapshot = seed_snapshot()
    made = REPORTS["background-paper"].report(Day(snapshot, AT, settings_of(snapshot)), AT)
    lines = as_markdown(made).decode().splitlines()
    place = next(
        number
        for number, line in enumerate(lines)
        if line.startswith("- On Data flows") and "TPP is binding." in line
    )
    lines[place] = lines[place].replace(" is binding.", " has a clause that was withdrawn.")
    file = tmp_path / "paper.md"
    file.write_text("\n".join(lines), encoding="utf-8")
    told = RUN.invoke(app, ["verify", str(file), "--as-of", AT.isoformat()])
    assert told.exit_code == 1
    assert told.stdout.startswith(f"line {place + 1}: contradicted (strength is binding):")
    assert len(told.stdout.splitlines()) == 1
    assert RUN.invoke(app, ["verify", str(tmp_path / "none.md")]).exit_code == 2
