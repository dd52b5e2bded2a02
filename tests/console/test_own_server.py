"""The console on a server of the user's own, set up as `docs/how-to-own-server.md` says and without
the built-in one's walls: statements that do no harm where they fail, each refused.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph_model.console.console import Console
from graph_model.console.missing_protection import missing_protection
from graph_model.database.limits import QueryLimits
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine import CURRENT
from graph_model.errors import QueryError, StoreError
from graph_model.snapshot import Snapshot
from tests.console.attacks import FAMILIES, statements
from tests.console.shared import Listener, fingerprint, given
from tests.graphs import graph, talks

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to-own-server.md"
PASSWORD = "a-password-of-their-own"
#: What is asked for in a statement's text alone: it writes, or names a file, an address, a
#: procedure.
HARMLESS = ("writes", "hidden writes", "schema", "files", "network", "network within expressions")
#: A server without what ours has besides its settings.
LAUNCHER = """
import sys
from graph_model.engine import child
child.SETTINGS = sys.argv.pop(1)
child.java_walls = lambda home: []
child.take_out_procedures = child.watch = lambda *given: None
child.main()
"""
PLAIN = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.enabled=true
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
server.config.strict_validation.enabled=false
"""


def page_settings() -> str:
    """The lines that the page gives for `neo4j.conf`."""
    (found,) = re.findall(r"```conf\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small graph on such a server."""
    home = tmp_path_factory.mktemp("theirs")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    words = [home, port, f"org.neo4j:neo4j:{CURRENT}", "-Xmx768m", "-XX:+UseSerialGC"]
    command = [sys.executable, "-c", LAUNCHER, PLAIN + page_settings(), *map(str, words)]
    child = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    with child, child.stdout, child.stdin:
        child.stdin.write(f"{PASSWORD}\n")
        child.stdin.flush()
        told = (json.loads(line) for line in child.stdout if line.startswith("{"))
        uri = next(str(words["uri"]) for words in told if "uri" in words)
        with Store(uri, "neo4j", PASSWORD) as store:
            store.write(compare(Snapshot(), graph(*talks()).rows(), "test"), Snapshot())
            yield store
        child.stdin.close()


def test_the_page_closes_what_the_console_says_is_open(theirs: Store) -> None:
    """The setting for addresses is an internal one, of which a server does not tell; it holds."""
    assert missing_protection(theirs) == ["LOAD CSV may call addresses"]
    web = Listener()
    for address in (
        f"http://127.0.0.1:{web.port}",
        f"http://localhost:{web.port}",
        "file:///x.csv",
    ):
        with pytest.raises(StoreError), theirs._session() as session:  # beside the console
            session.run("LOAD CSV FROM $address AS line RETURN line", address=address).consume()
    assert web.calls == 0
    web.close()


@pytest.mark.parametrize("family", HARMLESS)
def test_no_attack_on_a_server_as_the_page_sets_it_up(theirs: Store, family: str) -> None:
    console, before = Console(theirs), fingerprint(theirs)
    assert set(HARMLESS) <= set(FAMILIES)
    web, ftp = Listener(), Listener()
    addresses = {"web": f"http://127.0.0.1:{web.port}", "ftp": f"ftp://127.0.0.1:{ftp.port}"}
    for statement in statements(family, name="localhost", **addresses):
        with pytest.raises(QueryError) as refused:
            console.ask(statement, given(addresses["web"]), QueryLimits(5))
        assert PASSWORD not in str(refused.value)
    assert fingerprint(theirs) == before
    assert (web.calls, ftp.calls) == (0, 0)
    web.close()
    ftp.close()
    assert len(console.ask("MATCH (m:Member) RETURN m.id AS id").rows) == 2
