"""`import graph_model`: the public names, and an example of each that runs."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import graph_model
from graph_model import measures
from graph_model.engine import LocalEngine
from loaders.opening import first_data
from tests.conftest import empty
from tests.test_names import named_functions

ROOT = Path(__file__).parents[1]
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
BY_FIELDS = ("Environment", "LinkagesError", "Settings")
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


#: Functions for others without an example, and why.
WITHOUT_EXAMPLE = {
    "fetch_without_tables": "it changes the process that it is called in",
    "graph_behind": "it asks a server",
    "missing_protection": "it asks a server",
    "own_store": "it needs a server to be asked anything",
}


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """Module and name of whatever a file takes from `graph_model`, also behind a module's name."""
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text))) if "graph_model" in text else []
    modules = {}
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("graph_model"):
            for alias in node.names:
                yield str(node.module), alias.name
                inner = f"{node.module}.{alias.name}"
                if (ROOT / f"{inner.replace('.', '/')}.py").is_file():
                    modules[alias.asname or alias.name] = inner
    for node in nodes:
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in modules
        ):
            yield modules[node.value.id], node.attr


def names_for_others() -> dict[str, Any]:
    """Every function and class of `graph_model` that another package imports, by module and name;
    without errors, which say all in a sentence, and results of measures, which nobody makes.
    """
    found = {}
    files = [
        ROOT / "explorer_app.py",
        *ROOT.glob("explorer/**/*.py"),
        *ROOT.glob("loaders/**/*.py"),
    ]
    for module, name in {pair for path in files for pair in imported(path)}:
        held = getattr(import_module(module), name, None)
        thing: Any = inspect.unwrap(held) if callable(held) else str
        made = inspect.isclass(thing) and not (
            issubclass(thing, Exception) or thing.__module__.startswith("graph_model.measures.")
        )
        if thing.__module__.startswith("graph_model.") and (made or inspect.isfunction(thing)):
            found[f"{thing.__module__}.{thing.__name__}"] = thing
    return found


def test_what_another_package_imports_says_what_it_takes_and_gives() -> None:
    """What another package imports is public, so its docstring has sections."""
    found = names_for_others()
    assert len(found) > 190
    named_here = {name.rpartition(".")[2] for name in found}
    assert named_here >= WITHOUT_EXAMPLE.keys()
    faults = {
        name: fault
        for name, thing in found.items()
        if (fault := unsaid(thing, any_parameters=thing.__name__ in BY_FIELDS))
    }
    assert faults == {}


def unsaid(thing: Any, any_parameters: bool = False) -> str:
    """What a docstring lacks: a parameter, what is given or raised, an example."""
    said = parts(thing)
    taken = [] if any_parameters else [*inspect.signature(thing).parameters]
    listed = [
        one.lstrip("*")
        for names in PARAMETER.findall(said.get("Parameters", ""))
        for one in names.split(", ")
    ]
    if listed != taken:
        return f"parameters {listed}, not {taken}"
    is_class = isinstance(thing, type)
    if "Examples" not in said and not is_class and thing.__name__ not in WITHOUT_EXAMPLE:
        return "no example"
    gives = not is_class and thing.__annotations__.get("return") not in (None, "None")
    if gives and not said.keys() & {"Returns", "Yields"}:
        return "not what it gives"
    if re.search(r"Raises\s+`", said[""]) and "Raises" not in said:
        return "not what it raises"
    return ""


def test_what_a_docstring_lacks_is_seen() -> None:
    def half(first: int, second: int) -> int:
        """Half of it.

        Parameters
        ----------
        first : int
            A number.
        """
        return first // second

    def giving(first: int) -> int:
        """The same. Raises `ValueError`.

        Parameters
        ----------
        first : int
            A number.

        Examples
        --------
        >>> giving(1)
        1
        """
        return first

    assert unsaid(half) == "parameters ['first'], not ['first', 'second']"
    assert unsaid(giving) == "not what it gives"
    assert unsaid(half, any_parameters=True) != ""


def says_all(thing: Any, any_parameters: bool) -> None:
    """Every parameter stands in its docstring, what it gives and raises, and an example."""
    assert unsaid(thing, any_parameters) == ""
    assert "Examples" in parts(thing)


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
