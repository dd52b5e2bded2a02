"""What the database is and what it holds: status."""

from __future__ import annotations

from dataclasses import asdict

import typer

from explorer.commands.command_line import AsOf, Home, Json, app, day_of, errors, notes, print_json
from explorer.words.text import count
from graph_model.vocabulary import SCHEMA
from loaders.opening import newer_facts, open_database
from loaders.seeds import DATASET, FOLDER


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
            f"{count(sum(part.values()), 'row')} in {title}: "
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
