"""The official driver, fetched without what no command of ours asks it for."""

from __future__ import annotations

import sys

#: For results as tables of theirs the driver fetches these where they are installed: a third of a
#: second of every command (driver 6.4; `findings/driver-fetches-tables.sh`).
TABLES = ("pandas", "pyarrow")


def fetch_without_tables() -> None:
    """Fetch the driver, and keep it from fetching pandas and pyarrow, where neither it nor they are
    there yet. It then takes no values of pandas as parameters, and only in this process: for
    commands and the app, which give it none. Both are fetched as usual by whoever asks for them
    later.
    """
    if "neo4j" in sys.modules:
        return
    hidden = [name for name in TABLES if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        import neo4j  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
