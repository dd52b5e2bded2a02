"""A picture as the component takes it: columns of entries, ties, legends and looks."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyvis.network import Network

from explorer.picture.picture import SEATS, Entry, Picture, Seat, Tie
from graph_model.schema import LineStyle
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.palette import PAPER

DASHES: Mapping[LineStyle, list[int] | bool] = {
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
    data = {
        **_entry_columns(picture),
        "edges": _edges(picture, drawn),
        **_legends(picture, drawn),
        **_looks(picture, drawn),
        "height": height,
        "name": name,
    }
    packed = json.dumps(data, sort_keys=True)
    return {**data, "rev": hashlib.sha256(packed.encode()).hexdigest()[:12]}


def _entry_columns(picture: Picture) -> dict[str, Any]:
    """The entries, a list a column."""
    nodes, entries = pyvis_network(picture).nodes, picture.entries
    return {
        **{
            column: [node[column] for node in nodes]
            for column in ("id", "label", "x", "y", "size", "color", "title")
        },
        "shape": [entry.shape for entry in entries],
        "hollow": [entry.color == PAPER for entry in entries],
        "kind": [entry.label for entry in entries],
        "weight": [round(entry.weight, 2) for entry in entries],
    }


def _edges(picture: Picture, drawn: DrawOptions) -> list[dict[str, Any]]:
    """The ties."""
    bends = picture.bends
    return [
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


def _looks(picture: Picture, drawn: DrawOptions) -> dict[str, Any]:
    """How it is drawn."""
    empty = {entry.id for entry in picture.entries if entry.seat}
    return {
        "dotted": sorted(drawn.dotted | empty),
        "unsaid": sorted(entry.id for entry in picture.entries if entry.seat == "unsaid"),
        "side": dict(drawn.side),
        "notes": [{"x": x, "y": y, "text": text} for x, y, text in drawn.notes],
        **{
            name: getattr(drawn, name)
            for name in ("curved", "arrows", "strong", "longest", "ring", "base", "tools", "sizes")
        },
    }


def _legends(picture: Picture, drawn: DrawOptions) -> dict[str, Any]:
    """What labels, lines and colours stand for."""
    keys = [
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
    hues = [
        {"says": hue.says, "color": hue.color, "number": hue.number}
        for hue in (*drawn.hues, *_seats(picture.entries))
    ]
    return {"keys": keys, "lines": kinds(picture, drawn), "hues": hues}


def _seats(entries: Sequence[Entry]) -> list[ColorLegendLine]:
    """A line of the legend for each kind of empty place."""
    number = Counter[Seat](entry.seat for entry in entries)
    return [ColorLegendLine(says, "", number[seat]) for seat, says in SEATS.items() if number[seat]]
