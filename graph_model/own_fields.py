"""What sheets of people say of an entry and the vocabulary has no field for: headings and texts,
kept with the row.
"""

from __future__ import annotations

import json

from graph_model.rows import NodeRow, RelationshipRow

NAME = "own_fields"


def own_fields(row: NodeRow | RelationshipRow) -> dict[str, str]:
    """The own fields of a row, by heading.

    >>> own_fields(NodeRow("Member", "edri", {"own_fields": '{"Follow-up": "Ana"}'}))
    {'Follow-up': 'Ana'}
    >>> own_fields(NodeRow("Member", "edri", {"own_fields": "by hand"}))
    {'Own fields': 'by hand'}
    """
    text = row.text(NAME)
    if not text:
        return {}
    try:
        told = json.loads(text)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        return {"Own fields": text}
    return {str(heading): str(said) for heading, said in told.items()}
