"""A picture as a file of the kind that is asked for."""

from __future__ import annotations

from dataclasses import replace

from explorer.picture import charts, svg
from explorer.picture.charts import Chart, chart
from explorer.picture.from_recipe import compose
from explorer.picture.image_files import as_pdf, as_png
from explorer.picture.offline_page import as_html, tables
from explorer.picture.picture import Picture, Recipe
from graph_model.snapshot import Snapshot

#: Kinds of file, and what they are to a browser.
KINDS = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf", "html": "text/html"}


def make(snapshot: Snapshot, recipe: Recipe) -> Picture | Chart:
    """What a recipe describes: a network, the matrix of gaps, or the coverage band. Raises
    `UnknownId`.
    """
    return compose(snapshot, recipe) if recipe.what == "network" else chart(snapshot, recipe)


def as_file(made: Picture | Chart, kind: str) -> bytes:
    """The picture as svg, png, pdf or html, with its recipe inside."""
    recipe = fit_to_leave(made.recipe)
    made = replace(made, recipe=recipe)
    if kind == "svg":
        return drawing(made).encode()
    drawn = drawing(made, carry_fonts=False, recipe=False, points=kind == "pdf")
    if kind == "png":
        return as_png(drawn, recipe)
    if kind == "pdf":
        return as_pdf(drawn, recipe)
    return as_html(
        drawn, recipe, recipe.title, made.twins if isinstance(made, Chart) else tables(made)
    ).encode()


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


def drawing(
    made: Picture | Chart, carry_fonts: bool = True, points: bool = False, recipe: bool = True
) -> str:
    """The SVG of either."""
    return (
        charts.as_svg(made, carry_fonts, points, recipe)
        if isinstance(made, Chart)
        else svg.as_svg(made, carry_fonts, points, recipe)
    )
