"""What the parts of the page Plan share: their addresses, names that read well, and small pieces of
HTML.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.words.text import words
from graph_model.cached import cached
from graph_model.dates import date_words
from graph_model.measures import KIND, REACHED, Cell, find_cells
from graph_model.measures.common_ground import Stance
from graph_model.measures.day import Day
from graph_model.shares import percent
from graph_model.snapshot import Snapshot

#: What a delegation does about a point of the resolution.
MET = {"yes": "does it", "partial": "in part", "no": "does not"}


def plan_href(part: str, **params: str) -> str:
    """The address of a part of the page."""
    return href("plan", part="" if part == "budget" else part, **params)


def entry(snapshot: Snapshot, id: str, name: str = "") -> str:
    """A link to a profile."""
    return link(href("profile", id=id), name or snapshot.name(id))


def open_cells(day: Day, delegations: Sequence[str]) -> list[Cell]:
    """The cells of these delegations that are not yet reached."""
    found = _open_by_delegation(day)
    return [cell for delegation in delegations for cell in found.get(delegation, ())]


@cached(maxsize=8)
def _open_by_delegation(day: Day) -> Mapping[str, Sequence[Cell]]:
    """Gathered once for all picks of a plan, and for all who look at it."""
    found = defaultdict[str, list[Cell]](list)
    for cell in find_cells(day):
        if cell.kind not in REACHED:
            found[cell.delegation].append(cell)
    return found


def _cell_link(shown: View, cell: Cell) -> str:
    address = href("gaps", cell=f"{cell.delegation}~{cell.issue}")
    return link(address, shown.snapshot.name(cell.issue))


def cells_html(shown: View, cells: Sequence[Cell], summary: str, most: int = 40) -> str:
    """Cells folded away by name, each with its kind and the way to its reasons."""
    total = sum(cell.importance for cell in cells) or 1.0
    by_name = sorted(
        cells,
        key=lambda cell: (shown.snapshot.name(cell.delegation), shown.snapshot.name(cell.issue)),
    )
    items = [
        f"<li>{kind_symbol(cell.kind)} {_cell_link(shown, cell)}"
        f" <small>{escape(shown.snapshot.name(cell.delegation))}, {KIND[cell.kind].says.lower()},"
        f" {percent(cell.importance / total)} of these</small></li>"
        for cell in by_name[:most]
    ]
    rest = f"<li>and {len(cells) - most} more</li>" if len(cells) > most else ""
    return (
        "<details"
        f' class="lk-fold"><summary>{escape(summary)}</summary><ul>{"".join(items)}{rest}</ul>'
        "</details>"
    )


def stance_words(stance: Stance) -> str:
    """Where a delegation stands, and since when if that is on record."""
    return (
        f"{words(stance.stance)} since {date_words(stance.since)}"
        if stance.since
        else words(stance.stance)
    )


def group_words(group: str) -> str:
    """A stakeholder group as a label."""
    return words(group).capitalize()


def chosen(name: str) -> tuple[str, ...]:
    """A list kept in the address, separated by commas."""
    return tuple(part for part in st.query_params.get(name, "").split(",") if part)
