"""What an entry is called where there is little room."""

from __future__ import annotations

from explorer.words.text import words
from graph_model.capitals import first_up
from graph_model.dates import date_words
from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA


def caption(snapshot: Snapshot, id: str) -> str:
    """A short name; what has none is called by what and when it is: 'briefing, May 2013'."""
    row = snapshot.nodes[id]
    if row.label == "Phase":
        return f"{words(row.text('status'))} from {date_words(row.text('valid_from'))}"
    if row.label == "Position":
        return f"{words(row.text('stance'))} from {date_words(row.text('valid_from'))}"
    if row.label == "Engagement":
        return f"{words(row.text('kind'))}, {date_words(row.text('date'))}"
    return snapshot.name(id)


def entry_title(snapshot: Snapshot, row: NodeRow) -> str:
    """Its name; what has none is called by what it says, and never by its id alone."""
    if row.text("name"):
        return row.full_name
    if row.label == "Engagement":
        whom = ", ".join(caption(snapshot, tie.target) for tie in snapshot.out(row.id, "REACHED"))
        who = ", ".join(snapshot.name(tie.source) for tie in snapshot.back(row.id, "TOOK_PART_IN"))
        between = (
            f": {who} and {whom}" if who and whom else f": {who or whom}" if who or whom else ""
        )
        said = f"{caption(snapshot, row.id)}{between}"
        return first_up(said)
    said = caption(snapshot, row.id)
    if said != row.id:
        return first_up(said)
    tied = ", ".join(
        snapshot.name(other)
        for tie in (*snapshot.back(row.id), *snapshot.out(row.id))
        for other in (tie.source, tie.target)
        if other != row.id
    )
    about = row.text("row") or ", ".join(filter(None, (row.text("one"), row.text("other"))))
    kind = SCHEMA.by_label[row.label].singular
    return f"{first_up(kind)} {'about ' if tied or about else ''}{tied or about}".strip()
