"""A clock that is behind is said, with what to do, on every page and by every command that looks at
today; loads keep their order whatever it says.
"""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest
from typer.testing import CliRunner

from explorer.app import database
from explorer.commands import app, command_line
from graph_model.database import store as stores
from graph_model.database.store import Store
from loaders.write.small_writes import record
from tests.explorer.conftest import unstarted as unstarted
from tests.explorer.test_pages import show, words
from tests.graphs import node

SAID = "The clock of this machine says 1 January 2020"
REMEDY = "Set the clock, or correct that day"


class Behind(date):
    """The day of a machine whose battery is empty."""

    @classmethod
    def today(cls) -> Behind:
        return cls(2020, 1, 1)


class Back(datetime):
    """A clock that was set back by years."""

    @classmethod
    def now(cls, tz: object = None) -> Back:
        return cls(2001, 1, 1)


def test_pages_and_commands_have_one_today_wherever_the_machine_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {}
    try:
        for zone in ("Etc/GMT-14", "Etc/GMT+12"):  # 26 hours apart
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            found[zone] = (database.today(), command_line.day_of("").isoformat())
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found["Etc/GMT-14"] > found["Etc/GMT+12"]
    assert all(page == command for page, command in found.values())


def test_a_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert SAID not in "".join(its.value for its in show("settings").warning)
    monkeypatch.setattr(database, "today", lambda: "2020-01-01")
    for page in ("gaps", "plan"):
        told = "".join(its.value for its in show(page).warning)
        assert SAID in told
        assert REMEDY in told
        assert "Where we stand" in words(show("")), "and the page goes on"


def test_a_command_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    right = CliRunner().invoke(app, ["coverage", "--json"])
    assert SAID not in right.stderr
    monkeypatch.setattr(command_line, "date", Behind)
    told = CliRunner().invoke(app, ["coverage", "--json"])
    assert told.exit_code == 0
    assert SAID in " ".join(told.stderr.split())
    assert REMEDY in " ".join(told.stderr.split())
    assert SAID not in CliRunner().invoke(app, ["coverage", "--as-of", "2017-12-01"]).stderr


@pytest.mark.neo4j
def test_loads_keep_their_order_when_the_clock_is_set_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = record(store, [node("Member", "a", name="A", stakeholder_group="academia")])
    monkeypatch.setattr(stores, "datetime", Back)
    second = record(store, [node("Member", "b", name="B", stakeholder_group="academia")])
    assert [entry.id for entry in store.history()] == [second.load_id, first.load_id]
    assert store.history()[0].finished < store.history()[1].finished
    assert store.last_load() == second.load_id
