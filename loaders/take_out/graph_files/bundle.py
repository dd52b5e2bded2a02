"""What goes into a file: the rows, what is to be known about them, and where they stand in a
picture.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_model.rows import NodeRow, RelationshipRow
from graph_model.schema import FieldKind
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: Characters that XML 1.0 cannot hold, however they are written.
UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The property kinds of the vocabulary, in the words that GraphML and GEXF share. Yes and no are
#: text: igraph reads a missing yes/no as no, and "not known" would become "no".
XML_TYPES: dict[FieldKind, str] = {"number": "double", "integer": "long"}


@dataclass(frozen=True)
class Bundle:
    """A graph on its way out. `about` is written into every format that has a place for it;
    `positions` are x and y by id.
    """

    snapshot: Snapshot
    about: Mapping[str, object] = field(default_factory=dict)
    positions: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def note(self) -> bytes:
        """What is to be known, as a JSON file of its own beside CSV tables."""
        return (
            json.dumps(self.about, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        ).encode()


def xml_text(text: str) -> str:
    """Text that any XML reader takes; what XML cannot hold becomes the replacement character.

    >>> xml_text("a\\x00b <c> & d")
    'a\\ufffdb <c> & d'
    """
    return UNWRITABLE.sub("\ufffd", text)


def xml_value(value: object) -> str:
    """A value as XML writes it: ``True`` → ``true``."""
    return ("true" if value else "false") if isinstance(value, bool) else xml_text(str(value))


def columns(rows: tuple[NodeRow, ...] | tuple[RelationshipRow, ...]) -> dict[str, str]:
    """The fields that the rows fill, with their XML type, in the order of the vocabulary; one name
    with several kinds is text.
    """
    filled = {name for row in rows for name in row.fields}
    found: dict[str, str] = {}
    for kind in SCHEMA.nodes if rows and isinstance(rows[0], NodeRow) else SCHEMA.relationships:
        for its in kind.fields:
            if its.name in filled:
                type = XML_TYPES.get(its.kind, "string")
                found[its.name] = type if found.get(its.name, type) == type else "string"
    return found
