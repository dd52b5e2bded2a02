"""Finding an entry by a name that is nearly right."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

from graph_model.rows import NodeRow
from graph_model.snapshot import Snapshot

#: Labels whose entries have names of their own.
NAMED = ("Agreement", "Delegation", "Economy", "Venue", "Issue", "Member", "Event", "ConsultationMechanism")
#: Below this likeness (0–100) a name is not offered.
LEAST = 68.0


def folded(name: str) -> str:
    """A name without accents, case and signs.

    >>> folded("Secretaría de Economía"), folded("Łódź"), folded("Đà Nẵng")
    ('secretaria de economia', 'lodz', 'da nang')
    """
    letters = unicodedata.normalize("NFKD", name.translate(str.maketrans("łŁđĐøØı", "lLdDoOi")))
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split())


@lru_cache(maxsize=8)
def _names(snapshot: Snapshot) -> dict[str, tuple[str, NodeRow]]:
    """Every name by which an entry can be found, folded, with what to show and the entry."""
    found: dict[str, tuple[str, NodeRow]] = {}
    for label in NAMED:
        for row in snapshot.of(label):
            full, short, place = row.text("name"), row.text("short_name"), row.text("economy")
            shown = f"{short}: {full}" if short and short != full else f"{place}, {full}" if place and place not in full else full
            for name in (full, short, f"{place} {full}" if place else "", row.id.replace("_", " ")):
                if name:
                    found.setdefault(folded(name), (shown, row))
    return found


def matches(snapshot: Snapshot, asked: str, most: int = 8) -> list[tuple[NodeRow, str]]:
    """The entries whose names are most like what was typed, with what to call them."""
    names = _names(snapshot)
    likely = process.extract(folded(asked), list(names), scorer=fuzz.WRatio, score_cutoff=LEAST, limit=most * 4)
    found: dict[str, tuple[NodeRow, str]] = {}
    for name, _, _ in likely:
        shown, row = names[name]
        found.setdefault(row.id, (row, shown))
    return list(found.values())[:most]
