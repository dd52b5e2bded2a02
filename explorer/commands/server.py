"""Commands about the app and its database: serve, status."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.command_line import (
    AsOf,
    Home,
    Json,
    app,
    day_of,
    errors,
    fail,
    notes,
    print_json,
)
from graph_model.shipped import APP, shipped
from graph_model.vocabulary import SCHEMA
from loaders.opening import newer_facts, open_database
from loaders.seeds import DATASET, FOLDER


@app.command()
def serve(
    home: Home = None,
    port: Annotated[int, typer.Option(help="The port of the app.")] = 8501,
    headless: bool = False,
    address: Annotated[
        str, typer.Option(help="Where to listen; beyond this machine only with a login.")
    ] = "127.0.0.1",
    secrets: Annotated[
        Path | None, typer.Option(help="The login of people, as docs/how-to-share.md says.")
    ] = None,
) -> None:
    """Open the explorer in the browser.

    Example: linkages serve --port 8600
    """
    _free(address, port)
    if home is not None:
        os.environ["LINKAGES_HOME"] = str(home.expanduser().resolve())
    os.chdir(shipped())  # where the app finds its settings and fonts
    notes.print(f"Linkages opens at http://localhost:{port} (Ctrl-C ends it)")
    options = [
        f"--server.port={port}",
        f"--server.headless={str(headless or not sys.stdout.isatty()).lower()}",
        f"--server.address={address}",
        *([f"--secrets.files={secrets.expanduser().resolve()}"] if secrets else []),
    ]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", APP, *options])


def _free(address: str, port: int) -> None:
    """Say before anything else when another program has the port."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            fail(
                3,
                f"Port {port} at {address} cannot be used ({(error.strerror or 'taken').lower()});"
                f" is the explorer open already? Otherwise take another: --port {port + 1}.",
            )


@app.command()
def status(home: Home = None, as_json: Json = False, as_of: AsOf = "") -> None:
    """Which database, and what is in it.

    Example: linkages status --json
    """
    with errors(), open_database(home, notes.print) as connection:
        counts = connection.store.counts()
        loads = [asdict(entry) for entry in connection.store.history()[:10]]
        now = connection.store.read()
    newer, datasets = newer_facts(now), now.datasets
    nodes = {kind.label: counts.get(kind.label, 0) for kind in SCHEMA.nodes}
    ties = {kind.name: counts.get(kind.name, 0) for kind in SCHEMA.relationships}
    engine = {"kind": connection.kind, "version": connection.version, "address": connection.address}
    found = {
        "engine": engine,
        "nodes": nodes,
        "relationships": ties,
        "datasets": datasets,
        "as_of": day_of(as_of).isoformat(),
        "loads": loads,
    }
    found["newer_facts"] = newer is not None
    if as_json:
        print_json(found)
        return
    typer.echo(f"Neo4j {connection.version} ({connection.kind}) at {connection.address}")
    for title, part in (("labels", nodes), ("relationship types", ties)):
        typer.echo(
            f"{sum(part.values()):,} rows in {title}: "
            + ", ".join(f"{name} {number:,}" for name, number in part.items() if number)
        )
    typer.echo(
        "datasets: "
        + (", ".join(f"{name} {number:,}" for name, number in datasets.items()) or "none yet")
    )
    if newer:
        typer.echo(
            f"Newer opening facts came with this version: linkages load {FOLDER} --dataset"
            f" {DATASET}"
        )
