"""Answers without a server: a form for one member, and what it filled in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any

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
    looked_at,
    meant_ids,
    notes,
    print_json,
    tell,
    writing,
)
from explorer.html.member_form import member_form
from explorer.words.change_sentences import moved_sentence
from graph_model.atomic_files import write_whole
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, Changes
from graph_model.measures.changed.band_shift import band_shift
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ANSWERS
from loaders.answer_files import read_answers
from loaders.opening import graph_now, keep_written, open_database
from loaders.read.tables import SourceFile
from loaders.write.load import apply
from loaders.write.small_writes import record


@app.command()
def form(
    member: Annotated[str, typer.Argument(help="The member: id or name.")],
    out: Annotated[Path, typer.Argument(help="Where to write it: a file that ends in .html.")],
    as_of: AsOf = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Write one offline HTML file that asks a member whom of the delegations it knows.

    Example: linkages form edri edri.html
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=False)
        (id,) = meant_ids(day.snapshot, [member], "Member")
        text = member_form(day, id)
    with writing(out):
        write_whole(out, text, mode=0o644)
    tell(
        as_json,
        {"member": id, "written": str(out)},
        f"The form of {day.snapshot.name(id)} is in {out}; send it, and take back its file",
    )


@app.command()
def answers(
    files: Annotated[list[Path], typer.Argument(help="Files that filled-in forms made.")],
    preview: Preview = False,
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Bring in what members filled in: all files are checked first, and with a fault in one of them
    nothing is written; then each is shown and kept.

    Example: linkages answers edri.json --yes
    """
    sources = []
    for file in files:
        try:
            sources.append(SourceFile(file.name, file.read_bytes()))
        except OSError as error:
            fail(2, f"{file} cannot be read ({error.strerror}).")
    bring_answers(sources, preview, yes, as_json, home)


def bring_answers(
    files: Sequence[SourceFile], preview: bool, yes: bool, as_json: bool, home: Path | None
) -> None:
    """Show what files of members' answers would change, one after the other, and write them; none
    where one of them has a fault.
    """
    told = []
    with errors(), open_database(home, notes.print) as connection:
        _refuse_faulty(files, connection.store.read(), as_json)
        for file in files:
            told.append(_one(connection.store, file, preview, yes, home))
            if not as_json:
                _say(told[-1], preview)
    if as_json:
        print_json({"written": not preview, "files": told})


def _refuse_faulty(files: Sequence[SourceFile], snapshot: Snapshot, as_json: bool) -> None:
    """End the command with every fault of every file, before anything is written."""
    today = date.today().isoformat()
    problems = [
        problem
        for file in files
        for problem in read_answers(file.name, file.data, snapshot, today).problems
    ]
    if not problems:
        return
    for problem in problems:
        notes.print(str(problem), soft_wrap=True, markup=False)
    if as_json:
        print_json({"problems": [problem.as_dict() for problem in problems]})
    raise typer.Exit(1)


def _say(one: dict[str, Any], preview: bool) -> None:
    typer.echo(f"{one['says']}. {one['moved']}")
    for answer in one["answers"] if preview else ():
        typer.echo(f"  {answer['delegation']}: {answer['said']}")
    typer.echo(f"Its own map: {one['map']} in the app")


def _one(
    store: Store, file: SourceFile, preview: bool, yes: bool, home: Path | None
) -> dict[str, Any]:
    """What one file changes, and its writing where it is not only looked at."""
    day = looked_at(store.read(), "", leave_out_derived=False, with_friends=False)
    brought = read_answers(file.name, file.data, day.snapshot, date.today().isoformat())
    if brought.edit is None:
        fail(1, f"{file.name}: what it names is no longer on record; nothing of it was written.")
    confirm(f"{brought.edit.says}. Write this?", preview or yes)
    if preview:
        after = apply(day.snapshot, Changes(TYPED, new=brought.edit.put))
    else:
        done = record(store, brought.edit.put, TYPED, brought.edit.says, began=brought.edit.began)
        after = done.after
        keep_written(home, done)

    given = {row.id: row.text("said") for row in brought.edit.put.nodes}
    answers = [
        {"delegation": after.name(tie.target), "said": ANSWERS[given[tie.source]]}
        for tie in brought.edit.put.relationships
        if tie.type == "SPEAKS_OF" and tie.source in given
    ]
    return {
        "member": brought.member,
        "says": brought.edit.says,
        "answers": answers,
        "moved": moved_sentence(band_shift(day, replace(day, snapshot=after)), trial=preview),
        "map": f"/map?focus={brought.member}",
    }
