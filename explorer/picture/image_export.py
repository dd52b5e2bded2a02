"""A picture as a file of the kind that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from explorer.picture import chart, svg
from explorer.picture.before_after import ChartMaker, before_after
from explorer.picture.chart import Chart
from explorer.picture.charts import band_chart, gaps_chart
from explorer.picture.clauses import clauses_chart
from explorer.picture.contact_times import contacts_chart
from explorer.picture.from_recipe import compose
from explorer.picture.image_files import as_pdf, as_png
from explorer.picture.image_sheet import Links, own_words
from explorer.picture.offline_page import as_html, network_tables, row_of
from explorer.picture.outlines import outlines_chart
from explorer.picture.picture import Picture, Recipe, What
from explorer.picture.picture_table import PictureTable
from explorer.picture.world import world_chart
from graph_model.snapshot import Snapshot

#: Kinds of file, and what they are to a browser.
KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "html": "text/html"}


#: The charts, and who draws them.
CHARTS: Mapping[What, ChartMaker] = {
    "gaps": gaps_chart,
    "coverage": band_chart,
    "world": world_chart,
    "outlines": outlines_chart,
    "clauses": clauses_chart,
    "contacts": contacts_chart,
}
#: What a picture can be, and who draws it.
MAKERS: Mapping[What, Callable[[Snapshot, Recipe], Picture | Chart]] = {
    "network": compose,
    **CHARTS,
}


def make(snapshot: Snapshot, recipe: Recipe) -> Picture | Chart:
    """What a recipe describes; where it names an earlier day, a chart of both. Raises
    `UnknownId`.
    """
    if recipe.before and recipe.what in CHARTS:
        return before_after(snapshot, recipe, CHARTS[recipe.what])
    return MAKERS[recipe.what](snapshot, recipe)


def as_file(made: Picture | Chart, kind: str) -> bytes:
    """The picture as svg, png, pdf or html, with its recipe inside."""
    recipe = fit_to_leave(made.recipe)
    made = replace(made, recipe=recipe)
    if kind == "svg":
        return drawing(made).encode()
    links = row_of if kind == "html" and isinstance(made, Chart) else None
    drawn = drawing(made, carry_fonts=False, recipe=False, points=kind == "pdf", links=links)
    if kind == "png":
        return as_png(drawn, recipe)
    if kind == "pdf":
        return as_pdf(drawn, recipe)
    return as_html(drawn, recipe, recipe.title, tables_of(made)).encode()


def tables_of(made: Picture | Chart) -> list[PictureTable]:
    """What a picture shows, as tables."""
    return made.tables() if isinstance(made, Chart) else network_tables(made)


def fit_to_leave(recipe: Recipe) -> Recipe:
    """The recipe as it may stand in a file: for the public, who was left out, merged or hidden is
    not told (it is not drawn either).
    """
    if recipe.audience != "public":
        return recipe
    grown = ",".join(
        step for step in recipe.view.get("grow", "").split(",") if step not in recipe.aside
    )
    view = {name: value for name, value in {**recipe.view, "grow": grown}.items() if value}
    return replace(
        recipe,
        view=view,
        aside={},
        choices={
            id: choice
            for id, choice in recipe.choices.items()
            if choice == "keep" and id not in recipe.aside
        },
    )


def heard(made: Picture | Chart) -> str:
    """What a picture says to those who listen, its title first."""
    says = f"{made.lead}. {made.says}" if isinstance(made, Chart) else svg.described(made)
    return f"{made.recipe.title}. {own_words(made.recipe, says)}"


def drawing(
    made: Picture | Chart,
    carry_fonts: bool = True,
    points: bool = False,
    recipe: bool = True,
    links: Links | None = None,
) -> str:
    """The SVG of either; `links` say where the entries of a chart lead."""
    return (
        chart.as_svg(made, carry_fonts, points, recipe, links)
        if isinstance(made, Chart)
        else svg.as_svg(made, carry_fonts, points, recipe)
    )
