"""A drawing on a sheet that is no network: the matrix, the band, the map of the world, clauses,
contacts in time. Each says its words, its legend, what is drawn, and the same as tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from explorer.picture.from_recipe import AUDIENCE
from explorer.picture.image_sheet import ImageSheet, LegendItem, Links, own_words
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SIZES, STYLES, SheetStyle
from graph_model.dates import date_words
from graph_model.measures import differing_settings, in_words
from graph_model.measures.day import Day


@dataclass(frozen=True)
class Chart:
    """A chart, ready to be drawn at any size and in any style."""

    #: How to draw it again; its title is what the picture says.
    recipe: Recipe
    lead: str
    #: What it holds, for people ("1,015 lines") and for programs.
    counted: str
    counts: Mapping[str, int]
    foot: tuple[str, ...]
    #: What it shows, for those who listen.
    says: str
    legend: Callable[[SheetStyle], Sequence[LegendItem]]
    body: Callable[[ImageSheet], list[str]]
    #: The same as tables, made when somebody reads them.
    tables: Callable[[], list[PictureTable]]
    #: What it says in a few words, to stand beside that of another day.
    figure: str


def lead_of(day: Day, recipe: Recipe) -> str:
    """The day, what was left out, how it is counted and who may see it."""
    settings = differing_settings(day.snapshot)
    parts = (
        f"As of {date_words(day.at.isoformat())}",
        "without coverage carried over from a parent agreement" if recipe.leave_out_derived else "",
        "friends outside the coalition count as ours" if recipe.with_friends else "",
        f"counted with {in_words(settings)}" if settings else "",
        AUDIENCE[recipe.audience],
        f"{day.snapshot.name(recipe.highlight)} highlighted" if recipe.highlight else "",
    )
    return " · ".join(part for part in parts if part)


def as_svg(
    made: Chart,
    carry_fonts: bool = True,
    points: bool = False,
    recipe: bool = True,
    links: Links | None = None,
) -> str:
    """The chart on the sheet and in the style of its recipe; `links` say where entries lead."""
    size, style = SIZES[made.recipe.size], STYLES[made.recipe.style]
    sheet = ImageSheet(
        size,
        style,
        made.recipe.title,
        made.lead,
        tuple(made.legend(style)),
        made.foot,
        made.recipe,
        links,
    )
    return sheet.as_svg(
        made.body(sheet),
        own_words(made.recipe, f"{made.lead}. {made.says}"),
        made.recipe if recipe else None,
        carry_fonts,
        points,
    )
