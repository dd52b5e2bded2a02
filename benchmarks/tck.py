"""The openCypher TCK, asked twice: ``python -m benchmarks.tck FOLDER``.

Every statement of the feature files in FOLDER goes to a built-in Neo4j by the official driver and
by the console: what the driver is answered the console must answer with the same values, in its
rows, in JSON, CSV and Parquet; what writes it must refuse; what raises must raise there too, in the
same place. Set-up goes by the driver, the graph is wiped between scenarios, and who asks first
takes turns. Only the first is timed: the second finds the plan that the server has made. Both
lines of Neo4j; ``--write`` puts the tables into docs/tck.md.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import math
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import neo4j
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from graph_model.console.answer_values import NodeValue, PathValue, RelationshipValue
from graph_model.console.console import Answer, Console
from graph_model.database.store import Store
from graph_model.engine import CURRENT, LONG_TERM, LocalEngine
from graph_model.errors import LinkagesError, QueryRefused
from loaders.take_out.cypher_answers import to_csv, to_json, to_parquet

WIPE = "MATCH (n) DETACH DELETE n"
PLACE = re.compile(r"\(line (\d+), column (\d+) \(offset: \d+\)\)")
WALL = re.compile(r"the console|keeps for itself")
DOCS = Path(__file__).parents[1] / "docs" / "tck.md"
#: What is counted for each folder, and the words for it.
COUNTS = {
    "asked": "asked",
    "same": "answered, same",
    "changed": "changed values",
    "refused": "false refusals",
    "writes": "writes, refused",
    "let through": "writes let through",
    "raise": "both raise",
    "lost": "errors lost",
    "places": "same place",
    "moved": "places different",
    "not run": "not run",
}
Found = list[list[Any]] | neo4j.exceptions.Neo4jError


@dataclass
class Tally:
    """What was counted, by folder, and how long each asker took."""

    folders: dict[str, Counter[str]] = field(default_factory=dict)
    driver: list[float] = field(default_factory=list)
    console: list[float] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def add(self, folder: str, what: str, statement: str = "", why: object = "") -> None:
        """Count something, and tell what should not be."""
        self.folders.setdefault(folder, Counter())[what] += 1
        if what in ("changed", "refused", "let through", "lost", "moved"):
            self.told.append(
                f"{COUNTS[what]}: {folder}: {' '.join(statement.split())[:200]}: {why}"
            )

    def total(self, what: str) -> int:
        """How many in all folders."""
        return sum(counted[what] for counted in self.folders.values())


class Asker:
    """One server, asked both ways."""

    def __init__(self, driver: neo4j.Driver, console: Console, tally: Tally) -> None:
        self.driver, self.console, self.tally = driver, console, tally
        self.turn, self.dirty = 0, True

    def scenario(self, folder: str, steps: Sequence[Any], graphs: Path) -> None:
        """Run one: set up, ask, and leave nothing behind."""
        if any(step["text"].startswith("there exists a procedure") for step in steps):
            asked = sum(step["text"].startswith("executing") for step in steps)
            self.tally.folders.setdefault(folder, Counter())["not run"] += asked
            return
        if self.dirty:
            self.driver.execute_query(WIPE)
            self.dirty = False
        parameters: dict[str, Any] = {}

        for step in steps:
            text, given = step["text"], step.get("argument", {})
            if named := re.fullmatch(r"the (binary-tree-\d) graph", text):
                self.set_up((graphs / named[1] / f"{named[1]}.cypher").read_text(encoding="utf-8"))
            elif text == "having executed:":
                self.set_up(given["docString"]["content"])
            elif text == "parameters are:":
                rows = [[c["value"] for c in r["cells"]] for r in given["dataTable"]["rows"]]
                parameters = {name: self.value(written) for name, written in rows}
            elif text.startswith("executing"):
                self.ask(folder, given["docString"]["content"], parameters)

    def set_up(self, statements: str) -> None:
        """Run what is to be there, the parts of a file one by one."""
        self.dirty = True
        with self.driver.session() as session:
            for statement in statements.split(";\n"):
                if statement.strip():
                    session.run(statement).consume()

    def value(self, written: str) -> Any:
        """A literal as a value."""
        return self.driver.execute_query(f"RETURN {written} AS x").records[0]["x"]

    def ask(self, folder: str, statement: str, parameters: dict[str, Any]) -> None:
        """Ask both, in turn first, and compare."""
        self.turn += 1
        self.tally.add(folder, "asked")
        wanted: tuple[Found, str] = ([], "")
        found: Answer | LinkagesError = Answer()

        askers = ("driver", "console") if self.turn % 2 else ("console", "driver")
        for who in askers:
            start = time.perf_counter()
            if who == "driver":
                wanted = self.by_driver(statement, parameters)
                spent = self.tally.driver
            else:
                found = self.by_console(statement, parameters)
                spent = self.tally.console
            if who == askers[0]:
                spent.append(time.perf_counter() - start)
        self.judge(folder, statement, wanted, found)

    def by_driver(self, statement: str, parameters: dict[str, Any]) -> tuple[Found, str]:
        """The driver's rows, or its error, and whether it wrote."""
        try:
            with self.driver.session() as session:
                result = session.run(statement, parameters)
                rows = [list(record) for record in result]
                kind = result.consume().query_type or ""
                self.dirty = self.dirty or kind != "r"
                return rows, kind
        except neo4j.exceptions.Neo4jError as error:
            return error, ""

    def by_console(self, statement: str, parameters: dict[str, Any]) -> Answer | LinkagesError:
        """The console's answer, or its error."""
        try:
            return self.console.ask(statement, parameters)
        except LinkagesError as error:
            return error

    def judge(
        self, folder: str, statement: str, wanted: tuple[Found, str], found: Answer | LinkagesError
    ) -> None:
        """Count what came of it."""
        rows, kind = wanted
        if isinstance(rows, neo4j.exceptions.Neo4jError):
            if isinstance(found, Answer):
                self.tally.add(folder, "lost", statement, rows.message)
            else:
                self.tally.add(folder, "raise")
                self.judge_place(folder, statement, rows, found)
        elif kind != "r":
            refused = isinstance(found, QueryRefused)
            self.tally.add(folder, "writes" if refused else "let through", statement, found)
        elif isinstance(found, LinkagesError):
            self.tally.add(folder, "refused", statement, found)
        else:
            why = self.difference(rows, found, "ORDER BY" in statement.upper())
            self.tally.add(folder, "changed" if why else "same", statement, why)

    def judge_place(
        self, folder: str, statement: str, error: neo4j.exceptions.Neo4jError, found: LinkagesError
    ) -> None:
        """Whether the place of an error is the driver's; a wall that speaks first has its own."""
        place = PLACE.search(error.message or "")
        if not place or WALL.search(str(found)):
            return
        ours = (found.line, found.column) if isinstance(found, QueryRefused) else (0, 0)
        same = ours == (int(place[1]), int(place[2]))
        self.tally.add(folder, "places" if same else "moved", statement, f"{place[0]} {ours}")

    def difference(self, rows: list[list[Any]], found: Answer, ordered: bool) -> str:
        """What differs between the driver's rows and ours, empty when nothing does."""
        wanted = [[self.known(value) for value in row] for row in rows]
        ours = [[known(value) for value in row] for row in found.rows]
        if not same(wanted, ours):
            if ordered or not same(sorted(wanted, key=repr), sorted(ours, key=repr)):
                return f"{str(ours)[:200]} for {str(wanted)[:200]}"
            return ""
        return in_files(found, ours)

    def known(self, value: Any) -> Any:
        """A value of the driver as a plain one; a moment as Neo4j spells it."""
        if isinstance(value, neo4j.graph.Path):
            return ["path", *map(self.known, value.nodes), *map(self.known, value.relationships)]
        if isinstance(value, neo4j.graph.Relationship):
            ends = [node.element_id for node in value.nodes if node is not None]
            return [value.element_id, value.type, ends, self.known(dict(sorted(value.items())))]
        if isinstance(value, neo4j.graph.Node):
            held = self.known(dict(sorted(value.items())))
            return [value.element_id, sorted(value.labels), held]
        if isinstance(value, neo4j.spatial.Point):
            return {"srid": value.srid, **dict(zip("xyz", value, strict=False))}
        if hasattr(value, "iso_format"):
            spelt = self.driver.execute_query("RETURN toString($x) AS s", x=value).records[0]["s"]
            return str(spelt).removesuffix("[UTC]")  # one value with Z, as the driver reads it
        if isinstance(value, dict):
            return {name: self.known(held) for name, held in value.items()}
        return [self.known(held) for held in value] if isinstance(value, list) else value


def known(value: Any) -> Any:
    """A value of ours as a plain one."""
    if isinstance(value, PathValue):
        return ["path", *map(known, value.entries), *map(known, value.ties)]
    if isinstance(value, RelationshipValue):
        return [value.key, value.type, [value.source, value.target], known(value.properties)]
    if isinstance(value, NodeValue):
        return [value.key, sorted(value.labels), known(value.properties)]
    if isinstance(value, dict):
        return {name: known(held) for name, held in value.items()}
    return [known(held) for held in value] if isinstance(value, list) else value


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are one; NaN is itself here."""
    if isinstance(one, list | dict) and type(one) is type(other) and len(one) == len(other):
        if isinstance(one, dict):
            return list(one) == list(other) and all(same(one[k], other[k]) for k in one)
        return all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return type(one) is type(other) and bool(one == other)


def in_files(answer: Answer, ours: list[list[Any]]) -> str:
    """What a file would hold otherwise, empty when nothing."""
    to_parquet(answer)
    told = json.loads(to_json(answer))
    cells = list(csv.reader(io.StringIO(to_csv(answer))))[1:] if answer.columns else []
    for row, held, line in zip(ours, told, cells, strict=bool(answer.columns)):
        for value, in_json, cell in zip(row, held.values(), line or [""], strict=True):
            if isinstance(value, bool) and cell != str(value).lower():
                return f"CSV has {cell!r} for {value}"
            plain = isinstance(value, int | str) and not isinstance(value, bool)
            if plain and (cell.removeprefix("'"), in_json) != (str(value).removeprefix("'"), value):
                return f"{cell!r} and {in_json!r} for {value!r}"
            if isinstance(value, float) and not math.isfinite(value) and cell != in_json:
                return f"CSV has {cell!r}, JSON {in_json!r} for {value}"
            if value is None and (cell or in_json is not None):
                return f"{cell!r} for null"
    return ""


def scenarios(folder: Path) -> Iterator[tuple[str, list[Any]]]:
    """The scenarios with their examples filled in, each with its folder and its steps."""
    root = folder / "features" if (folder / "features").is_dir() else folder
    for file in sorted(root.rglob("*.feature")):
        read = Parser().parse(file.read_text(encoding="utf-8"))
        for made in Compiler().compile({**read, "uri": str(file)}):
            yield file.parent.relative_to(root).as_posix(), list(made["steps"])


def run(folder: Path, store: Store, say: Callable[[str], None]) -> Tally:
    """The whole of it against one server."""
    tally = Tally()
    with neo4j.GraphDatabase.driver(
        store.uri, auth=store.auth, notifications_min_severity="OFF"
    ) as driver:
        asker = Asker(driver, Console(store), tally)
        for at, (where, steps) in enumerate(scenarios(folder)):
            asker.scenario(where, steps, folder / "graphs")
            if at % 500 == 499:
                say(f"{at + 1:,} scenarios, {len(tally.told)} to be looked at")
    return tally


def summary(tally: Tally) -> list[str]:
    """The figures that are to be nothing, and the ratio of time."""
    zeros = {COUNTS[what]: tally.total(what) for what in ("refused", "changed", "let through")}
    zeros |= {COUNTS[what]: tally.total(what) for what in ("lost", "moved")}
    bare, ours = statistics.median(tally.driver), statistics.median(tally.console)
    return [
        *(f"{name}: {number}" for name, number in zeros.items()),
        f"median time: {ours * 1000:.1f} ms beside {bare * 1000:.1f} ms, ratio {ours / bare:.2f}",
    ]


def table(tally: Tally) -> list[str]:
    """The counts by folder, as Markdown."""
    lines = [f"| folder | {' | '.join(COUNTS.values())} |", f"|---|{'--:|' * len(COUNTS)}"]
    for folder, counted in sorted(tally.folders.items()):
        lines.append(f"| {folder} | {' | '.join(f'{counted[what]:,}' for what in COUNTS)} |")
    totals = " | ".join(f"**{tally.total(what):,}**" for what in COUNTS)
    return [*lines, f"| **together** | {totals} |"]


HEAD = """\
# The console beside the openCypher TCK

Written by `python -m benchmarks.tck FOLDER --write`, where FOLDER holds the openCypher Technology
Compatibility Kit (its `features` and `graphs`; Apache-2.0, not part of this project). Each
statement is asked of the built-in Neo4j by the official driver and by the console. *Same* is the
same values in the same order, in rows, JSON, CSV and Parquet, moments as Neo4j's own `toString`
gives them; *places* are line and column of an error, where Neo4j names them and no wall spoke
first; what is *not run* needs a procedure made for the test. The time is that of whoever asks
first, in turn: the second finds the plan that the server has made.
"""


def note(text: str) -> None:
    """Say something beside the tables."""
    sys.stderr.write(f"{text}\n")


def main() -> None:
    """Ask, print, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder with features/ and graphs/")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/tck.md")
    parser.add_argument("--line", choices=(CURRENT, LONG_TERM), action="append")
    given = parser.parse_args()
    parts = [HEAD]

    for version in given.line or (CURRENT, LONG_TERM):
        with tempfile.TemporaryDirectory() as folder:
            engine = LocalEngine(Path(folder), version)
            with engine.open().store() as store:
                tally = run(given.folder, store, note)
            engine.close()
        for line in tally.told:
            note(line)
        title = f"Neo4j {version}, {datetime.now(UTC):%-d %B %Y}"
        sys.stdout.write("\n".join((title, *table(tally), "", *summary(tally), "", "")))
        sys.stdout.flush()
        listed = "\n".join(f"- {line}" for line in summary(tally))
        parts.append("\n".join((f"## {title}", "", listed, "", *table(tally), "")))
    if given.write:
        DOCS.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
