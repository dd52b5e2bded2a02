"""A server of the user's own on both lines, set up as `docs/how-to-own-server.md` says and without
the built-in one's walls: the console refuses every attack, and what the server holds by itself,
where nobody looks at the statement first, is what the page says.
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
from graph_model.engine import CURRENT, LONG_TERM
from graph_model.errors import LinkagesError, QueryError, StoreError
from graph_model.snapshot import Snapshot
from tests.console.attacks import FAMILIES, statements
from tests.console.shared import Listener, fingerprint, given
from tests.graphs import graph, talks

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to-own-server.md"
PASSWORD = "a-password-of-their-own"
#: What the server itself refuses in a session that may only read, as the page says.
HELD = (
    "writes", "hidden writes", "several statements", "schema", "files", "network",
    "network within expressions", "plug-ins", "mixed", "new words", "in transactions",
    "more administration", "more plug-ins", "more files and network",
)  # fmt: skip
#: What it answers in part: it changes nothing that is kept and reaches nothing, but acts on what
#: runs in the server, and tells of it.
ANSWERED_IN_PART = (
    "odd spelling", "administration", "another database", "procedures that act",
    "telling of the server", "hidden in signs", "more of the server",
)  # fmt: skip
#: A server without what ours has besides its settings.
LAUNCHER = """
import sys
from graph_model.engine import child
child.SETTINGS = sys.argv.pop(1)
child.java_walls = lambda home: []
child.take_out_procedures = child.watch_transactions = lambda *given: None
child.ClassArchive.settle = lambda *given: None
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


@pytest.fixture(scope="module", params=[CURRENT, LONG_TERM])
def theirs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A small graph on such a server."""
    home = tmp_path_factory.mktemp("theirs")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    words = [home, port, f"org.neo4j:neo4j:{request.param}", "-Xmx768m", "-XX:+UseSerialGC"]
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
        child.kill()  # its orderly end takes seconds, and is no matter here


@pytest.fixture(scope="module")
def before(theirs: Store) -> str:
    """All that an attack could change, as it is while nothing does."""
    return fingerprint(theirs)


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


@pytest.fixture
def listeners() -> Iterator[tuple[Listener, Listener]]:
    web, ftp = Listener(), Listener()
    yield web, ftp
    web.close()
    ftp.close()


def of(family: str, web: Listener, ftp: Listener) -> tuple[list[str], dict[str, object]]:
    """The statements of a family and what is given to them."""
    addresses = {"web": f"http://127.0.0.1:{web.port}", "ftp": f"ftp://127.0.0.1:{ftp.port}"}
    return list(statements(family, name="localhost", **addresses)), given(addresses["web"])


@pytest.mark.parametrize("family", FAMILIES)
def test_no_attack_through_the_console(
    theirs: Store, before: str, listeners: tuple[Listener, Listener], family: str
) -> None:
    console = Console(theirs)
    asked, parameters = of(family, *listeners)
    for statement in asked:
        with pytest.raises(QueryError) as refused:
            console.ask(statement, parameters, QueryLimits(5))
        assert PASSWORD not in str(refused.value)
    assert fingerprint(theirs) == before
    assert [one.calls for one in listeners] == [0, 0]
    assert len(console.ask("MATCH (m:Member) RETURN m.id AS id").rows) == 2


def straight(store: Store, statement: str, parameters: dict[str, object]) -> tuple[bool, str]:
    """Whether the server answers in a session that may only read, where nobody looked at the
    statement first, and what it tells.
    """
    try:
        with store.reading(5.0, "test") as transaction:
            told = [record.data() for record in transaction.run(statement, parameters)]
    except LinkagesError as error:
        return False, str(error)
    return True, str(told)


@pytest.mark.parametrize("family", [*HELD, *ANSWERED_IN_PART])
def test_what_the_server_holds_by_itself(
    theirs: Store, before: str, listeners: tuple[Listener, Listener], family: str
) -> None:
    """Some families are refused whole; of the others some is answered, which changes and reaches
    nothing.
    """
    asked, parameters = of(family, *listeners)
    found = {statement: straight(theirs, statement, parameters) for statement in asked}
    assert fingerprint(theirs) == before
    assert [one.calls for one in listeners] == [0, 0]
    assert not any(PASSWORD in told for _, told in found.values())
    answered = [statement for statement, (it_did, _) in found.items() if it_did]
    assert bool(answered) == (family in ANSWERED_IN_PART), answered


def test_every_family_is_one_or_the_other() -> None:
    assert {*HELD, *ANSWERED_IN_PART} == set(FAMILIES)
