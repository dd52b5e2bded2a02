"""A tie as a sentence."""

from __future__ import annotations

from explorer.words.captions import caption
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA


def tie_words(snapshot: Snapshot, tie: RelationshipRow) -> str:
    """Both ends and what is said between them: 'USTR negotiates CPTPP'."""
    source, target = (
        caption(snapshot, id) if id in snapshot.nodes else id for id in (tie.source, tie.target)
    )
    return f"{source} {SCHEMA.by_name[tie.type].says} {target}"
