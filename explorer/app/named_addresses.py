"""Addresses with a name, kept as JSON in the data folder: views of the map, queries of the console.
Two people who save at once lose nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loaders.kept_objects import KeptObjects, ObjectsByName

LONGEST = 80


def tidy_name(name: str) -> str:
    """A name as it is kept: one line, no space around it, not too long.

    >>> tidy_name("  Who is \\n at the table? ")
    'Who is at the table?'
    """
    return " ".join(name.split())[:LONGEST]


@dataclass(frozen=True)
class NamedAddresses:
    """One list: its file, and the parts of an address that it keeps."""

    file: str
    parts: tuple[str, ...]

    def all(self, home: Path) -> ObjectsByName:
        """What is kept, by name; an unreadable file is as good as none."""
        return KeptObjects(self.file).read(home)

    def save(self, home: Path, name: str, params: Mapping[str, str]) -> None:
        """Keep an address under a name; the same name is replaced. Raises `OSError`."""
        self.put(home, {name: params})

    def forget(self, home: Path, name: str) -> None:
        """Take one away. Raises `OSError`."""
        self.put(home, {name: None})

    def called(self, home: Path, name: str) -> Mapping[str, str] | None:
        """What is kept under a name as somebody typed it; None where nothing is."""
        return self.all(home).get(tidy_name(name))

    def put(self, home: Path, changed: Mapping[str, Mapping[str, str] | None]) -> None:
        """Keep some names with their addresses and take others (None) away, in one step. Raises
        `OSError`.
        """
        gone = {tidy_name(name) for name in changed}
        kept = {
            tidy_name(name): {key: params[key] for key in self.parts if params.get(key)}
            for name, params in changed.items()
            if params is not None
        }
        KeptObjects(self.file).change(
            home,
            lambda known: (
                {name: params for name, params in known.items() if name not in gone} | kept
            ),
        )
