"""Page: pictures for slides, reports and posts, with a live preview; and earlier pictures opened
again.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from explorer.app import database
from explorer.app.downloads import file_stem, release_or_none
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import empty, link, sheet
from explorer.html.screen import heading, section, show, show_note, warn
from explorer.html.view import View
from explorer.pages.map import open_picture
from explorer.pages.map.opened_pictures import (
    address_of,
    keep_recipe,
    lacking_hidden,
    reopened_picture,
)
from explorer.pages.map.own_words import may_leave
from explorer.pages.pictures.picture_controls import controls
from explorer.picture.chart import Chart
from explorer.picture.hidden_entries import keep_choices
from explorer.picture.image_export import KINDS, as_file, drawing, heard, make, tables_of
from explorer.picture.image_files import reopen
from explorer.picture.picture import Picture, Recipe
from explorer.picture.styles import SIZES
from explorer.words.text import count
from graph_model.cached import cached
from graph_model.errors import LinkagesError
from graph_model.snapshot import Snapshot

#: Pictures whose parts lead to delegations.
WORLDS = ("world", "outlines")


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    lead = (
        "Every picture carries its date, filters, legend, counts and sources, and opens again here."
        " What its readers may not see is not in it."
    )
    heading("Pictures", "A picture to print, to show, to post.", lead)
    if not shown.snapshot.nodes:
        show(load_first())
        return
    st.space("small")
    left, right = st.columns([7, 3], gap="large")
    with right:
        recipe, kind = controls(shown)
        earlier = dropped_recipe()
    with left:
        preview(shown, earlier or recipe, kind, again_of=earlier)


def dropped_recipe() -> Recipe | None:
    """An earlier picture that was dropped here."""
    file = st.file_uploader(
        "Open an earlier picture",
        type=list(KINDS),
        key="picture_file",
        help="An SVG, PNG, PDF or HTML file that was made here.",
    )
    if file is None:
        return None
    try:
        recipe = reopen(file.getvalue())
    except LinkagesError as error:
        warn(str(error))
        return None
    if (
        st.session_state.get("picture_opened") != file.file_id
    ):  # once: after that the reader may choose otherwise
        st.session_state["picture_opened"] = file.file_id
        open_picture.keep_opened(recipe)
    return recipe


@cached(maxsize=12)
def _made(snapshot: Snapshot, recipe: str) -> Picture | Chart:
    return make(snapshot, Recipe.from_json(recipe))


@cached(maxsize=12)
def _drawn(snapshot: Snapshot, recipe: str) -> tuple[str, str]:
    """The same as a drawing, and what it says to those who listen."""
    made = _made(snapshot, recipe)
    return drawing(made, recipe=False), heard(made)


def preview(shown: View, recipe: Recipe, kind: str, again_of: Recipe | None) -> None:
    """The picture as it will be, and the button that takes it out."""
    leaving = release_or_none(shown.snapshot, recipe.audience)
    if leaving is None:
        return
    recipe = replace(recipe, choices=dict(leaving.chosen))
    if not may_leave(
        shown.snapshot, leaving.snapshot, recipe.title, recipe.subtitle, *recipe.remarks
    ):
        return
    try:
        if again_of and recipe.what == "network":
            made: Picture | Chart = _again(shown.snapshot, recipe, again_of)
        else:
            made = _made(shown.snapshot, recipe.to_json())
    except LinkagesError as error:
        warn(str(error))
        return
    if isinstance(made, Picture) and not made.entries:
        show(
            empty(
                "Nothing would be in this picture.",
                "Choose another day, start or label.",
                link(href("pictures"), "Start again", button="plain"),
            )
        )
        return
    if recipe.highlight and not made.recipe.highlight:
        show_note("The name to highlight is not in this picture.")
    if isinstance(made, Chart) and recipe.what in WORLDS:
        svg = drawing(made, carry_fonts=False, recipe=False, links=_profile)
        show(sheet(svg, "The picture"))
        show(region_links(made))
    else:
        svg, says = (
            (drawing(made, recipe=False), heard(made))
            if again_of
            else _drawn(shown.snapshot, recipe.to_json())
        )
        st.image(svg, width="stretch", alt=says)
    take_out(made, kind)
    as_tables(made)


def _again(snapshot: Snapshot, recipe: Recipe, again_of: Recipe) -> Picture:
    """An earlier network drawn again, with what has changed since and the way to the map."""
    made, since = reopened_picture(snapshot, recipe)
    kept = keep_recipe(database.of_app().home, again_of)
    on_the_map = href("map", **address_of(again_of, kept))
    show(
        f'<p role="status">{escape(f"{since.says} {lacking_hidden(again_of)}".strip())}'
        f" {link(on_the_map, 'Open it on the map')}</p>"
    )
    return made


def take_out(made: Picture | Chart, kind: str) -> None:
    """How large it is and what is in it, and the button that takes it out."""
    said = f"{SIZES[made.recipe.size].says}; {recipe_counts(made)}"
    told, button = st.columns([3, 2], vertical_alignment="center")
    show(f"<p>{escape(said)}</p>", told)
    button.download_button(
        f"Take it out as {kind.upper()}",
        lambda: _file(made, kind),
        f"{file_stem(made.recipe.title, 'picture')}.{kind}",
        KINDS[kind],
        type="primary",
        key="picture_out",
    )


def as_tables(made: Picture | Chart) -> None:
    """The same to read."""
    with st.expander("The same as tables"):
        for table in tables_of(made):
            section(table.caption)
            st.dataframe(
                [
                    dict(zip((head or "reads" for head in table.header), row, strict=True))
                    for row in table.rows
                ],
                hide_index=True,
            )


def _profile(id: str) -> str:
    return href("profile", id=id)


def region_links(made: Chart) -> str:
    """The regions of the map, each with how many of its economies are reached and its gaps."""
    regions = next(table for table in made.tables() if table.header[0] == "Region")
    items = (
        f"<li>{link(href('gaps', region=region), region)}: {heard} of {at} reached</li>"
        for region, at, heard in regions.rows
    )
    number = len(regions.rows)
    return (
        f'<details class="lk-fold"><summary>Gaps by region ({number})</summary>'
        f"<ul>{''.join(items)}</ul></details>"
        if number
        else ""
    )


def _file(made: Picture | Chart, kind: str) -> bytes:
    """The file, and on this machine what its readers may not be told."""
    return as_file(replace(made, recipe=keep_choices(database.of_app().home, made.recipe)), kind)


def recipe_counts(made: Picture | Chart) -> str:
    """How much is in it."""
    if isinstance(made, Chart):
        return made.counted
    more = f", {made.left_out:,} more not shown" if made.left_out else ""
    return (
        f"{count(len(made.entries), 'entry', 'entries')} and {count(len(made.ties), 'tie')}{more}"
    )
