"""Fields in which entries are chosen by name, listed as one types in the order of the resolver; a
component of ours, for Streamlit's own lists put hits into an order of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.answers.question_search import QuestionHit, sought
from explorer.app import database
from explorer.html import people
from explorer.html.app_links import href
from explorer.html.screen import show
from explorer.words.captions import caption
from explorer.words.text import words
from graph_model.clause_search import clauses
from graph_model.errors import StoreError
from graph_model.measures.day import Day
from graph_model.measures.negotiations import as_known, begun
from graph_model.resolver import Resolution, hits
from graph_model.rows import RelationshipRow
from graph_model.search import SearchHit
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

HERE = Path(__file__).parent
HTML = (
    '<div class="lk-choose"><label class="name"></label><div class="box"><span class="held"></span>'
    '<input type="text" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false"'
    ' aria-autocomplete="list" aria-expanded="false"></div><ul role="listbox"'
    ' aria-label="What was found" hidden></ul></div>'
)
LISTED = 8
#: So many entries stand before the clauses and the questions.
FIRST = 5
#: So many of what is only near what was typed, where something holds it.
NEAR = 2


@cache
def _component() -> Callable[..., Any]:
    js, css = ((HERE / f"chooser.{name}").read_text(encoding="utf-8") for name in ("js", "css"))
    return st.components.v2.component("linkages_chooser", html=HTML, js=js, css=css)


def _typed(key: str) -> str:
    """What stands typed in a field."""
    state = st.session_state.get(key)
    return str((state.get("typed") if state else "") or "")


def search_names(
    snapshot: Snapshot, typed: str, *labels: str, limit: int = LISTED
) -> list[SearchHit]:
    """What may be meant by what was typed; the database's index may add to what the snapshot
    finds.
    """
    proposed = list[str]()
    # an own server without the index, or one that does not answer in time: the snapshot alone finds
    # the same
    with suppress(StoreError):
        proposed = database.of_app().ask(lambda store: store.propose(typed))
    return hits(snapshot, typed, *labels, limit=limit, proposed=proposed)


def entry_field(
    snapshot: Snapshot,
    label: str,
    key: str,
    labels: tuple[str, ...],
    start: Sequence[str] = (),
    new: bool = False,
    first: Sequence[str] = (),
    most: int = 0,
) -> list[str]:
    """A field for entries of these labels: what was chosen, as ids (with `new`, also names that are
    not on record). `first` is listed while nothing is typed, `most` bounds how many are held.
    """
    held = f"{key}_held"
    if held not in st.session_state:
        st.session_state[held] = [id for id in dict.fromkeys(start) if id in snapshot.nodes]
    _field(snapshot, label, key, labels, new, tuple(first[:LISTED]), most)
    chosen: list[str] = st.session_state[held]
    return list(chosen)


def among(snapshot: Snapshot, typed: str, options: Collection[str]) -> Resolution:
    """Which of these entries a typed text means: the one that is called so, or the only one that
    holds it; else the nearest ones, to be asked about.
    """
    labels = {snapshot.nodes[id].label for id in options if id in snapshot.nodes}
    listed = [hit for hit in search_names(snapshot, typed, *labels, limit=60) if hit.id in options]
    named = [hit.id for hit in listed if hit.named]
    holding = [hit.id for hit in listed if hit.holds]
    sure = named if len(named) == 1 else holding if len(holding) == 1 else []
    if sure:
        return Resolution(sure[0])
    return Resolution("", tuple((holding or [hit.id for hit in listed])[:LISTED]))


def several(
    container: DeltaGenerator,
    label: str,
    options: Mapping[str, str],
    says: Callable[[str], str],
    key: str,
    changed: Callable[[], None] | None = None,
) -> list[str]:
    """A list of which several can be chosen, each option about an entry (its id is the value),
    found under all names of the entry. What means none alone is not taken, and the nearest are
    named.
    """
    snapshot, unsure = database.snapshot(), f"{key}_unsure"

    def settle() -> None:
        taken, open_ = settled(snapshot, st.session_state[key], options)
        st.session_state[key], st.session_state[unsure] = taken, open_
        if changed:
            changed()

    chosen: list[str] = container.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda its: says(its) if its in options else its,
        placeholder="Type a part of the name",
        on_change=settle,
        filter_mode="contains",
        accept_new_options=True,
    )
    for typed, near in st.session_state.get(unsure, ()):
        names = ", ".join(short_name(snapshot, id) for id in near)
        words = f"may be {names}: choose one of them" if near else "is the name of none of these"
        show(f'<p class="lk-small">{escape(f"“{typed[:60]}” {words}.")}</p>', container)
    return [its for its in chosen if its in options]


def settled(
    snapshot: Snapshot, chosen: Sequence[str], options: Mapping[str, str]
) -> tuple[list[str], list[tuple[str, tuple[str, ...]]]]:
    """The options that were chosen or are meant by what was typed, and what means none alone."""
    by_id = {id: option for option, id in options.items()}
    taken, unsure = list[str](), list[tuple[str, tuple[str, ...]]]()
    for its in chosen:
        means = Resolution(options[its]) if its in options else among(snapshot, its, by_id)
        if means.id:
            taken.append(by_id[means.id])
        else:
            unsure.append((its, means.near))
    return list(dict.fromkeys(taken)), unsure


@st.fragment
def _field(
    snapshot: Snapshot,
    label: str,
    key: str,
    labels: tuple[str, ...],
    new: bool,
    first: tuple[str, ...],
    most: int,
) -> None:
    held, done, moved = (f"{key}_{what}" for what in ("held", "done", "moved"))
    typed = _typed(key)
    chosen: list[str] = st.session_state[held]
    offered = (
        search_names(snapshot, typed, *labels) if typed else [SearchHit(id, True) for id in first]
    )

    def took() -> None:
        steps = st.session_state[key].get("took") or []
        for step in steps:  # one that was told twice is done once
            if step["number"] > st.session_state.get(done, 0):
                st.session_state[held] = _taken(st.session_state[held], step, most)
                st.session_state[done], st.session_state[moved] = step["number"], True

    _component()(
        key=key,
        data={
            "label": label,
            "placeholder": "Type a part of the name" if not chosen else "",
            "bare": False,
            "fresh": new,
            "typed": typed,
            "done": st.session_state.get(done, 0),
            "chosen": [{"id": id, "name": short_name(snapshot, id)} for id in chosen],
            "hits": [_listed(snapshot, hit) for hit in offered if hit.id not in chosen],
        },
        default={"typed": ""},
        on_typed_change=lambda: None,
        on_took_change=took,
    )
    if st.session_state.pop(moved, False):
        st.rerun()


def _taken(chosen: list[str], what: Mapping[str, str], most: int) -> list[str]:
    added = [id for id in [*chosen, what.get("add", "")] if id and id != what.get("drop")]
    kept = list(dict.fromkeys(added))
    return kept[-most:] if most else kept


def short_name(snapshot: Snapshot, id: str) -> str:
    """An entry in few words; what is not on record stands as it was typed."""
    return caption(snapshot, id) if id in snapshot.nodes else id


def _listed(snapshot: Snapshot, hit: SearchHit) -> dict[str, str | bool]:
    row = snapshot.nodes[hit.id]
    name = caption(snapshot, hit.id)
    kind = SCHEMA.by_label[row.label].singular
    full = f"{row.full_name}, {kind}" if row.full_name != name else kind
    return {"id": hit.id, "name": name, "second": full, "holds": hit.holds}


def _clause(snapshot: Snapshot, tie: RelationshipRow) -> dict[str, str | bool]:
    """A clause, as known on the day, as a way to its agreement: what it says on the issue, and
    where.
    """
    article = f", {tie.text('article')}" if tie.text("article") else ""
    return {
        "id": f"{tie.source} {tie.target}",
        "name": f"{snapshot.name(tie.source)} on {snapshot.name(tie.target)}",
        "second": f"clause: {words(tie.text('strength'))}{article}",
        "holds": True,
        "address": href("profile", id=tie.source),
    }


def _question(question: QuestionHit) -> dict[str, str | bool]:
    """A question as a way to its answer."""
    kind = "one of the ten questions" if question.of_ten else "question"
    return {
        "id": question.address,
        "name": question.sentence,
        "second": kind,
        "holds": True,
        "address": question.address,
    }


def search_list(day: Day, typed: str, hits: Sequence[SearchHit]) -> list[dict[str, str | bool]]:
    """What the search of every page lists: entries that hold what was typed, delegations first,
    with clauses and questions that hold it; what is only near it last.
    """
    snapshot = day.snapshot

    def entry(hit: SearchHit) -> dict[str, str | bool]:
        return {**_listed(snapshot, hit), "address": href("profile", id=hit.id)}

    holding = [hit for hit in hits if hit.holds]
    holding.sort(
        key=lambda hit: (
            0 if hit.named else 1 if hit.begins else 2,
            snapshot.nodes[hit.id].label != "Delegation",
        )
    )
    said = [
        *(
            _clause(snapshot, clause)
            for tie in clauses(snapshot, typed)
            if begun(day, tie.source) and (clause := as_known(tie, day.at))
        ),
        *(map(_question, sought(day, typed)) if people.may_open("questions") else ()),
    ]
    near = [entry(hit) for hit in hits if not hit.holds]
    few = NEAR if said or holding else LISTED
    return [*map(entry, holding[:FIRST]), *said, *map(entry, holding[FIRST:LISTED]), *near[:few]]


@st.fragment
def header_search(day: Day, label: str, hint: str) -> None:
    """The search of every page, as one types: each of what it lists is a way there."""
    typed = _typed("find")
    _component()(
        key="find",
        data={
            "label": label,
            "placeholder": hint,
            "bare": True,
            "fresh": False,
            "typed": typed,
            "done": 0,
            "chosen": [],
            "hits": search_list(day, typed, search_names(day.snapshot, typed, limit=24))
            if typed
            else [],
        },
        default={"typed": ""},
        on_typed_change=lambda: None,
        on_took_change=lambda: None,
    )
