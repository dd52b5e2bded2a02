"""The picture on the screen as a file: the same entries in the same places, for whom you say, with
the recipe that opens it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from explorer.app import database
from explorer.app.downloads import WHOM, file_stem, release_or_none
from explorer.app.unfolding import unfolding
from explorer.html.view import View
from explorer.pages.map.address import MapAddress
from explorer.pages.map.own_words import may_leave, words_form
from explorer.pages.map.scene import Scene, scene_of
from explorer.picture.hidden_entries import keep_choices
from explorer.picture.image_export import KINDS, as_file
from explorer.picture.picture import Picture, Recipe
from graph_model.measures import differing_settings
from graph_model.vocabulary import SCHEMA
from loaders.take_out.audience import AUDIENCES
from loaders.take_out.publish import Release


def save(
    shown: View,
    address: MapAddress,
    names: Mapping[str, str],
    held: Recipe | None = None,
    public: Release | None = None,
) -> None:
    """What stands behind “Save picture”. `names` are those in the picture; `held` is the recipe
    that was opened; `public` what may leave for everybody, where the page has asked already.
    """
    with unfolding("Save picture", "map_save") as opened:
        if not opened:
            return
        audience, kind = _for_whom_and_as(address.whom or (held.audience if held else ""))
        leaving = (
            public if public and audience == "public" else release_or_none(shown.snapshot, audience)
        )
        if leaving is None:
            return
        safe = shown.over(leaving.snapshot)
        with st.expander("Words of your own", expanded=bool(held and held.subtitle)):
            # a title made of rows may name who stays here, so it is kept for its own readers alone
            before = held and (held if held.audience == audience else replace(held, title=""))
            own = words_form(f"map_own_{address.opened}_{audience}", names, before)
        if not may_leave(shown.snapshot, safe.snapshot, own.title, own.subtitle, *own.remarks):
            return

        def made() -> bytes:
            view = replace(
                address.within(safe.snapshot), whom="public" if audience == "public" else ""
            )
            scene = scene_of(safe, view)
            picture = finished_picture(safe, view, scene, audience)
            recipe = replace(own.put_in(picture.recipe), choices=dict(leaving.chosen))
            kept = keep_choices(database.of_app().home, recipe)
            return as_file(replace(picture, title=kept.title, recipe=kept), kind)

        st.download_button(
            "Take it out",
            made,
            f"linkages-{file_stem(address.base, 'map')}.{kind}",
            KINDS[kind],
            type="primary",
            key="map_out",
            on_click="ignore",
        )


def _for_whom_and_as(proposed: str) -> tuple[str, str]:
    """The audience and the kind of file, as the reader chooses them."""
    if proposed:
        st.session_state.setdefault("map_for", proposed)
    audience = st.selectbox("For whom", AUDIENCES, format_func=WHOM.__getitem__, key="map_for")
    kind = st.selectbox("As", list(KINDS), format_func=str.upper, key="map_kind")
    return audience or AUDIENCES[0], kind or "svg"


def finished_picture(shown: View, address: MapAddress, scene: Scene, audience: str) -> Picture:
    """The picture with all that stands around it, without what was taken out on the screen."""
    inside = {entry.id for entry in scene.picture.entries if entry.label not in address.hide}
    groups = scene.drawn.groups
    ties = tuple(
        tie
        for tie in scene.picture.ties
        if {tie.source, tie.target} <= inside
        and not {tie.type, tie.says, groups.get(tie.id, "")} & address.off
    )
    entries = tuple(entry for entry in scene.picture.entries if entry.id in inside)
    legend = tuple(key for key in scene.picture.legend if key.code not in address.hide)
    positions = {entry.id: (entry.x, entry.y) for entry in entries}
    aside = {id: position for id, position in scene.picture.positions.items() if id not in inside}
    recipe = Recipe(
        title=scene.sentence,
        as_of=shown.as_of.isoformat(),
        focus=address.focus or address.path or ((address.agreement,) if address.agreement else ()),
        # no steps: exactly these entries, however they were gathered
        hops=0 if address.grow or address.path or address.question else 1,
        limit=len(entries) if scene.picture.left_out else 0,
        leave_out_derived=shown.settings.leave_out_derived,
        with_friends=shown.settings.with_friends,
        view=address.view(),
        hidden=tuple(sorted(address.hide)),
        audience=audience,
        places=positions,
        aside=aside,
        entries=len(entries),
        ties=len(ties),
        settings=differing_settings(shown.snapshot),
        fingerprint=shown.snapshot.version,
    )
    return replace(
        scene.picture,
        entries=entries,
        ties=ties,
        legend=legend,
        title=scene.sentence,
        filters=_filters(address),
        as_of=shown.as_of,
        recipe=recipe,
    )


def _filters(address: MapAddress) -> tuple[str, ...]:
    """What was taken out on the screen, in words."""
    labels = [f"without {SCHEMA.by_label[label].plural.lower()}" for label in sorted(address.hide)]
    kinds = [
        "without ties of the kind"
        f" “{SCHEMA.by_name[code].says if code in SCHEMA.by_name else code}”"
        for code in sorted(address.off)
    ]
    return (*labels, *kinds)
