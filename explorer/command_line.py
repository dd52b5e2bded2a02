"""The command `linkages`: the same functions as the pages, so that a script and a page never disagree.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage, 3 the database cannot be reached. With ``--json`` one object goes to standard
output and nothing else; progress and notes go to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph_model.connection import Environment
from graph_model.dates import day
from graph_model.engine import LocalEngine
from graph_model.errors import LinkagesError, LoadCancelled, LoadRefused, StoreError
from graph_model.outreach import Settings, coverage, find_cells
from graph_model.vocabulary import SCHEMA
from graph_model.watch import Watch
from loaders.check import check_paths
from loaders.export import AUDIENCES, export, template
from loaders.load import load, preview, summary
from loaders.opening import Kept, graph_now, keep, opened, origin
from loaders.problems import SHOWN, Problem, report

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="See who has a line into which trade talks.")
notes = Console(stderr=True, highlight=False)

Home = Annotated[Path | None, typer.Option("--home", help="The data folder (default: the user's own, or LINKAGES_HOME).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object to standard output and nothing else.")]
AsOf = Annotated[str, typer.Option("--as-of", help="The day looked at: 2017-12-01, 2017-12 or 2017. Default: today.")]
Dataset = Annotated[str, typer.Option("--dataset", help="The name under which these rows belong together (default: the first file or folder).")]
NoDerived = Annotated[bool, typer.Option("--leave-out-derived", help="Leave out coverage carried over from a parent agreement.")]
Paths = Annotated[list[Path], typer.Argument(help="CSV or Excel files, or folders of them.")]


@app.command()
def serve(home: Home = None, port: Annotated[int, typer.Option(help="The port of the app.")] = 8501, headless: bool = False) -> None:
    """Open the explorer in the browser."""
    spec = find_spec("explorer_app")
    if spec is None or spec.origin is None:
        _fail(2, "explorer_app.py is not installed; install the project again.")
    if home is not None:
        os.environ["LINKAGES_HOME"] = str(home.expanduser().resolve())
    os.chdir(Path(spec.origin).parent)
    notes.print(f"Linkages opens at http://localhost:{port} (Ctrl-C ends it)")
    options = [f"--server.port={port}", f"--server.headless={str(headless or not sys.stdout.isatty()).lower()}", "--server.address=localhost"]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", spec.origin, *options])


@app.command()
def status(home: Home = None, as_json: Json = False, as_of: AsOf = "") -> None:
    """Which database, and what is in it."""
    with _errors(), opened(home, notes.print) as connection:
        counts = connection.store.counts()
        loads = connection.store.loads()
        datasets = connection.store.read().datasets
    nodes = {kind.label: counts.get(kind.label, 0) for kind in SCHEMA.nodes}
    ties = {kind.name: counts.get(kind.name, 0) for kind in SCHEMA.relationships}
    engine = {"kind": connection.kind, "version": connection.version, "address": connection.address}
    found = {"engine": engine, "nodes": nodes, "relationships": ties, "datasets": datasets, "as_of": _day(as_of).isoformat(), "loads": loads[:10]}
    if as_json:
        _print(found)
        return
    typer.echo(f"Neo4j {connection.version} ({connection.kind}) at {connection.address}")
    for title, part in (("labels", nodes), ("relationship types", ties)):
        typer.echo(f"{sum(part.values()):,} rows in {title}: " + ", ".join(f"{name} {number:,}" for name, number in part.items() if number))
    typer.echo("datasets: " + (", ".join(f"{name} {number:,}" for name, number in datasets.items()) or "none yet"))


@app.command()
def connect(home: Home = None, as_json: Json = False) -> None:
    """Address, user and password for Neo4j Browser, cypher-shell, NeoDash or a notebook, while the explorer runs."""
    environment = Environment()
    if environment.uri:
        found = {"uri": environment.uri, "user": environment.user, "password": "", "database": environment.database}
    else:
        running = LocalEngine(home or environment.home, environment.engine).attach()
        if running is None:
            _fail(3, "No built-in Neo4j is running in this data folder; start it with `linkages serve` and ask again.")
        found = {"uri": running.uri, "user": running.user, "password": running.password, "database": "neo4j"}
    found["example"] = f"cypher-shell -a {found['uri']} -u {found['user']} 'MATCH (d:Delegation) RETURN d.name LIMIT 5'"
    if as_json:
        _print(found)
    else:
        for name, value in found.items():
            typer.echo(f"{name:9} {value or '(as you set it)'}")


@app.command(name="template")
def templates(folder: Annotated[Path, typer.Argument(help="Where to write them.")]) -> None:
    """An empty CSV per label and relationship type, and one Excel workbook with a sheet each."""
    files = template(folder)
    typer.echo(f"{len(files)} templates in {folder}")


@app.command()
def check(paths: Paths, dataset: Dataset = "", as_json: Json = False, home: Home = None) -> None:
    """Read and check only; write nothing."""
    with _errors():
        checked = check_paths(paths, dataset or _dataset(paths), graph_now(home))
    if as_json:
        _print({"rows": len(checked.rows), "notices": checked.notices, "problems": [problem.as_dict() for problem in checked.problems]})
    else:
        _show(checked.problems, checked.notices)
        typer.echo(f"{len(checked.rows):,} rows without a problem, {len(checked.problems):,} problems")
    if checked.problems:
        raise typer.Exit(1)


@app.command(name="load")
def load_files(
    paths: Paths,
    dataset: Dataset = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Check, show what would change, write, sweep: all of it or nothing."""
    name = dataset or _dataset(paths)
    folder = home or Environment().home
    with _errors(), opened(home, notes.print) as connection:
        load_id, before = connection.store.last_load(), connection.store.read()
        checked = check_paths(paths, name, before)
        if checked.problems:
            _refuse(checked.problems, checked.notices, folder, as_json)
        planned = preview(checked, before, load_id, name)
        notes.print(f"Dataset '{name}': {summary(planned.changes)}")
        if planned.changes and not yes:
            if not sys.stdin.isatty():
                _fail(2, "Nothing was written: add --yes to write without being asked.")
            typer.confirm("Write this?", abort=True, err=True)
        with _progress() as watch:
            done = load(connection.store, planned, watch)
        keep(folder, Kept(done.after, done.load_id or load_id, origin(Environment())))
    found = {"dataset": name, "load_id": done.load_id, **done.changes.counts, "refused": 0}
    if as_json:
        _print(found)
    else:
        typer.echo(summary(done.changes))


@app.command(name="export")
def export_files(
    path: Annotated[Path, typer.Argument(help="A folder for CSV files, or a file that ends in .xlsx.")],
    format: Annotated[str, typer.Option("--format", help="csv or xlsx (default: by the name).")] = "",
    audience: Annotated[str, typer.Option(help="public, coalition, or private (everything).")] = "private",
    home: Home = None,
) -> None:
    """The graph out; it comes back byte for byte."""
    if audience not in AUDIENCES or format not in ("", "csv", "xlsx"):
        _fail(2, f"--audience is one of {', '.join(AUDIENCES)}; --format is csv or xlsx.")
    if format == "xlsx" and path.suffix.lower() != ".xlsx":
        path = path.with_name(f"{path.name}.xlsx")
    with _errors():
        snapshot = graph_now(home)
    try:
        files = export(snapshot, path, audience)
    except OSError as error:
        _fail(2, f"{path} cannot be written ({error.strerror}); choose another place.")
    typer.echo(f"{len(files)} file{'s' if len(files) != 1 else ''} written to {path}")


@app.command(name="coverage")
def show_coverage(as_of: AsOf = "", leave_out_derived: NoDerived = False, as_json: Json = False, home: Home = None) -> None:
    """How much of what is on the table the coalition has a line to, as a band."""
    with _errors():
        found = coverage(find_cells(graph_now(home), _day(as_of), Settings(leave_out_derived=leave_out_derived)))
    by_kind = {code: {"cells": number, "share": share} for code, (number, share) in found.by_kind.items()}
    if as_json:
        _print({**asdict(found), "by_kind": by_kind, "as_of": _day(as_of).isoformat()})
        return
    typer.echo(f"{found.low:.0%} to {found.high:.0%} of {found.cells:,} lines to {found.delegations} delegations")
    for code, kind in by_kind.items():
        typer.echo(f"  {code:12} {kind['cells']:5,}  {kind['share']:4.0%}")


@app.command()
def gaps(as_of: AsOf = "", limit: int = 0, leave_out_derived: NoDerived = False, as_json: Json = False, home: Home = None) -> None:
    """Every delegation and issue on the table, with the kind of gap, its evidence and its remedy; most important first."""
    with _errors():
        cells = find_cells(graph_now(home), _day(as_of), Settings(leave_out_derived=leave_out_derived))
    found = [
        {
            "delegation": cell.delegation,
            "issue": cell.issue,
            "kind": cell.kind,
            "importance": round(cell.importance, 6),
            "warmth": round(cell.warmth, 6),
            "evidence": list(cell.evidence),
            "remedy": cell.remedy,
        }
        for cell in (cells[:limit] if limit else cells)
    ]
    if as_json:
        _print(found)
        return
    for gap in found:
        typer.echo(f"{gap['importance']:.2f}  {gap['delegation']:20} {gap['issue']:24} {gap['kind']:12} {gap['remedy']}")


# ---------------------------------------------------------------- inside


def _dataset(paths: list[Path]) -> str:
    name = "".join(char if char.isalnum() else "_" for char in paths[0].resolve().stem.lower()).strip("_")
    return name or "files"


def _day(text: str) -> date:
    try:
        return day(text) if text else date.today()
    except ValueError:
        _fail(2, f"--as-of {text!r} is not a date; write 2017-12-01, 2017-12 or 2017.")


def _print(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1))


def _fail(code: int, sentence: str) -> NoReturn:
    notes.print(sentence, soft_wrap=True, markup=False)
    raise typer.Exit(code)


def _show(problems: list[Problem], notices: list[str]) -> None:
    for notice in notices:
        notes.print(notice, soft_wrap=True, markup=False)
    for problem in problems[:SHOWN]:
        notes.print(str(problem), soft_wrap=True, markup=False)


def _refuse(problems: list[Problem], notices: list[str], folder: Path, as_json: bool) -> NoReturn:
    _show(problems, notices)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "problems.csv"
    file.write_text(report(problems), encoding="utf-8")
    notes.print(f"{len(problems):,} problems, nothing was written; all of them are listed in {file}", soft_wrap=True, markup=False)
    if as_json:
        _print({"refused": len(problems), "problems": [problem.as_dict() for problem in problems]})
    raise typer.Exit(1)


@contextmanager
def _errors() -> Iterator[None]:
    """Our errors as a sentence and an exit code."""
    try:
        yield
    except (LoadRefused, LoadCancelled) as error:
        _fail(1, str(error))
    except StoreError as error:
        _fail(3, str(error))
    except LinkagesError as error:
        _fail(1, str(error))


@contextmanager
def _progress() -> Iterator[Watch]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("write", total=None)
        yield Watch(lambda phase, done, total: bar.update(task, description=phase, completed=done, total=total))


def main() -> None:
    """The entry point; Ctrl-C leaves the graph as it was."""
    try:
        app()
    except KeyboardInterrupt:
        notes.print("Stopped; the graph is as it was before.")
        raise SystemExit(130) from None
