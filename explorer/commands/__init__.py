"""The command `linkages`: the same functions as the pages, so that a script and a page never
disagree.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage, 3 no database, 130 stopped by Ctrl-C.
With ``--json`` one object goes to standard output and nothing else; progress and notes go to
standard error. To add a command: a function in one of the modules listed here.
"""

from __future__ import annotations

from explorer.commands import (
    cypher,
    files,
    keeping,
    measures,
    outreach,
    own_server,
    pictures,
    planning,
    programs,
    questions,
    recording,
    reports,
    server,
    sheets,
)
from explorer.commands.shared import app, notes

__all__ = [
    "app",
    "cypher",
    "files",
    "keeping",
    "main",
    "measures",
    "outreach",
    "own_server",
    "pictures",
    "planning",
    "programs",
    "questions",
    "recording",
    "reports",
    "server",
    "sheets",
]


def main() -> None:
    """The entry point; Ctrl-C leaves the graph as it was."""
    try:
        app()
    except KeyboardInterrupt:
        notes.print("Stopped; the graph is as it was before.")
        raise SystemExit(130) from None
