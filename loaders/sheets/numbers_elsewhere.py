"""Numbers that bodies have in registers of others: by these an entry is found under any name, and a
number that a sheet brings is kept beside the entry, so that the next sheet is matched by it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.check.form_rows import joined_id, slug
from loaders.read.grids import is_nothing

#: What a column of such numbers means.
NUMBER = "number_elsewhere"
#: A register, what it is called on screen, and how its numbers look.
SCHEMES = (
    ("transparency_register", "the EU transparency register", re.compile(r"(\d{6,13}-\d{2})")),
    ("wikidata", "Wikidata", re.compile(r"(?:https?://(?:www\.)?wikidata\.org/\w+/)?(Q[1-9]\d*)")),
)
#: So large a share of the cells are numbers of one register, and the column is one of them.
MOST = 0.9
#: Between several numbers in a cell.
BETWEEN = re.compile(r"[\s;,|]+")

RegisterNumber = tuple[str, str]


def numbers_in(cell: str) -> list[RegisterNumber]:
    """The numbers in a cell with their registers; empty where anything else stands in it.

    >>> numbers_in("11063928304-52; Q624109"), numbers_in("Q3 2026"), numbers_in("2026-11")
    ([('transparency_register', '11063928304-52'), ('wikidata', 'Q624109')], [], [])
    """
    found: list[RegisterNumber] = []
    for part in filter(None, BETWEEN.split(cell)):
        for scheme, _, form in SCHEMES:
            if told := form.fullmatch(part):
                found.append((scheme, told[1]))
                break
        else:
            return []
    return found


def register_of(cells: Sequence[str]) -> str:
    """The register whose numbers nearly all cells hold, as it is called; empty where none is."""
    held = [numbers_in(cell) for cell in cells if not is_nothing(cell)]
    for scheme, says, _ in SCHEMES:
        fits = sum(bool(found) and {its for its, _ in found} == {scheme} for found in held)
        if held and fits >= MOST * len(held):
            return says
    return ""


def numbered(snapshot: Snapshot, labels: Collection[str] = ()) -> dict[RegisterNumber, str]:
    """The entries (of these labels, where some are given) by their numbers in lists that others
    keep.
    """
    found = {}
    for tie in snapshot.ties("LISTED_AS"):
        listing = snapshot.nodes[tie.target]
        ours = not labels or snapshot.nodes[tie.source].label in labels
        if ours and not listing.text("part_of"):
            found[listing.text("scheme"), listing.text("number")] = tie.source
    return found


def listing(id: str, number: RegisterNumber, title: str) -> tuple[NodeRow, RelationshipRow]:
    """The rows that keep a number beside its entry."""
    scheme, told = number
    row = NodeRow(
        "Listing", joined_id(scheme, slug(told)), {"scheme": scheme, "number": told, "title": title}
    )
    return row, RelationshipRow("LISTED_AS", id, row.id, {"matched": "name"})
