"""Commands that keep: take a load back, everything into one file, everything out of it again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.command_line import (
    Home,
    Json,
    LetGo,
    TakeOver,
    app,
    confirm,
    errors,
    fail,
    load_fields,
    notes,
    print_json,
    progress,
    takeover_choices,
    tell,
    writing,
)
from explorer.commands.roles import own_or_steward
from explorer.words.text import count
from graph_model.atomic_files import write_whole
from graph_model.connection import Environment, connected
from loaders.backup import Backup, RestoreResult, backup, restore, unpacked
from loaders.kept_files import told_kept
from loaders.opening import KeptCopy, keep_copy, keep_written, open_database, origin
from loaders.take_out.audit import audit, audit_csv
from loaders.write.load import summary
from loaders.write.small_writes import load_words, meant_load, undo

Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


@app.command(name="undo")
def take_back(
    load_id: Annotated[
        str,
        typer.Argument(
            help=(
                "Which load (default: the last one that stands; `linkages status --json` lists"
                " them)."
            )
        ),
    ] = "",
    leave_unowned: LetGo = None,
    take_over: TakeOver = None,
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Take a load back; it shows in the history and can be taken back in turn.

    Example: linkages undo --yes
    """
    with errors(), open_database(home, notes.print) as connection:
        entry = meant_load(connection.store.history(), load_id)
        own_or_steward(entry.by)
        sure(f"Take back {load_words(entry)} ({count(entry.rows, 'row')})?", yes)
        choices = takeover_choices(take_over, leave_unowned)
        with progress() as watch:
            done = undo(connection.store, entry.id, watch, choices)
        keep_written(home, done, connection.store.last_load())
    if as_json:
        print_json({"undone": entry.id, **load_fields(done)})
    else:
        typer.echo(f"Taken back: {load_words(entry)}. {summary(done.changes)}")


@app.command(name="audit")
def audit_list(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it (default: print it).")
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="As CSV, which is the default for a file.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Every step of the history: when, by whom, what it did, and whether it stands.

    Example: linkages audit steps.csv
    """
    if as_csv and as_json:
        fail(2, "Choose --csv or --json.")
    with errors(), open_database(home, notes.print) as connection:
        entries = connection.store.history()
    if file is not None:
        text = json.dumps({"audit": audit(entries)}, indent=1) if as_json else audit_csv(entries)
        with writing(file):
            write_whole(file, text)
        typer.echo(f"{count(len(entries), 'step')} in {file}, readable by you alone")
    elif as_json:
        print_json({"audit": audit(entries)})
    elif as_csv:
        typer.echo(audit_csv(entries), nl=False)
    else:
        for line in audit(entries):
            by = f" by {line['by']}" if line["by"] else ""
            typer.echo(
                f"{str(line['when_utc'])[:16].replace('T', ' ')} {line['dataset']}{by}:"
                f" {line['what'] or 'files'}: {line['new']} new, {line['changed']} changed,"
                f" {line['gone']} gone ({line['state']})"
            )


@app.command(name="backup")
def back_up(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Everything in one file: all datasets, answers, plans, settings and the history, saved views,
    stories and queries. Only you can read it.

    Example: linkages backup everything.zip
    """
    with errors(), open_database(home, notes.print) as connection, writing(file):
        whole = backup(connection.store, home or Environment().home, file)
    tell(
        as_json,
        {**_held(whole), "written": str(file)},
        f"{count(whole.rows, 'row')} and {count(whole.loads, 'load')} in {file}{_besides(whole)}",
    )


@app.command(name="restore")
def bring_back(
    file: Annotated[Path, typer.Argument(help="A file that `linkages backup` wrote.")],
    leave_unowned: LetGo = None,
    take_over: TakeOver = None,
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Put a backup in place of everything of ours: all of it or nothing.

    Example: linkages restore everything.zip --yes
    """
    with errors():
        whole = unpacked(file)
        with connected(home, notes.print) as connection:
            there = sum(connection.store.counts().values())
            if there:
                sure(
                    f"Replace all that is at {connection.address} ({count(there, 'row')}) by the"
                    f" {whole.rows:,} of {file.name}?",
                    yes,
                )
            choices = takeover_choices(take_over, leave_unowned)
            try:
                done = restore(connection.store, whole, home or Environment().home, choices)
            except OSError as error:
                fail(
                    3,
                    f"The data folder could not be written ({error.strerror}); nothing was"
                    " restored. Make room, or choose another --home.",
                )
            kept = KeptCopy(
                connection.store.read(), connection.store.last_load(), origin(Environment())
            )
            keep_copy(home or Environment().home, kept)
    _tell_restored(as_json, file, whole, done)


def _tell_restored(as_json: bool, file: Path, whole: Backup, done: RestoreResult) -> None:
    if as_json:
        left = [tie.says for tie in done.left]
        before = str(done.before or "")
        print_json({**_held(whole), "restored": str(file), "before": before, "left_behind": left})
        return
    typer.echo(
        f"{count(whole.rows, 'row')} and {count(whole.loads, 'load')} are back from"
        f" {file}{_besides(whole)}"
    )
    if whole.kept is None:
        typer.echo("It was made before backups held saved views and stories; these stay.")
    if done.before is not None:
        typer.echo(
            f"What was there before is in {done.before}; restore that file to have it again."
        )
    for tie in done.left:
        typer.echo(f"Left behind, without our mark: {tie.says}.")


def _held(whole: Backup) -> dict[str, object]:
    """How much a backup holds."""
    return {"rows": whole.rows, "loads": whole.loads, "kept": sorted(whole.kept or {})}


def _besides(whole: Backup) -> str:
    """What came along that stands beside the database, at the end of a sentence."""
    return f", and with them {told_kept(whole.kept)}" if whole.kept else ""


def sure(question: str, yes: bool) -> None:
    """Ask before something is done that cannot be seen beforehand."""
    confirm(
        question, yes, f"{question} Nothing was changed: add --yes to do it without being asked."
    )
