"""One word, one thing: what a reader meets twice under one name would be two things to remember."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest

from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_model", "loaders", "explorer")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]

#: Modules that share a name, with the reason.
SHARED_MODULES = {
    "__init__": "every package has one",
    "__main__": "what `python -m` runs",
    "page": "every folder of `explorer/pages` has one, with the function `page()`",
}
#: Classes, and types made of other types, that share a name, with the reason; options of commands
#: apart, which are called as people type them.
SHARED_TYPES: dict[str, str] = {}
FUNCTIONS = re.compile(r"\*Functions?\* (.+?)(?:; \*|\.\n|\.$)", re.MULTILINE | re.DOTALL)
FUNCTION_OR_FILE = re.compile(r"`([a-z_/]+(?:\.py)?)`")


def test_no_name_of_a_type_stands_twice() -> None:
    where: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in ((path, path.read_text()) for path in MODULES):
        for node in ast.walk(ast.parse(text)) if "class " in text else ():
            if isinstance(node, ast.ClassDef):
                where[node.name].append(path.relative_to(ROOT).as_posix())
            if not isinstance(node, ast.Assign) or isinstance(node.value, ast.Call):
                continue  # a type variable
            for target in node.targets if "commands" not in path.parts else ():
                if isinstance(target, ast.Name) and re.fullmatch(r"[A-Z][a-z]\w*", target.id):
                    where[target.id].append(path.relative_to(ROOT).as_posix())

    twice = {name: files for name, files in where.items() if len(files) > 1}
    assert twice.keys() == SHARED_TYPES.keys(), twice


def test_what_is_said_where_nobody_is_known_to_have_met_stands_once() -> None:
    saying = [
        path.name
        for path in MODULES
        if re.search(rf"{NO_RECORDED_CONTACT}\b", path.read_text(), re.IGNORECASE)
    ]
    assert saying == ["gap_kinds.py"]


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
