"""The list of all commands that `linkages --help` reads, made from their modules:
`python -m explorer.commands.list_writer`, run by `make docs`.
"""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import explorer.commands
from explorer.commands import app
from explorer.commands.group import name_of
from graph_model.atomic_files import write_whole

LIST = Path(__file__).with_name("command_list.py")
HEAD = '''\
"""Every command: its module, and the first sentence of its help. Written by `make docs`."""

from __future__ import annotations

'''


def commands() -> dict[str, tuple[str, str]]:
    """The name of each command, its module and the first paragraph of its help, module by module.

    >>> commands()["coverage"][0]
    'coverage'
    """
    for module in pkgutil.iter_modules(explorer.commands.__path__):
        if module.name != "__main__":
            import_module(f"explorer.commands.{module.name}")
    found = [
        (info.callback.__module__.rpartition(".")[2], name_of(info), info.help or info.callback)
        for info in app.registered_commands
        if info.callback is not None
    ]
    return {
        name: (module, first_paragraph(help)) for module, name, help in sorted(found, key=module_of)
    }


def module_of(found: tuple[str, str, object]) -> str:
    """By module; within one, commands stay in their order."""
    return found[0]


def first_paragraph(told: object) -> str:
    """The first paragraph of a help text or of a function's docstring, in one line.

    >>> first_paragraph("Draw a picture\\n  of it.\\n\\nMore.")
    'Draw a picture of it.'
    """
    text = told if isinstance(told, str) else inspect.getdoc(told) or ""
    return " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())


def as_written() -> str:
    """The text of the list's file, formatted as the rest."""
    text = f"{HEAD}COMMANDS: dict[str, tuple[str, str]] = {commands()!r}\n"
    return subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(LIST), "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


if __name__ == "__main__":
    write_whole(LIST, as_written())
