"""What the world is and what can be asked of it: the vocabulary, the snapshot, the measures, and
the database behind them.

For notebooks and scripts, these names are enough; `help()` of each shows an example that runs:

>>> import graph_model
>>> day = graph_model.example()
>>> round(graph_model.band(day).low, 2)
0.25

They are fetched when they are first asked for: a command does not wait for what it does not use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_model.lazy_names import fetched_later

if TYPE_CHECKING:
    from graph_model.connection import connected
    from graph_model.data_frames import frame
    from graph_model.database.store import Store
    from graph_model.errors import LinkagesError
    from graph_model.for_programs import to_igraph, to_neo4j_viz, to_networkx, to_pandas
    from graph_model.measures.day import Day
    from graph_model.measures.gaps import band, find_cells
    from graph_model.measures.introductions import find_routes
    from graph_model.measures.next.efforts import plan
    from graph_model.measures.setting_numbers import settings_of
    from graph_model.measures.settings import Settings
    from graph_model.measures.single_points import connectivity
    from graph_model.measures.voice_balance import balance
    from graph_model.questions.answering import ask
    from graph_model.resolver import resolve_name
    from graph_model.rows import NodeRow, RelationshipRow, Rows
    from graph_model.small_graph import example
    from graph_model.snapshot import Snapshot
    from graph_model.vocabulary import SCHEMA

#: Where each public name is made.
_MADE = {
    "Day": "measures.day",
    "LinkagesError": "errors",
    "NodeRow": "rows",
    "RelationshipRow": "rows",
    "Rows": "rows",
    "SCHEMA": "vocabulary",
    "Settings": "measures.settings",
    "Snapshot": "snapshot",
    "Store": "database.store",
    "ask": "questions.answering",
    "balance": "measures.voice_balance",
    "band": "measures.gaps",
    "connected": "connection",
    "connectivity": "measures.single_points",
    "example": "small_graph",
    "find_cells": "measures.gaps",
    "find_routes": "measures.introductions",
    "frame": "data_frames",
    "plan": "measures.next.efforts",
    "resolve_name": "resolver",
    "settings_of": "measures.setting_numbers",
    "to_igraph": "for_programs",
    "to_neo4j_viz": "for_programs",
    "to_networkx": "for_programs",
    "to_pandas": "for_programs",
}
__all__ = [  # noqa: RUF022  (sorted as people look for a name)
    "Day",
    "LinkagesError",
    "NodeRow",
    "RelationshipRow",
    "Rows",
    "SCHEMA",
    "Settings",
    "Snapshot",
    "Store",
    "ask",
    "balance",
    "band",
    "connected",
    "connectivity",
    "example",
    "find_cells",
    "find_routes",
    "frame",
    "plan",
    "resolve_name",
    "settings_of",
    "to_igraph",
    "to_neo4j_viz",
    "to_networkx",
    "to_pandas",
]


__getattr__ = fetched_later(__name__, _MADE)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
