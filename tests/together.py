"""Several tests at a time: which of them share a process.

Tests of one line of Neo4j stay in one process, and so do those of the app that runs for the whole
session: each of these is started once. The others of a file stay together.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parents[1]
#: The fixtures that run for the whole session: a server of either line, an app over its own.
LINES, APP = ("long_term", "current"), "address"
#: The groups that are long, the longest first: they begin, so that nobody waits for them.
LONG = ("current", "long_term", APP)
GIVEN = re.compile(r"[\[-](current|long_term)[-\]]")
#: What a test asks for, and the group into which it comes with that.
ASKED = {
    "long_term: LocalEngine": "long_term",
    "current: LocalEngine": "current",
    "page: Page": APP,
    "early: Page": APP,
}


@cache
def group_of(nodeid: str) -> str:
    """The tests that share a process, from the name of one of them.

    >>> [group_of(f"tests/test_x.py::test_x[{given}]") for given in ("long_term", "a-current")]
    ['long_term', 'current']
    >>> group_of("tests/test_mcp.py::test_a_text_is_a_text_whatever_it_looks_like")
    'tests/test_mcp.py'
    >>> group_of("tests/test_mcp.py::test_every_line_carries_its_rows_and_their_sources")
    'current'
    >>> group_of("tests/explorer/test_loop.py::test_a_contact_is_recorded_on_a_phone_by_keyboard")
    'address'
    >>> group_of("tests/model/test_plan.py::test_x[at0]")
    'tests/model/test_plan.py'
    """
    if found := GIVEN.search(nodeid):
        return found[1]
    file, _, test = nodeid.partition("::")
    needs = _needs(_arguments(file), test.partition("[")[0])
    return next((group for name, group in ASKED.items() if name in needs), file)


@cache
def _arguments(file: str) -> dict[str, set[str]]:
    """What each function of a file asks for, its tests and its fixtures."""
    path = ROOT / file
    tree = ast.parse(path.read_text(encoding="utf-8") if path.suffix == ".py" else "")
    functions = (its for its in tree.body if isinstance(its, ast.FunctionDef))
    return {its.name: {*_arguments_of(its), *_named(its)} for its in functions}


def _arguments_of(function: ast.FunctionDef) -> Iterator[str]:
    """Its arguments, with and without their types."""
    for argument in function.args.args:
        yield from (argument.arg, ast.unparse(argument))


def _named(function: ast.FunctionDef) -> Iterator[str]:
    """The fixtures that a mark of it names."""
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.usefixtures":
            yield from (str(one.value) for one in mark.args if isinstance(one, ast.Constant))


def _needs(arguments: dict[str, set[str]], name: str) -> set[str]:
    """What a test asks for, and what its fixtures ask for in turn."""
    found: set[str] = set()
    new = {name}
    while new:
        found |= new
        new = {its for one in new for its in arguments.get(one, ())} - found
    return found


class Together(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out whole groups, in the order in which they were collected."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)
