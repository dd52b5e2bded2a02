"""The pictures of the background paper: what they say follows from rows, each stands beside a table
of the same, and it is there in every kind of file.
"""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from pypdf import PdfReader

from explorer.picture.image_files import PNG
from explorer.picture.paper_figures import illustrated
from explorer.reports.background import background_paper
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.registry import REPORTS
from graph_model.snapshot import Snapshot
from loaders.take_out.report_files import WRITERS, Report, ReportSection
from loaders.take_out.report_shape import report_fields
from tests.explorer.test_papers import LAW, four_parties
from tests.graphs import contact, graph, node, on_day, tie

ON = date(2024, 12, 1)


def small() -> Snapshot:
    """Talks of four parties with a clause that has a source and one from memory; two delegations
    at the table, of which one was met.
    """
    return graph(
        *four_parties(),
        node("Economy", "arg", name="Argentina", iso3="ARG", region="South America"),
        node("Economy", "bra", name="Brazil", iso3="BRA", region="South America"),
        tie("alpha", "REPRESENTS", "arg"),
        tie("beta", "REPRESENTS", "bra"),
        *contact("met", "2024-11-01", "meeting", "edri", "alpha", "flows"),
    )


def paper(choice: ReportChoice = NOTHING_CHOSEN) -> Report:
    """The paper with its pictures."""
    day = on_day(small(), ON)
    return illustrated(background_paper(day, ON, choice), day, choice)


@pytest.fixture(scope="module")
def drawn() -> Report:
    """The same for tests of files: a picture is drawn as pixels once."""
    return paper()


def part(made: Report, title: str) -> ReportSection:
    """A section by its title."""
    return next(its for its in made.sections if its.title == title)


def test_what_agreements_say_stands_as_a_picture_beside_its_table() -> None:
    made = paper()
    titles = [its.title for its in made.sections]
    assert titles.index("At a glance") == titles.index("Issue by issue") + 1
    glance = part(made, "At a glance")
    assert glance.says.startswith("1 clause of 1 agreement"), "the one from memory is left out"
    (row,) = glance.rows
    told = dict(zip(glance.header, row, strict=True))
    assert told["agreement"] == "The Deal"
    assert told["binds"] == "Data flows (14.4)"
    assert told["left out on purpose"] == ""
    assert told["source"] == LAW
    assert glance.figure
    assert glance.figure.caption == (
        "Figure 1. Most often written as binding: Data flows, in 1 of 1 agreement with clauses on"
        " record (as of 1 December 2024)."
    )
    assert "binds: 1" in glance.figure.alt
    assert "14.4" in glance.figure.svg()


def test_the_world_is_told_by_region_and_best_line_with_sources() -> None:
    world = part(paper(), "Where in the world the coalition is heard")
    assert world.figure
    assert world.figure.caption == (
        "Figure 2. 1 of the 2 economies at a table is reached by the coalition on at least one"
        " issue (as of 1 December 2024)."
    )
    rows = [dict(zip(world.header, row, strict=True)) for row in world.rows]
    assert [(row["region"], row["economies"]) for row in rows] == [
        ("South America", "Argentina"),
        ("South America", "Brazil"),
    ]
    assert [row["best line"] for row in rows] == ["Hangs on one", "Not known"]
    assert "<a " not in world.figure.svg(), "no link in a paper"


def test_other_papers_have_none_and_an_empty_one_has_none() -> None:
    day = on_day(small(), ON)
    other = REPORTS["transparency"].report(day, ON)
    assert illustrated(other, day, NOTHING_CHOSEN) == other
    nowhere = on_day(graph(node("Economy", "arg", name="Argentina")), ON)
    bare = background_paper(nowhere, ON, NOTHING_CHOSEN)
    assert illustrated(bare, nowhere, NOTHING_CHOSEN) == bare


@pytest.mark.long
@pytest.mark.parametrize("ending", [".docx", ".pdf", ".md", ".zip", ".xlsx"])
def test_every_kind_of_file_has_caption_words_for_those_who_listen_and_table(
    drawn: Report, ending: str
) -> None:
    data = WRITERS[ending][1](drawn)
    assert data == WRITERS[ending][1](drawn), "equal papers are equal files"
    figures = [its.figure for its in drawn.sections if its.figure]
    if ending == ".docx":
        document = docx.Document(io.BytesIO(data))
        told = [paragraph.text for paragraph in document.paragraphs]
        for figure, shape in zip(figures, document.inline_shapes, strict=True):
            assert figure.caption in told
            assert shape._inline.docPr.get("descr") == figure.alt
            assert shape.height <= document.sections[0].page_height
    elif ending == ".pdf":
        pages = [page for page in PdfReader(io.BytesIO(data)).pages if page.images]
        assert len(pages) == 2
        for figure, page in zip(figures, pages, strict=True):
            text = " ".join(page.extract_text().split())
            assert figure.caption in text
            assert ("At a glance" in text) or ("Where in the world" in text), "under its heading"
        for figure in figures:
            assert figure.alt.encode("utf-16-be") in data or figure.alt[:20].encode() in data
    elif ending == ".md":
        text = data.decode()
        assert "![" not in text, "alone, it shows no picture that is not there"
        for figure in figures:
            assert f"*{figure.caption}*" in text
            assert figure.alt[:40] in text
    elif ending == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = archive.read("report.md").decode()
            for figure in figures:
                assert f"]({figure.name}.png)" in text
                assert archive.read(f"{figure.name}.png").startswith(PNG)


def test_programs_read_what_a_picture_says_and_not_what_draws_it() -> None:
    told = report_fields(paper())
    sections = told["sections"]
    assert isinstance(sections, tuple | list)
    figures = [its["figure"] for its in sections if its["figure"]]
    again = paper()
    assert [its.figure.svg() for its in again.sections if its.figure] == [
        its.figure.svg() for its in paper().sections if its.figure
    ]
    assert [sorted(its) for its in figures] == [["alt", "caption", "name"]] * 2
