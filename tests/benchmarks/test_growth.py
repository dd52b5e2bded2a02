"""Growth is drawn with a line for each work, and its table stands beside it."""

from __future__ import annotations

from xml.etree import ElementTree

from benchmarks.growth import SIZES
from benchmarks.growth_page import Growth, as_section, drawn, growth_of
from benchmarks.speed_page import Kept

FOUND: Growth = {
    what: {rows: factor * rows / 1e6 for rows in SIZES}
    for factor, what in enumerate(("load", "band", "page 1"), start=1)
}


def kept(found: Growth) -> Kept:
    seconds = {what: {str(rows): its for rows, its in line.items()} for what, line in found.items()}
    return Kept({}, {"day": "2026-11-28", "machine": "2 cores", "most": 900, "seconds": seconds})


def test_a_line_of_the_table_for_each_work() -> None:
    assert growth_of(kept(FOUND)) == FOUND
    section = as_section(kept(FOUND))
    assert "| band | 0.002 | 0.02 | 0.2 | 2 |" in section
    assert "Not measured" not in section
    assert as_section(Kept()) == ""


def test_what_was_not_over_in_time_is_named() -> None:
    found = {**FOUND, "page 1": {rows: FOUND["page 1"][rows] for rows in SIZES[:3]}}
    section = as_section(kept(found))
    assert "| page 1 | 0.003 | 0.03 | 0.3 | – |" in section
    told = "Not measured, or not over in 15 minutes: page 1 at 1,000,000 rows."
    assert told in section.replace("\n", " ")


def test_each_work_is_a_line_of_the_picture() -> None:
    root = ElementTree.fromstring(drawn(FOUND))
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {*FOUND, "rows of the graph", "seconds"} <= words
