"""Commands about what to do next and what it did: plan, questions-for, event-plan, balance,
changes, common-ground.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
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
    looked_at,
    print_json,
)
from explorer.words.ranks import by_name, place_fields, place_words
from explorer.words.sentences import ahead_sentence
from graph_model.measures import differing_settings
from graph_model.measures.changed.causes import CausePart, since
from graph_model.measures.coming_events import access_of
from graph_model.measures.common_ground import asks, closest_delegations, common_ground
from graph_model.measures.contacts import days_live
from graph_model.measures.day import Day
from graph_model.measures.next.ask_members import questions_for
from graph_model.measures.next.efforts import PlanPick
from graph_model.measures.next.efforts import plan as best_plan
from graph_model.measures.next.event_plan import event_plan as best_meetings
from graph_model.measures.next.forecast import forecast
from graph_model.measures.next.options import OPTION_KINDS, ROOM, agendas
from graph_model.measures.next.question_plan import QuestionPlan, question_plan
from graph_model.measures.ranges.change_ranks import change_ranks
from graph_model.measures.ranges.list_ranks import (
    asked_of,
    ground_ranks,
    meeting_ranks,
    plan_ranks,
    question_ranks,
    scopes_of,
    voice_ranks,
)
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.measures.voice_balance import EQUAL, REFERENCES
from graph_model.measures.voice_balance import balance as balance_of
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now

Several = "Several: give the option again."


@app.command()
def plan(
    efforts: Annotated[
        float,
        typer.Option(
            "-k", "--efforts", min=0, max=1000, help="The budget, in efforts of one first meeting."
        ),
    ] = 5.0,
    without: Annotated[
        list[str] | None,
        typer.Option(help=f"An option, delegation, event or member not to count on. {Several}"),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(OPTION_KINDS)}. {Several}")
    ] = None,
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """The best use of k efforts: first meetings and rooms, in order, with what each opens and how far
    from the best it may be; and beside them what as much effort would settle by questions.

    Example: linkages plan --efforts 5
    """
    if unknown := set(kind or ()) - set(OPTION_KINDS):
        fail(2, f"--kind {sorted(unknown)[0]!r} is none of {', '.join(OPTION_KINDS)}.")
    with errors():
        snapshot = graph_now(home)
        for id in without or ():
            if ":" not in id:
                snapshot.node(id)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        found = best_plan(day, efforts, without or (), kind or OPTION_KINDS)
        places = by_name(plan_ranks(day, found))
        asked = question_plan(day, efforts, without or ())
    if as_json:
        exact = {
            "gain": found.exact.gain,
            "bound": found.exact.bound,
            "proven": found.exact.proven,
            "options": [one.id for one in found.exact.options],
        }
        lasting = {kind: days_live(kind, day.settings) for kind in day.settings.base}
        curve = [{"effort": pick.effort, "total": pick.total} for pick in found.curve]
        numbers = {
            "budget": found.budget,
            "low": found.low,
            "gain": found.gain,
            "gap": found.gap,
            "weighed": found.weighed,
            "left_out": found.left_out,
        }
        _print(
            {
                **numbers,
                "knowing": _knowing(asked),
                "picks": [_pick(pick, places.get(pick.option.id), day) for pick in found.picks],
                "exact": exact,
                "curve": curve,
                "days_open": lasting,
            },
            as_of,
            snapshot,
        )
        return
    typer.echo(
        f"{found.low:.1%} reached today, {found.low + found.gain:.1%} expected after"
        f" {found.budget:g} efforts"
    )
    for pick in found.picks:
        place = place_words(places.get(pick.option.id), last=len(found.picks))
        ties = f"  (as good: {', '.join(pick.ties)})" if pick.ties else ""
        typer.echo(
            f"{place:>10}  +{pick.gain:.1%}  {pick.option.kind:8}"
            f" {snapshot.name(pick.option.target)}{ties}"
        )
    best = (
        "the best that can be done"
        if found.exact.proven
        else f"at most {found.exact.bound:.1%} can be opened"
    )
    typer.echo(
        f"The best set opens {found.exact.gain:.1%} ({best}); this order is {found.gap:.1%} below"
        f" it. {found.weighed} options weighed."
    )
    typer.echo(
        f"{asked.unknown:.1%} is not known; {len(asked.picks)} questions to members, with as much"
        f" effort, would be expected to settle {asked.gain:.1%}"
    )
    for pick in asked.picks[:5]:
        ties = f"  (as good: {len(pick.ties)} more)" if pick.ties else ""
        typer.echo(
            f"            {pick.gain:.1%}  ask {snapshot.name(pick.option.member)} about"
            f" {snapshot.name(pick.option.target)}{ties}"
        )


def _knowing(asked: QuestionPlan) -> dict[str, object]:
    """The plan of questions, as JSON."""
    return {
        "unknown": asked.unknown,
        "gain": asked.gain,
        "picks": [
            {
                "member": pick.option.member,
                "delegation": pick.option.target,
                "chance": pick.option.chances[pick.option.target],
                "gain": pick.gain,
                "total": pick.total,
                "spent": pick.effort,
                "ties": list(pick.ties),
            }
            for pick in asked.picks
        ],
    }


def _pick(pick: PlanPick, place: RankRange | None, day: Day) -> dict[str, object]:
    option = pick.option
    placed = {"gain": pick.gain, "total": pick.total, "spent": pick.effort, "ties": list(pick.ties)}
    return {
        "id": option.id,
        "kind": option.kind,
        "target": option.target,
        "effort": option.effort,
        "opens": dict(option.chances),
        "access": access_of(day.snapshot, option.target) if option.kind == ROOM else "",
        "issues": {one: list(agendas(day)[one].issues) for one in option.chances},
        **placed,
        **place_fields(place),
    }


@app.command(name="forecast")
def show_forecast(
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """The band run ahead: what is still reached if nobody speaks to anybody, and the calls that
    would hold most.

    Example: linkages forecast
    """
    with errors():
        snapshot = graph_now(home)
        found = forecast(looked_at(snapshot, as_of, leave_out_derived, with_friends))
    if as_json:
        said = asdict(found)
        for one in (*said["ahead"], said["until"]):
            one["day"] = one["day"].isoformat()
        _print(said, as_of, snapshot)
        return
    typer.echo(ahead_sentence(snapshot, found))
    for call in found.calls:
        about = ", ".join(snapshot.name(issue) for issue in call.issues)
        typer.echo(
            f"  {call.holds:5.1%}  {snapshot.name(call.member)} calls"
            f" {snapshot.name(call.delegation)} about {about}"
        )


@app.command(name="questions-for")
def show_questions(
    member: Annotated[str, typer.Argument(help="The id of a member.")],
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """The questions to one member that would settle most of what is not known.

    Example: linkages questions-for edri
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        found = questions_for(day, member)
        places = by_name(question_ranks(day, asked_of({one.delegation: [one] for one in found})))
    if as_json:
        asked = [
            {**asdict(one), "narrowing": one.narrowing, **place_fields(places.get(one.delegation))}
            for one in found
        ]
        _print({"member": member, "questions": asked}, as_of, snapshot)
        return
    typer.echo(
        f"{len(found)} questions to {snapshot.name(member)} narrow the band by"
        f" {sum(one.narrowing for one in found):.1%}, as expected"
    )
    for one in found:
        typer.echo(
            f"  {place_words(places.get(one.delegation)):>6}  {one.narrowing:5.1%} "
            f" {one.delegation:20} {one.cells:3} lines  chance {one.chance:g}  {one.near}"
        )


@app.command(name="event-plan")
def show_event_plan(
    event: Annotated[str, typer.Argument(help="The id of an event.")],
    going: Annotated[
        list[str] | None,
        typer.Option(
            help=f"Who goes, instead of who is on record: member or member=meetings. {Several}"
        ),
    ] = None,
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Who meets whom at an event so that most is opened.

    Example: linkages event-plan igf_2017
    """
    with errors():
        snapshot = graph_now(home)
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        members = {
            id: _meetings(number, day.settings.meetings)
            for id, _, number in (text.partition("=") for text in going or ())
        }
        found = best_meetings(day, event, members or None)
        places = by_name(meeting_ranks(day, found.meetings))
    if as_json:
        meetings = [
            {
                **asdict(one),
                "issues": list(one.issues),
                **place_fields(places.get(f"{one.member} {one.delegation}")),
            }
            for one in found.meetings
        ]
        _print({**asdict(replace(found, meetings=())), "meetings": meetings}, as_of, snapshot)
        return
    typer.echo(
        f"{snapshot.name(event)}: {len(found.going)} members, {len(found.expected)} delegations,"
        f" {found.before:.1%} reached, {found.after:.1%} expected after"
    )
    for member in found.going:
        for one in found.sheet(member):
            place = place_words(places.get(f"{member} {one.delegation}"))
            typer.echo(
                f"  {place:>6}  {snapshot.name(member):30} meets {snapshot.name(one.delegation):40}"
                f" +{one.gain:.1%}"
            )
    if not found.meetings:
        typer.echo(
            "No meeting is planned: say who goes with --going MEMBER=4, and who is expected with"
            " rows of expected_at.csv."
        )


def _meetings(text: str, default: int) -> int:
    if text and not text.isdigit():
        fail(2, f"--going takes member or member=meetings; {text!r} is no number of meetings.")
    return int(text) if text else default


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
        places = by_name([place for same in sorts for place in voice_ranks(day, scopes_of(same))])
    if as_json:
        scopes = [
            {
                **asdict(one),
                "lines": one.lines,
                "silent": list(one.silent),
                **place_fields(places.get(one.scope)),
            }
            for one in found.values()
        ]
        _print({"against": against, "scopes": scopes}, as_of, snapshot)
        return
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
            place = f"place {place_words(places[scope])}, " if scope in places else ""
            typer.echo(
                f"{scope or 'the whole table':30} {place}{one.lines:3} live lines, {one.recorded:3}"
                f" contacts; {weighed}; {groups}"
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
        found, places = since(day, first), change_ranks(day, first)
    if as_json:
        ends = {
            "before": {"low": found.before.low, "high": found.before.high},
            "after": {"low": found.after.low, "high": found.after.high},
        }
        parts = {
            "low": float(found.low),
            "high": float(found.high),
            "parts": [_part(part, by_name(places.get(part.cause, ()))) for part in found.parts],
        }
        counts = {"live_delegations": list(found.live), "contacts": list(found.recorded)}
        _print(
            {"from": first.isoformat(), "to": last.isoformat(), **ends, **parts, **counts},
            end,
            snapshot,
        )
        return
    typer.echo(
        f"{first} to {last}: reached {found.before.low:.1%} then, {found.after.low:.1%} now; at"
        f" best {found.before.high:.1%} then, {found.after.high:.1%} now"
    )
    for part in found.parts:
        typer.echo(
            f"  {part.cause:10} {float(part.low):+7.2%} reached  {float(part.high):+7.2%} at best "
            f" ({len(part.cells)} lines)"
        )


def _part(part: CausePart, places: Mapping[str, RankRange]) -> dict[str, object]:
    cells = [
        {
            "delegation": cell[0],
            "issue": cell[1],
            "low": float(low),
            "high": float(high),
            **place_fields(places.get("~".join(cell))),
        }
        for cell, low, high in part.cells
    ]
    return {"cause": part.cause, "low": float(part.low), "high": float(part.high), "cells": cells}


@app.command(name="common-ground")
def show_common_ground(
    delegation: Annotated[str, typer.Argument(help="The id of a delegation.")],
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
        found = (
            (common_ground(day, delegation, other),)
            if other
            else closest_delegations(day, delegation)
        )
        asked = asks(snapshot, delegation)
        places = {} if other else by_name(ground_ranks(found))
    if as_json:
        grounds = [
            {
                **asdict(ground),
                "counts": ground.counts,
                "spoken": ground.spoken,
                "subtract": ground.subtract,
                **place_fields(places.get(ground.right)),
            }
            for ground in found
        ]
        _print(
            {"delegation": delegation, "with": grounds, "asks": [asdict(ask) for ask in asked]},
            as_of,
            snapshot,
        )
        return
    for ground in found:
        place = "" if other else f"{place_words(places.get(ground.right)):>6}  "
        typer.echo(
            f"{place}{snapshot.name(ground.right)}: agree on {ground.counts['agree']}, differ on"
            f" {ground.counts['differ']}, both spoke on {ground.spoken}"
        )
        for line in ground.lines if other else ():
            said = "; ".join(
                f"{stance.stance} ({stance.sources or 'no source recorded'})"
                for stance in line.said
            )
            typer.echo(f"  {line.kind.replace('_', ' '):10} {snapshot.name(line.topic)}: {said}")
    for ask in asked:
        typer.echo(
            f"  ask        {snapshot.name(ask.indicator)}:"
            f" {ask.value or 'nothing recorded'}{' (' + ask.sources + ')' if ask.sources else ''}"
        )


def _print(found: dict[str, object], as_of: str, snapshot: Snapshot) -> None:
    """One object with the day and the settings that differ."""
    print_json(
        {**found, "as_of": day_of(as_of).isoformat(), "settings": differing_settings(snapshot)}
    )
