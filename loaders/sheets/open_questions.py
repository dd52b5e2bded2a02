"""What only people can tell: questions with their choices, and the answers they gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from graph_model.schema import NodeType
from graph_model.vocabulary import SCHEMA
from loaders.sheets.table_finder import SheetTable

#: A question names so many of the rows that it is about.
ROWS_NAMED = 8

#: A row of a sheet: its file, its number there.
PlacedRow = tuple[str, int]


@dataclass(frozen=True)
class OpenQuestion:
    """Something that is asked once for all its rows. `id` names it in a file of answers."""

    id: str
    says: str
    choices: tuple[tuple[str, str], ...]
    #: The rows that wait for the answer, each once, in the order in which they asked.
    waiting: dict[PlacedRow, None] = field(default_factory=dict)
    #: Whether it is asked about a table as a whole.
    whole: bool = False

    @property
    def count(self) -> int:
        """How many rows wait for the answer."""
        return len(self.waiting)

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the first rows that wait."""
        return tuple(number for _, number in islice(self.waiting, ROWS_NAMED))

    @property
    def who_waits(self) -> str:
        """Which rows wait for the answer, in words; a table may have none.

        >>> OpenQuestion("a", "?", (), {("a.csv", 3): None}).who_waits
        'row 3 waits for it'
        >>> OpenQuestion("a", "?", (), {("a.csv", row): None for row in range(2, 12)}).who_waits
        '10 rows wait for it: 2, 3, 4, 5, 6, 7, 8, 9 and 2 more'
        """
        if self.count < 2:
            return f"row {self.rows[0]:,} waits for it" if self.count else ""
        if self.whole:
            return f"all {self.count:,} rows wait for it"
        named = ", ".join(f"{row:,}" for row in self.rows)
        more = self.count - len(self.rows)
        said = f"{self.count:,} rows wait for it: {named}"
        return f"{said} and {more:,} more" if more else said

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
    #: The file whose rows are read just now.
    file: str = ""

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
            held = self.questions[id] = OpenQuestion(id, says, choices)
        held.waiting[self.file, row] = None

    def ask_of_table(
        self, id: str, says: str, choices: tuple[tuple[str, str], ...], table: SheetTable
    ) -> None:
        """Ask about a table as a whole: all its rows wait."""
        waiting = dict.fromkeys((table.file, number) for number, _ in table.rows)
        self.questions.setdefault(id, OpenQuestion(id, says, choices, waiting, whole=True))

    def put(self, question: OpenQuestion) -> None:
        """Ask what no row waits for by itself."""
        self.questions.setdefault(question.id, question)

    def ask_as_one(self, id: str, others: Iterable[str]) -> None:
        """Put one question in the place of others, whose rows wait for it from now on."""
        for other in list(others):
            self.questions[id].waiting.update(self.questions.pop(other).waiting)

    def all_waiting(self) -> set[PlacedRow]:
        """The rows that wait for any answer."""
        return {row for question in self.questions.values() for row in question.waiting}


def new_choices(label: str) -> tuple[tuple[str, str], ...]:
    """The choices that make a new entry of a label, where a name is all that it needs, or one code
    more.
    """
    kind = SCHEMA.by_label[label]
    needed = [field for field in kind.fields if field.required and field.name not in GIVEN]
    if not needed:
        return ((f"new:{label}", f"a new {kind.singular}"),)
    if len(needed) > 1:
        return ()
    return tuple(
        (f"new:{label}:{code}", f"a new {kind.singular} ({code.replace('_', ' ')})")
        for code in needed[0].codes
    )


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
