"""What people made that stands in the data folder beside the database: saved views, stories and
queries, opened pictures, what was decided about sheets.

A backup takes it along and a restore puts it back. The list of people stays on its machine: whoever
was taken out of it must not come in again with an old file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from graph_model.atomic_files import own_folder, write_whole
from loaders.kept_objects import CHOICES, FILES, QUERIES, STORIES, VIEWS, writing

MAPPINGS, OPENED = "mappings", "opened"
#: How the files of each folder are called; a name that a backup brings may lead nowhere else.
FOLDERS = {MAPPINGS: re.compile(r"[\w][\w .-]{0,79}"), OPENED: re.compile("[0-9a-f]{12}")}
#: The files by their place in the data folder.
Kept = Mapping[str, bytes]
WORDS = {
    CHOICES: "choices for the public",
    QUERIES: "saved queries",
    STORIES: "stories",
    VIEWS: "saved views",
    MAPPINGS: "decisions about sheets",
    OPENED: "opened pictures",
}


def read_kept(home: Path) -> dict[str, bytes]:
    """Every such file that is there and whole; one that no page could read is left. Raises
    `OSError`.
    """
    return {name: data for name, data in _there(home).items() if not fault(name, data)}


def fault(name: str, data: bytes) -> str:
    """Why a file is none that we keep, in a few words; empty where it is one."""
    folder, _, file = name.rpartition("/")
    wanted = FOLDERS.get(folder)
    ours = name in FILES
    if wanted is not None:
        ours = file.endswith(".json") and bool(wanted.fullmatch(file.removesuffix(".json")))
    if not ours:
        return f"{name[:80]!r} is no file that is kept"
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return f"{name} is no JSON"
    right = isinstance(told, dict) and (bool(folder) or _texts_by_name(told))
    return "" if right else f"{name} is not of the right shape"


def _texts_by_name(told: dict[str, object]) -> bool:
    return all(
        isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())
        for texts in told.values()
    )


def told_kept(kept: Kept) -> str:
    """What of it there is, in words.

    >>> told_kept({"views.json": b"{}", "opened/0123456789ab.json": b"{}", "opened/b.json": b"{}"})
    'opened pictures and saved views'
    """
    kinds = sorted({WORDS[name.partition("/")[0]] for name in kept})
    return " and ".join(filter(None, (", ".join(kinds[:-1]), *kinds[-1:])))


@contextmanager
def in_place(home: Path, kept: Kept) -> Iterator[None]:
    """Put these files in the place of all that are there, and, where what is done meanwhile fails,
    the old ones back. Nobody else writes the lists meanwhile. Raises `OSError`.
    """
    with ExitStack() as held:
        own_folder(home)
        for name in FILES:
            held.enter_context(writing(home, name))
        before = _there(home)
        try:
            _put(home, kept)
            yield
        except BaseException:
            _put(home, before)
            raise


def _there(home: Path) -> dict[str, bytes]:
    """Every file that is there, whole or not, by its place in the data folder."""
    files = [home / name for name in FILES]
    files += [file for folder in FOLDERS for file in sorted((home / folder).glob("*.json"))]
    return {
        file.relative_to(home).as_posix(): file.read_bytes() for file in files if file.is_file()
    }


def _put(home: Path, kept: Kept) -> None:
    """Every file is written before one is taken away, so that a full disk takes none."""
    for name, data in kept.items():
        write_whole(home / name, data)
    for name in _there(home).keys() - kept.keys():
        (home / name).unlink()
