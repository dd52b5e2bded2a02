"""The command that brings any sheet in: look, answer, write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.command_line import (
    Home,
    Json,
    Visibility,
    Yes,
    app,
    confirm,
    errors,
    fail,
    listed_problems,
    notes,
    print_json,
    progress,
)
from explorer.commands.member_forms import bring_answers
from explorer.words.text import count, counted, words
from graph_model.connection import Environment
from graph_model.database.load_room import require_room
from graph_model.vocabulary import SCHEMA
from loaders.answer_files import is_answers
from loaders.column_problems import once_per_column
from loaders.import_plan import ImportPlan, plan
from loaders.opening import graph_now, keep_written, open_database
from loaders.problems import SHOWN
from loaders.read.tables import SourceFile, gather
from loaders.sheets.entry_finder import asked_labels
from loaders.sheets.mapping import keep_mapping, place_of, read_answers, read_mapping
from loaders.sheets.possible_meanings import meanings
from loaders.sheets.row_keeper import ImportOptions
from loaders.take_out.audience import AUDIENCES
from loaders.write.load import load, summary

Sheets = Annotated[list[Path], typer.Argument(help="Sheets of any kind: CSV, Excel, OpenDocument.")]
OnlyLook = Annotated[bool, typer.Option("--preview", help="Say what would be done; write nothing.")]
MappingName = Annotated[
    str, typer.Option(help="A name for what is decided about these columns, to be used next time.")
]
Answers = Annotated[
    Path | None, typer.Option(help='A JSON file of answers: {"question": "choice"}.')
]
Dataset = Annotated[
    str,
    typer.Option(
        help="The dataset that the rows belong to (default: the list's or the first file's name)."
    ),
]
Replace = Annotated[
    bool, typer.Option("--replace", help="Also take out rows of the dataset that are not in it.")
]


@app.command(name="import")
def import_files(
    paths: Sheets,
    preview: OnlyLook = False,
    mapping: MappingName = "",
    answers: Answers = None,
    dataset: Dataset = "",
    visibility: Visibility = "coalition",
    replace: Replace = False,
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Bring any sheet in: find its table, say what each column means, ask what is not certain.

    What a member filled in with `linkages form` comes in, too.

    Example: linkages import outreach.xlsx --preview
    """
    if visibility not in AUDIENCES:
        fail(2, f"--visibility is one of {', '.join(AUDIENCES)}.")
    folder = home or Environment().home
    sources = _sources(paths)
    if sources and is_answers(sources[0].data):
        bring_answers(sources, preview, yes, as_json, home)
        return

    way = ImportOptions(dataset, date.today().isoformat(), visibility)
    with errors():
        told = read_answers(answers) if answers else {}
        kept = read_mapping(folder, mapping) if mapping else None
        if preview:
            found = plan(sources, graph_now(home), way, told, kept, replace)
            _say(found, as_json)
            raise typer.Exit(0 if found.ready else 1)
        if mapping:
            place_of(folder, mapping)
        with open_database(home, notes.print) as connection, progress() as watch:
            load_id, before = connection.store.last_load(), connection.store.read()
            found = plan(sources, before, way, told, kept, replace, watch)
            if not found.ready:
                _refuse(found, folder, as_json)
            notes.print(f"Dataset '{found.way.dataset}': {_summary(found)}", markup=False)
            require_room(connection.store.setting, found.changes)
            confirm("Write this?", yes or not found.changes)
            planned, columns, said = found.preview(load_id), found.without_rows(), found.as_dict()
            del found  # of a large sheet the cells take more memory than what is written of them
            done = load(connection.store, planned, watch)
            keep_written(folder, done, load_id)
        if mapping:
            keep_mapping(folder, mapping, columns, {**(kept.answers if kept else {}), **told})
    if as_json:
        print_json({**said, "load_id": done.load_id})
    else:
        typer.echo(summary(done.changes))


def _sources(paths: list[Path]) -> list[SourceFile]:
    """The files behind paths, of one kind; ends the command where they cannot be read."""
    gathered = gather(paths)
    if gathered.problems:
        for problem in gathered.problems:
            notes.print(str(problem), soft_wrap=True, markup=False)
        raise typer.Exit(1)

    kinds = {is_answers(source.data) for source in gathered.sources}
    if len(kinds) > 1:
        fail(2, "Members' answers and sheets come in one after the other: give one kind alone.")
    return gathered.sources


def _summary(found: ImportPlan) -> str:
    counts = ", ".join(f"{number:,} {words(word)}" for word, number in found.rows.items())
    gone = len(found.changes.gone)
    that = "that is not in these files goes" if gone == 1 else "that are not in these files go"
    swept = f" {count(gone, 'row')} of the dataset {that}." if gone else ""
    return f"rows of the sheet: {counts}. In the graph: {summary(found.changes)}{swept}"


def _refuse(found: ImportPlan, folder: Path, as_json: bool) -> None:
    if found.problems:
        listed_problems(found.problems, folder)
    _say(found, as_json)
    notes.print(
        f"{count(len(found.problems), 'problem')} and {count(len(found.questions), 'question')}:"
        " nothing was written. Answers go into a file of the form {question: choice}, given by"
        " --answers.",
        soft_wrap=True,
        markup=False,
    )
    raise typer.Exit(1)


def _say(found: ImportPlan, as_json: bool) -> None:
    if as_json:
        print_json(found.as_dict())
        return
    _say_columns(found)
    _say_rows(found)
    typer.echo(_summary(found))


def _say_columns(found: ImportPlan) -> None:
    for its in found.proposals:
        typer.echo(f"{its.table.file}, headings in row {its.table.row}: {its.reason}")
        choices = meanings(its.kind)
        for column in its.columns:
            held = choices.get(column.meaning)
            means = held.says if held else words(column.meaning)
            samples = " · ".join(" ".join(cell.split())[:30] for cell in column.samples)
            typer.echo(
                f"  {column.letter} “{column.heading}” → {means} ({column.reason}): {samples}"
            )
            for style, number, example, read in column.dates.shown if column.dates else ():
                typer.echo(f"      {style}, {count(number, 'cell')}: {example} → {read}")


def _say_rows(found: ImportPlan) -> None:
    for cell, parts in list(found.made.splits.items())[:SHOWN]:
        typer.echo(f"  “{cell}” is {len(parts)} names: {' | '.join(parts)}")
    for notice in found.notices:
        typer.echo(notice)
    for said, number in found.made.told.items():
        typer.echo(counted(number, said))
    for differing in found.made.differing[:SHOWN]:
        typer.echo(differing)
    for pair in found.doubles[:SHOWN]:
        typer.echo(f"{pair.one} and {pair.other} may be one body: {'; '.join(pair.reasons)}")
    for problem in once_per_column(found.problems)[:SHOWN]:
        typer.echo(str(problem))
    for question in found.questions[:SHOWN]:
        waits = f" ({question.who_waits})" if question.count else ""
        typer.echo(f"? {question.says}{waits} [{question.id}]")
        for choice, says in question.choices:
            typer.echo(f"    {choice}: {says}")
        if labels := asked_labels(question.id):
            what = " or ".join(SCHEMA.by_label[label].singular for label in labels)
            typer.echo(f"    … or the id of any {what} that is here")
