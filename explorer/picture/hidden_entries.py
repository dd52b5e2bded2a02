"""What was chosen before a picture went to the public, kept on this machine: the file itself may
not tell whom it leaves out.

A public picture carries a number that says nothing. Here, in the data folder, the number leads back
to the choices, so the picture opens again as it was; elsewhere it leads nowhere.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from filelock import FileLock

from explorer.picture.picture import Recipe
from graph_model.atomic_files import own_folder, write_whole

FILE = "choices.json"
ELSEWHERE = (
    "Whom this picture merges or leaves out is known only on the machine that made it; entries that"
    " stood for several are missing here."
)


def kept(home: Path) -> dict[str, dict[str, str]]:
    """All choices, by their number; an unreadable file is as good as none."""
    try:
        found = json.loads((home / FILE).read_text(encoding="utf-8"))
        return {
            str(number): {str(id): str(choice) for id, choice in choices.items()}
            for number, choices in found.items()
        }
    except (OSError, ValueError, AttributeError):
        return {}


def keep(home: Path, recipe: Recipe) -> Recipe:
    """The recipe with the number of its choices, which are kept; equal choices have one number.
    Raises `OSError`.
    """
    choices = dict(recipe.choices)
    if recipe.audience != "public" or not choices:
        return replace(recipe, release="")
    own_folder(home)
    with FileLock(home / f"{FILE}.lock", timeout=10):
        known = kept(home)
        number = next(
            (number for number, others in known.items() if others == choices), ""
        ) or secrets.token_hex(8)
        write_whole(
            home / FILE, json.dumps(known | {number: choices}, ensure_ascii=False, indent=1) + "\n"
        )
    return replace(recipe, release=number)


def chosen(home: Path, recipe: Recipe) -> tuple[Mapping[str, str], bool]:
    """The choices of a recipe, those that its file may not tell included; False when these were
    made on another machine.
    """
    here = kept(home).get(recipe.release, {})
    return {**recipe.choices, **here}, bool(here) or not recipe.release
