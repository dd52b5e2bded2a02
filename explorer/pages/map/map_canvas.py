"""The picture of the map itself, and what the reader does in it."""

from __future__ import annotations

import binascii
from base64 import b64decode
from collections.abc import Sequence

import streamlit as st

from explorer.pages.map import open_picture
from explorer.pages.map.address import GROUP, SPOKEN, MapAddress, write_positions
from explorer.pages.map.scene import Scene
from explorer.pages.map.view_changes import change, toggled, undo
from explorer.picture.highlight import near
from explorer.picture.network_component import MapEvents, Selection, draw
from explorer.picture.picture import BETWEEN, BUBBLE

KEY = "map"


def map_canvas(address: MapAddress, scene: Scene, found: Sequence[str] | None) -> None:
    """The picture itself, and what the reader does in it."""
    rows = len({round(entry.y) for entry in scene.picture.entries}) if scene.drawn.curved else 0
    lit = found if found is not None else sorted(near(scene.picture)) or None
    selection = Selection(
        address.pick, lit, address.hide, address.off, found[0] if found else "", address.tie
    )
    events = MapEvents(
        chosen=_chosen,
        widen=lambda: _widen(address),
        moved=lambda: _moved(address),
        undo=undo,
        legend=_legend,
        dropped=_dropped,
    )
    draw(
        scene.picture,
        KEY,
        selection,
        events,
        scene.drawn,
        height=max(480, min(1000, 34 * rows)) if rows else 600,
    )


def _state(name: str) -> object:
    return getattr(st.session_state[KEY], name, None)


def _chosen() -> None:
    state = _state("chosen")
    chosen = [str(its) for its in state] if isinstance(state, list) else []
    change(
        pick=",".join(its for its in chosen if BETWEEN not in its),
        tie=next((its for its in chosen if BETWEEN in its), ""),
    )


def _widen(address: MapAddress) -> None:
    wanted = str(_state("widen") or "")
    if wanted.startswith(BUBBLE):
        change(question=GROUP, focus=wanted.removeprefix(BUBBLE), pick="")
    elif wanted and address.question == SPOKEN:
        change(question="", agreement="", issue="", focus=wanted, at="", pick=wanted)
    elif wanted:
        change(grow=",".join((*address.grow, wanted)), pick=wanted)


def _moved(address: MapAddress) -> None:
    moved = _state("moved")
    if isinstance(moved, dict):
        change(
            at=write_positions(
                {**address.at, **{str(id): (float(x), float(y)) for id, (x, y) in moved.items()}}
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
