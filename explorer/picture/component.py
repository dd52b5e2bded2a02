"""The picture in the page: vis-network from the pyvis wheel, in a Streamlit component of our own. Nothing comes from the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st
from pyvis.network import Network

from graph_model.picture import Picture
from graph_model.vocabulary import SCHEMA

LIBRARY = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"
HERE = Path(__file__).parent
HTML = (
    '<div class="lk-graph" tabindex="0" role="application" aria-label="Picture of relationships. Arrow keys step from entry to entry, Enter '
    'opens one beside the picture, E widens it, plus and minus zoom, 0 shows all. The list beside it holds the same entries."></div>'
    '<div class="lk-say" aria-live="polite"></div>'
)
#: Shapes that vis-network draws itself; the others are drawn as the nearest of these.
DRAWN = {"circle": "dot", "ring": "dot", "pentagon": "hexagon", "door": "square", "bar": "square", "flag": "triangle"}


@cache
def _library() -> Callable[..., Any]:
    code = LIBRARY.read_text(encoding="utf-8") + "\nexport default function () {}\n"
    return st.components.v2.component("linkages_vis", js=code)


@cache
def _canvas() -> Callable[..., Any]:
    js, css = ((HERE / f"component.{name}").read_text(encoding="utf-8") for name in ("js", "css"))
    return st.components.v2.component("linkages_picture", html=HTML, js=js, css=css)


def network(picture: Picture) -> Network:
    """The picture as a pyvis `Network`: its data model, whoever draws it."""
    net = Network(directed=True)
    net.toggle_physics(False)
    for entry in picture.entries:
        shape, kind = DRAWN.get(entry.shape, entry.shape), SCHEMA.by_label[entry.label].singular
        net.add_node(entry.id, label=entry.name, x=entry.x, y=entry.y, size=entry.size, color=entry.color, shape=shape, title=f"{entry.name} ({kind})")
    for tie in picture.ties:
        net.add_edge(tie.source, tie.target, title=tie.says)
    return net


def draw(picture: Picture, picked: str, key: str, height: int = 560, on_widen: Callable[[], None] = lambda: None) -> Any:
    """Show the picture. Returns what was picked (``picked``) and widened (``widen``)."""
    net = network(picture)
    nodes = [{name: node[name] for name in ("id", "label", "x", "y", "size", "color", "shape", "title")} for node in net.nodes]
    edges = [{"id": f"{edge['from']}>{edge['to']}>{edge['title']}", **{name: edge[name] for name in ("from", "to", "title")}} for edge in net.edges]
    _library()(key=f"{key}-library", height=1)
    data = {"nodes": nodes, "edges": edges, "picked": picked, "height": height}
    return _canvas()(key=key, data=data, height=height + 4, on_picked_change=lambda: None, on_widen_change=on_widen)
