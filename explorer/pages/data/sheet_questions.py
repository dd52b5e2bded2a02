"""What people tell of a sheet: what each column means, and what only they can tell."""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.html.look import plain_markdown
from explorer.html.screen import section, show, show_note
from explorer.words.text import count
from loaders.sheets.column_meaning import GUESSED, ColumnProposal, TableProposal
from loaders.sheets.import_plan import ImportPlan
from loaders.sheets.open_questions import OpenQuestion
from loaders.sheets.possible_meanings import LEAVE_OUT, OWN, meanings

#: So many questions stand on the page at once; the others come when these are answered.
ASKED_AT_ONCE = 20
OPEN = ""


def given_answers() -> dict[str, str]:
    answers: dict[str, str] = st.session_state.setdefault("sheet_answers", {})
    return answers


def keep_answer(id: str, key: str) -> None:
    """Keep what a widget says."""
    said = st.session_state.get(key)
    if said:
        given_answers()[id] = str(said)
    else:
        given_answers().pop(id, None)


def columns(found: ImportPlan) -> None:
    """A chooser per column, with the reason and three of its cells."""
    if not found.proposals:
        return
    section(
        "2. What each column means",
        "Change what is not right. What no field is called after is kept as your own field and"
        " shows on the profile.",
    )
    for place, its in enumerate(found.proposals):
        with st.container(border=True):
            show(
                f"<p><b>{escape(its.table.file)}</b>, headings in row {its.table.row:,},"
                f" {count(len(its.table.rows), 'row')}: {escape(its.reason)}.</p>"
            )
            _kind(its, place)
            for column in its.columns:
                _column(column, its, place)


def _kind(its: TableProposal, place: int) -> None:
    code = its.kind.code
    options = list(dict.fromkeys([code, *GUESSED, LEAVE_OUT]))
    key = f"sheet_kind_{place}_{its.table.sheet}"
    st.selectbox(
        "Each row is",
        options,
        index=options.index(code),
        format_func=_kind_words,
        key=key,
        on_change=keep_answer,
        args=(f"kind:{its.table.sheet}", key),
    )


def _kind_words(code: str) -> str:
    if code == LEAVE_OUT:
        return "nothing of ours: leave this table out"
    if code == "Engagement":
        return "a contact"
    return code.lower().replace("_", " ")


def _column(column: ColumnProposal, its: TableProposal, place: int) -> None:
    samples = " · ".join(cell[:40] for cell in column.samples) or "(empty)"
    reads = "".join(
        f"<br>{escape(style)}: {escape(example)} is read as {escape(read)}"
        for style, _, example, read in (column.dates.shown if column.dates else ())
    )
    text, chooser = st.columns([3, 2], vertical_alignment="center")
    with text:
        show(
            f"<p><b>{escape(column.heading)}</b> <span class='lk-small'>(column {column.letter})"
            f"<br>{escape(samples)}<br>{escape(column.reason)}{reads}</span></p>"
        )
    choices = meanings(its.kind)
    options = [*choices, OWN, LEAVE_OUT]  # of contacts the first are those that people ask for

    def words(code: str) -> str:
        if code in (OWN, LEAVE_OUT):
            return "keep as my own field" if code == OWN else "leave out"
        return choices[code].says.split(": ")[0] if choices[code].field else choices[code].says

    key = f"sheet_column_{place}_{column.letter}_{its.kind.code}"
    chooser.selectbox(
        plain_markdown(f"Meaning of {column.heading}"),
        options,
        index=options.index(column.meaning),
        format_func=words,
        key=key,
        on_change=keep_answer,
        args=(f"column:{its.table.sheet}/{column.heading}", key),
        label_visibility="collapsed",
    )


def questions(found: ImportPlan) -> None:
    """What only people can tell, each once."""
    answered = {id: said for id, said in given_answers().items() if not id.startswith("column:")}
    if not found.questions and not answered:
        return
    count = len(found.questions)
    said = f"{count:,} left" if count else "all answered"
    section(f"3. What only you can tell ({said})", "Nothing is guessed. Each is asked once.")
    for question in found.questions[:ASKED_AT_ONCE]:
        _question(question)
    if count > ASKED_AT_ONCE:
        show_note(f"{count - ASKED_AT_ONCE:,} more come when these are answered.")
    if answered and st.button("Take my answers back", key="sheet_forget"):
        for id in answered:
            given_answers().pop(id)
        st.rerun()


def _question(question: OpenQuestion) -> None:
    options = [OPEN, *(choice for choice, _ in question.choices)]
    words = {OPEN: "choose …", **dict(question.choices)}
    rows = ", ".join(f"{row:,}" for row in question.rows)
    more = (
        f" and {question.count - len(question.rows):,} more"
        if question.count > len(question.rows)
        else ""
    )
    key = f"sheet_question_{question.id}"
    st.selectbox(
        plain_markdown(f"{question.says} (row{'s' if question.count != 1 else ''} {rows}{more})"),
        options,
        format_func=words.__getitem__,
        key=key,
        on_change=keep_answer,
        args=(question.id, key),
    )
