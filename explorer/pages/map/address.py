"""What the address of the map asks for. The address is the whole view: whoever opens it sees the
same picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from explorer.picture.picture import Position
from explorer.picture.start_questions import start_of
from graph_model.own_fields import filter_words
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA

#: The parts of an address that belong to the map.
VIEW = (
    "question",
    "agreement",
    "issue",
    "focus",
    "grow",
    "path",
    "hide",
    "off",
    "colour",
    "size",
    "since",
    "anchor",
    "each",
    "own",
)
PARTS = (*VIEW, "whom", "opened", "pick", "tie", "at", "show", "found")
#: In `grow`: the next entries of the choice, instead of what is around one.
MORE = "+"
#: The question that shows who has spoken to whom, and not what the graph holds row by row.
SPOKEN = "spoken"
#: The question that shows everything, in groups, and the one that opens such a group.
ALL, GROUP = "all", "group"


@dataclass(frozen=True)
class MapAddress:
    """One view of the map, as its address says it; what the graph does not know is left out."""

    question: str = ""
    agreement: str = ""
    issue: str = ""
    focus: tuple[str, ...] = ()
    #: How the picture grew: ids that were widened, and `MORE`.
    grow: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    hide: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    colour: str = "label"
    size: str = "ties"
    #: The earlier of two days that are compared.
    since: date | None = None
    #: The day whose choice gave the places, when another is looked at now.
    anchor: date | None = None
    #: Whether each contact stands by itself, however many there are around the start.
    each: bool = False
    #: Only entries that say this under a heading of our own: "Owner:Ana".
    own: str = ""
    #: Whose eyes the picture is for: "public" shows what would leave for everybody.
    whom: str = ""
    #: The picture file that was opened, by its number; and what it held.
    opened: str = ""
    held: tuple[str, ...] = ()
    pick: tuple[str, ...] = ()
    #: The tie that is looked at, by its name in the picture.
    tie: str = ""
    at: Mapping[str, Position] = field(default_factory=dict, hash=False)
    show: str = ""
    found: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is asked yet."""
        return not (self.question or self.focus or self.path or self.held)

    @property
    def base(self) -> str:
        """What the picture started from; the reader's zoom and undo last as long as it does."""
        return "~".join(
            (self.question, self.agreement, self.issue, *self.focus, *self.path, self.opened)
        )

    def within(self, snapshot: Snapshot) -> MapAddress:
        """The same view over a graph that may hold less: nothing else is named in it."""
        return replace(
            read(self.view(), snapshot),
            at={id: position for id, position in self.at.items() if id in snapshot.nodes},
            held=self.held,
            opened=self.opened,
        )

    def view(self) -> dict[str, str]:
        """What makes the picture, as the parts of an address; not what is chosen or looked for in
        it, nor where entries stand.
        """
        lists = {name: ",".join(getattr(self, name)) for name in ("focus", "grow", "path")} | {
            name: ",".join(sorted(getattr(self, name))) for name in ("hide", "off")
        }
        days = {
            name: its.isoformat() for name in ("since", "anchor") if (its := getattr(self, name))
        }
        words = {
            name: getattr(self, name)
            for name in ("question", "agreement", "issue", "colour", "size", "own")
        }
        flags = {"each": "in" if self.each else ""}
        said = {name: value for name, value in (words | lists | days | flags).items() if value}
        return {
            name: value
            for name, value in said.items()
            if value != MapAddress.__dataclass_fields__[name].default
        }


def read(params: Mapping[str, str], snapshot: Snapshot) -> MapAddress:
    """The view that an address asks for."""

    def ids(name: str) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(id for id in params.get(name, "").split(",") if id in snapshot.nodes)
        )

    def codes(name: str, known: Mapping[str, object]) -> frozenset[str]:
        return frozenset(code for code in params.get(name, "").split(",") if code in known)

    path, asked = ids("path"), params.get("question", "")
    return MapAddress(
        question=asked if asked in (SPOKEN, ALL, GROUP) or start_of(asked) else "",
        agreement=next(
            (id for id in ids("agreement") if snapshot.nodes[id].label == "Agreement"), ""
        ),
        issue=next((id for id in ids("issue") if snapshot.nodes[id].label == "Issue"), ""),
        focus=ids("focus"),
        grow=tuple(
            step
            for step in params.get("grow", "").split(",")
            if step == MORE or step in snapshot.nodes
        )[:200],
        path=path if len(path) == 2 else (),
        hide=codes("hide", SCHEMA.by_label),
        off=frozenset(code for code in params.get("off", "").split(",") if code),
        colour=params.get("colour", "label"),
        size=params.get("size", "ties"),
        since=_day(params.get("since", "")),
        anchor=_day(params.get("anchor", "")),
        each=params.get("each") == "in",
        own=params.get("own", "")[:200] if filter_words(snapshot, params.get("own", ""))[0] else "",
        whom="public" if params.get("whom") == "public" else "",
        opened=params.get("opened", ""),
        pick=ids("pick"),
        tie=params.get("tie", "")[:400],
        at=_positions(params.get("at", ""), snapshot),
        show=params.get("show", ""),
        found=params.get("found", ""),
    )


def write_positions(at: Mapping[str, Position]) -> str:
    """Positions as they stand in an address.

    >>> write_positions({"edri": (12.0, -3.0)})
    'edri:12:-3'
    """
    return ",".join(f"{id}:{x:.0f}:{y:.0f}" for id, (x, y) in at.items())


def _positions(text: str, snapshot: Snapshot) -> dict[str, Position]:
    found = {}
    for part in text.split(","):
        id, _, where = part.partition(":")
        x, _, y = where.partition(":")
        if id in snapshot.nodes and x.lstrip("-").isdecimal() and y.lstrip("-").isdecimal():
            found[id] = (float(x[:7]), float(y[:7]))
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
