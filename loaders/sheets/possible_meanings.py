"""What a column can mean in a table of a kind: a field of it, or ties to other entries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from graph_model.schema import Field, NodeType, RelationshipType, Type
from graph_model.vocabulary import SCHEMA
from loaders.sheets.numbers_elsewhere import NUMBER

LEAVE_OUT, OWN = "leave_out", "own"
#: The relationship of an entry to its other names, which no column names by their ids.
NAMING = "NAMES"
#: The post that somebody who was met held: kept as a role, private, without the person's name.
POST = "post"
#: Further names of the entry of a row: each becomes one that it is also found and imported by.
OTHER_NAMES = "other_names"
#: What the columns of a sheet of contacts say, as people ask it.
ASKED = {
    "date": "When",
    "TOOK_PART_IN": "Who of us",
    "REACHED": "With whom",
    "ABOUT": "About what",
    "HELD_AT": "Where",
    "kind": "What kind of contact",
    "outcome": "What came of it, in a code",
    "summary": "What happened, in a sentence",
}


@dataclass(frozen=True)
class Meaning:
    """One thing that a column can mean in a table of a kind: a field, or ties to other entries."""

    code: str
    says: str
    field: Field | None = None
    tie: RelationshipType | None = None
    #: Whether the tie starts at the row's own entry.
    out: bool = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels at the other end of the tie."""
        if not self.tie:
            return ()
        return self.tie.targets if self.out else self.tie.sources


@cache
def meanings(kind: Type) -> dict[str, Meaning]:
    """Everything that a column can mean in tables of a kind, by code; what people bring most comes
    first.
    """
    found = {
        field.name: Meaning(field.name, f"{field.heading}: {field.doc}", field)
        for field in kind.columns
        if field.name != "own_fields"
    }
    if isinstance(kind, NodeType):
        for tie in SCHEMA.relationships:
            for out, ends, others in (
                (True, tie.sources, tie.targets),
                (False, tie.targets, tie.sources),
            ):
                if kind.label in ends and tie.name not in (*found, NAMING):
                    labels = " or ".join(SCHEMA.by_label[its].singular for its in others)
                    says = tie.says if out else tie.says_back
                    found[tie.name] = Meaning(tie.name, f"{says}: {labels}", None, tie, out)
        if kind.label == "Engagement":
            first = {code: replace(found[code], says=says) for code, says in ASKED.items()}
            found = {**first, **{code: its for code, its in found.items() if code not in first}}
            found[POST] = Meaning(POST, "The post of whom was met (private)")
            found[NUMBER] = Meaning(NUMBER, "The number in a register of who of us")
        elif kind.label in SCHEMA.by_name["LISTED_AS"].sources:
            found[NUMBER] = Meaning(NUMBER, "Its number in a register of others")
        if kind.label in SCHEMA.by_name[NAMING].targets:
            found[OTHER_NAMES] = Meaning(OTHER_NAMES, "Other names that it is known by")
    return found


def kind_of(code: str) -> Type | None:
    """The type of that label, relationship type or file name; None when there is none."""
    return SCHEMA.by_code.get(code) or SCHEMA.by_file.get(code)
