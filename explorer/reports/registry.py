"""Every report, in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from explorer.reports.activities import activities
from explorer.reports.background import background_paper
from explorer.reports.choice import NOTHING_CHOSEN, ReportChoice
from explorer.reports.digest import digest
from explorer.reports.dossier import dossier
from explorer.reports.scorecard import transparency
from explorer.reports.statement import statement
from explorer.words.past_day import past_words
from explorer.words.text import count
from graph_model.measures import Day, differing_numbers, in_words
from graph_model.source_kinds import kind_of_sources
from loaders.take_out.report_shape import Report


@dataclass(frozen=True)
class ReportKind:
    """A report: its name on the command line, its title in a list, what it is for, whether it looks
    at a span of days, what makes it, whether it is about one delegation, whether it can be
    addressed to one or to a table, whether its agreements can be chosen, for whom it is unless
    somebody says otherwise, and how many days it looks back (0: a year).
    """

    code: str
    title: str
    says: str
    span: bool
    make: Callable[[Day, date, ReportChoice], Report]
    about: bool = False
    addressed: bool = False
    chosen: bool = False
    audience: str = "public"
    days: int = 0
    #: It is of the coalition itself, on a day too on which friends count as ours.
    alone: bool = False

    def start(self, on: date) -> date:
        """From which day on it tells, unless somebody says otherwise."""
        return on - timedelta(days=self.days) if self.days else year_before(on)

    def report(self, day: Day, since: date, choice: ReportChoice = NOTHING_CHOSEN) -> Report:
        """The report; it says how it was counted where that is not by the defaults."""
        made = self.make(day, since, choice)
        past = filter(None, [past_words(day)])
        told = (*made.sentences, *past, *sources_sentence(made), *self._counted(day))
        return replace(made, sentences=told)

    def _counted(self, day: Day) -> Iterator[str]:
        """Who counts as us, what is left out, and with which numbers, where that is another than
        anybody would take for granted.
        """
        if day.settings.with_friends and not self.alone:
            yield "Friends outside the coalition count as ours."
        if day.settings.leave_out_derived:
            yield "Coverage carried over from a parent agreement is left out."
        if numbers := in_words(differing_numbers(day.settings)):
            yield f"Counted with settings that differ from the defaults: {numbers}."


def sources_sentence(made: Report) -> tuple[str, ...]:
    """What the lines of a report rest on, in a sentence; its second last column has the source."""
    kinds = [kind_of_sources(row[-2]) for part in made.sections for row in part.rows] + [
        kind_of_sources(line.sources)
        for part in made.sections
        for line in part.lines
        if line.sources
    ]
    if not kinds:
        return ()
    copies, none = kinds.count("copy"), kinds.count("")
    return (
        f"Of {count(len(kinds), 'line')}, {copies:,} {'rests' if copies == 1 else 'rest'} on copies"
        f" of a source alone and {none:,} on no address whose kind is known.",
    )


REPORTS = {
    kind.code: kind
    for kind in (
        ReportKind(
            "activities",
            "Activities, for the IGF",
            "Contacts made, meetings held and gaps closed between two days, with evidence.",
            True,
            activities,
            alone=True,
        ),
        ReportKind(
            "background-paper",
            "Background paper",
            "Major agreements with parties, dates and clauses, each issue in groups, venues;"
            " sources numbered.",
            False,
            background_paper,
            chosen=True,
        ),
        ReportKind(
            "digest",
            "Monday page",
            "New, cooling, due: a short page for a mailing list.",
            True,
            digest,
            audience="coalition",
            days=7,
        ),
        ReportKind(
            "dossier",
            "Before a meeting",
            "Two pages on a delegation: who they are, what they negotiate and said, whom we know,"
            " what to ask, ways in.",
            False,
            dossier,
            about=True,
            audience="coalition",
        ),
        ReportKind(
            "statement",
            "Draft statement on openness",
            "To one delegation, to all at a table, or to all: what they do, what not, what is not"
            " known, who does it already, what we ask, ways in.",
            False,
            statement,
            addressed=True,
        ),
        ReportKind(
            "transparency",
            "Transparency scorecard",
            "Who meets the points of the resolution of 2017, and what became known.",
            True,
            transparency,
        ),
    )
}


def year_before(on: date) -> date:
    """The same day a year earlier.

    >>> year_before(date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    return (
        on.replace(year=on.year - 1, day=28)
        if (on.month, on.day) == (2, 29)
        else on.replace(year=on.year - 1)
    )
