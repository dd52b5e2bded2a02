"""The jars of a Neo4j release, from Maven Central into a cache that all Linkages of this user
share.

The list that ships (`jar_list`) says what they are, how large, and what their sums must be; sixteen
come at once. A release without a list is resolved by jgo, one project file after the other.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs
from filelock import FileLock

from graph_model.engine.jar_list import Jar, read_list

AT_ONCE = 16
#: A folder with the jars, or the address of a mirror of Maven Central, for machines without one.
JARS_FROM = "LINKAGES_JARS"

#: Told the bytes that are there and the bytes of all.
Progress = Callable[[int, int], None]


def cache_folder() -> Path:
    """Where the jars of this user are kept; any of it can be deleted, it is fetched again."""
    return Path(platformdirs.user_cache_dir("linkages", appauthor=False)) / "jars"


def fetch(coordinate: str, progress: Progress = lambda _done, _all: None) -> list[Path]:
    """Every jar of a Maven coordinate, each whole; those that are there already are not fetched
    again.

    Raises `OSError` where one cannot be had (`requests` raises its subclass), and `ValueError`
    where one is not what the list says.
    """
    jars = _listed(coordinate)
    return fetch_listed(jars, progress) if jars else list(resolve(coordinate).all_jars)


def is_listed(coordinate: str) -> bool:
    """Whether a list of its jars ships."""
    return bool(_listed(coordinate))


def _listed(coordinate: str) -> tuple[Jar, ...]:
    group, _, version = coordinate.rpartition(":")
    return read_list(version) if group == "org.neo4j:neo4j" else ()


def fetch_listed(jars: tuple[Jar, ...], progress: Progress) -> list[Path]:
    """The jars of a list, each checked against its sum when it comes; in the list's order."""
    folder = cache_folder()
    if _missing(jars, folder):
        folder.mkdir(parents=True, exist_ok=True)
        # One process fetches at a time: two that go on with the same half of a jar spoil it.
        with FileLock(folder / "fetch.lock"):
            _fetch_missing(jars, folder, progress)
    return [folder / jar.place for jar in jars]


def _fetch_missing(jars: tuple[Jar, ...], folder: Path, progress: Progress) -> None:
    missing, whole = _missing(jars, folder), sum(jar.size for jar in jars)
    if not missing:
        return  # another process has just fetched them
    done = whole - sum(jar.size for jar in missing)
    progress(done, whole)

    with _source() as fetch_one, ThreadPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(fetch_one, jar, folder): jar for jar in missing}
        try:
            for one in as_completed(running):
                one.result()
                done += running[one].size
                progress(done, whole)
        finally:  # a fetch that fails or is broken off starts no further jar
            for one in running:
                one.cancel()


def _missing(jars: tuple[Jar, ...], folder: Path) -> list[Jar]:
    return [jar for jar in jars if not _is_there(folder / jar.place, jar)]


def _is_there(file: Path, jar: Jar) -> bool:
    """Whether a jar is whole: it was checked when it came, and a half one never bears its name."""
    return file.is_file() and file.stat().st_size == jar.size


@contextmanager
def _source() -> Iterator[Callable[[Jar, Path], object]]:
    """Where jars come from: the folder or mirror that the user names, else Maven Central."""
    named = os.environ.get(JARS_FROM, "").strip()
    if named and "://" not in named:
        yield lambda jar, folder: _copy(Path(named).expanduser(), jar, folder)
        return

    # Here, for only a first start needs them.
    import pooch
    import requests
    from jgo.constants import MAVEN_CENTRAL_URL
    from requests.adapters import HTTPAdapter
    from urllib3 import Retry

    pooch.get_logger().setLevel("ERROR")
    root = (named or MAVEN_CENTRAL_URL).rstrip("/")

    with requests.Session() as session:
        # One name look-up and sixteen connections serve all jars; a name server or a mirror that
        # is asked by sixteen at once may refuse the first time.
        again = Retry(total=4, backoff_factor=0.5, status_forcelist=(429, 502, 503, 504))
        session.mount(root, HTTPAdapter(pool_maxsize=AT_ONCE, max_retries=again))

        def fetch_one(jar: Jar, folder: Path) -> object:
            place = folder / jar.place
            return pooch.retrieve(
                f"{root}/{jar.place}",
                known_hash=f"sha256:{jar.sha256}",
                fname=place.name,
                path=place.parent,
                downloader=_resumed(session, place.with_name(f"{place.name}.part")),
            )

        yield fetch_one


def _resumed(session: Any, part: Path) -> Callable[[str, str, Any], None]:
    """A downloader for pooch that goes on where an earlier one was broken off."""

    def download(url: str, output_file: str, _pooch: Any) -> None:
        have = part.stat().st_size if part.is_file() else 0
        asked = {"Range": f"bytes={have}-"} if have else {}

        with session.get(url, headers=asked, stream=True, timeout=60) as answer:
            if answer.status_code == 416:  # it was whole; its sum decides
                shutil.move(part, output_file)
                return
            answer.raise_for_status()
            with part.open("ab" if answer.status_code == 206 else "wb") as file:
                for chunk in answer.iter_content(2**16):
                    file.write(chunk)

        shutil.move(part, output_file)

    return download


def _copy(source: Path, jar: Jar, folder: Path) -> None:
    """A jar from a folder that is laid out as a repository, or flat."""
    import pooch

    found = next((file for file in (source / jar.place, source / jar.name) if file.is_file()), None)
    if found is None:
        raise FileNotFoundError(f"{source} ({JARS_FROM}) lacks {jar.name}")
    if pooch.file_hash(str(found), alg="sha256") != jar.sha256:
        raise ValueError(f"{found} is not the {jar.name} that its release holds")

    place = folder / jar.place
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.part")
    shutil.copyfile(found, beside)
    beside.replace(place)


def resolve(coordinate: str) -> Any:
    """What jgo finds for a Maven coordinate: its jars, and its lock file.

    A fetch that was broken off is taken up where it ended: jgo takes a folder with some of the jars
    for one with all of them, and the half of a jar for the jar. What it writes last, its lock file,
    tells the first; a jar that is no archive the second.
    """
    import jgo  # here, for only a first start needs it
    from jgo.config import GlobalSettings

    found = jgo.build(coordinate)
    if not found.lock_path.is_file():
        found = jgo.build(coordinate, update=True)
    if halves := [jar.name for jar in found.all_jars if not zipfile.is_zipfile(jar)]:
        for name in halves:
            for half in GlobalSettings.load().repo_cache.rglob(name):
                half.unlink()
        found = jgo.build(coordinate, update=True)
    return found
