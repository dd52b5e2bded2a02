"""What people tell of a sheet: what each column means, and what only they can tell."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from explorer.html.look import plain_markdown
from explorer.html.screen import section, show, show_note
from explorer.words.text import count
from graph_model.economy_names import every_economy
from loaders.import_plan import ImportPlan
from loaders.sheets.column_meaning import GUESSED, ColumnProposal, TableProposal
from loaders.sheets.date_styles import year_id
from loaders.sheets.entry_finder import asked_labels
from loaders.sheets.open_questions import OpenQuestion
from loaders.sheets.possible_meanings import LEAVE_OUT, OWN, meanings
from loaders.sheets.spoken_for import SPEAKS_FOR

#: So many questions stand on the page at once; the others come when these are answered.
ASKED_AT_ONCE = 20
#: How columns are counted that no field is called after, and what each count is called.
READ_AS = {OWN: "own", LEAVE_OUT: "out"}
COUNTED = {
    "certain": "certain",
    "asked": "asked about above",
    "own": "kept as your own",
    "out": "left out",
}
OPEN = ""
AGAIN = "sheet_ask_again"


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


def columns(found: ImportPlan, step: int) -> bool:
    """A chooser per column, with the reason and three of its cells, folded; whether there is
    any.
    """
    if not found.proposals:
        return False
    section(
        f"{step}. What each column means",
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
            show(f"<p class='lk-small'>{escape(_columns_said(its, found))}</p>")
            with st.expander("The columns, one by one"):
                for column in its.columns:
                    _column(column, its, place)
    return True


def _columns_said(its: TableProposal, found: ImportPlan) -> str:
    """How many columns are read as what, and about how many something is asked."""
    ids = {question.id for question in found.questions}
    told: Counter[str] = Counter()
    for column in its.columns:
        about = {f"column:{its.table.sheet}/{column.heading}", f"dates:{column.heading}"}
        about.add(year_id(column.heading))
        asked = not ids.isdisjoint(about)
        told["asked" if asked else READ_AS.get(column.meaning, "certain")] += 1
    said = (f"{told[word]:,} {says}" for word, says in COUNTED.items() if told[word])
    return f"{count(len(its.columns), 'column')}: {', '.join(said)}."


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


def questions(found: ImportPlan, step: int) -> bool:
    """What only people can tell, each once; whether anything was asked at all."""
    answered = [id for id in given_answers() if not id.startswith("column:")]
    if not found.questions and not answered:
        return False
    number = len(found.questions)
    waiting = found.rows["waiting"]
    wait = "row waits" if waiting == 1 else "rows wait"
    said = f"{number:,} left, {waiting:,} {wait}" if number else "all answered"
    section(
        f"{step}. What only you can tell ({said})",
        "Nothing is guessed. Each is asked once for all its rows; the likeliest stand first, and"
        " whatever is here already can be typed.",
    )
    for question in found.questions[:ASKED_AT_ONCE]:
        _question(question, found)
    if number > ASKED_AT_ONCE:
        show_note(f"{number - ASKED_AT_ONCE:,} more come when these are answered.")
    if answered:
        _answered(answered, found)
    return True


def _answered(ids: list[str], found: ImportPlan) -> None:
    """One answer, or all of them, taken back: what they were about is asked anew."""
    one, every = st.columns([3, 1.3], vertical_alignment="bottom")
    words = {id: f"{_told().get(id, id)} {_said(given_answers()[id], found)}" for id in ids}
    one.selectbox(
        "Ask me again",
        ids[::-1],
        index=None,
        format_func=lambda id: words.get(id, id),
        placeholder=f"one of your {count(len(ids), 'answer')}",
        key=AGAIN,
        on_change=_ask_again,
    )
    if every.button("Take all my answers back", key="sheet_forget"):
        for id in ids:
            given_answers().pop(id)
        st.rerun()


def _said(answer: str, found: ImportPlan) -> str:
    """An answer in words."""
    row = found.before.nodes.get(answer)
    return row.full_name if row else answer.replace(":", " ").replace("_", " ")


def _ask_again() -> None:
    """Forget the one answer that was chosen."""
    id = st.session_state.get(AGAIN)
    if id:
        given_answers().pop(id, None)
        st.session_state.pop(_key(id), None)
    st.session_state[AGAIN] = None


def _told() -> dict[str, str]:
    """What was asked on this page, by the question."""
    told: dict[str, str] = st.session_state.setdefault("sheet_asked", {})
    return told


def _key(id: str) -> str:
    return f"sheet_question_{id}"


def _question(question: OpenQuestion, found: ImportPlan) -> None:
    words = {**dict(question.choices), **_everything(question, found)}
    _told()[question.id] = question.says
    waits = f" ({question.who_waits})" if question.count else ""
    key = _key(question.id)
    st.selectbox(
        plain_markdown(f"{question.says}{waits}"),
        [OPEN, *words],
        format_func={OPEN: "choose …", **words}.__getitem__,
        key=key,
        on_change=keep_answer,
        args=(question.id, key),
    )


def _everything(question: OpenQuestion, found: ImportPlan) -> dict[str, str]:
    """Behind what is proposed for a name, all entries that it may be the name of."""
    labels = asked_labels(question.id)
    rows = sorted(
        (row for label in labels for row in found.before.of(label)), key=lambda row: row.full_name
    )
    proposed = dict(question.choices)
    here = {row.id: f"{row.full_name} ({row.id})" for row in rows if row.id not in proposed}
    if not question.id.startswith(SPEAKS_FOR):
        return here
    there = {row.text("iso3") for row in rows}
    return here | {
        f"new:{iso3}": f"{names[0]} (new here)"
        for iso3, names in every_economy().items()
        if iso3 not in there
    }
