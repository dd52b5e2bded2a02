"""Bring a sheet: what each of its columns means, what only people can tell, what would change; then
all of it or nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from explorer.app import database, people
from explorer.html.look import plain_markdown, table
from explorer.html.screen import section, show, show_note, show_trouble, warn
from explorer.html.view import View
from explorer.pages.data.plan_task import PlanTask
from explorer.pages.data.uploads import chosen_files, refused, sources_of
from explorer.pages.plan.offline_form import came_back
from graph_model.errors import LinkagesError
from graph_model.vocabulary import SCHEMA
from loaders.answer_files import is_answers
from loaders.lists.json_lists import LINES
from loaders.problems import SHOWN
from loaders.read.tables import SourceFile
from loaders.sheets.column_meaning import (
    GUESSED,
    LEAVE_OUT,
    OWN,
    ColumnProposal,
    TableProposal,
    kind_code,
    meanings,
)
from loaders.sheets.import_plan import ImportPlan, plan
from loaders.sheets.mapping import (
    MappingFault,
    SheetMapping,
    keep_mapping,
    kept_names,
    read_mapping,
)
from loaders.sheets.open_questions import OpenQuestion
from loaders.sheets.row_keeper import NOBODY, ImportOptions
from loaders.write.load import LoadPreview, summary

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

#: So many questions stand on the page at once; the others come when these are answered.
ASKED_AT_ONCE = 20
#: Sheets of so many bytes are read in the background, with progress and the way to stop it.
LARGE = 1_000_000
REMEDY = "Correct the sheet and choose it again."
NEW = "(none kept)"
OPEN = ""


def draw(shown: View, writing: Callable[[LoadPreview, str, str], None]) -> None:
    """The whole of it, from the file to the button that `writing` draws."""
    section(
        "1. Choose your sheet",
        "Any sheet of contacts, bodies or agreements: CSV, Excel or OpenDocument, as it is. Titles"
        " above, totals below and empty columns are no trouble. Maps of Kumu, Gephi and Cytoscape"
        " and lists of ToTA, the WTO, the World Bank, DESTA, DATBA, TAPED and internacia-db are"
        " known"
        " too.",
    )
    files = chosen_files("Sheets", "sheets", LINES)
    if not files:
        return
    if is_answers(files[0].getvalue()):
        came_back(shown, files[0].name, files[0].getvalue())
        return
    named, how = st.columns(2)
    dataset = named.text_input(
        "Name of this dataset",
        key=f"sheet_dataset_{files[0].name}",
        placeholder="the name of the list or of the file",
        help="A sheet adds to its dataset and changes rows of it; it takes none away.",
    )
    visibility = how.selectbox(
        "Who may see it", ["coalition", "private", "public"], key="sheet_who"
    )
    kept = _kept()
    signature = people.present().signature
    way = ImportOptions(dataset.strip(), database.today(), visibility, signature)
    id = _id(files)
    found = _planned(id, files, shown, way, kept)
    st.session_state["sheet_answers_id"] = id
    if found is None:
        return
    columns(found)
    questions(found)
    preview(found)
    if found.ready and found.changes:
        section("5. Write")
        _keeping(found)
        writing(found.preview(database.backbone().kept.load_id), "Write these rows", "write_sheet")


def _kept() -> SheetMapping | None:
    home = database.backbone().home
    names = kept_names(home)
    if not names:
        return None
    chosen = st.selectbox(
        "Use what was decided before",
        [NEW, *names],
        key="sheet_mapping",
        help="Kept meanings and answers: only what is new in this sheet is asked about.",
    )
    try:
        return read_mapping(home, chosen) if chosen != NEW else None
    except MappingFault as fault:
        show_trouble(str(fault))
        return None


def _id(files: list[UploadedFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.getvalue())
    return digest.hexdigest()


def _answers() -> dict[str, str]:
    answers: dict[str, str] = st.session_state.setdefault("sheet_answers", {})
    return answers


def _planned(
    id: str, files: list[UploadedFile], shown: View, way: ImportOptions, kept: SheetMapping | None
) -> ImportPlan | None:
    """The plan, made anew only when something it rests on has changed."""
    if st.session_state.get("sheet_answers_id") not in (None, id):
        st.session_state["sheet_answers"] = {}  # another sheet, other questions
    rests_on = (id, shown.snapshot.version, way, repr(kept), repr(sorted(_answers().items())))
    held = st.session_state.get("sheet_plan")
    if held and held[0] == rests_on:
        kept_plan: ImportPlan = held[1]
        return kept_plan
    planned = _made(rests_on, sources_of(files), shown, way, kept)
    if planned is not None:
        st.session_state["sheet_plan"] = (rests_on, planned)
    return planned


def _made(
    rests_on: object,
    sources: list[SourceFile],
    shown: View,
    way: ImportOptions,
    kept: SheetMapping | None,
) -> ImportPlan | None:
    """The plan, made in the background; a large sheet shows how far it is and can be stopped."""
    held = st.session_state.get("sheet_reading")
    if held is None or held[0] != rests_on:
        if held is not None:
            held[1].cancel()
        answers = dict(_answers())
        task = PlanTask(
            lambda watch: plan(sources, shown.snapshot, way, answers, kept, watch=watch)
        )
        if sum(len(source.data) for source in sources) < LARGE:
            with st.spinner("Reading the sheet…"):
                task.run()
        else:
            task.start()
        st.session_state["sheet_reading"] = held = (rests_on, task)
    task = held[1]
    if not task.done:
        st.fragment(_reading, run_every=0.5)()
        return None
    try:
        planned: ImportPlan = task.result()
    except LinkagesError as error:
        show_trouble(str(error))
        if st.button("Read the sheet again", key="sheet_again"):
            del st.session_state["sheet_reading"]
            st.rerun()
        return None
    del st.session_state["sheet_reading"]
    return planned


def _reading() -> None:
    """How far the reading is, and the way to stop it."""
    held = st.session_state.get("sheet_reading")
    if held is None or held[1].done:
        st.rerun()
    task = held[1]
    with st.container(border=True):
        st.progress(task.share, task.words())
        words = "Cancel: read nothing"
        st.button(words, key="sheet_cancel", disabled=task.stopping, on_click=task.cancel)


def _answer(id: str, key: str) -> None:
    """Keep what a widget says."""
    said = st.session_state.get(key)
    if said:
        _answers()[id] = str(said)
    else:
        _answers().pop(id, None)


# ---------------------------------------------------------------- columns


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
                f" {len(its.table.rows):,} rows: {escape(its.reason)}.</p>"
            )
            _kind(its, place)
            for column in its.columns:
                _column(column, its, place)


def _kind(its: TableProposal, place: int) -> None:
    code = kind_code(its.kind)
    options = list(dict.fromkeys([code, *GUESSED, LEAVE_OUT]))
    key = f"sheet_kind_{place}_{its.table.sheet}"
    st.selectbox(
        "Each row is",
        options,
        index=options.index(code),
        format_func=_kind_words,
        key=key,
        on_change=_answer,
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

    key = f"sheet_column_{place}_{column.letter}_{kind_code(its.kind)}"
    chooser.selectbox(
        plain_markdown(f"Meaning of {column.heading}"),
        options,
        index=options.index(column.meaning),
        format_func=words,
        key=key,
        on_change=_answer,
        args=(f"column:{its.table.sheet}/{column.heading}", key),
        label_visibility="collapsed",
    )


# ---------------------------------------------------------------- questions


def questions(found: ImportPlan) -> None:
    """What only people can tell, each once."""
    answered = {id: said for id, said in _answers().items() if not id.startswith("column:")}
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
            _answers().pop(id)
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
        on_change=_answer,
        args=(question.id, key),
    )


# ---------------------------------------------------------------- what would change


def preview(found: ImportPlan) -> None:
    """Which rows are new, change something, bring nothing new or are refused."""
    section("4. What would change")
    counts = found.rows
    said = (
        f"Of {counts.get('read', 0):,} rows of the sheet {counts.get('new', 0):,} bring something"
        f" new, {counts.get('changed', 0):,} change something, {counts.get('same', 0):,} are there"
        f" already, {counts.get('refused', 0):,} are refused."
    )
    done = sum(counts.get(word, 0) for word in ("new", "changed", "same", "refused"))
    waiting = counts.get("read", 0) - done - found.made.counts[NOBODY]
    if found.questions and waiting > 0:
        said += f" {waiting:,} wait for an answer."
    said += f" They go into dataset “{found.way.dataset}”."
    show(f"<p>{escape(said)}</p><p>In the graph: {escape(summary(found.changes))}</p>")
    notices = (*found.notices, *(f"{n:,} {what}" for what, n in found.made.counts.items()))
    if notices:
        show_note(*notices)
    rows = [
        [escape(_words(kind)), f"{n.get('new', 0):,}", f"{n.get('changed', 0):,}"]
        for kind, n in found.changes.by_kind().items()
    ]
    if rows:
        show(table(["kind", "new", "changed"], rows, "Rows of the graph", (1, 2)))
    _looked_at(found)
    if found.problems:
        refused(found.problems, "nothing can be written", REMEDY, "sheet_report")
    elif found.questions:
        warn("Nothing can be written before the questions above are answered.")


def _words(kind: str) -> str:
    """A label or a kind of tie as people read it."""
    if label := SCHEMA.by_label.get(kind):
        return label.plural
    return f"… {SCHEMA.by_name[kind].says} …"


def _looked_at(found: ImportPlan) -> None:
    """What was split and matched, to be looked at."""
    splits = [
        [escape(cell), escape(" | ".join(parts))] for cell, parts in found.made.splits.items()
    ]
    snapshot = found.before
    matched = [
        [escape(text), escape(snapshot.nodes[id].full_name if id in snapshot.nodes else id)]
        for text, id in sorted(found.made.matched.items())
    ]
    differing = [[escape(its)] for its in found.made.differing]
    said = {row.id: row.full_name for row in (*snapshot.nodes.values(), *found.changes.new.nodes)}
    alike = [
        [escape(said[pair.one]), escape(said[pair.other]), escape("; ".join(pair.reasons))]
        for pair in found.doubles
    ]
    for title, header, rows in (
        ("Cells that name several", ["cell", "names"], splits),
        ("Names and what they were matched to", ["in the sheet", "in the graph"], matched),
        (
            "New entries that may be there already: decide under Doubles",
            ["one", "other", "why"],
            alike,
        ),
        ("Where the sheet and the graph say different things", ["what"], differing),
    ):
        if rows:
            with st.expander(f"{title} ({len(rows):,})"):
                show(table(header, rows[:SHOWN], title))


def _keeping(found: ImportPlan) -> None:
    """Keep what was decided for the next sheet of this kind."""
    name = st.text_input(
        "Keep what was decided under a name",
        key="sheet_keep",
        help="Next month only what is new is asked about. Leave it empty to keep nothing.",
    ).strip()
    if not name:
        return
    chosen = st.session_state.get("sheet_mapping", NEW)
    home = database.backbone().home
    try:
        before = read_mapping(home, chosen) if chosen != NEW else None
        keep_mapping(
            home, name, found.proposals, {**(before.answers if before else {}), **_answers()}
        )
    except MappingFault as fault:
        show_trouble(str(fault))
    else:
        show_note(f"Kept under “{name}”.")
