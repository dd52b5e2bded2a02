"""All that the database keeps for Linkages, as it stands there: rows with their stamps, the
history, and what undoing needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from graph_model.rows import Value

NodeRecord = tuple[str, str, dict[str, Value]]
TieRecord = tuple[str, str, str, dict[str, Value]]


@dataclass(frozen=True)
class DatabaseContents:
    """Nodes as (label, id, properties), relationships as (type, from, to, properties), entries of
    the history, pasts by load, and the last turn.

    Parameters
    ----------
    nodes : list[NodeRecord], optional
        (label, id, properties).
    relationships : list[TieRecord], optional
        (type, from, to, properties).
    loads : list[dict[str, object]], optional
        Entries of the history.
    pasts : dict[str, bytes], optional
        What taking back needs, by load.
    turn : int, optional
        The last turn in which something was written.
    """

    nodes: list[NodeRecord] = field(default_factory=list)
    relationships: list[TieRecord] = field(default_factory=list)
    loads: list[dict[str, object]] = field(default_factory=list)
    pasts: dict[str, bytes] = field(default_factory=dict)
    turn: int = 0
