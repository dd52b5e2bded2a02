"""How six sheets of six kinds, and files of others, come in through the command:
``python -m benchmarks.sheets_in [--write] [FILE[+FILE]…]``.

Each is previewed, answered, written, brought again with ten new rows under what was kept, and taken
back; what is left is compared with what was there before, byte by byte. Files of others are
previewed, with what stands in FILE.answers.json beside them, written where nothing is asked any
more, and taken back.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from typer.testing import CliRunner

from explorer.commands import app
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from loaders.opening import first_data
from tests.loaders.sheets import ods, xlsx
from tests.loaders.test_coordinators_sheet import MEMBERS, MINISTRIES, made, sheet

OUT = Path(__file__).parents[1] / "docs" / "sheets.md"
HEAD = """# How sheets of six kinds come in

Written by `python -m benchmarks.sheets_in --write`, which makes each sheet and brings it through
`linkages import` into the built-in Neo4j with the opening facts: previewed, answered, written;
again with ten new rows under what was kept; then taken back, and compared with what was there
before. Last run: {day}. "Matched" counts the spellings that were known by themselves.

| sheet | rows | matched | asked | new rows in the graph | ten more: asked | there already | \
new | taken back |
|---|---:|---:|---:|---:|---:|---:|---:|---|
"""
FILES = """
Files of others, previewed (with answers where some lay beside them), and where nothing was asked
any more written and taken back:

| file | rows | matched | asked | refused | new rows in the graph | taken back |
|---|---:|---:|---:|---:|---:|---|
"""
MORE = 10


@dataclass(frozen=True)
class Case:
    """A sheet: its name, what it holds with so many rows more, and what somebody answers, by the
    beginning of the question.
    """

    title: str
    name: str
    rows: list[list[object]]
    more: list[list[object]]
    answers: Mapping[str, str]

    def data(self, more: bool) -> bytes:
        rows = [*self.rows, *(self.more if more else [])]
        if self.name.endswith(".csv"):
            return "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode()
        if self.name.startswith("outreach"):
            return sheet(rows)
        return ods(Treaties=rows) if self.name.endswith(".ods") else xlsx(Sheet=rows)


def cases() -> Iterator[Case]:
    """The six."""
    spelled = {**MINISTRIES, **MEMBERS}
    yield Case(
        "a coordinator's outreach (.xlsx): title, merged headings, twelve spellings of six"
        " ministries, ten styles of dates",
        "outreach_2026.xlsx",
        made(200),
        made(MORE, 200),
        {f"name:{label}:{text}": id for label in ("Member", "Delegation")
         for text, id in spelled.items()},
    )  # fmt: skip
    groups = ["academia", "NGO", "trade association", "civil society"]
    countries = ["Korea, Rep.", "Chile", "Hong Kong, China", "Alemania"]

    def bodies(first: int, number: int) -> list[list[object]]:
        return [
            [f"Hall {n} of Law", f"HL{n}", groups[n % 4], countries[n % 4], f"www.hall{n}.example",
             "n/a" if n % 3 else "large"]
            for n in range(first, first + number)
        ]  # fmt: skip

    yield Case(
        "bodies (.xlsx): groups and economies in words",
        "friends.xlsx",
        [["Our friends"], [], ["Organisation", "Acronym", "Group", "Country", "Website", "Size"],
         *bodies(1, 60)],
        bodies(61, MORE),
        {"code:stakeholder_group:trade association": "private_sector",
         "code:stakeholder_group:civil society": "civil_society"},
    )  # fmt: skip

    def people(first: int, number: int) -> list[list[object]]:
        return [
            [f"Ada {n}", f"Poe {n}", f"Institute {n // 3} of Nets", "Director",
             countries[n % 4], f"ada{n}@nets.example"]
            for n in range(first, first + number)
        ]  # fmt: skip

    yield Case(
        "participants (.csv): persons, three of each body",
        "participants.csv",
        [["First name", "Last name", "Affiliation", "Position", "Country", "Email"],
         *people(0, 90)],
        people(90, MORE),
        {"every:Member:stakeholder_group": "academia"},
    )  # fmt: skip

    def treaties(first: int, number: int) -> list[list[object]]:
        return [
            [f"Chile-Singapore Accord {n}", f"{n % 28 + 1} May 2024", "2025", "Chile; Singapore"]
            for n in range(first, first + number)
        ]

    yield Case(
        "agreements (.ods): signature, entry into force, parties in a cell",
        "treaties.ods",
        [["Treaty", "Signed", "In force", "Parties"],
         ["CPTPP", "8 March 2018", "30 December 2018", ""], *treaties(1, 30)],
        treaties(31, MORE),
        {},
    )  # fmt: skip

    def meetings(first: int, number: int) -> list[list[object]]:
        who = ("EDRi", "BEUC", "Stranger One", "Stranger Two", "EFF")
        return [
            ["DG Trade", "Jane Roe", "Director", f"{n % 28 + 1}/{n % 12 + 1}/2024", "Brussels",
             f"{who[n % 5]} {n}" if n % 5 in (2, 3) else who[n % 5], "", f"Subject {n}"]
            for n in range(first, first + number)
        ]  # fmt: skip

    yield Case(
        "a register of meetings of the European Commission (.xlsx)",
        "meetings.xlsx",
        [["File generated on 01/11/2026"],
         ["Name of cabinet", "Name of EC representative", "Title of EC representative",
          "Date of meeting", "Location", "Name of interest representative",
          "Transparency register ID", "Subject of the meeting"], *meetings(0, 120)],
        meetings(120, MORE),
        {"strangers:": "leave_out", "every:Engagement:kind": "meeting", "dates:": "day_first",
         "column:Location": "own", "column:Subject of the meeting": "summary"},
    )  # fmt: skip

    def forms(first: int, number: int) -> list[list[object]]:
        return [
            [f"2026/11/02 10:{n:02}:13 AM GMT+1", ("EFF", "Access Now", "E.D.R.i")[n % 3],
             ("USTR", "Subrei (Chile)")[n % 2], f"2026-10-{n % 28 + 1:02}", "Data flows",
             "Meeting", "jane@eff.example"]
            for n in range(first, first + number)
        ]  # fmt: skip

    yield Case(
        "answers of a Google form (.csv)",
        "responses.csv",
        [["Timestamp", "Your organisation", "Whom did you meet?", "When was it?", "What about?",
          "Kind of contact", "Email Address"], *forms(0, 40)],
        forms(40, MORE),
        {f"name:{label}:{text}": id for label in ("Member", "Delegation")
         for text, id in spelled.items()},
    )  # fmt: skip


class Runs:
    """The command over one data folder."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def __call__(self, *words: object) -> dict[str, Any]:
        """What a command answers as JSON."""
        done = CliRunner().invoke(app, [*map(str, words), "--json", "--home", str(self.home)])
        if done.exit_code not in (0, 1) or not done.stdout.startswith("{"):
            raise RuntimeError(f"{words}: exit code {done.exit_code}\n{done.output[-2000:]}")
        answer: dict[str, Any] = json.loads(done.stdout)
        return answer

    def preview(self, files: list[Path], *more: object) -> dict[str, Any]:
        return self("import", *files, "--preview", *more)


def answered(asked: list[dict[str, Any]], answers: Mapping[str, str]) -> dict[str, str]:
    """The answers to what is asked; whoever is not known is left out."""
    found = {}
    for question in asked:
        id = str(question["id"])
        said = next((choice for of, choice in answers.items() if id.startswith(of)), "leave_out")
        found[id] = said
    return found


def brought(case: Case, run: Runs, store: Store, folder: Path) -> str:
    """One sheet, all the way and back: a row of the table."""
    before = store.read().to_json()
    file, given = folder / case.name, folder / "answers.json"
    file.write_bytes(case.data(more=False))
    told = {key: said for key, said in case.answers.items() if key.startswith("column:")}
    given.write_text(json.dumps(told))
    first = run.preview([file], "--answers", given)
    asked = len(first["asked"])
    while first["asked"]:
        told |= answered(first["asked"], case.answers)
        given.write_text(json.dumps(told))
        first = run.preview([file], "--answers", given)
        asked += len([its for its in first["asked"] if its["id"] not in told])
    kept = ("--mapping", case.name.partition(".")[0])
    done = run("import", file, "--answers", given, *kept, "--yes")
    if done["problems"]:
        raise RuntimeError(f"{case.name}: {done['problems'][:3]}")

    file.write_bytes(case.data(more=True))
    again = run.preview([file], *kept)
    run("import", file, *kept, "--yes")
    for _ in range(2 if again["graph_rows"]["new"] else 1):
        run("undo", "--yes")
    same = "byte for byte" if store.read().to_json() == before else "OTHERWISE"
    numbers = (
        done["rows"]["read"], len(done["matched"]), asked, done["graph_rows"]["new"],
        len(again["asked"]), again["rows"]["same"], again["rows"]["new"],
    )  # fmt: skip
    return f"| {case.title} | {' | '.join(f'{its:,}' for its in numbers)} | {same} |\n"


def of_others(group: str, run: Runs, store: Store) -> str:
    """Files of others: a row of the table."""
    before = store.read().to_json()
    files = [Path(name) for name in group.split("+")]
    beside = files[0].with_suffix(".answers.json")
    given = ("--answers", beside) if beside.exists() else ()
    found = run.preview(files, *given)
    same = "not written: something is asked"
    if not found["asked"] and not found["problems"]:
        run("import", *files, *given, "--yes")
        run("undo", "--yes")
        same = "byte for byte" if store.read().to_json() == before else "OTHERWISE"
    numbers = (
        found["rows"]["read"], len(found["matched"]), len(found["asked"]), len(found["problems"]),
        found["graph_rows"]["new"],
    )  # fmt: skip
    names = " + ".join(file.name for file in files)
    return f"| {names} | {' | '.join(f'{its:,}' for its in numbers)} | {same} |\n"


def main() -> None:
    """Bring all of them."""
    groups = [its for its in sys.argv[1:] if its != "--write"]
    with TemporaryDirectory() as folder, LocalEngine(Path(folder) / "home") as engine:
        assert engine.running is not None
        with engine.running.store() as store:
            first_data(store)
            run = Runs(engine.home)
            text = HEAD.format(day=f"{datetime.now(UTC):%Y-%m-%d}")
            for case in cases():
                text += brought(case, run, store, Path(folder))
            text += FILES * bool(groups)
            for group in groups:
                text += of_others(group, run, store)
    if "--write" in sys.argv:
        OUT.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
