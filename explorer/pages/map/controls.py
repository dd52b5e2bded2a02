"""What can be changed about a view: the question, the name looked for, colour and size, saved
views.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.app import database
from explorer.app.limited_text import limited_text
from explorer.app.visit import option, search
from explorer.html.app_links import href
from explorer.html.look import link
from explorer.html.screen import show
from explorer.html.view import View
from explorer.pages.map import saved_views
from explorer.pages.map.address import SPOKEN, MapAddress
from explorer.pages.map.colours import COLOURS, SIZES
from explorer.pages.map.view_changes import change, current_address
from explorer.pages.map.who_has_spoken import talks_of
from explorer.picture.picture import Picture
from graph_model.own_fields import ANY as EVERY
from graph_model.own_fields import filter_words, own_values
from graph_model.search_words import folded_text

ANY = ""
#: So many texts of an own field can be chosen from, the most frequent first.
MOST_TEXTS = 200


def question(shown: View, address: MapAddress, agreements: Sequence[str]) -> None:
    """The question as a sentence with two blanks."""
    issues = sorted(
        {tie.target for tie in shown.snapshot.out(address.agreement, "COVERS")},
        key=shown.snapshot.name,
    )
    with st.container(key="lk-question", horizontal=True, vertical_alignment="center", gap="small"):
        show("<p>Who of us has spoken to the delegations in</p>", width="content")
        chosen(
            st.container(width=230),
            "Negotiation",
            "agreement",
            list(dict.fromkeys([*agreements, address.agreement])),
            shown.snapshot.name,
            address.agreement,
        )
        show("<p>about</p>", width="content")
        chosen(
            st.container(width=280),
            "Issue",
            "issue",
            [ANY, *issues],
            lambda id: shown.snapshot.name(id).lower() if id else "any issue",
            address.issue,
        )


def look_controls(address: MapAddress) -> None:
    """What colours and sizes say."""
    left, right = st.columns(2)
    chosen(
        left,
        "Colour says",
        "colour",
        list(COLOURS),
        COLOURS.__getitem__,
        address.colour,
        hidden=False,
    )
    chosen(right, "Size says", "size", list(SIZES), SIZES.__getitem__, address.size, hidden=False)


def own_field(shown: View, address: MapAddress) -> None:
    """Which entries are shown by what they say under a heading of our own; nothing where none has
    such a field.
    """
    values = own_values(shown.snapshot)
    if not values:
        return
    heading, text = filter_words(shown.snapshot, address.own)
    which, what = st.columns(2)
    st.session_state["map_own"], st.session_state["map_own_text"] = heading, text or EVERY

    def picked() -> None:
        its = st.session_state["map_own"]
        change(own=f"{its}:{EVERY}" if its else "", pick="")

    def said() -> None:
        change(own=f"{heading}:{st.session_state['map_own_text']}", pick="")

    which.selectbox(
        "Only by a field of ours",
        ["", *values],
        key="map_own",
        format_func=lambda its: its or "all",
        on_change=picked,
    )
    if heading:
        texts = [text for text, _ in values[heading].most_common(MOST_TEXTS)]
        what.selectbox(
            "which says",
            list(dict.fromkeys([EVERY, *texts, text or EVERY])),
            key="map_own_text",
            format_func=lambda its: (
                "anything" if its == EVERY else f"{its} ({values[heading][its]:,})"
            ),
            on_change=said,
        )


def chosen(
    container: DeltaGenerator,
    label: str,
    name: str,
    options: list[str],
    says: Callable[[str], str],
    current: str,
    hidden: bool = True,
) -> None:
    """A list of choices bound to the address."""
    key = f"map_{name}"
    st.session_state[key] = shown = current if current in options else options[0]

    def picked() -> None:
        if (
            st.session_state[key] != shown
        ):  # also called when the list is only shown for the first time
            change(**{name: str(st.session_state[key]), "pick": ""})

    container.selectbox(
        label,
        options,
        key=key,
        format_func=says,
        on_change=picked,
        label_visibility="collapsed" if hidden else "visible",
    )


def find(shown: View, picture: Picture, address: MapAddress) -> list[str] | None:
    """Look for a name: those in the picture stand out, others can be brought in. Returns the ids
    that were found in the picture.
    """
    typed = st.text_input(
        "Find in the picture, or add",
        value=address.found,
        placeholder="a name",
        key="map_find",
        on_change=_find,
    )
    wanted = (typed or "").strip()
    if not wanted:
        return None
    needle, nodes = folded_text(wanted), shown.snapshot.nodes
    here = [
        entry.id
        for entry in picture.entries
        if needle
        in folded_text(f"{entry.name} {nodes[entry.id].full_name if entry.id in nodes else ''}")
    ]
    others = [
        id
        for id in search(shown.snapshot, wanted, limit=8)
        if id not in here and all(entry.id != id for entry in picture.entries)
    ][: 3 if here else 5]
    told = f"{len(here)} in the picture" if here else "Not in the picture"
    grow = ",".join(address.grow)
    bring = [
        link(
            href("map", **{**current_address(), "grow": f"{grow},{id}".strip(","), "found": "-"}),
            f"bring in {option(shown.snapshot, id)}",
        )
        for id in others
    ]
    if address.question == SPOKEN:
        bring = [
            link(href("map", focus=id), f"a picture around {option(shown.snapshot, id)}")
            for id in others
        ]
    show(f'<p class="lk-small">{told}{"; " if bring else "."} {"; ".join(bring)}</p>')
    return here


def _find() -> None:
    change(found=str(st.session_state["map_find"]).strip()[:80])


def views(current: Mapping[str, str]) -> None:
    """Saved views: open one, keep this one under a name, take one away."""
    home = database.of_app().home
    kept = saved_views.views(home)
    with st.popover("Saved views"):
        for name, params in kept.items():
            left, right = st.columns([4, 1], vertical_alignment="center")
            show(link(href("map", **{"as_of": "-", **params}), name), left)
            right.button(
                "Forget",
                key=f"forget_{name}",
                on_click=saved_views.forget,
                args=(home, name),
                type="tertiary",
            )
        turn = st.session_state.setdefault("views_kept", 0)  # a field that was taken is empty again
        with st.form(f"save_view_{turn}", border=False):
            typed = limited_text("Keep this view under a name", saved_views.LONGEST)
            if st.form_submit_button("Keep") and typed and typed.strip():
                saved_views.save(home, typed, current)
                st.session_state["views_kept"] = turn + 1
                st.rerun()
        if not kept:
            show(
                "<p>The address of this page is the view too: send it, or keep it as a"
                " bookmark.</p>"
            )


def agreements(shown: View) -> list[str]:
    """Negotiations to ask about."""
    return talks_of(shown.day)
