"""Commands for a database that others use too: bring older rows to today's form, and leave."""

from __future__ import annotations

from typing import Annotated

import typer

from explorer.commands.backups import Yes, sure
from explorer.commands.command_line import (
    Home,
    Json,
    LetGo,
    app,
    errors,
    fail,
    fields_of,
    notes,
    print_json,
    takeover_choices,
    tell,
)
from explorer.words.text import count
from graph_model.connection import connected


@app.command()
def migrate(
    back: Annotated[
        bool, typer.Option("--back", help="Take the mark away again, for an earlier Linkages.")
    ] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Bring rows of an earlier Linkages to the form of today: each gets the mark that says whose it
    is.

    Example: linkages migrate
    """
    with errors(), connected(home, notes.print) as connection:
        number = connection.store.migrate(back)
    said = "in the form of an earlier Linkages again" if back else "with their mark now"
    tell(
        as_json,
        {"rows": number, "address": connection.address, "marked": not back},
        f"{count(number, 'row')} at {connection.address} {said}.",
    )


@app.command()
def leave(
    leave_unowned: LetGo = None, yes: Yes = False, as_json: Json = False, home: Home = None
) -> None:
    """Take every row of ours, our history, constraints and indexes out of your own Neo4j.

    Example: linkages leave --yes
    """
    with errors(), connected(home, notes.print) as connection:
        if connection.engine is not None:
            fail(
                2,
                f"The built-in Neo4j holds nothing but Linkages; delete {connection.engine.home} to"
                " be rid of it. `linkages leave` is for your own server (NEO4J_URI).",
            )
        number = sum(connection.store.counts().values())
        sure(
            f"Take {count(number, 'row')} of Linkages, all that there are, out of"
            f" {connection.address}, with their history?"
            " `linkages backup` keeps them first.",
            yes,
        )
        left = connection.store.leave(takeover_choices(None, leave_unowned))
    if as_json:
        print_json(
            {
                **fields_of(left, "rows", "given_back"),
                "left_unowned": sorted({tie.id for tie in left.let_go}),
                "constraints_and_indexes": left.foundations,
            }
        )
        return
    typer.echo(
        f"{count(left.rows, 'row')}, the history, and {len(left.foundations):,} constraints and"
        f" indexes are gone from {connection.address}."
    )
    if left.given_back:
        typer.echo(f"Given back as they were: {', '.join(left.given_back)}.")
    for tie in left.let_go:
        typer.echo(f"Left behind, without our mark: {tie.says}.")
    typer.echo(
        "What stays: all that others made, and the names of our labels, types and fields, which"
        " Neo4j never forgets."
    )
