"""The dossier before a meeting: every sentence of a small graph by hand, and two pages at most."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.reports.choice import ReportChoice
from explorer.reports.dossier import dossier
from graph_model.errors import UnknownId
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.measures.transparency import RESOLUTION
from graph_model.rows import NodeRow, RelationshipRow
from loaders.seeds import seed_snapshot
from loaders.take_out.report_files import WRITERS, Report
from tests.graphs import contact, graph, node, on_day, talks, tie

ON = date(2024, 12, 1)


def known() -> list[NodeRow | RelationshipRow]:
    """Alpha: one meeting of ours, one letter of a friend, a stance shared by two and opposed by
    one, one point answered of two, an open way in and one that ended.
    """
    rows = [
        *talks(),
        node("Economy", "aa", name="Alphaland"),
        tie("alpha", "REPRESENTS", "aa"),
        node("Delegation", "gamma", name="Gamma"),
        node("Delegation", "delta", name="Delta"),
        node("Member", "icc", name="ICC", stakeholder_group="private_sector", relation="peer"),
        *contact("e1", "2024-11-01", "meeting", "edri", "alpha", "flows"),
        *contact("e2", "2024-11-20", "letter", "icc", "alpha", "source", outcome="no_answer"),
        *contact("late", "2025-11-20", "meeting", "edri", "alpha", "source"),
        node("Indicator", "own", name="Own proposals published", origin=RESOLUTION),
        node("Indicator", "texts", name="Texts published", origin=RESOLUTION),
        node("Indicator", "other", name="Something else", origin="elsewhere"),
        tie("alpha", "SCORED", "own", value="no", as_of="2020", confidence="partial"),
        *(
            node("ConsultationMechanism", id, name=id.title(), status=status, open_to="anyone")
            for id, status in (("docket", "active"), ("seats", "ended"))
        ),
        *(tie(id, "OPENS", "alpha") for id in ("docket", "seats")),
        node("Event", "round", name="Round", kind="negotiation_round", start_date="2024-12-05"),
        tie("alpha", "EXPECTED_AT", "round"),
    ]
    for who, stance in (
        ("alpha", "opponent"),
        ("beta", "opponent"),
        ("gamma", "opponent"),
        ("delta", "proponent"),
    ):
        rows += [
            node("Position", f"p_{who}", stance=stance, valid_from="2020-03"),
            tie(who, "TAKES_POSITION", f"p_{who}"),
            tie(f"p_{who}", "CONCERNS", "flows"),
        ]
    return rows


def made(*rows: NodeRow | RelationshipRow, delegation: str = "alpha") -> Report:
    """The dossier of a graph."""
    return dossier(on_day(graph(*rows), ON), ON, ReportChoice(delegation=delegation))


def lines(report: Report) -> dict[str, list[str]]:
    """What stands under each heading."""
    return {part.title: [line.text for line in part.lines] for part in report.sections}


def test_every_sentence_by_hand() -> None:
    assert lines(made(*known())) == {
        "Who they are": ["Ministry of Alpha: public body; it speaks for Alphaland."],
        "What they negotiate": [
            "The Deal: negotiating since 1 January 2020; its part: negotiator; 2 Internet issues in"
            " it."
        ],
        "What they have said, and who says the same": [
            "On Data flows: opponent since March 2020. 2 other delegations share its stance (Gamma"
            " and Ministry of Beta); 1 other delegation is for it (Delta)."
        ],
        "Our contacts so far": [
            "20 November 2024: ICC (friend outside the coalition), letter, no answer, about Source"
            " code.",
            "1 November 2024: EDRi, meeting, about Data flows.",
        ],
        "Who can introduce us": [
            "Our best way to Alphaland · Ministry of Alpha is strong: through EDRi.",
            "EDRi met Alphaland · Ministry of Alpha (1 November 2024). This way is strong: the only"
            " recorded contact of EDRi with Alphaland · Ministry of Alpha was a month ago.",
        ],
        "What to raise": [
            "Data flows (in The Deal): hangs on one; who has a live line: EDRi. Double it.",
            "Source code (in The Deal): never raised; who has a live line: EDRi. Raise it.",
        ],
        "What to ask on openness": [
            "It does not: Own proposals published (as of 2020). Borne out in part.",
            "Not known, which is not a no, and worth a question (1 point of the resolution): Texts"
            " published.",
        ],
        "Ways in": ["Docket: open to anyone. No condition is on record. No date is on record."],
        "Where they are next": ["Round: 5 December 2024."],
    }


def test_nothing_known_is_said_as_not_known() -> None:
    found = lines(made(*talks()))
    assert found["Our contacts so far"] == [
        "No recorded contact; ask the members before you say that there was none."
    ]
    assert found["What they have said, and who says the same"] == [
        "No position of it is on record on this day; silence is no agreement."
    ]
    assert found["Ways in"] == ["No open legal way in is on record for this day."]


def test_a_delegation_must_be_there() -> None:
    with pytest.raises(UnknownId):
        made(*talks(), delegation="nobody")


@pytest.mark.long
def test_two_pages_hold_every_dossier_of_the_opening_facts() -> None:
    snapshot = seed_snapshot()
    day = Day(snapshot, date(2026, 11, 27), settings_of(snapshot))
    for id in ("usa_ustr", "eu_trade", "nzl_mfat", "rwa_minicom"):
        report = dossier(day, day.at, ReportChoice(delegation=id))
        pdf = pypdfium2.PdfDocument(io.BytesIO(WRITERS[".pdf"][1](report)))
        pages = [page.get_textpage().get_text_range() for page in pdf]
        assert next(at for at, text in enumerate(pages) if "References" in text) <= 2


def test_common_ground_is_counted_in_heads() -> None:
    snapshot = seed_snapshot()
    day = Day(snapshot, date(2026, 11, 27), settings_of(snapshot))
    said = lines(dossier(day, day.at, ReportChoice(delegation="eu_trade")))
    (moratorium,) = (
        line
        for line in said["What they have said, and who says the same"]
        if line.startswith("On WPEC / moratorium: proponent")
    )
    assert "21 other delegations share its stance" in moratorium
    assert not re.search(r"[+−]\d\.\d", str(said))


def test_the_command_asks_for_a_delegation_and_takes_its_name(tmp_path: Path) -> None:
    run, out = CliRunner(), tmp_path / "before.md"
    assert run.invoke(app, ["report", "dossier", str(out)]).exit_code == 2
    asked = ["report", "dossier", str(out), "--delegation", "USTR", "--as-of", "2026-11-27"]
    assert run.invoke(app, asked).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("# Before a meeting with United States")
