"""A slide of a story as data, and a story as the text that opens it again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from explorer.picture.picture import Recipe
from graph_model.errors import NoRecipe

MOST_SLIDES = 40


@dataclass(frozen=True)
class Slide:
    """One picture of a story, and the day on which it was made."""

    made: date
    recipe: Recipe

    @property
    def sentence(self) -> str:
        """What the reader says of it."""
        return self.recipe.subtitle

    def to_json(self) -> str:
        """The slide as one line."""
        return json.dumps({"made": self.made.isoformat(), "recipe": self.recipe.to_json()})

    @classmethod
    def from_json(cls, text: str) -> Slide:
        """The slide that `to_json` wrote. Raises `NoRecipe` for any other text."""
        try:
            found = json.loads(text)
            return cls(date.fromisoformat(found["made"]), Recipe.from_json(found["recipe"]))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise NoRecipe from None


@dataclass(frozen=True)
class Story:
    """A name, and slides in their order."""

    name: str
    slides: tuple[Slide, ...]

    def to_json(self) -> str:
        """The story as one line; equal stories are equal lines."""
        slides = [slide.to_json() for slide in self.slides]
        return json.dumps({"linkages_story": 1, "name": self.name, "slides": slides})

    @classmethod
    def from_json(cls, text: str) -> Story:
        """The story that `to_json` wrote. Raises `NoRecipe` for any other text.

        >>> Story.from_json(Story("To tell", (Slide(date(2026, 3, 1), Recipe()),)).to_json()).name
        'To tell'
        """
        try:
            found = json.loads(text)
            name, slides = found["name"], found["slides"]
            if found["linkages_story"] != 1 or not isinstance(name, str):
                raise NoRecipe
            if not isinstance(slides, Sequence) or not 0 < len(slides) <= MOST_SLIDES:
                raise NoRecipe
            return cls(name, tuple(Slide.from_json(slide) for slide in slides))
        except (ValueError, TypeError, KeyError, RecursionError):
            raise NoRecipe from None
