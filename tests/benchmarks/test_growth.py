"""The section about growth is put into the page of speed, and what stands before it stays."""

from __future__ import annotations

from xml.etree import ElementTree

from benchmarks.growth import HEADING, SIZES, as_section, drawn, without

FOUND = {
    what: {rows: factor * rows / 1e6 for rows in SIZES}
    for factor, what in enumerate(("load", "band", "page 1"), start=1)
}


def test_a_section_is_written_again_where_it_stood() -> None:
    page = f"# Speed\n\n| a line |\n\n{as_section(FOUND)}"
    before, section = without(page)
    assert before == "# Speed\n\n| a line |\n"
    assert section == as_section(FOUND)
    assert "| band | 0.002 | 0.02 | 0.2 | 2 |" in section
    assert section.startswith(HEADING)
    assert without("# Speed\n") == ("# Speed\n", "")


def test_each_work_is_a_line_of_the_picture() -> None:
    root = ElementTree.fromstring(drawn(FOUND))
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {*FOUND, "rows of the graph", "seconds"} <= words
