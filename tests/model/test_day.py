"""What every measure is asked of: all three parts count, none has a default, and each measure is
worked out once for a day.
"""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from graph_model.measures import DEFAULTS, Day, Settings, find_cells
from tests.graphs import graph, talks

ROOT = Path(__file__).parents[2]
PRODUCT = sorted(
    path for room in ("graph_model", "loaders", "explorer") for path in (ROOT / room).rglob("*.py")
)
#: What nobody may forget, by type and by name.
NEEDED = frozenset({"Settings", "Day", "View", "settings", "day"})


def defaults(tree: ast.Module) -> list[str]:
    """Parameters and fields that stand for the settings or a day and may be left out."""
    found = []
    for part in ast.walk(tree):
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            given = part.args
            places = [*given.posonlyargs, *given.args]
            pairs = list(
                zip(places[len(places) - len(given.defaults) :], given.defaults, strict=True)
            )
            pairs += [
                (one, value)
                for one, value in zip(given.kwonlyargs, given.kw_defaults, strict=True)
                if value is not None
            ]
            found += [
                f"{one.arg} in line {one.lineno}"
                for one, _ in pairs
                if one.arg in NEEDED or (one.annotation and _names(one.annotation) & NEEDED)
            ]
        elif isinstance(part, ast.ClassDef):
            found += [
                f"{ast.unparse(field.target)} in line {field.lineno}"
                for field in part.body
                if isinstance(field, ast.AnnAssign)
                and field.value is not None
                and _names(field.annotation) & NEEDED
            ]
    return found


def _names(annotation: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(annotation) if isinstance(part, ast.Name)}


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_function_of_the_product_has_default_settings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = any(name in text for name in NEEDED)  # most files name none of it
    assert not named or defaults(ast.parse(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "def f(settings: Settings = DEFAULTS): ...",
        "def f(a: int, numbers: Settings | None = None): ...",
        "def f(*, day: Day | None = None): ...",
        "class C:\n    counted: Settings = DEFAULTS",
        "f = lambda settings=1: settings",
    ],
)
def test_a_default_is_found(text: str) -> None:
    assert len(defaults(ast.parse(text))) == 1


def test_a_measure_is_worked_out_once_for_a_day() -> None:
    snapshot, at = graph(*talks()), date(2023, 1, 1)
    find_cells.cache_clear()
    first = find_cells(Day(snapshot, at, DEFAULTS))
    again = find_cells(Day(graph(*talks()), at, settings=Settings()))
    found = find_cells(Day(snapshot, date(2022, 1, 1), DEFAULTS).on(at))
    assert again is first
    assert found is first
    assert find_cells.cache_info().currsize == 1


def test_another_graph_date_or_number_is_another_day() -> None:
    day = Day(graph(*talks()), date(2023, 1, 1), DEFAULTS)
    others = [
        Day(graph(*talks()[:-1]), day.at, day.settings),
        day.on(date(2023, 1, 2)),
        Day(day.snapshot, day.at, Settings(live=0.9)),
    ]
    assert all(other != day for other in others)
