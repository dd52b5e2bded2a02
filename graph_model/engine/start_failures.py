"""From the log of a child that did not start to one sentence and a remedy."""

from __future__ import annotations

import re
from pathlib import Path

from graph_model.engine.java_options import HEAP
from graph_model.errors import (
    EngineError,
    FetchFailed,
    FolderUnusable,
    PortTaken,
    StoreNewer,
    TooLittleMemory,
)

#: What the log says, the error it means, and its sentence.
SIGNS: tuple[tuple[tuple[str, ...], type[EngineError], str], ...] = (
    (("No space left on device",), FolderUnusable, "The disk is full; make room and start again."),
    (
        (
            "Could not reserve enough space",
            "insufficient memory",
            "Cannot allocate memory",
            "Initial heap size set to a larger value",
        ),
        TooLittleMemory,
        (
            f"Java could not reserve its memory ({HEAP / 1024:.0f} GB); close other programs and"
            " start again, or use your own server with NEO4J_URI."
        ),
    ),
    (
        ("Address already in use", "BindException"),
        PortTaken,
        "The port was taken by another program in the same moment; start again.",
    ),
    (
        (
            "StoreUpgradeException",
            "UnknownStoreVersion",
            "newer version",
            "not able to be read by this",
            "Unknown format",
        ),
        StoreNewer,
        "The data folder was written by a newer Neo4j; update Linkages or use another folder.",
    ),
    (
        ("StoreLockException", "FileLockException", "has been locked", "Lock file has been locked"),
        EngineError,
        "Another Neo4j uses this data folder; end it, or use another folder with --home.",
    ),
)


#: What the log says of a release that was never made.
NOT_THERE = "not found in remote repositories"
#: The oldest and the newest line that speak what our statements do.
OLDEST, LONG_TERM = (5, 26), "5.26.30"  # the latter runs on Java 17 or later
RELEASE = re.compile(r"(\d{1,4})\.(\d{1,2})\.(\d{1,3})")


def check_release(version: str) -> None:
    """Refuse what is no release of Neo4j, before anything is fetched. Raises `EngineError`.

    >>> check_release("5.26")
    Traceback (most recent call last):
    graph_model.errors.EngineError: LINKAGES_ENGINE='5.26' is no release of Neo4j;
    write it whole, such as 5.26.30, or leave it out.
    """
    found = RELEASE.fullmatch(version)
    if found is None:
        raise EngineError(
            f"LINKAGES_ENGINE={version!r} is no release of Neo4j; write it whole, such as"
            f" {LONG_TERM}, or leave it out."
        )
    if (int(found[1]), int(found[2])) < OLDEST:
        raise EngineError(
            f"Neo4j {version} is too old, {LONG_TERM} is the oldest line that Linkages runs on;"
            " set LINKAGES_ENGINE to it, or leave it out."
        )


def explain(phase: str, log: Path) -> EngineError:
    """The error for a child that ended in a phase, from what its log holds."""
    text = log.read_text(encoding="utf-8", errors="replace")[-200_000:]
    for signs, kind, sentence in SIGNS:
        if any(sign in text for sign in signs):
            return kind(f"{sentence} The log is {log}.")
    if phase == "fetch" and NOT_THERE in text:
        return FetchFailed(
            "Maven Central has no Neo4j of that version; leave LINKAGES_ENGINE out, or name a"
            f" release such as {LONG_TERM}. The log is {log}."
        )
    if phase == "fetch":
        return FetchFailed(
            "The files of Neo4j could not be fetched from Maven Central; connect to the network for"
            " this first start, name a folder or mirror that has them with LINKAGES_JARS, or use"
            f" your own server with NEO4J_URI. What came is kept. The log is {log}."
        )
    return EngineError(f"Neo4j did not start; the last lines of {log} say why.")
