"""A few pages are drawn at once and who asked first comes first; whatever becomes of a page, the
next has its turn.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunException
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData

from explorer.app import database
from explorer.app.turns import Turns
from graph_model.database.store import Store
from graph_model.errors import StoreLate

#: Seconds that nothing here takes: only what is meant to lets a page begin.
NEVER = 3600.0


class Visitors:
    """Visitors whose pages begin and end when the test says so, and the order in which they
    began.
    """

    def __init__(self, turns: Turns, number: int) -> None:
        self.turns = turns
        self.seen: list[str] = []
        self._pool = ThreadPoolExecutor(number)
        self._ends: dict[str, threading.Event] = {}
        self._begun: dict[str, threading.Event] = {}
        self._done: dict[str, Future[None]] = {}

    def __enter__(self) -> Visitors:
        return self

    def __exit__(self, *_: object) -> None:
        for end in self._ends.values():
            end.set()
        self._pool.shutdown()

    def opens(self, name: str, then: Callable[[], None] = lambda: None) -> None:
        """A page is asked for; it ends with `then`. It is in the queue, or begun, after this."""
        self._ends[name], self._begun[name] = threading.Event(), threading.Event()

        def draw() -> None:
            with self.turns.page():
                self.seen.append(name)
                self._begun[name].set()
                self._ends[name].wait(60)
                then()

        before = self.turns.asked
        self._done[name] = self._pool.submit(draw)
        self.await_asked(before + 1)

    def await_asked(self, number: int) -> None:
        """Wait until so many pages were asked for."""
        while self.turns.asked < number:
            threading.Event().wait(0.001)

    def await_begun(self, name: str) -> None:
        """Wait until a page is drawn."""
        assert self._begun[name].wait(60), name

    def leaves(self, name: str) -> BaseException | None:
        """A page ends; what it ended with."""
        self._ends[name].set()
        return self._done[name].exception(60)


def fails() -> None:
    """A page with a fault."""
    raise RuntimeError("this page")


def goes() -> None:
    """A visitor who has gone: Streamlit ends the page at the next thing that it shows."""
    raise StopException


def test_no_more_pages_than_so_many_are_drawn_and_who_asked_first_comes_first() -> None:
    with Visitors(Turns(2, NEVER), 5) as visitors:
        for name in "abcde":
            visitors.opens(name)
        visitors.await_begun("b")
        assert visitors.seen == ["a", "b"]
        for leaves, begins in (("b", "c"), ("a", "d"), ("c", "e")):
            assert visitors.leaves(leaves) is None
            visitors.await_begun(begins)
        assert visitors.seen == [*"abcde"]


@pytest.mark.parametrize("ends", [fails, goes])
def test_a_page_that_fails_and_one_whose_visitor_has_gone_give_their_place_to_the_next(
    ends: Callable[[], None],
) -> None:
    with Visitors(Turns(1, NEVER), 3) as visitors:
        visitors.opens("first", ends)
        visitors.opens("gone", ends)
        visitors.opens("last")
        assert visitors.leaves("first") is not None
        visitors.await_begun("gone")
        assert visitors.leaves("gone") is not None
        visitors.await_begun("last")
        assert visitors.leaves("last") is None
        with visitors.turns.step():
            assert visitors.turns.stood.is_set()


def test_a_page_that_is_slow_keeps_nobody_waiting() -> None:
    with Visitors(Turns(1, 0.01), 2) as visitors:
        visitors.opens("slow")
        visitors.opens("quick")
        visitors.await_begun("quick")
        assert not visitors._done["slow"].done()
        assert visitors.leaves("quick") is None


def test_a_page_that_is_drawn_anew_comes_before_those_that_wait() -> None:
    turns = Turns(1, NEVER)

    def begins() -> None:
        with turns.page():
            visitors.opens("next")
            visitors.opens("last")
            raise RerunException(RerunData())

    def begins_anew() -> None:
        with pytest.raises(RerunException):
            begins()
        with turns.page():
            visitors.seen.append("anew")

    with Visitors(turns, 2) as visitors, ThreadPoolExecutor(1) as pool:
        typing = pool.submit(begins_anew)
        visitors.await_asked(4)  # typed, next, last, and the first anew
        assert visitors.leaves("next") is None
        typing.result(60)
        assert visitors.leaves("last") is None
        assert visitors.seen == ["next", "anew", "last"]


def test_while_a_page_waits_for_the_database_others_are_drawn_and_no_step_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, behind = Turns(1, NEVER), database.AppDatabase()
    monkeypatch.setattr(database, "TURNS", turns)
    monkeypatch.setattr(database, "PAGE_SECONDS", 60.0)
    behind.store = Store.__new__(Store)
    answers, said = threading.Event(), []

    def asks() -> None:
        with turns.page():
            said.append(behind.ask(lambda _: answers.wait(60)))

    with Visitors(turns, 1) as visitors, ThreadPoolExecutor(2) as pool:
        asking = pool.submit(asks)
        visitors.opens("other")
        visitors.await_begun("other")
        assert visitors.leaves("other") is None
        assert not said
        stepping = pool.submit(turns.step().__enter__)
        assert not stepping.done()
        answers.set()
        asking.result(60)
        stepping.result(60)
    assert said == [True]


def test_a_part_of_a_page_and_a_save_ask_the_database_without_a_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, behind = Turns(1, NEVER), database.AppDatabase()
    monkeypatch.setattr(database, "TURNS", turns)
    behind.store = Store.__new__(Store)
    answered: list[Any] = []
    with turns.page(), ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: answered.append(behind.ask(lambda _: "an answer"))).result(60)
    assert answered == ["an answer"]


def test_a_page_that_the_database_leaves_waiting_goes_on_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    turns, behind, answers = Turns(1, NEVER), database.AppDatabase(), threading.Event()
    monkeypatch.setattr(database, "TURNS", turns)
    monkeypatch.setattr(database, "PAGE_SECONDS", 0.01)
    behind.store = Store.__new__(Store)
    try:
        with turns.page(), pytest.raises(StoreLate):
            behind.ask(lambda _: answers.wait(60))
    finally:
        answers.set()
    with turns.page():
        pass
