"""What is reported to the IGF: the sections of the report on activities, read on a page."""

from __future__ import annotations

from datetime import date

from explorer.answers.answer_tables import (
    AnswerCell,
    AnswerGroup,
    AnswerRow,
    GroupedAnswer,
    date_cell,
    number_cell,
    text_cell,
)
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.parts import PROVEN
from explorer.reports.registry import REPORTS
from graph_model.measures import Day
from loaders.take_out.report_shape import NO_ADDRESS, ReportSection

DATES = ("date", "when", "due")


def activities(day: Day, since: date) -> GroupedAnswer:
    """Contacts made, meetings held and gaps closed after a day, with evidence; the same words and
    rows as the report.
    """
    report = REPORTS["activities"].make(day, since, NOTHING_CHOSEN)
    first, *more = report.sentences
    groups = tuple(_group(section) for section in report.sections if section.rows)
    none = [section.title for section in report.sections if section.header and not section.rows]
    nothing = f" Nothing is recorded under: {', '.join(none)}." if none else ""
    return GroupedAnswer(first, " ".join(more) + nothing, groups)


def _group(section: ReportSection) -> AnswerGroup:
    head = section.header[: -len(PROVEN)]
    rows = tuple(
        AnswerRow(
            tuple(_cell(name, said) for name, said in zip(head, row, strict=False)),
            "" if row[-2] == NO_ADDRESS else row[-2],
        )
        for row in section.rows
    )
    return AnswerGroup(f"{section.title}: {len(rows)}", section.says, head, rows)


def _cell(name: str, said: str) -> AnswerCell:
    if name in DATES:
        try:
            return date_cell(said)
        except ValueError:  # a section that writes its days in words already
            return text_cell(said)
    plain = said.replace(",", "")
    return number_cell(int(plain)) if plain.isdigit() else text_cell(said)
