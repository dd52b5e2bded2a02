"""What only people can tell: questions with their choices, and the answers they gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph_model.schema import NodeType
from graph_model.vocabulary import SCHEMA

#: A question names so many of the rows that it is about.
ROWS_NAMED = 8


@dataclass(frozen=True)
class OpenQuestion:
    """Something that is asked once for all its rows. `id` names it in a file of answers."""

    id: str
    says: str
    choices: tuple[tuple[str, str], ...]
    rows: tuple[int, ...] = ()
    count: int = 0

    def as_dict(self) -> dict[str, object]:
        """As JSON shows it."""
        return {
            "id": self.id,
            "says": self.says,
            "choices": [{"choice": choice, "says": says} for choice, says in self.choices],
            "rows": list(self.rows),
            "count": self.count,
        }


@dataclass
class OpenQuestions:
    """The questions that came up, and the answers that are there already."""

    answers: Mapping[str, str]
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def answer(self, id: str) -> str:
        """What was answered; empty when nothing was."""
        found = self.answers.get(id, "")
        if found:
            self.used.add(id)
        return found

    def ask(self, id: str, says: str, choices: tuple[tuple[str, str], ...], row: int) -> None:
        """Ask, or add a row to what is asked already."""
        held = self.questions.get(id)
        if held is None:
            self.questions[id] = OpenQuestion(id, says, choices, (row,), 1)
            return
        rows = (*held.rows, row) if len(held.rows) < ROWS_NAMED else held.rows
        self.questions[id] = OpenQuestion(id, held.says, held.choices, rows, held.count + 1)


def new_choices(labels: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The choices that make a new entry of these labels, where a name is all that it needs, or one
    code more.
    """
    found = []
    for label in labels:
        kind = SCHEMA.by_label[label]
        needed = [field for field in kind.fields if field.required and field.name not in GIVEN]
        if not needed:
            found.append((f"new:{label}", f"a new {kind.singular}"))
        elif len(needed) == 1 and needed[0].codes:
            found.extend(
                (f"new:{label}:{code}", f"a new {kind.singular} ({code.replace('_', ' ')})")
                for code in needed[0].codes
            )
    return tuple(found)


#: What an import fills in for every row.
GIVEN = ("name", "as_of", "confidence")


def needed_code(kind: NodeType) -> str:
    """The one field that a new entry needs beside its name; empty where it needs none."""
    names = [field.name for field in kind.fields if field.required and field.name not in GIVEN]
    return names[0] if names else ""


def code_choices(codes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Codes to choose from, each with its words.

    >>> code_choices(["best_endeavour"])
    (('best_endeavour', 'best endeavour'),)
    """
    return tuple((code, code.replace("_", " ")) for code in codes)
