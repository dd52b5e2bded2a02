"""Which walls a server of the user's own does not have."""

from __future__ import annotations

from graph_model.database.store import Store
from graph_model.errors import StoreError

#: A setting, the value at which it is no wall, and what is then open.
WALLS = (
    (
        "dbms.security.allow_csv_import_from_file_urls",
        ("true", ""),
        "LOAD CSV may read files of its import folder",
    ),
    ("internal.dbms.cypher_ip_blocklist", ("", "[]"), "LOAD CSV may call addresses"),
    ("db.transaction.timeout", ("0s", "0", ""), "a question has no time limit besides ours"),
    ("db.memory.transaction.max", ("0B", "0", ""), "a question has no memory limit"),
)
#: What no setting of a server gives: the built-in one looks after this itself
#: (`graph_model.engine.reaper`).
UNENDED = (
    "A statement that takes for ever to plan is given up here when its time is over, but goes on"
    " there: no server ends its own planning. Who runs it can, with TERMINATE TRANSACTION or a"
    " restart."
)


def missing_protection(store: Store) -> list[str]:
    """What the server leaves open, one phrase each; what it does not tell counts as open.

    Parameters
    ----------
    store : Store
        An open database (`connected`).

    Returns
    -------
    list[str]
        Phrases to stand in a sentence; none where all is shut.
    """
    try:
        told = store.setting([name for name, _, _ in WALLS])
    except StoreError:
        told = {}
    return [says for name, values, says in WALLS if told.get(name, "") in values]
