"""What the console shows of a statement: while it goes on, its rows in several forms, its plan."""

from __future__ import annotations

import streamlit as st

from explorer.html.entry import map_link
from explorer.html.screen import section, show, show_trouble, warn
from explorer.html.view import View
from explorer.picture.network_component import draw
from explorer.picture.selection import FIRST, picture
from explorer.words.text import count
from graph_model.console.answer_values import as_text
from graph_model.console.console import Answer, QueryTask
from graph_model.database.failures import marked_line
from graph_model.errors import LinkagesError, QueryRefused
from loaders.take_out.cypher_answers import (
    database_hits,
    entries,
    frame,
    plan_lines,
    to_csv,
    to_json,
    to_parquet,
)

CSV_ADVICE = "`linkages query --format csv` writes an answer of any length to a file."


def running(task: QueryTask) -> None:
    """While it goes on: how long, how many rows, and a way to end it."""
    if task.done:
        st.rerun()
    words, stop = st.columns([4, 1], vertical_alignment="center")
    show(
        f'<p class="lk-small" role="status">Asking … {task.seconds:.0f} s,'
        f" {count(task.read, 'row')} so far</p>",
        words,
    )
    if stop.button("Cancel", key="cypher_cancel"):
        task.cancel()


def result(shown: View, task: QueryTask) -> None:
    """The answer, or why there is none."""
    try:
        answer = task.result()
    except LinkagesError as error:
        show_trouble(str(error))
        if isinstance(error, QueryRefused) and (place := marked_line(task.statement, error)):
            st.code(place, language=None)
        return
    _notices(answer)
    if task.mode == "explain":
        plan(answer)
        return
    looked = f", {database_hits(answer.plan):,} database hits" if task.mode == "profile" else ""
    section(
        f"{count(answer.read, 'row')}{' and more' if answer.more else ''}",
        f"In {answer.seconds:.2f} seconds{looked}.",
    )
    if not answer.rows:
        show("<p>No row fits. Take a condition off, or look at the names in the statement.</p>")
        if task.mode == "profile":
            plan(answer)
        return
    table, picture, values, steps = st.tabs(["Table", "Picture", "Raw values", "Plan"])
    with table:
        st.dataframe(frame(answer), hide_index=True, width="stretch")
        downloads(answer)
    with picture:
        draw_answer(shown, answer)
    with values:
        raw(answer)
    with steps:
        plan(answer)


def _notices(answer: Answer) -> None:
    """What the server says of the statement, and that there would be more."""
    if answer.notices:
        warn(*answer.notices)
    if answer.more:
        warn(
            f"Only the first {count(answer.read, 'row')} {'is' if answer.read == 1 else 'are'}"
            " shown, the most that a page takes. Add LIMIT or a count to see what you need."
            f" {CSV_ADVICE}"
        )


def downloads(answer: Answer) -> None:
    """The rows as files."""
    with st.container(horizontal=True):
        st.download_button(
            "CSV", lambda: to_csv(answer), "answer.csv", "text/csv", on_click="ignore"
        )
        st.download_button(
            "JSON", lambda: to_json(answer), "answer.json", "application/json", on_click="ignore"
        )
        st.download_button(
            "Parquet",
            lambda: to_parquet(answer),
            "answer.parquet",
            "application/octet-stream",
            on_click="ignore",
        )


def draw_answer(shown: View, answer: Answer) -> None:
    """What of the answer the picture can show, with the ties between it."""
    ids = entries(answer, shown.snapshot)
    if not ids:
        show(
            "<p>Nothing in this answer can be drawn. Return entries, paths or their ids:"
            " <code>RETURN d, a</code> or <code>RETURN d.id</code>.</p>"
        )
        return
    seen = picture(shown.day, ids, FIRST, title="Answer", filters=("an answer in Cypher",))
    draw(seen, "cypher_picture")
    more = f", {seen.left_out} more" if seen.left_out else ""
    said = (
        f"{count(len(seen.entries), 'entry', 'entries')}{more}, and the ties"
        " between them on this day."
    )
    show(f'<p class="lk-small">{said} The table holds the same entries. {map_link(ids)}</p>')


def raw(answer: Answer, most: int = 50) -> None:
    """Every value whole, as Cypher writes it."""
    lines = [
        f"{name}: {as_text(value) if value is not None else 'null'}"
        for row in answer.rows[:most]
        for name, value in (*zip(answer.columns, row, strict=True), ("", ""))
    ]
    st.code("\n".join("" if line == ": " else line for line in lines), language=None)
    if len(answer.rows) > most:
        show(
            f'<p class="lk-small">The first {most} of {len(answer.rows):,}; the JSON file holds'
            " all.</p>"
        )


def plan(answer: Answer) -> None:
    """The engine's plan as a table: what it does, from the last step to the first."""
    section(
        "How the engine goes about it",
        "Read from the bottom: each line takes what those below it found. Few database hits are"
        " fast.",
    )
    st.dataframe(plan_lines(answer.plan), hide_index=True, width="stretch")
