"""Where the graph lies of which the tools answer: of this machine, and for one audience.

Questions in Cypher read all that is in a database. For a narrower audience they are therefore asked
of a copy, in a database of its own for as long as the server runs, that holds what the audience may
see and nothing else.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType

from explorer.mcp.arguments import CallRefused
from graph_model.connection import Environment
from graph_model.console.console import Console
from graph_model.database.store import Store
from graph_model.dates import NO_DATE, as_date
from graph_model.engine import LocalEngine
from graph_model.measures import settings_of
from graph_model.measures.day import Day
from graph_model.snapshot import Snapshot
from loaders.opening import graph_now, open_database
from loaders.take_out.audience import for_audience


class ToolContext:
    """One per server. What is costly is made when it is first needed."""

    def __init__(self, home: Path | None, audience: str, say: Callable[[str], None]) -> None:
        self.home, self.audience, self.say = home, audience, say
        self._stack, self._lock = ExitStack(), threading.Lock()
        self._store: Store | None = None
        self._copy: Store | None = None
        self._copied = self._shown = ""
        self._console: Console | None = None
        self._all = Snapshot()
        self._seen = Snapshot()

    def __enter__(self) -> ToolContext:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    # ------------------------------------------------------------ the graph

    def graph(self) -> Snapshot:
        """The graph as it is now, as the audience may see it; the same object while it is the
        same.
        """
        with self._lock:
            load_id = self._store.last_load() if self._store else ""
            if load_id and load_id == self._shown:
                return self._seen
            now = self._store.read() if self._store else graph_now(self.home)
            if now != self._all or not self._seen.nodes:
                self._all, self._seen = now, for_audience(now, self.audience)
            self._shown = load_id
            return self._seen

    def day(self, as_of: str) -> Day:
        """What a measure is asked of. Raises `CallRefused`."""
        try:
            at = as_date(as_of) if as_of else date.today()
        except ValueError:
            raise CallRefused(f"as_of {as_of!r} {NO_DATE}") from None
        snapshot = self.graph()
        return Day(snapshot, at, settings_of(snapshot))

    # ------------------------------------------------------------ the database

    def store(self) -> Store:
        """The database itself, opened when it is first needed (10 to 30 seconds where none
        runs).
        """
        with self._lock:
            if self._store is None:
                self._store = self._stack.enter_context(open_database(self.home, self.say)).store
            return self._store

    def console(self) -> Console:
        """Where questions in Cypher are asked: behind the walls and within the limits of the
        explorer's own.
        """
        store = self.store()
        asked = store if self.audience == "private" else self._own_copy(store)
        if self._console is None or self._console.store is not asked:
            self._console = Console(asked)
        return self._console

    def _own_copy(self, store: Store) -> Store:
        """What the audience may see, in a database of its own, as it is now."""
        load_id = store.last_load()
        with self._lock:
            if self._copy is None:
                self.say(f"making a database that holds what is for '{self.audience}' alone")
                folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="linkages-"))
                engine = LocalEngine(Path(folder), Environment().engine)
                self._stack.callback(engine.close)
                self._copy = self._stack.enter_context(engine.open(self.say).store())
            if not load_id or self._copied != load_id:
                allowed = for_audience(store.read(), self.audience)
                ties = {row.key for row in allowed.relationships}
                whole = store.contents()
                self._copy.replace(
                    replace(
                        whole,
                        nodes=[its for its in whole.nodes if its[1] in allowed.nodes],
                        relationships=[its for its in whole.relationships if its[:3] in ties],
                        loads=[],
                        pasts={},
                    )
                )
                self._copied = load_id
            return self._copy
