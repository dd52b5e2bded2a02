"""What the coalition asks: told, and brought back from a statement that people worked on."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from explorer.commands.command_line import (
    AsOf,
    Home,
    Json,
    Preview,
    Yes,
    app,
    confirm,
    errors,
    fail,
    fields_of,
    looked_at,
    meant_id,
    notes,
    print_json,
)
from explorer.reports.asks import asks_of
from explorer.reports.asks_return import brought_back
from explorer.reports.choice import ReportChoice
from explorer.reports.statement import addressed
from graph_model.dataset_changes import TYPED
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from loaders.check.form_rows import Edit
from loaders.opening import graph_now, keep_written, open_database
from loaders.problems import Problem
from loaders.write.small_writes import record

Delegation = Annotated[str, typer.Option(help="The delegation that is asked, by id or name.")]
Agreement = Annotated[str, typer.Option(help="All at the table of this agreement are asked.")]


@app.command()
def asks(
    file: Annotated[
        Path | None, typer.Argument(help="A statement that was worked on (.docx, .md).")
    ] = None,
    delegation: Delegation = "",
    agreement: Agreement = "",
    preview: Preview = False,
    yes: Yes = False,
    as_of: AsOf = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """List what the coalition asks; with a file, bring back a draft statement that was worked on.

    Example: linkages asks statement.docx --delegation ind_doc
    """
    if file is None:
        with errors():
            day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=False)
            _list(day, _choice(day.snapshot, delegation, agreement), as_json)
        return
    try:
        data = file.read_bytes()
    except OSError as error:
        fail(2, f"{file} cannot be read ({error.strerror}).")
    with errors(), open_database(home, notes.print) as connection:
        snapshot = connection.store.read()
        day = looked_at(snapshot, as_of, leave_out_derived=False, with_friends=False)
        today = datetime.date.today().isoformat()
        choice = _choice(snapshot, delegation, agreement)
        made = brought_back(day, choice, file.name, data, today)
        if not isinstance(made, Edit):
            _refused(made, as_json)
        _confirmed(made, preview or yes)
        if not preview and made.put:
            done = record(connection.store, made.put, TYPED, made.says)
            keep_written(home, done)
    if as_json:
        told = [{**row.fields, "id": row.id} for row in made.put.nodes]
        print_json({"written": not preview, "says": made.says, "asks": told})
    else:
        typer.echo(f"{made.says}{' (nothing was written)' if preview else ''}")


def _choice(snapshot: Snapshot, delegation: str, agreement: str) -> ReportChoice:
    """Whom the asks are put to."""
    if delegation and agreement:
        fail(2, "Asks are put to --delegation or to --agreement, not to both.")
    return ReportChoice(
        delegation=meant_id(snapshot, delegation, "Delegation"),
        agreement=meant_id(snapshot, agreement, "Agreement"),
    )


def _list(day: Day, choice: ReportChoice, as_json: bool) -> None:
    """The asks of today."""
    found = asks_of(day, addressed(day, choice), choice.agreement)
    if as_json:
        told = [fields_of(its, "code", "text", "own") for its in found]
        print_json({"as_of": day.at, "asks": told})
        return
    for its in found:
        typer.echo(f"{its.code}: {its.text}{'' if its.own else ' (as the resolution has it)'}")


def _refused(problems: tuple[Problem, ...], as_json: bool) -> NoReturn:
    for problem in problems:
        notes.print(str(problem), soft_wrap=True, markup=False)
    if as_json:
        print_json({"problems": [problem.as_dict() for problem in problems]})
    raise typer.Exit(1)


def _confirmed(made: Edit, told: bool) -> None:
    """Ask before anything is written."""
    if told or not made.put:
        return
    if sys.stdin.isatty():
        for row in made.put.nodes:
            notes.print(f"{row.text('state')}: {row.name}", soft_wrap=True, markup=False)
    confirm(f"{made.says}. Write this?", yes=False)
