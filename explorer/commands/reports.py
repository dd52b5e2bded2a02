"""Commands that write reports."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.command_line import (
    SEVERAL,
    AsOf,
    Audience,
    Home,
    Json,
    app,
    day_of,
    errors,
    fail,
    fail_undecided,
    fields_of,
    meant_id,
    meant_ids,
    print_json,
    tell,
    writing,
)
from explorer.picture.paper_figures import illustrated
from explorer.reports.calendar_dates import calendar_entries
from explorer.reports.choice import ReportChoice
from explorer.reports.registry import REPORTS
from explorer.words.text import count
from graph_model.atomic_files import mode_for, write_whole
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import PHASES, REGIONS
from loaders.opening import graph_now
from loaders.take_out.audience import AUDIENCES
from loaders.take_out.calendar_file import as_calendar
from loaders.take_out.publish import release_for
from loaders.take_out.report_files import WRITERS
from loaders.take_out.report_pdf import MissingLetters
from loaders.take_out.report_shape import report_fields

Out = Annotated[
    Path,
    typer.Argument(help=f"A file; its ending tells the format: {', '.join(WRITERS)} (CSV tables)."),
]
Regions = Annotated[
    list[str] | None, typer.Option(help=f"Background paper: a party's region. {SEVERAL}")
]
Phases = Annotated[
    list[str] | None, typer.Option(help=f"Background paper: a phase of the talks. {SEVERAL}")
]
Issues = Annotated[list[str] | None, typer.Option(help=f"Background paper: an issue. {SEVERAL}")]
Every = Annotated[
    bool, typer.Option("--all", help="Background paper: not only the major agreements.")
]
Accessions = Annotated[
    bool, typer.Option("--accessions", help="Background paper: talks about joining, too.")
]
Delegation = Annotated[str, typer.Option(help="Dossier, statement: the delegation, by id or name.")]
Agreement = Annotated[str, typer.Option(help="Statement: all at the table of this agreement.")]
Since = Annotated[
    str, typer.Option(help="From which day on (default: a year before the last; a digest a week).")
]
ForWhom = Annotated[
    str,
    typer.Option(
        help="public, coalition, or private (everything); a dossier and a digest are for the"
        " coalition,"
        " everything else for the public, unless you say otherwise."
    ),
]
AcceptAll = Annotated[
    bool,
    typer.Option(
        "--accept", help="For the public: keep everything that was found; it is public knowledge."
    ),
]


@app.command()
def report(
    kind: Annotated[str, typer.Argument(help=f"{', '.join(REPORTS)}.")],
    out: Out,
    region: Regions = None,
    phase: Phases = None,
    issue: Issues = None,
    every_agreement: Every = False,
    accessions: Accessions = False,
    delegation: Delegation = "",
    agreement: Agreement = "",
    as_of: AsOf = "",
    since: Since = "",
    audience: ForWhom = "",
    accept: AcceptAll = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Activities for the IGF, the background paper, a dossier before a meeting, a draft statement
    on openness, the Monday page (digest), or the transparency scorecard; every line with its
    source.

    Example: linkages report dossier india.pdf --delegation ind_doc
    """
    audience = audience or (REPORTS[kind].audience if kind in REPORTS else AUDIENCES[0])
    if kind not in REPORTS or out.suffix.lower() not in WRITERS or audience not in AUDIENCES:
        fail(
            2,
            f"A report is one of {', '.join(REPORTS)}; its file ends in {', '.join(WRITERS)};"
            f" --audience is one of {', '.join(AUDIENCES)}.",
        )
    _refuse_unused(
        kind,
        {
            "--since": since,
            "--delegation": delegation,
            "--agreement": agreement,
            "--region": region,
            "--phase": phase,
            "--issue": issue,
            "--all": every_agreement,
            "--accessions": accessions,
        },
    )
    on = day_of(as_of)
    start = day_of(since) if since else REPORTS[kind].start(on)
    if start > on:
        fail(2, f"--since {start.isoformat()} comes after {on.isoformat()}.")
    with errors():
        snapshot = graph_now(home)
    choice = ReportChoice(
        _among("--region", region, REGIONS),
        _among("--phase", phase, tuple(PHASES)),
        meant_ids(snapshot, issue or (), "Issue"),
        accessions,
        every_agreement,
        delegation=_about(kind, snapshot, delegation),
        agreement=meant_id(snapshot, agreement, "Agreement"),
    )
    leaving = _leaving(snapshot, audience, accept)
    with errors():
        day = Day(leaving, on, settings_of(snapshot))
        made = illustrated(REPORTS[kind].report(day, start, choice), day, choice)
    try:
        with writing(out):
            write_whole(out, WRITERS[out.suffix.lower()][1](made), mode=mode_for(audience))
    except MissingLetters as error:
        fail(2, str(error))
    if as_json:
        print_json(
            {
                **report_fields(made),
                "as_of": on,
                "since": start,
                "audience": audience,
                "written": str(out),
            }
        )
    else:
        lines = sum(len(part.rows) + len(part.lines) for part in made.sections)
        typer.echo(f"{made.title}: {count(lines, 'line')} written to {out}")


@app.command()
def calendar(
    out: Annotated[Path, typer.Argument(help="A file that ends in .ics.")],
    as_of: AsOf = "",
    audience: Audience = "public",
    accept: Annotated[
        bool, typer.Option("--accept", help="For the public: keep everything that was found.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Occasions ahead, next dates of legal ways in, kept plans and lines that go quiet (iCalendar).

    Example: linkages calendar trade.ics --audience coalition
    """
    if out.suffix.lower() != ".ics" or audience not in AUDIENCES:
        fail(2, f"A calendar ends in .ics; --audience is one of {', '.join(AUDIENCES)}.")
    on = day_of(as_of)
    with errors():
        snapshot = graph_now(home)
    leaving = _leaving(snapshot, audience, accept)
    entries = calendar_entries(Day(leaving, on, settings_of(snapshot)), for_us=audience != "public")
    with writing(out):
        write_whole(out, as_calendar("Trade talks", entries, on), mode=mode_for(audience))
    dates = [fields_of(its, "id", "title", "first", "last", "says", "url") for its in entries]
    tell(
        as_json,
        {"as_of": on, "audience": audience, "dates": dates, "written": str(out)},
        f"{count(len(entries), 'date')} written to {out}",
    )


def _leaving(snapshot: Snapshot, audience: str, accept: bool) -> Snapshot:
    """What may go to an audience; ends the command when something has to be chosen first."""
    leaving = release_for(snapshot, audience)
    if leaving.findings and accept:
        leaving = release_for(
            snapshot, audience, dict.fromkeys((finding.id for finding in leaving.findings), "keep")
        )
    if leaving.findings:
        fail_undecided(
            leaving.findings, "Choose on the page Reports, or --accept what is public knowledge."
        )
    return leaving.snapshot


def _refuse_unused(kind: str, given: Mapping[str, object]) -> None:
    """End the command where an option is given that this report would not look at: it would seem to
    have been followed.
    """
    its = REPORTS[kind]
    used = {
        "--since": its.span,
        "--delegation": its.about or its.addressed,
        "--agreement": its.addressed,
    }
    for option, value in given.items():
        if value and not used.get(option, its.chosen):
            fail(2, f"`linkages report {kind}` does not take {option}; it would change nothing.")


def _about(kind: str, snapshot: Snapshot, delegation: str) -> str:
    """The delegation that a report is about; ends the command where it needs one and none is
    said.
    """
    if REPORTS[kind].about and not delegation:
        fail(2, f"`linkages report {kind}` is about one delegation: --delegation ID, or its name.")
    return meant_id(snapshot, delegation, "Delegation")


def _among(option: str, asked: list[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    """What was asked for, as it is written in the vocabulary."""
    by_word = {word.replace("_", " ").lower(): word for word in known}
    found = []
    for word in asked or ():
        its = by_word.get(word.replace("_", " ").strip().lower())
        if its is None:
            fail(2, f"{option} {word!r} is none of {', '.join(known)}.")
        found.append(its)
    return tuple(found)
