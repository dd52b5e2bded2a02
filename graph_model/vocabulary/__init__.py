"""The vocabulary: every label, relationship type and property of the graph, declared once.

Cell checks, CSV headers, templates, constraints, load statements, captions, colours, shapes,
legend, headings and the data dictionary (``docs/data-dictionary.md``) are read from here. To add a
type, add one entry in `nodes.py` or `relationships.py` (what the coalition adds in the app:
`coalition_types.py`) and its file in ``seeds/``.

>>> SCHEMA.by_label["Delegation"].file
'delegation'
>>> SCHEMA.by_name["REACHED"].says_back
'was reached by'
"""

from __future__ import annotations

from graph_model.schema import Schema
from graph_model.vocabulary.coalition_types import OWN_NODES, OWN_RELATIONSHIPS
from graph_model.vocabulary.nodes import NODE_TYPES
from graph_model.vocabulary.relationships import RELATIONSHIP_TYPES
from graph_model.vocabulary.shared_fields import (
    ACCESS,
    ANSWERS,
    ENGAGEMENT_KINDS,
    NO_SEAT,
    PHASES,
    PLAN_STATES,
    REGIONS,
    ROLES,
    ROOM_ACCESS,
    SAT_UNTIL_IT_LEFT,
    SITS,
    SOURCE_KINDS,
    STRENGTHS,
    VENUE_ACCESS,
)

__all__ = [
    "ACCESS",
    "ANSWERS",
    "ENGAGEMENT_KINDS",
    "NODE_TYPES",
    "NO_SEAT",
    "PHASES",
    "PLAN_STATES",
    "REGIONS",
    "RELATIONSHIP_TYPES",
    "ROLES",
    "ROOM_ACCESS",
    "SAT_UNTIL_IT_LEFT",
    "SCHEMA",
    "SITS",
    "SOURCE_KINDS",
    "STRENGTHS",
    "VENUE_ACCESS",
]

SCHEMA = Schema((*NODE_TYPES, *OWN_NODES), (*RELATIONSHIP_TYPES, *OWN_RELATIONSHIPS))
