"""A load in the background: how far it is, how long it will take, and the way to stop it. Pages
come and go, the task stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from explorer.words.text import count
from graph_model.errors import LinkagesError
from graph_model.progress import R, Task, WorkProgress
from loaders.write.load import LoadResult, summary

Work = Callable[[WorkProgress], LoadResult]
#: What is said from the press of Cancel until the work has stopped.
STOPPING = "Stopping; nothing of it will be written"
#: The phases of a load in the words of the page.
PHASES = {
    "": "Getting ready",
    "sweep": "Taking out what is gone",
    "write": "Writing",
    "commit": "Making it final; this can no longer be stopped",
}


class WatchedTask(Task[R]):
    """Work that tells which phase it is in, and how many of its rows are done."""

    def __init__(self, work: Callable[[WorkProgress], R], phase: str) -> None:
        super().__init__()
        self.phase, self.rows, self.total = phase, 0, 0
        self._work = work
        self._watch = WorkProgress(self._tell)

    def cancel(self) -> None:
        """Ask it to stop at its next word; all is then as it was before."""
        super().cancel()
        self._watch.cancel()

    def _tell(self, phase: str, done: int, total: int) -> None:
        self.phase, self.rows, self.total = phase, done, total


class LoadTask(WatchedTask[LoadResult]):
    """A load that runs in a thread of its own. `said` and `problem` hold its outcome when it is
    done.
    """

    def __init__(self, work: Work, finished: Callable[[LoadResult], None]) -> None:
        super().__init__(work, "")
        self.said = self.problem = self.ended = ""
        self._finished = finished

    def start(self) -> LoadTask:
        """Begin."""
        threading.Thread(target=self._run, name="load", daemon=True).start()
        return self

    @property
    def final(self) -> bool:
        """Whether it is past the point where it can be stopped."""
        return self.phase == "commit"

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1. Making it final takes about as long as a third of the
        writing.
        """
        return 0.75 * self.rows / self.total if self.total and not self.final else 0.75 * self.final

    @property
    def seconds_left(self) -> float | None:
        """The time it may still take, by how fast it went; None before its first batch."""
        share, spent = self.share, self.seconds
        return spent / share * (1 - share) if share else None

    def words(self) -> str:
        """Phase, rows and time left in a line.

        >>> from graph_model.dataset_changes import Changes
        >>> from graph_model.snapshot import Snapshot
        >>> task = LoadTask(lambda watch: LoadResult("", Changes("d"), Snapshot()), print)
        >>> task.words()
        'Getting ready'
        """
        if self.stopping and not self.final:
            return STOPPING
        rows = (
            f": {self.rows:,} of {count(self.total, 'row')}"
            if self.total and not self.final
            else ""
        )
        left = self.seconds_left
        return f"{PHASES[self.phase]}{rows}" + (
            f"; about {max(left, 1):,.0f} s left" if left is not None and not self.done else ""
        )

    def _run(self) -> None:
        found, failed = None, None
        try:
            found = self._work(self._watch)
            self._finished(found)
            self.said = summary(found.changes)
        except LinkagesError as error:
            failed, self.problem = error, str(error)
        finally:
            if not (self.said or self.problem):
                self.problem = (
                    "The work ended without a word; look at the data before you repeat it."
                )
            self.ended = datetime.now(UTC).strftime("%H:%M UTC")
            self.end(found, failed)
