"""Whether the clock of this machine can be right: nobody looks a fact up on a day that is to come.

Loads keep their order whatever the clock says, for the database counts them; but "today", what went
quiet and every figure as of today follow the clock. A clock that is ahead shows in nothing.
"""

from __future__ import annotations

from datetime import date, timedelta

from graph_model.cached import cached
from graph_model.dates import date_words, span
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

#: Other places of the world are a day ahead.
AHEAD = timedelta(days=2)


@cached(maxsize=8)
def latest_look_up(snapshot: Snapshot) -> tuple[date, NodeRow | RelationshipRow] | None:
    """The last day on which a row was looked up, and that row; None where no row says."""
    found = [
        (row.text("as_of"), at, row) for at, row in enumerate(snapshot.rows()) if row.text("as_of")
    ]
    if not found:
        return None
    text, _, row = max(found, key=lambda its: its[:2])
    return span(text)[0], row


def clock_words(snapshot: Snapshot, today: date) -> str:
    """What is wrong with the clock or with a row, and what to do; empty where they agree.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.
    today : date
        What the machine says.

    Returns
    -------
    str
        Two sentences, or none.

    Examples
    --------
    >>> from graph_model.rows import Rows
    >>> edri = NodeRow("Member", "edri", {"name": "EDRi", "as_of": "2026-11-23"})
    >>> found = Snapshot(Rows((edri,)))
    >>> clock_words(found, date(2026, 11, 22)), clock_words(found, date(2027, 5, 1))
    ('', '')
    >>> clock_words(found, date(2020, 1, 1)).partition(". ")[0]
    'The clock of this machine says 1 January 2020, but “EDRi” was looked up on 23 November 2026'
    """
    found = latest_look_up(snapshot)
    if found is None or found[0] <= today + AHEAD:
        return ""
    on, row = found
    return (
        f"The clock of this machine says {date_words(today.isoformat())}, but “{row.name}” was"
        f" looked up on {date_words(on.isoformat())}. Set the clock, or correct that day: until"
        " then every figure as of today is of a wrong day."
    )
