"""A draft statement that people worked on, back in: shown first, then kept as the coalition's
asks.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.saving import can_save, may_save, wait_words, write
from explorer.html.screen import section, show, show_trouble, success
from explorer.html.view import View
from explorer.reports.asks_return import brought_back
from explorer.reports.choice import ReportChoice
from graph_model.errors import LinkagesError
from loaders.asks_back import ASKS
from loaders.check.form_rows import Edit


def draw(shown: View, choice: ReportChoice) -> None:
    """The file in, what it would change, and the button."""
    if not may_save():
        return
    section(
        "Bring the draft back",
        f"What people changed under “{ASKS}” becomes the coalition’s own asks.",
    )
    file = st.file_uploader("The draft that was worked on", type=["docx", "md"], key="asks_file")
    if file is None:
        return
    made = brought_back(shown.day, choice, file.name, file.getvalue(), database.today())
    if not isinstance(made, Edit):
        show_trouble(*(str(problem) for problem in made[:10]))
        return
    items = [
        f"<li>{'Taken out: ' if row.text('state') == 'dropped' else ''}{escape(row.name)}</li>"
        for row in made.put.nodes
    ]
    show(f"<p>{escape(made.says)}.</p><ul>{''.join(items)}</ul>")
    if not items:
        return
    wait_words()
    if st.button("Keep these", type="primary", key="asks_keep", disabled=not can_save()):
        try:
            write(made)
        except LinkagesError as error:
            show_trouble(str(error))
            return
        success("Kept. The next draft has these words.")
