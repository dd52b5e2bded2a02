"""The draft statement, sentence by sentence, and the way back of its asks through Markdown and
Word.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from typer.testing import CliRunner

from explorer.commands import app
from explorer.reports.asks import asks_of
from explorer.reports.asks_return import brought_back
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.statement import statement
from graph_model.measures.transparency import RESOLUTION
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.asks_back import Brought, read_asks
from loaders.check.form_rows import Edit
from loaders.problems import Problem
from loaders.take_out.report_files import WRITERS, Report
from tests.graphs import graph, node, on_day, talks, tie

ON = date(2024, 12, 1)
TO_ALPHA = ReportChoice(delegation="alpha")


def scored() -> list[NodeRow | RelationshipRow]:
    """Two points: alpha meets the first and nobody looked at the second; beta, at the same table,
    does the second, gamma elsewhere in part; one answer was found later.
    """
    return [
        *talks(),
        node("Delegation", "gamma", name="Gamma"),
        node("Indicator", "own", name="Own proposals", origin=f"{RESOLUTION}, point 1"),
        node("Indicator", "notice", name="Notice and comment", origin=f"{RESOLUTION}, point 4"),
        tie("alpha", "SCORED", "own", value="yes", as_of="2020", note="since 2015"),
        tie("beta", "SCORED", "notice", value="yes", as_of="2020"),
        tie("gamma", "SCORED", "notice", value="partial", as_of="2020", confidence="partial"),
        tie("gamma", "SCORED", "own", value="yes", as_of="2025"),
    ]


def made(snapshot: Snapshot, choice: ReportChoice = TO_ALPHA) -> Report:
    """The statement of a graph."""
    return statement(on_day(snapshot, ON), ON, choice)


def lines(report: Report) -> dict[str, list[str]]:
    """What stands under each heading."""
    return {part.title: [line.text for line in part.lines] for part in report.sections}


def test_every_point_is_said_as_far_as_it_is_known() -> None:
    found = lines(made(graph(*scored())))
    assert found["To whom"] == ["Ministry of Alpha sits at the table of The Deal."]
    assert found["Own proposals"] == [
        "Ministry of Alpha (as of 2020: since 2015) does so.",
        "No other delegation is on record as doing so.",
        "The point: DCTI resolution 2017, point 1.",
    ]
    assert found["Notice and comment"] == [
        "Of Ministry of Alpha it is not known; that is not a no.",
        "At the same tables, Ministry of Beta (as of 2020) does so.",
        "Elsewhere, Gamma (as of 2020) does so in part. Borne out in part.",
        "The point: DCTI resolution 2017, point 4.",
    ]
    assert found["What we ask"] == ["We ask for this: Notice and comment. (ask: notice)"]


def test_all_at_a_table_are_counted() -> None:
    report = made(graph(*scored()), ReportChoice(agreement="deal"))
    found = lines(report)
    assert report.title.startswith("Draft statement to the delegations at the table of The Deal")
    assert found["To whom"][-1] == "2 delegations: Ministry of Alpha, Ministry of Beta."
    assert found["Notice and comment"][:2] == [
        "Ministry of Beta (as of 2020) does so.",
        "Of 1 delegation it is not known; that is not a no.",
    ]
    assert lines(made(graph(*scored()), NOTHING_CHOSEN))["To whom"] == found["To whom"][1:]


def edited_markdown(data: bytes) -> bytes:
    """As a mail programme hands it on: quoted, broken, one ask changed, one added, one gone."""
    text = data.decode().replace(
        "We ask for this: Notice and comment.", "Publish the text,\n  and hear us."
    )
    text = text.replace("## Open ways in", "- Meet us\n  twice a year.\n\n## Open ways in")
    kept = [line for line in text.splitlines() if "(ask: own)" not in line]
    return "\n".join(f"> {line}" for line in kept).encode()


def edited_word(data: bytes) -> bytes:
    """The same in Word, with a change that Word tracks."""
    paper = docx.Document(io.BytesIO(data))
    out = io.BytesIO()
    for paragraph in paper.paragraphs:
        if "(ask: own)" in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
        elif "(ask: notice)" in paragraph.text:
            paragraph.text = paragraph.text.replace(
                "We ask for this: Notice and comment.", "Publish the text, and hear us."
            )
            paragraph.insert_paragraph_before("Meet us twice a year.", style="List Bullet")
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("ending", "edit"), [(".md", edited_markdown), (".docx", edited_word)], ids=["mail", "word"]
)
def test_what_people_change_comes_back(ending: str, edit: Callable[[bytes], bytes]) -> None:
    snapshot = graph(*(row for row in scored() if row.key != ("SCORED", "alpha", "own")))
    day, data = on_day(snapshot, ON), WRITERS[ending][1](made(snapshot))
    untouched = brought_back(day, TO_ALPHA, f"s{ending}", data, "2024-12-01")
    assert isinstance(untouched, Edit)
    assert not untouched.put

    back = brought_back(day, TO_ALPHA, f"s{ending}", edit(data), "2024-12-01")
    assert isinstance(back, Edit)
    said = {row.name: row.text("state") for row in back.put.nodes}
    assert said == {
        "Publish the text, and hear us.": "asked",
        "Meet us twice a year.": "asked",
        "We ask for this: Own proposals.": "dropped",
    }
    assert {row.text("visibility") for row in back.put} == {"public"}, "the next draft has them"
    after = graph(*snapshot.rows(), *back.put)
    assert sorted(lines(made(after))["What we ask"]) == [
        "Meet us twice a year. (ask: ask_alpha_meet_us_twice_a_year)",
        "Publish the text, and hear us. (ask: notice)",
    ]
    to_beta = asks_of(on_day(after, ON), ["beta"])
    assert [its.text for its in to_beta] == ["We ask for this: Own proposals."]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"# Nothing here\n", "no-asks"),
        (b"PK no archive", "no-asks"),
        ("## What we ask\n- Ä".encode("latin-1"), "no-asks"),
        (b"## What we ask\n- Meet us. (ask: nobody)\n", "unknown-id"),
        (b"## What we ask\n- One. (ask: own)\n- Two. (ask: own)\n", "doubled-id"),
        (b"## What we ask\n- Write to jane@ministry.example\n", "bad-answer"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_row(data: bytes, code: str) -> None:
    back = brought_back(on_day(graph(*scored()), ON), TO_ALPHA, "s.md", data, "2024-12-01")
    assert not isinstance(back, Edit)
    assert [problem.code for problem in back] == [code]


def test_the_numbers_of_sources_are_no_part_of_an_ask() -> None:
    read = read_asks(
        "s.md", b"## What we ask\n- Publish it. \\[1, 3\xe2\x80\x935\\]\n\n## Else\n- no\n"
    )
    assert not isinstance(read, Problem)
    assert read == (Brought(2, "", "Publish it."),)


def test_what_word_keeps_apart_from_letters_is_read_too() -> None:
    """A hyphen that may not break (a soft one is none), a tab and a break of the line."""
    made, out = docx.Document(), io.BytesIO()
    made.add_heading("What we ask", level=2)
    run = made.add_paragraph().add_run("Publish cross")
    run._r.append(OxmlElement("w:noBreakHyphen"))
    run.add_text("bor")
    run._r.append(OxmlElement("w:softHyphen"))
    run.add_text("der texts")
    run.add_break()
    run.add_text("each\tround.")
    made.save(out)
    read = read_asks("s.docx", out.getvalue())
    assert not isinstance(read, Problem)
    assert [its.text for its in read] == ["Publish cross-border texts each round."]


def test_the_commands_write_list_and_preview(tmp_path: Path) -> None:
    run, out = CliRunner(), tmp_path / "draft.docx"
    to = ["--agreement", "wto_eca", "--as-of", "2026-11-27"]
    assert run.invoke(app, ["report", "statement", str(out), *to]).exit_code == 0
    assert isinstance(read_asks(out.name, out.read_bytes()), tuple)
    listed = run.invoke(app, ["asks", *to])
    assert listed.exit_code == 0
    assert "own_proposals: We ask for this" in listed.stdout
    assert (
        run.invoke(app, ["asks", "--delegation", "USTR", "--agreement", "wto_eca"]).exit_code == 2
    )
    assert run.invoke(app, ["asks", str(tmp_path / "none.md")]).exit_code == 2
