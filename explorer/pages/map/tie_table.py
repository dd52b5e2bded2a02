"""The same as a table: every tie in it, or what is chosen; sorted by a click, taken away
as CSV.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from explorer.html.screen import section
from explorer.html.view import View
from explorer.pages.map.address import MapAddress
from explorer.pages.map.scene import Scene
from explorer.picture.picture import Entry, Tie
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.capitals import first_up
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.csv_text import csv_text

HEADINGS = ("From", "How", "To", "Since", "Until", "Checked", "Source")


def tie_table(shown: View, address: MapAddress, scene: Scene) -> None:
    """The section under the picture."""
    entries = [entry for entry in scene.picture.entries if entry.label not in address.hide]
    names = {entry.id: entry.name for entry in entries}
    picked = [id for id in address.pick if id in names]
    chosen = picked if len(picked) > 1 else []
    ties = [
        tie
        for tie in scene.picture.ties
        if tie.source in names
        and tie.target in names
        and scene.drawn.counts_as(tie) not in address.off
    ]
    places = [entry for entry in entries if entry.seat]
    if chosen:
        ties = [tie for tie in ties if tie.source in chosen or tie.target in chosen]
        places = [entry for entry in places if entry.id in chosen]
    rows = [
        *(record(shown.snapshot, tie, names) for tie in ties),
        *(empty_place(entry, address) for entry in places),
    ]
    what = (
        f"the {count(len(chosen), 'chosen entry', 'chosen entries')}"
        if chosen
        else count(len(names), "entry", "entries")
    )
    and_places = f", {count(len(places), 'empty place')}" if places else ""
    told = f"{count(len(ties), 'tie')} of {what}{and_places}. A click on a heading sorts."
    section("The same as a table", told)
    _tables(
        pd.DataFrame(rows, columns=list(HEADINGS)),
        [entry_record(shown.snapshot, id, names[id]) for id in chosen],
    )


def _tables(rows: pd.DataFrame, chosen: list[dict[str, str | int]]) -> None:
    """The ties and empty places, the chosen entries below them, and all rows as a file."""
    _as_table(rows)
    if chosen:
        st.dataframe(pd.DataFrame(chosen), hide_index=True, width="stretch", key="map_chosen")
    st.download_button(
        "Download as CSV",
        lambda: csv_text(HEADINGS, rows.values.tolist()),
        "linkages-map.csv",
        "text/csv",
        on_click="ignore",
        key="map_csv",
    )


def _as_table(rows: pd.DataFrame) -> None:
    """The ties and empty places, each with a link to its source."""
    source = st.column_config.LinkColumn("Source", display_text=r"https?://(?:www\.)?([^/]+)")
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * max(1, len(rows))),
        column_config={"Source": source},
        key="map_table",
    )


def record(snapshot: Snapshot, tie: Tie, names: dict[str, str]) -> dict[str, str]:
    """One tie as a row, with what stands behind it; a planned one has no day and no source yet."""
    row = row_of(snapshot, tie)
    until = row.text("valid_to") if row else ""
    said = (names[tie.source], tie.says, names[tie.target], tie.since, until, tie.sure)
    return dict(zip(HEADINGS, (*said, tie.source_url), strict=True))


def empty_place(entry: Entry, address: MapAddress) -> dict[str, str]:
    """An empty place at a table as a row. A picture of rows of one field alone says nothing of
    other contacts.
    """
    who, how = "Nobody of us", "has a recorded contact with"
    if entry.seat == "unsaid":
        who, how = "No contact shown here", "is with"
    elif entry.seat == "elsewhere" or address.own:
        who, how = f"{first_up(NO_RECORDED_CONTACT)} on this", "is with"
    return dict.fromkeys(HEADINGS, "") | {"From": who, "How": how, "To": entry.name}


def entry_record(snapshot: Snapshot, id: str, name: str) -> dict[str, str | int]:
    """One chosen entry as a row."""
    row = snapshot.nodes[id]
    kind = SCHEMA.by_label[row.label].singular
    ties = len(snapshot.out(id)) + len(snapshot.back(id))
    return {
        "Name": name,
        "What it is": kind,
        "Full name": row.full_name if row.text("name") else caption(snapshot, id),
        "Ties": ties,
        "Id": id,
    }


def row_of(snapshot: Snapshot, tie: Tie) -> RelationshipRow | None:
    """The row of the graph that a tie of a picture is; None for one that was worked out."""
    return (
        next((row for row in snapshot.out(tie.source, tie.type) if row.target == tie.target), None)
        if tie.type
        else None
    )
