"""Work that takes long: who watches it is told how far it is and can stop it, and what came of
it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from graph_model.errors import LinkagesError, LoadCancelled

R = TypeVar("R")

Tell = Callable[[str, int, int], None]


class WorkProgress:
    """Tells of a work's progress (`phase`, rows done, rows in all) and stops it when `cancel` was
    called from any thread.

    Parameters
    ----------
    tell : Tell or None, optional
        Called with phase, rows done and rows in all.

    Examples
    --------
    >>> told = []
    >>> watch = WorkProgress(lambda *progress: told.append(progress))
    >>> watch.tell("write", 10, 20)
    >>> told
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


class Task(Generic[R]):
    """Work that goes on by itself, in a thread of its own, while pages come and go.

    >>> task = Task[int]()
    >>> task.end(7)
    >>> task.end(8)
    >>> task.done, task.result()
    (True, 7)
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._cancelled, self._done = threading.Event(), threading.Event()
        self._result: R | None = None
        self._failed: LinkagesError | None = None

    @property
    def done(self) -> bool:
        """Whether it has come to an end, well or not."""
        return self._done.is_set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop and has not come to its end yet."""
        return self._cancelled.is_set() and not self.done

    @property
    def seconds(self) -> float:
        """How long it has been going."""
        return time.monotonic() - self.began

    def cancel(self) -> None:
        """Ask it to stop; it ends with an error that says so."""
        self._cancelled.set()

    def wait(self, seconds: float | None = None) -> None:
        """Return at its end, or after this long."""
        self._done.wait(seconds)

    def result(self) -> R:
        """Wait for the end. Raises what went wrong."""
        self._done.wait()
        if self._failed is not None or self._result is None:
            raise self._failed or LinkagesError("The work ended without a result.")
        return self._result

    def end(self, result: R | None = None, failed: LinkagesError | None = None) -> None:
        """Say what came of it; the first word counts."""
        if not self.done:
            self._result, self._failed = result, failed
            self._done.set()
