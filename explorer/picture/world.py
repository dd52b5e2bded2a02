"""Where in the world we are heard: one square per economy, by region, marked by the best line that
we have to one of its delegations.

A square says nothing about borders, size or status, and no economy is too small to have one. What
has no record of its own still stands here when it is a member of the World Trade Organization
(`wto_members.csv`: members of November 2026 with their sub-regions of the United Nations' standard
M49, and the days of membership of the European Union since it was founded).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from html import escape

from explorer.html.symbols import KIND_MARKS
from explorer.picture.chart import Chart, lead_of
from explorer.picture.from_recipe import day_of, lit_among, recipe_of, release_of
from explorer.picture.image_sheet import ImageSheet, LegendItem
from explorer.picture.kind_looks import kind_ink, kind_mark
from explorer.picture.letters import BOLD, SANS, fit, width
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from explorer.picture.world_tiles import FEWEST, UNION, Tile, by_region, seated, sentence, tiles
from explorer.words.text import count
from graph_model.measures import KIND, KINDS, REACHED, find_cells
from graph_model.snapshot import Snapshot

#: The columns of the sheet, from west to east, and what stands in each.
COLUMNS = (("Americas",), ("Europe", "Africa"), ("Asia", "Oceania"))


SQUARES = (
    "One square is one economy, by region; it says nothing about borders, size or status."
    " It is marked by the best line to one of its delegations on one issue; what is empty"
    " has no delegation at a table on this day, as far as is on record."
)
UNION_TOLD = (
    "Members of the European Union for which no delegation of their own speaks are marked"
    " as its delegation is, and counted once. Regions: United Nations, M49."
)


def world_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The map of squares that a recipe describes, as its audience may see it."""
    return chart_of_world(snapshot, recipe, _body, kind_mark, SQUARES)


def chart_of_world(
    snapshot: Snapshot,
    recipe: Recipe,
    draw: Callable[[Sequence[Tile], ImageSheet], list[str]],
    mark: Callable[[str, SheetStyle], str],
    means: str,
) -> Chart:
    """Where we are heard, as `draw` draws it, with `mark` for each kind in the legend, and what
    that means.
    """
    shown = release_of(snapshot, recipe).snapshot
    day = day_of(shown, recipe)
    found = tiles(day, find_cells(day))
    recipe = lit_among(
        recipe, (id for tile in found if tile.kind for id in (tile.id, *tile.delegations))
    )
    at = seated(found)
    counts = Counter(tile.kind for tile in at)

    def legend(style: SheetStyle) -> list[LegendItem]:
        return [
            LegendItem(mark(kind.code, style), kind.says, f"{counts[kind.code]:,}")
            for kind in KINDS
            if counts[kind.code]
        ]

    said = "; ".join(f"{KIND[kind].says}: {number}" for kind, number in counts.most_common())
    return Chart(
        recipe_of(shown, recipe, sentence(found, recipe.with_friends), len(found)),
        lead_of(day, recipe),
        count(len(found), "economy", "economies"),
        {"economies": len(found), "at_a_table": len(at)},
        (means, UNION_TOLD),
        f"{count(len(at), 'economy', 'economies')} at a table. {said}.",
        legend,
        lambda sheet: draw(found, sheet),
        lambda: _tables(shown, found),
        f"{sum(tile.kind in REACHED for tile in at)} of"
        f" {count(len(at), 'economy', 'economies')} reached",
    )


def _tables(shown: Snapshot, found: Sequence[Tile]) -> list[PictureTable]:
    rows = [
        [
            tile.name,
            tile.code,
            tile.region,
            KIND[tile.kind].says,
            "; ".join(map(shown.name, tile.delegations)),
            f"{sum(cell.kind in REACHED for cell in tile.cells)} of {len(tile.cells)}",
        ]
        for tile in found
        if tile.kind
    ]
    header = ("Economy", "Code", "Region", "Best line", "Delegations", "Lines reached")
    ids = [tile.leads_to for tile in found if tile.kind]
    regions = [[region, str(at), str(heard)] for region, (at, heard) in by_region(found).items()]
    return [
        PictureTable("Economies at a table", header, rows, ids),
        PictureTable("By region", ("Region", "Economies at a table", "Reached"), regions),
    ]


# ------------------------------------------------------------ drawing

Block = tuple[str, list[Tile]]


def _blocks(found: Sequence[Tile]) -> list[list[Block]]:
    """The squares of each column of the sheet, by region, the Union first."""
    within: defaultdict[tuple[str, str], list[Tile]] = defaultdict(list)
    for tile in found:
        within[tile.continent, tile.region].append(tile)
    columns = []
    for continents in COLUMNS:
        column = [
            (region, sorted(its, key=lambda tile: tile.code))
            for continent in continents
            for (of, region), its in sorted(within.items(), key=_union_first)
            if of == continent
        ]
        columns.append(column)
    return columns


def _union_first(block: tuple[tuple[str, str], list[Tile]]) -> tuple[bool, str]:
    return all(tile.id != UNION for tile in block[1]), block[0][1]


def _rows(column: Sequence[Block], across: int) -> Iterator[int]:
    yield from (-(-len(its) // across) for _, its in column)


def _body(found: Sequence[Tile], sheet: ImageSheet) -> list[str]:
    """Three columns of regions; squares as large as the sheet allows."""
    plot, unit = sheet.plot, sheet.size.text
    columns = _blocks(found)
    gap = 1.5 * unit
    wide = (plot.right - plot.left - gap * (len(columns) - 1)) / len(columns)
    label = 1.5 * unit

    def fitting(across: int) -> float:
        high = max(sum(_rows(column, across)) for column in columns)
        room = plot.bottom - plot.top - max(len(column) for column in columns) * 1.3 * label
        return min(wide / across, room / high)

    across = max(range(FEWEST, 20), key=fitting)
    side = fitting(across)
    drawn = []
    for at, column in enumerate(columns):
        left, top = plot.left + at * (wide + gap), plot.top + unit
        for region, its in column:
            named = fit(region or "Elsewhere", wide, 0.95 * unit, BOLD)
            drawn.append(sheet.text(left, top, named, 0.95 * unit, BOLD))
            top += 0.45 * unit
            for number, tile in enumerate(its):
                row, place = divmod(number, across)
                drawn.append(_tile(tile, left + place * side, top + row * side, side, sheet))
            top += -(-len(its) // across) * side + label * 0.95
    return drawn


def _tile(tile: Tile, x: float, y: float, side: float, sheet: ImageSheet) -> str:
    """A square with its code above and its mark below; filled where we are heard."""
    style, inner = sheet.looks(tile.id, *tile.delegations), side * 0.92
    heard = tile.kind in REACHED
    ink = style.paper if heard else style.ink if tile.kind else style.second
    fill = kind_ink(tile.kind, style) if heard else style.paper
    border = style.second if tile.kind else style.hairline
    size = min(0.34 * side, 0.86 * inner / max(width(tile.code, 1, BOLD), 1))
    mark = ""
    if tile.kind:
        colour = style.paper if heard else kind_ink(tile.kind, style)
        scale = side * 0.36 / 16
        place = f"translate({x + inner / 2 - 8 * scale:.1f},{y + 0.5 * side:.1f})"
        mark = (
            f'<g color="{colour}" transform="{place}scale({scale:.3f})">{KIND_MARKS[tile.kind]}</g>'
        )
    code = sheet.text(
        x + inner / 2,
        y + (0.4 if tile.kind else 0.58) * side,
        tile.code,
        size,
        BOLD if tile.kind else SANS,
        "middle",
        ink,
    )
    drawn = (
        f"<g><title>{escape(tile.says)}</title>"
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{inner:.1f}" height="{inner:.1f}" rx="2"'
        f' fill="{fill}" stroke="{border}"/>{code}{mark}</g>'
    )
    return sheet.linked(tile.leads_to, drawn, tile.says)
