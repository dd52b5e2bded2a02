"""From the log of a child that did not start to one sentence and a remedy."""

from __future__ import annotations

from pathlib import Path

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
            "Java could not reserve its memory (2 GB); close other programs and start again, or use"
            " your own server with NEO4J_URI."
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


def explain(phase: str, log: Path) -> EngineError:
    """The error for a child that ended in a phase, from what its log holds."""
    text = log.read_text(encoding="utf-8", errors="replace")[-200_000:]
    for signs, kind, sentence in SIGNS:
        if any(sign in text for sign in signs):
            return kind(f"{sentence} The log is {log}.")
    if phase == "fetch":
        return FetchFailed(
            "The files of Neo4j could not be fetched from Maven Central; connect to the network for"
            " this first start, name a folder or mirror that has them with LINKAGES_JARS, or use"
            f" your own server with NEO4J_URI. What came is kept. The log is {log}."
        )
    return EngineError(f"Neo4j did not start; the last lines of {log} say why.")
