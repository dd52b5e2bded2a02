"""Commands for somebody (`--as`): each role sees its rows in every answer and file, and does what
it may; over the same rows and the same list as the pages.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from explorer.commands import app
from explorer.commands.command_list import COMMANDS
from explorer.commands.roles import LEAST, READER
from explorer.html import people
from graph_model.engine import LocalEngine
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy, keep_copy
from loaders.write.small_writes import record
from tests.conftest import empty, login
from tests.doors.shared import COALITION, LIST, PRIVATE
from tests.graphs import contact, graph, node, talks, tie

RUN = CliRunner()
ANA, BEN, CY = "ana@coalition.example", "ben@coalition.example", "cy@press.example"
OUT = "{out}"
#: Every command that answers from rows, asked for as much as it can tell.
ASKED: dict[str, tuple[str, ...]] = {
    "balance": ("--json",),
    "between": ("--json",),
    "calendar": (f"{OUT}/a.ics", "--audience", "private"),
    "changes": ("--from", "2017-12-01", "--json"),
    "check": (),
    "common-ground": ("alpha", "beta", "--json"),
    "coverage": ("--json",),
    "event-plan": ("round", "--json"),
    "export": (f"{OUT}/a.json", "--audience", "private"),
    "forecast": ("--json",),
    "form": ("edri", f"{OUT}/form.html"),
    "gaps": ("--json",),
    "hinges": ("--json",),
    "picture": (f"{OUT}/a.svg", "--audience", "private"),
    "plan": ("--json",),
    "questions": ("--json",),
    "questions-for": ("edri", "--json"),
    "report": ("activities", f"{OUT}/a.md", "--audience", "private", "--since", "2017-01-01"),
    "routes": ("alpha", "--json"),
    "schema": ("--json",),
    "template": (f"{OUT}/empty",),
    "try": ("edri", "apc", "--json"),
    "verify": (f"{OUT}/text.md", "--json"),
}
TEXT = f"{PRIVATE} met the Ministry of Alpha on 1 November 2026.\n"


def few() -> Snapshot:
    """Talks, and a body and a contact of it for some eyes only."""
    rows = [
        *talks(),
        node("Event", "round", name="Round 9", start_date="2026-12-01", kind="round"),
        tie("round", "CONCERNS", "deal"),
    ]
    for mark, visibility in ((PRIVATE, "private"), (COALITION, "coalition")):
        fields = {"name": mark, "stakeholder_group": "academia", "visibility": visibility}
        rows.append(node("Member", mark.lower(), **fields))
        met = contact(
            f"met_{mark.lower()}", "2025-11-01", "meeting", mark.lower(), "alpha", "flows"
        )
        rows += (replace(row, fields={**row.fields, "visibility": visibility}) for row in met)
    return graph(*rows)


@pytest.fixture(autouse=True)
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with these rows, and the list of people in force."""
    home = tmp_path / "home"
    keep_copy(home, KeptCopy(few(), "kept", "built-in"))
    (tmp_path / "people.csv").write_text(LIST, encoding="utf-8")
    monkeypatch.setenv("LINKAGES_PEOPLE", str(tmp_path / "people.csv"))
    monkeypatch.setenv("LINKAGES_HOME", str(home))
    return home


def test_every_command_has_its_role_and_every_reading_one_is_tried_here() -> None:
    assert set(LEAST) == set(COMMANDS)
    assert set(READER) == {*ASKED, "mcp"}, "mcp is asked in tests/test_mcp.py"


@pytest.mark.parametrize(
    ("address", "sees"), [(ANA, {PRIVATE, COALITION}), (BEN, {COALITION}), (CY, set())]
)
def test_each_role_sees_its_rows_in_every_answer_and_file(
    address: str, sees: set[str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "text.md").write_text(TEXT, encoding="utf-8")
    (out / "member.csv").write_text("id,name,stakeholder_group,as_of,confidence\n")
    told = ""
    for command, given in ASKED.items():
        args = [word.replace(OUT, str(out)) for word in given] or [str(out / "member.csv")]
        found = RUN.invoke(app, ["--as", address, command, *args])
        assert found.exit_code in (0, 1), (command, found.output)
        assert not isinstance(found.exception, Exception), command
        if command != "verify":  # it repeats what it is given
            told += found.output
    (out / "text.md").unlink()
    for file in sorted(out.rglob("*")):
        told += file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    for mark in (PRIVATE, COALITION):
        assert (mark in told or mark.lower() in told) == (mark in sees), mark


def test_a_command_beyond_ones_role_does_nothing() -> None:
    beyond: tuple[tuple[str, people.AccessRole], ...] = ((CY, "reader"), (BEN, "member"))
    for address, role in beyond:
        for command, least in LEAST.items():
            if people.Person("", "", role).may(least):
                continue
            found = RUN.invoke(app, ["--as", address, command, "--help"])
            assert found.exit_code == 2, command
            assert f"those with the role {least}" in " ".join(found.stderr.split())


def test_nobody_else_can_be_asked_as_where_it_is_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RUN.invoke(app, ["--as", "eve@elsewhere.example", "coverage"]).exit_code == 2
    monkeypatch.setenv("LINKAGES_AS", CY)
    refused = RUN.invoke(app, ["--as", ANA, "export", "x.json"])
    assert (refused.exit_code, "are run as" in refused.stderr) == (2, True)
    assert PRIVATE not in RUN.invoke(app, ["gaps", "--json"]).output
    assert RUN.invoke(app, ["status"]).exit_code == 2


@pytest.mark.neo4j
def test_what_is_recorded_is_signed_and_only_its_author_or_a_steward_takes_it_back(
    current: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(current)
    assert current.running is not None
    for name, value in login(current.running).items():
        monkeypatch.setenv(name, value)
    with current.running.store() as store:
        record(store, talks(), "test")
        record(store, contact("e1", "2024-01-01", "meeting", "edri", "alpha"), "test")
        asked = ("record", "--member", "edri", "--delegation", "alpha", "--date", "2026-11-01")
        assert RUN.invoke(app, ["--as", CY, *asked, "--yes"]).exit_code == 2
        refused = RUN.invoke(app, ["--as", BEN, "undo", "--yes"])
        assert "Only its author" in " ".join(refused.stderr.split())
        assert RUN.invoke(app, ["--as", BEN, *asked, "--yes"]).exit_code == 0
        assert store.history()[0].by == "Ben, APC"
        assert RUN.invoke(app, ["--as", BEN, "undo", "--yes"]).exit_code == 0
        assert RUN.invoke(app, ["--as", ANA, "undo", "--yes"]).exit_code == 0
        assert [entry.by for entry in store.history()][:2] == ["Ana, EDRi", "Ben, APC"]
