"""How the work grows with the graph, as a picture and as the table beside it."""

from __future__ import annotations

from pathlib import Path

import altair
import pandas
import vl_convert

from benchmarks.side_by_side import ROOT
from benchmarks.speed_page import Kept
from graph_model.markdown_text import paragraph

DRAWN = ROOT / "docs" / "growth.svg"
HEADING = "## As the graph grows"
#: The ready question that is asked: about one delegation, as most are.
ASKED = "contacts-with"
#: Seconds of each work by the number of rows.
Growth = dict[str, dict[int, float]]


def growth_of(kept: Kept) -> Growth:
    """What is kept, numbers of rows as numbers."""
    return {
        what: {int(rows): float(seconds) for rows, seconds in line.items()}
        for what, line in kept.growth.get("seconds", {}).items()
    }


def drawn(found: Growth) -> str:
    """The growth as SVG: a line for each work, both axes logarithmic."""
    points = [
        {"work": what, "rows": rows, "seconds": seconds}
        for what, line in found.items()
        for rows, seconds in line.items()
    ]
    chart = (
        altair.Chart(pandas.DataFrame(points), width=520, height=380)
        .mark_line(point=True)
        .encode(
            altair.X("rows:Q", title="rows of the graph").scale(type="log").axis(format="~s"),
            altair.Y("seconds:Q", title="seconds").scale(type="log").axis(format="~g"),
            altair.Color("work:N", title="work", sort=list(found)).scale(scheme="tableau10"),
            altair.Shape("work:N", title="work", sort=list(found)),
        )
        .properties(title="How the work grows with the graph")
    )
    return str(vl_convert.vegalite_to_svg(chart.to_json()))


def as_section(kept: Kept) -> str:
    """The table as a section of the page; nothing before the first measurement."""
    found = growth_of(kept)
    if not found:
        return ""
    sizes = sorted({rows for line in found.values() for rows in line})
    missing = [
        f"{what} at {rows:,} rows"
        for what, line in found.items()
        for rows in sizes
        if rows not in line
    ]
    says = (
        f"Written by `python -m benchmarks.growth --write` on {kept.growth['day']}"
        f" ({kept.growth['machine']}): seconds of one run each, one entry to ten ties. *Load* is in"
        " parts of 50,000 rows, the constraints of an empty database included; *question* is the"
        f" ready question `{ASKED}`, asked again; *map* is the picture around one delegation;"
        " *page 1* is its first visit with nothing kept."
    )
    if missing:
        limit = kept.growth["most"] / 60
        says += f" Not measured, or not over in {limit:.0f} minutes: {', '.join(missing)}."
    head = "| | " + " | ".join(f"{rows:,} rows" for rows in sizes) + " |\n|---|"
    lines = (
        f"| {what} | {' | '.join(f'{line[rows]:.3g}' if rows in line else '–' for rows in sizes)} |"
        for what, line in found.items()
    )
    return (
        f"\n{HEADING}\n\n{paragraph(says)}\n\n![How the work grows](growth.svg)\n\n"
        f"{head}{'---:|' * len(sizes)}\n" + "\n".join(lines) + "\n"
    )


def write_picture(found: Growth, file: Path = DRAWN) -> None:
    """Draw it again."""
    file.write_text(drawn(found), encoding="utf-8")
