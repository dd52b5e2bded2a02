"""Page 3: the map. It starts from a question or a name, never from everything."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app.downloads import release_or_none
from explorer.app.visit import context_bar, option, search, view
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import heading, show, show_note
from explorer.html.view import View
from explorer.pages.map import controls, open_picture
from explorer.pages.map.address import MORE, SPOKEN, MapAddress, read, write_places
from explorer.pages.map.opened_pictures import address_over
from explorer.pages.map.panel import bubbles_html, panel_html, several_html
from explorer.pages.map.positions import GROUP
from explorer.pages.map.save_picture import save
from explorer.pages.map.scene import ALL, Scene, scene_of
from explorer.pages.map.story_player import play_buttons, slide_shown, story_menu
from explorer.pages.map.tie_card import tie_html
from explorer.pages.map.tie_table import tie_table
from explorer.pages.map.view_changes import change, current_address, toggled, undo
from explorer.picture.folding import FOLDED
from explorer.picture.highlight import near
from explorer.picture.image_export import KINDS
from explorer.picture.letters import drawable_text
from explorer.picture.network_component import MapEvents, Selection, draw
from explorer.picture.picture import BETWEEN, LONGEST_SAID, Recipe
from explorer.picture.selection import FIRST
from explorer.picture.start_questions import STARTS
from loaders.take_out.publish import Release

KEY = "map"
OPEN = "Open a picture or a story"


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
    asked = read(st.query_params, shown.snapshot)
    held = open_picture.opened_recipe(asked.opened)
    if held:
        asked = address_over(asked, held)
    with top:
        slide = slide_shown(everything)
    if asked.empty:
        open_picture.opened_notes(everything.snapshot, None)
        starts(shown)
        return
    if asked.since and asked.since >= shown.as_of:
        asked = replace(asked, since=None)  # the day was moved before the one it was compared with
    agreements = controls.agreements(shown) if asked.question == SPOKEN else []
    if asked.question == SPOKEN and not asked.agreement:
        asked = replace(asked, agreement=agreements[0] if agreements else "")
    seen = scene_of(shown, asked)
    with top:
        same = (slide.recipe if slide else held) or Recipe()
        same = Recipe() if asked.grow else same
        heading("Map", same.title or seen.sentence, drawable_text(same.subtitle, LONGEST_SAID))
        open_picture.opened_notes(everything.snapshot, None if slide else held)
    if not seen.picture.entries:
        show_note("Nothing answers this on this day. Choose another day or another start.")
        show(link(href("map"), "Another start"))
        return
    if held:
        recipe = replace(seen.picture.recipe, highlight=held.highlight)
        seen = replace(seen, picture=replace(seen.picture, recipe=recipe))
    names = {entry.id: entry.name for entry in seen.picture.entries}
    frame(
        shown,
        asked,
        seen,
        agreements,
        lambda: kept_and_taken_out(everything, asked, names, held, public),
    )


def kept_and_taken_out(
    everything: View,
    asked: MapAddress,
    names: Mapping[str, str],
    held: Recipe | None,
    public: Release | None,
) -> None:
    """Saved views, stories made of them, and the picture as a file."""
    controls.views(current_address())
    story_menu(everything, current_address())
    save(everything, asked, names, held, public)


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
    asked: MapAddress,
    seen: Scene,
    agreements: Sequence[str],
    saving: Callable[[], None],
) -> None:
    """The picture with its controls, what is chosen beside it, and its table; on a phone the
    controls come after the picture.
    """
    with st.container(key="lk-mapbody"):
        with st.container(key="lk-mapctl"):
            if asked.question == SPOKEN:
                controls.question(shown, asked, agreements)
            bar(asked, saving)
            found = found_and_looks(shown, asked, seen)
        left, right = st.columns([5, 2.2], gap="medium")
        with left:
            if asked.show != "list":
                map_canvas(asked, seen, found)
            show_more(asked, seen)
        with right:
            side_panel(shown, asked, seen)
    tie_table(shown, asked, seen)


def bar(asked: MapAddress, saving: Callable[[], None]) -> None:
    """Picture or list, and what can be kept, taken out and opened."""
    with st.container(key="lk-mapbar", horizontal=True, vertical_alignment="center"):
        mode = {"": "Picture", "list": "List"}
        st.session_state["map_show"] = asked.show if asked.show in mode else ""
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


def found_and_looks(shown: View, asked: MapAddress, seen: Scene) -> list[str] | None:
    """The name looked for, colours and sizes, days; returns what was found in the picture."""
    with st.expander(
        "Find, colour, size, days",
        expanded=bool(asked.found or asked.since or asked.own or asked.colour != "label"),
    ):
        found = controls.find(shown, seen.picture, asked)
        if asked.question not in (SPOKEN, ALL):
            controls.look_controls(asked)
        controls.own_field(shown, asked)
        controls.days(shown, asked)
    return found


def map_canvas(asked: MapAddress, seen: Scene, found: Sequence[str] | None) -> None:
    """The picture itself, and what the reader does in it."""
    rows = len({round(entry.y) for entry in seen.picture.entries}) if seen.drawn.curved else 0
    lit = found if found is not None else sorted(near(seen.picture)) or None
    told = Selection(asked.pick, lit, asked.hide, asked.off, found[0] if found else "", asked.tie)
    heard = MapEvents(
        chosen=_chosen,
        widen=lambda: _widen(asked),
        moved=lambda: _moved(asked),
        undo=undo,
        legend=_legend,
        dropped=_dropped,
    )
    draw(
        seen.picture,
        KEY,
        told,
        heard,
        seen.drawn,
        height=max(480, min(1000, 34 * rows)) if rows else 600,
    )


def show_more(asked: MapAddress, seen: Scene) -> None:
    """How many are shown, and how to see more."""
    note, button = st.columns([3, 1], vertical_alignment="center")
    lines = [tie for tie in seen.picture.ties if seen.drawn.groups.get(tie.id) == FOLDED]
    if lines or asked.each:
        says = (
            "Fold the contacts by who had them"
            if asked.each
            else f"Show each of the {sum(tie.number for tie in lines)} contacts behind the lines"
        )
        other = {**current_address(), "each": "-" if asked.each else "in"}
        show(f'<p class="lk-small">{link(href("map", **other), says)}</p>')
    number = len(seen.picture.entries)
    hint = (
        "Arrow keys move, Enter chooses, E widens, Z takes back. Hold Ctrl to choose several, Shift"
        " to draw round them."
    )
    show(
        f'<p class="lk-small">{number} shown{f", {seen.left:,} more" if seen.left else ""}.'
        f" {hint}</p>",
        note,
    )
    if seen.left:
        words = f"Show {min(FIRST, seen.left)} more"
        button.button(
            words, key="map_more", on_click=lambda: change(grow=",".join((*asked.grow, MORE)))
        )


def side_panel(shown: View, asked: MapAddress, seen: Scene) -> None:
    """What is chosen; at first, what the picture starts from."""
    ids = [id for id in asked.pick if id in shown.snapshot.nodes]
    tie = next((its for its in seen.picture.ties if its.id == asked.tie), None)
    if tie:
        show(tie_html(shown, asked, seen, tie, href("map", **{**current_address(), "tie": "-"})))
        return
    close = href("map", **{**current_address(), "pick": "-"})
    if len(ids) > 1:
        between = href("map", path=f"{ids[0]},{ids[-1]}")
        show(several_html(shown, ids, close, between))
        return
    first = next(
        (
            id
            for id in (
                *ids,
                *asked.focus,
                asked.agreement,
                *(entry.id for entry in seen.picture.entries),
            )
            if id in shown.snapshot.nodes
        ),
        "",
    )
    if asked.question == ALL:
        show(bubbles_html(seen.picture.entries))
    elif first:
        show(panel_html(shown, first, close if ids else ""))


def starts(shown: View) -> None:
    """The empty state: ways to begin."""
    if not shown.snapshot.nodes:
        heading(
            "Map",
            "There is nothing to draw yet",
            "The map shows what is in the graph; bring your files in first.",
        )
        show(link(href("data"), "Go to Data", button="main"))
        return
    heading(
        "Map",
        "What do you want to see?",
        "Start from a question or from a name; the picture stays small and grows where you ask.",
    )
    asked = [
        (SPOKEN, "Who of us has spoken to the delegations in a negotiation?"),
        *((start.code, start.says) for start in STARTS),
    ]
    asked.append((ALL, "The whole network, in groups"))
    show(
        "<ul>"
        + "".join(f"<li>{link(href('map', question=code), says)}</li>" for code, says in asked)
        + "</ul>"
    )
    play_buttons()
    left, right = st.columns(2)
    one = left.text_input(
        "Around a name", placeholder="for example USTR, CPTPP or source code", key="map_name"
    )
    other = right.text_input(
        "… and the ways from it to another name", placeholder="optional", key="map_other"
    )
    if one and other:
        ends = [
            found[0] for typed in (one, other) if (found := search(shown.snapshot, typed, limit=1))
        ]
        if len(ends) == 2:
            says = (
                f"Ways from {option(shown.snapshot, ends[0])} to {option(shown.snapshot, ends[1])}"
            )
            show(f"<p>{link(href('map', path=','.join(ends)), says)}</p>")
            return
    open_picture.uploader("map_file_first", OPEN, list(KINDS))
    for typed in (one, other):
        if typed:
            found = search(shown.snapshot, typed)
            items = "".join(
                f"<li>{link(href('map', focus=id), option(shown.snapshot, id))}</li>"
                for id in found
            )
            show(
                f"<ul>{items}</ul>"
                if items
                else "<p>Nothing has a name like that; try a part of it.</p>"
            )


# ---------------------------------------------------------------- what the reader did


def _state(name: str) -> object:
    return getattr(st.session_state[KEY], name, None)


def _show() -> None:
    change(show=str(st.session_state["map_show"] or ""))


def _chosen() -> None:
    state = _state("chosen")
    chosen = [str(its) for its in state] if isinstance(state, list) else []
    change(
        pick=",".join(its for its in chosen if BETWEEN not in its),
        tie=next((its for its in chosen if BETWEEN in its), ""),
    )


def _widen(asked: MapAddress) -> None:
    wanted = str(_state("widen") or "")
    if wanted.startswith("group:"):
        change(question=GROUP, focus=wanted.removeprefix("group:"), pick="")
    elif wanted and asked.question == SPOKEN:
        change(question="", agreement="", issue="", focus=wanted, at="", pick=wanted)
    elif wanted:
        change(grow=",".join((*asked.grow, wanted)), pick=wanted)


def _moved(asked: MapAddress) -> None:
    moved = _state("moved")
    if isinstance(moved, dict):
        change(
            at=write_places(
                {**asked.at, **{str(id): (float(x), float(y)) for id, (x, y) in moved.items()}}
            )
        )


def _legend() -> None:
    pressed = _state("legend")
    if isinstance(pressed, dict):
        name = "hide" if pressed.get("what") == "label" else "off"
        change(**{name: toggled(name, str(pressed.get("code", "")), bool(pressed.get("out")))})


def _dropped() -> None:
    try:
        open_picture.open_file(b64decode(str(_state("dropped") or ""), validate=True))
    except binascii.Error:
        open_picture.open_file(b"")
