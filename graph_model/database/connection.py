"""Which database is meant: the built-in one, or the user's own by the four ``NEO4J_*`` variables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings

from graph_model.database.store import Store
from graph_model.engine import CURRENT, LocalEngine


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


@dataclass(frozen=True)
class Connection:
    """An open database: the store, and what to tell about it."""

    store: Store
    kind: str
    version: str
    address: str
    engine: LocalEngine | None = None


def own_store(environment: Environment) -> Store:
    """The user's own server, not yet asked anything."""
    return Store(
        environment.uri,
        environment.user,
        environment.password.get_secret_value(),
        environment.database or None,
    )


@contextmanager
def connected(
    home: Path | None = None, say: Callable[[str], None] = lambda _: None
) -> Iterator[Connection]:
    """The database for one piece of work; a built-in server that was started for it ends with it.
    Raises `StoreError`.

    >>> from graph_model import connected
    >>> with connected() as linkages:  # doctest: +SKIP
    ...     linkages.address.startswith("bolt://127.0.0.1:")
    True
    """
    environment = Environment()
    if environment.uri:
        with own_store(environment) as store:
            yield Connection(store, "own server", store.version(), environment.uri)
        return
    engine = LocalEngine(home or environment.home, environment.engine)
    running = engine.open(say)
    try:
        with running.store() as store:
            yield Connection(store, "built-in", running.version, running.uri, engine)
    finally:
        engine.close()
