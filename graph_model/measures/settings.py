"""The numbers behind the measures: visible and editable in the app, never hidden in a formula.

Each number is declared once, in `Settings`: its default, what it means in a sentence, its limits
and its unit. What the coalition changed stands in the graph as rows of the label ``Setting`` (id
``setting_<name>``), so every measure of every user counts with it. To add a number, add one
annotated field; page, command, catalogue and exports follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from types import MappingProxyType
from typing import Annotated

from graph_model.vocabulary import ENGAGEMENT_KINDS, PHASES, ROOM_ACCESS, STRENGTHS


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


def fixed(scale: Mapping[str, float]) -> Mapping[str, float]:
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
        default_factory=lambda: fixed(PHASES)
    )
    relevance: Annotated[
        Scale, NumberField(TREATED, "Weight of an issue that the talks treat as: {}", 0, 1)
    ] = field(default_factory=lambda: fixed(STRENGTHS))
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
    ] = field(default_factory=lambda: fixed(ENGAGEMENT_KINDS))
    #: Of delegations whose priority was changed; the others have that of their row.
    priority: Annotated[
        Scale, NumberField(DELEGATIONS, "How much a line to this delegation matters: {}", 0, 10)
    ] = field(default_factory=lambda: fixed({}))
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
    ] = field(default_factory=lambda: fixed(ROOM_ACCESS))
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
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Worked out once: every result that is kept is looked up by it."""
        own = (getattr(self, part.name) for part in fields(self))
        return hash(
            tuple(
                frozenset(value.items()) if isinstance(value, Mapping) else value for value in own
            )
        )


DEFAULTS = Settings()
