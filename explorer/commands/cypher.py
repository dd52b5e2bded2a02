"""The command that asks in Cypher: `linkages query`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console as Screen
from rich.table import Table
from rich.text import Text

from explorer.commands.shared import Home, app, errors, fail, notes, print_json
from graph_model.console.console import Answer, Console, Row
from graph_model.console.values import text
from graph_model.database.failures import marked
from graph_model.database.limits import Limits
from graph_model.errors import QueryRefused
from loaders.opening import opened
from loaders.take_out.cypher_answers import to_object, write_csv

FORMATS = ("table", "csv", "json")
CELL = 200
ALL = 10**12
#: Megabytes of rows held for a table or JSON; who asks for more rows on a command line means it.
HELD = 2_000

Params = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        help="A parameter as name=value; the value is JSON, or else text. May be repeated.",
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", help="table, csv (comes as it is read, of any length) or json (one object)."
    ),
]


@app.command()
def query(
    statement: Annotated[
        str, typer.Argument(help="One Cypher statement that reads; - takes it from standard input.")
    ],
    param: Params = None,
    kind: Format = "table",
    limit: Annotated[
        int, typer.Option(min=0, help="At most so many rows; 0: 10,000, and all of them for csv.")
    ] = 0,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=900, help="Seconds on the server.")
    ] = Limits.seconds,
    home: Home = None,
) -> None:
    """Ask in Cypher; read-only. Exit code 2: refused or not understood, 1: ended by a limit, 3:
    busy or not reached.
    """
    if kind not in FORMATS:
        fail(2, f"--format {kind!r} is none of {', '.join(FORMATS)}.")
    asked = sys.stdin.read() if statement == "-" else statement
    parameters = parse(param or [])
    with errors(), opened(home, notes.print) as connection:
        ask(
            Console(connection.store),
            asked,
            parameters,
            kind,
            Limits(timeout, limit or (ALL if kind == "csv" else Limits.rows), held=HELD),
        )


def ask(
    console: Console, statement: str, parameters: dict[str, Any], kind: str, limits: Limits
) -> None:
    """Ask and print. Raises what the question raises, with its place said."""
    begun = False

    def rows_out(columns: Sequence[str], rows: Sequence[Row]) -> None:
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
        if place := marked(statement, refused):
            notes.print(place, markup=False, soft_wrap=True)
        raise
    for notice in answer.notices:
        notes.print(notice, markup=False, soft_wrap=True)
    if kind == "json":
        print_json(to_object(answer))
    elif kind == "table":
        Screen().print(as_table(answer))
    tail = (
        f"; there are more: add --limit or LIMIT, {limits.rows:,} is the most here"
        if answer.more
        else ""
    )
    notes.print(f"{answer.read:,} rows in {answer.seconds:.2f} s{tail}", highlight=False)


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


def as_table(answer: Answer) -> Table:
    """The rows as a table for a terminal; what would move its cursor is left out."""
    table = Table()
    for name in answer.columns:
        table.add_column(Text(_shown(name)))
    for row in answer.rows:
        table.add_row(*(Text(_shown(text(value))) for value in row))
    return table


def _shown(value: str) -> str:
    kept = "".join(sign if sign.isprintable() else " " for sign in value)
    return kept if len(kept) <= CELL else f"{kept[:CELL]} …"
