"""How much one question may ask for; stated on screen, and enforced by the server or by stopping to
read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph_model.errors import QueryRefused
from graph_model.plurals import count

#: The key in a transaction's metadata by which the server and we know a question of the console.
MARK = "linkages_console"
#: What the server answers when a statement did not end by itself.
STOPPED = "the statement did not end when it was told to, so its thread was stopped"
MEGABYTES = 256
LENGTH = 20_000
DEPTH = 150
#: Of the parameters: characters and numbers in all, and values within each other.
GIVEN, GIVEN_DEPTH = 2_000_000, 50
#: What a console may call: procedures that only tell of the graph.
CALLABLE = frozenset(
    (
        "db.index.fulltext.queryNodes", "db.index.fulltext.queryRelationships", "db.labels",
        "db.propertyKeys", "db.relationshipTypes",
        "db.schema.nodeTypeProperties", "db.schema.relTypeProperties", "db.schema.visualization",
    )
)  # fmt: skip
#: What the built-in server serves at all: these, and what our loads and other clients (Browser,
#: cypher-shell, NeoDash) begin with.
SERVED = CALLABLE | {
    "db.awaitIndex", "db.awaitIndexes", "db.index.fulltext.listAvailableAnalyzers", "db.info",
    "db.ping",
    "dbms.cluster.routing.getRoutingTable", "dbms.components", "dbms.info",
    "dbms.routing.getRoutingTable", "dbms.showCurrentUser",
}  # fmt: skip


@dataclass(frozen=True)
class QueryLimits:
    """What one question may take: seconds on the server, rows read, seconds of waiting for a turn,
    and megabytes of rows held in memory.

    Parameters
    ----------
    seconds : float, optional
        Of work on the server.
    rows : int, optional
        Rows that are read.
    wait : float, optional
        Seconds of waiting for a turn.
    held : int, optional
        Megabytes of rows in memory.
    """

    seconds: float = 20.0
    rows: int = 10_000
    wait: float = 10.0
    held: int = 64

    @property
    def says(self) -> str:
        """The limits in words."""
        return (
            f"{self.seconds:g} second{'' if self.seconds == 1 else 's'}, {count(self.rows, 'row')}"
            f" and {MEGABYTES} MB of the server's memory"
        )


def check_size(statement: str) -> None:
    """Refuse what no person writes; a bound on size, not a judgement of meaning. Raises
    `QueryRefused`.

    >>> check_size("MATCH (n) RETURN n")
    >>> check_size("RETURN " + "[" * 200 + "]" * 200)
    Traceback (most recent call last):
    graph_model.errors.QueryRefused: The statement opens 200 brackets within each other,
    150 are allowed; take it apart with WITH.
    """
    if not statement.strip():
        raise QueryRefused(
            "There is no statement; write one, such as MATCH (d:Delegation) RETURN d.name LIMIT 5."
        )
    _check_text(statement)
    if len(statement) > LENGTH:
        raise QueryRefused(
            f"The statement has {len(statement):,} characters, {LENGTH:,} are allowed; give long"
            " lists as a parameter."
        )
    depth = deepest = 0
    for sign in statement:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEPTH:
        raise QueryRefused(
            f"The statement opens {deepest} brackets within each other, {DEPTH} are allowed; take"
            " it apart with WITH."
        )


def check_parameters(parameters: Mapping[str, object]) -> None:
    """Refuse what no server can be given, or what is too much for one question. Raises
    `QueryRefused`.

    >>> check_parameters({"ids": ["edri", "apc"], "since": 2024})
    >>> check_parameters({"x": 2**64})
    Traceback (most recent call last):
    graph_model.errors.QueryRefused: A whole number in the parameters has more than 64 bits;
    give it as text.
    """
    left = GIVEN
    now: list[object] = [dict(parameters)]
    for _ in range(GIVEN_DEPTH):
        within: list[object] = []
        for value in now:
            held = (
                [*value.keys(), *value.values()]
                if isinstance(value, dict)
                else value
                if isinstance(value, list | tuple)
                else ()
            )
            left -= len(value) if isinstance(value, str) else 1
            if left < 0:
                raise QueryRefused(
                    f"The parameters hold more than {GIVEN:,} characters and numbers; load long"
                    " lists as data."
                )
            _check_value(value)
            within += held
        if not within:
            return
        now = within
    raise QueryRefused(
        f"The parameters hold values more than {GIVEN_DEPTH} deep within each other; make them"
        " flatter."
    )


def _check_value(value: object) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise QueryRefused(
            "A whole number in the parameters has more than 64 bits; give it as text."
        )


def _check_text(text: str) -> None:
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise QueryRefused("The text holds half a character (a lone surrogate); type it again.")
