"""Which database is meant: the built-in one, or the user's own by the four ``NEO4J_*``
variables.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from graph_model.database.causal_bookmarks import Bookmarks
from graph_model.database.store import Store
from graph_model.engine import CURRENT, LocalEngine

PORT = 7687
BUILT_IN = "built-in"


class Environment(BaseSettings):
    """What the environment says. The variables of the own server are those of Neo4j's tools."""

    uri: str = Field(default="", validation_alias="NEO4J_URI")
    user: str = Field(default="neo4j", validation_alias="NEO4J_USERNAME")
    password: SecretStr = Field(default=SecretStr(""), validation_alias="NEO4J_PASSWORD")
    database: str = Field(default="", validation_alias="NEO4J_DATABASE")
    home: Path = Field(
        default=Path(platformdirs.user_data_dir("linkages", appauthor=False)),
        validation_alias="LINKAGES_HOME",
    )
    engine: str = Field(default=CURRENT, validation_alias="LINKAGES_ENGINE")

    @field_validator("uri", "user", "database", "engine")
    @classmethod
    def _stripped(cls, text: str) -> str:
        return text.strip()

    @field_validator("uri")
    @classmethod
    def _spelled_out(cls, text: str) -> str:
        return address(text)

    @field_validator("engine")
    @classmethod
    def _default(cls, text: str) -> str:
        return text or CURRENT


def address(text: str) -> str:
    """An address as people write it, spelled out: small letters, a port, no blank and no slash at
    its end. What is none is left as it is, for `Store` to refuse.

    >>> (
    ...     address(" BOLT://LocalHost/ "),
    ...     address("neo4j+s://abc.example:7688"),
    ...     address("bolt://[::1]"),
    ... )
    ('bolt://localhost:7687', 'neo4j+s://abc.example:7688', 'bolt://[::1]:7687')
    >>> address("localhost:7687"), address("")
    ('localhost:7687', '')
    """
    scheme, found, rest = text.strip().partition("://")
    if not found:
        return text.strip()
    host, _, query = rest.partition("?")
    host = host.rstrip("/").lower()
    if host and not re.search(r":\d+$", host):
        host = f"{host.rstrip(':')}:{PORT}"
    return f"{scheme.lower()}://{host}{'?' + query if query else ''}"


@dataclass(frozen=True)
class Connection:
    """An open database: the store, and what to tell about it.

    Parameters
    ----------
    store : Store
        The open database.
    kind : str
        ``built-in`` or ``own server``.
    version : str
        Of Neo4j.
    address : str
        Where it listens.
    engine : LocalEngine or None, optional
        The built-in server, where it is that.
    """

    store: Store
    kind: str
    version: str
    address: str
    engine: LocalEngine | None = None


def origin(environment: Environment) -> str:
    """Whose data it is: the built-in server's, or those of one database of a server as one user
    sees them.

    Parameters
    ----------
    environment : Environment
        What the user set.

    Returns
    -------
    str
        The same for the same data.

    Examples
    --------
    >>> origin(Environment(NEO4J_URI="bolt://a", NEO4J_USERNAME="neo4j", NEO4J_DATABASE="neo4j"))
    'bolt://a:7687 neo4j neo4j'
    """
    if not environment.uri:
        return BUILT_IN
    return f"{environment.uri} {environment.database} {environment.user}"


def name_of(origin: str) -> str:
    """A short name for it, for files.

    Parameters
    ----------
    origin : str
        Whose data it is (`origin`).

    Returns
    -------
    str
        Twelve letters and digits.

    Examples
    --------
    >>> name_of("built-in")
    '5c73a5c73dc1'
    """
    return hashlib.sha256(origin.encode()).hexdigest()[:12]


def own_store(environment: Environment, home: Path) -> Store:
    """The user's own server, not yet asked anything. What was seen of it last is kept in `home`.

    Parameters
    ----------
    environment : Environment
        Address, user, password and database of the server.
    home : Path
        The data folder.

    Returns
    -------
    Store
        Closed until it is asked something.
    """
    seen = home / f"bookmarks-{name_of(origin(environment))}.json"
    return Store(
        environment.uri,
        environment.user,
        environment.password.get_secret_value(),
        environment.database or None,
        bookmarks=Bookmarks(seen),
    )


@contextmanager
def connected(
    home: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> Iterator[Connection]:
    """The database for one piece of work; a built-in server that was started for it ends with it.

    Parameters
    ----------
    home : Path, optional
        The data folder; without, that of the environment.
    say : callable, optional
        Told in words what is being done.

    Yields
    ------
    Connection
        Its ``store`` is open until the block ends.

    Raises
    ------
    StoreError
        No database could be opened.

    Examples
    --------
    >>> from graph_model import connected
    >>> with connected() as linkages:  # doctest: +SKIP
    ...     linkages.address.startswith("bolt://127.0.0.1:")
    True
    """
    environment = Environment()
    if environment.uri:
        with own_store(environment, home or environment.home) as store:
            yield Connection(store, "own server", store.version(), environment.uri)
        return
    engine = LocalEngine(home or environment.home, environment.engine)
    running = engine.open(say)
    try:
        with running.store() as store:
            yield Connection(store, "built-in", running.version, running.uri, engine)
    finally:
        engine.close()
