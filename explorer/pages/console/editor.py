"""The editor for Cypher: a small component of our own (docs/decisions/0015-editor.md); nothing here
asks the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph_model.console.notices import LABELS, PROPERTIES, TYPES
from graph_model.vocabulary import SCHEMA

HERE = Path(__file__).parent
#: Words of the language that reads; functions among them.
LANGUAGE = """\
    MATCH OPTIONAL WHERE RETURN WITH UNWIND ORDER BY SKIP LIMIT ASC DESC DISTINCT AS AND OR XOR
    NOT IN IS NULL STARTS ENDS CONTAINS UNION ALL CALL YIELD CASE WHEN THEN ELSE END EXISTS
    COUNT COLLECT SHORTEST ANY NONE SINGLE TRUE FALSE SHOW INDEXES CONSTRAINTS EXPLAIN PROFILE
    CYPHER USING INDEX count collect size length labels type properties keys nodes relationships
    coalesce toLower toUpper toInteger toString split substring replace
    head last range reduce avg sum min max date datetime duration elementId shortestPath"""
WORDS = tuple(LANGUAGE.split())
HTML = (
    '<div class="lk-edit"><pre aria-hidden="true"></pre><textarea spellcheck="false"'
    ' autocapitalize="off" autocomplete="off" wrap="off" role="combobox" aria-label="Statement in'
    " Cypher. Control and Enter runs it, Control and Space offers names, Control and slash makes a"
    ' comment." aria-autocomplete="list"'
    ' aria-controls="lk-offer" aria-expanded="false"></textarea><ul class="lk-offer" id="lk-offer"'
    ' role="listbox" aria-label="Names that fit" hidden></ul></div><div class="lk-hint"'
    ' aria-live="polite"></div><div class="lk-does"><button'
    ' type="button" data-mode="run" disabled>Run</button><button type="button" data-mode="explain"'
    ' disabled>Show the plan</button><button type="button" data-mode="profile" disabled>Run and'
    ' count</button><button type="button" data-mode="save">Save under a name</button><span>Ctrl +'
    " Enter runs, Ctrl + Space offers names, Ctrl + / makes a comment</span></div>"
)


@cache
def _editor() -> Callable[..., Any]:
    js, css = ((HERE / f"editor.{name}").read_text(encoding="utf-8") for name in ("js", "css"))
    return st.components.v2.component("linkages_editor", html=HTML, js=js, css=css)


@cache
def codes() -> dict[str, list[str]]:
    """The values that the codes of the vocabulary take, by the name of the property."""
    found: dict[str, dict[str, None]] = {}
    for kind in SCHEMA.types:
        for field in kind.fields:
            if field.codes:
                found.setdefault(field.name, {}).update(dict.fromkeys(field.codes))
    return {name: list(values) for name, values in found.items()}


def edit(
    text: str,
    turn: int,
    ready: bool,
    key: str,
    on_run: Callable[[], None],
    functions: Mapping[str, str],
) -> Any:
    """Show the editor with a text; a higher `turn` puts the text in again. ``run`` is what was
    sent: ``text`` and ``mode`` (one of them is ``save``). `functions` are those of the server, with
    what each takes and gives.
    """
    names = {"labels": LABELS, "types": TYPES, "properties": PROPERTIES, "words": WORDS}
    known = {**names, "codes": codes(), "functions": list(functions.items())}
    return _editor()(
        key=key, data={"text": text, "turn": turn, "ready": ready, **known}, on_run_change=on_run
    )
