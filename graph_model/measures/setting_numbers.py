"""The settings as numbers that people change: what each says, its limits, what the rows hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, get_type_hints

from graph_model.cached import cached
from graph_model.measures.settings import DEFAULTS, NumberField, Settings, fixed
from graph_model.snapshot import Snapshot

PREFIX = "setting_"


@dataclass(frozen=True)
class Number:
    """One number that can be changed. `part` is its field in `Settings`, `code` its place on a
    scale (empty when it is no scale).
    """

    name: str
    says: str
    default: float
    part: str
    code: str
    group: str
    low: float
    high: float
    unit: str
    whole: bool

    @property
    def id(self) -> str:
        """The id of its row in the graph."""
        return PREFIX + self.name

    def fault(self, value: float) -> str:
        """Why the number cannot be this; empty when it can.

        >>> (
        ...     numbers()["live"].fault(2),
        ...     numbers()["room_size"].fault(6.5),
        ...     numbers()["live"].fault(0.4),
        ... )
        ('2 is outside 0.01 to 0.99', '6.5 is not a whole number', '')
        """
        if not self.low <= value <= self.high:
            return f"{value:g} is outside {self.low:g} to {self.high:g}"
        return f"{value:g} is not a whole number" if self.whole and value != int(value) else ""


@cached(maxsize=8)
def numbers(snapshot: Snapshot | None = None) -> Mapping[str, Number]:
    """The catalogue: every number by name; with a snapshot also the priority of each delegation.

    Parameters
    ----------
    snapshot : Snapshot, optional
        The graph whose delegations have a priority each.

    Returns
    -------
    Mapping[str, Number]
        What each number says, its default, its bounds and its unit.

    Examples
    --------
    >>> numbers()["phase_negotiating"].says, numbers()["half_life"].unit
    ('Weight of talks that are: negotiating', 'days')
    """
    return MappingProxyType({number.name: number for number in _catalogue(snapshot)})


def _catalogue(snapshot: Snapshot | None) -> Iterator[Number]:
    for part, hint in get_type_hints(Settings, include_extras=True).items():
        noted = getattr(hint, "__metadata__", ())
        asked = next((its for its in noted if isinstance(its, NumberField)), None)
        default = getattr(DEFAULTS, part)
        if asked is None:
            continue
        if part == "priority":
            yield from _priorities(asked, snapshot)
        elif isinstance(default, Mapping):
            for code, value in default.items():
                yield _number(asked, part, value, code, code.replace("_", " "))
        else:
            yield _number(asked, part, default)


def _priorities(asked: NumberField, snapshot: Snapshot | None) -> Iterator[Number]:
    """One number a delegation, by default what its row says."""
    for row in snapshot.of("Delegation") if snapshot else ():
        economy = row.text("economy")
        name = f"{economy} · {row.name}" if economy and economy not in row.name else row.name
        yield _number(asked, "priority", float(row.fields.get("priority", 1.0)), row.id, name)


def _number(
    asked: NumberField, part: str, default: float, code: str = "", name: str = ""
) -> Number:
    """A number of a part of the settings, or of one code in it, which has a name in words."""
    return Number(
        f"{part}_{code}" if code else part,
        asked.says.format(name) if code else asked.says,
        default,
        part,
        code,
        asked.group,
        asked.low,
        asked.high,
        asked.unit,
        whole=not code and isinstance(default, int),
    )


@cached(maxsize=8)
def _stored(snapshot: Snapshot) -> tuple[Mapping[str, float], tuple[str, ...]]:
    """The valid numbers that rows bring, and a sentence for each row that is ignored."""
    known, values, ignored = numbers(snapshot), {}, []
    for row in snapshot.of("Setting"):
        number = known.get(row.id.removeprefix(PREFIX)) if row.id.startswith(PREFIX) else None
        value = float(row.fields.get("value", "nan"))
        if number is None:
            ignored.append(f"“{row.id}” is no setting; the row is ignored.")
        elif fault := number.fault(value):
            ignored.append(f"“{row.id}” is ignored and {number.default:g} holds: {fault}.")
        else:
            values[number.name] = value
    return MappingProxyType(values), tuple(ignored)


def with_values(
    values: Mapping[str, float],
    snapshot: Snapshot | None = None,
    leave_out_derived: bool = False,
    with_friends: bool = False,
) -> Settings:
    """Settings in which these numbers, by name, replace the defaults.

    Raises `KeyError` for a name that `numbers` does not have.

    Parameters
    ----------
    values : Mapping[str, float]
        Numbers by the names of `numbers`.
    snapshot : Snapshot, optional
        The graph whose delegations have a priority each.
    leave_out_derived : bool, optional
        Whether coverage that was carried over from a parent agreement is left out.
    with_friends : bool, optional
        Whether friends outside the coalition count as ours.

    Returns
    -------
    Settings
        Frozen; everything else is as in the defaults.

    Raises
    ------
    KeyError
        A name that the catalogue does not have.

    Examples
    --------
    >>> with_values({"base_call": 0.9, "live": 0.4}).base["call"]
    0.9
    """
    known = numbers(snapshot)
    changed: dict[str, Any] = {}
    for name, value in values.items():
        number = known[name]
        if number.code:
            changed[number.part] = fixed(
                {**changed.get(number.part, getattr(DEFAULTS, number.part)), number.code: value}
            )
        else:
            changed[number.part] = int(value) if number.whole else value
    return replace(
        DEFAULTS, **changed, leave_out_derived=leave_out_derived, with_friends=with_friends
    )


@cached(maxsize=8)
def settings_of(
    snapshot: Snapshot, leave_out_derived: bool = False, with_friends: bool = False
) -> Settings:
    """The settings that hold in this graph: the defaults, changed by its `Setting` rows.

    Rows that name no setting or are out of range change nothing; `ignored_settings` lists them.

    Parameters
    ----------
    snapshot : Snapshot
        The graph that may hold ``Setting`` rows.
    leave_out_derived : bool
        Do without rows that nobody recorded but that follow from others.
    with_friends : bool
        Count friends outside the coalition as ours.

    Returns
    -------
    Settings
        Kept by the graph: equal graphs have equal settings.

    Examples
    --------
    >>> from graph_model import NodeRow, Rows, Snapshot, settings_of
    >>> settings_of(
    ...     Snapshot(Rows((NodeRow("Setting", "setting_half_life", {"value": 200.0}),)))
    ... ).half_life
    200.0
    """
    return with_values(_stored(snapshot)[0], snapshot, leave_out_derived, with_friends)


def ignored_settings(snapshot: Snapshot) -> tuple[str, ...]:
    """A sentence for every `Setting` row that changes nothing, and why.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    tuple[str, ...]
        In the order of the rows.

    Examples
    --------
    >>> from graph_model import NodeRow, Rows, Snapshot
    >>> row = NodeRow("Setting", "setting_hurry", {"name": "hurry", "value": 2.0})
    >>> ignored_settings(Snapshot(Rows((row,))))
    ('“setting_hurry” is no setting; the row is ignored.',)
    """
    return _stored(snapshot)[1]


def differing_settings(snapshot: Snapshot) -> dict[str, float]:
    """The settings of this graph that differ from their defaults, by name: part of every exported
    result.

    Parameters
    ----------
    snapshot : Snapshot
        The graph.

    Returns
    -------
    dict[str, float]
        In the order of the catalogue.

    Examples
    --------
    >>> from graph_model import NodeRow, Rows, Snapshot
    >>> row = NodeRow("Setting", "setting_half_life", {"name": "half_life", "value": 200.0})
    >>> differing_settings(Snapshot(Rows((row,))))
    {'half_life': 200.0}
    """
    known = numbers(snapshot)
    return {
        name: value for name, value in _stored(snapshot)[0].items() if value != known[name].default
    }


def differing_numbers(settings: Settings) -> dict[str, float]:
    """The numbers in which settings differ from the defaults, by name; for those who hold settings
    and no graph.

    Parameters
    ----------
    settings : Settings
        The numbers to count with.

    Returns
    -------
    dict[str, float]
        In the order of the catalogue.

    Examples
    --------
    >>> differing_numbers(with_values({"half_life": 200.0, "base_call": 0.9}))
    {'base_call': 0.9, 'half_life': 200.0}
    """
    values = {name: getattr(settings, number.part) for name, number in numbers().items()}
    held = {
        name: value[numbers()[name].code] if isinstance(value, Mapping) else value
        for name, value in values.items()
    }
    priorities = {f"priority_{id}": value for id, value in settings.priority.items()}
    return {
        **{name: value for name, value in held.items() if value != numbers()[name].default},
        **priorities,
    }


def in_words(values: Mapping[str, float]) -> str:
    """Settings as one cell of a table.

    Parameters
    ----------
    values : Mapping[str, float]
        Numbers by name.

    Returns
    -------
    str
        The names with their numbers; empty where there are none.

    Examples
    --------
    >>> in_words({"half_life": 200.0, "live": 0.4}), in_words({})
    ('half_life=200; live=0.4', '')
    """
    return "; ".join(f"{name}={value:g}" for name, value in sorted(values.items()))
