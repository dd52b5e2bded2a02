"""The jars of Neo4j: a first start that was broken off leaves nothing half done, and no jar is used
that is not what its release holds.
"""

from __future__ import annotations

import zipfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Barrier, Thread

import pytest

from graph_model.engine import CURRENT, LONG_TERM
from graph_model.engine import fetch as fetching
from graph_model.engine.fetch import fetch, fetch_listed, resolve
from graph_model.engine.jar_list import Jar, read_list
from tests.conftest import leave_out

#: A part of Neo4j with few jars, of which no list ships.
FEW = f"org.neo4j:neo4j-logging:{CURRENT}"
#: Three small files, as a list names them, with the SHA-256 sums of their contents.
ALPHA = Jar(
    "8ed3f6ad685b959ead7022518e1af76cd816f8e8ec7ccdda1ed4018e8f2223f8", 5, "a/alpha/1/alpha-1.jar"
)
BETA = Jar(
    "f44e64e75f3948e9f73f8dfa94721c4ce8cbb4f265c4790c702b2d41cfbf2753", 4, "b/beta/2/beta-2.jar"
)


class Ranges(SimpleHTTPRequestHandler):
    """A server that can begin in the middle of a file, as Maven Central can."""

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        if not wanted:
            super().do_GET()
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        rest = Path(self.translate_path(self.path)).read_bytes()[start:]
        self.send_response(206)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache of jars."""
    monkeypatch.setattr(fetching, "cache_folder", lambda: tmp_path / "jars")
    return tmp_path / "jars"


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A folder laid out as a Maven repository."""
    for jar, text in ((ALPHA, "alpha"), (BETA, "beta")):
        place = tmp_path / "mirror" / jar.place
        place.parent.mkdir(parents=True)
        place.write_text(text)
    return tmp_path / "mirror"


def test_a_list_ships_for_both_lines() -> None:
    for version in (CURRENT, LONG_TERM):
        jars = read_list(version)
        assert len(jars) > 200
        assert len({jar.place for jar in jars}) == len(jars)
        assert sum(f"/neo4j/{version}/neo4j-{version}.jar" in jar.place for jar in jars) == 1
    assert read_list("1.0") == ()


def test_jars_come_from_a_folder_without_a_network(
    cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKAGES_JARS", str(mirror))
    told: list[tuple[int, int]] = []
    found = fetch_listed((BETA, ALPHA), lambda done, whole: told.append((done, whole)))
    assert [jar.read_text() for jar in found] == ["beta", "alpha"]  # in the order of the list
    assert (told[0], told[-1]) == ((0, 9), (9, 9))

    told.clear()
    assert fetch_listed((BETA, ALPHA), lambda done, whole: told.append((done, whole))) == found
    assert told == []  # nothing to fetch, nothing to say


def test_what_is_not_the_jar_of_the_list_is_never_used(
    cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKAGES_JARS", str(mirror))
    (mirror / ALPHA.place).write_text("aleph")  # as long as the right one
    with pytest.raises(ValueError, match="alpha-1"):
        fetch_listed((ALPHA,), lambda *_: None)
    assert not (cache / ALPHA.place).exists()

    (mirror / ALPHA.place).unlink()
    with pytest.raises(FileNotFoundError, match="lacks alpha-1"):
        fetch_listed((ALPHA,), lambda *_: None)


@pytest.mark.parametrize("kind", [Ranges, SimpleHTTPRequestHandler])
def test_half_a_jar_is_gone_on_with_and_checked(
    kind: type[SimpleHTTPRequestHandler], cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = partial(kind, directory=str(mirror))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            monkeypatch.setenv("LINKAGES_JARS", f"http://127.0.0.1:{server.server_port}")
            half = cache / f"{ALPHA.place}.part"
            half.parent.mkdir(parents=True)
            half.write_text("al")  # as a start that was broken off leaves it
            found = fetch_listed((ALPHA, BETA), lambda *_: None)
            assert [jar.read_text() for jar in found] == ["alpha", "beta"]
            assert not half.exists()

            (mirror / BETA.place).write_text("zeta")
            found[1].unlink()
            with pytest.raises(ValueError, match="beta-2"):
                fetch_listed((BETA,), lambda *_: None)
            assert not found[1].exists()
        finally:
            server.shutdown()


def test_two_first_starts_at_once_fetch_each_jar_once(
    cache: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    class Counted(Ranges):
        def do_GET(self) -> None:
            asked.append(self.path)
            super().do_GET()

    def start(_turn: int) -> list[str]:
        together.wait()
        return [jar.read_text() for jar in fetch_listed((ALPHA, BETA), lambda *_: None)]

    together = Barrier(2)
    handler = partial(Counted, directory=str(mirror))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever).start()
        try:
            monkeypatch.setenv("LINKAGES_JARS", f"http://127.0.0.1:{server.server_port}")
            with ThreadPoolExecutor(2) as pool:
                assert list(pool.map(start, range(2))) == [["alpha", "beta"]] * 2
        finally:
            server.shutdown()
    assert sorted(asked) == [f"/{ALPHA.place}", f"/{BETA.place}"]


@pytest.mark.neo4j
def test_a_fetch_by_jgo_that_was_broken_off_is_taken_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    try:
        all_of_them = fetch(FEW)
    except OSError:
        leave_out("Maven Central")
    assert len(all_of_them) > 2
    assert all(tmp_path in jar.parents for jar in all_of_them)
    assert list(resolve(FEW).all_jars) == all_of_them

    all_of_them[0].unlink()  # as Ctrl-C leaves it between two jars
    all_of_them[0].parents[1].joinpath("jgo.lock.toml").unlink()
    assert fetch(FEW) == all_of_them

    whole = all_of_them[1].stat().st_size
    for jar in (tmp_path / ".m2").rglob(all_of_them[1].name):  # as it leaves it within one
        jar.write_bytes(jar.read_bytes()[: whole // 2])  # the cache links to it
    assert not zipfile.is_zipfile(all_of_them[1])
    assert fetch(FEW) == all_of_them
    assert all_of_them[1].stat().st_size == whole
