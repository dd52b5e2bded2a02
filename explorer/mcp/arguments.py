"""What a tool takes: declared once, published as JSON Schema, and read by these same rules.

The SDK would drop an argument that a tool does not have (and answer for everybody instead of for
one), and would take a text such as ``null`` or ``["EU"]`` for JSON. So arguments are read here: a
text is a text, whatever it looks like, and one too many is refused with the nearest name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from loaders.read.cells import did_you_mean

ArgumentKind = Literal["text", "number", "texts", "map"]
#: How a value of each kind is published, and what it is called in a refusal.
PUBLISHED: dict[ArgumentKind, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "texts": {"type": "array", "items": {"type": "string"}},
    "map": {"type": "object"},
}
CALLED: dict[ArgumentKind, str] = {
    "text": "a text",
    "number": "a number",
    "texts": "a list of texts",
    "map": "an object of names and values",
}


class CallRefused(Exception):
    """A call that is not answered; the message says why and what to do, and reaches the client."""


@dataclass(frozen=True)
class Argument:
    """One argument of a tool. Without a default it must be given."""

    name: str
    kind: ArgumentKind
    says: str
    default: Any = None
    needed: bool = False
    codes: tuple[str, ...] = ()
    low: float = 0
    high: float = 1_000

    @property
    def published(self) -> dict[str, Any]:
        """It as JSON Schema."""
        found = {**PUBLISHED[self.kind], "description": self.says}
        if self.codes:
            found["enum"] = list(self.codes)
        if self.kind == "number":
            found |= {"minimum": self.low, "maximum": self.high}
        if not self.needed and self.default is not None:
            found["default"] = self.default
        return found

    def read(self, value: Any) -> Any:
        """The value as the tool takes it. Raises `CallRefused`."""
        if not _fits(self.kind, value):
            given = "null" if value is None else type(value).__name__
            raise CallRefused(f"'{self.name}' is {CALLED[self.kind]}; {given} was given.")
        if self.codes and value not in self.codes:
            raise CallRefused(
                f"{value!r} is no {self.name}{did_you_mean(value, self.codes) or '.'} It is one of"
                f" {', '.join(code for code in self.codes if code)}."
            )
        if self.kind == "number" and not self.low <= value <= self.high:
            raise CallRefused(
                f"'{self.name}' is from {self.low:g} to {self.high:g}; {value:g} was given."
            )
        return value


def _fits(kind: ArgumentKind, value: Any) -> bool:
    if kind == "text":
        return isinstance(value, str)
    if kind == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if kind == "texts":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, dict)


def arguments_schema(arguments: Sequence[Argument]) -> dict[str, Any]:
    """The arguments of a tool as JSON Schema; others are not allowed."""
    return {
        "type": "object",
        "properties": {its.name: its.published for its in arguments},
        "required": [its.name for its in arguments if its.needed],
        "additionalProperties": False,
    }


def read(tool: str, arguments: Sequence[Argument], given: Mapping[str, Any]) -> dict[str, Any]:
    """What a call gives, checked; what it leaves out by its default. Raises `CallRefused`.

    >>> read("search", [Argument("text", "text", "", needed=True)], {"text": '["EU"]'})
    {'text': '["EU"]'}
    >>> read("search", [Argument("text", "text", "", needed=True)], {"txt": "EU"})
    Traceback (most recent call last):
    explorer.mcp.arguments.CallRefused: 'search' has no argument 'txt'; did you mean 'text'?
    It takes: text.
    """
    names = [its.name for its in arguments]
    takes = f"It takes: {', '.join(names)}." if names else "It takes none."
    for name in given:
        if name not in names:
            near = did_you_mean(name, names) or "."
            raise CallRefused(f"'{tool}' has no argument {name!r}{near} {takes}")
    found = {}
    for its in arguments:
        if its.name in given:
            found[its.name] = its.read(given[its.name])
        elif its.needed:
            raise CallRefused(f"'{tool}' needs '{its.name}': {its.says} {takes}")
        else:
            found[its.name] = its.default
    return found
