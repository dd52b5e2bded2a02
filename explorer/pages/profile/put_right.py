"""Putting an entry or a tie right on its own page: edit, add a tie, a source, end it, dispute it,
take it out, and its past with the way back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.limited_text import limited_text
from explorer.app.row_form import row_form
from explorer.app.saving import actor, can_save, row_written, save_work, wait_words
from explorer.html import people
from explorer.html.screen import show, show_trouble, success
from explorer.html.view import View
from explorer.pages.profile.new_tie import add_tie
from explorer.pages.profile.row_edits import (
    forget_edit,
    row_words,
    save_edit,
    show_faults,
    versions,
)
from explorer.pages.profile.row_history import history
from explorer.words.text import count, words
from graph_model.corrections import DISPUTED, corrections, said_key
from graph_model.database.store import Store
from graph_model.errors import EditConflict, LinkagesError
from graph_model.rows import NodeRow, Row, Rows
from graph_model.source_addresses import joined_sources, noted_sources
from graph_model.vocabulary import SCHEMA
from loaders.write.edits import EntryEdit, dispute, hanging_ties, keep_ours, take_theirs
from loaders.write.load import LoadResult


def draw(shown: View, row: Row) -> None:
    """What can be done with this row, folded until somebody wants to."""
    key = said_key(row.key)
    # what is said above comes and goes, also by what others do meanwhile; in places of its own, so
    # that the form below keeps its place and does not fold up under who types
    done, record = st.container(), st.container()
    with done:
        said_done()
    if not people.present().may("member"):
        return
    with record:
        on_record(shown, row)
    with st.expander("Put this right: edit, tie, source, dispute, take out, history"):
        wait_words()
        ways = ["Edit", "Source or end", "Dispute", "Take out", "History"]
        if isinstance(row, NodeRow):
            ways.insert(1, "Add a tie")
        way = st.segmented_control(
            "What to do", ways, key=f"way_{key}", label_visibility="collapsed"
        )
        drawn: Mapping[str, Callable[[], None]] = {
            "Edit": lambda: edit(shown, row),
            "Source or end": lambda: source(row),
            "Dispute": lambda: disputed(row),
            "Take out": lambda: take_out(shown, row),
            "History": lambda: history(shown, row),
        }
        if way == "Add a tie" and isinstance(row, NodeRow):
            add_tie(shown, row)
        elif way:
            drawn[way]()


def said_done() -> None:
    """What was done last."""
    if done := st.session_state.pop("put_right_done", ""):
        success(done)


# ---------------------------------------------------------------- corrected, disputed


def on_record(shown: View, row: Row) -> None:
    """That a row is corrected or disputed; where theirs has changed since, the question which
    holds.
    """
    said = corrections(shown.snapshot).get(said_key(row.key))
    if said is None:
        return
    remark = f" {escape(said.row.text('note'))}" if said.row.text("note") else ""
    if said.state == DISPUTED:
        show(f'<p class="lk-small" role="note"><b>Disputed.</b>{remark}</p>')
    else:
        show(
            '<p class="lk-small" role="note"><b>Corrected by the coalition</b>, over dataset'
            f" “{escape(said.dataset)}”.{remark}</p>"
        )
    if said.state == "newer" and said.theirs is not None:
        show(versions("What they now say differs", {"theirs": said.theirs, "ours": row}))
    here = st.container(horizontal=True)
    if said.state == "newer" and here.button("Keep ours", key=f"ours_{said_key(row.key)}"):
        _written(lambda store: keep_ours(store, row.key, actor()), "Ours stays.")
    label = "No longer disputed" if said.state == DISPUTED else "Take theirs again"
    if here.button(label, key=f"theirs_{said_key(row.key)}", disabled=not can_save()):
        _written(lambda store: take_theirs(store, row.key, actor()), f"{label}: done.")


# ---------------------------------------------------------------- edit


def edit(shown: View, row: Row) -> None:
    """The form; who comes second sees both versions and chooses."""
    key = f"edit_{said_key(row.key)}"
    began: Row = st.session_state.setdefault(f"{key}_began", row)
    turn = st.session_state.setdefault(f"{key}_turn", 0)
    typed = row_form(SCHEMA.by_code[row.kind], began.fields, f"{key}_{turn}")
    remark = st.text_input(
        "Why (optional)", key=f"{key}_{turn}_why", help="Kept with the correction."
    )
    mine = row_written(row, typed.fields)
    show_faults(typed)
    if st.button(
        "Save", type="primary", key=f"{key}_save", disabled=not can_save() or bool(typed.faults)
    ):
        put = EntryEdit(
            Rows.of([mine]),
            began={row.key: began},
            says=f"Edited: {row_words(shown, row)}",
            remark=remark,
        )
        save_edit(put, key)
    if conflict := st.session_state.get(f"{key}_conflict"):
        _choose(shown, row, mine, conflict, key, remark)


def _choose(
    shown: View, row: Row, mine: Row, conflict: EditConflict, key: str, remark: str
) -> None:
    """Somebody else saved first: both versions, and the choice."""
    show_trouble(str(conflict))
    now = conflict.now[row.key]
    if now is not None:
        show(versions("Both versions", {"theirs, saved first": now, "yours": mine}))
    here = st.container(horizontal=True)
    if here.button("Let theirs stand", key=f"{key}_let"):
        forget_edit(key)
        st.rerun()
    if here.button("Save mine over it", key=f"{key}_over"):
        says = f"Edited over a newer version: {row_words(shown, row)}"
        save_edit(EntryEdit(Rows.of([mine]), began={row.key: now}, says=says, remark=remark), key)


def source(row: Row) -> None:
    """One more address that says so, or the day on which it ended."""
    key = f"source_{said_key(row.key)}"
    ends = any(field.name == "valid_to" for field in SCHEMA.by_code[row.kind].fields)
    address = st.text_input("One more web address that says so", key=key, placeholder="https://…")
    until = (
        st.text_input("It no longer holds from", key=f"{key}_until", placeholder="2026-11-24")
        if ends
        else ""
    )
    fields = dict(row.fields)
    if address.strip():
        known = noted_sources(row.text("source_url"))
        fields["source_url"] = joined_sources([*known, address.strip()])
    if until.strip():
        fields["valid_to"] = until.strip()
    if st.button(
        "Save",
        type="primary",
        key=f"{key}_save",
        disabled=not can_save() or fields == dict(row.fields),
    ):
        what = " and ".join(
            said for said, is_so in (("source", address.strip()), ("end", until.strip())) if is_so
        )
        put = EntryEdit(
            Rows.of([row_written(row, fields)]),
            began={row.key: row},
            says=f"Added {what}: {said_key(row.key)}",
        )
        save_edit(put, key)


def disputed(row: Row) -> None:
    """A remark that changes no fact."""
    key = f"dispute_{said_key(row.key)}"
    remark = limited_text("What is disputed, and why", 500, key=key) or ""
    if st.button(
        "Mark as disputed", key=f"{key}_save", disabled=not can_save() or not remark.strip()
    ):
        _written(
            lambda store: dispute(store, row.key, remark.strip(), database.today(), actor()),
            "Marked as disputed; the fact itself is as it was.",
        )


def ends_with(row: Row) -> str:
    """How something that has ended is ended, so that its past stays; empty where nothing ends.

    >>> from graph_model.rows import NodeRow
    >>> ends_with(NodeRow("Member", "edri"))
    'A body that left is not taken out: fill in “member until”, and its past stays.'
    >>> ends_with(NodeRow("Issue", "flows"))
    ''
    """
    names = {field.name for field in SCHEMA.by_code[row.kind].columns}
    for field, what in (("member_until", "A body that left"), ("valid_to", "What has ended")):
        if field in names:
            return f"{what} is not taken out: fill in “{words(field)}”, and its past stays."
    return ""


def take_out(shown: View, row: Row) -> None:
    """What hangs on it is said first, and that what has ended is not taken out but ended."""
    key = f"out_{said_key(row.key)}"
    if said := ends_with(row):
        show(f"<p>{escape(said)}</p>")
    ties = hanging_ties(shown.snapshot, row.id) if isinstance(row, NodeRow) else ()
    if ties:
        counted = Counter(
            SCHEMA.by_name[tie.type].says
            if tie.source == row.key
            else SCHEMA.by_name[tie.type].says_back
            for tie in ties
        )
        listed = "".join(f"<li>{escape(says)}: {number}</li>" for says, number in counted.items())
        many = (
            "1 tie hangs on it and would go too"
            if len(ties) == 1
            else (f"{len(ties)} ties hang on it and would go too")
        )
        show(f"<p>{many}:</p><ul>{listed}</ul>")
    why = st.text_input("Why (optional)", key=f"{key}_why")
    label = "Take it out" + (f" with its {count(len(ties), 'tie')}" if ties else "")
    if st.button(label, key=f"{key}_go", disabled=not can_save()):
        put = EntryEdit(
            gone=(row.key, *(tie.key for tie in ties)),
            began={row.key: row},
            says=f"Taken out: {row_words(shown, row)}",
            remark=why,
        )
        save_edit(put, key)


def _written(work: Callable[[Store], LoadResult], says: str) -> None:
    try:
        save_work(work)
    except LinkagesError as error:
        show_trouble(str(error))
        return
    st.session_state["put_right_done"] = says
    st.rerun()
