"""Page 2: every delegation and issue on the table, with the kind of gap, why, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from explorer.app.address_choices import choose, choose_entry, remember, switch
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.empty import no_talks
from explorer.html.gap import panel_html
from explorer.html.look import empty, link
from explorer.html.screen import heading, show
from explorer.html.symbols import kind_symbol
from explorer.html.view import View
from explorer.pages.gaps.kept_matrix import FilterChoices, chosen_cells, filter_choices, matrix_of
from explorer.picture.matrix import (
    ACROSS,
    SORTS,
    Matrix,
    MatrixFilters,
    as_csv,
    as_records,
    columns_of,
)
from explorer.picture.matrix_component import draw
from explorer.words.ranks import order_html
from explorer.words.sentences import standing_sentence
from explorer.words.text import count, words
from graph_model.measures import KIND, KINDS, Cell, coverage, find_cells
from graph_model.snapshot import Snapshot

CHOICES = ("across", "agreement", "sort", "group", "kind", "body", "region", "all", "look")


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    cells = find_cells(shown.day)
    if not cells:
        heading(
            "Gaps",
            "Nothing is on the table on this day.",
            "No negotiation with Internet issues is recorded as open.",
        )
        show(no_talks(shown, "gaps"))
        return
    heading("Gaps", standing_sentence(shown.snapshot, cells))
    by, sort, across = controls(shown)
    chosen = chosen_cells(shown.day, by)
    show(legend_html(chosen))
    if not chosen:
        show(
            empty(
                "Nothing on the table passes all of these filters.",
                "Take one off.",
                link(href("gaps"), "Take all off", button="plain"),
            )
        )
        return
    everything = st.query_params.get("all") == "on"
    if st.query_params.get("look") == "list":
        as_list(shown, chosen)
    else:
        matrix_and_reasons(shown, by, sort, everything, across)
    st.download_button(
        "Download what is shown (CSV)",
        lambda: as_csv(shown.day, chosen),
        f"gaps-{shown.as_of}.csv",
        "text/csv",
        type="tertiary",
    )


def as_list(shown: View, chosen: Sequence[Cell]) -> None:
    """The lines as a table."""
    st.dataframe(
        [
            {key: value for key, value in record.items() if not key.endswith(("_id", "_code"))}
            for record in as_records(shown.day, chosen)
        ],
        hide_index=True,
    )
    show(
        '<p class="lk-small">Open lines first; of these what most talks back, then what comes'
        " up soonest, then where the door is widest open.</p>"
        f'<p class="lk-tool">{link(href("gaps", **choices(look="")), "As a matrix")}</p>'
    )


def choices(**changed: str) -> dict[str, str]:
    """The choices of this page in its address, some of them changed."""
    return {**{name: st.query_params.get(name, "") for name in CHOICES}, **changed}


def controls(shown: View) -> tuple[MatrixFilters, str, str]:
    """The question as a sentence with blanks, and further filters folded away; all of it in the
    address.
    """
    snapshot, offered = shown.snapshot, filter_choices(shown.day)
    with st.container(key="lk-ask", horizontal=True):
        show("<p>Show delegations by</p>")
        across = choose(
            st.container(width=150),
            "What stands across",
            "across",
            list(ACROSS),
            ACROSS.__getitem__,
            hidden=True,
        )
        show("<p>in</p>")
        every = "all open negotiations"
        agreement = choose_entry(
            snapshot, "Which negotiations", "agreement", offered.agreements, every, 230
        )
        sort = choose(
            st.container(width=190),
            "In which order",
            "sort",
            list(SORTS),
            SORTS.__getitem__,
            hidden=True,
        )
        with st.popover("More filters", type="tertiary"):
            group, kind, body, region = more_filters(snapshot, offered)
    return MatrixFilters(agreement, group, kind, body, region), sort, across


def more_filters(snapshot: Snapshot, offered: FilterChoices) -> tuple[str, str, str, str]:
    """Group of issues, kind of gap, kind of body and region, each empty for all."""
    group = choose(
        st.container(),
        "Issue group",
        "group",
        ["", *offered.groups],
        lambda id: snapshot.name(id) if id else "all",
    )
    kind = choose(
        st.container(),
        "Kind of gap",
        "kind",
        ["", *KIND],
        lambda code: KIND[code].says if code else "all",
    )
    region = choose(
        st.container(), "Region", "region", ["", *offered.regions], lambda name: name or "all"
    )
    body = choose(
        st.container(),
        "Kind of body",
        "body",
        ["", *offered.bodies],
        lambda code: words(code) if code else "all",
    )
    switch(
        st.container(),
        "Leave out accession talks that repeat an agreement’s coverage",
        "derived",
        on="out",
    )
    return group, kind, body, region


def legend_html(cells: Sequence[Cell]) -> str:
    """Each symbol with its words and its count; choosing one shows that kind alone."""
    band, only = coverage(tuple(cells)), st.query_params.get("kind", "")
    items = []
    for kind in KINDS:
        number = band.by_kind[kind.code][0]
        says = (
            link(href("gaps", **choices(kind="" if only == kind.code else kind.code)), kind.says)
            if number
            else kind.says
        )
        items.append(
            f'<span class="{"" if number else "zero"}">{kind_symbol(kind.code, silent=True)} {says}'
            f" {number:,}</span>"
        )
    rings = (
        '<p class="lk-small">A ring opens with the years since the last contact; point at a symbol'
        " for its day and who of us it was.</p>"
        if {"quiet", "slight"} & {cell.kind for cell in cells}
        else ""
    )
    return f'<div class="lk-legend">{"".join(items)}</div>{rings}'


@st.fragment
def matrix_and_reasons(
    shown: View, by: MatrixFilters, sort: str, everything: bool, across: str
) -> None:
    """The matrix and, beside it, why the chosen cell is what it is. A click draws nothing else."""
    cells = chosen_cells(shown.day, by)
    grid, ranks = matrix_of(shown.day, by, sort, everything, across)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        picked = st.query_params.get("cell", "")
        key = f"matrix-{shown.as_of}-{across}"
        draw(shown, grid, picked, key, ranks, heard=lambda cell: remember("cell", cell))
        worth = (
            ""
            if sort == "name"
            else order_html(list(ranks.values()), count(len(ranks), "delegation"), day=shown.day)
        )
        show(more_html(grid, len(cells), worth))
    cell = find(shown, grid, cells, picked, across)
    with right:
        if cell is None:
            show(
                '<div class="lk-card"><h3>Why?</h3><p>Choose a symbol: what we know, where it is'
                " decided and what to do stand here.</p></div>"
            )
        else:
            show(panel_html(shown, cell, href("gaps", **choices())))


def find(shown: View, grid: Matrix, cells: Sequence[Cell], key: str, across: str) -> Cell | None:
    """The cell behind a key ``delegation~column``; a column that is not shown still has one."""
    delegation, _, column = key.partition("~")
    if not column:
        return None
    columns = columns_of(shown.snapshot, across)
    return grid.cells.get((delegation, column)) or next(
        (
            cell
            for cell in cells
            if cell.delegation == delegation and (cell.issue == column or column in columns(cell))
        ),
        None,
    )


def more_html(grid: Matrix, lines: int, worth: str) -> str:
    """How much is shown, what its order is worth, and the ways to more."""
    all_rows, all_columns = (
        len(grid.delegations) + grid.more_delegations,
        len(grid.columns) + grid.more_columns,
    )
    said = (
        f"{len(grid.delegations)} of {count(all_rows, 'delegation')}, {len(grid.columns)} of"
        f" {count(all_columns, 'column')}, {count(lines, 'line')}; a dot: not on that table."
    )
    hidden = [
        count(number, f"more {what}")
        for number, what in ((grid.more_delegations, "delegation"), (grid.more_columns, "column"))
        if number
    ]
    ways = (
        [link(href("gaps", **choices(all="on")), f"Show {' and '.join(hidden)}")] if hidden else []
    )
    if st.query_params.get("all") == "on":
        ways = [link(href("gaps", **choices(all="")), "Show less")]
    ways.append(link(href("gaps", **choices(look="list")), "As a table"))
    return f'<p class="lk-tool">{said}</p>{worth}<p class="lk-tool">{" ".join(ways)}</p>'
