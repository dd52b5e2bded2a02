"""What every report needs: names, and the two last columns of every table."""

from __future__ import annotations

from collections.abc import Iterable

from graph_model.dates import date_words
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import joined_sources, noted_sources
from loaders.take_out.report_shape import NO_ADDRESS

PROVEN = ("source", "as of")


def provenance_cells(row: NodeRow | RelationshipRow) -> tuple[str, str]:
    """Where it can be read, and when it was."""
    return row.text("source_url") or NO_ADDRESS, row.text("as_of")


def entry_names(snapshot: Snapshot, ids: Iterable[str]) -> str:
    """Entries by name, delegations with their economy."""
    return "; ".join(sorted(snapshot.name(id) for id in set(ids)))


def sources_of(rows: Iterable[NodeRow | RelationshipRow]) -> str:
    """The addresses of several rows, each once."""
    found = (source for row in rows for source in noted_sources(row.text("source_url")))
    return joined_sources(found) or NO_ADDRESS


def latest(rows: Iterable[NodeRow | RelationshipRow]) -> str:
    """The latest day on which one of these was read."""
    return max((row.text("as_of") for row in rows), default="")


def in_sentence(text: str) -> str:
    """A text of a row where it ends within a sentence: without the full stop of its own.

    >>> in_sentence("Write in. "), in_sentence("Write in")
    ('Write in', 'Write in')
    """
    return text.strip().rstrip(".")


def first_and_last(event: NodeRow) -> tuple[str, ...]:
    """The first day of an occasion as written, and the last where it goes on for longer."""
    days = (event.text("start_date"), event.text("end_date"))
    return tuple(date_words(day) for day in dict.fromkeys(days) if day)


def occasion_days(event: NodeRow) -> str:
    """The same in words.

    >>> hearings = {"start_date": "2017-11-10", "end_date": "2017-12-01"}
    >>> occasion_days(NodeRow("Event", "hearings", hearings))
    '10 November 2017 to 1 December 2017'
    >>> occasion_days(NodeRow("Event", "round", {"start_date": "2018-03", "end_date": "2018-03"}))
    'March 2018'
    """
    return " to ".join(first_and_last(event))


def access_words(event: NodeRow) -> str:
    """How others can be present at an occasion, as one more sentence behind it; nothing where that
    is not known.
    """
    access = in_sentence(event.text("civil_society_access"))
    return f" Access of others: {access}." if access not in ("", "not known") else ""
