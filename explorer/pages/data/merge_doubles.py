"""Entries that may be one body under two ids: why, what merging would move, and the decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.saving import actor, can_save, save_work, wait_words
from explorer.html.app_links import href
from explorer.html.look import link, table
from explorer.html.screen import section, show, show_trouble, success
from explorer.html.view import View
from explorer.words.captions import caption
from explorer.words.change_sentences import moved_sentence
from explorer.words.text import count
from graph_model.database.store import Store
from graph_model.doubles import LookalikePair, likely_doubles
from graph_model.errors import LinkagesError
from graph_model.judgements import judgements
from graph_model.measures.changed.band_shift import band_shift
from graph_model.rows import NodeRow
from graph_model.vocabulary import SCHEMA
from loaders.write.decisions import SAID, Decision, decide, decided, revoke
from loaders.write.load import LoadResult, apply

SHOWN = 20


def draw(shown: View) -> None:
    """The queue of pairs, and what was decided."""
    if said := st.session_state.pop("doubles_done", ""):
        success(said)
    pairs = likely_doubles(shown.snapshot)
    certain = [pair for pair in pairs if pair.certain]
    section(
        f"{count(len(pairs), 'pair')} may be one body under two ids",
        "Nothing is merged without your yes, and what was merged can be taken apart again. A body"
        " that stands here twice makes “hangs on one” look like “several”.",
    )
    wait_words()
    if len(certain) > 1 and st.button(
        f"The {len(certain)} nearly certain pairs are the same: merge them", disabled=not can_save()
    ):
        _do(lambda store: _all(store, certain), "Merged: the pairs that were nearly certain.")
    for pair in pairs[:SHOWN]:
        _pair(shown, pair)
    if not pairs:
        show("<p>No two entries look alike that nobody has decided about.</p>")
    _decisions(shown)


def _all(store: Store, pairs: list[LookalikePair]) -> LoadResult:
    done = None
    for pair in pairs:
        if done is None or {pair.one, pair.other} <= done.after.nodes.keys():
            done = _decide(Decision(pair.one, pair.other, "same"), store)
    assert done is not None, "there is a pair"
    return done


def _decide(decision: Decision, store: Store) -> LoadResult:
    return decide(store, decision, database.today(), actor())


def _pair(shown: View, pair: LookalikePair) -> None:
    one, other = (shown.snapshot.nodes[id] for id in (pair.one, pair.other))
    key = f"double_{pair.one}_{pair.other}"
    with st.container(border=True):
        names = " and ".join(
            link(href("profile", id=row.id), caption(shown.snapshot, row.id))
            for row in (one, other)
        )
        kind = SCHEMA.by_label[one.label].singular
        sure = "Nearly certain" if pair.certain else "Likely"
        show(f"<p><b>{names}</b> ({kind}). {sure}: {escape('; '.join(pair.reasons))}.</p>")
        if st.toggle("Compare them, and what merging would change", key=f"{key}_look"):
            show(_side_by_side(one, other))
            show(f"<p>{escape(_effect(shown, pair))}</p>")
        here = st.container(horizontal=True)
        for said, words in SAID.items():
            if here.button(words.capitalize(), key=f"{key}_{said}", disabled=not can_save()):
                _do(
                    partial(_decide, Decision(pair.one, pair.other, said)),
                    f"{caption(shown.snapshot, one.id)} and {caption(shown.snapshot, other.id)}:"
                    f" {words}.",
                )


def _side_by_side(one: NodeRow, other: NodeRow) -> str:
    fields = [
        field
        for field in SCHEMA.by_label[one.label].fields
        if one.text(field.name) or other.text(field.name)
    ]
    rows = [["id", escape(one.id), escape(other.id)]]
    rows += [
        [field.heading, escape(one.text(field.name)), escape(other.text(field.name))]
        for field in fields
    ]
    return table(["", "stays", "is merged into it"], rows, "Both entries")


def _effect(shown: View, pair: LookalikePair) -> str:
    """How the picture would move, before anything is written."""
    changes = decided(shown.snapshot, Decision(pair.one, pair.other, "same"), database.today())
    after = apply(shown.snapshot, changes)
    ties = len(changes.gone.relationships)
    change = band_shift(shown.day, replace(shown.day, snapshot=after))
    goes = "goes" if ties == 1 else "go"
    return f"{count(ties, 'tie')} {goes} over. {moved_sentence(change, trial=True)}"


def _decisions(shown: View) -> None:
    rows = sorted(
        judgements(shown.snapshot).values(), key=lambda row: row.text("date"), reverse=True
    )
    if not rows:
        return
    section("What was decided", "Each holds for every later load, and can be taken back.")
    for row in rows:
        words, button = st.columns([4, 1.4], vertical_alignment="center")
        who = f" by {row.text('decided_by')}" if row.text("decided_by") else ""
        ends = f"{row.text('one')} and {row.text('other')}"
        with words:
            show(
                f'<p class="lk-small">{escape(ends)}: <b>{SAID[row.text("said")]}</b>,'
                f" {escape(row.text('date'))}{escape(who)}</p>"
            )
        says = "Take apart" if row.text("said") == "same" else "Take back"
        if button.button(says, key=f"revoke_{row.id}", disabled=not can_save()):
            _do(partial(_revoke, row), f"Taken back: {ends}.")


def _revoke(decision: NodeRow, store: Store) -> LoadResult:
    return revoke(store, decision.text("one"), decision.text("other"), actor())


def _do(work: Callable[[Store], LoadResult], says: str) -> None:
    """Write, say so, and say how the picture moved."""
    try:
        save_work(work)
    except LinkagesError as error:
        show_trouble(str(error))
        return
    st.session_state["doubles_done"] = says
    st.rerun()
