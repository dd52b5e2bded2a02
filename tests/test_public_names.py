"""`import graph_model`: the public names, and an example of each that runs."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from importlib import import_module
from typing import Any

import pytest

import graph_model
from graph_model import measures
from graph_model.engine import LocalEngine
from loaders.opening import first_data
from tests.conftest import empty
from tests.test_names import named_functions

NEEDS_SERVER = ("Store", "ask", "connected", "frame")


#: Names of the measures, which are public one floor below.
MEASURES = [
    name
    for name in measures.__all__
    if inspect.isroutine(inspect.unwrap(getattr(measures, name)))
    and name not in graph_model.__all__
]
NAMES = [*graph_model.__all__, *MEASURES]


def named(name: str) -> Any:
    """What stands behind a public name."""
    return getattr(measures if name in MEASURES else graph_model, name)


def examples(name: str) -> list[doctest.Example]:
    """What `help()` of a name shows as examples."""
    thing = named(name)
    text = (thing if isinstance(thing, type) or callable(thing) else type(thing)).__doc__ or ""
    return doctest.DocTestParser().get_examples(text, name)


def run(name: str, shown: list[doctest.Example]) -> doctest.TestResults:
    """Run examples, those that need a server too."""
    for its in shown:
        its.options.pop(doctest.OPTIONFLAGS_BY_NAME["SKIP"], None)
    # an example of a measure stands in its module, whose names it may use
    known = vars(sys.modules[inspect.unwrap(named(name)).__module__]) if name in MEASURES else {}
    test = doctest.DocTest(shown, dict(known), name, None, 0, None)
    return doctest.DocTestRunner(verbose=False).run(test)


def test_the_names_are_sorted_and_all_there() -> None:
    assert list(graph_model.__all__) == sorted(graph_model.__all__)
    assert set(graph_model.__all__) <= set(dir(graph_model))
    assert 18 <= len(graph_model.__all__) <= 26
    for name in graph_model.__all__:
        assert getattr(graph_model, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = graph_model.nothing


def test_nothing_is_fetched_before_it_is_asked_for() -> None:
    ask = (
        "import sys, graph_model; print([name for name in ('pandas', 'networkx', 'igraph', 'neo4j')"
        " if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize("name", [name for name in NAMES if name not in NEEDS_SERVER])
def test_each_shows_an_example_that_runs(name: str) -> None:
    shown = examples(name)
    assert shown, name
    result = run(name, shown)
    assert result.failed == 0
    assert result.attempted == len(shown)


#: What tells by itself what it is made of, field by field.
BY_FIELDS = ("LinkagesError", "Settings")
PARAMETER = re.compile(r"^(\*?[a-z_]+(?:, [a-z_]+)*) : \S", re.MULTILINE)


def parts(thing: Any) -> dict[str, str]:
    """The sections of a docstring, by heading, as numpydoc has them."""
    text = inspect.getdoc(thing) or ""
    found = re.split(r"^(\w+)\n-{3,}\n", text, flags=re.MULTILINE)
    return {"": found[0], **dict(zip(found[1::2], found[2::2], strict=True))}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "SCHEMA"])
def test_each_says_what_it_takes_and_gives(name: str) -> None:
    says_all(named(name), any_parameters=name in BY_FIELDS)


@pytest.mark.parametrize(("function", "file"), named_functions())
def test_each_measure_of_the_docs_says_what_it_takes_and_gives(function: str, file: str) -> None:
    module = import_module(file.removesuffix(".py").replace("/", "."))
    says_all(getattr(module, function), any_parameters=False)


def says_all(thing: Any, any_parameters: bool) -> None:
    """Every parameter stands in its docstring, and what it gives and raises."""
    said = parts(thing)
    taken = [] if any_parameters else [*inspect.signature(thing).parameters.values()]

    listed = [
        one.lstrip("*")
        for names in PARAMETER.findall(said.get("Parameters", ""))
        for one in names.split(", ")
    ]
    assert listed == [parameter.name for parameter in taken]
    assert "Examples" in said
    if not isinstance(thing, type):
        assert "Returns" in said or "Yields" in said
    if "Raises `" in said[""]:
        assert "Raises" in said


@pytest.fixture
def served(current: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A running server with the opening data, found as a notebook finds it."""
    empty(current)
    assert current.running is not None
    with current.running.store() as store:
        first_data(store)
    monkeypatch.setenv("LINKAGES_HOME", str(current.home))


@pytest.mark.neo4j
@pytest.mark.usefixtures("served")
def test_examples_with_a_server_run_too() -> None:
    for name in NEEDS_SERVER:
        result = run(name, examples(name))
        assert result.failed == 0, name
        assert result.attempted > 1
