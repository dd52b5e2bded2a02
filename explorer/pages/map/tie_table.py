"""The table twin of the picture: every tie in it, or what is chosen; sorted by a click, taken away
as CSV.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from explorer.html.screen import section
from explorer.html.view import View
from explorer.pages.map.who_has_spoken import PLANNED
from explorer.picture.picture import Picture, Tie
from explorer.words.captions import caption
from explorer.words.text import words
from graph_model.rows import RelationshipRow
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.csv_text import csv_text

HEADINGS = ("From", "How", "To", "Since", "Until", "Checked", "Source")


def tie_table(
    shown: View, seen: Picture, chosen: Sequence[str], hide: frozenset[str], off: frozenset[str]
) -> None:
    """The section under the picture."""
    names = {entry.id: entry.name for entry in seen.entries if entry.label not in hide}
    picked = [id for id in chosen if id in names]
    ties = [
        tie
        for tie in seen.ties
        if tie.source in names and tie.target in names and (tie.type or tie.says) not in off
    ]
    if len(picked) > 1:
        ties = [tie for tie in ties if tie.source in picked or tie.target in picked]
    rows = pd.DataFrame(
        [record(shown.snapshot, tie, names) for tie in ties], columns=list(HEADINGS)
    )
    what = f"the {len(picked)} chosen entries" if len(picked) > 1 else f"{len(names)} entries"
    section("The same as a table", f"{len(ties)} ties of {what}. A click on a heading sorts.")
    source = st.column_config.LinkColumn("Source", display_text=r"https?://(?:www\.)?([^/]+)")
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=min(420, 38 + 35 * max(1, len(rows))),
        column_config={"Source": source},
        key="map_table",
    )
    if len(picked) > 1:
        st.dataframe(
            pd.DataFrame([entry_record(shown.snapshot, id, names[id]) for id in picked]),
            hide_index=True,
            width="stretch",
            key="map_chosen",
        )
    st.download_button(
        "Download as CSV",
        csv_text(HEADINGS, rows.values.tolist()),
        "linkages-map.csv",
        "text/csv",
        on_click="ignore",
        key="map_csv",
    )


def record(snapshot: Snapshot, tie: Tie, names: dict[str, str]) -> dict[str, str]:
    """One tie as a row; a line that is worked out from contacts shows the latest of them, a planned
    one has no day and no source yet.
    """
    row = _row(snapshot, tie)
    if row is None:
        known = "" if tie.says == PLANNED else _last(snapshot, tie)
        since = snapshot.nodes[known].text("date") if known else ""
        source = snapshot.nodes[known].text("source_url").split(" ; ")[0] if known else ""
        return dict(
            zip(
                HEADINGS,
                (names[tie.source], tie.says, names[tie.target], since, "", "", source),
                strict=True,
            )
        )
    since = (
        row.text("valid_from")
        or snapshot.nodes[tie.source].text("date")
        or snapshot.nodes[tie.target].text("date")
    )
    checked, source = words(row.text("confidence")), row.text("source_url").split(" ; ")[0]
    return dict(
        zip(
            HEADINGS,
            (
                names[tie.source],
                tie.says,
                names[tie.target],
                since,
                row.text("valid_to"),
                checked,
                source,
            ),
            strict=True,
        )
    )


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


def _row(snapshot: Snapshot, tie: Tie) -> RelationshipRow | None:
    return (
        next((row for row in snapshot.out(tie.source, tie.type) if row.target == tie.target), None)
        if tie.type
        else None
    )


def _last(snapshot: Snapshot, tie: Tie) -> str:
    """The latest contact behind a line between a member and a delegation."""
    both = {row.target for row in snapshot.out(tie.source, "TOOK_PART_IN")} & {
        row.source for row in snapshot.back(tie.target, "REACHED")
    }
    return max(both, key=lambda id: snapshot.nodes[id].text("date"), default="")
