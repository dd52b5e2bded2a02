"""The numbers behind the measures: visible and editable in the app, never hidden in a formula.

Each number is declared once, in `Settings`: its default, what it means in a sentence, its limits
and its unit. What the coalition changed stands in the graph as rows of the label ``Setting`` (id
``setting_<name>``), so every measure of every user counts with it. To add a number, add one
annotated field; page, command, catalogue and exports follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import Annotated, Any, get_type_hints

from graph_model.cached import cached
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import ENGAGEMENT_KINDS, PHASES, ROOM_ACCESS, STRENGTHS

PREFIX = "setting_"


@dataclass(frozen=True)
class NumberField:
    """What a person must know to change a number: where it belongs, what it means ({} is the code
    of a scale), and its limits.
    """

    group: str
    says: str
    low: float
    high: float
    unit: str = ""


def _fixed(scale: Mapping[str, float]) -> Mapping[str, float]:
    return MappingProxyType(dict(scale))


Scale = Mapping[str, float]
TALKS, TREATED, CONTACTS, AGE, DELEGATIONS = (
    "How far talks are",
    "How an issue is treated",
    "What a contact is worth",
    "How contacts age",
    "Priorities",
)
PLANNING = "What plans count with"
ROUTES = "Introductions"


@dataclass(frozen=True)
class Settings:
    """Every number of the outreach measures. `settings_of` gives those of a graph.

    Notes
    -----
    Chances, worths, weights and warmths are between 0 and 1, half-lives and spans are days, ages of
    evidence months. Every field says its own range and unit in ``NumberField``;
    `graph_model.measures.numbers` lists them.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from graph_model import band, example
    >>> day = example()
    >>> strict = replace(day.settings, live=0.9)
    >>> band(day).low, band(replace(day, settings=strict)).low
    (0.25, 0.0)
    """

    phase: Annotated[Scale, NumberField(TALKS, "Weight of talks that are: {}", 0, 1)] = field(
        default_factory=lambda: _fixed(PHASES)
    )
    relevance: Annotated[
        Scale, NumberField(TREATED, "Weight of an issue that the talks treat as: {}", 0, 1)
    ] = field(default_factory=lambda: _fixed(STRENGTHS))
    clause_doubt: Annotated[
        float,
        NumberField(
            TREATED,
            "What is left of an issue whose clause its source does not fully bear out",
            0,
            1,
        ),
    ] = 0.7
    base: Annotated[
        Scale,
        NumberField(CONTACTS, "What one such contact is worth, before doubt and age: {}", 0, 1),
    ] = field(default_factory=lambda: _fixed(ENGAGEMENT_KINDS))
    #: Of delegations whose priority was changed; the others have that of their row.
    priority: Annotated[
        Scale, NumberField(DELEGATIONS, "How much a line to this delegation matters: {}", 0, 10)
    ] = field(default_factory=lambda: _fixed({}))
    #: Kinds that count only when they were answered, and age faster.
    messages: frozenset[str] = frozenset({"letter", "submission"})
    half_life: Annotated[
        float, NumberField(AGE, "A contact counts half after this long", 1, 3650, "days")
    ] = 365.0
    half_life_message: Annotated[
        float,
        NumberField(
            AGE, "An answered letter or submission counts half after this long", 1, 3650, "days"
        ),
    ] = 180.0
    live: Annotated[
        float, NumberField(AGE, "A line is live at this warmth or more", 0.01, 0.99)
    ] = 0.3
    room_size: Annotated[
        int,
        NumberField(
            CONTACTS,
            "A contact that names this many delegations or more is a shared room",
            2,
            100,
            "delegations",
        ),
    ] = 6
    room_base: Annotated[
        float, NumberField(CONTACTS, "A shared room is worth no more than this", 0, 1)
    ] = 0.3
    doubt: Annotated[
        float,
        NumberField(
            CONTACTS, "What is left of a contact that its source does not fully bear out", 0, 1
        ),
    ] = 0.7
    #: No contact bears out a member's word, so the doubt always applies to it.
    stated: Annotated[
        float,
        NumberField(
            CONTACTS, "What a member's word that it has a line is worth, before doubt and age", 0, 1
        ),
    ] = 0.7
    meeting_issues: Annotated[
        int,
        NumberField(
            PLANNING,
            "Issues that one meeting covers: the weightiest of those not yet reached",
            1,
            100,
            "issues",
        ),
    ] = 3
    horizon: Annotated[
        int, NumberField(PLANNING, "Plans look at events that begin within", 1, 3650, "days")
    ] = 365
    room_reach: Annotated[
        float,
        NumberField(
            PLANNING, "Chance that a shared room opens a line to a delegation that is there", 0, 1
        ),
    ] = 0.3
    room_access: Annotated[
        Scale, NumberField(PLANNING, "Chance of getting into a room whose access is: {}", 0, 1)
    ] = field(default_factory=lambda: _fixed(ROOM_ACCESS))
    room_effort: Annotated[
        float, NumberField(PLANNING, "Effort of going to an event", 0.01, 100, "first meetings")
    ] = 1.0
    question_effort: Annotated[
        float, NumberField(PLANNING, "Effort of asking a member", 0.01, 100, "first meetings")
    ] = 0.25
    near: Annotated[
        float,
        NumberField(
            PLANNING,
            "Chance that a member can answer who is based there or sits in the same venue",
            0,
            1,
        ),
    ] = 0.5
    far: Annotated[
        float, NumberField(PLANNING, "Chance that any other member can answer", 0, 1)
    ] = 0.1
    questions: Annotated[
        int, NumberField(PLANNING, "Questions to one member at a time, at most", 1, 20, "questions")
    ] = 5
    in_the_room: Annotated[
        float,
        NumberField(
            PLANNING, "Chance of a meeting with a delegation in the same room, without a tie", 0, 1
        ),
    ] = 0.5
    meetings: Annotated[
        int,
        NumberField(
            PLANNING,
            "Meetings that a member holds at an event, when it does not say how many",
            0,
            100,
            "meetings",
        ),
    ] = 4
    voices: Annotated[
        int,
        NumberField(
            PLANNING, "Live lines below which no balance of voices is weighed", 1, 1000, "lines"
        ),
    ] = 5
    together: Annotated[
        float,
        NumberField(
            ROUTES,
            "What it is worth to two members to have taken part in one contact or signed one"
            " statement",
            0,
            1,
        ),
    ] = 0.5
    same_place: Annotated[
        float,
        NumberField(ROUTES, "What it is worth to two members to have been at one event", 0, 1),
    ] = 0.3
    same_table: Annotated[
        float,
        NumberField(
            ROUTES, "What it is worth to two delegations to sit in the same live talks", 0, 1
        ),
    ] = 0.3
    crowd: Annotated[
        int,
        NumberField(
            ROUTES,
            "More members than this at one occasion do not get to know each other",
            2,
            1000,
            "members",
        ),
    ] = 50
    too_weak: Annotated[
        float, NumberField(ROUTES, "A route below this strength is not recommended", 0.01, 0.99)
    ] = 0.1
    too_old: Annotated[
        int,
        NumberField(
            ROUTES, "A route on evidence older than this is not recommended", 1, 240, "months"
        ),
    ] = 24
    requests: Annotated[
        int,
        NumberField(ROUTES, "After this many requests a member is asked less", 1, 100, "requests"),
    ] = 3
    request_days: Annotated[
        int, NumberField(ROUTES, "Requests count for this long", 1, 3650, "days")
    ] = 90
    asked_often: Annotated[
        float, NumberField(ROUTES, "What is left of a step whose member was asked that often", 0, 1)
    ] = 0.5
    remembered: Annotated[
        float,
        NumberField(
            ROUTES, "A tie this warm still counts when go-betweens are looked for", 0.001, 0.99
        ),
    ] = 0.05
    #: Leave out coverage that was only carried over from a parent agreement (accession talks); a
    #: switch of the page, not a number.
    leave_out_derived: bool = False
    #: Whether friends outside the coalition count as *us* (`graph_model.measures.membership`).
    with_friends: bool = False

    def __hash__(self) -> int:
        own = (getattr(self, part.name) for part in fields(self))
        return hash(
            tuple(
                frozenset(value.items()) if isinstance(value, Mapping) else value for value in own
            )
        )


DEFAULTS = Settings()


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

    >>> numbers()["phase_negotiating"].says, numbers()["half_life"].unit
    ('Weight of talks that are: negotiating', 'days')
    """
    return MappingProxyType({number.name: number for number in _catalogue(snapshot)})


def _catalogue(snapshot: Snapshot | None) -> Iterator[Number]:
    for part, hint in get_type_hints(Settings, include_extras=True).items():
        asked = next(
            (
                extra
                for extra in getattr(hint, "__metadata__", ())
                if isinstance(extra, NumberField)
            ),
            None,
        )
        if asked is None:
            continue
        limits = (asked.group, asked.low, asked.high, asked.unit)
        default = getattr(DEFAULTS, part)
        if part == "priority":
            for row in snapshot.of("Delegation") if snapshot else ():
                economy = row.text("economy")
                says = asked.says.format(
                    f"{economy} · {row.name}" if economy and economy not in row.name else row.name
                )
                yield Number(
                    f"{part}_{row.id}",
                    says,
                    float(row.fields.get("priority", 1.0)),
                    part,
                    row.id,
                    *limits,
                    whole=False,
                )
        elif isinstance(default, Mapping):
            for code, value in default.items():
                yield Number(
                    f"{part}_{code}",
                    asked.says.format(code.replace("_", " ")),
                    value,
                    part,
                    code,
                    *limits,
                    whole=False,
                )
        else:
            yield Number(
                part, asked.says, default, part, "", *limits, whole=isinstance(default, int)
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

    >>> with_values({"base_call": 0.9, "live": 0.4}).base["call"]
    0.9
    """
    known = numbers(snapshot)
    changed: dict[str, Any] = {}
    for name, value in values.items():
        number = known[name]
        if number.code:
            changed[number.part] = _fixed(
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
    """A sentence for every `Setting` row that changes nothing, and why."""
    return _stored(snapshot)[1]


def differing_settings(snapshot: Snapshot) -> dict[str, float]:
    """The settings of this graph that differ from their defaults, by name: part of every exported
    result.
    """
    known = numbers(snapshot)
    return {
        name: value for name, value in _stored(snapshot)[0].items() if value != known[name].default
    }


def differing_numbers(settings: Settings) -> dict[str, float]:
    """The numbers in which settings differ from the defaults, by name; for those who hold settings
    and no graph.

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

    >>> in_words({"half_life": 200.0, "live": 0.4}), in_words({})
    ('half_life=200; live=0.4', '')
    """
    return "; ".join(f"{name}={value:g}" for name, value in sorted(values.items()))
