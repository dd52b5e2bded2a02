"""The picture in the page: vis-network, which ships beside this file, in a Streamlit component of
our own; pyvis is its data model. Nothing comes from the network.

Two mounts: one holds the picture and is sent again only when entries, places or looks change; the
other is a few bytes that say what is chosen, found and left out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from pyvis.network import Network

from explorer.html.shapes import GRID, HALF_WIDTH, MIDDLES, OUTLINES
from explorer.picture.picture import SEATS, Entry, Picture, Seat, Tie
from graph_model.cached import cached
from graph_model.schema import Line
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.palette import PAPER

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
DASHES: Mapping[Line, list[int] | bool] = {
    "solid": False,
    "dashed": [7, 5],
    "dotted": [2, 4],
    "dashdot": [8, 4, 2, 4],
    "longdash": [16, 4],
}


@dataclass(frozen=True)
class ColorLegendLine:
    """A line of the legend of colours, where a colour says something else than the label; without a
    colour it is the dotted outline.
    """

    says: str
    color: str
    number: int


@dataclass(frozen=True)
class DrawOptions:
    """How a picture is drawn on the screen, beyond what it says itself."""

    #: Entries without a recorded contact, outlined with dots.
    dotted: frozenset[str] = frozenset()
    #: On which side of an entry its name stands, where it is not free.
    side: Mapping[str, str] = field(default_factory=dict)
    #: Words in the picture: x, y, text.
    notes: Sequence[tuple[float, float, str]] = ()
    curved: bool = False
    arrows: bool = True
    strong: bool = False
    #: Whether names stand on the outer side of a ring, where the screen is wide enough.
    ring: bool = False
    #: Names longer than this are cut.
    longest: int = 30
    #: While it is the same, the reader's zoom stays.
    base: str = ""
    tools: bool = True
    #: What the sizes say.
    sizes: str = ""
    hues: Sequence[ColorLegendLine] = ()
    #: What a tie counts as in the legend, by its name, where that is not its type.
    groups: Mapping[str, str] = field(default_factory=dict)

    def counts_as(self, tie: Tie) -> str:
        """What a tie counts as in the legend: by this it is taken out and put back."""
        return self.groups.get(tie.id) or tie.type or tie.says


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


def pyvis_network(picture: Picture) -> Network:
    """The picture as a pyvis `Network`: its data model, whoever draws it."""
    net = Network(directed=True)
    net.toggle_physics(False)
    said = {
        entry.id: f"{entry.name} ({SCHEMA.by_label[entry.label].singular}"
        f"{f'; {SEATS[entry.seat]}' if entry.seat else ''})"
        for entry in picture.entries
    }
    # As wholes: `add_node` and `add_edge` look through all the earlier ones, which takes seconds
    # for thousands.
    net.node_ids = list(said)
    net.nodes = [
        {
            "id": its.id,
            "label": its.name,
            "x": its.x,
            "y": its.y,
            "size": its.size,
            "color": its.color,
            "title": said[its.id],
        }
        for its in picture.entries
    ]
    net.edges = [{"from": tie.source, "to": tie.target, "title": tie.says} for tie in picture.ties]
    return net


def kinds(picture: Picture, drawn: DrawOptions) -> list[dict[str, Any]]:
    """Each kind of tie in the picture with its line and how many there are, so that one can be
    taken out.
    """
    of = {kind.name: kind.says for kind in SCHEMA.relationships}
    found: dict[str, list[Tie]] = {}
    for tie in picture.ties:
        found.setdefault(drawn.counts_as(tie), []).append(tie)
    order = [*of, *(code for code in found if code not in of)]
    return [
        {
            "code": code,
            "says": of.get(code, code),
            "shown": len(ties),
            "color": ties[0].color,
            "dashes": DASHES[ties[0].line],
            "width": ties[0].width,
        }
        for code in order
        if (ties := found.get(code))
    ]


def payload(picture: Picture, drawn: DrawOptions, name: str, height: int) -> dict[str, Any]:
    """The picture column by column, as the component takes it; `rev` changes when anything of it
    does.
    """
    net, entries = pyvis_network(picture), picture.entries
    data: dict[str, Any] = {
        column: [node[column] for node in net.nodes]
        for column in ("id", "label", "x", "y", "size", "color", "title")
    }
    data |= {
        "shape": [entry.shape for entry in entries],
        "hollow": [entry.color == PAPER for entry in entries],
        "kind": [entry.label for entry in entries],
        "weight": [round(entry.weight, 2) for entry in entries],
    }
    bends = picture.bends
    data["edges"] = [
        {
            "id": tie.id,
            "from": tie.source,
            "to": tie.target,
            "title": tie.says,
            "color": tie.color,
            "width": tie.width,
            "dashes": DASHES[tie.line],
            "kind": drawn.counts_as(tie),
            **({"bend": bends[tie.id]} if tie.id in bends else {}),
            **({"words": tie.words} if tie.words else {}),
        }
        for tie in picture.ties
    ]
    notes = [{"x": x, "y": y, "text": text} for x, y, text in drawn.notes]
    empty = {entry.id for entry in entries if entry.seat}
    looks = {
        "dotted": sorted(drawn.dotted | empty),
        "unsaid": sorted(entry.id for entry in entries if entry.seat == "unsaid"),
        "side": dict(drawn.side),
        "notes": notes,
        "curved": drawn.curved,
        "arrows": drawn.arrows,
        "strong": drawn.strong,
    }
    looks |= {"longest": drawn.longest, "ring": drawn.ring}
    data["keys"] = [
        {
            "code": key.code,
            "says": key.says,
            "shown": key.shown,
            "hidden": key.hidden,
            "color": key.color,
            "shape": key.shape,
            "hollow": key.color == PAPER,
        }
        for key in picture.legend
    ]
    data["lines"] = kinds(picture, drawn)
    data["hues"] = [
        {"says": hue.says, "color": hue.color, "number": hue.number}
        for hue in (*drawn.hues, *_seats(entries))
    ]
    data |= {
        **looks,
        "base": drawn.base,
        "tools": drawn.tools,
        "sizes": drawn.sizes,
        "height": height,
        "name": name,
    }
    return {
        **data,
        "rev": hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12],
    }


def _seats(entries: Sequence[Entry]) -> list[ColorLegendLine]:
    """A line of the legend for each kind of empty place."""
    number = Counter[Seat](entry.seat for entry in entries)
    return [ColorLegendLine(says, "", number[seat]) for seat, says in SEATS.items() if number[seat]]


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
    """Show the picture. Returns what was chosen (``chosen``, ids); ``widen``, ``moved`` and
    ``undo`` last for one run.
    """
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
