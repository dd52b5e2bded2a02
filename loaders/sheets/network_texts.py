"""What an entry or a tie of another program says beside its name, its kind and its ends: kept with
the row, under the headings that it had.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph_model.own_fields import NAME, own_fields, own_fields_text
from graph_model.rows import RelationshipRow, Value
from loaders.check.form_rows import personal_data
from loaders.read.grids import is_nothing
from loaders.sheets.heading_words import folded
from loaders.sheets.table_finder import SheetTable

#: Columns of a tie that number it or say how it is drawn.
OF_THE_DRAWING = frozenset(
    [
        "id",
        "edge id",
        "direction",
        "color",
        "colour",
        "width",
        "style",
        "opacity",
        "visibility",
        "timeset",
    ]
)
#: Columns of an entry that say where it is drawn, and how, in NodeXL.
OF_THE_PLACE = frozenset(
    [
        "x",
        "y",
        "z",
        "polar r",
        "polar angle",
        "layout order",
        "locked",
        "label fill color",
        "label position",
        "dynamic filter",
    ]
)
DESCRIPTION = ("description", "Description")


def texts_beside(
    table: SheetTable, cells: tuple[str, ...], used: Collection[int]
) -> dict[str, str]:
    """The cells of a row by heading, but for the columns that are `used` and for empty ones."""
    return {
        heading: cells[place]
        for place, heading in enumerate(table.headings)
        if place not in used and cells[place] and not is_nothing(cells[place])
    }


def entry_texts(table: SheetTable, cells: tuple[str, ...], used: Collection[int]) -> dict[str, str]:
    """What an entry says beside its name and its kind, without where it is drawn.

    >>> bodies = SheetTable("a.xlsx", "Vertices", 2, ("Vertex", "X", "Budget"), tuple("ABC"), ())
    >>> entry_texts(bodies, ("EFF", "6208.73", "3"), (0,))
    {'Budget': '3'}
    """
    return {
        heading: text
        for heading, text in texts_beside(table, cells, used).items()
        if folded(heading) not in OF_THE_PLACE
    }


def tie_texts(
    table: SheetTable, cells: tuple[str, ...], used: Collection[int], plain: Collection[str]
) -> dict[str, str]:
    """What a tie says beside its kind, without how it is drawn.

    >>> headings = ("From", "To", "Since", "Color", "Type")
    >>> ties = SheetTable("a.csv", "a", 1, headings, tuple("ABCDE"), ())
    >>> tie_texts(ties, ("a", "b", "2019", "red", "Directed"), (0, 1), ("directed",))
    {'Since': '2019'}
    """
    return {
        heading: text
        for heading, text in texts_beside(table, cells, used).items()
        if folded(heading) not in OF_THE_DRAWING and text.lower() not in plain
    }


def kept_texts(texts: Mapping[str, str]) -> dict[str, Value]:
    """The fields that hold such texts: a description is the note, and what holds an address or a
    telephone number of a person stays out.

    >>> kept_texts({"Description": "Since the first round", "Budget": "small"})
    {'note': 'Since the first round', 'own_fields': '{"Budget": "small"}'}
    """
    held = {name: text for name, text in texts.items() if not personal_data(text)}
    fields: dict[str, Value] = {}
    if note := next((held.pop(name) for name in DESCRIPTION if name in held), ""):
        fields["note"] = note
    if held:
        fields[NAME] = own_fields_text(held)
    return fields


def with_both(before: RelationshipRow, fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields of a tie that a file says a second time, with what both say: two days of one tie
    stand beside each other.

    >>> before = RelationshipRow("WORKS_ON", "eff", "data", {"own_fields": '{"Since": "2019"}'})
    >>> with_both(before, {"own_fields": '{"Since": "2021"}'})["own_fields"]
    '{"Since": "2019 | 2021"}'
    """
    said = dict(fields)
    if "note" in said:
        said["note"] = _both(before.text("note"), str(said["note"]))
    both = own_fields(before)
    for name, text in own_fields(RelationshipRow("", "", "", fields)).items():
        both[name] = _both(both.get(name, ""), text)
    if both:
        said[NAME] = own_fields_text(both)
    return said


def _both(held: str, text: str) -> str:
    return held if text in held.split(" | ") else " | ".join(filter(None, (held, text)))
