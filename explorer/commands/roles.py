"""Commands for somebody: `linkages --as ADDRESS …` shows what that person may see and does what
their role allows. Without it a command is of whoever has the account on this machine: a steward's.

It keeps assistants, scheduled jobs and forced commands of a shared account to a role. It is no wall
against somebody who may run any program as that account, for the data lies in files of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from explorer.commands.command_line import errors, fail
from graph_model.database.load_history import written_by
from loaders.opening import seen_as

if TYPE_CHECKING:
    from explorer.html.people import AccessRole, Person

#: The least role that each command is for. Those of a reader answer from the rows that one sees.
READER = (
    "balance", "between", "calendar", "changes", "check", "common-ground", "coverage", "event-plan",
    "export", "forecast", "form", "gaps", "hinges", "mcp", "picture", "plan", "questions",
    "questions-for", "report", "routes", "schema", "template", "try", "verify",
)  # fmt: skip
MEMBER = ("asks", "record", "story", "undo")
STEWARD = (
    "answers", "ask", "audit", "backup", "connect", "doubles", "import", "leave", "load", "migrate",
    "publish", "query", "restore", "serve", "settings", "status",
)  # fmt: skip
LEAST: dict[str, AccessRole] = {
    **dict.fromkeys(READER, "reader"),
    **dict.fromkeys(MEMBER, "member"),
    **dict.fromkeys(STEWARD, "steward"),
}

_ASKING: ContextVar[Person | None] = ContextVar("asking", default=None)


@contextmanager
def asked_by(address: str, command: str) -> Iterator[None]:
    """What is done within is done as somebody in the list of people."""
    from explorer.html import people  # no other command waits for it

    with errors():
        listed = people.people()
    person = people.person_at(address, True, listed)
    if person is None:
        fail(2, f"{address} is not in the list of people.")
    if not person.may(LEAST[command]):
        fail(2, f"`linkages {command}` is for those with the role {LEAST[command]}.")
    token = _ASKING.set(person)
    try:
        with written_by(person.signature), seen_as(people.SEES[person.role]):
            yield
    finally:
        _ASKING.reset(token)


def own_or_steward(author: str) -> None:
    """Only its author, or a steward, takes a step back."""
    person = _ASKING.get()
    if person is not None and not person.may("steward") and author != person.signature:
        fail(2, "Only its author, or a steward, takes this back; nothing was changed.")


def may_record() -> bool:
    """Whether who asks may write a plan or a contact."""
    person = _ASKING.get()
    return person is None or person.may("member")
