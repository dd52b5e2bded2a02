"""What every command shares: options, one JSON object on standard output, notes on standard error,
errors as exit codes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from explorer.commands.group import STOPPED, STOPPED_SAYS
from explorer.commands.group import Home as Home
from explorer.commands.group import app as app
from explorer.commands.group import fail as fail
from explorer.commands.group import notes as notes
from explorer.words.past_day import past_words
from explorer.words.text import count
from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.dates import NO_DATE, as_date
from graph_model.errors import (
    LinkagesError,
    LoadCancelled,
    LoadRefused,
    LoadTooLarge,
    QueryBusy,
    QueryRefused,
    StoreError,
)
from graph_model.measures import differing_settings, settings_of
from graph_model.measures.day import Day
from graph_model.progress import WorkProgress
from graph_model.resolver import resolve_name
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from graph_model.wrong_clock import clock_words
from loaders.problems import Problem, report

if TYPE_CHECKING:
    from loaders.take_out.privacy_findings import PrivacyFinding
    from loaders.write.load import LoadResult


Json = Annotated[
    bool, typer.Option("--json", help="Print one JSON object to standard output and nothing else.")
]
AsOf = Annotated[
    str,
    typer.Option("--as-of", help="The day looked at: 2017-12-01, 2017-12 or 2017. Default: today."),
]
TakeOver = Annotated[
    list[str] | None,
    typer.Option(
        "--take-over",
        help=(
            "An entry of others that stands under an id of yours: take it over; undoing gives it"
            " back (may be repeated; '*' is all of them)."
        ),
    ),
]
LetGo = Annotated[
    list[str] | None,
    typer.Option(
        "--leave-unowned",
        help=(
            "A row that is to go, but to which others tied something: leave it behind as theirs"
            " (may be repeated; '*' is all of them)."
        ),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Write without asking.")]
Preview = Annotated[bool, typer.Option("--preview", help="Say what would change; write nothing.")]
Audience = Annotated[str, typer.Option(help="public, coalition, or private (everything).")]
Visibility = Annotated[str, typer.Option(help="public, coalition, or private.")]
Accept = Annotated[
    bool,
    typer.Option("--accept", help="For the public: what was found is public knowledge, keep it."),
]
NoDerived = Annotated[
    bool,
    typer.Option(
        "--leave-out-derived", help="Leave out coverage carried over from a parent agreement."
    ),
]
Friends = Annotated[
    bool,
    typer.Option(
        "--with-friends",
        help="Count friends outside the coalition as ours, where they had contacts.",
    ),
]
#: What the help of an option says that may be repeated.
SEVERAL = "Several: give the option again."
NOT_ASKED = "Nothing was written: add --yes to write without being asked."


def takeover_choices(
    take_over: list[str] | None, leave_unowned: list[str] | None
) -> TakeoverChoices:
    """What the options of that name choose."""
    return TakeoverChoices(frozenset(take_over or ()), frozenset(leave_unowned or ()))


def day_of(text: str) -> date:
    try:
        return as_date(text) if text else date.today()
    except ValueError:
        fail(2, f"--as-of {text!r} {NO_DATE}")


def looked_at(snapshot: Snapshot, as_of: str, leave_out_derived: bool, with_friends: bool) -> Day:
    """What the measures of a command are asked of; a note where the clock cannot be right."""
    if not as_of and (words := clock_words(snapshot, date.today())):
        notes.print(words, soft_wrap=True, markup=False)
    day = Day(snapshot, day_of(as_of), settings_of(snapshot, leave_out_derived, with_friends))
    if as_of and (words := past_words(day)):
        notes.print(words, soft_wrap=True, markup=False)
    return day


def print_json(found: object) -> None:
    """One object on standard output; a day as it is written in files."""
    typer.echo(json.dumps(found, ensure_ascii=False, indent=1, default=date.isoformat))


def fields_of(thing: object, *names: str) -> dict[str, Any]:
    """Some fields of a dataclass by name, in this order, for JSON.

    >>> fields_of(date(2017, 12, 1), "year", "month")
    {'year': 2017, 'month': 12}
    """
    return {name: getattr(thing, name) for name in names}


def load_fields(done: LoadResult) -> dict[str, Any]:
    """What a load did, for JSON: its id (empty when nothing had to change), and its counts."""
    return {**fields_of(done, "load_id"), **done.changes.counts}


def tell(as_json: bool, found: object, sentence: str) -> None:
    """What a command did: as one JSON object, or as a sentence."""
    if as_json:
        print_json(found)
    else:
        typer.echo(sentence)


def fail_undecided(
    found: Sequence[PrivacyFinding], remedy: str, most: int | None = None
) -> NoReturn:
    """End the command where something could give somebody away and has no choice yet: each is said,
    or the first of them.
    """
    for finding in found[:most]:
        notes.print(f"{finding.id}: {finding.sentence}", soft_wrap=True, markup=False)
    fail(1, f"{count(len(found), 'finding')}, nothing was written. {remedy}")


def confirm(question: str, yes: bool, unasked: str = NOT_ASKED, code: int = 2) -> None:
    """Ask before something is done, unless it was said beforehand; where nobody can be asked, the
    command ends.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        fail(code, unasked)
    typer.confirm(question, abort=True, err=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A place that cannot be written, as a sentence and an exit code."""
    try:
        yield
    except OSError as error:
        fail(2, f"{path} cannot be written ({error.strerror}); choose another place.")


def listed_problems(problems: Sequence[Problem], folder: Path) -> Path:
    """The file in which all problems are listed; ends the command where it cannot be written."""
    file = folder / "problems.csv"
    with writing(file):
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(report(problems), encoding="utf-8")
    return file


@contextmanager
def printed_aside() -> Iterator[None]:
    """Standard output is the answer's: what a library prints below Python meanwhile goes to
    standard error, as scipy's solver of integer programs does now and then
    (findings/scipy-milp-prints.sh).
    """
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def errors() -> Iterator[None]:
    """Our errors as a sentence and an exit code."""
    try:
        yield
    except KeyboardInterrupt:
        fail(STOPPED, STOPPED_SAYS)
    except (LoadRefused, LoadCancelled, LoadTooLarge) as error:
        fail(1, str(error))
    except QueryRefused as error:
        fail(2, str(error))
    except (StoreError, QueryBusy) as error:
        fail(3, str(error))
    except LinkagesError as error:
        fail(1, str(error))


@contextmanager
def progress() -> Iterator[WorkProgress]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    phases = [""]
    with Progress(*columns, console=notes, transient=True) as bar:
        task = bar.add_task("write", total=None)

        def tell(phase: str, done: int, total: int) -> None:
            phases.append(phase)
            bar.update(task, description=phase, completed=done, total=total)

        try:
            yield WorkProgress(tell)
        except KeyboardInterrupt:
            if phases[-1] != "commit":
                raise
            fail(
                STOPPED,
                "Stopped while the load was being made final; `linkages status` says whether it is"
                " there, and nothing is half there.",
            )


def meant_ids(snapshot: Snapshot, typed: Iterable[str], *labels: str) -> tuple[str, ...]:
    """The entries that are meant, by id or by name; a name that is not certain ends the command
    with the nearest.
    """
    found = []
    for text in typed:
        this = resolve_name(snapshot, text, *labels)
        if not this.id:
            near = ", ".join(f"{id} ({snapshot.name(id)})" for id in this.near)
            kinds = " or ".join(SCHEMA.by_label[label].singular for label in labels)
            fail(
                2,
                f"No {kinds or 'entry'} is called"
                f" {text!r}{'; the nearest: ' + near if near else ''}.",
            )
        found.append(this.id)
    return tuple(dict.fromkeys(found))


def meant_id(snapshot: Snapshot, typed: str, *labels: str) -> str:
    """The one entry that is meant, as `meant_ids` finds it; empty where nothing is typed."""
    return "".join(meant_ids(snapshot, [typed] if typed else [], *labels))


def print_counted(found: dict[str, object], day: Day) -> None:
    """One object with the day and the settings that differ."""
    print_json({**found, "as_of": day.at, "settings": differing_settings(day.snapshot)})
