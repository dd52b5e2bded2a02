"""What the README and the how-tos promise is there: every file they link to, every command they
name.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from explorer.commands.command_list import COMMANDS as LISTED
from explorer.commands.group import command_of

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "seeds" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
COMMANDS = set(LISTED)
#: Every Markdown file of the project; a hidden folder is nobody's to write in.
MARKDOWN = [
    path
    for path in sorted(ROOT.rglob("*.md"))
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
]
WIDTH = 100
#: What no line break may go into: a row of a table, and a link or picture that stands alone.
UNBREAKABLE = re.compile(r"\s*(\|.*\||!?\[[^\]]*\]\([^)\s]*\))$")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("http") or (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    named = set(
        re.findall(
            r"(?:^|`)linkages ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), flags=re.MULTILINE
        )
    )
    assert named <= COMMANDS, named - COMMANDS


def too_wide(text: str) -> list[str]:
    """The lines of Markdown that are wider than they need to be, those of code too."""
    return [
        line for line in text.splitlines() if len(line) > WIDTH and not UNBREAKABLE.fullmatch(line)
    ]


@pytest.mark.parametrize("page", MARKDOWN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_markdown_has_a_hundred_columns(page: Path) -> None:
    assert too_wide(page.read_text(encoding="utf-8")) == []


def test_only_what_cannot_break_may_be_wider() -> None:
    long = "a word " * 20
    wide = [long, f"| {long}", f"see [{long}](docs/words.md)", f"    {long}"]
    assert too_wide("\n".join(wide)) == wide
    assert too_wide(f"{'w' * WIDTH}\n| {long} |\n![{long}](a.png)\n- short") == []


def test_every_command_has_a_sentence() -> None:
    for name, (module, sentence) in LISTED.items():
        first, *_ = (command_of(name, module).help or "").strip().split("\n\n")
        assert first.endswith("."), name
        assert sentence.endswith("."), name


def test_the_drawing_of_the_house_names_modules_that_are_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:explorer|loaders|graph_model)/[\w/]+\.(?:py|js))`", text)
    assert len(named) > 25
    assert [name for name in named if not (ROOT / name).is_file()] == []
    ways = re.split(r"^## The way of ", text, flags=re.MULTILINE)[1:]
    assert len(ways) == 4
    for way in ways:
        stops = re.findall(r"^(\d+)\. ", way, re.MULTILINE)
        assert 3 < len(stops) <= 10, way.partition("\n")[0]


def test_the_drawing_of_the_house_has_the_floors_that_the_import_rules_hold() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = text.split("```")[1]
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = rules["tool"]["importlinter"]["contracts"]
    floors = {its["containers"][0]: its["layers"] for its in contracts if "containers" in its}
    assert list(floors) == ["graph_model", "loaders", "explorer"]

    below = len(drawing)
    for package, layers in floors.items():
        drawn = drawing[drawing.index(f"{package}/") : below]
        below = drawing.index(f"{package}/")
        names = [re.split(r" [|:] ", floor) for floor in layers]
        lines = {
            name: next(at for at, line in enumerate(drawn.splitlines()) if name in line.split())
            for floor in names
            for name in floor
        }
        heights = [[lines[name] for name in floor] for floor in names]
        assert all(len(set(floor)) == 1 for floor in heights), package
        assert heights == sorted(heights), package


def test_nothing_lies_loose_in_the_explorer() -> None:
    assert [path.name for path in (ROOT / "explorer").iterdir() if path.is_file()] == [
        "__init__.py"
    ]
