"""The built-in server: attach, one owner, every failure with its remedy."""

from __future__ import annotations

import json
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graph_model.engine import CURRENT, LONG_TERM, LocalEngine
from graph_model.engine.java_options import MEMORY
from graph_model.engine.start_failures import NOT_THERE, SIGNS, explain
from graph_model.errors import (
    EngineError,
    EngineHangs,
    FetchFailed,
    FolderUnusable,
    PortTaken,
    StoreNewer,
    TooLittleMemory,
)

pytestmark = pytest.mark.neo4j


def test_a_second_process_attaches_and_the_run_file_is_private(current: LocalEngine) -> None:
    assert stat.S_IMODE(current.run_file.stat().st_mode) == 0o600
    code = (
        "import sys; from pathlib import Path; from graph_model.engine import LocalEngine\nengine ="
        " LocalEngine(Path(sys.argv[1])); running = engine.open(); print(running.uri,"
        " engine.owned); engine.close()"
    )
    out = subprocess.run(
        [sys.executable, "-c", code, str(current.home)], capture_output=True, text=True, check=True
    ).stdout.split()
    assert current.running is not None
    assert out == [current.running.uri, "False"]
    assert current.alive(), "closing an attached server leaves it to its owner"


def test_it_ends_with_a_killed_parent_and_opens_again(tmp_path: Path) -> None:
    code = (
        "import sys, os, signal; from pathlib import Path; from graph_model.engine import"
        " LocalEngine\nengine = LocalEngine(Path(sys.argv[1])); print(engine.open().pid,"
        " flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False
    )
    old = json.loads((tmp_path / "run.json").read_text())
    assert int(done.stdout) == old["pid"]
    with LocalEngine(tmp_path) as again:  # waits for the old one's store lock or finds it gone
        assert again.running is not None
        assert again.running.password == old["password"], "kept beside the data"
        with again.running.store() as store:
            assert store.version() == CURRENT, "and still let in"
    assert stat.S_IMODE((tmp_path / "neo4j" / "password.txt").stat().st_mode) == 0o600
    assert not (tmp_path / "run.json").exists()


#: A child that tells which statements its start runs, and is then given another password.
TELLING_CHILD = """
import sys
from graph_model.engine import child
other, (run, let_in) = sys.argv.pop(), (child._at_the_start, child._let_in)
def told(database, statement):
    child.say(statement=statement.split(" SET")[0])
    run(database, statement)
def given(system, password):
    let_in(system, password)
    if other:
        child.say(statement="another password")
        let_in(system, other)
child._at_the_start, child._let_in = told, given
child.main()
"""


@pytest.mark.parametrize("version", [CURRENT, LONG_TERM])
def test_a_password_that_the_server_knows_is_not_set_again(version: str, tmp_path: Path) -> None:
    """Not at the next start, and not while the server runs, which is told another meanwhile."""

    def statements(password: str, other: str = "") -> list[str]:
        coordinate = f"org.neo4j:neo4j:{version}"
        given = [str(tmp_path), "0", coordinate, *MEMORY, other]
        command = [sys.executable, "-c", TELLING_CHILD, *given]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(password + "\n")
        child.stdin.flush()
        told = []
        for line in child.stdout:
            words = json.loads(line) if line.startswith("{") else {}
            told += [words["statement"]] if "statement" in words else []
            if "uri" in words:
                break
        child.stdin.close()
        child.wait()
        child.stdout.close()
        return told

    one, other = "a" * 32, "b" * 32
    assert statements(one) == ["ALTER USER neo4j", "RETURN 1"]
    assert statements(one, other) == ["another password", "ALTER USER neo4j", "RETURN 1"]


def test_what_is_no_password_of_ours_is_never_part_of_a_statement(tmp_path: Path) -> None:
    kept = tmp_path / "neo4j" / "password.txt"
    kept.parent.mkdir()
    for text in ("", "short", "a quote ' in thirty-two characters"[:32], "x" * 33, "x" * 32 + "\n"):
        kept.write_text(text)
        made = LocalEngine(tmp_path)._password()
        assert made != text
        assert len(made) == 32
        assert kept.read_text() == made


def test_the_child_process_waits_for_no_driver() -> None:
    asked = "import sys, graph_model.engine.child; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert not {"neo4j", "pandas", "pydantic", "requests"} & set(done.stdout.split())


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FolderUnusable, match="--home"):
        LocalEngine(tmp_path / "file" / "below").open()


def test_a_folder_of_a_newer_neo4j(tmp_path: Path) -> None:
    (tmp_path / "neo4j").mkdir()
    (tmp_path / "neo4j" / "version.txt").write_text(CURRENT)
    with pytest.raises(StoreNewer, match=CURRENT):
        LocalEngine(tmp_path, LONG_TERM).open()


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(PortTaken, match="in use"):
            LocalEngine(tmp_path, port=other.getsockname()[1]).open()


def test_too_little_memory(tmp_path: Path, current: LocalEngine) -> None:
    assert current.alive()  # its files are fetched
    with pytest.raises(TooLittleMemory, match="NEO4J_URI"):
        LocalEngine(tmp_path, java_options=("-Xms200t", "-Xmx200t")).open()


def test_no_network_at_the_first_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("HOME", str(tmp_path / "fresh"))
    told: list[str] = []
    engine = LocalEngine(tmp_path / "data", "2026.09.0")
    monkeypatch.setattr(engine, "version", "2099.01.0")  # a release that no cache holds
    with pytest.raises(FetchFailed, match="Maven Central"):
        engine.open(told.append)
    assert told
    assert "fetching" in told[0]


@pytest.mark.parametrize(("signs", "kind", "sentence"), SIGNS, ids=lambda value: str(value)[:30])
def test_every_sign_in_a_log_is_explained(
    signs: tuple[str, ...], kind: type[EngineError], sentence: str, tmp_path: Path
) -> None:
    log = tmp_path / "neo4j.log"
    for sign in signs:
        log.write_text(f"Exception: {sign}\n")
        error = explain("start", log)
        assert type(error) is kind
        assert sentence in str(error)
    log.write_text("something else")
    assert "did not start" in str(explain("start", log))


def test_a_release_that_was_never_made_is_not_blamed_on_the_network(tmp_path: Path) -> None:
    log = tmp_path / "neo4j.log"
    log.write_text(f"Artifact org.neo4j:neo4j:2026.99.0 {NOT_THERE}\n")
    assert "no Neo4j of that version; leave LINKAGES_ENGINE out" in str(explain("fetch", log))
    log.write_text("Connection refused\n")
    assert "connect to the network" in str(explain("fetch", log))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "[1]",
        '{"uri": 5, "user": "neo4j", "password": "x", "version": "1", "pid": 1}',
        '{"uri": "bolt://127.0.0.1:9", "user": "neo4j", "password": "x", "version": "1", "pid": 1}',
    ],
)
def test_a_run_file_that_is_stale_or_not_ours_is_not_followed(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text)
    assert LocalEngine(tmp_path).attach() is None


def test_who_takes_calls_and_says_nothing_is_asleep_and_who_is_gone_is_dead(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        uri = f"bolt://127.0.0.1:{silent.getsockname()[1]}"
        described: dict[str, object] = {
            "uri": uri,
            "user": "neo4j",
            "password": "x",
            "version": CURRENT,
        }
        engine = LocalEngine(tmp_path)
        engine.run_file.write_text(json.dumps({**described, "pid": os.getpid()}))
        with pytest.raises(EngineHangs, match=f"process {os.getpid()}"):
            engine.attach()
    assert engine.attach() is None


def test_no_second_owner_of_a_locked_store(current: LocalEngine, tmp_path: Path) -> None:
    """Without the run file the second start meets the store lock, and says so."""
    hidden = tmp_path / "run.json"
    current.run_file.replace(hidden)
    try:
        with pytest.raises(EngineError, match="Another Neo4j uses this data folder"):
            LocalEngine(current.home).open()
    finally:
        hidden.replace(current.run_file)
