"""What people type on pages, into the database: contacts, plans, answers, settings; all of it
visible at once and each step undoable.

Pages call `keep_contact`, `keep_plan`, `mark_plan`, `keep_answers`, `keep_settings` and
`take_back`; where a gap, a route or a tried link offers a plan, `plan_button` draws the button.
Everything lands in the dataset `contacts`, which no import sweeps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import escape

import streamlit as st

from explorer.app import database
from explorer.html import people
from explorer.html.screen import show
from graph_model.database.load_history import LoadRecord, standing_loads
from graph_model.database.store import Store
from graph_model.dataset_changes import TYPED, Changes
from graph_model.errors import LinkagesError, LoadRefused, StoreError
from graph_model.rows import Row, Rows, Value, filled
from graph_model.snapshot import Snapshot
from loaders.check.contact_form import ContactDraft, contact_edit, contact_faults
from loaders.check.form_rows import (
    Edit,
    PlanDraft,
    answers_edit,
    plan_edit,
    plan_faults,
    plan_state_edit,
    settings_edit,
)
from loaders.opening import KeptCopy, origin
from loaders.write.edits import EntryEdit, past_of
from loaders.write.edits import put_right as write_edit
from loaders.write.load import LoadResult, apply
from loaders.write.small_writes import Began, record, undo


@dataclass(frozen=True)
class SaveResult:
    """What was written: the load's id (for `take_back`), its sentence, the new rows, and the graph
    with them and without.
    """

    load_id: str
    says: str
    new: Rows
    before: Snapshot
    after: Snapshot
    #: The plan that was kept, when it is one.
    plan: str = ""


def may_save() -> bool:
    """Whether who looks may save at all: what only saves is not drawn for those who may not."""
    return people.present().may("member")


def can_save() -> bool:
    """Whether something can be saved now, by who looks."""
    return database.of_app().ready and may_save()


def waiting_words() -> str:
    """Why nothing can be saved yet, and what to do; empty when it can."""
    behind = database.of_app()
    if not may_save():
        return "You read here; members of the coalition record."
    if behind.ready:
        return ""
    if behind.problem:
        return f"Nothing can be saved: {behind.problem}"
    return "The database is starting. Fill in what you know; saving opens by itself."


def wait_words() -> None:
    """Say why nothing can be saved yet; the page draws itself anew, and its buttons open, as soon
    as it can.
    """
    behind = database.of_app()
    if not can_save():
        (_said if behind.problem or behind.ready else st.fragment(_until_ready, run_every=1.0))()


def _until_ready() -> None:
    if can_save():
        st.rerun()
    _said()


def _said() -> None:
    show(f'<p class="lk-small" role="status">{escape(waiting_words())}</p>')


def write(edit: Edit) -> SaveResult:
    """Write an edit and show the new graph from now on. Raises `LoadRefused`, `StoreError`."""
    author = people.require("member", "Recording")
    _hides_nothing(edit.put, database.of_app().kept.snapshot)
    return save_work(
        lambda store: record(
            store, edit.put, TYPED, edit.says, edit.gone, actor=author.signature, began=edit.began
        ),
        edit.says,
    )


def _hides_nothing(rows: Rows, whole: Snapshot) -> None:
    """Refuse an edit that would write over an entry which its author does not see. Raises
    `StoreError`.
    """
    seen = database.snapshot()
    for row in rows.nodes:
        if row.id in whole.nodes and row.id not in seen.nodes:
            raise StoreError(
                "Something that is not shown to you stands where this would be kept; ask a steward"
                " to record it."
            )


def take_back(load_id: str) -> SaveResult:
    """Undo one step. Raises `UndoRefused` when later steps rest on it, `StoreError`."""
    author = people.require("member", "Taking back")

    def work(store: Store) -> LoadResult:
        if not author.may("steward"):
            own = {entry.id for entry in store.history() if entry.by == author.signature}
            if load_id not in own:
                raise people.NotYours("Only its author, or a steward, takes this back.")
        return undo(store, load_id, actor=author.signature)

    return save_work(work, "Taken back.")


def actor() -> str:
    """Who is at this screen, where people are known; it goes with every write into the history."""
    return people.require("member", "Putting entries right").signature


def save_work(work: Callable[[Store], LoadResult], says: str = "") -> SaveResult:
    """Do a small write and show the new graph from now on. Raises `LinkagesError`."""
    if words := waiting_words():
        raise StoreError(words)
    return _shown(work(database.of_app().writable()), says)


def put_right(put: EntryEdit) -> SaveResult:
    """Write an edit. What somebody else typed is put right by its author and the stewards. Raises
    `LoadRefused`, `EditConflict`, `NotYours`, `StoreError`.
    """
    author = people.require("member", "Putting entries right")
    _hides_nothing(put.rows, database.of_app().kept.snapshot)

    def work(store: Store) -> LoadResult:
        if not author.may("steward"):
            _own(store, put, author.signature)
        return write_edit(store, put, database.today(), author.signature)

    return save_work(work, put.says)


def _own(store: Store, put: EntryEdit, signature: str) -> None:
    """Refuse to change what somebody else typed. Raises `NotYours`."""
    whole = database.of_app().kept.snapshot
    typed = {row.key for row in whole.rows(TYPED)}
    for key in {*(row.key for row in put.rows), *put.gone} & typed:
        steps = past_of(store, whole, key)
        if {step.actor for step in steps if step.what == "added"} - {signature}:
            raise people.NotYours("Only its author, or a steward, puts this right.")


def row_written(row: Row, fields: Mapping[str, Value]) -> Row:
    """The row with these fields."""
    return replace(row, fields=filled(fields))


def _shown(done: LoadResult, says: str) -> SaveResult:
    behind = database.of_app()
    if done.load_id:
        kept_now = KeptCopy(done.after, done.load_id, origin(behind.environment))
        behind.hold(kept_now, of_few_rows=True)
    changes = done.changes
    without = apply(done.after, Changes(changes.dataset, new=changes.gone, gone=changes.new))
    return SaveResult(
        done.load_id,
        says,
        changes.new,
        people.visible_rows(without),
        people.visible_rows(done.after),
    )


def keep_contact(draft: ContactDraft, plan: str = "") -> SaveResult:
    """Record a contact; a plan that it carries out is marked done. Raises `LoadRefused` with what
    `contact_faults` finds.
    """
    today, snapshot = date.fromisoformat(database.today()), database.snapshot()
    if faults := contact_faults(draft, snapshot, today):
        raise LoadRefused(faults)
    return write(contact_edit(draft, snapshot, today, plan))


def keep_plan(
    members: tuple[str, ...],
    aims: tuple[str, ...],
    issues: tuple[str, ...] = (),
    due: str = "",
    name: str = "",
    note: str = "",
) -> SaveResult:
    """Keep a planned contact: who is to make it, with whom (delegations, or a member to be asked),
    about what, by when.
    """
    draft = PlanDraft(members, aims, issues, due, name, note)
    if faults := plan_faults(draft):
        raise LoadRefused(faults)
    edit = plan_edit(draft, database.snapshot(), database.today())
    return replace(write(edit), plan=edit.put.nodes[0].id)


def mark_plan(plan: str, state: str) -> SaveResult:
    """Say that a plan is ``done``, ``dropped`` or ``planned`` again."""
    return write(plan_state_edit(shown_before().node(plan), state, database.today()))


def keep_answers(member: str, given: Mapping[str, str], on: str = "") -> SaveResult:
    """Keep what a member said about its lines to delegations: ``yes``, ``no``, ``tried`` or
    ``dont_know``, today unless another day is given.
    """
    return write(
        answers_edit(member, given, on or database.today(), database.today(), shown_before())
    )


def keep_settings(values: Mapping[str, float], began: Began | None = None) -> SaveResult:
    """Make these numbers hold, by name; one that is its default goes back to it. `began` are their
    rows when they were changed on the page.
    """
    people.require("steward", "Changing the settings")
    edit = settings_edit(values, database.snapshot(), database.today())
    known = {key: row for key, row in (began or {}).items() if key in edit.began}
    return write(replace(edit, began={**edit.began, **known}))


def shown_before() -> Snapshot:
    """The graph that this visitor saw when the button was pressed."""
    seen: Snapshot = st.session_state.get("seen_before") or database.snapshot()
    return seen


def latest_saves(number: int = 8) -> list[LoadRecord]:
    """What was typed and still stands, latest first; empty while the database starts."""
    behind = database.of_app()
    if behind.store is None:
        return []
    try:
        person, entries = people.present(), _lately(behind.kept.load_id)
        if not person.may("steward"):
            entries = [entry for entry in entries if entry.by == person.signature]
        return entries[:number]
    except LinkagesError:
        return []


@st.cache_data(max_entries=1, show_spinner=False)
def _lately(load_id: str) -> list[LoadRecord]:
    """The steps as of a load: the same load, the same list."""
    if not load_id:
        return []
    entries = database.of_app().ask(lambda store: store.history())
    return [entry for entry in standing_loads(entries) if entry.dataset == TYPED][:50]
