"""What others keep in the same database, in the way of a load: named before the button to write,
with the choice of what to do.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app import database
from explorer.html.look import table
from explorer.html.screen import show, show_trouble, warn
from explorer.words.text import count
from graph_model.database.foreign_rows import TakeoverChoices
from graph_model.errors import StoreError
from loaders.check.foreign_row_problems import in_the_way
from loaders.check.row_checks import CheckedRows
from loaders.problems import SHOWN
from loaders.write.load import LoadPreview


def foreign_row_choices(
    planned: LoadPreview, checked: CheckedRows, key: str
) -> TakeoverChoices | None:
    """The choices for what is in the way, none where nothing is; None while one is open."""
    store = database.of_app().store
    if store is None:
        return None
    try:
        found = in_the_way(store, checked, planned.changes, planned.before, TakeoverChoices())
    except StoreError as error:
        show_trouble(str(error))
        return None
    if not found:
        return TakeoverChoices()
    meet = "meets" if len(found) == 1 else "meet"
    warn(f"{count(len(found), 'row')} {meet} what others keep in this database.")
    rows = [
        [escape(problem.file), str(problem.row or ""), escape(problem.sentence)]
        for problem in found[:SHOWN]
    ]
    show(table(["file", "row", "what is there"], rows, "What others keep there"))
    taken = [problem.cell for problem in found if problem.code == "not-ours"]
    going = [problem.cell for problem in found if problem.code == "tied-by-others"]
    said = [
        st.checkbox(words, key=f"{key}_{what}")
        for what, ids, words in (
            ("take", taken, "Take these entries over; undoing gives them back"),
            ("leave", going, "Leave the rows that are gone behind, as theirs"),
        )
        if ids
    ]
    return TakeoverChoices(frozenset(taken), frozenset(going)) if all(said) else None
