"""The command that tells the band of coverage. It stands apart from the lists with ranks, whose
libraries take longer to fetch than the band to work out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import typer

from explorer.commands.command_line import (
    AsOf,
    Friends,
    Home,
    Json,
    NoDerived,
    app,
    errors,
    fields_of,
    looked_at,
    print_counted,
)
from explorer.words.sentences import assumed_sentence
from explorer.words.text import count
from graph_model.measures.assumed import assumed
from graph_model.measures.gaps import band, friends_band
from graph_model.shares import percent
from loaders.opening import graph_now


@app.command(name="coverage")
def show_coverage(
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """How much of what is on the table the coalition has a line to, as a band.

    Example: linkages coverage --as-of 2017-12-01 --json
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived, with_friends)
        found, friends, supposed = band(day), friends_band(day), assumed(day)
    if as_json:
        print_counted(
            {
                **asdict(found),
                "by_kind": _counted(found.by_kind),
                "with_friends": fields_of(friends, "low", "high"),
                "assumed": {
                    **fields_of(supposed, "share", "cells", "seats"),
                    "by_confidence": _counted(supposed.by_confidence),
                },
            },
            day,
        )
        return
    typer.echo(
        f"{percent(found.low)} to {percent(found.high)} of"
        f" {count(found.cells, 'line')} to {count(found.delegations, 'delegation')}"
    )
    if not with_friends:
        typer.echo(
            f"With friends outside the coalition: {percent(friends.low)} to {percent(friends.high)}"
        )
    if said := assumed_sentence(supposed):
        typer.echo(said)
    for code, (cells, share) in found.by_kind.items():
        typer.echo(f"  {code:16} {cells:5,}  {percent(share):>8}")


def _counted(parts: Mapping[str, tuple[int, float]]) -> dict[str, dict[str, float]]:
    """How many cells each part has, and their share, by name."""
    return {
        name: dict(zip(("cells", "share"), counted, strict=True)) for name, counted in parts.items()
    }
