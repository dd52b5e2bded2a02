"""The loads so far, each with what it changed and its way back."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.taking_back import take_back_pressed
from explorer.html.look import table
from explorer.html.screen import section, show
from explorer.words.text import count
from graph_model.database.load_history import LoadRecord, undone_ids
from graph_model.database.store import Store
from graph_model.dataset_changes import Changes, differences
from graph_model.errors import StoreError
from loaders.problems import SHOWN
from loaders.take_out.audit import audit_csv
from loaders.write.load import LoadPreview
from loaders.write.small_writes import undo


def load_list() -> None:
    """Every load, and the way back."""
    behind = database.of_app()
    section(
        "What was loaded, latest first",
        "Every load can be taken back, unless a later one touched the same rows; then that one goes"
        " first.",
    )
    if (store := behind.store) is None:
        show(
            f"<p>The database is not ready yet ({escape(behind.said)}); the history opens by"
            " itself.</p>"
        )
        return
    try:
        entries = _history(behind.kept.load_id)
    except StoreError as error:
        show(f"<p>{escape(str(error))}</p>")
        return
    if not entries:
        show("<p>Nothing was loaded yet.</p>")
        return
    st.download_button(
        "Audit list (CSV)",
        lambda: audit_csv(entries),
        "linkages-audit.csv",
        "text/csv",
        key="audit",
        help="Every step ever made here: when, by whom, what it did, and whether it stands.",
    )
    gone = undone_ids(entries)
    if able := [entry for entry in entries if entry.kept and entry.id not in gone]:
        take_back_choice(store, able)
    show(loads_html(entries, gone))


def take_back_choice(store: Store, able: list[LoadRecord]) -> None:
    """Which load is to be taken back, and the button that does it."""
    behind = database.of_app()
    pick, button = st.columns([4, 1.3], vertical_alignment="bottom")
    latest = next((place for place, its in enumerate(able) if not its.undoes), 0)
    chosen = pick.selectbox(
        "Take back", able, latest, format_func=_said, key=f"undo_{behind.kept.load_id}"
    )  # after a load the latest is offered again, and not that something was taken back
    key = f"undo_now_{chosen.id}"
    if take_back_pressed(button, key, chosen.by, "Take it back", disabled=behind.busy):
        behind.begin(lambda watch: undo(store, chosen.id, watch))
        st.rerun()


def loads_html(entries: list[LoadRecord], gone: Collection[str]) -> str:
    """The latest loads as a table, with those that were taken back."""

    def state(entry: LoadRecord) -> str:
        if entry.id in gone:
            return "taken back"
        return "" if entry.kept else "cannot be taken back any more"

    rows = [
        [
            escape(load_minute(entry)),
            escape(entry.dataset),
            escape(load_sentence(entry)),
            escape(entry.by),
            *(f"{number:,}" for number in (entry.new, entry.changed, entry.gone)),
            state(entry),
        ]
        for entry in entries[:SHOWN]
    ]
    return table(
        ["when (UTC)", "dataset", "what", "by", "new", "changed", "gone", "state"],
        rows,
        f"The last {len(rows)} of {count(len(entries), 'load')}",
        (4, 5, 6),
        roomy=True,
    )


@st.cache_data(max_entries=2, show_spinner=False)
def _history(load_id: str) -> list[LoadRecord]:
    """The history up to that load."""
    return database.of_app().ask(lambda store: store.history())


def load_minute(entry: LoadRecord) -> str:
    """Day and minute of a load."""
    return entry.finished[:16].replace("T", " ")


def load_sentence(entry: LoadRecord) -> str:
    """What a load brought: its sentence, or its files."""
    named = ", ".join(entry.files[:3]) + (
        f" and {len(entry.files) - 3} more" if len(entry.files) > 3 else ""
    )
    return entry.note or named


def _said(entry: LoadRecord) -> str:
    return (
        f"{load_minute(entry)} · {entry.dataset} · {load_sentence(entry) or 'rows typed in'} ·"
        f" {entry.rows:,}"
        f" row{'s' if entry.rows != 1 else ''}{f' · {entry.by}' if entry.by else ''}"
    )


def counts_html(changes: Changes) -> str:
    """New, changed and gone per type."""
    rows = [
        [kind, *(f"{counts.get(word, 0):,}" for word in ("new", "changed", "gone"))]
        for kind, counts in changes.by_kind().items()
    ]
    return (
        table(["type", "new", "changed", "gone"], rows, "What would change", (1, 2, 3))
        if rows
        else ""
    )


def changed_html(planned: LoadPreview, most: int = 50) -> str:
    """The cells that would change, old and new."""
    rows = []
    for row in planned.changes.changed.nodes[:most]:
        for field, (old, new) in differences(planned.before.nodes[row.id], row).items():
            rows.append([escape(row.id), field, escape(old) or "(empty)", escape(new) or "(empty)"])
    return table(["row", "column", "before", "after"], rows, "Changed cells") if rows else ""
