"""The matrix on the page: a component of ours, for a click must not draw the page anew. On a phone
the same data is a list.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.html.app_links import href
from explorer.html.symbols import KIND_MARKS
from explorer.html.view import View
from explorer.picture.matrix import Matrix
from explorer.words.ranks import rank_words
from explorer.words.sentences import delegation_lines, last_contact
from explorer.words.text import listed
from graph_model.dates import as_date, date_words
from graph_model.measures import KIND, Cell
from graph_model.measures.ranges.rank_ranges import RankRange
from graph_model.snapshot import Snapshot

HERE = Path(__file__).parent
HTML = (
    '<div class="lk-matrixbox" role="region" aria-label="Delegations and what they negotiate: arrow'
    ' keys move, Enter shows why"></div>'
)


@cache
def _component() -> Callable[..., Any]:
    js, css = ((HERE / f"matrix.{name}").read_text(encoding="utf-8") for name in ("js", "css"))
    return st.components.v2.component("linkages_matrix", html=HTML, js=js, css=css)


def _contact(shown: View, cell: Cell) -> dict[str, object] | None:
    """When our last contact of a cell was, in words and in years, and with whom of us."""
    date, members = last_contact(shown.day, cell)
    if not date:
        return None
    who = f", {listed(members, 2)}" if members else ""
    years = (shown.as_of - as_date(date)).days / 365.25
    return {"says": f"last contact {date_words(date)}{who}", "years": round(years, 1)}


def _row(
    snapshot: Snapshot, grid: Matrix, id: str, ranks: Mapping[str, RankRange]
) -> dict[str, object]:
    """A delegation as the component takes it, with its rank where the order has ranks."""
    name, second = delegation_lines(snapshot, id)
    row = {
        "id": id,
        "name": name,
        "second": second,
        "full": f"{name}, {snapshot.node(id).full_name}" if second else name,
        "address": href("profile", id=id),
        "open": grid.open[id],
    }
    return {**row, "place": rank_words(ranks.get(id))} if ranks else row


def draw(
    shown: View,
    grid: Matrix,
    chosen: str,
    key: str,
    ranks: Mapping[str, RankRange],
    heard: Callable[[str], None],
) -> None:
    """Show the matrix, with the rank of each row where it has one. `heard` is told the key of a
    cell that the reader chooses (``delegation~column``), an empty one when none is to be, before
    the page is drawn again.
    """
    snapshot = shown.snapshot
    columns = [
        {
            "id": id,
            "name": snapshot.name(id),
            "full": snapshot.node(id).full_name,
            "first": id in grid.first,
        }
        for id in grid.columns
    ]
    kinds = [
        [cell.kind if (cell := grid.cells.get((row, column))) else "" for column in grid.columns]
        for row in grid.delegations
    ]
    contacts = [
        [
            _contact(shown, cell) if (cell := grid.cells.get((row, column))) else None
            for column in grid.columns
        ]
        for row in grid.delegations
    ]
    data = {
        "contacts": contacts,
        "rows": [_row(snapshot, grid, id, ranks) for id in grid.delegations],
        "columns": columns,
        "kinds": kinds,
        "says": {code: kind.says for code, kind in KIND.items()},
        "marks": KIND_MARKS,
        "heads": {"rows": "Delegation", "open": "Open lines", "place": "Place" if ranks else ""},
        "chosen": chosen,
    }
    _component()(
        key=key,
        data=data,
        on_chosen_change=lambda: heard(str(getattr(st.session_state[key], "chosen", None) or "")),
    )
