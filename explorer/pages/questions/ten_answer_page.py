"""One of the ten questions: its blanks to choose, its answer in groups, a file of it, and the
nearest statements in Cypher, folded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from explorer.answers.answer_html import Sorted, answer_html, ten_html
from explorer.answers.answer_tables import GroupedAnswer, as_rows
from explorer.answers.ten_questions import TEN, QuestionBlank, TenQuestion, filled
from explorer.app.address_choices import remember
from explorer.app.ready_questions import day_blank
from explorer.app.visit import option, params
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import empty, link
from explorer.html.screen import heading, show
from explorer.html.view import View
from explorer.words.text import unstressed
from graph_model.measures import is_member
from graph_model.measures.coming_events import coming_events
from graph_model.questions import QUESTION
from graph_model.snapshot import Snapshot
from loaders.csv_text import csv_text


def ten_list(snapshot: Snapshot, short: bool = False) -> str:
    """The ten as links: in few words, or as they are asked."""
    return ten_html(
        [
            (href("questions", ten=asked.id), asked.short if short else _plain(snapshot, asked))
            for asked in TEN
        ]
    )


def _plain(snapshot: Snapshot, asked: TenQuestion) -> str:
    """A question before anything is chosen."""
    said = {blank.name: blank.unsaid or "a day" for blank in asked.blanks}
    return asked.says.format_map(said)


def one_of_ten(shown: View, asked: TenQuestion) -> None:
    """A question with its blanks, and its answer."""
    st.set_page_config(page_title=f"{asked.short} · Linkages")
    if not shown.snapshot.nodes:
        heading("Questions", _plain(shown.snapshot, asked))
        show(load_first())
        return
    given = filled(shown.day, asked, {blank.name: _given(blank) for blank in asked.blanks})
    answer = asked.answer(shown.day, given)
    heading(asked.sentence(shown.snapshot, given), answer.sentence, answer.lead)
    if asked.blanks:
        with st.container(key="lk-blanks", horizontal=True):
            for blank in asked.blanks:
                _chooser(shown, blank, given[blank.name])
    if answer.filled:
        show(answer_html(shown.snapshot, answer, _sorted_by(), sorted_address))
        _file(asked, answer)
    else:
        show(
            empty(
                "Nothing on record answers this.",
                "What is not recorded is not known: choose otherwise above, or another day.",
                link(href("record"), "Record a contact", button="plain"),
                link(href("data"), "Bring in data", button="plain"),
            )
        )
    with st.expander("The nearest statements in Cypher"):
        items = [f"<li>{link(href('questions', id=id), _statement(id))}</li>" for id in asked.near]
        show(
            "<p>The answer above is worked out by the measures. These ready questions ask the"
            f' database for parts of it:</p><ul class="lk-questions">{"".join(items)}</ul>'
        )
    show(f'<p class="lk-tool">{link(href("questions"), "All questions")}</p>')


def _statement(id: str) -> str:
    question = QUESTION[id]
    return question.sentence({blank.name: blank.says.lower() for blank in question.parameters})


def _given(blank: QuestionBlank) -> str:
    return st.query_params.get(blank.name, "")


def _sorted_by() -> Sorted | None:
    """What the address says about the order; nothing where it is no order."""
    group, _, column = st.query_params.get("sort", "").partition(".")
    if not (group.isdecimal() and column.isdecimal() and len(group + column) < 5):
        return None
    return int(group), int(column), st.query_params.get("down") == "on"


def sorted_address(sort: str, down: str) -> str:
    """This page, sorted by a column."""
    return href("questions", **params(sort=sort, down=down))


def _file(asked: TenQuestion, answer: GroupedAnswer) -> None:
    head, rows = as_rows(answer)
    st.download_button(
        "All rows (CSV)",
        lambda: csv_text(head, ([unstressed(cell) for cell in row] for row in rows)),
        f"{asked.id}.csv",
        "text/csv",
        type="tertiary",
    )


def _chooser(shown: View, blank: QuestionBlank, value: str) -> None:
    """The list or the day that fills a blank; the address keeps it."""
    key = f"ten_{blank.name}"
    if not blank.label:
        day_blank(blank.says, key, value, partial(_keep, blank))
        return
    options = _options(shown, blank, value)

    def says(id: str) -> str:
        return option(shown.snapshot, id) if id else blank.unsaid.capitalize()

    if blank.many:
        st.session_state[key] = [id for id in value.split(",") if id]
        st.multiselect(
            blank.says, options, key=key, format_func=says, on_change=_keep, args=(blank,)
        )
    else:
        st.session_state[key] = value
        st.selectbox(blank.says, options, key=key, format_func=says, on_change=_keep, args=(blank,))


def _options(shown: View, blank: QuestionBlank, value: str) -> Sequence[str]:
    snapshot = shown.snapshot
    if blank.name == "event":
        ahead = [event.id for event in coming_events(shown.day)]
        return list(dict.fromkeys([*ahead, value]))
    rows = snapshot.of(blank.label)
    named = sorted((row.id for row in rows), key=lambda id: option(snapshot, id).casefold())
    if blank.name == "member":
        ours = [id for id in named if is_member(snapshot.nodes[id], shown.day)]
        return ["", *ours, *(id for id in named if id not in ours)]
    return named


def _keep(blank: QuestionBlank) -> None:
    value = st.session_state[f"ten_{blank.name}"]
    remember(blank.name, ",".join(value) if isinstance(value, list) else str(value or ""))
    remember("sort", "")
    remember("down", "")
