"""Commands that compare: whose voices are heard (balance), two days (changes), two delegations
(common-ground).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated

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
    fail,
    fields_of,
    looked_at,
    meant_id,
    meant_ids,
    print_counted,
)
from explorer.words.ranks import by_name, rank_fields, rank_words
from explorer.words.resolution import no_points
from explorer.words.text import count
from graph_model.measures.changed.causes import CausePart, since
from graph_model.measures.common_ground import CommonGround, closest_delegations, common_ground
from graph_model.measures.ranges.change_ranks import change_ranks
from graph_model.measures.ranges.list_ranks import ground_ranks, scopes_of, voice_ranks
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.measures.transparency import TransparencyPoint, points_of
from graph_model.measures.voice_balance import EQUAL, REFERENCES, Balance
from graph_model.measures.voice_balance import balance as balance_of
from graph_model.shares import points, tenths
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now


@app.command()
def balance(
    against: Annotated[
        str,
        typer.Option(
            help="What the voices are held against: quarters (four equal groups) or membership."
        ),
    ] = EQUAL,
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Whose voices a delegation, a negotiation and the whole table hear.

    Example: linkages balance --json
    """
    if against not in REFERENCES:
        fail(2, f"--against is one of {', '.join(REFERENCES)}.")
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        found = balance_of(day, against)
        sorts = [
            [one for id, one in found.items() if id and snapshot.nodes[id].label == label]
            for label in ("Agreement", "Delegation")
        ]
        ranks = by_name([rank for same in sorts for rank in voice_ranks(day, scopes_of(same))])
    if as_json:
        scopes = [
            {
                **asdict(one),
                **fields_of(one, "lines", "silent"),
                **rank_fields(ranks.get(one.scope)),
            }
            for one in found.values()
        ]
        print_counted({"against": against, "scopes": scopes}, day)
        return
    _say_voices(found, ranks)


def _say_voices(found: Mapping[str, Balance], ranks: Mapping[str, RankRange]) -> None:
    for scope, one in found.items():
        if not scope or one.lines or one.recorded:
            groups = ", ".join(
                f"{group.replace('_', ' ')} {number}"
                for group, number in (one.live if one.lines else one.contacts).items()
            )
            weighed = (
                f"distance {one.distance:.2f}"
                if one.distance is not None
                else "too few live lines to weigh"
            )
            rank = f"place {rank_words(ranks[scope])}, " if scope in ranks else ""
            typer.echo(
                f"{scope or 'the whole table':30} {rank}{count(one.lines, 'live line'):>13},"
                f" {count(one.recorded, 'contact'):>12}; {weighed}; {groups}"
            )


@app.command()
def changes(
    start: Annotated[
        str, typer.Option("--from", help="The first day: 2017-12-01, 2017-12 or 2017.")
    ],
    end: Annotated[str, typer.Option("--to", help="The second day. Default: today.")] = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What changed in the band between two days, and why; the four parts add up to the change.

    Example: linkages changes --from 2025-11-01 --json
    """
    first, last = day_of(start), day_of(end)
    if first > last:
        fail(2, f"--from {first} is after --to {last}.")
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, end, leave_out_derived, with_friends)
        found, ranks = since(day, first), change_ranks(day, first)
    if as_json:
        print_counted(
            {
                "from": first,
                "to": last,
                "before": fields_of(found.before, "low", "high"),
                "after": fields_of(found.after, "low", "high"),
                "low": float(found.low),
                "high": float(found.high),
                "parts": [_part(part, by_name(ranks.get(part.cause, ()))) for part in found.parts],
                "live_delegations": found.live,
                "contacts": found.recorded,
            },
            day,
        )
        return
    then, now = found.before, found.after
    typer.echo(
        f"{first} to {last}: reached {tenths(then.low)} then, {tenths(now.low)} now; at best"
        f" {tenths(then.high)} then, {tenths(now.high)} now"
    )
    for part in found.parts:
        low, high = points(float(part.low)), points(float(part.high))
        lines = count(len(part.cells), "line")
        typer.echo(f"  {part.cause:10} {low:>7} reached  {high:>7} at best  ({lines})")


def _part(part: CausePart, ranks: Mapping[str, RankRange]) -> dict[str, object]:
    cells = [
        {
            "delegation": cell[0],
            "issue": cell[1],
            "low": float(low),
            "high": float(high),
            **rank_fields(ranks.get("~".join(cell))),
        }
        for cell, low, high in part.cells
    ]
    return {"cause": part.cause, "low": float(part.low), "high": float(part.high), "cells": cells}


@app.command(name="common-ground")
def show_common_ground(
    delegation: Annotated[str, typer.Argument(help="The delegation: id or name.")],
    other: Annotated[
        str, typer.Argument(help="Another one; without it, all that spoke on the same topics.")
    ] = "",
    as_of: AsOf = "",
    as_json: Json = False,
    home: Home = None,
) -> None:
    """On what two delegations agree, differ or have not spoken, and where the first stands on the
    coalition's asks.

    Example: linkages common-ground usa_ustr ind_doc
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived=False, with_friends=False)
        (delegation,) = meant_ids(snapshot, [delegation], "Delegation")
        other = meant_id(snapshot, other, "Delegation")
        if other == delegation:
            fail(2, "That is one delegation twice; choose another one to hold it against.")
        found = (
            (common_ground(day, delegation, other),)
            if other
            else closest_delegations(day, delegation)
        )
        asked = points_of(day, delegation)
        ranks = {} if other else by_name(ground_ranks(found))
    if as_json:
        grounds = [
            {
                **asdict(ground),
                **fields_of(ground, "counts", "spoken", "subtract"),
                **rank_fields(ranks.get(ground.right)),
            }
            for ground in found
        ]
        print_counted(
            {
                "delegation": delegation,
                "with": grounds,
                "asks": [fields_of(ask, "indicator", "value", "as_of", "sources") for ask in asked],
            },
            day,
        )
        return
    _say_ground(snapshot, found, asked, ranks, in_full=bool(other))
    if nobody := no_points(day):
        typer.echo(f"  {nobody}")


def _say_ground(
    snapshot: Snapshot,
    found: Sequence[CommonGround],
    asked: Sequence[TransparencyPoint],
    ranks: Mapping[str, RankRange],
    in_full: bool,
) -> None:
    """Each other delegation on a line, with what both said where it is `in_full`; then the asks."""
    for ground in found:
        rank = "" if in_full else f"{rank_words(ranks.get(ground.right)):>6}  "
        typer.echo(
            f"{rank}{snapshot.name(ground.right)}: agree on {ground.counts['agree']}, differ on"
            f" {ground.counts['differ']}, both spoke on {ground.spoken}"
        )
        for line in ground.lines if in_full else ():
            said = "; ".join(
                f"{stance.stance} ({stance.sources or 'no source recorded'})"
                for stance in line.said
            )
            kind = {
                "only_left": f"only {snapshot.name(ground.left)}",
                "only_right": f"only {snapshot.name(ground.right)}",
            }.get(line.kind, line.kind.replace("_", " "))
            typer.echo(f"  {kind:10} {snapshot.name(line.topic)}: {said}")
    for ask in asked:
        answer = f"{ask.value}, as of {ask.as_of}" if ask.known else "nothing recorded"
        source = f" ({ask.sources})" if ask.sources else ""
        typer.echo(f"  ask        {snapshot.name(ask.indicator)}: {answer}{source}")
