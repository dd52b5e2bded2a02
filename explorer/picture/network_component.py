"""The picture in the page: vis-network, which ships beside this file, in a Streamlit component of
our own; pyvis is its data model. Nothing comes from the network.

Two mounts: one holds the picture and is sent again only when entries, places or looks change; the
other is a few bytes that say what is chosen, found and left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from explorer.html.shapes import GRID, HALF_WIDTH, MIDDLES, OUTLINES
from explorer.picture.network_payload import DrawOptions, payload
from explorer.picture.picture import Picture
from graph_model.cached import cached

HERE = Path(__file__).parent
LIBRARY = HERE / "vis" / "vis-network.min.js"
HTML = (
    '<div class="lk-map"><div class="lk-tools" role="toolbar" aria-label="The picture"><span'
    ' class="pair"><button type="button" data-does="in" aria-label="Larger">+</button><button'
    ' type="button" data-does="out" aria-label="Smaller">−</button><button type="button"'
    ' data-does="all">Whole picture</button></span><span class="gap"></span><button type="button"'
    ' data-does="rope" aria-pressed="false" title="Draw round the entries you want; or hold'
    ' Shift">Choose several</button><button type="button" data-does="undo" title="Take back the'
    ' last step">Undo</button><button type="button" class="wide" data-does="full">Full'
    ' screen</button></div><div class="lk-graph" tabindex="0" role="application"'
    ' aria-label="Picture of relationships. Arrow keys go to the nearest entry, Enter chooses it,'
    " T goes to its ties and Enter shows one, Shift and an arrow choose several, E widens, Z"
    " takes back, plus and minus zoom, 0 shows all."
    ' The table below holds the same entries."></div><div class="lk-keys" role="group"'
    ' aria-label="Legend: press to take out or put back"></div><div class="lk-say"'
    ' aria-live="polite"></div></div>'
)


@dataclass(frozen=True)
class Selection:
    """What is chosen, found, and left out, by id, label and type; and the entry to go to."""

    chosen: Sequence[str] = ()
    found: Sequence[str] | None = None
    hide: Iterable[str] = ()
    off: Iterable[str] = ()
    go: str = ""
    #: The tie that is looked at.
    tie: str = ""


@dataclass(frozen=True)
class MapEvents:
    """What to do when the reader does something; each is called before the page is drawn again."""

    chosen: Callable[[], None] = lambda: None
    widen: Callable[[], None] = lambda: None
    moved: Callable[[], None] = lambda: None
    undo: Callable[[], None] = lambda: None
    legend: Callable[[], None] = lambda: None
    dropped: Callable[[], None] | None = None


@cache
def _library() -> Callable[..., Any]:
    code = LIBRARY.read_text(encoding="utf-8") + "\nexport default function () {}\n"
    return st.components.v2.component("linkages_vis", js=code)


#: The script of the picture, in its parts; the last takes what the app sends.
SCRIPTS = (
    "marks.js",
    "ties.js",
    "legend.js",
    "fitting.js",
    "reader.js",
    "keyboard.js",
    "component.js",
)


@cache
def _canvas() -> Callable[..., Any]:
    *scripts, css = (
        (HERE / name).read_text(encoding="utf-8") for name in (*SCRIPTS, "component.css")
    )
    shapes = json.dumps(
        {"outlines": OUTLINES, "middles": MIDDLES, "middle": GRID / 2, "half": HALF_WIDTH}
    )
    return st.components.v2.component(
        "linkages_picture",
        html=HTML,
        js="\n".join((f"const SHAPES = {shapes};", *scripts)),
        css=css,
    )


@cache
def _command() -> Callable[..., Any]:
    return st.components.v2.component(
        "linkages_command", js=(HERE / "command.js").read_text(encoding="utf-8")
    )


class DrawRequest:
    """A picture as it is to be drawn. The very same objects are the same order, so a rerun that
    changes nothing packs nothing anew.
    """

    def __init__(self, picture: Picture, drawn: DrawOptions, name: str, height: int) -> None:
        self.picture, self.drawn, self.name, self.height = picture, drawn, name, height
        self._same = (id(picture), id(drawn), name, height)

    def __hash__(self) -> int:
        return hash(self._same)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DrawRequest) and self._same == other._same


@cached(maxsize=16)
def packed_payload(order: DrawRequest) -> bytes:
    """The payload as bytes: the twelve letters of `rev`, then JSON. Bytes are sent once and then
    only named, and the page reads them only when `rev` is new.
    """
    data = payload(order.picture, order.drawn, order.name, order.height)
    return f"{data['rev']}{json.dumps(data, separators=(',', ':'))}".encode()


#: What a picture without a style of its own is drawn with.
PLAINLY = DrawOptions(tools=False)


def draw(
    picture: Picture,
    key: str,
    told: Selection | None = None,
    heard: MapEvents | None = None,
    drawn: DrawOptions | None = None,
    height: int = 560,
) -> Any:
    """Show the picture. Returns what the reader did; each of it lasts for one run."""
    told, heard = told or Selection(), heard or MapEvents()
    with st.container(key=f"lk-unseen-{key}"):
        _library()(key=f"{key}-library", height=1)
        command = {
            "name": key,
            "chosen": list(told.chosen),
            "found": told.found,
            "hide": sorted(told.hide),
            "off": sorted(told.off),
            "go": told.go,
            "tie": told.tie,
        }
        _command()(key=f"{key}-command", data=command, height=1)
    return _canvas()(
        key=key,
        data=packed_payload(DrawRequest(picture, drawn or PLAINLY, key, height)),
        height="content",
        on_chosen_change=heard.chosen,
        on_widen_change=heard.widen,
        on_moved_change=heard.moved,
        on_undo_change=heard.undo,
        on_legend_change=heard.legend,
        on_dropped_change=heard.dropped or (lambda: None),
    )
