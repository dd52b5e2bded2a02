"""What the built-in server refuses whoever asks, beside the settings of `child.SETTINGS`. Measured
in docs/decisions/0009-read-only.md.

The JVM asks no name server and calls no other program, and the procedures that act or tell are
taken out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph_model.database.limits import SERVED

NOWHERE = ("proxyHost=127.0.0.1", "proxyPort=9")


def java_walls(home: Path) -> list[str]:
    """Java options: names are looked up in a file of ours alone, and what would call out is sent to
    a port where nobody listens.

    Bolt only takes calls and is not concerned.
    """
    hosts = home / "hosts"
    hosts.write_text("127.0.0.1 localhost\n", encoding="utf-8")
    calls = [
        f"-D{kind}.{setting}"
        for kind in ("http", "https")
        for setting in (*NOWHERE, "nonProxyHosts=")
    ]
    return [
        f"-Djdk.net.hosts.file={hosts}",
        "-DsocksProxyHost=127.0.0.1",
        "-DsocksProxyPort=9",
        "-DsocksNonProxyHosts=",
        "-Xss16m",
        *calls,
    ]


def take_out_procedures(database: Any) -> None:
    """Leave the procedures of `SERVED` alone. The setting ``dbms.security.procedures.allowlist``
    concerns only those of plug-ins.
    """
    import jpype

    registry = database.getDependencyResolver().resolveDependency(
        jpype.JClass("org.neo4j.kernel.api.procedure.GlobalProcedures")
    )
    view = registry.getCurrentView()
    for language in jpype.JClass("org.neo4j.kernel.api.QueryLanguage").values():
        for signature in view.getAllProcedures(language).toList():
            if str(signature.name()) not in SERVED:
                registry.unregister(signature.name())
