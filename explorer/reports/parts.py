"""What every report needs: names, and the two last columns of every table."""

from __future__ import annotations

from collections.abc import Iterable

from graph_model.dates import spoken
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot

PROVEN = ("source", "as of")


def proven(row: NodeRow | RelationshipRow) -> tuple[str, str]:
    """Where it can be read, and when it was."""
    return row.text("source_url") or "no address recorded", row.text("as_of")


def names(snapshot: Snapshot, ids: Iterable[str]) -> str:
    """Entries by name, delegations with their economy."""
    return "; ".join(sorted(snapshot.name(id) for id in set(ids)))


def number(count: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> number(1, "contact"), number(3, "contact"), number(0, "body", "bodies")
    ('1 contact', '3 contacts', '0 bodies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def said(text: str) -> str:
    """A date in words."""
    return spoken(text)
