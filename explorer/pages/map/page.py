"""Page 3: the map. It starts from a question or a name, never from everything."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app.downloads import release_or_none
from explorer.app.visit import context_bar, view
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import heading, show, show_note
from explorer.html.view import View
from explorer.pages.map import controls, open_picture
from explorer.pages.map.address import ALL, MORE, SPOKEN, MapAddress, read
from explorer.pages.map.day_controls import days
from explorer.pages.map.map_canvas import map_canvas
from explorer.pages.map.opened_pictures import address_over
from explorer.pages.map.panel import bubbles_html, panel_html, several_html
from explorer.pages.map.save_picture import save
from explorer.pages.map.scene import Scene, scene_of
from explorer.pages.map.starting_points import OPEN, starts
from explorer.pages.map.story_player import slide_shown, story_menu
from explorer.pages.map.tie_card import tie_html
from explorer.pages.map.tie_table import tie_table
from explorer.pages.map.view_changes import change, current_address
from explorer.picture.folding import FOLDED
from explorer.picture.image_export import KINDS
from explorer.picture.letters import drawable_text
from explorer.picture.picture import LONGEST_SAID, Recipe
from explorer.picture.selection import FIRST
from loaders.take_out.publish import Release


def page() -> None:
    """Draw the page."""
    shown = view()
    context_bar(shown)
    map_body(shown, st.query_params.get("as_of", ""))


@st.fragment
def map_body(shown: View, day: str) -> None:
    """Everything under the context bar: a click draws this part anew and not the page. `day` is the
    one the rest of the page shows.
    """
    if st.query_params.get("as_of", "") != day:
        st.rerun()
    top, everything = st.container(), shown
    public = None
    if st.query_params.get("whom") == "public":
        public = as_the_public(top, shown)
        if public is None:
            return
        shown = shown.over(public.snapshot)
    address = read(st.query_params, shown.snapshot)
    held = open_picture.opened_recipe(address.opened)
    if held:
        address = address_over(address, held)
    with top:
        slide = slide_shown(everything)
    if address.empty:
        open_picture.opened_notes(everything.snapshot, None)
        starts(shown)
        return
    agreements = controls.agreements(shown) if address.question == SPOKEN else []
    address = _completed(shown, address, agreements)
    scene = scene_of(shown, address)
    with top:
        same = (slide.recipe if slide else held) or Recipe()
        same = Recipe() if address.grow else same
        heading("Map", same.title or scene.sentence, drawable_text(same.subtitle, LONGEST_SAID))
        open_picture.opened_notes(everything.snapshot, None if slide else held)
    if not scene.picture.entries:
        show_note("Nothing answers this on this day. Choose another day or another start.")
        show(link(href("map"), "Another start"))
        return
    if held:
        scene = _highlighted(scene, held.highlight)
    names = {entry.id: entry.name for entry in scene.picture.entries}
    frame(
        shown,
        address,
        scene,
        agreements,
        lambda: kept_and_taken_out(everything, address, names, held, public),
    )


def _completed(shown: View, address: MapAddress, agreements: Sequence[str]) -> MapAddress:
    """An address with the talks it means where it names none, and without an earlier day to compare
    with once the day was moved before that.
    """
    if address.since and address.since >= shown.as_of:
        address = replace(address, since=None)
    if address.question == SPOKEN and not address.agreement:
        address = replace(address, agreement=agreements[0] if agreements else "")
    return address


def _highlighted(scene: Scene, id: str) -> Scene:
    """The picture with one entry that keeps its colour."""
    recipe = replace(scene.picture.recipe, highlight=id)
    return replace(scene, picture=replace(scene.picture, recipe=recipe))


def kept_and_taken_out(
    everything: View,
    address: MapAddress,
    names: Mapping[str, str],
    held: Recipe | None,
    public: Release | None,
) -> None:
    """Saved views, stories made of them, and the picture as a file."""
    controls.views(current_address())
    story_menu(everything, current_address())
    save(everything, address, names, held, public)


def as_the_public(top: DeltaGenerator, shown: View) -> Release | None:
    """What would leave for everybody, and the way back to all of it; None while something has to be
    chosen first.
    """
    show(
        '<p class="lk-small">'
        f"{link(href('map', **{**current_address(), 'whom': '-'}), 'Show all of it again')}</p>"
    )
    found = release_or_none(shown.snapshot, "public")
    if found is None:
        with top:
            heading("Map", "As the public sees it")
    return found


def frame(
    shown: View,
    address: MapAddress,
    scene: Scene,
    agreements: Sequence[str],
    saving: Callable[[], None],
) -> None:
    """The picture with its controls, what is chosen beside it, and its table; on a phone the
    controls come after the picture.
    """
    with st.container(key="lk-mapbody"):
        with st.container(key="lk-mapctl"):
            if address.question == SPOKEN:
                controls.question(shown, address, agreements)
            bar(address, saving)
            found = found_and_looks(shown, address, scene)
        left, right = st.columns([5, 2.2], gap="medium")
        with left:
            if address.show != "list":
                map_canvas(address, scene, found)
            show_more(address, scene)
        with right:
            side_panel(shown, address, scene)
    tie_table(shown, address, scene)


def bar(address: MapAddress, saving: Callable[[], None]) -> None:
    """Picture or list, and what can be kept, taken out and opened."""
    with st.container(key="lk-mapbar", horizontal=True, vertical_alignment="center"):
        mode = {"": "Picture", "list": "List"}
        st.session_state["map_show"] = address.show if address.show in mode else ""
        st.segmented_control(
            "Show",
            list(mode),
            format_func=mode.__getitem__,
            key="map_show",
            on_change=_show,
            label_visibility="collapsed",
        )
        saving()
        with st.popover("Open picture"):
            open_picture.uploader("map_file", OPEN, list(KINDS))
        show(link(href("map"), "Another start"))


def found_and_looks(shown: View, address: MapAddress, scene: Scene) -> list[str] | None:
    """The name looked for, colours and sizes, days; returns what was found in the picture."""
    with st.expander(
        "Find, colour, size, days",
        expanded=bool(address.found or address.since or address.own or address.colour != "label"),
    ):
        found = controls.find(shown, scene.picture, address)
        if address.question not in (SPOKEN, ALL):
            controls.look_controls(address)
        controls.own_field(shown, address)
        days(shown, address)
    return found


def show_more(address: MapAddress, scene: Scene) -> None:
    """How many are shown, and how to see more."""
    note, button = st.columns([3, 1], vertical_alignment="center")
    lines = [tie for tie in scene.picture.ties if scene.drawn.groups.get(tie.id) == FOLDED]
    if lines or address.each:
        says = (
            "Fold the contacts by who had them"
            if address.each
            else f"Show each contact behind the lines ({sum(tie.number for tie in lines)})"
        )
        other = {**current_address(), "each": "-" if address.each else "in"}
        show(f'<p class="lk-small">{link(href("map", **other), says)}</p>')
    number = len(scene.picture.entries)
    hint = (
        "Arrow keys move, Enter chooses, E widens, Z takes back. Hold Ctrl to choose several, Shift"
        " to draw round them."
    )
    show(
        f'<p class="lk-small">{number} shown{f", {scene.left:,} more" if scene.left else ""}.'
        f" {hint}</p>",
        note,
    )
    if scene.left:
        words = f"Show {min(FIRST, scene.left)} more"
        button.button(
            words, key="map_more", on_click=lambda: change(grow=",".join((*address.grow, MORE)))
        )


def side_panel(shown: View, address: MapAddress, scene: Scene) -> None:
    """What is chosen; at first, what the picture starts from."""
    ids = [id for id in address.pick if id in shown.snapshot.nodes]
    tie = next((its for its in scene.picture.ties if its.id == address.tie), None)
    if tie:
        show(tie_html(shown, address, scene, tie, href("map", **{**current_address(), "tie": "-"})))
        return
    close = href("map", **{**current_address(), "pick": "-"})
    if len(ids) > 1:
        between = href("map", path=f"{ids[0]},{ids[-1]}")
        show(several_html(shown, ids, close, between))
        return
    drawn = (entry.id for entry in scene.picture.entries)
    known = (*ids, *address.focus, address.agreement, *drawn)
    first = next((id for id in known if id in shown.snapshot.nodes), "")
    if address.question == ALL:
        show(bubbles_html(scene.picture.entries))
    elif first:
        show(panel_html(shown, first, close if ids else ""))


def _show() -> None:
    change(show=str(st.session_state["map_show"] or ""))
