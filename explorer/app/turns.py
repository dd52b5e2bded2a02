"""Whose turn it is: a few pages are drawn at once, who asked first comes first, and steps of the
background (`explorer.app.warming`) give way to them.

Streamlit draws every visitor's page in a thread of its own. Python runs one of them at a time: when
fifty begin together, all fifty end late. One after the other, each takes as long as it would alone.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from streamlit.runtime.scriptrunner import RerunException

#: So many pages are drawn at once.
AT_ONCE = 2
#: A page that takes longer than so many seconds keeps nobody waiting any more.
SLOW_SECONDS = 0.5
#: When a page began that keeps nobody waiting.
ASIDE: Final = float("-inf")


class Turns:
    """Pages, a few at once, or one step of the background: never both at once."""

    def __init__(self, at_once: int = AT_ONCE, slow_seconds: float = SLOW_SECONDS) -> None:
        self._at_once, self._slow_seconds = at_once, slow_seconds
        self._changed = threading.Condition()
        #: Pages that wait, and those that are drawn with the time when they began.
        self._waiting: deque[threading.Event] = deque()
        self._drawn: dict[threading.Event, float] = {}
        self._fetching = False
        self._own = threading.local()
        #: How many pages were asked for so far.
        self.asked = 0
        self.stood = threading.Event()

    @contextmanager
    def page(self) -> Iterator[None]:
        """While a page is drawn, nothing is fetched beside it. What it fetched itself is there to
        stay: set aside, or Streamlit looks through it for garbage before the next.
        """
        turn = self._own.turn = self._in_turn()
        known = len(sys.modules)
        try:
            yield
        except RerunException:
            self._own.anew = True  # who looks at it waits still
            raise
        finally:
            if len(sys.modules) > known:
                gc.freeze()
            self._own.turn = None
            with self._changed:
                del self._drawn[turn]
                self._admit()
                self._changed.notify_all()
            self.stood.set()

    def _in_turn(self) -> threading.Event:
        """Wait until this page may be drawn. One that is drawn anew comes before others."""
        turn = threading.Event()
        anew = getattr(self._own, "anew", False)
        self._own.anew = False
        with self._changed:
            if anew:
                self._waiting.appendleft(turn)
            else:
                self._waiting.append(turn)
            self.asked += 1
            self._admit()
        while not turn.wait(self._slow_seconds):
            with self._changed:
                self._admit()
        return turn

    def _admit(self) -> None:
        """Let the next pages begin, as many as there is room for."""
        if self._fetching:
            return
        now = time.monotonic()
        room = self._at_once - sum(
            now - began < self._slow_seconds for began in self._drawn.values()
        )
        for _ in range(min(room, len(self._waiting))):
            turn = self._waiting.popleft()
            self._drawn[turn] = now
            turn.set()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While a page waits for something else, as the database, others are drawn; it goes on as
        soon as it has what it waits for.
        """
        turn: threading.Event | None = getattr(self._own, "turn", None)
        self._count_from(turn, ASIDE)
        try:
            yield
        finally:
            self._count_from(turn, time.monotonic())

    def _count_from(self, turn: threading.Event | None, began: float) -> None:
        if turn is not None:
            with self._changed:
                self._drawn[turn] = began
                self._admit()

    @contextmanager
    def step(self) -> Iterator[None]:
        """A step of the background, once no page is being drawn."""
        with self._changed:
            self._changed.wait_for(lambda: not self._drawn and not self._fetching)
            self._fetching = True
        try:
            yield
        finally:
            with self._changed:
                self._fetching = False
                self._admit()
                self._changed.notify_all()


TURNS = Turns()
