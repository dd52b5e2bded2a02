"""One word, one thing: what a reader meets twice under one name would be two things to remember."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_model", "loaders", "explorer")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]

#: Classes that share a name, with the reason.
SHARED_CLASSES: dict[str, str] = {}
#: Modules that share a name, with the reason.
SHARED_MODULES = {
    "__init__": "every package has one",
    "__main__": "what `python -m` runs",
    "page": "every folder of `explorer/pages` has one, with the function `page()`",
}
FUNCTIONS = re.compile(r"\*Functions?\* (.+?)(?:; \*|\.\n|\.$)", re.MULTILINE | re.DOTALL)
FUNCTION_OR_FILE = re.compile(r"`([a-z_/]+(?:\.py)?)`")


def test_no_class_name_stands_twice() -> None:
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in ((path, path.read_text()) for path in MODULES):
        for node in ast.walk(ast.parse(text)) if "class " in text else ():
            if isinstance(node, ast.ClassDef):
                where[node.name].append(path.relative_to(ROOT).as_posix())

    twice = {name: files for name, files in where.items() if len(files) > 1}
    assert twice.keys() == SHARED_CLASSES.keys(), twice


def test_no_module_name_stands_twice() -> None:
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        where[path.stem].append(path.relative_to(ROOT).as_posix())

    twice = {name: files for name, files in where.items() if len(files) > 1}
    assert twice.keys() <= SHARED_MODULES.keys(), twice


def functions_of(path: Path) -> set[str]:
    """The functions that a module defines."""
    return {node.name for node in ast.parse(path.read_text()).body if hasattr(node, "name")}


def named_functions() -> list[tuple[str, str]]:
    """Each function that docs/measures.md names, with its file."""
    found = []
    for paragraph in FUNCTIONS.findall((ROOT / "docs" / "measures.md").read_text()):
        waiting: list[str] = []
        for name in FUNCTION_OR_FILE.findall(paragraph):
            if not name.endswith(".py"):
                waiting.append(name)
                continue
            found += [(function, name) for function in waiting]
            waiting = []
        assert not waiting, paragraph
    return found


@pytest.mark.parametrize(("function", "file"), named_functions())
def test_functions_named_beside_the_measures_are_there(function: str, file: str) -> None:
    assert file.startswith("graph_model/"), "the whole path, so that nobody has to search"
    assert function in functions_of(ROOT / file)


def named_files() -> list[tuple[str, str]]:
    """Each Python file that a document or a docstring names, and where."""
    texts = [
        ROOT / "CONTRIBUTING.md",
        ROOT / "README.md",
        *sorted((ROOT / "docs").glob("*.md")),
        *MODULES,
    ]
    return [
        (name, path.relative_to(ROOT).as_posix())
        for path in texts
        for name in re.findall(r"`([a-z_][a-z_/.]*\.py)`", path.read_text())
    ]


def test_files_that_are_named_are_there() -> None:
    there = [path.relative_to(ROOT).as_posix() for path in sorted(ROOT.glob("[a-z]*/**/*.py"))]
    there += [path.name for path in ROOT.glob("*.py")]
    missing = [
        (name, where)
        for name, where in named_files()
        if not any(path == name or path.endswith(f"/{name}") for path in there)
    ]
    assert not missing
