"""What was chosen before a picture went to the public, kept on this machine: the file itself may
not tell whom it leaves out.

A public picture carries a number that says nothing. Here, in the data folder, the number leads back
to the choices, so the picture opens again as it was; elsewhere it leads nowhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from explorer.picture.picture import Recipe
from loaders import kept_objects
from loaders.kept_objects import KeptObjects, ObjectsByName

CHOICES = KeptObjects(kept_objects.CHOICES)
ELSEWHERE = (
    "Whom this picture merges or leaves out is known only on the machine that made it; entries that"
    " stood for several are missing here."
)


def keep_choices(home: Path, recipe: Recipe) -> Recipe:
    """The recipe with the number of its choices, which are kept; equal choices have one number.
    Raises `OSError`.
    """
    choices = dict(recipe.choices)
    if recipe.audience != "public" or not choices:
        return replace(recipe, release="")
    new = secrets.token_hex(8)
    CHOICES.change(home, lambda known: known if _number(known, choices) else known | {new: choices})
    return replace(recipe, release=_number(CHOICES.read(home), choices))


def _number(known: ObjectsByName, choices: dict[str, str]) -> str:
    return next((number for number, others in known.items() if others == choices), "")


def chosen(home: Path, recipe: Recipe) -> tuple[Mapping[str, str], bool]:
    """The choices of a recipe, those that its file may not tell included; False when these were
    made on another machine.
    """
    here = CHOICES.read(home).get(recipe.release, {})
    return {**recipe.choices, **here}, bool(here) or not recipe.release
