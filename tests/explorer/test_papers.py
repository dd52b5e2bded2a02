"""The background paper: which agreements are in it, and every sentence of it by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from explorer.reports.agreements import is_major, printable_note
from explorer.reports.background import background_paper
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.words.clause_strengths import GROUPS, STRENGTH_WORDS
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.vocabulary import STRENGTHS
from loaders.seeds import seed_snapshot
from loaders.take_out.report_files import Report, ReportLine, ReportSection, as_markdown
from loaders.take_out.report_shape import references
from tests.graphs import graph, node, on_day, talks, tie

ON = date(2024, 12, 1)
LAW, COPY = "https://eur-lex.europa.eu/legal-content/1", "https://github.com/a/b"


def four_parties() -> list[NodeRow | RelationshipRow]:
    """Talks of two clauses, one with a public text, one from memory; four parties."""
    rows = [row for row in talks() if row.kind != "COVERS"]
    rows += [
        tie(
            "deal",
            "COVERS",
            "flows",
            strength="binding",
            article="14.4",
            source_url=LAW,
            dispute_settlement="yes",
            note="mass-market only; seen in a list",
            known_from="2022",
        ),
        tie("deal", "COVERS", "source", strength="absent_by_design", confidence="memory"),
    ]
    for code in ("aa", "bb", "cc", "dd"):
        rows += [node("Economy", code, name=f"Land {code}", region="Caribbean")]
        rows += [tie(code, "PARTY_TO", "deal", standing="signed", source_url=COPY)]
    return rows


def said(made: Report, title: str) -> list[str]:
    """The lines of a section."""
    return [line.text for part in made.sections if part.title == title for line in part.lines]


def paper(day: Day, choice: ReportChoice = NOTHING_CHOSEN) -> Report:
    """The paper of a day."""
    return background_paper(day, ON, choice)


def test_talks_that_are_not_told_are_counted() -> None:
    told = paper(on_day(graph(*four_parties()), ON)).sentences
    assert "1 of them under negotiation" in told[0]
    assert not any("not in it" in sentence for sentence in told)

    silent = [row for row in four_parties() if row.kind != "COVERS"]
    left = paper(on_day(graph(*silent), ON)).sentences
    assert "0 agreements, none of them under negotiation" in left[0]
    assert left[2] == (
        "1 more agreement under negotiation or not yet in force is not in it: what was on record of"
        " it does not meet this rule."
    )


def test_an_agreement_stands_there_with_parties_dates_and_clauses() -> None:
    made = paper(on_day(graph(*four_parties()), ON))
    assert said(made, "The Deal") == [
        "Agreement: negotiating since 1 January 2020.",
        "The Deal has 4 parties: Land aa, Land bb, Land cc, Land dd.",
        "Whether drafts could be read while it was negotiated is not known.",
        "On Data flows (article 14.4), The Deal is binding. A breach can be taken to dispute"
        " settlement. Note: mass-market only.",
    ]
    (group,) = (part.rows for part in made.sections if part.title == "Issue by issue")
    assert group == (("Data flows", "binds", "1", "The Deal (14.4)", LAW, "2026-11-23"),)
    assert "1 clause for which no published source is on record is left out." in made.sentences


def test_who_takes_part_in_talks_and_signed_nothing_is_no_party() -> None:
    rows = four_parties()
    rows += [node("Economy", code, name=f"Land {code}") for code in ("ee", "ff")]
    rows += [
        tie("ee", "PARTY_TO", "deal", standing="participant"),
        tie("ff", "PARTY_TO", "deal", standing="participant", signed_on="2024-11-30"),
    ]
    told = said(paper(on_day(graph(*rows), ON)), "The Deal")
    assert told[1:3] == [
        "The Deal has 5 parties: Land aa, Land bb, Land cc, Land dd, Land ff.",
        "The Deal has 1 participant that nothing binds yet: Land ee.",
    ]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("verified_text", ""),
        ("partial", " The clause was not read or is borne out in part."),
        ("derived", " Taken over from another agreement."),
    ],
)
def test_a_clause_says_how_sure_it_is(mark: str, told: str) -> None:
    rows = [
        replace(row, fields={**row.fields, "confidence": mark})
        if isinstance(row, RelationshipRow) and row.key == ("COVERS", "deal", "flows")
        else row
        for row in four_parties()
    ]
    (clause,) = (
        line for line in said(paper(on_day(graph(*rows), ON)), "The Deal") if "Data flows" in line
    )
    assert clause.endswith(f" Note: mass-market only.{told}")


def test_parties_and_phase_say_how_sure_they_are() -> None:
    rows = [
        replace(row, fields={**row.fields, "confidence": "derived"})
        if isinstance(row, RelationshipRow) and row.type == "PARTY_TO" and row.source == "aa"
        else replace(row, fields={**row.fields, "confidence": "partial"})
        if getattr(row, "id", "") == "deal_1"
        else row
        for row in four_parties()
    ]
    first, parties, *_ = said(paper(on_day(graph(*rows), ON)), "The Deal")
    assert first == "Agreement: negotiating since 1 January 2020. Borne out in part."
    assert parties.endswith("Land cc, Land dd. Derived from other rows.")


def test_there_is_no_breach_of_words_that_only_encourage() -> None:
    rows = [
        replace(row, fields={**row.fields, "strength": "affirmation"})
        if isinstance(row, RelationshipRow) and row.key == ("COVERS", "deal", "flows")
        else row
        for row in four_parties()
    ]
    told = said(paper(on_day(graph(*rows), ON)), "The Deal")[-1]
    assert told == (
        "On Data flows (article 14.4), The Deal holds an affirmation. Note: mass-market only."
    )


def test_a_clause_is_not_in_it_before_it_was_known() -> None:
    rows = graph(*four_parties())
    assert paper(on_day(rows, date(2021, 1, 1))).sections[1].rows == ()
    assert paper(on_day(rows, date(2023, 1, 1))).sections[1].rows != ()


def test_major_is_a_rule_with_a_near_miss() -> None:
    rows = four_parties()
    assert is_major(on_day(graph(*rows), ON), "deal")
    three = [row for row in rows if row.key != ("PARTY_TO", "dd", "deal")]
    assert not is_major(on_day(graph(*three), ON), "deal")
    silent = [row for row in rows if row.kind != "COVERS"]
    assert not is_major(on_day(graph(*silent), ON), "deal")


@pytest.mark.parametrize(
    ("choice", "there"),
    [
        (ReportChoice(regions=("Caribbean",)), True),
        (ReportChoice(regions=("Melanesia",)), False),
        (ReportChoice(phases=("negotiating",)), True),
        (ReportChoice(phases=("signed",)), False),
        (ReportChoice(issues=("data",)), True),
        (ReportChoice(issues=("source",)), False),
    ],
)
def test_a_paper_is_about_what_was_asked(choice: ReportChoice, there: bool) -> None:
    made = paper(on_day(graph(*four_parties()), ON), choice)
    assert any(part.title == "The Deal" for part in made.sections) == there


def test_an_accession_is_folded_into_what_it_joins() -> None:
    rows = [
        *four_parties(),
        node("Agreement", "joining", name="Joining The Deal"),
        node("Phase", "joining_1", status="negotiating", valid_from="2020-01-01"),
        tie("joining_1", "PHASE_OF", "joining"),
        tie("joining", "JOINS", "deal"),
        tie("joining", "COVERS", "flows", strength="binding", source_url=LAW),
    ]
    day = on_day(graph(*rows), ON)
    titles = {
        asked: [
            part.title
            for part in paper(day, ReportChoice(accessions=asked, every_agreement=True)).sections
        ]
        for asked in (False, True)
    }
    assert "Joining The Deal" not in titles[False]
    assert "Joining The Deal" in titles[True]


def test_every_word_of_strength_is_explained_and_has_its_group() -> None:
    assert set(STRENGTH_WORDS) == set(STRENGTHS)
    assert {its.group for its in STRENGTH_WORDS.values()} == set(GROUPS)


def test_references_are_numbered_official_texts_first() -> None:
    made = Report(
        "x",
        "T",
        (),
        (
            ReportSection(
                "A",
                "",
                lines=(
                    ReportLine("One.", f"{COPY} ; {LAW}", "2026-01"),
                    ReportLine("Two.", COPY, "2026-02"),
                ),
            ),
        ),
        numbered=True,
    )
    assert [(its.number, its.address, its.as_of) for its in references(made).values()] == [
        (1, LAW, "2026-01"),
        (2, COPY, "2026-02"),
    ]
    told = as_markdown(made).decode()
    assert "- One. \\[1, 2\\]\n- Two. \\[2\\]" in told
    assert f"1. {LAW} (official text, as of 2026-01)" in told


def test_the_desk_stays_at_the_desk() -> None:
    day = on_day(seed_snapshot(), date(2026, 11, 27))
    made = paper(day, ReportChoice(every_agreement=True, accessions=True))
    text = as_markdown(made).decode().split("## References")[0]
    for word in (
        "memory",
        "(seen)",
        "as above;",
        "row follows",
        "source address",
        "number checked",
    ):
        assert word not in text
    assert text.count("\n### ") > 100
    assert printable_note("no seen text", date(2026, 11, 27)) == ""
    assert printable_note("unforeseen cases", date(2026, 11, 27)) == "unforeseen cases"


def test_a_name_with_a_comma_is_not_read_as_two() -> None:
    day = on_day(seed_snapshot(), date(2026, 11, 27))
    (line,) = (
        line.text
        for part in background_paper(day, day.at, NOTHING_CHOSEN).sections
        for line in part.lines
        if line.text.startswith("TiSA has ")
    )
    told, _, names = line.partition(": ")
    assert "Hong Kong, China" in names.removesuffix(".").split("; ")
    assert f"has {len(names.split('; '))} participants" in told
