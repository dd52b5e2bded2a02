"""The server for assistants, asked by the SDK's own client over a real server and a real Neo4j."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import anyio
import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from explorer.mcp.arguments import PUBLISHED, Argument, CallRefused, read
from explorer.mcp.tools import TOOLS
from graph_model.dataset_changes import compare
from graph_model.engine import LocalEngine
from graph_model.rows import Rows
from loaders.seeds import seed_snapshot
from tests.conftest import seeded_store
from tests.graphs import contact, node

ROOT = Path(__file__).parents[1]
#: What each tool is asked, and where its lines stand.
ASKED: dict[str, tuple[dict[str, Any], str]] = {
    "search": ({"text": "digital", "limit": 5}, "entries"),
    "ask_question": (
        {"question": "who-negotiates", "blanks": {"agreement": "CPTPP"}, "as_of": "2017-12"},
        "lines",
    ),
    "gaps": ({"limit": 5}, "gaps"),
    "routes": ({"delegation": "usa_ustr", "as_of": "2017-12-01"}, "routes"),
    "plan": ({"efforts": 3}, "steps"),
    "profile": ({"entry": "EDRi"}, "ties"),
    "read_cypher": (
        {
            "statement": "MATCH (d:Delegation) WHERE d.id STARTS WITH $with RETURN d.id",
            "parameters": {"with": "usa"},
        },
        "lines",
    ),
}


@pytest.fixture(scope="module")
def home(current: LocalEngine) -> Path:
    """A folder whose server holds the seeds, and a contact that is private; a plan may be added."""
    hidden = [
        node("Member", "quiet_body", name="Quiet body", stakeholder_group="civil_society"),
        *contact("e_hidden", "2026-10-01", "meeting", "quiet_body", "usa_ustr"),
    ]
    rows = Rows.of(type(row)(**{**fields(row), "dataset": "own"}) for row in hidden)
    with seeded_store(current) as store:
        before = store.read()
        store.write(compare(before, rows, "own"), before)
    return current.home


def fields(row: Any) -> dict[str, Any]:
    """A row as arguments, private."""
    found = {name: getattr(row, name) for name in row.__dataclass_fields__}
    return {**found, "fields": {**row.fields, "visibility": "private"}}


T = TypeVar("T")


def run_apart(run: Callable[..., Awaitable[T]], *given: Any) -> T:
    """Run it in a thread of its own: the suite's browser keeps an event loop in the main one."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(anyio.run, run, *given).result()


def where() -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
    }


def ask(home: Path, *calls: tuple[str, dict[str, Any]], more: tuple[str, ...] = ()) -> list[Any]:
    """What the SDK's client is answered on standard input and output: text, and whether refused."""

    async def run() -> list[Any]:
        args = ["-m", "explorer.commands", "mcp", "--home", str(home), *more]
        server = StdioServerParameters(command=sys.executable, args=args, env=where())
        async with Client(stdio_client(server)) as client:
            found: list[Any] = [(await client.list_tools()).tools]
            for name, given in calls:
                answer = await client.call_tool(name, given)
                (content,) = answer.content
                found.append((getattr(content, "text", ""), answer.is_error))
            return found

    return run_apart(run)


# ---------------------------------------------------------------- what a call may give


def test_a_text_is_a_text_whatever_it_looks_like() -> None:
    its = [Argument("text", "text", "", "")]
    for text in ("null", '["EU"]', '{"year": 2020}', "true", "12"):
        assert read("search", its, {"text": text}) == {"text": text}
    given: tuple[Any, ...] = (None, ["EU"], 12, {})
    for value in given:
        with pytest.raises(CallRefused, match="'text' is a text"):
            read("search", its, {"text": value})


def test_every_argument_is_published_and_every_other_refused() -> None:
    for tool in TOOLS:
        for its in tool.arguments:
            assert its.says.endswith("."), (tool.name, its.name)
            assert its.published.items() >= PUBLISHED[its.kind].items()
        with pytest.raises(CallRefused, match="has no argument 'whatever'"):
            read(tool.name, tool.arguments, {"whatever": 1})
    with pytest.raises(CallRefused, match="no kind; did you mean 'quiet'"):
        read("gaps", next(its for its in TOOLS if its.name == "gaps").arguments, {"kind": "quite"})
    with pytest.raises(CallRefused, match="'limit' is from 1 to 500; 0 was given"):
        read("gaps", next(its for its in TOOLS if its.name == "gaps").arguments, {"limit": 0})


# ---------------------------------------------------------------- the whole server


@pytest.mark.neo4j
def test_every_line_carries_its_rows_and_their_sources(home: Path) -> None:
    listed, *answers = ask(home, *((name, given) for name, (given, _) in ASKED.items()))
    assert {tool.name for tool in listed} == {tool.name for tool in TOOLS if not tool.writes}
    for tool in listed:
        assert tool.input_schema["additionalProperties"] is False
        assert tool.annotations.read_only_hint
    snapshot = seed_snapshot()
    known = {*snapshot.nodes, *(tie.tie_id for tie in snapshot.relationships)}
    for (name, (_, place)), (text, refused) in zip(ASKED.items(), answers, strict=True):
        assert not refused, (name, text)
        told = json.loads(text)
        assert told["audience"] == "private"
        assert told[place], name
        lines = (
            [step for line in told[place] for step in line["steps"]]
            if name == "routes"
            else told[place]
        )
        for line in lines:
            assert line["rows"], (name, line)
            assert all(row["id"] in known | HIDDEN and row["source"] for row in line["rows"]), name


HIDDEN = {"quiet_body", "e_hidden", "quiet_body>TOOK_PART_IN>e_hidden", "e_hidden>REACHED>usa_ustr"}


@pytest.mark.neo4j
def test_a_refusal_says_why_and_what_to_do(home: Path) -> None:
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        "did you mean 'text'? It takes: text, limit.": ("search", {"txt": "EU"}),
        "did you mean 'search'?": ("serch", {}),
        "'search' needs 'text'": ("search", {}),
        "No delegation is called 'usa'; the nearest: usa_": ("routes", {"delegation": "usa"}),
        "is not a date; write 2017-12-01": ("gaps", {"as_of": "yesterday"}),
        "did you mean 'who-negotiates'?": ("ask_question", {"question": "who-negotiate"}),
        "did you mean 'agreement'?": (
            "ask_question",
            {"question": "who-negotiates", "blanks": {"agreemnt": "cptpp"}},
        ),
        "does more than read": ("read_cypher", {"statement": "CREATE (n)"}),
        "There is no tool 'record_plan'": ("record_plan", {"members": ["edri"], "aims": ["x"]}),
    }
    _, *answers = ask(home, *calls.values())
    for said, (text, refused) in zip(calls, answers, strict=True):
        assert refused
        assert said in text

    empty: tuple[tuple[str, dict[str, Any]], ...] = (
        ("search", {"text": "null"}),
        ("gaps", {"as_of": "1950"}),
        ("plan", {"efforts": 0}),
    )
    _, *nothing = ask(home, *empty)
    for text, refused in nothing:
        assert not refused
        assert json.loads(text)["note"].endswith(".")
    assert "so few efforts" in nothing[-1][0], "what could be done is there"


@pytest.mark.neo4j
def test_a_plan_is_written_down_only_when_that_is_switched_on(home: Path) -> None:
    wanted = {
        "members": ["EDRi"],
        "aims": ["usa_ustr"],
        "due": "2027-01",
        "note": "before the round",
    }
    _, (text, refused), (seen, _) = ask(
        home,
        ("record_plan", wanted),
        ("read_cypher", {"statement": "MATCH (p:Plan) RETURN p.name, p.due, p.state"}),
        more=("--record",),
    )
    assert not refused
    told = json.loads(text)
    assert told["says"].startswith("Planned: EDRi to ")
    assert {row["id"].split(">")[0] for row in told["rows"]} >= {"edri"}
    assert json.loads(seen)["lines"][0]["values"][1:] == ["2027-01", "planned"]
    _, (text, refused) = ask(
        home, ("record_plan", {**wanted, "note": "call 079 555 66 77"}), more=("--record",)
    )
    assert refused
    assert "a telephone number" in text


@pytest.mark.neo4j
def test_an_assistant_of_somebody_sees_what_they_see(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = "address,person,body,role\na@c.example,Ana,EDRi,steward\n@press.example,,,reader\n"
    (tmp_path / "people.csv").write_text(people)
    monkeypatch.setenv("LINKAGES_PEOPLE", str(tmp_path / "people.csv"))
    call = ("profile", {"entry": "quiet_body"})
    for who, audience in (("a@c.example", "private"), ("x@press.example", "public")):
        monkeypatch.setenv("LINKAGES_AS", who)
        _, (told, _), (listed, _) = ask(home, call, ("gaps", {"limit": 1}))
        assert ("Quiet body" in told) == (audience == "private")
        assert json.loads(listed)["audience"] == audience
    found = subprocess.run(
        [sys.executable, "-m", "explorer.commands", "mcp", "--record", "--home", str(home)],
        env=where(), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert (found.returncode, "those with the role member" in found.stderr) == (2, True)


@pytest.mark.neo4j
def test_the_audience_holds_in_cypher_too_and_only_the_protocol_is_printed(home: Path) -> None:
    """A second Neo4j starts inside for it: not a word of it or of its JVM is on standard output."""
    calls = [
        ("search", {"text": "Quiet body"}),
        ("routes", {"delegation": "usa_ustr"}),
        ("read_cypher", {"statement": "MATCH (n) WHERE n.visibility = 'private' RETURN count(n)"}),
        ("read_cypher", {"statement": "MATCH (d:Delegation {id: 'usa_ustr'}) RETURN d.id"}),
    ]
    command = [sys.executable, "-m", "explorer.commands", "mcp", "--audience", "public"]
    server = subprocess.Popen(
        [*command, "--home", str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=where(),
    )  # fmt: skip
    assert server.stdin is not None
    assert server.stdout is not None

    def say(**message: Any) -> None:
        assert server.stdin is not None
        server.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        server.stdin.flush()

    hello = {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "t", "version": "1"},
    }
    say(id=0, method="initialize", params=hello)
    answers = [json.loads(server.stdout.readline())]
    say(method="notifications/initialized")
    for number, (name, given) in enumerate(calls, start=1):
        say(id=number, method="tools/call", params={"name": name, "arguments": given})
        answers.append(json.loads(server.stdout.readline()))
    server.stdin.close()
    rest = server.stdout.read()
    noted = server.stderr.read() if server.stderr else ""
    server.wait(timeout=60)
    server.stdout.close()
    if server.stderr:
        server.stderr.close()

    assert [its["id"] for its in answers] == list(range(len(calls) + 1))
    assert rest == ""
    assert "a database that holds what is for 'public' alone" in noted
    texts = [its["result"]["content"][0]["text"] for its in answers[1:]]
    assert "quiet" not in texts[0].replace("'Quiet body'", "")
    assert "e_hidden" not in texts[1]
    found = [json.loads(text)["lines"] for text in texts[2:]]
    assert [lines[0]["values"] for lines in found] == [[0], ["usa_ustr"]]


@contextmanager
def over_http(home: Path) -> Iterator[str]:
    """The server over HTTP; its address."""
    command = [sys.executable, "-m", "explorer.commands", "mcp", "--http", "0", "--home", str(home)]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=where())
    try:
        assert server.stderr is not None
        yield next(line for line in server.stderr if "/mcp" in line).split()[2]
    finally:
        server.terminate()
        server.wait(timeout=60)
        assert server.stderr is not None
        server.stderr.close()


@pytest.mark.neo4j
def test_over_http_on_this_machine_and_for_its_own_name_alone(home: Path) -> None:
    async def run(address: str) -> Any:
        async with Client(address) as client:
            return await client.call_tool("search", {"text": "WTO"})

    with over_http(home) as address:
        told = run_apart(run, address)
        assert json.loads(told.content[0].text)["entries"][0]["entry"] == "wto"
        at = urlsplit(address)
        assert at.hostname == "127.0.0.1"
        for head in ({"Host": "elsewhere.example"}, {"Origin": "https://elsewhere.example"}):
            line = http.client.HTTPConnection(str(at.hostname), at.port, timeout=30)
            line.request("POST", at.path, b"{}", {"Content-Type": "application/json", **head})
            assert line.getresponse().status in (403, 421), head
            line.close()
