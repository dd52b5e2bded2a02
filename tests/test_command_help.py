"""Every command speaks alike: an example in its help that can be typed as it stands, and
`--json`.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.commands.command_list import COMMANDS
from explorer.commands.group import command_of

#: They run until they are stopped, and answer elsewhere.
RUNS_ON = {"serve", "mcp"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_each_shows_an_example_that_can_be_typed(name: str) -> None:
    command = command_of(name, COMMANDS[name][0])
    examples = re.findall(r"^Example: linkages (.+)$", command.help or "", re.MULTILINE)
    assert examples, name
    for example in examples:
        typed, *given = shlex.split(example)
        assert typed == name
        assert command.make_context(name, given).params is not None


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - RUNS_ON))
def test_each_that_answers_has_json(name: str) -> None:
    command = command_of(name, COMMANDS[name][0])
    assert "--json" in [option for its in command.params for option in its.opts], name


@pytest.mark.parametrize(
    "typed",
    [
        ["template", "OUT"],
        ["form", "edri", "OUT.html"],
        ["calendar", "OUT.ics", "--as-of", "2026-11-27"],
        ["asks", "--delegation", "usa_ustr"],
        ["report", "digest", "OUT.md"],
    ],
    ids=lambda typed: typed[0],
)
def test_json_is_one_object_and_nothing_else(typed: list[str], tmp_path: Path) -> None:
    given = [part.replace("OUT", str(tmp_path / "out")) for part in typed]
    told = CliRunner().invoke(
        app,
        [*given, "--json", "--home", str(tmp_path / "home")]
        if given[0] != "template"
        else [*given, "--json"],
    )
    assert told.exit_code == 0, told.output
    assert isinstance(json.loads(told.stdout), dict)


@pytest.mark.parametrize(
    "typed", [["--help"], ["template", "sheets"], ["template", "sheets", "--json"]]
)
def test_a_command_whose_reader_has_enough_ends_quietly(typed: list[str], tmp_path: Path) -> None:
    """As `linkages … | head -1` does: what it wrote nobody reads, and the shell counts 128 and
    SIGPIPE.
    """
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "explorer.commands", *typed]
    done = subprocess.run(
        command, cwd=tmp_path, stdout=writes, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writes)
    assert (done.returncode, done.stderr) == (141, "")
