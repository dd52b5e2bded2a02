"""Two tests at a time: which of them share a process.

Tests of one line of Neo4j stay in one process, and so do those of the app that runs for the whole
session: each of these is started once. Others stay with their file.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
#: The fixtures that run for the whole session: a server of either line, an app over its own.
LINES, APP = ("long_term", "current"), "address"
#: The groups that are long, the longest first: they begin, so that nobody waits for them.
LONG = ("current", "long_term", APP)
GIVEN = re.compile(r"[\[-](current|long_term)[-\]]")
ASKED = (
    ("long_term", re.compile(r"\blong_term: LocalEngine")),
    ("current", re.compile(r"\bcurrent: LocalEngine")),
    (APP, re.compile(r"def test_\w+\([^)]*\bpage: Page\b")),
)


def group_of(nodeid: str) -> str:
    """The tests that share a process, from the name of one of them.

    >>> [group_of(f"tests/test_x.py::test_x[{given}]") for given in ("long_term", "a-current")]
    ['long_term', 'current']
    >>> group_of("tests/test_mcp.py::test_x"), group_of("tests/explorer/test_loop.py::test_x")
    ('current', 'address')
    >>> group_of("tests/model/test_plan.py::test_x[at0]")
    'tests/model/test_plan.py'
    """
    found = GIVEN.search(nodeid)
    return found[1] if found else _of_file(nodeid.split("::")[0])


@cache
def _of_file(name: str) -> str:
    file = ROOT / name
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return next((group for group, sign in ASKED if sign.search(text)), name)


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out whole groups, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
