"""Commands that bring files in and take them out: template, check, load, export."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from explorer.commands.command_line import (
    Audience,
    Home,
    Json,
    LetGo,
    TakeOver,
    Yes,
    app,
    confirm,
    errors,
    fail,
    listed_problems,
    load_fields,
    notes,
    print_json,
    progress,
    takeover_choices,
    tell,
    writing,
)
from explorer.picture.releases import bundle
from explorer.words.text import count
from graph_model.connection import Environment
from graph_model.database.load_room import require_room
from loaders.check.foreign_row_problems import in_the_way
from loaders.check.row_checks import check_paths
from loaders.column_problems import once_per_column
from loaders.opening import graph_now, keep_written, open_database
from loaders.problems import SHOWN, Problem
from loaders.seeds import meant_files
from loaders.take_out.audience import AUDIENCES
from loaders.take_out.export import template
from loaders.take_out.graph_files.formats import FORMATS, format_of, write_graph
from loaders.take_out.publish import Choice, Release, release_for
from loaders.write.load import load, preview, summary, takes_all

Dataset = Annotated[
    str,
    typer.Option(
        "--dataset",
        help="The name under which these rows belong together (default: the first file or folder).",
    ),
]
Paths = Annotated[list[Path], typer.Argument(help="CSV or Excel files, or folders of them.")]


@app.command(name="template")
def templates(
    folder: Annotated[Path, typer.Argument(help="Where to write them.")], as_json: Json = False
) -> None:
    """An empty CSV per label and relationship type, and one Excel workbook with a sheet each.

    Example: linkages template tables
    """
    with writing(folder):
        files = template(folder)
    tell(
        as_json,
        {"templates": sorted(file.name for file in files), "written": str(folder)},
        f"{count(len(files), 'template')} in {folder}",
    )


@app.command()
def check(paths: Paths, dataset: Dataset = "", as_json: Json = False, home: Home = None) -> None:
    """Read and check only; write nothing.

    Example: linkages check member.csv contacts.xlsx
    """
    name, paths = _named(dataset, paths)
    there = all(path.exists() for path in paths)  # the graph is not asked for what is not there
    with errors():
        checked = check_paths(paths, name, graph_now(home) if there else None)
    if as_json:
        print_json(
            {
                "rows": len(checked.rows),
                "notices": checked.notices,
                "problems": [problem.as_dict() for problem in checked.problems],
            }
        )
    else:
        _show(checked.problems, checked.notices)
        typer.echo(
            f"{count(len(checked.rows), 'row')} without a problem,"
            f" {count(len(checked.problems), 'problem')}"
        )
    if checked.problems:
        raise typer.Exit(1)


@app.command(name="load")
def load_files(
    paths: Paths,
    dataset: Dataset = "",
    take_over: TakeOver = None,
    leave_unowned: LetGo = None,
    replaces: Annotated[
        bool,
        typer.Option(
            "--replace",
            help=(
                "These files are all that the dataset holds: its rows that are not in them go."
                " Without it, rows are added and changed, and none goes."
            ),
        ),
    ] = False,
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Check, show what would change, write: all of it or nothing.

    Example: linkages load member.csv --yes
    """
    name, paths = _named(dataset, paths)
    folder = home or Environment().home
    if missing := [path for path in paths if not path.exists()]:  # before a server is started
        _refuse(check_paths(missing, name).problems, [], folder, as_json)
    with errors(), open_database(home, notes.print) as connection:
        load_id, before = connection.store.last_load(), connection.store.read()
        checked = check_paths(paths, name, before, replaces)
        if checked.problems:
            _refuse(checked.problems, checked.notices, folder, as_json)
        planned = preview(checked, before, load_id, name, replaces)
        choices = takeover_choices(take_over, leave_unowned)
        if there := in_the_way(connection.store, checked, planned.changes, before, choices):
            _refuse(there, checked.notices, folder, as_json)
        notes.print(f"Dataset '{name}': {summary(planned.changes)}")
        require_room(connection.store.setting, planned.changes)
        if takes_all(planned.changes):
            _sure(name, len(planned.changes.gone))
        elif planned.changes:
            confirm("Write this?", yes)
        with progress() as watch:
            done = load(connection.store, planned, watch, choices)
        keep_written(folder, done, load_id)
    found = {"dataset": name, **load_fields(done), "refused": 0}
    if as_json:
        print_json(found)
    else:
        typer.echo(summary(done.changes))


Target = Annotated[
    Path, typer.Argument(help="A folder for CSV files, or a file; its ending tells the format.")
]
Format = Annotated[
    str, typer.Option("--format", help=f"{', '.join(FORMATS)} (default: by the name).")
]
Merge = Annotated[
    list[str] | None,
    typer.Option(
        help="For the public: put this member into its stakeholder group (may be repeated)."
    ),
]
Drop = Annotated[
    list[str] | None, typer.Option(help="For the public: leave this entry out (may be repeated).")
]
AcceptRest = Annotated[
    bool,
    typer.Option(
        "--accept",
        help="For the public: keep everything else that was found; it is public knowledge.",
    ),
]


@app.command(name="export")
def export_files(
    path: Target,
    format: Format = "",
    audience: Audience = "private",
    merge: Merge = None,
    drop: Drop = None,
    accept: AcceptRest = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """The graph out, for whom you say; tables come back byte for byte. For the public, what could
    give somebody away needs a choice first.

    Example: linkages export graph.zip --audience public
    """
    if audience not in AUDIENCES or format not in ("", *FORMATS):
        fail(
            2,
            f"--audience is one of {', '.join(AUDIENCES)}; --format is one of"
            f" {', '.join(FORMATS)}.",
        )
    endings = sorted({its.suffix for its in FORMATS.values()} | {".zip"})
    if not format and path.suffix and path.suffix.lower() not in endings and not path.is_dir():
        fail(
            2,
            f"{path.name} does not say what to write; end it in {', '.join(endings)}, or give"
            " --format csv for a folder of that name.",
        )
    with errors():
        snapshot = graph_now(home)
    choices: dict[str, Choice] = {
        **dict.fromkeys(merge or (), "merge"),
        **dict.fromkeys(drop or (), "drop"),
    }
    if unknown := sorted(choices.keys() - snapshot.nodes.keys()):
        fail(2, f"There is no entry {', '.join(unknown)}; an id is the first column of its table.")
    leaving = release_for(snapshot, audience, choices)
    if accept:
        kept: dict[str, Choice] = dict.fromkeys((its.id for its in leaving.findings), "keep")
        leaving = release_for(snapshot, audience, {**choices, **kept})
    if leaving.findings:
        _undecided(leaving, as_json)
    chosen = format_of(path, format)
    with writing(path):
        files = write_graph(bundle(leaving, chosen), path, chosen, audience)
    if as_json:
        print_json({**leaving.about, "written": [str(file) for file in files], "findings": []})
    else:
        typer.echo(f"{count(len(files), 'file')} written to {path}")


def _undecided(leaving: Release, as_json: bool) -> NoReturn:
    """Say what has to be chosen first; nothing is written."""
    for finding in leaving.findings:
        notes.print(f"{finding.id}: {finding.sentence}", soft_wrap=True, markup=False)
    notes.print(
        f"{count(len(leaving.findings), 'finding')}, nothing was written. Choose --merge ID or"
        " --drop ID for each, or --accept what is public knowledge."
    )
    if as_json:
        findings = [asdict(finding) for finding in leaving.findings]
        print_json({**leaving.about, "written": [], "findings": findings})
    raise typer.Exit(1)


def _named(dataset: str, paths: list[Path]) -> tuple[str, list[Path]]:
    """The dataset, named after its first file where nobody named it, and the files that are
    meant.
    """
    return dataset or _dataset(paths), [meant_files(path) for path in paths]


def _dataset(paths: list[Path]) -> str:
    name = "".join(
        char if char.isalnum() else "_" for char in paths[0].resolve().stem.lower()
    ).strip("_")
    return name or "files"


def _sure(dataset: str, rows: int) -> None:
    """Nothing is brought and everything taken away: that is asked for by name, whatever was said
    before.
    """
    notes.print(
        f"These files hold no row of dataset '{dataset}'. Writing them takes away all that it"
        f" has ({count(rows, 'row')}), and brings none.",
        soft_wrap=True,
        markup=False,
    )
    if not sys.stdin.isatty():
        fail(2, "Nothing was written: this is done only where the name of the dataset is typed.")
    if typer.prompt("Type the name of the dataset to take it away", err=True) != dataset:
        fail(2, "That is not its name; nothing was written.")


def _show(problems: list[Problem], notices: list[str]) -> None:
    for notice in notices:
        notes.print(notice, soft_wrap=True, markup=False)
    for problem in once_per_column(problems)[:SHOWN]:
        notes.print(str(problem), soft_wrap=True, markup=False)


def _refuse(problems: list[Problem], notices: list[str], folder: Path, as_json: bool) -> NoReturn:
    _show(problems, notices)
    file = listed_problems(problems, folder)
    notes.print(
        f"{count(len(problems), 'problem')}, nothing was written; the whole list is in {file}",
        soft_wrap=True,
        markup=False,
    )
    if as_json:
        print_json(
            {"refused": len(problems), "problems": [problem.as_dict() for problem in problems]}
        )
    raise typer.Exit(1)
