"""One piece of writing in the background: how far it is, how long it will take, and the way to stop
it. Pages come and go, the job stays.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from graph_model.errors import LinkagesError
from graph_model.progress import Watch
from loaders.write.load import Loaded, summary

Work = Callable[[Watch], Loaded]
#: The phases of a load in the words of the page.
PHASES = {
    "": "Getting ready",
    "sweep": "Taking out what is gone",
    "write": "Writing",
    "commit": "Making it final; this can no longer be stopped",
}


class Job:
    """A load that runs in a thread of its own. `said` and `problem` hold its outcome when it is
    `over`.
    """

    def __init__(self, work: Work, finished: Callable[[Loaded], None]) -> None:
        self.phase, self.done, self.total = "", 0, 0
        self.said = self.problem = self.ended = ""
        self._work, self._finished, self._since = work, finished, time.monotonic()
        self._watch = Watch(self._tell)
        self._thread = threading.Thread(target=self._run, name="load", daemon=True)

    def start(self) -> Job:
        """Begin."""
        self._thread.start()
        return self

    def wait(self) -> None:
        """Return when it is over."""
        self._thread.join()

    def cancel(self) -> None:
        """Ask it to stop at its next batch; the graph is then as it was before."""
        self._watch.cancel()

    @property
    def over(self) -> bool:
        """Whether it has ended, well or not."""
        return bool(self.ended)

    @property
    def final(self) -> bool:
        """Whether it is past the point where it can be stopped."""
        return self.phase == "commit"

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1. Making it final takes about as long as a third of the
        writing.
        """
        return 0.75 * self.done / self.total if self.total and not self.final else 0.75 * self.final

    @property
    def seconds_left(self) -> float | None:
        """The time it may still take, by how fast it went; None before its first batch."""
        share, spent = self.share, time.monotonic() - self._since
        return spent / share * (1 - share) if share else None

    def words(self) -> str:
        """Phase, rows and time left in a line.

        >>> from graph_model.changes import Changes
        >>> from graph_model.snapshot import Snapshot
        >>> job = Job(lambda watch: Loaded("", Changes("d"), Snapshot()), print)
        >>> job.words()
        'Getting ready'
        """
        rows = f": {self.done:,} of {self.total:,} rows" if self.total and not self.final else ""
        left = self.seconds_left
        return f"{PHASES[self.phase]}{rows}" + (
            f"; about {max(left, 1):,.0f} s left" if left is not None and not self.over else ""
        )

    def _tell(self, phase: str, done: int, total: int) -> None:
        self.phase, self.done, self.total = phase, done, total

    def _run(self) -> None:
        try:
            found = self._work(self._watch)
            self._finished(found)
            self.said = summary(found.changes)
        except LinkagesError as error:
            self.problem = str(error)
        finally:
            self.problem = self.problem or (
                ""
                if self.said
                else "The work ended without a word; look at the data before you repeat it."
            )
            self.ended = datetime.now(UTC).strftime("%H:%M UTC")
