"""Commands that write a little: record a contact, look at and change the settings."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Annotated, NoReturn

import typer

from explorer.commands.command_line import (
    SEVERAL,
    Home,
    Json,
    Visibility,
    Yes,
    app,
    confirm,
    errors,
    fail,
    fields_of,
    meant_ids,
    notes,
    print_json,
)
from explorer.words.change_sentences import moved_sentence
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED
from graph_model.dates import as_date
from graph_model.measures import (
    DEFAULTS,
    Number,
    differing_settings,
    ignored_settings,
    numbers,
    settings_of,
)
from graph_model.measures.changed.band_shift import band_shift
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from loaders.check.contact_form import (
    HAPPENED,
    ContactDraft,
    contact_edit,
    contact_faults,
    similar_contacts,
)
from loaders.check.form_rows import Edit, FieldFault, settings_edit
from loaders.opening import allowed_rows, graph_now, keep_written, open_database
from loaders.read.cells import did_you_mean
from loaders.write.load import LoadResult
from loaders.write.small_writes import record

Members = Annotated[list[str], typer.Option(help=f"Who of us: id or name. {SEVERAL}")]
Delegations = Annotated[list[str], typer.Option(help=f"With whom: id or name. {SEVERAL}")]
When = Annotated[str, typer.Option(help="When: 2026-11-24, 2026-11 or 2026.")]
Kind = Annotated[
    str,
    typer.Option(
        help=(
            f"What kind: {', '.join(HAPPENED)}; letter and submission alone had no answer so far."
        )
    ),
]
Topics = Annotated[
    list[str] | None, typer.Option(help=f"About what: an issue or agreement, id or name. {SEVERAL}")
]
Summary = Annotated[str, typer.Option(help="What happened, in a sentence. No person's name.")]
SourceUrl = Annotated[str, typer.Option(help="A web address that says so.")]


@app.command(name="record")
def record_contact(
    member: Members,
    delegation: Delegations,
    date: When,
    kind: Kind = "meeting",
    issue: Topics = None,
    summary: Summary = "",
    source_url: SourceUrl = "",
    visibility: Visibility = "coalition",
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Record a contact; say how the band moved.

    Example: linkages record --member edri --delegation usa_ustr --date 2026-11-24 --kind meeting
    """
    with errors(), open_database(home, notes.print) as connection:
        whole, today = connection.store.read(), _today()
        snapshot = allowed_rows(whole)
        draft = ContactDraft(
            meant_ids(snapshot, member, "Member"),
            meant_ids(snapshot, delegation, "Delegation"),
            date,
            f"{kind}_no_answer" if kind in DEFAULTS.messages else kind,
            meant_ids(snapshot, issue or [], "Issue", "Agreement"),
            summary,
            (),
            source_url,
            visibility,
        )
        edit = _checked(draft, whole, snapshot, today, as_json)
        confirm(f"{edit.says}. Write this?", yes)
        done = _written(connection.store, edit, home)
    at = max(today, as_date(date))
    change = band_shift(_counted(snapshot, at), _counted(allowed_rows(done.after), at))
    id = next(row.id for row in edit.put.nodes if row.label == "Engagement")
    if as_json:
        print_json(
            {
                "id": id,
                **fields_of(done, "load_id"),
                **fields_of(edit, "says"),
                "as_of": at,
                "moved": moved_sentence(change),
                "low": [change.before.low, change.after.low],
                "high": [change.before.high, change.after.high],
                "steps": change.steps,
            }
        )
    else:
        typer.echo(f"{edit.says} ({id})\n{moved_sentence(change)}")


def _checked(
    draft: ContactDraft, whole: Snapshot, snapshot: Snapshot, today: datetime.date, as_json: bool
) -> Edit:
    """What is to be written for a contact, after a word about those that are like it; ends the
    command where something is wrong with it. `snapshot` is what of the `whole` may be seen.
    """
    if faults := contact_faults(draft, snapshot, today):
        _refuse(faults, as_json)
    for id in similar_contacts(draft, snapshot):
        notes.print(
            f"This may be recorded already: {id} ({snapshot.nodes[id].text('date')})"
            f" {snapshot.nodes[id].text('summary')}",
            soft_wrap=True,
        )
    edit = contact_edit(draft, snapshot, today)
    if any(row.id in whole.nodes and row.id not in snapshot.nodes for row in edit.put.nodes):
        fail(
            1, "Something that is not shown to you stands where this would be kept; ask a steward."
        )
    return edit


@app.command()
def settings(
    name: Annotated[
        str, typer.Argument(help="One setting, such as half_life or phase_signed.")
    ] = "",
    value: Annotated[str, typer.Argument(help="Its new number, or 'default'.")] = "",
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Every number behind the measures; with a name one of them, with a value it is changed for
    everybody.

    Example: linkages settings half_life 300
    """
    with errors():
        snapshot = graph_now(home)
        known = numbers(snapshot)
        if name and name not in known:
            fail(
                2,
                f"There is no setting '{name}'{did_you_mean(name, tuple(known))}"
                " `linkages settings` lists them.",
            )
        if value:
            _change(known[name], value, yes, home)
            snapshot = graph_now(home)
    rows = [_row(number, snapshot) for number in known.values() if name in ("", number.name)]
    if as_json:
        print_json({"settings": rows, "ignored": list(ignored_settings(snapshot))})
        return
    for row in rows:
        mark, unit = (
            "*" if row["value"] != row["default"] else " ",
            (f" {row['unit']}" if row["unit"] else ""),
        )
        typer.echo(
            f"{mark} {row['name']:32} {row['value']:<8.4g} (default {row['default']:.4g}{unit}) "
            f" {row['says']}"
        )
    for sentence in ignored_settings(snapshot):
        notes.print(sentence, soft_wrap=True, markup=False)


def _row(number: Number, snapshot: Snapshot) -> dict[str, str | float]:
    holds = differing_settings(snapshot).get(number.name, number.default)
    return {**fields_of(number, "name", "says", "default", "low", "high", "unit"), "value": holds}


def _change(number: Number, value: str, yes: bool, home: Home) -> None:
    try:
        wanted = number.default if value == "default" else float(value)
    except ValueError:
        fail(2, f"{value!r} is not a number; write one, or 'default'.")
    if fault := number.fault(wanted):
        fail(2, f"{fault}; {number.name} stays as it is.")
    with open_database(home, notes.print) as connection:
        before = connection.store.read()
        try:
            edit = settings_edit({number.name: wanted}, before, _today().isoformat())
        except ValueError as error:
            fail(1, str(error))
        confirm(f"{edit.says}. Write this?", yes)
        done = _written(connection.store, edit, home)
    notes.print(
        moved_sentence(band_shift(_counted(before, _today()), _counted(done.after, _today()))),
        soft_wrap=True,
    )


def _counted(snapshot: Snapshot, at: datetime.date) -> Day:
    return Day(snapshot, at, settings_of(snapshot))


def _written(store: Store, edit: Edit, home: Home) -> LoadResult:
    """Write, and keep the new graph for those who look while no server runs."""
    done = record(store, edit.put, TYPED, edit.says, edit.gone)
    keep_written(home, done)
    return done


def _refuse(faults: list[FieldFault], as_json: bool) -> NoReturn:
    for fault in faults:
        notes.print(f"{fault.field}: {fault.sentence}", soft_wrap=True, markup=False)
    if as_json:
        print_json({"refused": len(faults), "problems": [asdict(fault) for fault in faults]})
    raise typer.Exit(1)


def _today() -> datetime.date:
    return datetime.date.today()
