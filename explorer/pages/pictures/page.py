"""Page: pictures for slides, reports and posts, with a live preview; and earlier pictures opened
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import TypeVar

import streamlit as st

from explorer.app import database
from explorer.app.downloads import WHOM, file_stem, release_or_none
from explorer.app.visit import choose, choose_day, context_bar, option, remember, search, view
from explorer.html.app_links import href
from explorer.html.empty import load_first
from explorer.html.look import empty, link
from explorer.html.screen import heading, section, show, show_note, warn
from explorer.html.view import View
from explorer.pages.map import open_picture
from explorer.pages.map.opened_pictures import (
    address,
    keep_recipe,
    lacking_hidden,
    reopened_picture,
)
from explorer.pages.map.own_words import LONGEST_TITLE, may_leave
from explorer.picture.chart import Chart
from explorer.picture.hidden_entries import keep_choices
from explorer.picture.image_export import CHARTS, KINDS, as_file, drawing, heard, make
from explorer.picture.image_files import reopen
from explorer.picture.offline_page import tables
from explorer.picture.picture import LONGEST_SAID, Layout, Picture, Recipe, What
from explorer.picture.start_questions import STARTS
from explorer.picture.styles import PRESETS, SIZES
from explorer.words.captions import caption
from graph_model.cached import cached
from graph_model.errors import LinkagesError
from graph_model.resolver import resolve_name
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.take_out.audience import AUDIENCES

Code = TypeVar("Code", bound=str)
WHAT: dict[What, str] = {
    "coverage": "The coverage band",
    "world": "Where in the world we are heard",
    "outlines": "The same with the outlines of land",
    "contacts": "Contacts in time",
    "gaps": "The matrix of gaps",
    "clauses": "What agreements say, issue by issue",
    "network": "A network",
}
#: What a start means where it is not the start of a network.
FROM: dict[What, str] = {
    "clauses": "Name agreements to see these alone.",
    "contacts": "Name delegations to see these alone.",
}
WORLDS = ("world", "outlines")
PRESET = {preset.code: preset for preset in PRESETS}
SAYS = {
    "png": "PNG, for slides and posts",
    "svg": "SVG, to edit further",
    "pdf": "PDF, to print",
    "html": "HTML, to look around in; works offline",
}
HOPS = {"1": "one step", "2": "two steps", "3": "three steps"}
LAYOUTS: dict[Layout, str] = {
    "auto": "as the ties have it",
    "layered": "in columns",
    "circle": "in circles around the start",
    "force": "by force",
    "groups": "by group",
}


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


def controls(shown: View) -> tuple[Recipe, str]:
    """What to draw, for whom, and as what; all of it in the address."""
    place = st.container()
    # an address with a start or a part of the network means the network
    asked = any(name in st.query_params for name in ("focus", "question", "hops", "labels"))
    options = sorted(WHAT, key=lambda code: asked and code != "network")
    what = _one_of(
        WHAT, choose(place, "What", "what", options, lambda code: WHAT[_one_of(WHAT, code)])
    )
    made = Recipe(
        what=what,
        as_of=shown.as_of.isoformat(),
        leave_out_derived=shown.settings.leave_out_derived,
        with_friends=shown.settings.with_friends,
    )
    if what == "network":
        made = network_controls(shown, made)
    elif what in FROM:
        with st.container():
            show(f'<p class="lk-small">{FROM[what]}</p>')
            made = replace(made, focus=start(shown))
    if what in CHARTS:
        before = choose_day("Beside an earlier day", "before", shown.as_of, None)
        made = replace(made, before=before.isoformat() if before else "")
    preset = PRESET[
        choose(st.container(), "Made for", "preset", list(PRESET), lambda code: PRESET[code].says)
    ]
    audience = choose(
        st.container(), "Who may see it", "audience", list(reversed(AUDIENCES)), WHOM.__getitem__
    )
    kind = choose(st.container(), "As a file", "format", list(SAYS), SAYS.__getitem__)
    title = typed_words("Title", "title", LONGEST_TITLE, "as it says itself")
    with st.expander("Words of your own"):
        subtitle = typed_words("Subtitle", "subtitle", LONGEST_SAID)
        remarks = [
            typed_words(label, name, LONGEST_SAID)
            for label, name in (("A note of your own", "note"), ("Another note", "note2"))
        ]
        lit = highlight(shown) if what != "coverage" else ""
    return (
        replace(
            made,
            title=title,
            subtitle=subtitle,
            remarks=tuple(said for said in remarks if said),
            highlight=lit,
            size=preset.size,
            style=preset.style,
            audience=audience,
        ),
        kind,
    )


def network_controls(shown: View, made: Recipe) -> Recipe:
    """Which part of the network, and how it is laid out."""
    focus = start(shown)
    part = {"": "around the start" if focus else "all of it", **{it.code: it.says for it in STARTS}}
    question = choose(st.container(), "Which part", "question", list(part), part.__getitem__)
    with st.expander("More choices"):
        hops = (
            int(choose(st.container(), "How far around", "hops", list(HOPS), HOPS.__getitem__))
            if focus
            else 1
        )
        layout = _one_of(
            LAYOUTS,
            choose(
                st.container(),
                "Laid out",
                "layout",
                list(LAYOUTS),
                lambda code: LAYOUTS[_one_of(LAYOUTS, code)],
            ),
        )
        labels = label_filter(shown)
    return replace(made, focus=focus, question=question, hops=hops, layout=layout, labels=labels)


def _one_of(options: Mapping[Code, str], chosen: str) -> Code:
    """The option that was chosen, as what it is."""
    return next(code for code in options if code == chosen)


def typed_words(label: str, name: str, longest: int, empty: str = "") -> str:
    """A line of the reader's own, which the address holds."""
    key = f"picture_{name}"
    st.session_state[key] = st.query_params.get(name, "")[:longest]
    typed = st.text_input(
        label,
        key=key,
        max_chars=longest,
        placeholder=empty,
        on_change=lambda: remember(name, st.session_state[key]),
    )
    return typed.strip()


def highlight(shown: View) -> str:
    """The one entry that keeps its colour, as it was typed; a name that is not certain is said."""
    typed = typed_words("Highlight one name, the rest grey", "highlight", LONGEST_TITLE)
    if not typed:
        return ""
    meant = resolve_name(shown.snapshot, typed)
    if not meant.id:
        near = ", ".join(caption(shown.snapshot, id) for id in meant.near)
        warn(f"No one name is meant by “{typed}”{f'; the nearest: {near}' if near else ''}.")
    return meant.id


def start(shown: View) -> tuple[str, ...]:
    """Where the picture starts: the names in the address, and a search for another."""
    focus = tuple(
        id for id in st.query_params.get("focus", "").split(",") if id in shown.snapshot.nodes
    )
    typed = st.text_input("Start from", placeholder="a name; empty for all", key="picture_start")
    kept = {
        name: st.query_params[name]
        for name in st.query_params
        if name not in ("focus", "as_of", "sources", "derived")
    }
    if typed:
        found = search(shown.snapshot, typed, 5)
        items = "".join(
            f"<li>{link(href('pictures', **kept, focus=id), option(shown.snapshot, id))}</li>"
            for id in found
        )
        show(
            f"<ul>{items}</ul>"
            if items
            else "<p>Nothing has a name like that; try a part of it.</p>"
        )
    if focus:
        names = ", ".join(caption(shown.snapshot, id) for id in focus[:3])
        show(f"<p>{link(href('pictures', **kept), f'Start: {names}. Take it off')}</p>")
    return focus


def label_filter(shown: View) -> tuple[str, ...]:
    """The labels to keep; none chosen means all."""
    known = [kind.label for kind in SCHEMA.nodes if shown.snapshot.counts.get(kind.label)]
    st.session_state["picture_labels"] = [
        label for label in st.query_params.get("labels", "").split(",") if label in known
    ]
    chosen = st.multiselect(
        "Only these",
        known,
        key="picture_labels",
        placeholder="all",
        format_func=lambda label: SCHEMA.by_label[label].plural,
        on_change=lambda: remember("labels", ",".join(st.session_state["picture_labels"])),
    )
    return tuple(chosen)


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
    made: Picture | Chart
    try:
        if again_of and recipe.what == "network":
            made, since = reopened_picture(shown.snapshot, recipe)
            on_the_map = href(
                "map", **address(again_of, keep_recipe(database.backbone().home, again_of))
            )
            show(
                f'<p role="status">{escape(f"{since.says} {lacking_hidden(again_of)}".strip())}'
                f" {link(on_the_map, 'Open it on the map')}</p>"
            )
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
        show(f'<div class="lk-sheet">{svg}</div>')
        show(region_links(made))
    else:
        st.image(drawing(made, recipe=False), width="stretch", alt=heard(made))
    size = SIZES[recipe.size]
    said = f"{size.says}; {recipe_counts(made)}"
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
    with st.expander("The same as tables"):
        for twin in made.twins if isinstance(made, Chart) else tables(made):
            section(twin.caption)
            st.dataframe(
                [
                    dict(zip((head or "reads" for head in twin.header), row, strict=True))
                    for row in twin.rows
                ],
                hide_index=True,
            )


def _profile(id: str) -> str:
    return href("profile", id=id)


def region_links(made: Chart) -> str:
    """The regions of the map, each with how many of its economies are reached and its gaps."""
    regions = next(twin for twin in made.twins if twin.header[0] == "Region")
    items = (
        f"<li>{link(href('gaps', region=region), region)}: {heard} of {at} reached</li>"
        for region, at, heard in regions.rows
    )
    return f"<ul>{''.join(items)}</ul>" if regions.rows else ""


def _file(made: Picture | Chart, kind: str) -> bytes:
    """The file, and on this machine what its readers may not be told."""
    return as_file(replace(made, recipe=keep_choices(database.backbone().home, made.recipe)), kind)


def recipe_counts(made: Picture | Chart) -> str:
    """How much is in it."""
    if isinstance(made, Chart):
        return made.counted
    more = f", {made.left_out:,} more not shown" if made.left_out else ""
    return f"{len(made.entries):,} entries and {len(made.ties):,} ties{more}"
