"""The command about entries that may be one body under two ids."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated

import typer

from explorer.commands.command_line import (
    Home,
    Json,
    Yes,
    app,
    confirm,
    errors,
    fail,
    load_fields,
    looked_at,
    notes,
    print_json,
)
from explorer.words.change_sentences import moved_sentence
from explorer.words.text import count
from graph_model.doubles import likely_doubles
from graph_model.judgements import judgements
from graph_model.measures.changed.band_shift import band_shift
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now, keep_written, open_database
from loaders.write.decisions import SAID, Decision, decide, revoke

SAYS = (*SAID, "apart")


@app.command()
def doubles(
    one: Annotated[str, typer.Argument(help="The id of the entry that stays.")] = "",
    other: Annotated[str, typer.Argument(help="The id of the entry that looks like it.")] = "",
    says: Annotated[
        str, typer.Option(help=f"What you decide: {', '.join(SAYS)} (apart takes a decision back).")
    ] = "",
    yes: Yes = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Entries that may be one body under two ids, with the reasons; with two ids, the decision.

    Example: linkages doubles
    """
    if not one:
        with errors():
            _list(graph_now(home), as_json)
        return
    if not other or says not in SAYS:
        fail(2, f"Give two ids and --says with one of {', '.join(SAYS)}.")
    confirm(f"{one} and {other}: {SAID.get(says, says)}. Write this?", yes)
    with errors(), open_database(home, notes.print) as connection:
        before = looked_at(connection.store.read(), "", leave_out_derived=False, with_friends=False)
        if says == "apart":
            done = revoke(connection.store, one, other)
        else:
            today = date.today().isoformat()
            done = decide(connection.store, Decision(one, other, says), today)
        keep_written(home, done)
    change = band_shift(before, replace(before, snapshot=done.after))
    if as_json:
        print_json({**load_fields(done), "moved": moved_sentence(change)})
    else:
        typer.echo(moved_sentence(change))


def _list(snapshot: Snapshot, as_json: bool) -> None:
    pairs = likely_doubles(snapshot)
    known = judgements(snapshot).values()
    if as_json:
        listed = [
            {name: row.text(name) for name in ("one", "other", "said", "date", "decided_by")}
            for row in known
        ]
        print_json({"pairs": [asdict(pair) for pair in pairs], "decided": listed})
        return
    for pair in pairs:
        typer.echo(f"{pair.score:.2f}  {pair.one} / {pair.other}: {'; '.join(pair.reasons)}")
    typer.echo(
        f"{count(len(pairs), 'pair')} may be one body; {len(known)}"
        f" {'is' if len(known) == 1 else 'are'} decided."
    )
