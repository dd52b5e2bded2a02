"""A JSON file in the data folder: a few texts by name. Two people who write at once lose
nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from graph_model.atomic_files import own_folder, write_whole

ObjectsByName = dict[str, dict[str, str]]
#: What people make that stands beside the database: saved queries and views of the map, stories,
#: and what was chosen before a picture went to the public.
CHOICES, QUERIES, STORIES, VIEWS = "choices.json", "queries.json", "stories.json", "views.json"
FILES = (CHOICES, QUERIES, STORIES, VIEWS)


@dataclass(frozen=True)
class KeptObjects:
    """One such file, by its name in the data folder."""

    file: str

    def __post_init__(self) -> None:
        """Raise `ValueError` for a file that no backup would take along."""
        if self.file not in FILES:
            raise ValueError(f"{self.file} is none of {', '.join(FILES)}")

    def read(self, home: Path) -> ObjectsByName:
        """What is kept, by name; an unreadable file is as good as none."""
        try:
            kept = json.loads((home / self.file).read_text(encoding="utf-8"))
            return {
                str(name): {str(key): str(value) for key, value in texts.items()}
                for name, texts in sorted(kept.items())
            }
        except (OSError, ValueError, AttributeError):
            return {}

    def change(self, home: Path, how: Callable[[ObjectsByName], ObjectsByName]) -> None:
        """Put what `how` makes of it in its place, while nobody else writes. Raises `OSError`."""
        own_folder(home)
        with writing(home, self.file):
            text = json.dumps(how(self.read(home)), ensure_ascii=False, indent=1)
            write_whole(home / self.file, f"{text}\n")


def writing(home: Path, file: str) -> FileLock:
    """The lock that whoever writes such a file holds."""
    return FileLock(home / f"{file}.lock", timeout=10)
