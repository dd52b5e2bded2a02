"""Who watches a long work: it is told how far the work is, and can stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from graph_model.errors import LoadCancelled

Tell = Callable[[str, int, int], None]


class Watch:
    """Tells of a work's progress (`phase`, rows done, rows in all) and stops it when `cancel` was
    called from any thread.

    >>> told = []
    >>> watch = Watch(lambda *progress: told.append(progress))
    >>> watch.tell("write", 10, 20); told
    [('write', 10, 20)]
    """

    def __init__(self, tell: Tell | None = None) -> None:
        self._tell = tell
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next word and leaves the old state."""
        self._cancelled.set()

    def tell(self, phase: str, done: int, total: int) -> None:
        """Say how far the work is. Raises `LoadCancelled` when it is to stop."""
        if self._cancelled.is_set():
            raise LoadCancelled("The load was stopped; the graph is as it was before.")
        if self._tell:
            self._tell(phase, done, total)
