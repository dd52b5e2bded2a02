"""What both ways of bringing files share: the field in which files are chosen, and the problems
that were found in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from explorer.html.look import table
from explorer.html.screen import show, show_trouble
from explorer.words.text import count
from loaders.column_problems import once_per_column
from loaders.problems import SHOWN, Problem, report
from loaders.read.tables import GRAPHS, READERS, SourceFile

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile


def chosen_files(label: str, key: str, *more: str) -> list[UploadedFile]:
    """The files that were chosen, of all endings that are read (and these)."""
    endings = [suffix.removeprefix(".") for suffix in (*READERS, *GRAPHS, *more)]
    return st.file_uploader(label, type=endings, accept_multiple_files=True, key=key)


def sources_of(files: Sequence[UploadedFile]) -> list[SourceFile]:
    """Uploads as the loaders read them."""
    return [SourceFile(file.name, file.getvalue()) for file in files]


def refused(problems: Sequence[Problem], nothing: str, remedy: str, key: str) -> None:
    """Every problem with its place, what stands all down a column once; the whole list, cell by
    cell, as a file.
    """
    told = once_per_column(problems)
    show_trouble(f"{count(len(told), 'problem')}: {nothing}. {remedy}")
    rows = [
        [
            escape(its.file),
            str(its.row or ""),
            escape(its.column),
            f"<code>{escape(its.cell[:60])}</code>",
            escape(its.sentence),
        ]
        for its in told[:SHOWN]
    ]
    title = f"The first {len(rows)} of {len(told):,}"
    show(table(["file", "row", "column", "cell", "what is wrong"], rows, title))
    st.download_button(
        "All problems (CSV)", lambda: report(problems), "problems.csv", "text/csv", key=key
    )
