"""Page 5: what is loaded and from where; templates; upload with a preview; export."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.downloads import take_out
from explorer.app.visit import context_bar, view
from explorer.html.look import table
from explorer.html.screen import heading, section, show, show_note, show_trouble, success, warn
from explorer.html.view import View
from explorer.pages.data import bring_sheet, merge_doubles, table_editor
from explorer.pages.data.foreign_row_choice import foreign_row_choices
from explorer.pages.data.load_list import changed_html, counts_html, load_list
from explorer.pages.data.uploads import chosen_files, refused, sources_of
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.doubles import likely_doubles
from graph_model.errors import StoreError
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import CheckedRows, check_sources
from loaders.opening import newer_facts
from loaders.seeds import DATASET
from loaders.write.load import LoadPreview, load, preview, summary, takes_all

#: What is said of files with problems.
NOTHING, REMEDY = "nothing was written", "Correct the file and choose it again."


def page() -> None:
    """Draw the page."""
    began = database.of_app().kept.load_id
    shown = view()
    context_bar(shown)
    number = len(shown.snapshot.nodes) + len(shown.snapshot.relationships)
    heading(
        "Data",
        f"{count(number, 'row')} from {len(shown.snapshot.datasets)}"
        f" dataset{'s' if len(shown.snapshot.datasets) != 1 else ''}",
        _lead(),
    )
    if problem := database.of_app().problem:
        warn(problem)
    running_load()
    if database.of_app().kept.load_id != began and not database.of_app().busy:
        st.rerun()  # it ended after this page took what it shows, and nothing would draw it anew
    pairs = len(likely_doubles(shown.snapshot))
    bringing, loading, editing, alike, holding, lately, leaving = st.tabs(
        [
            "Bring a sheet",
            "Bring files in",
            "Edit a table",
            f"Doubles ({pairs})" if pairs else "Doubles",
            "What is loaded",
            "History",
            "Take files out",
        ]
    )
    with bringing:
        bring_sheet.draw(shown, writing)
    with loading:
        newer(shown)
        upload(shown)
    with editing:
        table_editor.draw(shown)
    with alike:
        merge_doubles.draw(shown)
    with holding:
        rows_by_dataset(shown.snapshot)
    with lately:
        load_list()
    with leaving:
        take_out(shown.snapshot)


def _lead() -> str:
    return (
        "Files are checked first and shown as a preview; any problem and nothing is written."
        " Nothing leaves this machine."
    )


def rows_by_dataset(snapshot: Snapshot) -> None:
    """Rows per dataset and per type."""
    show(
        table(
            ["dataset", "rows"],
            [[escape(name), f"{number:,}"] for name, number in snapshot.datasets.items()],
            "Datasets",
            (1,),
        )
    )
    labels = [(kind.label, kind.file, kind.doc) for kind in SCHEMA.nodes]
    ties = [(kind.name, kind.file, kind.doc) for kind in SCHEMA.relationships]
    for title, kinds, says in (
        ("Labels", labels, "what it is"),
        ("Relationship types", ties, "what it says"),
    ):
        rows = [
            [code, f"{snapshot.counts.get(code, 0):,}", escape(doc), f"{file}.csv"]
            for code, file, doc in kinds
        ]
        show(
            table(
                [title.lower().removesuffix("s"), "rows", says, "file"],
                rows,
                title,
                (1,),
                roomy=True,
            )
        )


def upload(shown: View) -> None:
    """Choose, check, preview, write."""
    section(
        "1. Choose files",
        "CSV, Excel or OpenDocument, named after a label or relationship type (member.csv,"
        " took_part_in.csv). Templates are under “Take files out”. A graph file taken out there"
        " comes back in too.",
    )
    files = chosen_files("Files", "files")
    typed = st.text_input(
        "Name of this dataset",
        value="coalition",
        key="dataset",
        help="Rows that people bring under one name belong together.",
    )
    replaces = st.checkbox(
        "These files are all that this dataset holds: its other rows go",
        key="replaces",
        help="Without it, rows are added and changed, and none goes.",
    )
    if not files:
        return
    dataset = typed.strip() or "coalition"
    checked = check_sources(sources_of(files), dataset, shown.snapshot, replaces)
    for notice in checked.notices:
        show_note(notice)
    if checked.problems:
        refused(checked.problems, NOTHING, REMEDY, "files_report")
        return
    section("2. Look at what would change")
    planned = would_change(checked, dataset, shown, replaces)
    if planned.changes:
        section("3. Write")
        if not takes_all(planned.changes) or confirm_emptying(dataset, len(planned.changes.gone)):
            writing(planned, "Write these rows", "write", checked)


def confirm_emptying(dataset: str, rows: int) -> bool:
    """Nothing is brought and everything taken away: that is asked for by name."""
    warn(
        f"These files hold no row of dataset “{dataset}”. Writing them takes away all that it"
        f" has ({count(rows, 'row')}), and brings none."
    )
    typed = st.text_input("Type the name of the dataset to take it away", key="take_all_away")
    return typed.strip() == dataset


def would_change(
    checked: CheckedRows, dataset: str, shown: View, replaces: bool = True
) -> LoadPreview:
    """What these rows would do, in numbers and cell by cell."""
    load_id = database.of_app().kept.load_id
    planned = preview(checked, shown.snapshot, load_id, dataset, replaces)
    show(
        f"<p>{escape(summary(planned.changes))}</p>{counts_html(planned.changes)}{changed_html(planned)}"
    )
    return planned


def newer(shown: View) -> None:
    """An older graph is told of the facts that came with a newer version; they come in like any
    file, and can be taken back.
    """
    checked = _newer(shown.snapshot)
    if checked is None:
        return
    with st.container(border=True, gap="medium"):
        section(
            "Newer opening facts came with this version",
            "Your own rows stay as they are; the opening facts are replaced by the newer ones.",
        )
        if checked.problems:
            refused(checked.problems, NOTHING, REMEDY, "newer_report")
        else:
            planned = would_change(checked, DATASET, shown)
            writing(planned, "Bring the newer facts in", "newer", checked)


@cached(maxsize=2)
def _newer(snapshot: Snapshot) -> CheckedRows | None:
    return newer_facts(snapshot)


def writing(
    planned: LoadPreview,
    words: str,
    key: str,
    checked: CheckedRows | None = None,
    first: Callable[[], None] | None = None,
) -> None:
    """The button that writes, as soon as there is a database to write to, and nothing of others is
    in the way; what is to be done `first` is done when it is pressed.
    """
    behind = database.of_app()
    if not behind.ready:
        waiting(words, f"{key}_not_yet")
        return
    choices = foreign_row_choices(planned, checked or CheckedRows(), key)
    off = behind.busy or choices is None
    if st.button(words, type="primary", key=key, disabled=off) and choices is not None:
        if first:
            first()
        write(planned, choices)
    if behind.busy:
        show_note("Something is being written: how far it is stands at the top of this page.")


@st.fragment(run_every=1.0)
def waiting(words: str, key: str) -> None:
    """Look every second whether the database is ready; then the preview is made anew, for the data
    may differ from what was kept.
    """
    behind = database.of_app()
    if behind.ready:
        st.rerun()
    show_note(f"The database is not ready yet ({behind.said}). The button opens by itself.")
    st.button(words, type="primary", disabled=True, key=key)


def write(planned: LoadPreview, choices: TakeoverChoices) -> None:
    """Write in the background; the old state stands until the last moment."""
    behind = database.of_app()
    try:
        store = behind.writable()
    except StoreError as error:
        show_trouble(str(error))
        return
    behind.begin(lambda watch: load(store, planned, watch, choices))
    st.rerun()


def running_load() -> None:
    """The load that is being written, or how the last one ended; whoever opens the page sees it."""
    task = database.of_app().task
    if task is None:
        return
    if not task.done:
        st.fragment(progress, run_every=0.5)()
    elif task.problem:
        show_trouble(f"{task.ended}: {task.problem}")
    else:
        success(f"Written at {task.ended}. {task.said} It can be taken back under “History”.")


def progress() -> None:
    """Phase, rows and time left, and the way to stop."""
    task = database.of_app().task
    if task is None or task.done:
        st.rerun()
    with st.container(border=True):
        st.progress(task.share, task.words())
        off = task.final or task.stopping
        words = "Cancel: leave everything as it was"
        st.button(words, key="cancel", disabled=off, on_click=task.cancel)
