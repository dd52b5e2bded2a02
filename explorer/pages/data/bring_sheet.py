"""Bring a sheet: what each of its columns means, what only people can tell, what would change; then
all of it or nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from explorer.app import database
from explorer.html import people
from explorer.html.screen import section, show, show_note, show_trouble, success
from explorer.html.view import View
from explorer.pages.data.plan_task import PlanTask
from explorer.pages.data.sheet_changes import preview
from explorer.pages.data.sheet_questions import columns, given_answers, questions
from explorer.pages.data.uploads import chosen_files, sources_of
from explorer.pages.plan.offline_form import came_back
from graph_model.errors import LinkagesError
from loaders.answer_files import is_answers
from loaders.import_plan import ImportPlan, plan
from loaders.lists.json_lists import LINES
from loaders.read.tables import OTHER_GRAPHS, SourceFile
from loaders.sheets.mapping import (
    MappingFault,
    SheetMapping,
    keep_mapping,
    kept_names,
    place_of,
    read_mapping,
    read_mappings,
)
from loaders.sheets.row_keeper import ImportOptions

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

#: Sheets of so many bytes are read in the background, with progress and the way to stop it.
LARGE = 1_000_000
#: What may be used of earlier decisions, beside one of their names.
FITTING, NONE = "what was decided for these headings", "nothing: ask me everything"
KeptMappings = Mapping[str, SheetMapping]


def draw(shown: View, writing: Callable[..., None]) -> None:
    """The whole of it, from the file to the button that `writing` draws."""
    section(
        "1. Choose your sheet",
        "Any sheet of contacts, bodies or agreements: CSV, Excel or OpenDocument, as it is. Titles"
        " above, totals below and empty columns are no trouble. Maps of Kumu, Gephi, Cytoscape,"
        " Pajek and UCINET and lists of ToTA, the WTO, the World Bank, DESTA, DATBA, TAPED and"
        " internacia-db are known too.",
    )
    files = chosen_files("Sheets", "sheets", LINES, *OTHER_GRAPHS)
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

    if found.fitted:
        show_note(f"What was decided under “{found.fitted}” holds here too.")
    step = 2
    step += questions(found, step)
    step += columns(found, step)
    preview(found, step)
    if found.ready and found.changes:
        section(f"{step + 1}. Write")
        keep = _keeping(found, kept)
        preview_of = found.preview(database.of_app().kept.load_id)
        writing(preview_of, "Write these rows", "write_sheet", first=partial(_begun, id, keep))
    elif st.session_state.get("sheet_written") == id and not found.changes:
        section(f"{step + 1}. Written")
        success(
            f"These rows stand in dataset “{found.way.dataset}” now; “History” takes them back."
        )


def _kept() -> KeptMappings:
    """What was decided before: what people chose, or whatever fits the headings."""
    home = database.of_app().home
    names = kept_names(home)
    if not names:
        return {}
    chosen = st.selectbox(
        "Use what was decided before",
        [FITTING, NONE, *names],
        key="sheet_mapping",
        help="Kept meanings and answers: only what is new in this sheet is asked about.",
    )
    if chosen == NONE:
        return {}
    if chosen == FITTING:
        return read_mappings(home)
    try:
        held = read_mapping(home, chosen)
    except MappingFault as fault:
        show_trouble(str(fault))
        return {}
    return {chosen: held} if held else {}


def _id(files: list[UploadedFile]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.getvalue())
    return digest.hexdigest()


def _planned(
    id: str, files: list[UploadedFile], shown: View, way: ImportOptions, kept: KeptMappings
) -> ImportPlan | None:
    """The plan, made anew only when something it rests on has changed."""
    if st.session_state.get("sheet_answers_id") not in (None, id):
        st.session_state["sheet_answers"] = {}  # another sheet, other questions
    rests_on = (id, shown.snapshot.version, way, repr(kept), repr(sorted(given_answers().items())))
    held = st.session_state.get("sheet_plan")
    if held and held[0] == rests_on:
        kept_plan: ImportPlan = held[1]
        return kept_plan
    planned = _made(rests_on, sources_of(files), shown, way, kept)
    if planned is not None:
        st.session_state["sheet_plan"] = (rests_on, planned)
    return planned


def _made(
    rests_on: object, sources: list[SourceFile], shown: View, way: ImportOptions, kept: KeptMappings
) -> ImportPlan | None:
    """The plan, made in the background; a large sheet shows how far it is and can be stopped."""
    held = st.session_state.get("sheet_reading")
    if held is None or held[0] != rests_on:
        if held is not None:
            held[1].cancel()
        answers = dict(given_answers())
        chosen = next(iter(kept.values())) if _one_chosen() and kept else None
        among = {} if chosen else kept
        task = PlanTask(
            lambda watch: plan(
                sources, shown.snapshot, way, answers, chosen, watch=watch, among=among
            )
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


def _one_chosen() -> bool:
    """Whether people chose one of the kept decisions by name."""
    return st.session_state.get("sheet_mapping", FITTING) not in (FITTING, NONE)


def _keeping(found: ImportPlan, kept: KeptMappings) -> Callable[[], None]:
    """Under which name what was decided is kept for the next sheet of this kind; what keeps it."""
    home = database.of_app().home
    used = found.fitted or (st.session_state["sheet_mapping"] if _one_chosen() else "")
    name = st.text_input(
        "Keep what was decided under a name",
        value=used or found.way.dataset,
        key=f"sheet_keep_{used or found.way.dataset}",
        help="Leave it empty to keep nothing: then all is asked again.",
    ).strip()
    show("<p class='lk-small'>Next month only what is new in the sheet is asked about.</p>")
    answers = {**(kept[used].answers if used in kept else {}), **given_answers()}
    proposals = found.without_rows()
    try:
        if name:
            place_of(home, name)
    except MappingFault as fault:
        show_trouble(str(fault))
        name = ""
    return lambda: keep_mapping(home, name, proposals, answers) if name else None


def _begun(id: str, keep: Callable[[], None]) -> None:
    """Writing begins: keep what was decided."""
    keep()
    st.session_state["sheet_written"] = id
