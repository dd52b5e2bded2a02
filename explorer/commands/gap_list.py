"""The command that lists the gaps."""

from __future__ import annotations

from typing import Annotated

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
    print_json,
)
from graph_model.measures import differing_settings, find_cells
from graph_model.measures.cell_backing import CellBacking, backing, by_backing
from loaders.opening import graph_now


@app.command()
def gaps(
    as_of: AsOf = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many lines (0: all).")] = 0,
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Every delegation and issue on the table, with the kind of gap, its evidence and its remedy:
    open ones first, of these what most talks back, then what comes up soonest, then where the door
    is widest open.

    Example: linkages gaps --json
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        cells, known = by_backing(day, find_cells(day)), backing(day)
    counted = {"settings": differing_settings(snapshot)} if differing_settings(snapshot) else {}
    found = [
        {
            **fields_of(cell, "delegation", "issue", "kind"),
            "importance": round(cell.importance, 6),
            "warmth": round(cell.warmth, 6),
            **fields_of(cell, "evidence", "remedy"),
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
            f"{gap['importance']:.2f}  {gap['talks']:3} talks  {gap['next_event_on']:10}"
            f"  {gap['delegation']:20} {gap['issue']:24}"
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
