"""Everything that can go wrong, as one tree.

::

    LinkagesError                   what a caller may catch
    ├── SchemaError                 the vocabulary contradicts itself (seen at import)
    ├── UnknownId                   an id that is in no row
    ├── NoRecipe                    a file not made by Linkages, or that says not how it was made
    ├── BadParameter                a value that the blank of a ready question cannot take
    ├── LoadRefused(problems)       files with problems; nothing was written
    ├── UndoRefused                 a load that cannot be taken back
    ├── BackupUnreadable            a file that is no whole backup
    ├── LoadCancelled               the user stopped a load; the old state stands
    ├── QueryError                  a question in Cypher that has no answer
    │   ├── QueryRefused(line, …)   it does more than read, or is no Cypher; its place if known
    │   ├── QueryEnded              time, memory or the user ended it
    │   └── QueryBusy               too many questions at once
    └── StoreError                  the database
        ├── StoreUnreachable        no answer within ten seconds, or a refused login
        │   └── StoreSilent         no answer: nobody is there, or who is says nothing
        ├── StoreBusy               another load is being written
        ├── LoadTooLarge            a load that the server's memory cannot hold; nothing was written
        ├── StoreLate               no answer within the second that a page has
        ├── StoreBroken             the server cannot go on before it is started anew: a full disk
        ├── StoreOlder              its rows have the form of an earlier Linkages
        ├── RowsOfOthers(found)     what others keep there is in the way; nothing was written
        └── EngineError             the built-in Neo4j did not start
            ├── FetchFailed         its files could not be fetched (first start without a network)
            ├── FolderUnusable      the data folder cannot be written, or its disk is full
            ├── TooLittleMemory     the Java runtime could not reserve its memory
            ├── EngineHangs         it was started before, lives, and does not answer
            ├── PortTaken           the asked-for port is in use
            └── StoreNewer          the data folder was last written by a newer Neo4j

Every message is one sentence of what happened and one of what to do about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
from typing import Any


class LinkagesError(Exception):
    """The root: every error that Linkages raises on purpose. Its text says what happened and what
    to do.

    Notes
    -----
    ``except LinkagesError`` catches all that is raised on purpose; the tree stands at the head of
    `graph_model.errors`.

    Examples
    --------
    >>> from graph_model import LinkagesError, example
    >>> try:
    ...     example().snapshot.node("gamma")
    ... except LinkagesError as error:
    ...     print(error)
    There is no entry with the id 'gamma'; look it up by its name.
    """


class SchemaError(LinkagesError):
    """The vocabulary contradicts itself."""


class UnknownId(LinkagesError):
    """An id that is in no row of the snapshot."""


class NoRecipe(LinkagesError):
    """A file that does not say how it was made."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or "This file does not hold a picture made here; choose an SVG, PNG, PDF or HTML file"
            " that Linkages wrote."
        )


class BadParameter(LinkagesError):
    """A ready question was asked with a value that its blank cannot take."""


class LoadRefused(LinkagesError):
    """The files have problems, so nothing was written. ``problems`` lists them in file and row
    order.
    """

    def __init__(self, problems: Sequence[object]) -> None:
        first = f": {problems[0]}" if problems else ""
        super().__init__(
            f"{len(problems)} problem{'s' if len(problems) != 1 else ''}, nothing was"
            f" written{first}"
        )
        self.problems = tuple(problems)


class UndoRefused(LinkagesError):
    """A load that cannot be taken back, with the reason; nothing was changed."""


class EditConflict(LinkagesError):
    """Somebody else changed what is being edited since it was opened; nothing was written.
    ``began`` is how it was then, ``now`` how it is, by the key of each such row (None where there
    is no row).
    """

    def __init__(
        self, sentence: str, began: Mapping[Any, object], now: Mapping[Any, object]
    ) -> None:
        super().__init__(sentence)
        self.began: dict[Any, Any] = dict(began)
        self.now: dict[Any, Any] = dict(now)


class BackupUnreadable(LinkagesError):
    """A file that is no backup, is damaged, or comes from a newer Linkages; nothing was changed."""


class LoadCancelled(LinkagesError):
    """The user stopped the load; the state before it stands."""


class QueryError(LinkagesError):
    """A question in Cypher that has no answer."""


class QueryRefused(QueryError):
    """The statement does more than read, or is not understood. ``line`` and ``column`` count from
    1; 0 is not known.
    """

    def __init__(self, sentence: str, line: int = 0, column: int = 0) -> None:
        super().__init__(sentence)
        self.line, self.column = line, column


class QueryEnded(QueryError):
    """The question met a limit, or the user ended it."""


class QueryBusy(QueryError):
    """Too many questions are being answered at this moment."""


class StoreError(LinkagesError):
    """The database could not do what was asked."""


class StoreUnreachable(StoreError):
    """No server answers at the address, or it refuses the login."""


class StoreSilent(StoreUnreachable):
    """No server is at the address, or it takes calls and says nothing."""


class StoreBusy(StoreError):
    """Another load is being written at this moment."""


class LoadTooLarge(StoreError):
    """A load is larger than the memory that the server gives to what is written at once."""


class StoreOlder(StoreError):
    """The rows have the form of an earlier Linkages."""


class RowsOfOthers(StoreError):
    """Entries of others stand in the way of rows of ours, or their ties hold rows that are to go.
    ``found`` lists them.
    """

    def __init__(self, sentence: str, found: Sequence[object]) -> None:
        super().__init__(sentence)
        self.found = tuple(found)


class StoreLate(StoreError):
    """The database does not answer within the time that a page waits."""


class StoreBroken(StoreError):
    """The server met something that it cannot go on from: a disk that is full, above all."""


class EngineError(StoreError):
    """The built-in Neo4j did not start."""


class FetchFailed(EngineError):
    """The files of the built-in Neo4j could not be fetched."""


class FolderUnusable(EngineError):
    """The data folder cannot be written."""


class TooLittleMemory(EngineError):
    """The Java runtime could not reserve its memory."""


class EngineHangs(EngineError):
    """The server of the data folder lives and does not answer."""


class PortTaken(EngineError):
    """The port asked for is in use."""


class StoreNewer(EngineError):
    """The data folder was last written by a newer Neo4j."""
