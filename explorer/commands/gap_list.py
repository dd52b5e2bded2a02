"""The command that lists the gaps."""

from __future__ import annotations

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
    print_json,
)
from explorer.words.ranks import by_name, place_fields, place_words
from graph_model.measures import differing_settings, find_cells
from graph_model.measures.ranges.rank_ranges import gap_ranks
from loaders.opening import graph_now


@app.command()
def gaps(
    as_of: AsOf = "",
    limit: int = 0,
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Every delegation and issue on the table, with the kind of gap, its evidence, its remedy and
    its place as a range; most important first.

    Example: linkages gaps --json
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        cells, places = find_cells(day), by_name(gap_ranks(day))
    counted = {"settings": differing_settings(snapshot)} if differing_settings(snapshot) else {}
    found = [
        {
            "delegation": cell.delegation,
            "issue": cell.issue,
            "kind": cell.kind,
            "importance": round(cell.importance, 6),
            "warmth": round(cell.warmth, 6),
            "evidence": list(cell.evidence),
            "remedy": cell.remedy,
            **place_fields(places.get(f"{cell.delegation}~{cell.issue}")),
            **counted,
        }
        for cell in (cells[:limit] if limit else cells)
    ]
    if as_json:
        print_json(found)
        return
    for gap in found:
        place = place_words(places.get(f"{gap['delegation']}~{gap['issue']}"))
        typer.echo(
            f"{gap['importance']:.2f}  {place:>9}  {gap['delegation']:20} {gap['issue']:24}"
            f" {gap['kind']:12} {gap['remedy']}"
        )
