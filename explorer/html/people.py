"""Who looks at the explorer, and what they may see and do. Without a list of people it is one
person at this machine, who may do everything.

The list is a CSV file beside the data (`people.csv`, or where LINKAGES_PEOPLE says): names of
persons are kept there and never in the graph. Who somebody is, their identity provider says
(`st.login`, OpenID Connect).
"""

from __future__ import annotations

import csv
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import streamlit as st
from pydantic import Field
from pydantic_settings import BaseSettings
from streamlit.runtime.scriptrunner import get_script_run_ctx

from graph_model.cached import cached
from graph_model.connection import Environment
from graph_model.errors import LinkagesError
from graph_model.snapshot import Snapshot
from loaders.take_out.audience import for_audience

AccessRole = Literal["reader", "member", "steward"]
#: What each role sees of the rows: whom they are for.
SEES: dict[AccessRole, str] = {"reader": "public", "member": "coalition", "steward": "private"}
#: Pages that change or tell more than the rows one may see, with the least role that opens them.
OPENS: dict[str, AccessRole] = {
    "record": "member",
    "data": "steward",
    "console": "steward",
    "questions": "steward",
    "settings": "steward",
}
COLUMNS = ("address", "person", "body", "role")


class PeopleUnreadable(LinkagesError):
    """The list of people has a fault; nobody comes in before it is mended."""


class NotYours(LinkagesError):
    """Something that the role of who asks does not allow."""


class PeopleSettings(BaseSettings):
    """Where the list of people is."""

    file: Path | None = Field(default=None, validation_alias="LINKAGES_PEOPLE")


def list_file() -> tuple[Path, bool]:
    """Where the list of people would be, and whether somebody named that file."""
    return _list_file(os.environ.get("LINKAGES_PEOPLE"), os.environ.get("LINKAGES_HOME"))


@cached(maxsize=2)
def _list_file(_file: str | None, _home: str | None) -> tuple[Path, bool]:
    """Worked out anew only where the environment is another: a page asks some twenty times."""
    named = PeopleSettings().file
    return named or Environment().home / "people.csv", named is not None


@dataclass(frozen=True)
class Person:
    """Somebody at the explorer."""

    name: str
    body: str
    role: AccessRole

    @property
    def signature(self) -> str:
        """How the history names them; empty for the one person at this machine."""
        return f"{self.name}, {self.body}" if self.body else self.name

    def may(self, role: AccessRole) -> bool:
        """Whether they have at least that role."""
        order = get_args(AccessRole)
        return order.index(self.role) >= order.index(role)


ALONE = Person("", "", "steward")


def is_shared() -> bool:
    """Whether people are named, so that each has to say who they are."""
    file, named = list_file()
    return named or file.is_file()


def people() -> dict[str, Person]:
    """Everybody in the list, by address; a domain (`@example.org`) stands for all its addresses.
    Raises `PeopleUnreadable`.
    """
    path, _ = list_file()
    try:
        return _read(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise PeopleUnreadable(f"The list of people, {path.name}, cannot be read.") from None


@cached(maxsize=2)
def _read(text: str, name: str) -> dict[str, Person]:
    rows = list(csv.DictReader(io.StringIO(text), strict=True))
    if not rows or set(COLUMNS) - set(rows[0]):
        raise PeopleUnreadable(f"{name} needs the columns {', '.join(COLUMNS)} and a row.")
    listed: dict[str, Person] = {}
    for number, row in enumerate(rows, start=2):
        address, person, body, role = ((row[column] or "").strip() for column in COLUMNS)
        if role not in get_args(AccessRole):
            raise PeopleUnreadable(
                f"{name}, row {number}, column role: '{role}' is none of reader, member, steward."
            )
        if "@" not in address or address.lower() in listed:
            raise PeopleUnreadable(
                f"{name}, row {number}, column address: '{address}' is no e-mail address or domain"
                " (@example.org) of its own."
            )
        listed[address.lower()] = Person(person or address, body, _role(role))
    if not any(person.role == "steward" for person in listed.values()):
        raise PeopleUnreadable(f"{name} names no steward; one is needed.")
    return listed


def _role(text: str) -> AccessRole:
    return next(role for role in get_args(AccessRole) if role == text)


def person_at(address: str, verified: bool, listed: dict[str, Person]) -> Person | None:
    """Whom an address is of; None for a stranger, and for an address that the provider did not
    verify.
    """
    if not verified:
        return None
    address = address.strip().lower()
    exact = listed.get(address)
    if exact is not None:
        return exact
    domain = listed.get(f"@{address.rpartition('@')[2]}")
    return Person(address, domain.body, domain.role) if domain else None


def current_person() -> Person | None:
    """Who looks at this page; None when they have not said so, or are not in the list. Raises
    `PeopleUnreadable`.
    """
    if not is_shared():
        return ALONE
    listed = people()
    if not st.user.get("is_logged_in", False):
        return None
    return person_at(
        str(st.user.get("email", "")), st.user.get("email_verified", True) is not False, listed
    )


def present() -> Person:
    """Who looks at this page. Raises `NotYours` when nobody is known to."""
    person = current_person()
    if person is None:
        raise NotYours("Say who you are first; nothing was shown or changed.")
    return person


def may_open(page: str) -> bool:
    """Whether a page is open to who looks: no other page leads them to one that is not. Raises
    `NotYours` when nobody is known to look.
    """
    needed = OPENS.get(page)
    return needed is None or present().may(needed)


def leads_on(address: str) -> bool:
    """Whether an address within the app leads who looks somewhere: a page that is closed to them is
    no way on. Nobody looks at what is made outside of a visit, such as a published page. Raises
    `NotYours` when nobody is known to look.
    """
    page = address.partition("?")[0]
    return page not in OPENS or not get_script_run_ctx(suppress_warning=True) or may_open(page)


def require(role: AccessRole, what: str) -> Person:
    """Who looks, when their role is enough for `what`. Raises `NotYours`."""
    person = present()
    if not person.may(role):
        raise NotYours(f"{what} is for those with the role {role}; nothing was changed.")
    return person


@cached(maxsize=8)
def _seen(snapshot: Snapshot, audience: str) -> Snapshot:
    return for_audience(snapshot, audience)


def seen_by(snapshot: Snapshot, person: Person) -> Snapshot:
    """The rows that somebody may see: pages, measures, pictures and search know no others."""
    return snapshot if person.role == "steward" else _seen(snapshot, SEES[person.role])


def visible_rows(snapshot: Snapshot) -> Snapshot:
    """The rows that who looks at this page may see."""
    return seen_by(snapshot, present())
