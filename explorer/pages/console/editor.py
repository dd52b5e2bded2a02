"""The editor for Cypher: a small component of our own. The published ones for Streamlit have stood
still since 2024; nothing here asks the network.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph_model.console.notices import LABELS, PROPERTIES, TYPES

HERE = Path(__file__).parent
#: Words of the language that reads; functions among them.
LANGUAGE = """\
    MATCH OPTIONAL WHERE RETURN WITH UNWIND ORDER BY SKIP LIMIT ASC DESC DISTINCT AS AND OR XOR NOT IN IS NULL STARTS ENDS CONTAINS UNION ALL CALL
    YIELD CASE WHEN THEN ELSE END EXISTS COUNT COLLECT SHORTEST ANY NONE SINGLE TRUE FALSE SHOW INDEXES CONSTRAINTS EXPLAIN PROFILE CYPHER USING INDEX
    count collect size length labels type properties keys nodes relationships coalesce toLower toUpper toInteger toString split substring replace
    head last range reduce avg sum min max date datetime duration elementId shortestPath"""
WORDS = tuple(LANGUAGE.split())
HTML = (
    '<div class="lk-edit"><pre aria-hidden="true"></pre><textarea spellcheck="false"'
    ' autocapitalize="off" autocomplete="off" wrap="off" role="combobox" aria-label="Statement in'
    ' Cypher. Control and Enter runs it, Control and Space offers names." aria-autocomplete="list"'
    ' aria-controls="lk-offer" aria-expanded="false"></textarea><ul class="lk-offer" id="lk-offer"'
    ' role="listbox" aria-label="Names that fit" hidden></ul></div><div class="lk-does"><button'
    ' type="button" data-mode="run" disabled>Run</button><button type="button" data-mode="explain"'
    ' disabled>Show the plan</button><button type="button" data-mode="profile" disabled>Run and'
    ' count</button><button type="button" data-mode="save">Save under a name</button><span>Ctrl +'
    " Enter runs, Ctrl + Space offers names</span></div>"
)


@cache
def _editor() -> Callable[..., Any]:
    js, css = ((HERE / f"editor.{name}").read_text(encoding="utf-8") for name in ("js", "css"))
    return st.components.v2.component("linkages_editor", html=HTML, js=js, css=css)


def edit(text: str, turn: int, ready: bool, key: str, on_run: Callable[[], None]) -> Any:
    """Show the editor with a text; a higher `turn` puts the text in again. ``run`` is what was
    sent: ``text`` and ``mode`` (one of them is ``save``).
    """
    names = {"labels": LABELS, "types": TYPES, "properties": PROPERTIES, "words": WORDS}
    return _editor()(
        key=key, data={"text": text, "turn": turn, "ready": ready, **names}, on_run_change=on_run
    )
