"""Whether a load fits into the memory that the server gives to what is written at once: said before
it begins, not after minutes of work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from graph_model.dataset_changes import Changes
from graph_model.errors import LoadTooLarge, StoreError

#: How a server is asked for its settings.
Setting = Callable[[Sequence[str]], Mapping[str, str]]

#: The settings of a server that bound the memory of transactions; 0 is no bound.
LIMITS = (
    "dbms.memory.transaction.total.max",
    "db.memory.transaction.total.max",
    "db.memory.transaction.max",
)
#: Bytes of it that a row takes at least until its load is written, as measured
#: (docs/decisions/0001-one-transaction.md).
ROW_BYTES = 5_500
#: A load of fewer rows fits into the smallest server, which is not asked.
FEW = 20_000
SIZE = re.compile(r"([\d.]+)\s*([KMGT]?)I?B?", re.I)
UNITS = {unit: 2 ** (10 * place) for place, unit in enumerate(("", "K", "M", "G", "T"))}


def given_bytes(settings: Mapping[str, str]) -> int:
    """How much the server gives, by what it says of its settings; 0 where nothing bounds it, or
    nothing is said.

    >>> given_bytes({LIMITS[0]: "1.40GiB", LIMITS[1]: "0B", LIMITS[2]: "512m"}) / 2**20
    512.0
    >>> given_bytes({LIMITS[1]: "0B", "another.setting": "1KiB"})
    0
    """
    said = (SIZE.fullmatch(settings.get(name, "").strip()) for name in LIMITS)
    sizes = (int(float(its[1]) * UNITS[its[2].upper()]) for its in said if its)
    return min((size for size in sizes if size), default=0)


def require_room(setting: Setting, changes: Changes) -> None:
    """Refuse a load that the server certainly cannot hold; `setting` asks it for its settings.

    Parameters
    ----------
    setting : Setting
        What gives a setting of the server by its name.
    changes : Changes
        What the load would do.

    Raises
    ------
    LoadTooLarge
        It certainly does not fit.

    Examples
    --------
    >>> require_room(lambda names: {}, Changes("ours"))
    """
    rows = len(changes.new) + len(changes.changed) + len(changes.gone)
    if rows > FEW:
        given = 0
        with suppress(StoreError):  # who may not look at its settings learns it on the way
            given = given_bytes(setting(LIMITS))
        if given:
            refuse(rows, given)


def refuse(rows: int, given: int) -> None:
    """Refuse what certainly does not fit into so many bytes. Raises `LoadTooLarge`.

    >>> refuse(200_000, 1_400 * 2**20)
    >>> refuse(441_113, 1_400 * 2**20)
    Traceback (most recent call last):
    graph_model.errors.LoadTooLarge: This load of 441,113 rows takes about 2.3 GB of the database's
    memory, which gives 1.4 GB to what is written at once; nothing was changed. Split the files into
    2 parts and bring one after the other, or use a Neo4j with more memory (NEO4J_URI).
    """
    needed = rows * ROW_BYTES
    if needed > given:
        raise LoadTooLarge(
            f"This load of {rows:,} rows takes about {needed / 2**30:.1f} GB of the database's"
            f" memory, which gives {given / 2**30:.1f} GB to what is written at once; nothing was"
            f" changed. Split the files into {-(-needed // given)} parts and bring one after the"
            " other, or use a Neo4j with more memory (NEO4J_URI)."
        )
