"""A new tie from or to an entry, in the words of the vocabulary."""

from __future__ import annotations

import streamlit as st

from explorer.app import database
from explorer.app.chooser import entry_field
from explorer.app.row_form import row_form
from explorer.app.saving import can_save
from explorer.html.screen import show_trouble
from explorer.html.view import View
from explorer.pages.profile.row_edits import row_words, save_edit, show_faults
from graph_model.rows import NodeRow, RelationshipRow, Rows
from graph_model.schema import RelationshipType
from graph_model.vocabulary import SCHEMA
from loaders.write.edits import EntryEdit


def add_tie(shown: View, row: NodeRow) -> None:
    """A relationship from or to this entry, in the words of the vocabulary."""
    ways = {
        f"{kind.name} {way}": (kind, way)
        for kind in SCHEMA.relationships
        for way, labels in (("out", kind.sources), ("back", kind.targets))
        if row.label in labels
    }
    chosen = st.selectbox(
        "What is to be said",
        list(ways),
        index=None,
        format_func=lambda code: _way_words(*ways[code]),
        key=f"tie_kind_{row.id}",
    )
    if chosen is None:
        return
    kind, way = ways[chosen]
    key = f"tie_{row.id}_{kind.name}_{way}"
    ends = kind.targets if way == "out" else kind.sources
    other = entry_field(shown.snapshot, "With which entry", f"{key}_other", ends, most=1)
    start = {"as_of": database.today(), "confidence": "memory", "visibility": "coalition"}
    typed = row_form(kind, start, key)
    show_faults(typed)
    if st.button(
        "Save this tie",
        type="primary",
        key=f"{key}_save",
        disabled=not can_save() or not other or bool(typed.faults),
    ):
        pair = (row.id, other[0]) if way == "out" else (other[0], row.id)
        tie = RelationshipRow(kind.name, *pair, typed.fields)
        there = next(
            (one for one in shown.snapshot.out(pair[0], kind.name) if one.key == tie.key), None
        )
        if there is not None:
            show_trouble("This tie is on record already; open it in the list of ties to change it.")
            return
        save_edit(
            EntryEdit(
                Rows((), (tie,)), began={tie.key: None}, says=f"Tied: {row_words(shown, tie)}"
            ),
            key,
        )


def _way_words(kind: RelationshipType, way: str) -> str:
    others = kind.targets if way == "out" else kind.sources
    says = kind.says if way == "out" else kind.says_back
    return f"{says} … ({' or '.join(SCHEMA.by_label[label].singular for label in others)})"
