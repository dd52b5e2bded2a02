"""A row in words and in versions, and the edit of one that is saved or meets another."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from explorer.app.row_form import FormInput
from explorer.app.saving import put_right
from explorer.html.look import table
from explorer.html.screen import show_trouble
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.ties import tie_words
from graph_model.errors import EditConflict, LinkagesError
from graph_model.rows import NodeRow, Row
from loaders.write.edits import EntryEdit


def row_words(shown: View, row: Row) -> str:
    """A row in words."""
    if isinstance(row, NodeRow):
        return caption(shown.snapshot, row.id)
    return tie_words(shown.snapshot, row)


def versions(title: str, rows: Mapping[str, Row]) -> str:
    """Versions of a row beside each other, the fields in which they differ."""
    fields = [
        name
        for name in sorted({name for row in rows.values() for name in row.fields})
        if len({row.text(name) for row in rows.values()}) > 1
    ]
    cells = [
        [escape(name), *(escape(row.text(name)) or "(empty)" for row in rows.values())]
        for name in fields
    ]
    return table(["field", *rows], cells, title)


def show_faults(typed: FormInput) -> None:
    """What is wrong, by field."""
    for fault in typed.faults:
        show_trouble(fault.sentence)


def save_edit(put: EntryEdit, key: str) -> None:
    try:
        put_right(put)
    except EditConflict as conflict:
        st.session_state[f"{key}_conflict"] = conflict
        return
    except LinkagesError as error:
        show_trouble(str(error))
        return
    forget_edit(key)
    where = "on the page Record a contact, under Recorded lately" if put.gone else "under History"
    st.session_state["put_right_done"] = f"Saved. {put.says}. It can be undone {where}."
    st.rerun()


def forget_edit(key: str) -> None:
    """The next form begins with the row as it then is."""
    st.session_state.pop(f"{key}_began", None)
    st.session_state.pop(f"{key}_conflict", None)
    st.session_state[f"{key}_turn"] = st.session_state.get(f"{key}_turn", 0) + 1
