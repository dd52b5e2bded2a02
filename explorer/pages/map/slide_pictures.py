"""The slides of a story as pictures: for whom it leaves, each with what has changed since it was
made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from explorer.pages.map.opened_pictures import address_over, recipe_view, reopened_picture
from explorer.pages.map.save_picture import finished_picture
from explorer.pages.map.scene import scene_of
from explorer.pages.map.stories import NoStory
from explorer.picture.from_recipe import readable, release_of
from explorer.picture.hidden_entries import keep_choices
from explorer.picture.image_export import fit_to_leave
from explorer.picture.picture import Picture, Recipe
from explorer.picture.slides import Slide, Story
from explorer.picture.story_files import story_file
from graph_model.dates import date_words
from graph_model.snapshot import Snapshot
from loaders.take_out.typed_words import NOT_WRITTEN, kept_back_names, refusal


def slide_pictures(
    snapshot: Snapshot, slides: Sequence[Slide], audience: str, choices: Mapping[str, str]
) -> list[Picture]:
    """The pictures of a story for an audience: what it may not see takes no part. Raises `NoStory`
    where a sentence names whom it may not see.
    """
    return [slide_picture(snapshot, slide, audience, choices) for slide in slides]


def taken_out(home: Path, story: Story, pictures: Sequence[Picture], kind: str) -> bytes:
    """The story as a file, from the pictures of its slides. For the public it tells nothing of whom
    they leave out; what was chosen is kept here, so that it opens here as it was. Raises `OSError`.
    """
    slides = []
    for slide, picture in zip(story.slides, pictures, strict=True):
        same = picture.recipe.audience == slide.recipe.audience != "public"
        recipe = slide.recipe if same else picture.recipe
        slides.append(Slide(slide.made, fit_to_leave(keep_choices(home, recipe))))
    return story_file(Story(story.name, tuple(slides)), pictures, kind)


def slide_picture(
    snapshot: Snapshot, slide: Slide, audience: str, choices: Mapping[str, str]
) -> Picture:
    """One of them; its last note says what has changed."""
    if audience == slide.recipe.audience:
        made, since = reopened_picture(snapshot, slide.recipe)
        said = since.says
    else:
        recipe = replace(slide.recipe, audience=audience, choices=dict(choices))
        refuse(snapshot, audience, choices, (recipe.subtitle, *recipe.remarks))
        made = _for_others(snapshot, recipe)
        said = "" if _same(snapshot, slide) else "The data has changed since."
    return replace(made, notes=(*made.notes, told(slide, said)))


def told(slide: Slide, since: str) -> str:
    """When a slide was made, and what has changed since, in a sentence or two."""
    return f"Made on {date_words(slide.made.isoformat())}. {since}".strip()


def _same(snapshot: Snapshot, slide: Slide) -> bool:
    """Whether the data is as it was; not told by name, for these names may not be for all."""
    return release_of(snapshot, slide.recipe).snapshot.version == slide.recipe.fingerprint


def refuse(
    snapshot: Snapshot, audience: str, choices: Mapping[str, str], said: Sequence[str]
) -> None:
    """Raise `NoStory` where words that somebody typed name whom an audience may not see."""
    left = release_of(snapshot, Recipe(audience=audience, choices=dict(choices))).snapshot
    if found := kept_back_names(snapshot, left, said):
        raise NoStory(refusal(found, f"“{said[0]}” names", "the story", NOT_WRITTEN))


def _for_others(snapshot: Snapshot, recipe: Recipe) -> Picture:
    """The view of a slide over what others may see, with a title of its own: that of the maker may
    name who stays here.
    """
    view, address = recipe_view(snapshot, recipe)
    positions = {
        id: position for id, position in recipe.places.items() if id in view.snapshot.nodes
    }
    address = replace(address, at=positions)
    if address.empty:
        address = address_over(address, replace(recipe, places=positions, aside={}))
    made = finished_picture(view, address, scene_of(view, address), recipe.audience)
    own = replace(
        made.recipe, subtitle=recipe.subtitle, size=recipe.size, choices=dict(recipe.choices)
    )
    return readable(replace(made, recipe=own))
