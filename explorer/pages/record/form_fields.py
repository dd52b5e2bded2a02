"""The fields of the form: entries by name, and how it is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from explorer.app.chooser import entry_field
from explorer.html.look import plain_markdown
from explorer.html.screen import show_trouble
from explorer.words.captions import caption
from explorer.words.text import words
from graph_model.capitals import first_up
from graph_model.resolver import resolve_name
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.contact_form import NewMember
from loaders.check.form_rows import FieldFault
from loaders.take_out.audience import AUDIENCES

NEW = "a new organisation"


WHO_SEES = {"public": "Everyone", "coalition": "The coalition", "private": "This machine only"}


def provenance(turn: int) -> tuple[str, str]:
    """How it is known and who may see it, asked lightly."""
    with st.expander("How do we know, and who may see it? (optional)"):
        source = st.text_input(
            "Web address that says so",
            key=f"record_source_{turn}",
            placeholder="https://…",
            help="Without one it counts as told from memory.",
        )
        choices = list(AUDIENCES)
        visibility = st.selectbox(
            "Who may see it",
            choices,
            index=choices.index("coalition"),
            format_func=WHO_SEES.__getitem__,
            key=f"record_seen_{turn}",
        )
    return source.strip(), visibility


@dataclass(frozen=True)
class FieldChoice:
    """What was chosen in a field: ids, new members, and what is not clear yet."""

    ids: tuple[str, ...]
    new: tuple[NewMember, ...] = ()
    faults: tuple[FieldFault, ...] = ()


def choose_entries(
    snapshot: Snapshot,
    label: str,
    start: Sequence[str],
    key: str,
    labels: tuple[str, ...],
    new: bool = False,
    first: Sequence[str] = (),
) -> FieldChoice:
    """A field that lists entries as one types; a name that is not on record is asked about."""
    chosen = entry_field(snapshot, label, f"record_{key}", labels, start, new, first)
    ids: list[str] = []
    fresh: list[NewMember] = []
    faults: list[FieldFault] = []
    for typed in chosen:
        found = resolve_name(snapshot, typed, *labels)
        if found.id:
            ids.append(found.id)
            continue
        answer = ask_which(snapshot, typed, found.near, f"record_{key}_{typed}", new)
        if answer == NEW:
            group = st.selectbox(
                plain_markdown(f"“{typed}” is new. Its group"),
                SCHEMA.codes("Member", "stakeholder_group"),
                format_func=lambda code: first_up(words(code)),
                key=f"record_{key}_{typed}_group",
            )
            fresh.append(NewMember(typed, group))
        elif answer:
            ids.append(answer)
        else:
            faults.append(FieldFault(key, f"{label}: say which one “{typed}” is, or take it out."))
    return FieldChoice(tuple(dict.fromkeys(ids)), tuple(fresh), tuple(faults))


def ask_which(snapshot: Snapshot, typed: str, near: tuple[str, ...], key: str, new: bool) -> str:
    """Ask which of the nearest names is meant, or whether it is new; an id, `NEW`, or nothing
    yet.
    """
    if not near:
        if not new:
            show_trouble(
                f"Nothing has a name like “{typed}”. Take it out and type a part of the name."
            )
        return NEW if new else ""
    options = [*near, NEW] if new else list(near)
    answer = st.radio(
        plain_markdown(f"“{typed}” is not in the list. Which one is it?"),
        options,
        index=None,
        format_func=lambda id: NEW if id == NEW else plain_markdown(caption(snapshot, id)),
        key=key,
    )
    return answer or ""
