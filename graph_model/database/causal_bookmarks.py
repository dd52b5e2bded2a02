"""What this computer saw last of a database, so that whatever it reads next is no older: on a
cluster another member may answer, and waits until it is as far.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from graph_model.atomic_files import write_whole


class Bookmarks:
    """The driver's bookmarks after the last load, kept in the data folder beside the copy of the
    graph; nowhere without a file.

    >>> Bookmarks().read()
    frozenset()
    """

    def __init__(self, file: Path | None = None) -> None:
        self.file = file

    def read(self) -> frozenset[str]:
        """Those that were kept; none where the file is not whole: a bookmark is only ever a
        wait.
        """
        try:
            found = json.loads(self.file.read_text(encoding="utf-8")) if self.file else []
            return frozenset(str(each) for each in found)
        except (OSError, ValueError, TypeError):
            return frozenset()

    def write(self, seen: Iterable[str]) -> None:
        """Keep these instead."""
        if self.file is not None:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, json.dumps(sorted(seen)))
