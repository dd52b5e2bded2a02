"""An archive of the classes that a start of Neo4j loads, as the JVM keeps them in memory: a start
that maps it does not read, check and link eighteen thousand of them again.

The JVM makes it (`-Xshare:dump`) in the background, once a server has been there for a while, out
of the list that it writes at its start. It checks at every start that the archive fits (its own
version, every jar, their order) and else starts as without one; what it does not take is thrown
away and made again. See docs/decisions/0018-start-of-the-engine.md.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from graph_model.engine.java_options import COLLECTOR

#: A server that ends sooner is not worth the work, and its people are still waiting for pages.
CALM_SECONDS = 30.0
#: One for each release and runtime; the ones of earlier updates go.
KEPT = 2
#: An archive takes this much, and is made only where there is room for many.
FREE_BYTES = 2 * 2**30


def archive_folder() -> Path:
    """Where the archives of this user are kept; any can be deleted, it is made again."""
    return Path(platformdirs.user_cache_dir("linkages", appauthor=False)) / "classes"


def forget() -> None:
    """Throw every archive away, as after a start in which the JVM broke down."""
    for file in archive_folder().glob("*.jsa"):
        with suppress(OSError):
            file.unlink()


@dataclass(frozen=True)
class ClassArchive:
    """The archive for a runtime and its jars, and the list that this server writes for it."""

    file: Path
    listed: Path
    java: Path
    used: bool

    @classmethod
    def of(cls, java_home: Path, jars: Sequence[str], folder: Path) -> ClassArchive:
        """The archive that fits, whether it is there or not; the list stands in a data folder."""
        release = (java_home / "release").read_text(encoding="utf-8")
        name = hashlib.sha256("\n".join((release, *jars)).encode()).hexdigest()[:16]
        java = java_home / "bin" / ("java.exe" if os.name == "nt" else "java")
        file = archive_folder() / f"{name}.jsa"
        return cls(file, folder / "classes.txt", java, used=file.is_file())

    def options(self) -> list[str]:
        """Java options: use the archive, or note what it is made of."""
        if self.used:
            return [f"-XX:SharedArchiveFile={self.file}"]
        return [f"-XX:DumpLoadedClassList={self.listed}"]

    def settle(self, told: str, class_path: str, calm: float = CALM_SECONDS) -> Making | None:
        """After the start, with what the JVM tells of itself: make the archive in the background
        where there is none, and throw away one that the JVM did not take.
        """
        if self.used:
            if "sharing" not in told:
                self.file.unlink(missing_ok=True)
            return None
        return Making(self, class_path, calm) if self.listed.is_file() else None


class Making:
    """The making of an archive, in a thread of its own, until it is done or ended."""

    def __init__(self, archive: ClassArchive, class_path: str, calm: float = CALM_SECONDS) -> None:
        self.archive, self.class_path, self.calm = archive, class_path, calm
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._make, name="class archive", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Break it off; nothing of it is left."""
        self._ended.set()
        self.wait()

    def wait(self) -> None:
        """Wait until it is over."""
        self._thread.join()

    def _make(self) -> None:
        if self._ended.wait(self.calm):
            return
        file = self.archive.file
        with suppress(OSError, Timeout):  # the next start tries again
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(file.with_suffix(".lock"), timeout=0):
                for left in file.parent.glob("*.part"):  # by a server that was killed
                    left.unlink()
                if not file.is_file() and _room(file.parent):
                    # of a name of its own: what a killed server had begun may go on beside it
                    self._dump(file.with_suffix(f".{os.getpid()}.part"))

    def _dump(self, part: Path) -> None:
        command = [
            str(self.archive.java),
            "-Xshare:dump",
            COLLECTOR,
            f"-XX:SharedClassListFile={self.archive.listed}",
            f"-XX:SharedArchiveFile={part}",
            "-cp",
            self.class_path,
        ]
        no = subprocess.DEVNULL
        making = subprocess.Popen(command, stdin=no, stdout=no, stderr=no)
        with suppress(AttributeError, OSError):  # what people wait for goes first
            os.setpriority(os.PRIO_PROCESS, making.pid, 19)
        while making.poll() is None:
            if self._ended.wait(0.2):
                making.kill()
                making.wait()
        if making.returncode == 0 and part.is_file():
            part.replace(self.archive.file)
            self.archive.listed.unlink(missing_ok=True)
            self._prune()
        part.unlink(missing_ok=True)

    def _prune(self) -> None:
        there = self.archive.file.parent.glob("*.jsa")
        for file in sorted(there, key=lambda its: its.stat().st_mtime, reverse=True)[KEPT:]:
            file.unlink(missing_ok=True)


def _room(folder: Path) -> bool:
    return shutil.disk_usage(folder).free >= FREE_BYTES
