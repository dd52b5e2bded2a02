"""The command that draws: `linkages picture`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from explorer.commands.command_line import (
    Accept,
    AsOf,
    Audience,
    Friends,
    Home,
    Json,
    NoDerived,
    app,
    day_of,
    errors,
    fail,
    fail_undecided,
    fields_of,
    meant_id,
    notes,
    print_json,
    writing,
)
from explorer.picture.chart import Chart
from explorer.picture.from_recipe import compose, release_of, undecided_findings
from explorer.picture.hidden_entries import ELSEWHERE, chosen
from explorer.picture.highlight import NAMES, name_in
from explorer.picture.image_export import KINDS, as_file, make
from explorer.picture.image_files import reopen
from explorer.picture.picture import Layout, Picture, Recipe, What, said_too_much
from explorer.picture.start_questions import STARTS
from explorer.picture.styles import SIZES, STYLES
from explorer.words.text import count
from graph_model.atomic_files import mode_for, write_whole
from graph_model.connection import Environment
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.opening import graph_now
from loaders.take_out.audience import AUDIENCES
from loaders.take_out.typed_words import NOT_WRITTEN, kept_back_names, refusal

Many = Annotated[list[str] | None, typer.Option(help="An id to start from (may be repeated).")]
Names = Annotated[str, typer.Option(help="Labels, separated by commas.")]
CHOICES = {
    "what": get_args(What),
    "size": tuple(SIZES),
    "style": tuple(STYLES),
    "audience": AUDIENCES,
    "layout": get_args(Layout),
    "question": ("", *(start.code for start in STARTS)),
}


Out = Annotated[
    Path, typer.Argument(help="The file to write; it ends in .svg, .png, .pdf or .html.")
]
Kind = Annotated[
    str,
    typer.Option(
        help=(
            "network, gaps (the matrix), coverage (the band), world (where we are heard), outlines"
            " (the same on a map), clauses (what agreements say) or contacts (in time)."
        )
    ),
]
Hops = Annotated[int, typer.Option(min=0, max=6, help="How many steps around the start.")]
Start = Annotated[
    str,
    typer.Option(help=f"A question to start from: {', '.join(start.code for start in STARTS)}."),
]
Limit = Annotated[
    int, typer.Option(min=0, help="At most so many entries, the best tied first (0: all).")
]
LaidOut = Annotated[str, typer.Option(help=", ".join(CHOICES["layout"]))]
Size = Annotated[str, typer.Option(help=", ".join(SIZES))]
Style = Annotated[str, typer.Option(help=", ".join(STYLES))]
Title = Annotated[str, typer.Option(help="What stands on top.")]
Subtitle = Annotated[str, typer.Option(help="A line of your own under the title.")]
Notes = Annotated[
    list[str] | None,
    typer.Option(help="A note of your own below the picture (at most two: give it again)."),
]
Highlight = Annotated[
    str, typer.Option(help="The one name that keeps its colour, the rest grey: an id or a name.")
]
Like = Annotated[
    Path | None,
    typer.Option("--like", help="An earlier picture: draw it again, with the same places."),
]
Before = Annotated[
    str,
    typer.Option(help="An earlier day to stand beside, in charts: 2017-12-01, 2017-12 or 2017."),
]


@app.command(name="picture")
def draw_picture(
    out: Out,
    what: Kind = "network",
    focus: Many = None,
    hops: Hops = 1,
    question: Start = "",
    labels: Names = "",
    hide: Names = "",
    limit: Limit = 0,
    layout: LaidOut = "auto",
    size: Size = "a4",
    style: Style = "colour",
    title: Title = "",
    subtitle: Subtitle = "",
    note: Notes = None,
    highlight: Highlight = "",
    audience: Audience = "private",
    accept: Accept = False,
    like: Like = None,
    before: Before = "",
    as_of: AsOf = "",
    leave_out_derived: NoDerived = False,
    with_friends: Friends = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """A picture that can be printed and opened again: a network (around a start, or answering a
    question), the matrix of gaps, the coverage band, where in the world we are heard, what
    agreements say issue by issue, contacts in time.

    Example: linkages picture ways.svg --focus usa_ustr --hops 1 --subtitle "Where we stand"
    """
    asked: dict[str, Any] = {
        "what": what,
        "size": size,
        "style": style,
        "audience": audience,
        "layout": layout,
        "question": question,
    }
    _refuse_options(asked, out, said_too_much(subtitle, note or ()))
    if highlight and (what == "coverage" or like):
        fail(2, "--highlight wants names, drawn anew: not --what coverage, and not --like.")
    with errors():
        snapshot = graph_now(home)
        made: Picture | Chart
        if like:
            made, said = _again(snapshot, like, home)
            notes.print(said, soft_wrap=True, markup=False)
        else:
            recipe = Recipe(
                title=title, subtitle=subtitle, remarks=tuple(note or ()),
                highlight=_lit(snapshot, what, highlight), as_of=day_of(as_of).isoformat(),
                before=day_of(before).isoformat() if before else "", focus=tuple(focus or ()),
                hops=hops,
                limit=limit, labels=_labels(labels), hidden=_labels(hide),
                leave_out_derived=leave_out_derived, with_friends=with_friends, **asked,
            )  # fmt: skip
            made = make(snapshot, recipe)
            if highlight and not made.recipe.highlight:
                fail(2, f"{highlight} is not in this picture, so it cannot be highlighted.")
    if isinstance(made, Picture):
        made = _decided(snapshot, made, accept)
    refuse_kept_back(snapshot, made.recipe)
    with writing(out):
        write_whole(out, as_file(made, _ending(out)), mode=mode_for(made.recipe.audience))
    _tell(made, out, as_json)


def _ending(out: Path) -> str:
    """The kind of file that its name asks for."""
    return out.suffix.lower().removeprefix(".")


def _refuse_options(asked: Mapping[str, Any], out: Path, too_much: str) -> None:
    """End the command where an option is none of its choices, or there is no room for the words."""
    for name, value in asked.items():
        if value not in CHOICES[name]:
            fail(2, f"--{name} {value!r} is none of {', '.join(filter(None, CHOICES[name]))}.")
    if _ending(out) not in KINDS:
        fail(2, f"{out.name} does not say what to write; end it in .{', .'.join(KINDS)}.")
    if too_much:
        fail(2, too_much)


def _tell(made: Picture | Chart, out: Path, as_json: bool) -> None:
    """What was drawn."""
    if as_json:
        print_json({"file": str(out), **fields_of(made.recipe, "title"), **_counts(made)})
    elif isinstance(made, Chart):
        typer.echo(f"{made.counted} drawn into {out}")
    else:
        typer.echo(
            f"{count(len(made.entries), 'entry', 'entries')} and {count(len(made.ties), 'tie')}"
            f" drawn into {out}"
        )


def _counts(made: Picture | Chart) -> dict[str, int]:
    """How much is in a picture."""
    if isinstance(made, Chart):
        return dict(made.counts)
    return {"entries": len(made.entries), "ties": len(made.ties), **fields_of(made, "left_out")}


def refuse_kept_back(snapshot: Snapshot, recipe: Recipe) -> None:
    """End the command where a reader's own words name whom the audience may not see."""
    left = release_of(snapshot, recipe).snapshot
    said = (recipe.title, recipe.subtitle, *recipe.remarks)
    if found := kept_back_names(snapshot, left, said):
        fail(1, refusal(found, "Your own words name", "it", NOT_WRITTEN))


def _labels(text: str) -> tuple[str, ...]:
    """Labels as people may write them: ``Member``, ``members``, ``consultation_mechanism``."""
    known = {
        name.lower(): kind.label
        for kind in SCHEMA.nodes
        for name in (kind.label, kind.plural, kind.file, kind.singular)
    }
    wanted = [part.strip() for part in text.split(",") if part.strip()]
    if unknown := [name for name in wanted if name.lower() not in known]:
        fail(
            2,
            f"There is no label {', '.join(unknown)}; there are"
            f" {', '.join(kind.label for kind in SCHEMA.nodes)}.",
        )
    return tuple(dict.fromkeys(known[name.lower()] for name in wanted))


def _lit(snapshot: Snapshot, what: str, typed: str) -> str:
    """The entry to highlight; a name that is not certain ends the command with the nearest."""
    meant = name_in(snapshot, what, typed).id if typed else ""
    return meant or meant_id(snapshot, typed, *NAMES.get(what, ()))


def _again(snapshot: Snapshot, file: Path, home: Path | None) -> tuple[Picture | Chart, str]:
    from explorer.pages.map.opened_pictures import (
        reopened_picture,
    )  # brings the whole map along, which no other command needs

    try:
        kept = reopen(file.read_bytes())
    except OSError as error:
        fail(2, f"{file} cannot be read ({error.strerror}).")
    if kept.what != "network":
        made = make(snapshot, kept)
        same = made.recipe.fingerprint == kept.fingerprint
        return made, f"The data has {'not ' if same else ''}changed since this picture was made."
    choices, here = chosen(home or Environment().home, kept)
    picture, since = reopened_picture(snapshot, replace(kept, choices=dict(choices)))
    return picture, since.says if here else f"{since.says} {ELSEWHERE}"


def _decided(snapshot: Snapshot, made: Picture, accept: bool) -> Picture:
    """The picture with every finding decided; without --accept, open ones are said and nothing is
    written.
    """
    found = undecided_findings(snapshot, made)
    if found and accept:
        return compose(
            snapshot,
            replace(
                made.recipe,
                choices={
                    **made.recipe.choices,
                    **dict.fromkeys((finding.id for finding in found), "keep"),
                },
            ),
        )
    if found:
        fail_undecided(
            found, "Leave entries out with --hide or --focus, or --accept what is public knowledge."
        )
    return made
