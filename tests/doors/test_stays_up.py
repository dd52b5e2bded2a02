"""The app goes on when the database does not: it hangs, its connection breaks, it is not there yet,
its disk is full.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from neo4j import GraphDatabase

from explorer.app import database
from graph_model.database.store import Store
from graph_model.engine import LocalEngine, Running
from graph_model.engine import local as engine_module
from graph_model.errors import EngineHangs, FolderUnusable, StoreLate, StoreUnreachable
from loaders.opening import first_data
from tests.conftest import empty, login

pytestmark = pytest.mark.neo4j


class Relay:
    """A line to a server that can be cut, and laid again."""

    def __init__(self, port: int) -> None:
        self.there = port
        self.lines: list[socket.socket] = []
        self.passing: list[threading.Thread] = []
        self.door = socket.socket()
        self.door.bind(("127.0.0.1", 0))
        self.uri = f"bolt://127.0.0.1:{self.door.getsockname()[1]}"

    def open(self) -> None:
        self.door.listen()
        threading.Thread(target=self._take, daemon=True).start()

    def cut(self) -> None:
        """Break every line off that is open now."""
        while self.lines:
            with suppress(OSError):
                self.lines.pop().shutdown(socket.SHUT_RDWR)

    def shut(self) -> None:
        """Lay no line any more, and break all off."""
        with suppress(OSError):
            self.door.shutdown(socket.SHUT_RDWR)
        self.door.close()
        self.cut()
        for passing in self.passing:
            passing.join(20)

    def _take(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.door.accept()
                far = socket.create_connection(("127.0.0.1", self.there))
                self.lines += [near, far]
                for one, other in ((near, far), (far, near)):
                    passing = threading.Thread(target=_pass_on, args=(one, other), daemon=True)
                    passing.start()
                    self.passing.append(passing)


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
    for end in (one, other):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
    one.close()


@pytest.fixture
def running(current: LocalEngine) -> Running:
    empty(current)
    assert current.running is not None
    with current.running.store() as store:
        first_data(store)
    return current.running


@pytest.fixture
def relay(running: Running) -> Iterator[Relay]:
    made = Relay(urlsplit(running.uri).port or 0)
    yield made
    made.shut()


@pytest.fixture
def asleep(running: Running) -> Iterator[int]:
    """The server's process, to be put to sleep; it is woken whatever happens."""
    try:
        yield running.pid
    finally:
        os.kill(running.pid, signal.SIGCONT)


def put_to_sleep(pid: int) -> None:
    """Stop a server that this process started. A signal is only on its way when it is sent, and a
    thread of the server may still answer: wait until all of them stand.
    """
    os.kill(pid, signal.SIGSTOP)
    stopped = os.waitid(os.P_PID, pid, os.WSTOPPED)
    assert stopped is not None


def lateness(behind: database.AppDatabase) -> bool:
    return behind.late


def until_ready(behind: database.AppDatabase) -> None:
    for thread in threading.enumerate():
        if thread.name == "database":
            thread.join(120)
    assert behind.ready, behind.problem


@pytest.fixture
def behind(
    current: LocalEngine, running: Running, monkeypatch: pytest.MonkeyPatch
) -> Iterator[database.AppDatabase]:
    """What stands behind the pages, over the running server."""
    monkeypatch.setenv("LINKAGES_HOME", str(current.home))
    made = database.AppDatabase()
    made.start()
    until_ready(made)
    yield made
    made.close()


def test_a_page_shows_the_kept_copy_while_the_database_hangs_and_goes_on_by_itself(
    behind: database.AppDatabase, asleep: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(database, "SAVE_SECONDS", 0.5)
    shown = behind.current()
    assert behind._look is not None
    behind._look.result(60)  # awake: as long as that takes here
    assert lateness(behind) is False
    put_to_sleep(asleep)
    assert behind.current() is shown, "a page gets its rows"
    assert lateness(behind) is True
    assert behind.ready, "it is late and not gone"
    assert behind.current() is shown, "and the next page does not wait at all"
    with pytest.raises(StoreLate, match="pages show the kept copy"):
        behind.ask(lambda store: store.history())
    with pytest.raises(StoreLate, match="Nothing was saved"):
        behind.writable()
    os.kill(asleep, signal.SIGCONT)
    behind._look.result(60)
    assert lateness(behind) is False
    assert behind.writable().history()


def test_an_answer_that_comes_after_its_page_went_on_is_noted(behind: database.AppDatabase) -> None:
    """So pages that are open are drawn anew with it, and nobody has to touch them."""
    assert behind.ask(lambda store: store.history())
    assert behind.answered_late == 0
    comes = threading.Event()
    with pytest.raises(StoreLate, match="pages show the kept copy"):
        behind.ask(lambda store: comes.wait(120))
    assert behind.answered_late == 0
    comes.set()
    behind.close()
    assert behind.answered_late == 1


def test_who_saves_waits_longer_for_the_database_than_a_page(
    behind: database.AppDatabase, asleep: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "FRESH_SECONDS", 0.0)
    monkeypatch.setattr(database, "SAVE_SECONDS", 120.0)
    put_to_sleep(asleep)
    behind.current()
    assert lateness(behind) is True
    waking = threading.Timer(0.5, os.kill, (asleep, signal.SIGCONT))
    waking.start()
    assert behind.writable().history()
    waking.join()


def test_a_command_does_not_take_a_sleeping_server_for_a_dead_one(
    current: LocalEngine, asleep: int
) -> None:
    """With the times of the product: the driver gives up before the start does."""
    put_to_sleep(asleep)
    with pytest.raises(EngineHangs, match=rf"process {asleep}.*Wait a moment"):
        LocalEngine(current.home).attach()
    os.kill(asleep, signal.SIGCONT)
    assert current.running is not None
    with GraphDatabase.driver(
        current.running.uri, auth=(current.running.user, current.running.password)
    ) as driver:
        driver.verify_connectivity()  # awake: as long as that takes here
    assert LocalEngine(current.home).attach() == current.running


def test_a_small_question_is_asked_once_more_when_its_connection_breaks(
    running: Running, relay: Relay
) -> None:
    relay.open()
    with Store(relay.uri, running.user, running.password, "neo4j", built_in=True) as store:
        entries = store.history()
        relay.cut()
        assert store.history() == entries
        relay.shut()
        with pytest.raises(StoreUnreachable) as gone:
            store.last_load()
    assert "NEO4J_URI" not in str(gone.value), "its user never set it"
    assert "127.0.0.1" not in str(gone.value)


def test_a_database_that_comes_later_is_found_without_anybody_asking(
    running: Running, relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PAUSES", (0.05,))
    own = {**login(running), "NEO4J_URI": relay.uri, "NEO4J_DATABASE": "neo4j"}
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    behind = database.AppDatabase()
    tried = threading.Event()
    first = behind._open

    def once_noted() -> bool:
        found = first()
        tried.set()
        return found

    monkeypatch.setattr(behind, "_open", once_noted)
    behind.start()
    assert tried.wait(60)
    assert "No Neo4j answers" in behind.problem
    relay.open()
    until_ready(behind)
    assert behind.problem == ""
    behind.close()


def test_nothing_is_begun_on_a_disk_that_is_nearly_full(
    behind: database.AppDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert behind.engine is not None
    monkeypatch.setattr(engine_module, "WRITE_BYTES", 2**60)
    with pytest.raises(FolderUnusable, match="make room and try again"):
        behind.writable()


def test_the_log_of_the_database_is_set_aside(current: LocalEngine) -> None:
    """A log as long as it may become is there from the start, so a disk that fills cannot tear
    it.
    """
    logs = sorted(current.folder.rglob("neostore.transaction.db.*"))
    assert logs
    assert all(log.stat().st_size >= 64 * 2**20 for log in logs)
    debug = (current.folder / "logs" / "debug.log").read_text(encoding="utf-8")
    assert "Error on attempt to preallocate" not in debug
