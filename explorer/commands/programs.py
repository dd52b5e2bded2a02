"""Commands for everybody's programs: connect, schema, mcp."""

from __future__ import annotations

import json
import shlex
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from explorer.commands.command_line import Home, Json, app, errors, fail, notes, print_json
from graph_model.connection import Environment
from graph_model.engine import LocalEngine
from graph_model.schema_forms import as_apoc, as_text, structured
from loaders.take_out.audience import AUDIENCES

ASK = "MATCH (d:Delegation) RETURN d.name AS name LIMIT 5"
BOLT = 7687  # where a Neo4j server listens when its address does not say
OWN = Environment.model_fields["home"].default


@app.command()
def connect(home: Home = None, as_json: Json = False) -> None:
    """Address, user and password for Neo4j Browser, cypher-shell, NeoDash or a notebook, while the
    explorer runs.

    Example: linkages connect
    """
    environment = Environment()
    folder = home or environment.home
    if environment.uri:
        found = {
            "uri": environment.uri,
            "user": environment.user,
            "password": "",
            "database": environment.database,
        }
    else:
        running = LocalEngine(folder, environment.engine).attach()
        if running is None:
            fail(
                3,
                "No built-in Neo4j is running in this data folder; start it with `linkages serve`"
                " and ask again. The database needs 10 to 30 seconds after the explorer has"
                " started.",
            )
        found = {
            "uri": running.uri,
            "user": running.user,
            "password": running.password,
            "database": "neo4j",
        }
    lines = examples(
        found["uri"], found["user"], found["database"], None if environment.uri else folder
    )
    if as_json:
        print_json({**found, "examples": lines})
        return
    for name, value in found.items():
        typer.echo(f"{name:14} {value or _left(name)}")
    for name, line in lines.items():
        typer.echo(f"{name:14} {line}")
    notes.print(
        "cypher-shell and the notebook ask for the password; it is in no line, for command lines"
        " can be read by others."
    )


def _left(name: str) -> str:
    return "(as you set it)" if name == "password" else "(the user's own on that server)"


def examples(uri: str, user: str, database: str, folder: Path | None) -> dict[str, str]:
    """One line for each other program, which reaches this very database when it is pasted. The
    password is never in one, for command lines can be read by others.
    """
    parts = urlsplit(uri)
    scheme = parts.scheme.lower()
    own_folder = folder is None or folder.expanduser().resolve() == OWN.expanduser().resolve()
    home = "" if own_folder else f"--home {shlex.quote(str(folder))} "
    shell = ["cypher-shell", "--access-mode", "read", "-a", uri, "-u", user]
    shell += ["-d", database] if database else []
    use = f"; then :use {database}" if database and database != "neo4j" else ""
    named = f", database_={json.dumps(database)}" if database else ""
    return {
        "linkages": f"linkages query {home}{shlex.quote(ASK)}",
        "cypher-shell": shlex.join([*shell, ASK]),
        "Neo4j Browser": (
            f"in its Connect form: URL {uri}, database user {user}, and the password above{use};"
            " then MATCH p = (:Delegation)-->() RETURN p LIMIT 25"
        ),
        "NeoDash": (
            f"New Dashboard, protocol {scheme}, hostname {parts.hostname}, port"
            f" {parts.port or BOLT}, database {database or '(the name of yours)'}, user {user},"
            " and the password above"
        ),
        "notebook": (
            f"import getpass, neo4j; driver = neo4j.GraphDatabase.driver({json.dumps(uri)},"
            f" auth=({json.dumps(user)}, getpass.getpass()));"
            f" driver.execute_query({json.dumps(ASK)}{named}).records"
        ),
    }


FORMS = ("text", "json", "apoc")


@app.command()
def schema(
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help=(
                "text (neo4j-graphrag, a prompt), json (LangChain, neo4j-graphrag), or apoc (what"
                " the Labs' MCP server shows)."
            ),
        ),
    ] = "text",
    as_json: Json = False,
) -> None:
    """What the graph can hold, in the forms that programs for language models take.

    Example: linkages schema
    """
    if form not in FORMS:
        fail(2, f"--format {form!r} is none of {', '.join(FORMS)}.")
    if as_json or form == "json":
        print_json(structured())
    elif form == "apoc":
        print_json(as_apoc())
    else:
        typer.echo(as_text())


@app.command(name="mcp")
def serve_mcp(
    home: Home = None,
    audience: Annotated[
        str,
        typer.Option(
            help=(
                "What the assistant may see: public, coalition, or private (everything). What it"
                " sees it may send to where its model runs."
            )
        ),
    ] = "private",
    record: Annotated[
        bool,
        typer.Option("--record", help="Let it write down plans, too; nothing else is written."),
    ] = False,
    http: Annotated[
        int, typer.Option(min=-1, max=65535, help="Serve over HTTP at this port of this machine.")
    ] = -1,
) -> None:
    """Serve the graph to an assistant by the Model Context Protocol, on standard input and output.

    Example: linkages mcp
    """
    if audience not in AUDIENCES:
        fail(2, f"--audience {audience!r} is none of {', '.join(AUDIENCES)}.")
    from explorer.commands.roles import may_record
    from loaders.opening import SEEN_AS

    audience = min(audience, SEEN_AS.get(), key=AUDIENCES.index)
    if record and not may_record():
        fail(2, "--record is for those with the role member.")
    try:
        from explorer.mcp.serving import HOST, on_http, on_stdio  # no other command waits for it
    except ModuleNotFoundError as error:
        if error.name not in ("mcp", "mcp_types"):
            raise
        fail(2, "The MCP SDK is not installed; add it with: pip install 'linkages[mcp]'.")
    from explorer.mcp.tool_context import ToolContext

    with errors(), ToolContext(home, audience, notes.print) as desk:
        if http < 0:
            on_stdio(desk, record)
            return
        with _listening(HOST, http) as listening:
            notes.print(
                f"Serving at http://{HOST}:{listening.getsockname()[1]}/mcp (Ctrl-C ends it)"
            )
            on_http(desk, record, listening)


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that takes calls; who comes early waits."""
    with socket.socket() as listening:
        try:
            listening.bind((host, port))
            listening.listen()
        except OSError as error:
            fail(3, f"Port {port} cannot be used ({error.strerror}); choose another.")
        yield listening
