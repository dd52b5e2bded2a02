"""The command for stories: `linkages story`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from explorer.commands.command_line import (
    Accept,
    Audience,
    Home,
    Json,
    app,
    errors,
    fail,
    fail_undecided,
    looked_at,
    print_json,
    tell,
    writing,
)
from explorer.words.text import count
from graph_model.atomic_files import mode_for, write_whole
from graph_model.database.connection import Environment
from graph_model.snapshot import Snapshot
from loaders.opening import SEEN_AS, graph_now
from loaders.take_out.audience import AUDIENCES

if TYPE_CHECKING:
    from explorer.pages.map.stories import Slides


@app.command()
def story(
    name: Annotated[str, typer.Argument(help="The story; none: list all of them.")] = "",
    add: Annotated[
        str, typer.Option(help="Add a slide: the name of a saved view of the map.")
    ] = "",
    sentence: Annotated[str, typer.Option(help="With --add: what the slide says.")] = "",
    forget: Annotated[int, typer.Option(min=0, help="Take away the slide of that number.")] = 0,
    out: Annotated[
        Path | None, typer.Option(help="Write it to this file; it ends in .html or .pdf.")
    ] = None,
    audience: Audience = "private",
    accept: Accept = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Saved views of the map as a story: in an order, with a sentence each. Says what has changed
    since each slide was made, and takes the story out as one offline HTML or PDF.

    Example: linkages story "Before the round" --add "Who met Japan" --sentence "Nobody has asked."
    """
    from explorer.pages.map.stories import stories  # the whole map, for which no other waits

    where, sees = home or Environment().home, SEEN_AS.get()
    if audience not in AUDIENCES:
        fail(2, f"--audience {audience!r} is none of {', '.join(AUDIENCES)}.")
    if not name:
        if add or forget or out:
            fail(2, "Say first which story is meant, in quotation marks.")
        _list(stories(where, sees), as_json)
        return
    with errors():
        snapshot = graph_now(home)
        if forget:
            _forget(where, name, sees, forget)
        if add:
            _add(snapshot, where, name, sees, add, sentence)
        kept = stories(where, sees)
        slides = kept.get(name, ())
        if not slides and not forget:
            known = ", ".join(kept) or "none yet"
            fail(2, f"There is no story {name!r}; there are: {known}. Begin one with --add.")
        if out:
            _take_out(snapshot, name, slides, out, audience, accept)
        _tell(snapshot, name, slides, out, as_json)


def _list(found: dict[str, Slides], as_json: bool) -> None:
    counted = {name: len(slides) for name, slides in found.items()}
    lines = [f"{name}: {count(number, 'slide')}" for name, number in counted.items()]
    tell(as_json, {"stories": counted}, "\n".join(lines) or "No story is kept yet.")


def _forget(where: Path, name: str, sees: str, at: int) -> None:
    """Take the slide of that number away."""
    from explorer.pages.map.stories import change, stories

    number = len(stories(where, sees).get(name, ()))
    if at > number:
        fail(2, f"{name} has {count(number, 'slide')}; none has the number {at}.")
    change(where, name, sees, lambda its: (*its[: at - 1], *its[at:]))


def _add(snapshot: Snapshot, where: Path, name: str, sees: str, wanted: str, sentence: str) -> None:
    """Add a saved view as the last slide."""
    from explorer.html.view import View
    from explorer.pages.map import saved_views
    from explorer.pages.map.stories import change, slide_of

    views = saved_views.views(where)
    if wanted not in views:
        known = ", ".join(views) or "none yet; keep one on the map under “Saved views”"
        fail(2, f"There is no saved view {wanted!r}; there are: {known}.")
    shown = View(looked_at(snapshot, "", False, False), False)
    slide = slide_of(shown, where, views[wanted], sentence, sees, date.today())
    change(where, name, sees, lambda its: (*its, slide))


def _take_out(
    snapshot: Snapshot, name: str, slides: Slides, out: Path, audience: str, accept: bool
) -> None:
    """The story as a file; for the public, after every finding has its choice."""
    from explorer.pages.map.slide_pictures import refuse, slide_pictures
    from explorer.picture.story_files import KINDS, story_file

    kind = out.suffix.lower().removeprefix(".")
    if kind not in KINDS:
        fail(2, f"{out.name} does not say what to write; end it in .{' or .'.join(KINDS)}.")
    choices = _choices(snapshot, audience, accept)
    refuse(snapshot, audience, choices, [name])
    pictures = slide_pictures(snapshot, slides, audience, choices)
    with writing(out):
        write_whole(out, story_file(name, pictures, kind), mode=mode_for(audience))


def _choices(snapshot: Snapshot, audience: str, accept: bool) -> dict[str, str]:
    """With --accept, everything that was found stays; without, nothing is written."""
    from loaders.take_out.publish import release_for

    found = release_for(snapshot, audience).findings
    if found and not accept:
        remedy = "Take entries out of the public rows, or --accept what is public knowledge."
        fail_undecided(found, remedy, most=20)
    return dict.fromkeys((finding.id for finding in found), "keep")


def _tell(snapshot: Snapshot, name: str, slides: Slides, out: Path | None, as_json: bool) -> None:
    """The slides, each with what has changed since it was made."""
    from explorer.pages.map.opened_pictures import changed_since

    since = [changed_since(snapshot, slide.recipe).says for slide in slides]
    if as_json:
        told = [
            {
                "title": slide.recipe.title,
                "sentence": slide.sentence,
                "made": slide.made,
                "as_of": slide.recipe.as_of,
                "since": changed,
            }
            for slide, changed in zip(slides, since, strict=True)
        ]
        print_json({"story": name, "slides": told, "file": str(out) if out else None})
        return
    for number, (slide, changed) in enumerate(zip(slides, since, strict=True), start=1):
        said = slide.sentence or slide.recipe.title
        typer.echo(f"{number}. {said} (as of {slide.recipe.as_of}) {changed}")
    typer.echo(f"{count(len(slides), 'slide')}{f' written to {out}' if out else ''}.")
