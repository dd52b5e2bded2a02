"""Commands about what to do next: plan, forecast, questions-for, event-plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Annotated

import typer

from explorer.commands.command_line import (
    SEVERAL,
    AsOf,
    Friends,
    Home,
    Json,
    NoDerived,
    app,
    errors,
    fail,
    fields_of,
    looked_at,
    meant_id,
    meant_ids,
    print_counted,
    printed_aside,
)
from explorer.words.ranks import by_name, rank_fields, rank_words
from explorer.words.sentences import ahead_sentence
from explorer.words.text import count
from graph_model.measures.coming_events import access_of
from graph_model.measures.contacts import days_live
from graph_model.measures.day import Day
from graph_model.measures.next.ask_members import questions_for
from graph_model.measures.next.efforts import Plan, PlanPick
from graph_model.measures.next.efforts import plan as best_plan
from graph_model.measures.next.event_plan import event_plan as best_meetings
from graph_model.measures.next.forecast import forecast
from graph_model.measures.next.options import OPTION_KINDS, ROOM, agendas
from graph_model.measures.next.question_plan import QuestionPlan, question_plan
from graph_model.measures.ranges.list_ranks import asked_of, meeting_ranks, question_ranks
from graph_model.measures.ranges.plan_ranks import plan_ranks
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.shares import points, tenths
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now


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
        typer.Option(help=f"An option, delegation, event or member not to count on. {SEVERAL}"),
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Only these: {', '.join(OPTION_KINDS)}. {SEVERAL}")
    ] = None,
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """The best use of k efforts: first meetings and rooms, in order, with what each opens and how
    far from the best it may be; and beside them what as much effort would settle by questions.

    Example: linkages plan --efforts 5
    """
    if unknown := set(kind or ()) - set(OPTION_KINDS):
        fail(2, f"--kind {sorted(unknown)[0]!r} is none of {', '.join(OPTION_KINDS)}.")
    with errors():
        snapshot = graph_now(home)
        without = [
            text if ":" in text else meant_id(snapshot, text, "Delegation", "Event", "Member")
            for text in without or ()
        ]
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        with printed_aside():
            found = best_plan(day, efforts, without, kind or OPTION_KINDS)
        ranks = by_name(plan_ranks(day, found))
        asked = question_plan(day, efforts, without)
    if as_json:
        print_counted({**_plan_json(found, ranks, day), "knowing": _knowing(asked)}, day)
    else:
        _say_plan(found, ranks, snapshot)
        _say_questions(asked, snapshot)


def _plan_json(found: Plan, ranks: Mapping[str, RankRange], day: Day) -> dict[str, object]:
    exact = fields_of(found.exact, "gain", "bound", "proven")
    return {
        **fields_of(found, "budget", "low", "gain", "gap", "weighed", "left_out"),
        "picks": [_pick(pick, ranks.get(pick.option.id), day) for pick in found.picks],
        "exact": {**exact, "options": [one.id for one in found.exact.options]},
        "curve": [fields_of(pick, "effort", "total") for pick in found.curve],
        "days_open": {kind: days_live(kind, day.settings) for kind in day.settings.base},
    }


def _say_plan(found: Plan, ranks: Mapping[str, RankRange], snapshot: Snapshot) -> None:
    typer.echo(
        f"{tenths(found.low)} reached today, {tenths(found.low + found.gain)} expected after"
        f" {found.budget:g} effort{'' if found.budget == 1 else 's'}"
    )
    for pick in found.picks:
        rank = rank_words(ranks.get(pick.option.id), last=len(found.picks))
        ties = f"  (as good: {', '.join(pick.ties)})" if pick.ties else ""
        typer.echo(
            f"{rank:>10}  {points(pick.gain)}  {pick.option.kind:8}"
            f" {snapshot.name(pick.option.target)}{ties}"
        )
    best = (
        "the best that can be done"
        if found.exact.proven
        else f"at most {tenths(found.exact.bound)} can be opened"
    )
    typer.echo(
        f"The best set opens {tenths(found.exact.gain)} ({best}); this order is"
        f" {tenths(found.gap)} below it. {count(found.weighed, 'option')} weighed."
    )


def _say_questions(asked: QuestionPlan, snapshot: Snapshot) -> None:
    questions = count(len(asked.picks), "question")
    typer.echo(
        f"{tenths(asked.unknown)} is not known; {questions} to members, with"
        f" as much effort, would be expected to settle {tenths(asked.gain)}"
    )
    for pick in asked.picks[:5]:
        ties = f"  (as good: {len(pick.ties)} more)" if pick.ties else ""
        typer.echo(
            f"            {tenths(pick.gain)}  ask {snapshot.name(pick.option.member)} about"
            f" {snapshot.name(pick.option.target)}{ties}"
        )


def _knowing(asked: QuestionPlan) -> dict[str, object]:
    """The plan of questions, as JSON."""
    return {
        **fields_of(asked, "unknown", "gain"),
        "picks": [
            {
                "member": pick.option.member,
                "delegation": pick.option.target,
                "chance": pick.option.chances[pick.option.target],
                **_added(pick),
            }
            for pick in asked.picks
        ],
    }


def _added(pick: PlanPick) -> dict[str, object]:
    """What a pick adds at its place."""
    return {**fields_of(pick, "gain", "total"), "spent": pick.effort, "ties": pick.ties}


def _pick(pick: PlanPick, rank: RankRange | None, day: Day) -> dict[str, object]:
    option = pick.option
    return {
        **fields_of(option, "id", "kind", "target", "effort"),
        "opens": dict(option.chances),
        "access": access_of(day.snapshot, option.target) if option.kind == ROOM else "",
        "issues": {one: agendas(day)[one].issues for one in option.chances},
        **_added(pick),
        **rank_fields(rank),
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
        day = looked_at(snapshot, as_of, leave_out_derived, with_friends)
        found = forecast(day)
    if as_json:
        print_counted(asdict(found), day)
        return
    typer.echo(ahead_sentence(snapshot, found))
    for call in found.calls:
        about = ", ".join(snapshot.name(issue) for issue in call.issues)
        typer.echo(
            f"  {tenths(call.holds):>5}  {snapshot.name(call.member)} calls"
            f" {snapshot.name(call.delegation)} about {about}"
        )


@app.command(name="questions-for")
def show_questions(
    member: Annotated[str, typer.Argument(help="The member: id or name.")],
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
        (member,) = meant_ids(snapshot, [member], "Member")
        found = questions_for(day, member)
        ranks = by_name(question_ranks(day, asked_of({one.delegation: [one] for one in found})))
    if as_json:
        asked = [
            {**asdict(one), "narrowing": one.narrowing, **rank_fields(ranks.get(one.delegation))}
            for one in found
        ]
        print_counted({"member": member, "questions": asked}, day)
        return
    typer.echo(
        f"{count(len(found), 'question')} to {snapshot.name(member)}"
        f" {'narrows' if len(found) == 1 else 'narrow'} the band by"
        f" {tenths(sum(one.narrowing for one in found))}, as expected"
    )
    for one in found:
        typer.echo(
            f"  {rank_words(ranks.get(one.delegation)):>6}  {tenths(one.narrowing):>5} "
            f" {one.delegation:20} {count(one.cells, 'line'):>9}  chance {one.chance:g}  {one.near}"
        )


@app.command(name="event-plan")
def show_event_plan(
    event: Annotated[str, typer.Argument(help="The event: id or name.")],
    going: Annotated[
        list[str] | None,
        typer.Option(
            help=f"Who goes, instead of who is on record: member or member=meetings. {SEVERAL}"
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
        (event,) = meant_ids(snapshot, [event], "Event")
        members = {
            id: _meetings(number, day.settings.meetings)
            for who, _, number in (text.partition("=") for text in going or ())
            for id in meant_ids(snapshot, [who], "Member")
        }
        found = best_meetings(day, event, members or None)
        ranks = by_name(meeting_ranks(day, found.meetings))
    if as_json:
        meetings = [
            {**asdict(one), **rank_fields(ranks.get(f"{one.member} {one.delegation}"))}
            for one in found.meetings
        ]
        print_counted({**asdict(replace(found, meetings=())), "meetings": meetings}, day)
        return
    typer.echo(
        f"{snapshot.name(event)}: {count(len(found.going), 'member')},"
        f" {count(len(found.expected), 'delegation')},"
        f" {tenths(found.before)} reached, {tenths(found.after)} expected after"
    )
    for member in found.going:
        for one in found.sheet(member):
            rank = rank_words(ranks.get(f"{member} {one.delegation}"))
            typer.echo(
                f"  {rank:>6}  {snapshot.name(member):30} meets {snapshot.name(one.delegation):40}"
                f" {points(one.gain)}"
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
