"""The command that asks in Cypher: `linkages query`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any, TextIO

import typer
from rich.console import Console as Screen
from rich.table import Table
from rich.text import Text

from explorer.commands.answer_options import (
    AsCsv,
    AsParquet,
    Format,
    Params,
    ParamsFile,
    from_file,
    output_way,
    write_parquet,
)
from explorer.commands.command_line import (
    AsOf,
    Friends,
    Home,
    Json,
    NoDerived,
    app,
    errors,
    fail,
    looked_at,
    notes,
    print_json,
)
from explorer.words.text import count
from graph_model.console.answer_values import ValueRow, as_screen_cell, as_text
from graph_model.console.console import Answer, Console
from graph_model.database.failures import marked_line
from graph_model.database.limits import QueryLimits
from graph_model.errors import QueryRefused
from graph_model.questions.abbreviations import LINES, US, used
from graph_model.questions.answering import graph_behind
from graph_model.questions.lines import measured
from loaders.opening import open_database
from loaders.take_out.cypher_answers import database_hits, plan_lines, to_object, write_csv

CELL = 200
ALL = 10**12
#: Megabytes of rows held for a table or JSON; who asks for more rows on a command line means it.
HELD = 2_000


@app.command()
def query(
    statement: Annotated[
        str, typer.Argument(help="One Cypher statement that reads; - takes it from standard input.")
    ],
    param: Params = None,
    params: ParamsFile = None,
    as_json: Json = False,
    as_csv: AsCsv = False,
    parquet: AsParquet = None,
    kind: Format = "table",
    limit: Annotated[
        int,
        typer.Option(min=0, help="At most so many rows; 0: 10,000, and all of them for a file."),
    ] = 0,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=900, help="Seconds on the server.")
    ] = QueryLimits.seconds,
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    home: Home = None,
) -> None:
    """Ask in Cypher; read-only. EXPLAIN before the statement shows its plan, PROFILE its work. Exit
    code 2: refused or not understood, 1: ended by a limit, 3: busy or not reached.

    $us (who we are) and $lines (every line with its kind, as the first page has it) are filled in
    for the day looked at where the statement names them.

    Example: linkages query 'MATCH (m:Member) RETURN m.name LIMIT 5' --json
    """
    out = output_way(kind, as_json, as_csv, parquet)
    asked = sys.stdin.read() if statement == "-" else statement
    parameters = {**from_file(params), **parse(param or [])}
    limits = QueryLimits(
        timeout, limit or (ALL if out in ("csv", "parquet") else QueryLimits.rows), held=HELD
    )
    with errors(), open_database(home, notes.print) as connection:
        if {US, LINES} & used(asked) - set(parameters):
            graph = graph_behind(connection.store, asked)
            day = looked_at(graph, as_of, leave_out_derived, with_friends)
            parameters = measured(day, asked, parameters)
        answer = ask(Console(connection.store), asked, parameters, out, limits)
    if parquet:
        write_parquet(answer, parquet)


def ask(
    console: Console, statement: str, parameters: dict[str, Any], kind: str, limits: QueryLimits
) -> Answer:
    """Ask and print. Raises what the question raises, with its place said."""
    begun = False

    def rows_out(columns: Sequence[str], rows: Sequence[ValueRow]) -> None:
        nonlocal begun
        write_csv(sys.stdout, columns, rows, header=not begun)
        begun = True

    task = console.start(statement, parameters, limits, rows_out if kind == "csv" else None)
    try:
        answer = task.result()
    except KeyboardInterrupt:
        task.cancel()
        raise
    except QueryRefused as refused:
        if place := marked_line(statement, refused):
            notes.print(place, markup=False, soft_wrap=True)
        raise
    for notice in answer.notices:
        notes.print(notice, markup=False, soft_wrap=True)
    show(answer, kind)
    return answer


def show(answer: Answer, kind: str) -> None:
    """Print an answer, a plan where it was asked for, and how long it took."""
    if kind == "json":
        print_json(to_object(answer))
    elif answer.mode == "explain":
        print_plan(answer, kind)
    elif kind == "table":
        Screen().print(as_table(answer))

    if answer.mode == "profile" and kind != "json":
        print_plan(answer, "table", sys.stdout if kind == "table" else sys.stderr)
    tail = (
        f"; there are more: add --limit or LIMIT, {answer.read:,} is the most here"
        if answer.more
        else ""
    )
    looked = f", {database_hits(answer.plan):,} database hits" if answer.mode == "profile" else ""
    said = "The plan alone" if answer.mode == "explain" else count(answer.read, "row")
    notes.print(f"{said} in {answer.seconds:.2f} s{looked}{tail}", highlight=False)


def parse(pairs: Sequence[str]) -> dict[str, Any]:
    """Parameters from name=value.

    >>> parse(["since=2024", "id=cptpp", 'ids=["a", "b"]'])
    {'since': 2024, 'id': 'cptpp', 'ids': ['a', 'b']}
    """
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            fail(2, f"--param {pair!r} is not name=value.")
        try:
            found[name] = json.loads(value)
        except (ValueError, RecursionError):
            found[name] = value
    return found


def print_plan(answer: Answer, kind: str, out: TextIO | None = None) -> None:
    """A plan, the last step first; what a step does not say of itself is left empty."""
    lines = plan_lines(answer.plan)
    columns = list(dict.fromkeys(name for line in lines for name in line))
    rows = [tuple(line.get(name) for name in columns) for line in lines]
    if kind == "csv":
        write_csv(sys.stdout, columns, rows, header=True)
    else:
        Screen(file=out).print(as_table(Answer(tuple(columns), tuple(rows))))


def as_table(answer: Answer) -> Table:
    """The rows as a table for a terminal; what would move its cursor is left out."""
    table = Table()
    for name in answer.columns:
        table.add_column(Text(_shown(name)))
    for row in answer.rows:
        table.add_row(*(Text(_shown(as_text(as_screen_cell(value)))) for value in row))
    return table


def _shown(value: str) -> str:
    kept = "".join(sign if sign.isprintable() else " " for sign in value)
    return kept if len(kept) <= CELL else f"{kept[:CELL]} …"
