"""What an entry is called where there is little room."""

from __future__ import annotations

from explorer.words.text import words
from graph_model.dates import spoken
from graph_model.snapshot import Snapshot


def caption(snapshot: Snapshot, id: str) -> str:
    """A short name; what has none is called by what and when it is: 'briefing, May 2013'."""
    row = snapshot.nodes[id]
    if row.label == "Phase":
        return f"{words(row.text('status'))} from {spoken(row.text('valid_from'))}"
    if row.label == "Position":
        return f"{words(row.text('stance'))} from {spoken(row.text('valid_from'))}"
    if row.label == "Engagement":
        return f"{words(row.text('kind'))}, {spoken(row.text('date'))}"
    return snapshot.name(id)
