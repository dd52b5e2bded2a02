"""The recipes of CONTRIBUTING, each followed to the letter in a scratch copy: what they say is
enough for a new label, relationship type, shape, question, measure, setting, page, format, report,
problem code and command to be there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
COPIED = ("graph_model", "loaders", "explorer", "seeds", "explorer_app.py", "static", ".streamlit")

#: Asked of the scratch copy, in one process of its own.
CHECK = """
import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from explorer.commands import app
from explorer.commands.list_writer import commands
from explorer.html.shapes import shape_svg
from explorer.pages import PAGES, PLACES
from explorer.reports.choice import NOTHING_CHOSEN
from explorer.reports.registry import REPORTS
from graph_model import SCHEMA, example
from graph_model.data_dictionary import dictionary
from graph_model.measures import numbers
from graph_model.measures.handshakes import handshakes
from graph_model.questions import QUESTION
from loaders.problem_list import problem_list
from loaders.problems import CODES
from loaders.take_out.export import template
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.formats import FORMATS

day = example()
template(Path("templates"))
page = next(page for page in PAGES if page.title == "Letters sent")
page.draw()
print(json.dumps({
    "label": [SCHEMA.by_label["Treaty"].plural, "### Treaty" in dictionary(),
              Path("templates/treaty.csv").is_file()],
    "relationship type": [SCHEMA.by_name["QUOTES"].says_back, "### QUOTES" in dictionary(),
                          Path("templates/quotes.csv").is_file()],
    "shape": shape_svg("cross"),
    "question": QUESTION["letters"].row,
    "measure": handshakes(day),
    "setting": [numbers()["patience"].default, day.settings.patience],
    "page": [page.address, any(view.address == "letters" for place in PLACES
                               for view in place.sights)],
    "format": FORMATS["ids"].write(Bundle(day.snapshot)).decode().split()[:2],
    "report": REPORTS["letters"].report(day, date(2025, 1, 1), NOTHING_CHOSEN).title,
    "problem code": [CODES["no-letters"].title, "no-letters" in problem_list()],
    "command": commands()["handshakes"],
}))
"""


def add(path: Path, before: str, text: str) -> None:
    """Put a text into a file, before the last place where something stands."""
    source = path.read_text()
    at = source.rindex(before)
    path.write_text(source[:at] + text + source[at:])


def follow_vocabulary(scratch: Path) -> None:
    """A label with a shape of its own, and a relationship type."""
    model = scratch / "graph_model"
    add(model / "schema.py", '    "circle",', '    "cross",\n')
    add(scratch / "explorer/html/shapes.py", "}\n#: What stands", '    "cross": "M7 1h4v16H7z",\n')
    add(
        model / "vocabulary/nodes.py",
        ")\n",
        '    NodeType("Treaty", "Treaties", "A treaty of old.", (NAME, *PROVENANCE),'
        ' "#123456", "cross"),\n',
    )
    add(
        model / "vocabulary/relationships.py",
        ")\n",
        '    RelationshipType(("Agreement",), "QUOTES", ("Treaty",), "quotes", "is quoted by",'
        ' "It repeats its words.", PROVENANCE, look=BELONGS),\n',
    )


def follow_questions_and_measures(scratch: Path) -> None:
    """A ready question, a measure, a setting."""
    model = scratch / "graph_model"
    add(
        model / "questions/contact_questions.py",
        ")\n",
        """    ReadyQuestion(
        id="letters",
        theme=THEME,
        says="Which letters are on record?",
        means="a letter of a member to a delegation",
        parameters=(ON,),
        cypher="MATCH (e:Engagement {kind: 'letter'})"
        " WHERE @day(e.date) <= $on RETURN e.id AS contact, e.date AS date ORDER BY contact",
        row=("contact", "date"),
    ),
""",
    )
    (model / "measures/handshakes.py").write_text(
        "from graph_model.measures.day import Day\n\n\n"
        "def handshakes(day: Day) -> int:\n"
        '    return len(day.snapshot.of("Engagement"))\n'
    )
    add(
        model / "measures/settings.py",
        "    horizon: Annotated[",
        '    patience: Annotated[float, NumberField(PLANNING, "Patience", 0, 9, "days")] = 7.0\n',
    )


def follow_explorer(scratch: Path) -> None:
    """A page and where it is looked at, a report, a command."""
    explorer = scratch / "explorer"
    (explorer / "pages/letters").mkdir()
    (explorer / "pages/letters/__init__.py").touch()
    (explorer / "pages/letters/page.py").write_text("def page() -> None:\n    pass\n")
    add(
        explorer / "pages/__init__.py",
        ")\nPLACES",
        '    Page("Letters sent", "letters", "letters"),\n',
    )
    add(
        explorer / "pages/__init__.py",
        ")\n",
        '    Place("Letters", (PlaceView("Letters sent", "letters"),)),\n',
    )
    (explorer / "reports/letters.py").write_text(
        "from loaders.take_out.report_shape import Report\n\n\n"
        "def letters(day, since, choice):\n"
        '    return Report("letters", "Letters", (), ())\n'
    )
    registry = explorer / "reports/registry.py"
    add(
        registry,
        "    )\n}\n",
        '        ReportKind("letters", "Letters", "All.", False, letters),\n',
    )
    add(registry, "REPORTS = {", "from explorer.reports.letters import letters\n")
    (explorer / "commands/handshaking.py").write_text(
        "import typer\n\nfrom explorer.commands.command_line import app\n\n\n"
        '@app.command(name="handshakes")\n'
        "def show_handshakes() -> None:\n"
        '    """How many hands were shaken."""\n'
        '    typer.echo("none")\n'
    )


def follow_loaders(scratch: Path) -> None:
    """A file format, a problem code."""
    loaders = scratch / "loaders"
    (loaders / "take_out/graph_files/ids.py").write_text(
        "def as_ids(bundle) -> bytes:\n"
        '    return "\\n".join(sorted(bundle.snapshot.nodes)).encode()\n'
    )
    formats = loaders / "take_out/graph_files/formats.py"
    add(formats, "    )\n}\n", '        Format("ids", ".ids", "text/plain", "Ids", as_ids),\n')
    add(formats, "FORMATS = {", "from loaders.take_out.graph_files.ids import as_ids\n")
    problems = loaders / "problems.py"
    source = problems.read_text()
    first = '        ProblemCode(\n            "file-missing",'
    entry = '        ProblemCode("no-letters", "No letters", "write one"),\n'
    problems.write_text(source.replace(first, entry + first, 1))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scratch copy says once all recipes were followed."""
    scratch = tmp_path_factory.mktemp("scratch")
    unwanted = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, scratch / name, ignore=unwanted)
        else:
            shutil.copy(ROOT / name, scratch / name)

    for follow in (
        follow_vocabulary,
        follow_questions_and_measures,
        follow_explorer,
        follow_loaders,
    ):
        follow(scratch)

    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", CHECK],
        cwd=scratch,
        env={**os.environ, "PYTHONPATH": str(scratch), "LINKAGES_HOME": str(scratch / "home")},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


@pytest.mark.parametrize(
    ("recipe", "expected"),
    [
        ("label", ["Treaties", True, True]),
        ("relationship type", ["is quoted by", True, True]),
        ("shape", '<path d="M7 1h4v16H7z"/>'),
        ("question", ["contact", "date"]),
        ("measure", 1),
        ("setting", [7.0, 7.0]),
        ("page", ["letters", True]),
        ("format", ["alpha", "beta"]),
        ("report", "Letters"),
        ("problem code", ["No letters", True]),
        ("command", ["handshaking", "How many hands were shaken."]),
    ],
)
def test_the_recipe_is_enough(found: dict[str, Any], recipe: str, expected: object) -> None:
    assert found[recipe] == expected
