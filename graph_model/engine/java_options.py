"""The options of the Java that runs the built-in server, all in one place."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

#: An archive of classes is made and used under the same one.
COLLECTOR = "-XX:+UseSerialGC"
#: How much memory the server may take at least and at most, in megabytes, and which share of the
#: machine's lies between: a load is one transaction, and stands in it until it is written.
LEAST, MOST, SHARE = 2_048, 8_192, 4
#: What a container may take, as Linux tells it (of both its lines).
GRANTED = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")


def machine_megabytes() -> int:
    """How much memory there is, or may be taken within a container; 0 where nothing says so."""
    found = []
    with suppress(AttributeError, OSError, ValueError):  # no such question on Windows
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for name in GRANTED:
        with suppress(OSError, ValueError):  # "max" is no limit
            found.append(int(Path(name).read_text(encoding="ascii")))
    return min((its for its in found if its > 0), default=0) // 2**20


def heap_megabytes(machine: int) -> int:
    """How much of a machine's memory the server may take.

    >>> [heap_megabytes(gigabytes * 1024) for gigabytes in (0, 4, 8, 16, 24, 64)]
    [2048, 2048, 2048, 4096, 6144, 8192]
    """
    return min(max(machine // SHARE, LEAST), MOST)


HEAP = heap_megabytes(machine_megabytes())
#: A heap that need not grow in steps loads large files faster.
MEMORY = ("-Xms512m", f"-Xmx{HEAP}m", COLLECTOR)
#: From so much room for classes on the JVM collects its whole heap, which it did once in the
#: middle of each start, for a tenth to a third of a second.
CLASSES = ("-XX:MetaspaceSize=256m",)
#: Ten times the JVM's own thresholds: at the start the second compiler takes a third of the work
#: away from the start itself, for code that runs once. What runs often is still compiled well
#: (docs/decisions/0018-start-of-the-engine.md).
COMPILE = (
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=6000",
    "-XX:Tier4CompileThreshold=150000",
    "-XX:Tier4BackEdgeThreshold=400000",
)
#: What Neo4j's own launcher opens as well. Without them it cannot set its transaction log aside
#: (`StoreChannelNativeAccessor: Incorrect file descriptor` in debug.log), and a disk that fills
#: tears the log in the middle of a row: a folder that does not open again. They stay, whatever else
#: changes here.
OPENED = (
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
