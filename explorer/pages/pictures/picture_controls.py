"""What to draw, for whom and as what: the controls of the page Pictures, all of them in the
address.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from explorer.app.address_choices import choose, choose_day, remember
from explorer.app.downloads import WHOM
from explorer.app.visit import option, search
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import show, warn
from explorer.html.view import View
from explorer.pages.map.own_words import LONGEST_TITLE
from explorer.picture.highlight import name_in
from explorer.picture.image_export import CHARTS
from explorer.picture.picture import LONGEST_SAID, Layout, Recipe, What
from explorer.picture.start_questions import STARTS
from explorer.picture.styles import PRESETS
from explorer.words.captions import caption
from explorer.words.text import too_long
from graph_model.vocabulary import SCHEMA
from loaders.take_out.audience import AUDIENCES

Code = TypeVar("Code", bound=str)
WHAT: dict[What, str] = {
    "coverage": "The coverage band",
    "world": "Where in the world we are heard",
    "outlines": "Where we are heard, on a map with outlines",
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


def controls(shown: View) -> tuple[Recipe, str]:
    """What to draw, for whom, and as what; all of it in the address."""
    container = st.container()
    # an address with a start or a part of the network means the network
    asked = any(name in st.query_params for name in ("focus", "question", "hops", "labels"))
    options = sorted(WHAT, key=lambda code: asked and code != "network")
    what = _one_of(
        WHAT, choose(container, "What", "what", options, lambda code: WHAT[_one_of(WHAT, code)])
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
    made = replace(made, size=preset.size, style=preset.style, audience=audience)
    return own_words(shown, made), kind


def own_words(shown: View, made: Recipe) -> Recipe:
    """What the reader says in the picture."""
    title = typed_words("Title", "title", LONGEST_TITLE, "as it says itself")
    with st.expander("Words of your own", expanded=bool(st.query_params.get("highlight"))):
        subtitle = typed_words("Subtitle", "subtitle", LONGEST_SAID)
        remarks = [
            typed_words(label, name, LONGEST_SAID)
            for label, name in (("A note of your own", "note"), ("Another note", "note2"))
        ]
        lit = highlight(shown, made.what) if made.what != "coverage" else ""
    said = tuple(remark for remark in remarks if remark)
    return replace(made, title=title, subtitle=subtitle, remarks=said, highlight=lit)


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
    key, refused = f"picture_{name}", f"picture_{name}_refused"
    asked = st.query_params.get(name, "")
    st.session_state[key] = "" if too_long(label, asked, longest) else asked

    def keep() -> None:
        if words := too_long(label, st.session_state[key], longest):
            st.session_state[refused] = words
        else:
            remember(name, st.session_state[key])

    typed = st.text_input(label, key=key, placeholder=empty, on_change=keep)
    if words := st.session_state.pop(refused, "") or too_long(label, asked, longest):
        warn(words)
    return typed.strip()


def highlight(shown: View, what: str) -> str:
    """The one entry that keeps its colour, as it was typed; a name that is not certain is said."""
    typed = typed_words("Highlight one name, the rest grey", "highlight", LONGEST_TITLE)
    if not typed:
        return ""
    meant = name_in(shown.snapshot, what, typed)
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
