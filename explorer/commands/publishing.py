"""The command that publishes: what is public, as a site without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from explorer.commands.command_line import (
    AsOf,
    Home,
    Json,
    app,
    confirm,
    day_of,
    errors,
    notes,
    print_json,
    writing,
)
from explorer.words.text import count
from graph_model.measures import settings_of
from loaders.opening import graph_now
from loaders.take_out.publish import Choice, release_for

SHOWN = 20


@app.command()
def publish(
    folder: Annotated[Path, typer.Argument(help="The folder of the site; new, or one of before.")],
    accept: Annotated[
        bool,
        typer.Option(
            "--accept",
            "--yes",
            help="For the public: keep everything that was found; it is public knowledge.",
        ),
    ] = False,
    as_of: AsOf = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What is public as a site of plain files: it needs no server, asks nothing of the network, and
    opens from a folder. What could give somebody away is asked about first.

    Example: linkages publish site
    """
    # all pages; no other command waits for them
    from explorer.outside.site import published_before, site, write

    with errors():
        with writing(folder):
            published_before(folder)  # a folder of something else is refused before the work
        snapshot = graph_now(home)
        leaving = release_for(snapshot, "public")
        if leaving.findings:
            for finding in leaving.findings[:SHOWN]:
                notes.print(f"{finding.id}: {finding.sentence}", soft_wrap=True, markup=False)
            _ask(len(leaving.findings), accept)
            keep: dict[str, Choice] = {finding.id: "keep" for finding in leaving.findings}
            leaving = release_for(snapshot, "public", keep)
        made = site(leaving, day_of(as_of), settings_of(leaving.snapshot))
        with writing(folder):
            written, gone = write(made, folder)
    counts = {"files": len(made), "written": written, "gone": gone}
    if as_json:
        print_json({"folder": str(folder), "fingerprint": leaving.snapshot.version, **counts})
    else:
        typer.echo(
            f"{count(len(made), 'file')} in {folder}: {written:,} written, {gone:,} taken away."
            f" Open {folder / 'index.html'}, or put the folder on any web host."
        )


def _ask(findings: int, accept: bool) -> None:
    """Nothing leaves before somebody says so."""
    could = f"{count(findings, 'entry', 'entries')} could give somebody away."
    question = f"{could} Is all of it public knowledge?"
    unasked = "Nothing was written: add --accept, or take entries out of the public rows."
    confirm(question, accept, f"{question} {unasked}", code=1)
