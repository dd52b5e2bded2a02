"""A picture file that was opened on the map: kept in the data folder under a number, so that the
address of the map brings it back.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from explorer.html.view import View
from explorer.pages.map.address import ALL, SPOKEN, MapAddress, read
from explorer.pages.map.save_picture import finished_picture
from explorer.pages.map.scene import scene_of
from explorer.picture import from_recipe
from explorer.picture.from_recipe import (
    PictureChanges,
    day_of,
    gone_from,
    lit_among,
    release_of,
    shows_groups,
)
from explorer.picture.picture import Picture, Recipe
from graph_model.atomic_files import write_whole
from graph_model.cached import cached
from graph_model.errors import NoRecipe
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.kept_files import FOLDERS, OPENED

MOST = 100


def keep_recipe(home: Path, recipe: Recipe) -> str:
    """Keep what was opened; its number. The oldest of very many are forgotten. Raises `OSError`."""
    text = recipe.to_json()
    number = hashlib.sha256(text.encode()).hexdigest()[:12]
    write_whole(home / OPENED / f"{number}.json", text)
    for old in sorted((home / OPENED).glob("*.json"), key=lambda path: path.stat().st_mtime)[
        :-MOST
    ]:
        old.unlink(missing_ok=True)
    return number


def kept_recipe(home: Path, number: str) -> Recipe | None:
    """What was opened under a number; None when it is not here."""
    if not FOLDERS[OPENED].fullmatch(number):
        return None
    try:
        return Recipe.from_json((home / OPENED / f"{number}.json").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, NoRecipe):
        return None


def address_of(recipe: Recipe, number: str) -> dict[str, str]:
    """The address of the map that shows it: the view it was taken from, over exactly its
    entries.
    """
    bubbled = shows_groups(recipe)
    plain = {
        "question": ALL if bubbled else "",
        "focus": ",".join(recipe.focus),
        "hide": ",".join(recipe.hidden),
    }
    view = {name: value for name, value in (recipe.view or plain).items() if name != "grow"}
    return {
        **view,
        "as_of": recipe.as_of,
        "whom": "public" if recipe.audience == "public" else "",
        "opened": "" if bubbled else number,
    }


def address_over(address: MapAddress, recipe: Recipe) -> MapAddress:
    """A view of the map over the entries of a recipe, each where it stood; what was moved since
    stays where it was put.
    """
    return replace(
        address,
        held=tuple({**recipe.places, **recipe.aside}),
        at={**recipe.aside, **recipe.places, **address.at},
    )


def lacking_hidden(recipe: Recipe) -> str:
    """That what was hidden in a picture is not in its file, in a sentence; empty when it is, when
    nothing was hidden, or when the view finds it by itself.
    """
    if not recipe.hidden or recipe.aside or recipe.view.get("question") in (SPOKEN, ALL):
        return ""
    hidden = (
        " and ".join(
            SCHEMA.by_label[label].plural.lower()
            for label in recipe.hidden
            if label in SCHEMA.by_label
        )
        or "some entries"
    )
    why = (
        "it was made for the public" if recipe.audience == "public" else "it was made without them"
    )
    return (
        f"Its file holds nothing of what was hidden in it ({hidden}), for {why}: showing them again"
        " brings none of them back."
    )


@cached(maxsize=32)
def _since(snapshot: Snapshot, text: str) -> PictureChanges:
    return reopened_picture(snapshot, Recipe.from_json(text))[1]


def changed_since(snapshot: Snapshot, recipe: Recipe) -> PictureChanges:
    """What changed in the data since a picture was made."""
    return _since(snapshot, recipe.to_json())


def recipe_view(snapshot: Snapshot, recipe: Recipe) -> tuple[View, MapAddress]:
    """What the audience of a recipe may see on its day, and what the recipe asks of it."""
    shown = release_of(snapshot, recipe).snapshot
    address = replace(
        read(recipe.view, shown), whom="public" if recipe.audience == "public" else ""
    )
    return View(day_of(shown, recipe), False), address


def reopened_picture(snapshot: Snapshot, recipe: Recipe) -> tuple[Picture, PictureChanges]:
    """A reopened picture: the same entries in the same places and looks, and what changed in the
    data since.
    """
    if not recipe.view:
        return from_recipe.reopened(snapshot, recipe)
    view, address = recipe_view(snapshot, recipe)
    shown = view.snapshot
    now = scene_of(view, address).picture
    scene = scene_of(view, address_over(replace(address, grow=()), recipe))
    made = finished_picture(
        view, address_over(address, recipe), replace(scene, sentence=recipe.title), recipe.audience
    )
    made = replace(
        made,
        recipe=replace(
            made.recipe,
            size=recipe.size,
            style=recipe.style,
            choices=recipe.choices,
            subtitle=recipe.subtitle,
            remarks=recipe.remarks,
            highlight=lit_among(recipe, made.positions).highlight,
        ),
    )
    gone = gone_from(shown, recipe)
    new = tuple(
        entry.name
        for entry in now.entries
        if entry.id not in recipe.places and entry.label not in address.hide
    )
    return from_recipe.readable(made), PictureChanges(
        shown.version == recipe.fingerprint, gone, new
    )
