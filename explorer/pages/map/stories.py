"""Stories: views of the map in an order, with a sentence each, kept by name in the data folder.

A slide holds the recipe of its picture, so that it can say later what has changed. Its sentence is
the subtitle of that recipe, and the audience of the recipe is whoever may see the slide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from explorer.app.named_addresses import LONGEST, tidy_name
from explorer.html.view import View
from explorer.pages.map.address import SPOKEN, read
from explorer.pages.map.opened_pictures import address_over, kept_recipe
from explorer.pages.map.save_picture import finished_picture
from explorer.pages.map.scene import scene_of
from explorer.pages.map.who_has_spoken import talks_of
from explorer.picture.hidden_entries import chosen
from explorer.picture.letters import drawable_text
from explorer.picture.picture import LONGEST_SAID
from explorer.picture.slides import MOST_SLIDES, Slide, Story
from graph_model.dates import as_date
from graph_model.errors import LinkagesError, NoRecipe
from loaders import kept_objects
from loaders.kept_objects import KeptObjects, ObjectsByName
from loaders.take_out.audience import AUDIENCES

__all__ = [
    "LONGEST",
    "MOST_SLIDES",
    "STORIES",
    "NoStory",
    "Slide",
    "Slides",
    "change",
    "keep_story",
    "moved",
    "slide_of",
    "stories",
    "story_called",
]

STORIES = KeptObjects(kept_objects.STORIES)
SEEN_BY_OTHERS = (
    "This story was made for those who see more rows than you do; ask whoever sent it for one that"
    " is for you."
)
Slides = tuple[Slide, ...]


class NoStory(LinkagesError):
    """A story, or a slide of one, that cannot be kept or is not there."""


def story_called(home: Path, name: str, sees: str) -> tuple[str, Slides]:
    """A story by a name as somebody typed it: how it is called, and its slides; none where there is
    none that they may see.
    """
    name = tidy_name(name)
    return name, stories(home, sees).get(name, ())


def stories(home: Path, sees: str) -> dict[str, Slides]:
    """Every story of which an audience may see all, by name; what is no slide is passed over."""
    return {
        name: slides
        for name, slides in _read(STORIES.read(home)).items()
        if _shown_to(slides, sees)
    }


def change(home: Path, name: str, sees: str, how: Callable[[Slides], Sequence[Slide]]) -> None:
    """Put what `how` makes of a story in its place, while nobody else writes; a story without a
    slide is gone. Raises `NoStory`, `OSError`.
    """
    name = tidy_name(name)
    if not name:
        raise NoStory("A story needs a name.")

    def changed(known: ObjectsByName) -> ObjectsByName:
        before = _read(known).get(name, ())
        if not _shown_to(before, sees):
            raise NoStory(f"There is another story called “{name}”; choose another name.")
        slides = tuple(how(before))
        if len(slides) > MOST_SLIDES:
            raise NoStory(f"A story has at most {MOST_SLIDES} slides; begin another one.")
        kept = {str(number): slide.to_json() for number, slide in enumerate(slides, start=1)}
        others = {other: texts for other, texts in known.items() if other != name}
        return {**others, name: kept} if kept else others

    STORIES.change(home, changed)


def keep_story(home: Path, story: Story, sees: str) -> str:
    """Keep a story that came as a file, with what was chosen here before it left; the name that it
    has here: another one where there is another story of its name. Raises `NoStory`, `OSError`.
    """
    slides = tuple(
        replace(its, recipe=replace(its.recipe, choices=dict(chosen(home, its.recipe)[0])))
        for its in story.slides
    )
    if not _shown_to(slides, sees):
        raise NoStory(SEEN_BY_OTHERS)
    known = _read(STORIES.read(home))
    name = first = tidy_name(drawable_text(story.name, LONGEST)) or "A story"
    for number in range(2, len(known) + 3):
        if name not in known or (known[name] == slides and _shown_to(known[name], sees)):
            break
        name = f"{first[: LONGEST - 8]} ({number})"
    change(home, name, sees, lambda _: slides)
    return name


def moved(slides: Slides, at: int, by: int) -> Slides:
    """The slides with one of them further on or back; at an end it stays.

    >>> moved(("a", "b", "c"), 2, -1), moved(("a", "b"), 0, -1)
    (('a', 'c', 'b'), ('a', 'b'))
    """
    order = list(slides)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    return tuple(order)


def slide_of(
    shown: View, home: Path, params: Mapping[str, str], sentence: str, sees: str, today: date
) -> Slide:
    """A view of the map as a slide, for those who see as much as its maker. Raises `NoStory` for a
    view that shows nothing on its day, and for a sentence without room.
    """
    said = drawable_text(sentence, 4 * LONGEST_SAID)
    if len(said) > LONGEST_SAID:
        raise NoStory(f"A sentence has at most {LONGEST_SAID} letters; this one has {len(said):,}.")
    on = as_date(params["as_of"]) if params.get("as_of") else today
    view = replace(shown, day=shown.day.on(on))
    address = replace(read(params, shown.snapshot), whom="")
    held = kept_recipe(home, address.opened)
    if held:
        address = address_over(address, held)
    if address.question == SPOKEN and not address.agreement:
        address = replace(address, agreement=next(iter(talks_of(view.day)), ""))
    if address.empty:
        raise NoStory("This view asks nothing yet; start from a question or a name first.")
    made = finished_picture(view, address, scene_of(view, address), sees)
    if not made.entries:
        raise NoStory("Nothing answers this view on its day; there would be nothing on the slide.")
    return Slide(today, replace(made.recipe, subtitle=said, size="slide"))


def _shown_to(slides: Slides, sees: str) -> bool:
    return all(AUDIENCES.index(slide.recipe.audience) <= AUDIENCES.index(sees) for slide in slides)


def _read(kept: ObjectsByName) -> dict[str, Slides]:
    found = {}
    for name, texts in kept.items():
        slides = []
        for text in texts.values():
            try:
                slides.append(Slide.from_json(text))
            except NoRecipe:
                continue
        found[name] = tuple(slides)
    return found
