"""What an edited table says, before anything is saved: the checks of files at each cell."""

from __future__ import annotations

from explorer.pages.data.table_editor import as_frame, read_frame
from graph_model.rows import NodeRow
from graph_model.vocabulary import SCHEMA
from tests.graphs import node

KIND = SCHEMA.by_label["Member"]
ROWS = (
    node("Member", "edri", name="EDRi", stakeholder_group="civil_society"),
    node("Member", "apc", name="APC", stakeholder_group="civil_society"),
)
TODAY = "2026-11-27"


def table() -> list[dict[object, object]]:
    return [dict(record) for record in as_frame(KIND, ROWS).to_dict("records")]


def test_an_untouched_table_changes_nothing() -> None:
    assert read_frame(KIND, ROWS, table(), TODAY) == read_frame(KIND, ROWS, [], TODAY)


def test_changed_and_new_rows_are_read_as_files_are() -> None:
    records = table()
    records[0]["url"] = "https://edri.example"
    records.append({"id": None, "name": "A New Body", "stakeholder_group": "academia"})
    records.append({"id": None, "name": None})
    edited = read_frame(KIND, ROWS, records, TODAY)
    assert edited.problems == ()
    changed, new = edited.rows
    assert (changed.id, changed.text("url")) == ("edri", "https://edri.example")
    assert new == NodeRow(
        "Member",
        "a_new_body",
        {
            "name": "A New Body",
            "stakeholder_group": "academia",
            "as_of": TODAY,
            "confidence": "memory",
            "visibility": "coalition",
        },
    )


def test_what_is_wrong_is_said_by_row_and_column() -> None:
    records = table()
    records[0] |= {"url": "edri", "stakeholder_group": "club"}
    records.append({"id": "Not An Id", "name": "X", "stakeholder_group": "academia"})
    records.append({"id": "apc", "name": "Again", "stakeholder_group": "academia"})
    records[1]["name"] = "APC renamed"
    found = {(row, column) for row, column, _ in read_frame(KIND, ROWS, records, TODAY).problems}
    assert found == {
        ("edri", "url"),
        ("edri", "stakeholder_group"),
        ("Not An Id", "id"),
        ("apc", "id"),
    }
