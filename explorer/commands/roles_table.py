"""`docs/roles.md`, written from the same tables that the app goes by: `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from explorer.commands.roles import LEAST
from explorer.html.people import OPENS, SEES, AccessRole, Person
from explorer.pages import PAGES
from graph_model.markdown_text import paragraph

FILE = Path(__file__).parents[2] / "docs" / "roles.md"
SAID = {
    "public": "public rows",
    "coalition": "public rows and those of the coalition",
    "private": "all rows",
}
#: What is done rather than seen, with the least role that may do it.
ACTS: tuple[tuple[str, AccessRole], ...] = (
    ("Record a contact, a plan, an answer", "member"),
    ("Take back what one wrote oneself", "member"),
    ("Take back what others wrote", "steward"),
    ("Load, bring a sheet, take a load back", "steward"),
    ("Change the settings", "steward"),
    ("Ask in Cypher, ask the ready questions", "steward"),
    ("The database itself, by other programs", "steward"),
)


def roles() -> str:
    """The page."""
    order = get_args(AccessRole)
    lines = [
        "# Who sees and does what",
        "",
        paragraph(
            "Written from the tables that the app goes by; a test holds that they agree, and"
            " another visits every page with every role. Without a list of people there is one"
            " person, at this machine, with the role steward."
        ),
        "",
        f"| | {' | '.join(order)} |",
        f"|---|{'---|' * len(order)}",
        f"| **Rows** | {' | '.join(SAID[SEES[role]] for role in order)} |",
    ]
    for page in PAGES:
        least = OPENS.get(page.address, "reader")
        lines.append(f"| {page.title} | {_marks(least)} |")
    lines += [f"| {what} | {_marks(least)} |" for what, least in ACTS]
    lines += [
        "",
        paragraph(
            "Measures, pictures, reports, search and files are made of the rows that one sees and"
            " of no others."
        ),
        "",
        "## Commands",
        "",
        paragraph(
            "`linkages --as ADDRESS …` runs a command for somebody in the list of people: it"
            " answers from the rows that they see, signs with their name, and refuses what their"
            " role does not allow. `linkages --as ADDRESS mcp` serves an assistant in the same"
            " bounds. With `LINKAGES_AS` set, as in a forced command of SSH, nobody else can be"
            " asked as. Without either, commands and programs that speak to the database belong to"
            " whoever has the account on the host: they are a steward's. Nor is `--as` a wall"
            " against somebody who may run any program there."
        ),
        "",
        f"| command | {' | '.join(order)} |",
        f"|---|{'---|' * len(order)}",
        *(f"| `{command}` | {_marks(least)} |" for command, least in sorted(LEAST.items())),
        "",
        paragraph(
            "Members take back (`undo`) what they wrote themselves; exports, pictures, reports and"
            " calendars hold no row that one does not see, whatever `--audience` says."
        ),
    ]
    return "\n".join(lines) + "\n"


def _marks(least: AccessRole) -> str:
    return " | ".join(
        "yes" if Person("", "", role).may(least) else "–" for role in get_args(AccessRole)
    )


if __name__ == "__main__":
    FILE.write_text(roles(), encoding="utf-8")
