"""The command `linkages`: the same functions as the pages, so that a script and a page never
disagree.

Exit codes: 0 done, 70 a fault of ours, 1 the input has problems, 2 wrong usage, 3 no database, 130
stopped by Ctrl-C, 141 whoever read its output had enough. With ``--json`` one object goes to
standard output and nothing else; progress and notes go to standard error. To add a command: a
function in one of the modules here, then `make docs`, which writes the list that `linkages --help`
reads (`command_list`).
"""

from __future__ import annotations

import os
import traceback

from explorer.commands.group import STOPPED, STOPPED_SAYS, app, notes
from graph_model.atomic_files import write_whole

__all__ = ["app", "main"]

#: As `sysexits.h` numbers an error within a program.
FAULT = 70


#: As a shell counts what ended because nobody reads on: `linkages gaps | head -1`.
UNREAD = 141


def main() -> None:
    """The entry point; Ctrl-C leaves the graph as it was."""
    try:
        app()
    except SystemExit as ended:
        # Typer and Rich each end a command whose reader is gone, with the code of a problem.
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left to be written goes nowhere
        raise SystemExit(UNREAD) from None
    except KeyboardInterrupt:
        notes.print(STOPPED_SAYS)
        raise SystemExit(STOPPED) from None
    except Exception as error:  # noqa: BLE001 - whatever a fault of ours is, it ends in a sentence
        raise SystemExit(_fault(error)) from None


def _fault(error: Exception) -> int:
    """Say that a fault of ours ended the command, and keep what happened exactly in the data
    folder: lines of code and paths of the machine are for those who mend it.
    """
    from graph_model.connection import Environment  # only here: it fetches the driver

    kept = Environment().home / "fault.log"
    told = f"It is in {kept.name} in the data folder; send it with your question."
    try:
        write_whole(kept, "".join(traceback.format_exception(error)))
    except OSError:
        told = "It could not be kept in the data folder either."
    notes.print(
        f"Linkages met a fault of its own ({type(error).__name__}) and ended; what was written"
        f" before stands, and nothing is half written. {told}",
        soft_wrap=True,
        markup=False,
    )
    return FAULT
