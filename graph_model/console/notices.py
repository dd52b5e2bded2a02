"""What the server notes about a statement that it did answer, in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from graph_model.schema import STORE_OWNED
from graph_model.search_words import nearest_name
from graph_model.vocabulary import SCHEMA

UNKNOWN = {"01N50": "label", "01N51": "relationship type", "01N52": "property"}
NAME = re.compile(r"`([^`]+)`")
#: What stands before the sentence: how bad it is, and of what class.
CLASS = re.compile(r"^\w+: (?:[a-z][^.]*\. (?=.))?")
#: A pattern that is to fold letters, and folds those of English alone.
FOLDS = re.compile(r"\(\?(?=[a-zA-Z]*i)(?![a-zA-Z]*[uU])[a-zA-Z]+[):]")
LABELS = tuple(kind.label for kind in SCHEMA.nodes)
TYPES = tuple(kind.name for kind in SCHEMA.relationships)
PROPERTIES = tuple(
    dict.fromkeys(
        ("id", *(field.name for kind in SCHEMA.types for field in kind.fields), *STORE_OWNED)
    )
)
KNOWN = {"label": LABELS, "relationship type": TYPES, "property": PROPERTIES}


class Status(Protocol):
    """What the driver reports of one notification."""

    @property
    def gql_status(self) -> str: ...
    @property
    def status_description(self) -> str: ...


def notices(found: Iterable[Status]) -> list[str]:
    """One sentence per notification."""
    told = []
    for status in found:
        if status.gql_status in UNKNOWN:
            name = NAME.search(status.status_description)
            told.append(unknown(UNKNOWN[status.gql_status], name[1] if name else ""))
        elif not status.gql_status.startswith(("00", "02")):
            told.append(CLASS.sub("", status.status_description))
    return list(dict.fromkeys(told))


def pattern_notices(statement: str, parameters: Mapping[str, object]) -> list[str]:
    """A word on patterns that would miss Côte for CÔTE.

    >>> pattern_notices("MATCH (n) WHERE n.name =~ '(?i)côte.*' RETURN n", {})
    ['“(?i)” folds the letters A to Z alone; write “(?iu)” to find Côte, Türkiye or україна too.']
    >>> pattern_notices("RETURN $x =~ $y", {"y": "(?iu)côte.*"})
    []
    """
    texts = (statement, *(value for value in parameters.values() if isinstance(value, str)))
    if any("(?" in text and FOLDS.search(text) for text in texts):
        return [
            "“(?i)” folds the letters A to Z alone; write “(?iu)” to find Côte, Türkiye or україна"
            " too."
        ]
    return []


def unknown(kind: str, name: str) -> str:
    """What to say of a name that no row has.

    >>> unknown("label", "Delegaton")
    'No row has the label “Delegaton”; did you mean Delegation?'
    >>> unknown("relationship type", "REACHED")
    'No row has the relationship type “REACHED” yet.'
    """
    if name in KNOWN[kind]:
        return f"No row has the {kind} “{name}” yet."
    near = nearest_name(name, KNOWN[kind])
    return (
        f"No row has the {kind} “{name}”; did you mean {near}?"
        if near
        else f"No row has the {kind} “{name}”."
    )
