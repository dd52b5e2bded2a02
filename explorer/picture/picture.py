"""A picture as data: what is drawn, where, in which look, and what is said beside it.

Every renderer (the page, SVG, PNG, PDF, HTML, graph files with places) draws from a `Picture` and
from nothing else, so they agree. The builder (``explorer/picture/``) fills looks from the
vocabulary; a renderer knows no label and no colour of its own.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, get_args

from explorer.picture.styles import SIZES, STYLES
from explorer.words.text import words
from graph_model.errors import NoRecipe
from graph_model.measures.gap_kinds import NO_RECORDED_CONTACT
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.schema import LineStyle, Shape
from graph_model.source_addresses import first_source
from loaders.take_out.audience import AUDIENCES

What = Literal["network", "gaps", "coverage", "world", "outlines", "clauses", "contacts"]
Layout = Literal["auto", "groups", "force", "layered", "circle"]
Position = tuple[float, float]
#: A place at a table: nothing special, nobody of us was ever in contact with it, or on something
#: else only, or (in a picture for the public) nothing of that is public.
Seat = Literal["", "empty", "elsewhere", "unsaid"]
SEATS: Mapping[Seat, str] = {
    "empty": f"{NO_RECORDED_CONTACT} of ours",
    "elsewhere": "recorded contact of ours on something else only",
    "unsaid": "no public contact",
}
#: What a picture for the public says of such places besides.
UNSAID = (
    "What is not public is not shown: where three points stand, somebody may have been met or not."
)
#: Stands in the name of a tie and in no id.
BETWEEN = ">"
#: With this begins the id of a bubble, which stands for a group.
BUBBLE = "group:"
#: How far two ties between the same two entries part, as a share of their length.
BEND = 0.22
#: A picture of ours holds thousands at most.
MOST_POSITIONS = 10_000
#: What a reader may say in a picture besides its title: a line under it, and notes below.
LONGEST_SAID, MOST_REMARKS = 300, 2


def borne_by(row: NodeRow | RelationshipRow) -> tuple[str, str]:
    """By which address a row is borne out, the first of several, and how sure it is, in words."""
    return first_source(row.text("source_url")), words(row.text("confidence"))


def empty_seat(public: bool) -> Seat:
    """How a picture says that nobody of us is known to have been in contact with somebody. For the
    public it cannot say that there was no contact, only that none is public.
    """
    return "unsaid" if public else "empty"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in the picture. ``inside`` holds the ids of a bubble that stands for many; ``size``
    is half its width, in the units of x and y.
    """

    id: str
    name: str
    label: str
    x: float
    y: float
    size: float
    color: str = ""
    shape: Shape = "circle"
    weight: float = 0.0
    inside: tuple[str, ...] = ()
    seat: Seat = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One relationship in the picture, worded as it is read. ``number`` is how many it stands for
    between two bubbles.
    """

    source: str
    target: str
    says: str
    type: str = ""
    color: str = ""
    line: LineStyle = "solid"
    width: float = 1.0
    number: int = 1
    #: What stands on the line itself.
    words: str = ""
    #: What stands behind it, in words: since when, by which address, how sure.
    since: str = ""
    source_url: str = ""
    sure: str = ""

    @property
    def id(self) -> str:
        """One name for it in a picture, by which the component and the files call it."""
        return BETWEEN.join((self.source, self.type or self.says, self.target))


@dataclass(frozen=True, slots=True)
class LegendLine:
    """A line of the legend: a label (with its shape) or a kind of tie (with its line), and how many
    are shown and not shown.
    """

    code: str
    says: str
    shown: int
    hidden: int
    color: str
    shape: Shape | None = None
    line: LineStyle | None = None
    width: float = 1.0


@dataclass(frozen=True)
class Recipe:
    """All that is needed to draw a picture again: the view, its filters and settings, the places,
    and a fingerprint of the data.
    """

    what: What = "network"
    title: str = ""
    #: The reader's own words, as they were typed: under the title, and below the picture.
    subtitle: str = ""
    remarks: tuple[str, ...] = ()
    #: The one entry that keeps its colour, the rest grey.
    highlight: str = ""
    as_of: str = ""
    #: An earlier day to stand beside it, in charts.
    before: str = ""
    focus: tuple[str, ...] = ()
    hops: int = 1
    question: str = ""
    labels: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    limit: int = 0
    layout: Layout = "auto"
    size: str = "a4"
    style: str = "colour"
    audience: str = "private"
    leave_out_derived: bool = False
    with_friends: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    #: Numbers behind the measures that differed from their defaults when it was drawn.
    settings: Mapping[str, float] = field(default_factory=dict)
    #: Under which number the machine that made a public picture keeps the choices that may not be
    #: told.
    release: str = ""
    #: The address of the map that the picture was taken from, part by part.
    view: Mapping[str, str] = field(default_factory=dict)
    #: The positions of the entries, under the name that files of ours have for them.
    places: Mapping[str, Position] = field(default_factory=dict)
    #: Where the entries stood that the reader had taken out of the view, so that they can be put
    #: back; never in a file for the public.
    aside: Mapping[str, Position] = field(default_factory=dict)
    entries: int = 0
    ties: int = 0
    fingerprint: str = ""

    def to_json(self) -> str:
        """The recipe as one line of JSON; equal recipes are equal lines."""
        return json.dumps(
            {"linkages_picture": 1, **asdict(self)},
            ensure_ascii=True,
            separators=(",", ":"),
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """The recipe that `to_json` wrote. Raises `NoRecipe` when it is another text, or holds what
        no recipe holds.

        >>> Recipe.from_json(
        ...     Recipe(title="Who meets whom", places={"edri": (1.5, 2.0)}).to_json()
        ... ).places
        {'edri': (1.5, 2.0)}
        """
        try:
            found = json.loads(text)
            if not isinstance(found, dict) or found.pop("linkages_picture", None) != 1:
                raise NoRecipe
            known = {
                name: _checked(name, value)
                for name, value in found.items()
                if name in cls.__dataclass_fields__
            }
            if said_too_much(known.get("subtitle", ""), known.get("remarks", ())):
                raise NoRecipe
            return cls(**known)
        except (ValueError, TypeError, AttributeError, RecursionError):
            raise NoRecipe from None


def said_too_much(subtitle: str, remarks: Sequence[str]) -> str:
    """Why a reader's own words have no room in a picture, in a sentence; empty where they have.

    >>> said_too_much("", ("one", "two", "three"))
    'A picture has room for 2 notes of your own; these are 3.'
    """
    if len(remarks) > MOST_REMARKS:
        return f"A picture has room for {MOST_REMARKS} notes of your own; these are {len(remarks)}."
    for what, said in (("subtitle", subtitle), *(("note", its) for its in remarks)):
        if len(said) > LONGEST_SAID:
            return (
                f"A {what} has at most {LONGEST_SAID} letters; this one has {len(said):,}:"
                f" {said[:40]}…"
            )
    return ""


#: What a recipe may say where only these words mean something.
CLOSED: Mapping[str, tuple[str, ...]] = {
    "what": get_args(What),
    "layout": get_args(Layout),
    "audience": AUDIENCES,
    "size": tuple(SIZES),
    "style": tuple(STYLES),
}


def _number(value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        raise ValueError(value)
    return value


def _checked(name: str, value: Any) -> Any:
    """A value from outside as the type of its field. Raises `ValueError`."""
    default = Recipe.__dataclass_fields__[name].default
    if name in ("places", "aside"):
        if len(value) > MOST_POSITIONS:
            raise ValueError(name)
        positions = {str(id): (float(x), float(y)) for id, (x, y) in value.items()}
        if not all(
            math.isfinite(part) and abs(part) < 1e9
            for position in positions.values()
            for part in position
        ):
            raise ValueError(name)
        return positions
    if name == "settings":
        return {str(which): _number(its) for which, its in value.items()}
    if name in ("choices", "view"):
        if not all(isinstance(choice, str) for choice in value.values()):
            raise ValueError(name)
        return dict(value)
    if isinstance(default, tuple):
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise ValueError(name)
        return tuple(value)
    if type(value) is not type(default) or (isinstance(value, int) and not 0 <= value < 10**7):
        raise ValueError(name)
    if value not in CLOSED.get(name, (value,)):
        raise ValueError(name)
    if name in ("as_of", "before") and value:
        date.fromisoformat(str(value))
    return value


@dataclass(frozen=True)
class Picture:
    """Entries with their places, the ties between them, the legend, and every word that stands
    around them.

    ``left_out`` is how many more entries belong to the choice; ``filters`` say in words how it was
    made; ``sources`` counts the distinct addresses behind what is shown.
    """

    entries: tuple[Entry, ...]
    ties: tuple[Tie, ...]
    left_out: int = 0
    title: str = ""
    as_of: date | None = None
    filters: tuple[str, ...] = ()
    legend: tuple[LegendLine, ...] = ()
    lines: tuple[LegendLine, ...] = ()
    sources: int = 0
    notes: tuple[str, ...] = ()
    recipe: Recipe = field(default_factory=Recipe)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many entries of each label, in the order of the legend."""
        return {key.code: key.shown for key in self.legend if key.shown}

    @cached_property
    def positions(self) -> dict[str, Position]:
        """Where each entry stands."""
        return {entry.id: (entry.x, entry.y) for entry in self.entries}

    @cached_property
    def bends(self) -> dict[str, float]:
        """How far ties leave the straight line, as a share of their length, to the left as one goes
        along them: several between the same two part from each other. Straight ones are not named.
        """
        beside: dict[tuple[str, str], list[Tie]] = {}
        for tie in self.ties:
            ends = min(tie.source, tie.target), max(tie.source, tie.target)
            beside.setdefault(ends, []).append(tie)
        found = {}
        for ends, ties in beside.items():
            for number, tie in enumerate(ties):
                bend = BEND * (number - (len(ties) - 1) / 2)
                if bend:
                    found[tie.id] = bend if tie.source == ends[0] else -bend
        return found

    @cached_property
    def by_id(self) -> dict[str, Entry]:
        """Each entry by its id."""
        return {entry.id: entry for entry in self.entries}
