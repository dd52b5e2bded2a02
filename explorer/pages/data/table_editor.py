"""A table of a label to be edited like a spreadsheet: sort, find, paste, fill, add rows; the checks
of files at every cell, and one save for all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from explorer.app import database
from explorer.app.row_form import read_fields
from explorer.app.saving import can_save, put_right, wait_words
from explorer.html.look import table
from explorer.html.screen import section, show, show_trouble, success, warn
from explorer.html.view import View
from explorer.words.text import count
from graph_model.doubles import new_doubles
from graph_model.errors import EditConflict, LinkagesError, LoadRefused
from graph_model.rows import NodeRow, Rows
from graph_model.schema import NodeType
from graph_model.search_words import folded_text
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import slug
from loaders.read.cells import BadCell, read_id, write_cell
from loaders.write.edits import EntryEdit

FIRST = "Member"
#: What a new row says of itself unless something else is typed.
NEW = {"confidence": "memory", "visibility": "coalition"}


@dataclass(frozen=True)
class TableEdits:
    """What a table says after editing: rows that changed or are new, and what is wrong, as row,
    column and sentence.
    """

    rows: tuple[NodeRow, ...]
    problems: tuple[tuple[str, str, str], ...] = ()


def draw(shown: View) -> None:
    """Choose a label, edit, save."""
    section(
        "A table to edit",
        "Paste from a spreadsheet, fill many cells, add rows at the end. What you change over facts"
        " of others becomes a correction; all of it is saved at once, or nothing.",
    )
    if said := st.session_state.pop("table_done", ""):
        success(said)
    labels = [kind.label for kind in SCHEMA.nodes]
    choose, find = st.columns([1, 2])
    label = choose.selectbox(
        "Which entries",
        labels,
        index=labels.index(FIRST),
        format_func=lambda code: SCHEMA.by_label[code].plural,
        key="table_label",
    )
    held = find.text_input(
        "Only rows that hold", key="table_find", placeholder="a part of any cell"
    )
    kind = SCHEMA.by_label[label]
    turn = st.session_state.setdefault("table_turn", 0)
    key = f"table_{label}_{turn}_{folded_text(held)}"
    began: tuple[NodeRow, ...] = st.session_state.setdefault(
        f"{key}_began", shown.snapshot.of(label)
    )
    frame = st.data_editor(
        as_frame(kind, [row for row in began if _holds(row, held)]),
        key=key,
        num_rows="add",
        hide_index=True,
        column_config=_columns(kind),
        height=460,
    )
    edited = read_frame(kind, began, frame.to_dict("records"), database.today())
    _save(shown, kind, edited, began, key)


def _holds(row: NodeRow, held: str) -> bool:
    return folded_text(held) in folded_text(" ".join((row.id, *map(str, row.fields.values()))))


def as_frame(kind: NodeType, rows: Iterable[NodeRow]) -> pd.DataFrame:
    """Rows as text, a column a field."""
    names = [field.name for field in kind.columns]
    return pd.DataFrame(
        [[row.id, *(write_cell(row.fields.get(name)) for name in names[1:])] for row in rows],
        columns=names,
        dtype="object",
    )


def _columns(kind: NodeType) -> dict[str, Any]:
    return {
        field.name: (
            st.column_config.SelectboxColumn(
                field.heading, options=["", *field.codes], help=field.doc
            )
            if field.kind == "code"
            else st.column_config.TextColumn(
                field.heading if field.name != "id" else "Id",
                help=field.doc,
                pinned=field.name == "id",
            )
        )
        for field in kind.columns
    }


def read_frame(
    kind: NodeType, began: Sequence[NodeRow], records: Sequence[Mapping[object, object]], today: str
) -> TableEdits:
    """What changed in a table, read by the rules of files; an id that is left empty is made of the
    name.
    """
    before = {row.id: row for row in began}
    rows: dict[str, NodeRow] = {}
    problems: list[tuple[str, str, str]] = []
    for number, record in enumerate(records, start=1):
        texts = {str(name): "" if _empty(cell) else str(cell) for name, cell in record.items()}
        if not any(text.strip() for text in texts.values()):
            continue
        id = texts.pop("id").strip() or slug(texts.get("name", ""))
        old = before.get(id)
        if old is None:
            texts = {
                **texts,
                **{name: texts.get(name) or said for name, said in {**NEW, "as_of": today}.items()},
            }
        elif all(text == write_cell(old.fields.get(name)) for name, text in texts.items()):
            continue
        place = id or f"new row {number}"
        found = read_fields(kind, texts)
        problems += [(place, fault.field, fault.sentence) for fault in found.faults]
        try:
            read_id(id)
        except BadCell as bad:
            problems.append((place, "id", bad.sentence))
        if id in rows:
            problems.append((place, "id", f"'{id}' stands twice in this table"))
        rows[id] = NodeRow(kind.label, id, found.fields)
    return TableEdits(tuple(rows.values()), tuple(problems))


def _alike(shown: View, edited: TableEdits, before: Mapping[str, NodeRow]) -> None:
    """New rows that may be one body with another, and why."""
    fresh = Rows(tuple(row for row in edited.rows if row.id not in before))
    rows = {**shown.snapshot.nodes, **{row.id: row for row in fresh.nodes}}
    for pair in new_doubles(shown.snapshot, fresh)[:5]:
        one, other = (rows[id].full_name for id in (pair.one, pair.other))
        warn(f"“{one}” and “{other}” may be one body: {'; '.join(pair.reasons)}.")


def _empty(cell: object) -> bool:
    return cell is None or cell != cell


def _save(
    shown: View, kind: NodeType, edited: TableEdits, began: Sequence[NodeRow], key: str
) -> None:
    before = {row.id: row for row in began}
    if edited.problems:
        cells = [[escape(part) for part in problem] for problem in edited.problems]
        show(
            table(
                ["row", "column", "what is wrong"],
                cells,
                f"{count(len(cells), 'cell')} {'is' if len(cells) == 1 else 'are'} not right yet",
            )
        )
    new = sum(row.id not in before for row in edited.rows)
    show(f'<p role="status">{new} new, {len(edited.rows) - new} changed.</p>')
    if new:
        _alike(shown, edited, before)
    wait_words()
    if not st.button(
        "Save all of it",
        type="primary",
        key=f"{key}_save",
        disabled=not can_save() or not edited.rows or bool(edited.problems),
    ):
        return
    over = st.session_state.get(f"{key}_over", {})
    put = EntryEdit(
        Rows(edited.rows),
        began={row.id: over.get(row.id, before.get(row.id)) for row in edited.rows},
        says=f"Table of {kind.plural.lower()}: {new} new, {len(edited.rows) - new} changed",
    )
    if _written(put, f"{key}_over"):
        st.session_state["table_turn"] += 1
        st.session_state["table_done"] = f"Saved. {put.says}. It can be taken back under History."
        st.rerun()


def _written(put: EntryEdit, over_key: str) -> bool:
    """Write an edit; where it cannot be, say why. Whose rows moved meanwhile may be saved once
    more, over those of the other.
    """
    try:
        put_right(put)
    except EditConflict as conflict:
        show_trouble(f"{conflict} Save once more to put yours over theirs, or load the page anew.")
        st.session_state[over_key] = {**st.session_state.get(over_key, {}), **conflict.now}
    except LoadRefused as refused:
        show_trouble(*(str(problem) for problem in refused.problems[:10]))
    except LinkagesError as error:
        show_trouble(str(error))
    else:
        return True
    return False
