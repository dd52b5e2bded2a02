"""The graph as tables: for notebooks and scripts.

>>> from graph_model.rows import NodeRow, RelationshipRow, Rows
>>> snapshot = Snapshot(
...     Rows(
...         (NodeRow("Member", "edri", {"name": "EDRi"}), NodeRow("Economy", "bel")),
...         (RelationshipRow("BASED_IN", "edri", "bel"),),
...     )
... )
>>> nodes(snapshot, "Member").loc["edri", "name"], len(relationships(snapshot, "BASED_IN"))
('EDRi', 1)
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from graph_model.console.answer_columns import data_frame
from graph_model.console.console import Console
from graph_model.database.limits import QueryLimits
from graph_model.database.store import ParameterValue, Store
from graph_model.errors import QueryEnded
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA


def frame(
    store: Store, statement: str, parameters: Mapping[str, ParameterValue] | None = None
) -> pd.DataFrame:
    """The answer to one read-only statement as a table, a million rows at most.

    Parameters
    ----------
    store : Store
        An open database (`connected`).
    statement : str
        Cypher that only reads.
    parameters : Mapping[str, ParameterValue], optional
        Values by name, without the dollar sign.

    Returns
    -------
    pandas.DataFrame
        A column for each that the statement returns.

    Raises
    ------
    StoreError
        The database could not be asked.
    QueryError
        It was refused, had no answer, or met a limit.

    Examples
    --------
    >>> from graph_model import connected, frame
    >>> with connected() as linkages:  # doctest: +SKIP
    ...     frame(linkages.store, "MATCH (d:Delegation {id: $id}) RETURN d.id", {"id": "usa_ustr"})
           d.id
    0  usa_ustr
    """
    answer = Console(store).ask(
        statement, parameters or {}, QueryLimits(rows=1_000_000, held=2_000)
    )
    if answer.more:
        raise QueryEnded(
            f"The answer has more than the {answer.read:,} rows that a table takes; add LIMIT, or"
            " ask for a part."
        )
    return data_frame(answer.columns, answer.rows)


def nodes(snapshot: Snapshot, label: str) -> pd.DataFrame:
    """Every entry of a label, by id; a column per property."""
    columns = [field.name for field in SCHEMA.by_label[label].fields]
    rows = snapshot.of(label)
    return pd.DataFrame(
        [dict(row.fields) for row in rows],
        index=pd.Index([row.id for row in rows], name="id"),
        columns=columns,
    )


def relationships(snapshot: Snapshot, type: str) -> pd.DataFrame:
    """Every relationship of a type: its two ends, and a column per property."""
    columns = [field.name for field in SCHEMA.by_name[type].columns]
    return pd.DataFrame(
        [{"from_id": tie.source, "to_id": tie.target, **tie.fields} for tie in snapshot.ties(type)],
        columns=columns,
    )
