"""The command that tells the band of coverage. It stands apart from the lists with ranks, whose
libraries take longer to fetch than the band to work out.
"""

from __future__ import annotations

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
    looked_at,
    print_counted,
)
from explorer.words.sentences import assumed_sentence
from graph_model.measures.assumed import assumed
from graph_model.measures.gaps import band, friends_band
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
    by_kind = {
        code: {"cells": number, "share": share} for code, (number, share) in found.by_kind.items()
    }
    if as_json:
        beside = {"low": friends.low, "high": friends.high}
        marks = {
            mark: {"cells": number, "share": share}
            for mark, (number, share) in supposed.by_confidence.items()
        }
        taken = {"share": supposed.share, "cells": supposed.cells, "by_confidence": marks}
        print_counted(
            {**asdict(found), "by_kind": by_kind, "with_friends": beside, "assumed": taken}, day
        )
        return
    typer.echo(
        f"{found.low:.0%} to {found.high:.0%} of {found.cells:,} lines to {found.delegations}"
        " delegations"
    )
    if not with_friends:
        typer.echo(f"With friends outside the coalition: {friends.low:.0%} to {friends.high:.0%}")
    if supposed.cells:
        typer.echo(assumed_sentence(supposed))
    for code, kind in by_kind.items():
        typer.echo(f"  {code:12} {kind['cells']:5,}  {kind['share']:4.0%}")
