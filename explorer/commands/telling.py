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
from graph_model.connection import Environment
from graph_model.snapshot import Snapshot
from loaders.opening import SEEN_AS, graph_now
from loaders.take_out.audience import AUDIENCES

if TYPE_CHECKING:
    from explorer.pages.map.stories import Slides
    from explorer.picture.slides import Slide, Story


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
    opened: Annotated[
        Path | None, typer.Option("--open", help="Keep the story of a file that was taken out.")
    ] = None,
    audience: Audience = "private",
    accept: Accept = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Saved views of the map as a story: in an order, with a sentence each. Says what has changed
    since each slide was made, takes the story out as one offline HTML or PDF, and opens
    such a file.

    Example: linkages story "Before the round" --add "Who met Japan" --sentence "Nobody has asked."
    """
    from explorer.pages.map.stories import (  # the whole map, for which no other waits
        stories,
        story_called,
    )
    from explorer.picture.slides import Story

    where, sees, changing = home or Environment().home, SEEN_AS.get(), bool(add or forget or out)
    _refuse_options(audience, out)
    if opened and (name or changing):
        fail(2, "--open stands alone: the file says what its story is called.")
    if opened:
        name = _open(where, opened, sees)
    if not name and changing:
        fail(2, "Say first which story is meant, in quotation marks.")
    if not name:
        _list(stories(where, sees), as_json)
        return
    with errors():
        snapshot = graph_now(home)
        name, before = story_called(where, name, sees)
        if add or forget:
            _change(snapshot, where, name, sees, add, sentence, forget, out)
        name, slides = story_called(where, name, sees)
        if not slides and not before:
            known = ", ".join(stories(where, sees)) or "none yet"
            fail(2, f"There is no story {name!r}; there are: {known}. Begin one with --add.")
        if out:
            _take_out(snapshot, where, Story(name, slides), out, audience, accept)
        _tell(snapshot, name, slides, out, as_json)


def _refuse_options(audience: str, out: Path | None) -> None:
    """End the command where an option is none of its choices."""
    from explorer.picture.story_files import KINDS

    if audience not in AUDIENCES:
        fail(2, f"--audience {audience!r} is none of {', '.join(AUDIENCES)}.")
    if out and out.suffix.lower().removeprefix(".") not in KINDS:
        fail(2, f"{out.name} does not say what to write; end it in .{' or .'.join(KINDS)}.")


def _list(found: dict[str, Slides], as_json: bool) -> None:
    counted = {name: len(slides) for name, slides in found.items()}
    lines = [f"{name}: {count(number, 'slide')}" for name, number in counted.items()]
    tell(as_json, {"stories": counted}, "\n".join(lines) or "No story is kept yet.")


def _open(where: Path, file: Path, sees: str) -> str:
    """Keep the story of a file; its name here."""
    from explorer.pages.map.stories import keep_story
    from explorer.picture.story_files import reopened_story

    with errors():
        try:
            story = reopened_story(file.read_bytes())
        except OSError as error:
            fail(2, f"{file} cannot be read ({error.strerror}).")
        if story is None:
            fail(
                1, f"{file.name} holds no story made here; `linkages story NAME --out` writes one."
            )
        return keep_story(where, story, sees)


def _change(
    snapshot: Snapshot,
    where: Path,
    name: str,
    sees: str,
    add: str,
    sentence: str,
    forget: int,
    out: Path | None,
) -> None:
    """Take the slide of a number away and put a saved view behind the last one, in one step: both
    or neither.
    """
    from explorer.pages.map.stories import change, story_called

    number = len(story_called(where, name, sees)[1])
    if forget > number:
        fail(2, f"{name} has {count(number, 'slide')}; none has the number {forget}.")
    if forget and number == 1 and out and not add:
        fail(
            2,
            f"That is the only slide of {name}: without it there is nothing to write. Forget it"
            " without --out, or add another one.",
        )
    new = [_slide(snapshot, where, sees, add, sentence)] if add else []

    def changed(slides: Slides) -> Slides:
        left = [its for at, its in enumerate(slides, start=1) if at != forget]
        return (*left, *new)

    change(where, name, sees, changed)


def _slide(snapshot: Snapshot, where: Path, sees: str, wanted: str, sentence: str) -> Slide:
    """A saved view as a slide."""
    from explorer.html.view import View
    from explorer.pages.map.saved_views import VIEWS, views
    from explorer.pages.map.stories import slide_of

    params = VIEWS.called(where, wanted)
    if params is None:
        known = ", ".join(views(where)) or "none yet; keep one on the map under “Saved views”"
        fail(2, f"There is no saved view {wanted!r}; there are: {known}.")
    shown = View(looked_at(snapshot, "", False, False), False)
    return slide_of(shown, where, params, sentence, sees, date.today())


def _take_out(
    snapshot: Snapshot, where: Path, story: Story, out: Path, audience: str, accept: bool
) -> None:
    """The story as a file; for the public, after every finding has its choice."""
    from explorer.pages.map.slide_pictures import refuse, slide_pictures, taken_out

    choices = _choices(snapshot, audience, accept)
    refuse(snapshot, audience, choices, [story.name])
    pictures = slide_pictures(snapshot, story.slides, audience, choices)
    kind = out.suffix.lower().removeprefix(".")
    with writing(out):
        write_whole(out, taken_out(where, story, pictures, kind), mode=mode_for(audience))


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
    if not slides:
        typer.echo(f"{name} is gone: that was its only slide.")
        return
    typer.echo(f"{name}: {count(len(slides), 'slide')}{f' written to {out}' if out else ''}.")
