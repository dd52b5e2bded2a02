"""Commands that answer with measures: coverage, gaps."""

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
    day_of,
    errors,
    looked_at,
    print_json,
)
from graph_model.measures import differing, find_cells
from graph_model.measures.cell_backing import CellBacking, backing, by_backing
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
    """How much of what is on the table the coalition has a line to, as a band."""
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        found, friends = band(day), friends_band(day)
    by_kind = {
        code: {"cells": number, "share": share} for code, (number, share) in found.by_kind.items()
    }
    if as_json:
        print_json(
            {
                **asdict(found),
                "by_kind": by_kind,
                "with_friends": {"low": friends.low, "high": friends.high},
                "as_of": day_of(as_of).isoformat(),
                "settings": differing(snapshot),
            }
        )
        return
    typer.echo(
        f"{found.low:.0%} to {found.high:.0%} of {found.cells:,} lines to {found.delegations}"
        " delegations"
    )
    if not with_friends:
        typer.echo(f"With friends outside the coalition: {friends.low:.0%} to {friends.high:.0%}")
    for code, kind in by_kind.items():
        typer.echo(f"  {code:12} {kind['cells']:5,}  {kind['share']:4.0%}")


@app.command()
def gaps(
    as_of: AsOf = "",
    limit: int = 0,
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Every delegation and issue on the table, with the kind of gap, its evidence and its remedy:
    open ones first, of these what most talks back, then what comes up soonest, then where the door
    is widest open.
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        cells, known = by_backing(day, find_cells(day)), backing(day)
    counted = {"settings": differing(snapshot)} if differing(snapshot) else {}
    found = [
        {
            "delegation": cell.delegation,
            "issue": cell.issue,
            "kind": cell.kind,
            "importance": round(cell.importance, 6),
            "warmth": round(cell.warmth, 6),
            "evidence": list(cell.evidence),
            "remedy": cell.remedy,
            **_backed(known[cell.delegation, cell.issue]),
            **counted,
        }
        for cell in (cells[:limit] if limit else cells)
    ]
    if as_json:
        print_json(found)
        return
    for gap in found:
        typer.echo(
            f"{gap['importance']:.2f}  {gap['talks']:3} talks  {gap['next_event_on']:10}  {gap['delegation']:20} {gap['issue']:24}"
            f" {gap['kind']:12} {gap['remedy']}"
        )


def _backed(behind: CellBacking) -> dict[str, object]:
    """What backs a cell, as JSON."""
    return {
        "talks": behind.talks,
        "next_event": behind.event,
        "next_event_on": behind.on.isoformat() if behind.on else "",
        "access": behind.access,
    }
