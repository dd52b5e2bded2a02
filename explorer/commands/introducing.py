"""Commands about who can introduce whom: routes, hinges, between, try. Their JSON is described in
``docs/measures.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Annotated, Any

import typer

from explorer.commands.command_line import (
    AsOf,
    Friends,
    Home,
    Json,
    app,
    errors,
    fields_of,
    looked_at,
    meant_id,
    meant_ids,
    print_counted,
    print_json,
)
from explorer.words.no_route import nothing_words, refusal_words
from explorer.words.ranks import by_name, rank_fields, rank_words
from explorer.words.routes import request, step_doubt, step_words, strength_word, variant_words
from explorer.words.sureness import with_doubt
from explorer.words.text import count
from graph_model.measures import differing_settings, find_cells
from graph_model.measures.day import Day
from graph_model.measures.departures import Departure, departures
from graph_model.measures.go_betweens import ROLE, find_go_betweens
from graph_model.measures.introductions import Introduction, find_routes, refusals
from graph_model.measures.next.try_link import try_link
from graph_model.measures.ranges.day_ranks import go_between_ranks, leaving_ranks
from graph_model.measures.ranges.list_ranks import route_name, route_ranks, set_ranks, shown_routes
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.measures.route_search import Route, RouteStep
from graph_model.measures.second_lines import could_double
from graph_model.measures.single_points import Connectivity, connectivity
from graph_model.shares import tenths
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now

Issue = Annotated[str, typer.Option("--issue", help="The issue to be raised: id or name.")]


def _route(day: Day, route: Route, ranks: Mapping[str, RankRange]) -> dict[str, Any]:
    return {
        "stops": route.stops,
        "strength": round(route.strength, 6),
        "word": strength_word(route.strength, day.settings),
        "latest": route.latest,
        "weak_step": route.steps.index(route.weak),
        "refusal": route.refusal,
        "reasons": refusals(day, route) if route.refusal else (),
        **({} if route.refusal else rank_fields(ranks.get(route_name(route)))),
        "steps": [_step(day.snapshot, step) for step in route.steps],
    }


def _step(snapshot: Snapshot, step: RouteStep) -> dict[str, Any]:
    return {
        "from": step.link.source,
        "to": step.link.target,
        "sort": step.link.sort,
        "strength": round(step.strength, 6),
        "warmth": round(step.link.warmth, 6),
        "asking": step.asking,
        "doubt": step_doubt(snapshot, step),
        **fields_of(step.link, "evidence", "latest", "on_issue"),
    }


def _said(snapshot: Snapshot, route: Route) -> str:
    """A route on one line."""
    parts = [snapshot.name(route.stops[0])]
    for step in route.steps:
        did, when = step_words(snapshot, step)
        said = with_doubt(f"{did.lower()}, {when}", step_doubt(snapshot, step))
        parts.append(f"—({said})→ {snapshot.name(step.link.target)}")
    return " ".join(parts)


@app.command()
def routes(
    delegation: Annotated[str, typer.Argument(help="The delegation to be reached: id or name.")],
    issue: Issue = "",
    start: Annotated[
        str,
        typer.Option(
            "--from", help="The member that looks for a way, id or name (default: any of us)."
        ),
    ] = "",
    as_of: AsOf = "",
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Who can introduce us to a delegation: up to three routes with their evidence, a fallback, and
    what is not recommended.

    Example: linkages routes ind_doc --json
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=with_friends)
        snapshot = day.snapshot
        (delegation,) = meant_ids(snapshot, [delegation], "Delegation")
        issue = meant_id(snapshot, issue, "Issue")
        start = meant_id(snapshot, start, "Member")
        found = find_routes(day, delegation, issue=issue, start=start)
        letter = request(day, found, found.routes[0]) if found.routes else ""
    ranks = by_name(route_ranks(shown_routes(found)))
    if as_json:
        print_json(_routes_json(day, found, ranks, letter))
    else:
        _say_routes(day, found, ranks)


def _routes_json(
    day: Day, found: Introduction, ranks: Mapping[str, RankRange], letter: str
) -> dict[str, Any]:
    return {
        "delegation": found.delegation,
        "issue": found.issue,
        "from": found.start,
        "as_of": day.at,
        "settings": differing_settings(day.snapshot),
        "routes": [
            {**_route(day, route, ranks), "variants": [other.stops for other in others]}
            for route, others in zip(found.routes, found.variants, strict=True)
        ],
        "refused": [_route(day, route, ranks) for route in found.refused],
        "fallback": _route(day, found.fallback, ranks) if found.fallback else None,
        "request": letter,
    }


def _say_routes(day: Day, found: Introduction, ranks: Mapping[str, RankRange]) -> None:
    snapshot = day.snapshot
    for route, others in zip(found.routes, found.variants, strict=True):
        typer.echo(
            f"Place {rank_words(ranks[route_name(route)])}:"
            f" {strength_word(route.strength, day.settings)} ({route.strength:.2f}) "
            f" {_said(snapshot, route)}"
        )
        if others:
            typer.echo(f"    {variant_words(snapshot, others)}")

    if found.fallback:
        rank = rank_words(ranks[route_name(found.fallback)])
        typer.echo(
            f"If they cannot, place {rank} ({found.fallback.strength:.2f}) "
            f" {_said(snapshot, found.fallback)}"
        )
    for route in found.refused:
        typer.echo(f"Not recommended: {_said(snapshot, route)}: {refusal_words(day, route)}")
    if not found.routes and not found.refused:
        typer.echo(nothing_words(day, found))


@app.command(name="hinges")
def show_hinges(
    as_of: AsOf = "", with_friends: Friends = False, as_json: Json = False, home: Home = None
) -> None:
    """What hangs on one: separate routes to each delegation, and what is lost when members leave,
    singly and in sets up to three.

    Example: linkages hinges
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=with_friends)
        found, cells = connectivity(day), find_cells(day)
        dearest = {size: departures(cells, size)[: 20 if size == 1 else 5] for size in (1, 2, 3)}
        ranks = by_name(
            [
                *leaving_ranks(day),
                *(rank for size in (2, 3) for rank in set_ranks(day, dearest[size])),
            ]
        )
    gone = [one for sets in dearest.values() for one in sets]
    if as_json:
        delegations = [_hinge(day, hinge) for hinge in found]
        print_counted(
            {"delegations": delegations, "leaving": [_leaving(one, ranks) for one in gone]}, day
        )
        return
    for hinge in found:
        typer.echo(
            f"{count(hinge.routes, 'separate route')} to {hinge.delegation:20} thin: {hinge.thin:8}"
            f" {', '.join(hinge.cut)}"
        )
    for one in gone:
        rank = rank_words(ranks.get(" ".join(one.members)))
        typer.echo(
            f"{rank:>6}  if {' and '.join(one.members)} left, {tenths(one.loss)} less of"
            f" what is on the table would be reached: {count(len(one.cells), 'line')}"
        )


def _hinge(day: Day, hinge: Connectivity) -> dict[str, Any]:
    doubles = could_double(day, hinge.delegation)[:5] if hinge.routes == 1 else ()
    near = [{"member": double.member, "reasons": dict(double.reasons)} for double in doubles]
    return {**asdict(hinge), "could_double": near}


def _leaving(gone: Departure, ranks: Mapping[str, RankRange]) -> dict[str, Any]:
    return {
        "members": gone.members,
        "loss": round(gone.loss, 6),
        "cells": len(gone.cells),
        **fields_of(gone, "delegations", "weakened", "exact"),
        **rank_fields(ranks.get(" ".join(gone.members))),
    }


@app.command()
def between(
    as_of: AsOf = "", with_friends: Friends = False, as_json: Json = False, home: Home = None
) -> None:
    """Members that join others more often than chance, by the five roles of Gould and Fernandez.

    Example: linkages between --as-of 2017-12-01
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=with_friends)
        snapshot = day.snapshot
        found = find_go_betweens(day)
        ranks = by_name(go_between_ranks(day, found))
    if as_json:
        listed = [
            {
                **asdict(who),
                "expected": round(who.expected, 3),
                **rank_fields(ranks[f"{who.member} {who.role}"]),
            }
            for who in found
        ]
        print_counted({"go_betweens": listed}, day)
        return
    for who in found:
        rank = rank_words(ranks[f"{who.member} {who.role}"])
        typer.echo(
            f"{rank:>6}  {ROLE[who.role].says:28} {snapshot.name(who.member):30}"
            f" {count(who.count, 'way')} (by chance {who.expected:.1f})"
        )
    if not found:
        typer.echo("Nobody joins others more often than chance would have it.")


@app.command(name="try")
def try_one(
    member: Annotated[str, typer.Argument(help="The member: id or name.")],
    other: Annotated[str, typer.Argument(help="A delegation, or another member: id or name.")],
    issue: Annotated[
        list[str] | None,
        typer.Option(
            help="What the meeting is about (default: all that the delegation has on the table)."
        ),
    ] = None,
    as_of: AsOf = "",
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """What one first meeting would change: the band before and after, kinds of gap, routes that
    open. Nothing is written.

    Example: linkages try edri ind_doc
    """
    with errors():
        day = looked_at(graph_now(home), as_of, leave_out_derived=False, with_friends=with_friends)
        snapshot = day.snapshot
        issues = meant_ids(snapshot, issue or [], "Issue")
        (member,) = meant_ids(snapshot, [member], "Member")
        (other,) = meant_ids(snapshot, [other], "Delegation", "Member")
        found = try_link(day, member, other, issues)

    ranks = by_name(route_ranks(found.opened))
    tried = replace(day, snapshot=found.then)
    if as_json:
        cell = ("delegation", "issue", "before", "after")
        print_counted(
            {
                "member": member,
                "other": other,
                "before": fields_of(found.before, "low", "high"),
                "after": fields_of(found.after, "low", "high"),
                "changed": [dict(zip(cell, changed, strict=True)) for changed in found.changed],
                "opened": [_route(tried, route, ranks) for route in found.opened],
            },
            day,
        )
        return
    now, then = found.before, found.after
    typer.echo(
        f"reached {tenths(now.low)} → {tenths(then.low)}; at best {tenths(now.high)} →"
        f" {tenths(then.high)}"
    )
    number, ways = len(found.changed), len(found.opened)
    change, open_ = (
        "changes its" if number == 1 else "change their",
        "opens" if ways == 1 else "open",
    )
    typer.echo(f"{count(number, 'line')} {change} kind, {count(ways, 'route')} {open_}")
    for route in found.opened:
        rank = rank_words(ranks[route_name(route)])
        typer.echo(
            f"  Place {rank}: {strength_word(route.strength, day.settings)}"
            f" ({route.strength:.2f})  {_said(found.then, route)}"
        )
