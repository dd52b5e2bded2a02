"""From the driver's own kinds of values to ours: a node becomes `NodeValue`, a relationship
`RelationshipValue`, a path `PathValue`; days, times and durations become the text that Neo4j itself
writes, points their coordinates.

The driver's kinds are known by their shape, for one file alone imports it; each type is looked at
once in an answer, and an entry that stands in many rows is made once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytz

from graph_model.console.answer_values import (
    AnswerValue,
    NodeValue,
    PathValue,
    RelationshipValue,
    ValueRow,
    weight,
)
from graph_model.console.own_rows import without_own
from graph_model.errors import QueryEnded

#: So many values within each other are more than anyone means, and less than Python can walk down.
DEEPEST = 60
#: So many entries of an answer are remembered at most.
REMEMBERED = 20_000
#: Kinds that are ours as they come.
SAME = frozenset((type(None), str, bool, int, float, bytes))
NUMBERS = frozenset((type(None), bool, int, float))

Make = Callable[[Any, int], AnswerValue]


class AnswerReading:
    """What is remembered while the rows of one answer are read; `held` is about how many bytes they
    take, `hidden` how many rows are the product's own.
    """

    def __init__(self) -> None:
        self.held = self.hidden = 0
        self._makes: dict[type, Make] = {}
        self._entries: dict[str, NodeValue] = {}
        self._own: set[str] = set()

    def row(self, record: Iterable[AnswerValue]) -> ValueRow | None:
        """A record as a row of ours, None for one that is the product's own. Raises `QueryEnded`
        when a value is too deep.
        """
        row = tuple([value if type(value) in SAME else self.value(value) for value in record])
        held, cut = 56, False

        for value in cast("tuple[Any, ...]", row):
            kind = type(value)
            own = False
            if kind in NUMBERS:
                held += 32
            elif kind is str:
                own = value.startswith("Linkages") and without_own(value)[1]
                held += 50 + len(value)
            elif kind is NodeValue:
                own = value.key in self._own
                held += 8
            elif kind is RelationshipValue:
                held += weight(value)
            else:
                kept, own = without_own(value)
                cut = cut or kept is not value
                held += self._weight(value)
            if own:
                self.hidden += 1
                return None

        self.held += held
        return tuple(without_own(value)[0] for value in row) if cut else row

    def value(self, value: Any, depth: int = 0) -> AnswerValue:
        """A value of the driver as one of ours."""
        if depth > DEEPEST:
            raise QueryEnded(
                f"The answer holds lists or maps more than {DEEPEST} deep within each other; take"
                " them apart with UNWIND."
            )
        if type(value) in SAME:
            return value
        make = self._makes.get(type(value))
        if make is None:
            make = self._makes[type(value)] = self._made(value)
        return make(value, depth)

    # ------------------------------------------------------------ inside

    def _made(self, value: Any) -> Make:
        """How values of this type are made into ours, by what they can be asked."""

        def has(*names: str) -> bool:
            return all(hasattr(value, name) for name in names)

        if has("nodes", "relationships"):
            return lambda path, _: PathValue(
                tuple(map(self._entry, path.nodes)), tuple(map(self._tie, path.relationships))
            )
        if has("start_node", "end_node"):
            return lambda tie, _: self._tie(tie)
        if has("element_id", "labels"):
            return lambda node, _: self._entry(node)
        if has("srid"):
            return lambda point, _: {"srid": point.srid, **dict(zip("xyz", point, strict=False))}
        if has("iso_format"):
            return lambda moment, _: duration(moment) if has("months") else moment_text(moment)
        if has("dtype", "to_native"):
            return lambda vector, depth: [self.value(held, depth) for held in vector.to_native()]
        return self._plain(value)

    def _plain(self, value: Any) -> Make:
        if isinstance(value, bytearray):
            return lambda held, _: bytes(held)
        if isinstance(value, Mapping):
            return lambda held, depth: {
                str(name): self.value(within, depth + 1) for name, within in held.items()
            }
        if isinstance(value, Sequence) and not isinstance(value, str):
            return lambda held, depth: [self.value(within, depth + 1) for within in held]
        return lambda held, _: held if isinstance(held, str | int | float) else str(held)

    def _entry(self, node: Any) -> NodeValue:
        key = node.element_id
        entry = self._entries.get(key)
        if entry is None:
            entry = NodeValue(key, tuple(sorted(node.labels)), self._properties(node))
            if len(self._entries) >= REMEMBERED:
                self._entries.clear()
            self._entries[key] = entry
            self.held += weight(entry)
            if without_own(entry)[1]:
                self._own.add(key)
        return entry

    def _tie(self, tie: Any) -> RelationshipValue:
        ends = tie.start_node.element_id, tie.end_node.element_id
        return RelationshipValue(tie.type, *ends, self._properties(tie), tie.element_id)

    def _properties(self, owner: Any) -> dict[str, AnswerValue]:
        return {
            name: held if type(held) in SAME else self.value(held)
            for name, held in sorted(owner.items())
        }

    def _weight(self, value: AnswerValue) -> int:
        """About how many bytes a value adds; an entry was counted when it was made."""
        if isinstance(value, NodeValue):
            return 8
        if isinstance(value, PathValue):
            return 56 + sum(map(weight, value.ties))
        if isinstance(value, list):
            return 56 + sum(map(self._weight, value))
        return weight(value)


def own_value(value: AnswerValue, depth: int = 0) -> AnswerValue:
    """One value of the driver as one of ours. Raises `QueryEnded` when it is too deep."""
    return AnswerReading().value(value, depth)


def moment_text(moment: Any) -> str:
    """A day or a time as Neo4j writes it: seconds always, of a second no more digits than it has,
    the offset, and the zone's name where it has one.
    """
    day = moment.iso_format()[:10] if hasattr(moment, "year") else ""
    if not hasattr(moment, "hour"):
        return day
    if day and (named := _named(moment)):
        return named
    return f"{day}{'T' if day else ''}{_clock(moment)}{_offset(moment.utcoffset())}"


def duration(found: Any) -> str:
    """A duration as Neo4j writes it.

    >>> from types import SimpleNamespace as Of
    >>> duration(Of(months=14, days=3, seconds=180_000, nanoseconds=-999_999_995))
    'P1Y2M3DT49H59M59.000000005S'
    >>> (
    ...     duration(Of(months=-14, days=0, seconds=-3661, nanoseconds=-500_000_000)),
    ...     duration(Of(months=0, days=0, seconds=0, nanoseconds=0)),
    ... )
    ('P-1Y-2MT-1H-1M-1.5S', 'PT0S')
    """
    months, nanos = int(found.months), int(found.seconds) * 10**9 + int(found.nanoseconds)
    years, months = divmod(abs(months), 12)
    sign = "-" if found.months < 0 else ""
    days = "".join(
        f"{before}{number}{unit}"
        for before, number, unit in (
            (sign, years, "Y"),
            (sign, months, "M"),
            ("", int(found.days), "D"),
        )
        if number
    )

    sign, (seconds, rest) = "-" if nanos < 0 else "", divmod(abs(nanos), 10**9)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    last = f"{sign}{seconds}{_fraction(rest)}S" if seconds or rest else ""
    clock = "".join(f"{sign}{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M")) if n) + last
    return f"P{days}T{clock}" if clock else f"P{days or 'T0S'}"


def _clock(moment: Any) -> str:
    clock = f"{moment.hour:02}:{moment.minute:02}:{int(moment.second):02}"
    return f"{clock}{_fraction(moment.nanosecond)}"


def _fraction(nanos: int) -> str:
    return f".{nanos:09}".rstrip("0") if nanos else ""


def _offset(offset: timedelta | None) -> str:
    if offset is None:
        return ""
    if not offset:
        return "Z"
    minutes, seconds = divmod(abs(int(offset.total_seconds())), 60)
    sign = "-" if offset < timedelta() else "+"
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}{f':{seconds:02}' if seconds else ''}"


def _named(moment: Any) -> str:
    """A moment of a named zone, empty where the zone has none. The driver's zones (of pytz) round
    the offsets of long ago to minutes, so that the clock is read anew from the same rules.
    """
    name = getattr(moment.tzinfo, "zone", None) or getattr(moment.tzinfo, "key", None)
    if not name or name == "UTC":
        return ""
    with suppress(
        KeyError, ValueError, OverflowError, OSError
    ):  # no such zone here, or no such day
        clock = (moment.year, moment.month, moment.day, moment.hour, moment.minute)
        written = datetime(*clock, int(moment.second), tzinfo=UTC)
        there = (written - moment.utcoffset()).astimezone(_zone(name))
        text = f"{there:%Y-%m-%dT%H:%M:%S}".rjust(19, "0")
        return f"{text}{_fraction(moment.nanosecond)}{_offset(there.utcoffset())}[{name}]"
    return f"{moment.iso_format()[:10]}T{_clock(moment)}{_offset(moment.utcoffset())}[{name}]"


@lru_cache(maxsize=1_000)
def _zone(name: str) -> ZoneInfo:
    with pytz.open_resource(name) as rules:
        return ZoneInfo.from_file(rules, key=name)
