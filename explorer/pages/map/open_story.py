"""Going to a slide of a story, and opening a story that came as a file."""

from __future__ import annotations

from explorer.app import database
from explorer.app.address_choices import remember
from explorer.html import people
from explorer.pages.map.opened_pictures import address_of, keep_recipe
from explorer.pages.map.stories import NoStory, Slides, keep_story, story_called
from explorer.pages.map.view_changes import switch_to
from explorer.picture.story_files import reopened_story


def go(name: str, slides: Slides, to: int) -> None:
    """Show a slide of a story, counted from zero."""
    recipe = slides[to].recipe
    switch_to(address_of(recipe, keep_recipe(database.of_app().home, recipe)))
    remember("story", name)
    remember("slide", str(to + 1))


def open_story(data: bytes) -> bool:
    """Keep the story of a file and show its first slide; False where the file holds none. Raises
    `NoRecipe`, `NoStory`, `OSError`.
    """
    story = reopened_story(data)
    if story is None:
        return False
    present = people.present()
    if not present.may("member"):
        raise NoStory("Stories are opened by members; a file in HTML plays by itself in a browser.")
    home, sees = database.of_app().home, people.SEES[present.role]
    name = keep_story(home, story, sees)
    go(name, story_called(home, name, sees)[1], 0)
    return True
