"""The command `linkages` before one of its commands is chosen.

A command fetches what it needs and nothing else: `linkages --help` reads the names and first
sentences of all commands from a list (`command_list`, written by `make docs` and held by a test),
and a command's own module is fetched when it is asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info, get_command_name

from explorer.commands.command_list import COMMANDS
from graph_model.database.driver import fetch_without_tables

if TYPE_CHECKING:
    from typer._click import Command, Context, HelpFormatter
    from typer.models import CommandInfo


#: Modules of commands that ask no database, and do without its driver.
WITHOUT_DATABASE = ("app_start",)
STOPPED = 130  # as a shell counts what Ctrl-C ended
STOPPED_SAYS = "Stopped; the graph is as it was before."


class CommandGroup(TyperGroup):
    """All commands by their names; each is fetched with its module when it is asked for."""

    only_listed = False

    def list_commands(self, ctx: Context) -> list[str]:
        """The names, in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """A command by its name; while all are listed, its name and first sentence alone."""
        if cmd_name not in COMMANDS:
            return None
        module, sentence = COMMANDS[cmd_name]
        if self.only_listed:
            return TyperCommand(cmd_name, help=sentence, rich_markup_mode=app.rich_markup_mode)
        return command_of(cmd_name, module)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """The help of all commands, without fetching any of them."""
        self.only_listed = True
        try:
            super().format_help(ctx, formatter)
        finally:
            self.only_listed = False


def command_of(name: str, module: str) -> Command:
    """The command of that name, fetched from its module."""
    if module not in WITHOUT_DATABASE:
        fetch_without_tables()
    import_module(f"explorer.commands.{module}")
    info = next(info for info in app.registered_commands if name_of(info) == name)
    return get_command_from_info(
        info, pretty_exceptions_short=False, rich_markup_mode=app.rich_markup_mode
    )


def name_of(info: CommandInfo) -> str:
    """What people type for it."""
    return info.name or get_command_name(getattr(info.callback, "__name__", ""))


app = typer.Typer(
    cls=CommandGroup, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


notes = Console(stderr=True, highlight=False)


Home = Annotated[
    Path | None,
    typer.Option("--home", help="The data folder (default: the user's own, or LINKAGES_HOME)."),
]


def fail(code: int, sentence: str) -> NoReturn:
    notes.print(sentence, soft_wrap=True, markup=False)
    raise typer.Exit(code)


#: Where an account is held to one person.
HELD_AS = "LINKAGES_AS"


@app.callback()
def linkages(
    context: typer.Context,
    address: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="ADDRESS",
            help=(
                "Show what this person of the list of people may see, and do what their role"
                f" allows. {HELD_AS} says it for all commands, and then nobody else can be asked"
                " as."
            ),
        ),
    ] = "",
) -> None:
    """See who has a line into which trade talks."""
    held = os.environ.get(HELD_AS, "").strip()
    if held and address and address.strip().lower() != held.lower():
        notes.print(f"Commands here are run as {held} ({HELD_AS}).", markup=False)
        raise typer.Exit(2)
    if held or address:
        from explorer.commands.roles import asked_by  # no other command waits for it

        context.with_resource(asked_by(held or address, context.invoked_subcommand or ""))
