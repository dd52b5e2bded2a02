"""The points of the resolution of 2017, as far as a delegation meets them: one line for what is
met, in part, not met, and not known.
"""

from __future__ import annotations

from datetime import date

from explorer.reports.agreements import printable_note
from explorer.reports.parts import latest, sources_of
from explorer.words.resolution import no_points
from explorer.words.sureness import sure
from explorer.words.text import count
from graph_model.dates import date_words
from graph_model.measures.day import Day
from graph_model.measures.transparency import RESOLUTION, TransparencyPoint, points_of
from graph_model.rows import RelationshipRow
from loaders.take_out.report_shape import ReportLine

SAYS = {"yes": "It does", "partial": "It does in part", "no": "It does not"}


def point_lines(day: Day, subject: str) -> tuple[ReportLine, ...]:
    """What is met and what is not, each with the rows that say so; what nobody found out is worth a
    question.
    """
    found = points_of(day, subject, RESOLUTION)
    lines = [
        _line(day, says, [point for point in found if point.value == value])
        for value, says in SAYS.items()
    ]
    unknown = [day.snapshot.name(point.indicator) for point in found if not point.known]
    if unknown:
        asked = count(len(unknown), "point of the resolution", "points of the resolution")
        lines.append(
            ReportLine(
                f"Not known, which is not a no, and worth a question ({asked}):"
                f" {'; '.join(unknown)}."
            )
        )
    return tuple(line for line in lines if line) or (ReportLine(no_points(day)),)


def _line(day: Day, says: str, points: list[TransparencyPoint]) -> ReportLine | None:
    """The points of one answer."""
    rows = [point.row for point in points if point.row]
    if not rows:
        return None
    told = "; ".join(f"{day.snapshot.name(row.target)}{as_found(row, day.at)}" for row in rows)
    return ReportLine(f"{says}: {told}.{sure(*rows)}", sources_of(rows), latest(rows))


def as_found(row: RelationshipRow, on: date) -> str:
    """As of when an answer was found, with what its row notes, in brackets after a name: what was
    so years ago is not said to be so today.

    >>> found = RelationshipRow("SCORED", "seco", "texts", {"as_of": "2012-06", "note": "TiSA"})
    >>> as_found(found, date(2026, 11, 28))
    ' (as of June 2012: TiSA)'
    """
    told = [f"as of {date_words(row.text('as_of'))}", printable_note(row.text("note"), on)]
    return f" ({': '.join(part for part in told if part)})"
