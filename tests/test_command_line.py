"""The command line: exit codes, JSON, and the same numbers as the pages."""

from __future__ import annotations

import json
import math
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from typer.testing import CliRunner

from explorer.commands import app, main
from explorer.commands.command_line import printed_aside
from explorer.commands.command_list import COMMANDS
from explorer.commands.list_writer import LIST, as_written, commands
from graph_model.dates import as_date
from graph_model.engine import LocalEngine
from graph_model.measures import coverage, find_cells
from loaders.opening import KeptCopy, keep_copy
from loaders.seeds import FOLDER, seed_snapshot
from loaders.write.small_writes import record
from tests.conftest import empty, login
from tests.graphs import graph, node, on_day, talks

RUN = CliRunner()


def test_what_a_solver_prints_is_no_part_of_the_answer(capfd: pytest.CaptureFixture[str]) -> None:
    """One of the programs for which scipy 1.17.1 prints a line that no option turns off; and what
    is printed after it is the answer's again.
    """
    worth_and_effort = (
        (9438, 7785),
        (3036, 2527),
        (1042, 4265),
        (3158, 3223),
        (4633, 1003),
        (4345, 2387),
        (8051, 2252),
        (2149, 3982),
        (6749, 1150),
        (2753, 3665),
        (1161, 1707),
        (8357, 8041),
        (9584, 9214),
        (3365, 4705),
        (9315, 5215),
        (1528, 7819),
    )
    worth, efforts = zip(*worth_and_effort, strict=True)
    with printed_aside():
        found = milp(
            [-float(its) for its in worth],
            integrality=[1] * len(worth),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint([efforts], -math.inf, 34_470),
        )
        os.write(1, b"a line from below Python\n")
    os.write(1, b"the answer\n")
    assert -found.fun == 57_082
    said = capfd.readouterr()
    assert said.out == "the answer\n"
    assert said.err.endswith("a line from below Python\n")


def test_a_little_is_not_told_as_nothing() -> None:
    """Two lines of that day are reached, 0.24 % of what is at stake."""
    asked = ["coverage", "--as-of", "2018-06-01"]
    found = json.loads(RUN.invoke(app, [*asked, "--json"]).stdout)
    assert 0 < found["low"] < 0.005
    first, *others = RUN.invoke(app, asked).stdout.splitlines()
    assert first.startswith("under 1% to ")
    (one,) = (line for line in others if line.split()[0] == "one")
    assert one.split()[2:] == ["under", "1%"]


def test_coverage_and_gaps_are_those_of_the_measures() -> None:
    cells = find_cells(on_day(seed_snapshot(), as_date("2017-12-01")))
    found = json.loads(RUN.invoke(app, ["coverage", "--as-of", "2017-12-01", "--json"]).stdout)
    assert found["cells"] == len(cells)
    assert found["low"] == coverage(cells).low
    assert found["settings"] == {}
    listed = json.loads(RUN.invoke(app, ["gaps", "--as-of", "2017-12-01", "--json"]).stdout)
    assert {(gap["delegation"], gap["issue"], gap["kind"]) for gap in listed} == {
        (cell.delegation, cell.issue, cell.kind) for cell in cells
    }
    assert set(listed[0]) >= {
        "delegation",
        "issue",
        "kind",
        "importance",
        "warmth",
        "evidence",
        "remedy",
    }
    still_open = [gap for gap in listed if gap["kind"] not in ("several", "one")]
    assert listed[: len(still_open)] == still_open
    backed = [(-gap["talks"], gap["next_event_on"] or "9999") for gap in still_open]
    assert backed == sorted(backed)
    assert not any("rank" in gap for gap in listed), "a single cell has no place"


@pytest.mark.long
def test_a_command_starts_without_what_only_the_pages_need() -> None:
    ask = (
        "import sys; from importlib import import_module;"
        " from explorer.commands.command_list import COMMANDS;"
        " [import_module(f'explorer.commands.{module}') for module, _ in COMMANDS.values()];"
        " print([name for name in ('streamlit', 'igraph', 'mcp', 'neo4j') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert loaded == "['neo4j']", "and the driver is there: the question can tell"


def test_exit_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert RUN.invoke(app, ["check", str(FOLDER), "--dataset", "seeds"]).exit_code == 0
    broken = tmp_path / "member.csv"
    broken.write_text("id,name\nx,\n")
    result = RUN.invoke(app, ["check", str(broken), "--json"])
    assert result.exit_code == 1
    assert {problem["code"] for problem in json.loads(result.stdout)["problems"]} == {
        "missing-column"
    }
    assert RUN.invoke(app, ["coverage", "--as-of", "yesterday"]).exit_code == 2
    assert RUN.invoke(app, ["nonsense"]).exit_code == 2
    assert RUN.invoke(app, ["connect"]).exit_code == 3
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    unreachable = RUN.invoke(app, ["status"])
    assert unreachable.exit_code == 3
    assert "No Neo4j answers" in unreachable.stderr


@pytest.mark.neo4j
def test_an_error_all_down_a_column_is_one_line_and_every_row_in_the_file(
    current: LocalEngine, tmp_path: Path
) -> None:
    file, home = tmp_path / "member.csv", current.home
    rows = [f"m{number},#N/A,academia,2026,verified" for number in range(3)]
    file.write_text("\n".join(["id,name,stakeholder_group,as_of,confidence", *rows]))
    result = RUN.invoke(app, ["load", str(file), "--dataset", "d", "--yes", "--home", str(home)])
    assert result.exit_code == 1
    said = " ".join(result.stderr.split())
    assert said.count("spreadsheet-error") == 1
    assert "row 2, column name: 3 cells of this column hold #N/A (rows 2 to 4)" in said
    assert (home / "problems.csv").read_text().count("#N/A,spreadsheet-error") == 3


def test_templates_and_export(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["template", str(tmp_path / "t")]).exit_code == 0
    assert (tmp_path / "t" / "linkages-template.xlsx").is_file()
    assert RUN.invoke(app, ["export", str(tmp_path / "out")]).exit_code == 0
    assert (tmp_path / "out" / "delegation.csv").read_bytes() == (
        FOLDER / "delegation.csv"
    ).read_bytes()
    assert RUN.invoke(app, ["export", str(tmp_path / "out"), "--audience", "spies"]).exit_code == 2


@pytest.mark.long
@pytest.mark.parametrize("ending", ["graphml", "gexf", "json", "cypher", "xlsx"])
def test_the_ending_tells_the_format(tmp_path: Path, ending: str) -> None:
    found = json.loads(
        RUN.invoke(
            app, ["export", str(tmp_path / f"seeds.{ending}"), "--audience", "public", "--json"]
        ).stdout
    )
    assert found["written"] == [str(tmp_path / f"seeds.{ending}")]
    assert (found["audience"], found["findings"], found["entries"]) == (
        "public",
        [],
        len(seed_snapshot().nodes),
    )
    assert RUN.invoke(app, ["export", str(tmp_path / "named"), "--format", ending]).exit_code == 0
    assert (tmp_path / f"named.{ending}").is_file()


def test_nothing_goes_to_the_public_before_a_choice(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "out.json"
    hidden = node("Member", "lone", name="Lone voice", stakeholder_group="academia")
    keep_copy(home, KeptCopy(graph(*talks(), hidden), "1", "built-in"))
    ask = ["export", str(file), "--audience", "public", "--home", str(home)]
    refused = RUN.invoke(app, ask)
    assert refused.exit_code == 1
    assert "lone: Lone voice could be recognised" in refused.stderr.replace("\n", " ")
    assert not file.exists()
    assert RUN.invoke(app, [*ask, "--drop", "lone"]).exit_code == 1, "the two others are still open"
    assert RUN.invoke(app, [*ask, "--drop", "lone", "--accept"]).exit_code == 0
    written = json.loads(file.read_text())
    assert written["graph"]["choices"] == {
        "kept as public knowledge": ["apc", "edri"],
        "left out": 1,
        "merged": 0,
    }
    assert "lone" not in file.read_text().lower(), "not even among the choices"
    assert RUN.invoke(app, [*ask, "--merge", "nobody"]).exit_code == 2
    assert RUN.invoke(app, [*ask[:2], "--home", str(home)]).exit_code == 0, (
        "for oneself nothing is asked"
    )


@pytest.mark.neo4j
def test_status_and_load_on_a_running_server(current: LocalEngine, tmp_path: Path) -> None:
    home = ["--home", str(current.home)]
    assert current.running is not None
    with current.running.store() as store:
        before = store.counts()
    extra = tmp_path / "member.csv"
    extra.write_text(
        "id,name,stakeholder_group,as_of,confidence\ncl_test,Test body,academia,2026,verified\n"
    )
    unasked = RUN.invoke(app, ["load", str(extra), "--dataset", "cl", *home])
    assert unasked.exit_code == 2
    assert "--yes" in unasked.stderr
    done = json.loads(
        RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", "--json", *home]).stdout
    )
    assert (done["new"], done["gone"], bool(done["load_id"])) == (1, 0, True)
    again = json.loads(
        RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", "--json", *home]).stdout
    )
    assert (again["same"], again["load_id"]) == (1, "")
    status = json.loads(RUN.invoke(app, ["status", "--json", *home]).stdout)
    assert status["nodes"]["Member"] >= before.get("Member", 0)
    assert status["datasets"]["cl"] == 1
    assert "uri" in RUN.invoke(app, ["connect", *home]).stdout
    extra.write_text(
        "id,name,stakeholder_group,as_of,confidence\ncl_test,,academia,2026,verified\n"
    )
    refused = RUN.invoke(app, ["load", str(extra), "--dataset", "cl", "--yes", *home])
    assert refused.exit_code == 1
    assert "member.csv row 2, column name" in refused.stderr
    assert (current.home / "problems.csv").is_file()


def test_settings_are_listed_and_a_slip_is_answered_with_the_nearest() -> None:
    found = json.loads(RUN.invoke(app, ["settings", "half_life", "--json"]).stdout)
    assert [
        (row["name"], row["value"], row["default"], row["unit"]) for row in found["settings"]
    ] == [("half_life", 365.0, 365.0, "days")]
    assert found["ignored"] == []
    slip = RUN.invoke(app, ["settings", "half_lif"])
    assert slip.exit_code == 2
    assert "did you mean 'half_life'" in slip.stderr
    assert RUN.invoke(app, ["settings", "live", "7"]).exit_code == 2
    assert RUN.invoke(app, ["settings", "live", "high"]).exit_code == 2


@pytest.mark.neo4j
def test_record_a_contact_and_change_a_setting(current: LocalEngine) -> None:
    empty(current)
    home = ["--home", str(current.home)]
    assert current.running is not None
    with current.running.store() as store:
        rows = [
            node("Member", "cl_body", name="Réseau CL", stakeholder_group="academia"),
            node("Delegation", "cl_ministry", name="Ministry CL"),
        ]
        record(store, rows, "cl_record")
    asked = [
        "record",
        "--member",
        "reseau cl",
        "--delegation",
        "cl_ministry",
        "--date",
        "2024-05-01",
        "--kind",
        "letter",
        *home,
    ]
    done = json.loads(RUN.invoke(app, [*asked, "--yes", "--json"]).stdout)
    assert "Letter, no answer so far: Réseau CL with Ministry CL" in done["says"]
    again = RUN.invoke(app, [*asked, "--summary", "ask a@b.example", "--yes", "--json"])
    assert again.exit_code == 1
    assert json.loads(again.stdout)["problems"][0]["field"] == "summary"
    assert RUN.invoke(app, ["settings", "half_life", "200", "--yes", *home]).exit_code == 0
    assert json.loads(RUN.invoke(app, ["coverage", "--json", *home]).stdout)["settings"] == {
        "half_life": 200.0
    }
    assert RUN.invoke(app, ["settings", "half_life", "default", "--yes", *home]).exit_code == 0
    with current.running.store() as store:
        now = store.read()
    assert now.of("Setting") == ()
    assert now.nodes[done["id"]].dataset == "contacts"


@pytest.mark.neo4j
def test_questions_in_cypher_on_a_running_server(current: LocalEngine) -> None:
    home = ["--home", str(current.home)]
    asked = RUN.invoke(
        app,
        [
            "query",
            "UNWIND $list AS x RETURN x, x * 2 AS y",
            "--param",
            "list=[1, 2]",
            "--format",
            "json",
            *home,
        ],
    )
    assert json.loads(asked.stdout)["rows"] == [[1, 2], [2, 4]]
    assert "│ 2" in RUN.invoke(app, ["query", "RETURN 2 AS x", *home]).stdout
    rows = RUN.invoke(
        app, ["query", "UNWIND range(1, 30000) AS x RETURN x", "--format", "csv", *home]
    ).stdout.splitlines()
    assert (rows[0], rows[-1], len(rows)) == ("x", "30000", 30001)
    more = RUN.invoke(
        app,
        ["query", "UNWIND range(1, 30) AS x RETURN x", "--limit", "3", "--format", "csv", *home],
    )
    assert more.stdout.splitlines() == ["x", "1", "2", "3"]
    assert "there are more" in more.stderr
    for refused in (
        "CREATE (n:Evil)",
        "SHOW SETTINGS",
        "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l",
    ):
        result = RUN.invoke(app, ["query", refused, *home])
        assert result.exit_code == 2
        assert result.stdout == ""
    bad = RUN.invoke(app, ["query", "MATCH (n)\nRETURN m", *home])
    assert bad.exit_code == 2
    assert "RETURN m\n       ^" in bad.stderr
    assert (
        "did you mean Delegation?"
        in RUN.invoke(app, ["query", "MATCH (d:Delegaton) RETURN d", *home]).stderr
    )
    assert RUN.invoke(
        app, ["query", "UNWIND range(1, 10^11) AS x RETURN count(x)", "--timeout", "0.5", *home]
    ).exit_code in {1, 2}
    assert RUN.invoke(app, ["query", "RETURN 1", "--format", "xml", *home]).exit_code == 2
    found = json.loads(RUN.invoke(app, ["connect", "--json", *home]).stdout)
    assert set(found["examples"]) == {
        "linkages",
        "cypher-shell",
        "Neo4j Browser",
        "NeoDash",
        "notebook",
    }
    assert not any(found["password"] in line for line in found["examples"].values())


def test_a_fault_of_ours_is_a_sentence_without_a_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken() -> None:
        raise RuntimeError(f"in {tmp_path}")

    monkeypatch.setattr("explorer.commands.app", broken)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 70
    assert "a fault of its own (RuntimeError)" in said
    assert "Traceback" not in said
    assert str(tmp_path) not in said.replace("\n", "")
    kept = tmp_path / "home" / "fault.log"
    assert "Traceback" in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


@pytest.mark.neo4j
def test_import_looks_asks_writes_and_is_taken_back(
    current: LocalEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(current)
    assert current.running is not None
    for name, value in login(current.running).items():
        monkeypatch.setenv(name, value)
    with current.running.store() as store:
        record(store, talks(), "test")
        before = store.read()
        sheet, answers = tmp_path / "outreach.csv", tmp_path / "answers.json"
        sheet.write_text(
            "Ours\nDate,Who,With whom,How\n2017-05-02,EDRi,alpha,call\n2018,Edry,beta,meeting\n"
        )
        seen = RUN.invoke(app, ["import", str(sheet), "--preview", "--json"])
        told = json.loads(seen.stdout)
        assert seen.exit_code == 1, "something is asked"
        assert told["tables"][0]["header_row"] == 2
        assert told["rows"] == {
            **dict.fromkeys(("changed", "same", "left_out", "refused"), 0),
            "read": 2,
            "new": 1,
            "waiting": 1,
        }
        (asked,) = told["asked"]
        assert RUN.invoke(app, ["import", str(sheet), "--yes"]).exit_code == 1
        assert store.read() == before, "a preview and a question write nothing"
        answers.write_text(json.dumps({asked["id"]: "edri"}))
        options = ["--answers", str(answers), "--mapping", "monthly", "--yes", "--json"]
        done = RUN.invoke(app, ["import", str(sheet), *options])
        assert done.exit_code == 0, done.stderr
        assert len(store.read().of("Engagement")) == 2
        again = RUN.invoke(app, ["import", str(sheet), "--mapping", "monthly", "--yes", "--json"])
        assert again.exit_code == 0, "the kept answers are used"
        assert json.loads(again.stdout)["rows"]["same"] == 2
        assert RUN.invoke(app, ["undo", "--yes"]).exit_code == 0
        assert store.read().to_json() == before.to_json()
    told = json.loads(RUN.invoke(app, ["audit", "--json"]).stdout)["audit"]
    assert [line["state"] for line in told] == ["stands", "taken back", "stands"]
    assert [line["undoes"] for line in told] == [told[1]["id"], "", ""]
    assert RUN.invoke(app, ["audit", str(tmp_path / "audit.csv")]).exit_code == 0
    listed = (tmp_path / "audit.csv").read_text()
    assert RUN.invoke(app, ["audit", "--csv"]).stdout == listed
    assert listed.count("\n") == 4
    assert stat.S_IMODE((tmp_path / "audit.csv").stat().st_mode) == 0o600
    assert RUN.invoke(app, ["audit"]).stdout.count("2 new") == 0, "a contact is one entry, two ties"


@pytest.mark.neo4j
def test_a_load_that_only_takes_away_needs_the_name(
    current: LocalEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty(current)
    assert current.running is not None
    for name, value in login(current.running).items():
        monkeypatch.setenv(name, value)
    with current.running.store() as store:
        record(store, [node("Member", "edri", name="EDRi", stakeholder_group="academia")], "mine")
        (tmp_path / "member.csv").write_text("id,name,stakeholder_group,as_of,confidence\n")
        options = [str(tmp_path), "--dataset", "mine", "--yes"]
        assert RUN.invoke(app, ["load", *options]).exit_code == 0, "files of people only add"
        assert "edri" in store.read().nodes
        found = RUN.invoke(app, ["load", *options, "--replace"])
        assert found.exit_code == 2
        assert "takes away all that it has (1 row), and brings none" in found.stderr
        assert "edri" in store.read().nodes


def test_the_list_of_commands_is_that_of_their_modules() -> None:
    assert list(COMMANDS.items()) == list(commands().items()), "run `make docs`"
    assert LIST.read_text(encoding="utf-8") == as_written()


def fetched(*words: str) -> tuple[set[str], str]:
    """The packages that a command fetches in a process of its own, and what it says."""
    ask = (
        "import sys\nfrom explorer.commands import app\n"
        f"try:\n    app({list(words)!r})\nexcept SystemExit:\n    pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    said, _, packages = told.stdout.rstrip().rpartition("\n")
    return set(packages.split()), said


def test_help_fetches_no_command_and_no_driver() -> None:
    packages, said = fetched("--help")
    heavy = {"neo4j", "networkx", "numpy", "pandas", "pydantic", "scipy", "streamlit"}
    assert packages & heavy == set()
    assert all(name in said for name in COMMANDS)


@pytest.mark.long
def test_a_command_fetches_no_pandas_through_the_driver() -> None:
    packages, _ = fetched("coverage", "--help")
    heavy = {"pandas", "pyarrow", "scipy", "networkx", "openpyxl", "streamlit"}
    assert packages & heavy == set()
    assert "neo4j" in packages
