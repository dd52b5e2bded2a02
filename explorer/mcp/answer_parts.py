"""What all answers of the tools share: rows with their sources, entries by name, the day behind an
answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explorer.mcp.arguments import CallRefused
from explorer.words.past_day import past_words
from graph_model.measures import differing_settings
from graph_model.measures.day import Day
from graph_model.resolver import resolve_name
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

JsonObject = dict[str, Any]


def cited_rows(rows: Iterable[NodeRow | RelationshipRow]) -> list[dict[str, str]]:
    """Rows by id, with where each is taken from."""
    found = {}
    for row in rows:
        id = row.id if isinstance(row, NodeRow) else row.tie_id
        source = row.text("source_url") or f"no address recorded ({row.text('confidence')})"
        found[id] = {"id": id, "source": source, "read": row.text("as_of")}
    return list(found.values())


def entries(snapshot: Snapshot, ids: Iterable[object]) -> list[dict[str, str]]:
    """The rows of entries by their ids; what is no id of an entry is left out."""
    known = [snapshot.nodes[id] for id in ids if isinstance(id, str) and id in snapshot.nodes]
    return cited_rows(known)


def entry(snapshot: Snapshot, typed: str, *labels: str) -> str:
    """The entry that is meant, by id or by its name. Raises `CallRefused` with the nearest."""
    wanted = labels or tuple(SCHEMA.by_label)
    this = resolve_name(snapshot, typed, *wanted)
    if this.id:
        return this.id
    said = " or ".join(SCHEMA.by_label[label].singular for label in labels) or "entry"
    near = ", ".join(f"{id} ({snapshot.name(id)})" for id in this.near)
    raise CallRefused(f"No {said} is called {typed!r}{'; the nearest: ' + near if near else ''}.")


def tool_answer(
    day: Day, name: str, lines: list[dict[str, Any]], none: str, **more: Any
) -> JsonObject:
    """An answer: its lines, or in words that there is none, and the day and settings behind
    them.
    """
    settings = differing_settings(day.snapshot)
    note = {} if lines else {"note": none}
    past = {"past": words} if (words := past_words(day)) else {}
    as_of = {"as_of": day.at.isoformat(), **past}
    return {name: lines, **note, **more, **as_of, "settings": settings}
