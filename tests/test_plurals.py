"""One of a thing is no many: what is counted by its length is told with `count`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from graph_model.plurals import count

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph_model", "loaders", "explorer")
#: A noun of many behind a number, with the words that may stand between.
MANY = re.compile(
    r" (?:(?:more|earlier|other|open|chosen|certain|nearly|recorded|live|empty) )*"
    r"(?!this\b|his\b|its\b|was\b|is\b|has\b|as\b|plus\b)(?:[a-z]+s|entries|economies|people)\b"
)
#: Where there are always several: the noun by file, with the reason.
SEVERAL = {
    ("explorer/commands/own_server.py", "constraints"): "one of each label and more",
    ("explorer/commands/questions.py", "rows"): "one row has no order",
    ("explorer/commands/sheets.py", "names"): "a cell that was split",
    ("explorer/pages/data/merge_doubles.py", "pairs"): "more than one",
    ("explorer/pages/map/panel.py", "entries"): "of one the panel of an entry is shown",
    ("explorer/pages/map/who_has_spoken.py", "members"): "more than two",
    ("explorer/pages/questions/answer_table.py", "rows"): "more than are shown",
    ("explorer/pages/reports/page.py", "parts"): "more than are shown",
    ("explorer/pages/schema/page.py", "labels"): "of the vocabulary",
    ("explorer/pages/schema/page.py", "types"): "of the vocabulary",
    ("explorer/pages/schema/schema_picture.py", "labels"): "of the vocabulary",
    ("explorer/pages/settings/page.py", "numbers"): "of the settings",
    ("explorer/picture/from_recipe.py", "entries"): "up to two are named",
    ("explorer/picture/world_tiles.py", "economies"): "of one it says so",
    ("explorer/words/no_route.py", "contacts"): "of one it says so",
    ("explorer/words/sentences.py", "delegations"): "of one it says so",
    ("graph_model/database/limits.py", "characters"): "more than a limit",
    ("loaders/asks_back.py", "bytes"): "more than a limit",
    ("loaders/check/contact_form.py", "letters"): "more than a limit",
    ("loaders/column_problems.py", "cells"): "one is told by itself",
    ("loaders/read/cells.py", "characters"): "more than a limit",
    ("loaders/sheets/contact_maker.py", "names"): "more than one stranger",
    ("loaders/sheets/crosstab.py", "columns"): "a table of crosses has several",
    ("loaders/sheets/table_finder.py", "tables"): "more than one",
}


def plurals(text: str) -> list[str]:
    """The nouns of many that stand behind a length in the f-strings of a module."""
    tree = ast.parse(text)
    parts = (
        (value, after)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for value, after in zip(node.values, node.values[1:], strict=False)
    )
    found = []
    for value, after in parts:
        if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
            continue
        counted = ast.unparse(value.value).startswith(("len(", "sum("))
        if counted and (noun := MANY.match(str(after.value))):
            found.append(noun[0].split()[-1])
    choices = (
        its
        for its in ast.walk(tree)
        if isinstance(its, ast.IfExp) and re.search(r"(==|!=|>) 1\b", ast.unparse(its.test))
    )
    guarded = set(re.findall(r"[a-z]+", " ".join(map(ast.unparse, choices))))
    return [noun for noun in found if noun not in guarded]


def test_a_number_of_things_is_told_with_its_noun() -> None:
    assert plurals('f"{len(rows)} rows"') == ["rows"]
    assert plurals('f"{len(rows) - 5:,} more rows of it"') == ["rows"]
    assert plurals('f"{len(rows)} of them"') == plurals('f"{name} rows"') == []
    assert plurals('"one row" if len(rows) == 1 else f"{len(rows)} rows"') == []
    assert count(1, "row") == "1 row"

    found = {
        (path.relative_to(ROOT).as_posix(), noun)
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "{len(" in (text := path.read_text(encoding="utf-8")) or "{sum(" in text
        for noun in plurals(text)
    }
    assert found == set(SEVERAL)
