"""The matrix of gaps and the coverage band as images, on the same sheet as networks: a symbol or a
pattern per kind, never colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from explorer.picture.chart import Chart, lead_of
from explorer.picture.drawn_gaps import drawn_band, drawn_matrix
from explorer.picture.from_recipe import day_of, lit_among, recipe_of, release_of
from explorer.picture.image_sheet import LegendItem
from explorer.picture.kind_looks import kind_mark
from explorer.picture.matrix import as_records, matrix
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from explorer.words.ranks import by_name
from explorer.words.sentences import assumed_sentence, opening, standing_sentence
from explorer.words.text import count
from graph_model.measures import KIND, KINDS, REACHED, Cell, coverage, find_cells
from graph_model.measures.assumed import assumed
from graph_model.measures.day import Day
from graph_model.measures.ranges.day_ranks import delegation_ranks
from graph_model.shares import percent
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import noted_sources

#: What the table of a matrix says of each line.
LISTED = (
    "delegation",
    "issue",
    "kind",
    "importance",
    "talks",
    "next event on",
    "negotiations",
    "what to do",
)
#: What the order of the rows of a matrix is worth.
ORDER = "Most missing first, as ranges allow; rows that are near to each other are in no order."


def gaps_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The matrix of gaps that a recipe describes, as its audience may see it."""
    shown, day, cells = _looked_at(snapshot, recipe)
    title = standing_sentence(shown, cells) if cells else _opening(cells)
    ranks = delegation_ranks(day)
    grid = matrix(shown, cells, ranks=by_name(ranks))
    by_kind = coverage(cells).by_kind
    recipe = lit_among(recipe, (*grid.delegations, *grid.columns))
    some = (
        f"{count(len(grid.delegations), 'delegation')} and"
        f" {count(len(grid.columns), 'issue')} shown, {grid.more_delegations} and"
        f" {grid.more_columns} more not shown; a dot: not on that"
        f" table. {ORDER if ranks else ''}"
    )

    def legend(style: SheetStyle) -> list[LegendItem]:
        return [
            LegendItem(
                kind_mark(kind.code, style),
                kind.says,
                f"{count(by_kind[kind.code][0], 'line')}, {percent(by_kind[kind.code][1])}",
            )
            for kind in KINDS
        ]

    def tables() -> list[PictureTable]:
        rows = [[str(record[name]) for name in LISTED] for record in as_records(day, cells)]
        header = [name.capitalize() for name in LISTED]
        return [PictureTable(f"{count(len(rows), 'line')} we would want", header, rows)]

    return Chart(
        recipe_of(shown, recipe, title, len(cells)),
        lead_of(day, recipe),
        count(len(cells), "line"),
        {"cells": len(cells)},
        (f"{_lines(cells)} {some}", _sources(shown, cells)),
        _told(cells),
        legend,
        lambda sheet: drawn_matrix(shown, grid, sheet),
        tables,
        f"{count(sum(cell.kind not in REACHED for cell in cells), 'line')} not reached",
    )


def band_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The coverage band that a recipe describes, as its audience may see it."""
    recipe = lit_among(recipe, ())
    shown, day, cells = _looked_at(snapshot, recipe)
    band = coverage(cells)
    rows = [
        [kind.says, f"{number:,}", percent(share), kind.remedy_says]
        for kind in KINDS
        for number, share in [band.by_kind[kind.code]]
    ]
    header = ("Kind", "Lines", "Share of what is at stake", "What to do")
    weighed = (
        "Shares are weighed by what is at stake; the band runs from what is surely reached to what"
        f" may be. {assumed_sentence(assumed(day))}"
    ).rstrip()
    return Chart(
        recipe_of(shown, recipe, _opening(cells), len(cells)),
        lead_of(day, recipe),
        count(len(cells), "line"),
        {"cells": len(cells)},
        (f"{_lines(cells)} {weighed}", _sources(shown, cells)),
        _told(cells),
        lambda style: (),
        lambda sheet: drawn_band(band, sheet),
        lambda: [PictureTable("Lines we would want, by kind", header, rows)],
        f"{percent(band.low)} to {percent(band.high)} reached",
    )


def _looked_at(snapshot: Snapshot, recipe: Recipe) -> tuple[Snapshot, Day, tuple[Cell, ...]]:
    shown = release_of(snapshot, recipe).snapshot
    day = day_of(shown, recipe)
    return shown, day, tuple(find_cells(day))


def _opening(cells: Sequence[Cell]) -> str:
    live = len({cell.delegation for cell in cells if cell.members})
    return opening(coverage(tuple(cells)), live)[0]


def _lines(cells: Sequence[Cell]) -> str:
    return (
        f"{count(len(cells), 'line')} we would want: one is one delegation on one issue that it"
        " negotiates."
    )


def _told(cells: Sequence[Cell]) -> str:
    by_kind = coverage(tuple(cells)).by_kind
    told = "; ".join(f"{KIND[code].says}: {number:,}" for code, (number, _) in by_kind.items())
    return f"{_lines(cells)} {told}."


def _sources(shown: Snapshot, cells: Sequence[Cell]) -> str:
    ids = {id for cell in cells for id in cell.evidence if id in shown.nodes}
    addresses = {
        address for id in ids for address in noted_sources(shown.nodes[id].text("source_url"))
    }
    return (
        f"{count(len(ids), 'recorded contact')} from {count(len(addresses), 'source')} behind it."
        " No record means not known, never no contact."
    )
