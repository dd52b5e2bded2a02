"""Ready questions in the app: what the address gives to their blanks, their sentences with names,
and the answer of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from explorer.app import database
from explorer.app.address_choices import LATEST
from explorer.words.captions import caption
from explorer.words.text import words
from graph_model.console.console import Answer
from graph_model.dates import FIRST, date_words
from graph_model.measures.day import Day
from graph_model.questions import QUESTION, THEMES, Parameter, ReadyQuestion
from graph_model.questions.answering import ask
from graph_model.search import likely_entry
from graph_model.search_words import folded_text
from graph_model.snapshot import Snapshot


def chosen(snapshot: Snapshot, question: ReadyQuestion) -> dict[str, str]:
    """What the address gives to the blanks of a question; an entry that it does not name is the one
    with most ties.
    """
    found = {}
    for blank in question.parameters:
        said = st.query_params.get(blank.name, "")
        if blank.kind == "id" and (
            said not in snapshot.nodes or snapshot.nodes[said].label != blank.label
        ):
            said = likely_entry(snapshot, blank.label)
        if blank.kind == "code" and said not in blank.codes:
            said = ""
        if blank.name != "on":
            found[blank.name] = said
    return found


def said_of(snapshot: Snapshot, blank: Parameter, value: object) -> str:
    """What fills a blank, as people say it."""
    if blank.kind == "id":
        return caption(snapshot, str(value)) if value in snapshot.nodes else ""
    if blank.kind == "date":
        return date_words(str(value))
    return words(str(value)) if blank.kind == "code" else str(value)


def sentence(snapshot: Snapshot, question: ReadyQuestion, values: Mapping[str, object]) -> str:
    """The question with names in its blanks."""
    return question.sentence(
        {
            blank.name: said_of(snapshot, blank, values[blank.name])
            for blank in question.parameters
            if blank.name in values
        }
    )


def day_blank(says: str, key: str, day: str, keep: Callable[[], None]) -> None:
    """The day that fills a blank; `keep` is called when another is chosen."""
    st.session_state[key] = date.fromisoformat(day)
    st.date_input(
        says,
        min_value=date(FIRST, 1, 1),
        max_value=LATEST,
        key=key,
        format="YYYY-MM-DD",
        on_change=keep,
    )


def matching(wanted: str) -> dict[str, list[ReadyQuestion]]:
    """The questions whose words hold all that was typed, by theme."""
    needle = folded_text(wanted).split()
    fitting = [
        q
        for q in QUESTION.values()
        if all(word in folded_text(f"{q.theme} {q.says} {q.means} {q.id}") for word in needle)
    ]
    return {
        theme: found
        for theme in THEMES
        if (found := [question for question in fitting if question.theme == theme])
    }


def answer(question: ReadyQuestion, given: Mapping[str, str], day: Day) -> Answer | None:
    """The answer of the database; None while it starts. Raises `LinkagesError`."""
    behind = database.of_app()
    return (
        _answer(question.id, tuple(sorted(given.items())), day, behind.kept.load_id)
        if behind.ready
        else None
    )


@st.cache_data(max_entries=100, show_spinner=False, hash_funcs={Day: hash})
def _answer(id: str, given: tuple[tuple[str, str], ...], day: Day, load_id: str) -> Answer:
    """The same question of the same data has the same answer."""
    store = database.of_app().store
    assert store is not None
    return ask(store, QUESTION[id], dict(given), day)
