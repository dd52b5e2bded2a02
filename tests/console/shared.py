"""What the tests of attacks share: what is given to a statement, listeners that count calls, all
that an attack could change, what must not come back.
"""

from __future__ import annotations

import json
import socket
import threading
from pathlib import Path

import neo4j

from graph_model.database.store import Store
from graph_model.engine import LocalEngine

PARAMETERS: dict[str, object] = {
    "x": "CREATE (:Evil)",
    "key": "evil",
    "label": "Evil",
    "labels": ["Evil", "Member"],
    "rows": ["evil", "worse"],
    "ids": ["neo4j-transaction-1"],
    "proc": "dbms.listConfig",
    "password": "evil-evil-evil",
    "path": "file:///etc/passwd",
}


def given(web: str) -> dict[str, object]:
    """The parameters, the address of a listener among them."""
    return {**PARAMETERS, "address": web, "map": {"address": web, "evil": 1}}


class Listener:
    """Takes calls on loopback and counts them."""

    def __init__(self) -> None:
        self.calls = 0
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._take, daemon=True).start()

    def _take(self) -> None:
        while True:
            try:
                call, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            call.close()

    def close(self) -> None:
        self._socket.close()


def fingerprint(store: Store) -> str:
    """Everything an attack could change: all nodes and relationships, schema, users, databases,
    settings, procedures, tokens.
    """
    asked = (
        "MATCH (n) RETURN labels(n), properties(n) ORDER BY elementId(n)",
        (
            "MATCH (a)-[r]->(b) RETURN elementId(a), type(r), properties(r), elementId(b) ORDER BY"
            " elementId(r)"
        ),
        "SHOW CONSTRAINTS YIELD name, type, labelsOrTypes, properties RETURN * ORDER BY name",
        "SHOW INDEXES YIELD name, type, state, labelsOrTypes RETURN * ORDER BY name",
        "SHOW USERS",
        "SHOW DATABASES YIELD name, currentStatus, access",
        "SHOW SETTINGS YIELD name, value RETURN * ORDER BY name",
        "SHOW PROCEDURES YIELD name RETURN name ORDER BY name",
        "CALL db.labels()",
        "CALL db.relationshipTypes()",
        "CALL db.propertyKeys()",
    )
    with neo4j.GraphDatabase.driver(store.uri, auth=store.auth) as driver:
        return json.dumps(
            [
                [record.data() for record in driver.execute_query(statement).records]
                for statement in asked
            ],
            default=str,
        )


def secrets_of(engine: LocalEngine) -> list[str]:
    assert engine.running is not None
    return [
        engine.running.password,
        Path("/etc/passwd").read_text().splitlines()[0],
        str(engine.home),
    ]
