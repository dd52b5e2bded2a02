"""What stands behind every page: the snapshot at once, and the database as soon as it has
started.
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from itertools import chain, repeat
from typing import Any, TypeVar

import streamlit as st

from explorer.app.load_task import LoadTask, Work
from explorer.app.turns import TURNS
from explorer.html import people
from graph_model.connection import Environment, own_store
from graph_model.console.console import Console
from graph_model.database.load_history import written_by
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.errors import LinkagesError, StoreBroken, StoreError, StoreLate
from graph_model.progress import WorkProgress
from graph_model.snapshot import Snapshot
from loaders.opening import (
    OPENING,
    UNREAD,
    KeptCopy,
    first_data,
    keep_copy,
    origin,
    refuse_lost,
    shown_first,
)
from loaders.write.load import LoadResult

FRESH_SECONDS = 2.0
#: So long a page waits for the database before it shows the kept copy.
PAGE_SECONDS = 1.0
#: So long who saves waits for it before the work is refused: what was typed is worth more than a
#: page drawn anew.
SAVE_SECONDS = 10.0
#: The start of the built-in server keeps both cores of a small machine busy.
FIRST_SECONDS = 3.0
#: Between tries to open the database that failed; the last one stays.
PAUSES = (5.0, 15.0, 30.0)
LATE = "The database does not answer at this moment; pages show the kept copy until it does."

Answered = TypeVar("Answered")


class AppDatabase:
    """One per app process. The first page never waits: it reads the kept snapshot (at first, the
    seeds) while the engine starts.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(4, "asks")
        self._look: Future[None] | None = None
        self._asked = 0.0
        self._opening = False
        #: How many answers came after their page had gone on without them; pages that are open are
        #: drawn anew when it grows.
        self.answered_late = 0
        self.environment = Environment()
        self.home = self.environment.home
        self.kept: KeptCopy = shown_first(self.home, self.environment)
        self.said = "opening"
        self.problem = ""
        #: So many seconds the built-in server lets the first page go before it, at most.
        self.lets_go_before = 0.0
        self.store: Store | None = None
        self.engine: LocalEngine | None = None
        self.task: LoadTask | None = None
        self._console: Console | None = None
        self._looked = 0.0
        self._lock = threading.Lock()

    @property
    def ready(self) -> bool:
        """Whether the database can be asked."""
        return self.store is not None

    def start(self) -> None:
        """Open the database in the background."""
        with self._lock:
            if self._opening:
                return
            self._opening = True
        gc.freeze()  # see `freeze_memory`; the first page does not wait for a collection
        threading.Thread(target=self._until_open, name="database", daemon=True).start()

    def _until_open(self) -> None:
        """Try until it is open: a busy machine gets calm, a full disk is emptied."""
        if not self.environment.uri:
            TURNS.stood.wait(self.lets_go_before)
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            if self._open():
                break
            self.said = (
                f"the database is not available; it is tried again every {pause:.0f} seconds"
            )
            threading.Event().wait(pause)
        self._opening = False

    def _open(self) -> bool:
        store: Store | None = None
        try:
            if self.environment.uri:
                store, name = own_store(self.environment, self.home), "your own Neo4j"
            else:
                refuse_lost(self.home)
                self.engine = LocalEngine(self.home, self.environment.engine)
                running = self.engine.open(self._say)
                store, name = running.store(), "the built-in Neo4j"
                first_data(store)
            version = store.version()
            self.refresh(store)
            freeze_memory()
        except LinkagesError as error:
            self.problem = str(error)
            if store is not None:
                store.close()
            return False
        self.problem, self.said, self.store = "", f"{name} {version} is ready", store
        return True

    def console(self) -> Console | None:
        """Where questions in Cypher are asked, one for all visits; None while the database is not
        ready.
        """
        store = self.store
        if store is not None and (self._console is None or self._console.store is not store):
            self._console = Console(store, self.restart)
        return self._console if store is not None else None

    def restart(self) -> None:
        """End a server that no longer ends its questions, and start it again; the data stays. The
        user's own is left alone.
        """
        if self.engine is not None:
            self.store, self.said = None, "the database is being started again"
            self.engine.break_off()
            self.start()

    def _say(self, words: str) -> None:
        self.said = words

    def refresh(self, store: Store) -> None:
        """Read the graph again when it has changed since it was kept."""
        self._keep_up(store, store.last_load())

    def _keep_up(self, store: Store, load_id: str) -> None:
        if load_id != self.kept.load_id or self.kept.origin in (OPENING, UNREAD):
            self.hold(KeptCopy(store.read(), load_id, origin(self.environment)))

    def hold(self, kept_now: KeptCopy, *, of_few_rows: bool = False) -> None:
        """Show this snapshot from now on, and keep it for the next start. After a change of few
        rows nothing is set aside anew: to look through all that is there to stay would be half of
        the work of saving, and such a change adds little to it.
        """
        if kept_now.snapshot == self.kept.snapshot:
            # The one that was shown: what was worked out about it is then found without comparing
            # row by row.
            kept_now = replace(kept_now, snapshot=self.kept.snapshot)
        self.kept = kept_now
        keep_copy(self.home, kept_now)
        if not of_few_rows:
            freeze_memory()

    @property
    def busy(self) -> bool:
        """Whether a load is being written."""
        return self.task is not None and not self.task.done

    def begin(self, work: Work) -> None:
        """Write in the background; one load at a time, so a second click does nothing. Raises
        `NotYours`.
        """
        author = people.require("steward", "Loading").signature

        def signed(watch: WorkProgress) -> LoadResult:
            with written_by(author):
                return work(watch)

        if not self.busy:
            self.task = LoadTask(signed, self._loaded).start()

    def _loaded(self, found: LoadResult) -> None:
        if found.load_id:
            self.hold(KeptCopy(found.after, found.load_id, origin(self.environment)))

    def close(self) -> None:
        """Let go of the connection and of those who ask through it."""
        self._pool.shutdown()
        if self.store is not None:
            self.store.close()
            self.store = None

    @property
    def late(self) -> bool:
        """Whether the database was asked longer ago than a page waits, and has not answered yet: it
        hangs, as after a laptop's sleep. Pages then show the kept copy.
        """
        asked = self._asked
        return asked > 0 and time.monotonic() - asked >= PAGE_SECONDS

    def current(self) -> Snapshot:
        """The snapshot to show; looks for changes made elsewhere at most every two seconds, and
        waits for an answer no longer than a page may.
        """
        store = self.store
        if (
            store is not None
            and time.monotonic() - self._looked > FRESH_SECONDS
            and (self._look is None or self._look.done())
        ):
            # From here a page waits, and not from when a thread has time to ask: who waited all of
            # its second is told so.
            self._looked = self._asked = time.monotonic()
            self._look = self._pool.submit(self._see, store)
        if self._look is not None and not self.late:
            _wait(self._look, PAGE_SECONDS)
        return self.kept.snapshot

    def _see(self, store: Store) -> None:
        """Look once; a server that is gone, or cannot go on, is started again."""
        try:
            load_id = store.last_load()
            if self.late:
                self.answered_late += 1
            self._asked = 0.0
            self._keep_up(store, load_id)
        except StoreBroken as error:
            self.problem = str(error)
            self.restart()
        except LinkagesError as error:
            self.problem, self.store = str(error), None
            self.said = "the database has stopped; it is being started again"
            self.start()
        finally:
            self._asked = 0.0

    def ask(self, question: Callable[[Store], Answered]) -> Answered:
        """What the database answers within the time that a page has. Raises `StoreLate` when it
        does not, `StoreError`.
        """
        store = self.store
        if store is None or self.late:
            raise StoreLate(LATE)
        asked = self._pool.submit(question, store)
        _wait(asked, PAGE_SECONDS)
        try:
            return asked.result(0)
        except TimeoutError:
            asked.add_done_callback(self._comes_late)
            raise StoreLate(LATE) from None

    def _comes_late(self, _: Future[Any]) -> None:
        self.answered_late += 1

    def writable(self) -> Store:
        """The database to write to, when it answers and its disk has room. Raises `StoreError`."""
        if self._look is not None:
            _wait(self._look, SAVE_SECONDS)
        if self.store is None:
            raise StoreError("The database is not ready; nothing was saved.")
        if self.late:
            raise StoreLate(f"{LATE} Nothing was saved.")
        if self.engine is not None:
            self.engine.require_room()
        return self.store


def _wait(answer: Future[Any], seconds: float) -> None:
    """Wait for an answer; meanwhile other pages are drawn."""
    if not answer.done():
        with TURNS.aside():
            wait((answer,), seconds)


def freeze_memory() -> None:
    """Set aside what is there to stay, the snapshot and the modules above all: Streamlit looks for
    garbage after every run of a page, and would look through all of it each time. What the last
    settling set aside and nobody holds any more is let go first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


@st.cache_resource(show_spinner=False)
def of_app() -> AppDatabase:
    """The one of this process, started."""
    made = AppDatabase()
    made.lets_go_before = FIRST_SECONDS
    made.start()
    return made


def begin_behind() -> None:
    """The database starts with the app and not with its first visitor: other programs may come
    before anybody looks at a page.
    """
    threading.Thread(target=of_app, name="database", daemon=True).start()


def snapshot() -> Snapshot:
    """The graph that pages show: the rows that who looks may see, and no others."""
    return people.visible_rows(of_app().current())


def today() -> str:
    """Today's date, ISO, where this machine stands: the same that commands take."""
    return date.today().isoformat()
