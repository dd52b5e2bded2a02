"""Page 9: ready questions, their answers as a table and a picture, and the statement that gave
them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from explorer.answers.ten_questions import BY_ID
from explorer.app import database
from explorer.app.address_choices import ask_again, picked_or_meant, remember
from explorer.app.ready_questions import answer, chosen, day_blank, matching, said_of, sentence
from explorer.app.visit import context_bar, option, view
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import link
from explorer.html.screen import heading, section, show, show_note, show_trouble, warn
from explorer.html.view import View
from explorer.pages.questions.answer_table import show_answer, statement
from explorer.pages.questions.ten_answer_page import one_of_ten, ten_list
from graph_model.errors import LinkagesError
from graph_model.questions import QUESTION, QUESTIONS, Parameter, ReadyQuestion
from graph_model.snapshot import Snapshot


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    question = QUESTION.get(st.query_params.get("id", ""))
    asked = BY_ID.get(st.query_params.get("ten", ""))
    if asked is not None:
        one_of_ten(shown, asked)
    elif question is None:
        catalogue(shown)
    elif missing := [
        blank
        for blank in question.parameters
        if blank.kind == "id" and not shown.snapshot.of(blank.label)
    ]:
        heading(
            "Questions",
            sentence(shown.snapshot, question, {}),
            f"There is no {missing[0].says.lower()} in the graph yet; load some first.",
        )
        show(
            f"<p>{link(href('data'), 'Load data')} · {link(href('questions'), 'All questions')}</p>"
        )
    else:
        show_question(shown, question)


def catalogue(shown: View) -> None:
    """All questions by theme, with a search."""
    heading(
        "Questions",
        "What do you want to know?",
        "Ten questions that the coalition asks most; below, all that are ready in Cypher.",
    )
    if not shown.snapshot.nodes:
        show(load_first())
    show(ten_list(shown.snapshot))
    section(
        f"{len(QUESTIONS)} more, each a statement in Cypher",
        "Each shows its rows, its picture, and the statement that gave them.",
    )
    typed = st.text_input(
        "Find a question", placeholder="for example deadline, forum or source", key="find_question"
    )
    found = matching(typed)
    if not found:
        show(
            "<p>No question has these words; try another, or"
            f" {link(href('console'), 'write your own in Cypher')}.</p>"
        )
    for theme, questions in found.items():
        items = "".join(
            f"<li>{link(href('questions', id=question.id), open_words(question))}</li>"
            for question in questions
        )
        opened = " open" if typed else ""
        show(
            f'<details class="lk-fold"{opened}><summary>{escape(theme)}'
            f" ({len(questions)})</summary>"
            f'<ul class="lk-questions">{items}</ul></details>'
        )


def open_words(question: ReadyQuestion) -> str:
    """A question before anything is chosen: its blanks are named."""
    return question.sentence(
        {
            blank.name: (
                f"[{'a day' if blank.kind == 'date' else blank.default or blank.says.lower()}]"
            )
            for blank in question.parameters
        }
    )


def show_question(shown: View, question: ReadyQuestion) -> None:
    """A question with its choosers, and its answer."""
    given = chosen(shown.snapshot, question)
    try:
        values = question.values(given, shown.as_of)
    except LinkagesError as error:
        warn(f"{error} This page shows the default.")
        given = {
            name: given[name]
            for name in given
            if next(blank for blank in question.parameters if blank.name == name).kind == "id"
        }
        values = question.values(given, shown.as_of)
    heading(
        "Questions", sentence(shown.snapshot, question, values), f"Each row is {question.means}."
    )
    show(f"<p>{link(href('questions'), 'All questions')}</p>")
    blanks = [blank for blank in question.parameters if blank.name != "on"]
    for column, blank in zip(st.columns(max(len(blanks), 2)), blanks, strict=False):
        with column:
            chooser(shown.snapshot, blank, values[blank.name])
    try:
        found = answer(question, given, shown.day)
    except LinkagesError as error:
        show_trouble(f"{error} Try again, or choose another question.")
        return
    if found is None:
        waiting()
    else:
        show_answer(shown, question, found)
    statement(question, values, shown.day)


def chooser(snapshot: Snapshot, blank: Parameter, value: object) -> None:
    """The list, date or number that fills a blank; the address keeps it."""
    key = f"blank_{blank.name}"
    if blank.kind == "date":
        day_blank(blank.says, key, str(value), partial(_keep, blank.name))
    elif blank.kind == "number":
        st.session_state[key] = int(str(value))
        st.number_input(
            blank.says,
            min_value=blank.low,
            max_value=blank.high,
            key=key,
            on_change=_keep,
            args=(blank.name,),
        )
    else:
        ids = [row.id for row in snapshot.of(blank.label)]
        options = (
            sorted(ids, key=lambda id: option(snapshot, id).casefold())
            if blank.kind == "id"
            else list(blank.codes)
        )
        st.session_state[key] = value
        named = blank.kind == "id"
        st.selectbox(
            blank.says,
            options,
            key=key,
            filter_mode="contains",
            accept_new_options=named,
            format_func=lambda each: (
                option(snapshot, each) if blank.kind == "id" else said_of(snapshot, blank, each)
            ),
            on_change=_keep_named if named else _keep,
            args=(blank.name, options) if named else (blank.name,),
        )
        if named:
            ask_again(
                st.container(), f"blank_{blank.name}", lambda id: option(snapshot, id), blank.name
            )


def _keep(name: str) -> None:
    remember(name, str(st.session_state[f"blank_{name}"] or ""))


def _keep_named(name: str, options: Sequence[str]) -> None:
    """Keep an entry that was chosen, or is meant by what was typed."""
    if id := picked_or_meant(f"blank_{name}", options):
        remember(name, id)


@st.fragment(run_every=1.0)
def waiting() -> None:
    """Look every second whether the database is ready; then the answer comes by itself."""
    behind = database.of_app()
    if behind.ready:
        st.rerun()
    why = (
        f"It cannot be asked now: {behind.problem}"
        if behind.problem
        else f"It is starting ({behind.said}); the answer comes by itself."
    )
    show_note(f"The database answers this question. {why}")
