"""What a ready question is made of: a sentence with blanks, their choosers, one read-only
statement, and what a row of the answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from textwrap import dedent
from typing import Literal

from graph_model.dates import FIRST, LAST, NO_DATE, as_date, span
from graph_model.errors import BadParameter, SchemaError
from graph_model.measures import DEFAULTS, Settings
from graph_model.questions.abbreviations import LINES, US, spelled_out, used
from graph_model.vocabulary import SCHEMA

Chooser = Literal["id", "date", "code", "number"]
ColumnKind = Literal["id", "ids", "text", "code", "codes", "date", "number", "urls"]
BlankValue = str | int

ID = re.compile(r"[a-z][a-z0-9-]{2,60}")
EARLIEST, LATEST = date(FIRST, 1, 1), date(LAST, 12, 31)
NUMBER = re.compile(r"[0-9]{1,9}")
#: The last clause of a statement that ranks its rows by a number or by the length of a list.
RANKED = re.compile(r"ORDER BY (?:size\((\w+)\)|(\w+_count)) DESC[^\n]*\Z")


@dataclass(frozen=True)
class Parameter:
    """A blank in a question, and how it is filled: an entry of a label, a day, a code, a number.

    *Since* a month is since its first day, *until* a month is until its last one; the day looked at
    is the one a month stands for.

    Parameters
    ----------
    name : str
        As the statement has it.
    kind : Chooser
        How it is filled.
    says : str
        What stands beside the field.
    label : str, optional
        Of the entries to choose from.
    codes : tuple[str, ...], optional
        What may be chosen.
    default : str or int, optional
        What is chosen before anyone chooses: a code, a number, or days after the day looked at.
    low, high : int, optional
        Bounds of a number.
    """

    name: str
    kind: Chooser
    says: str
    label: str = ""
    codes: tuple[str, ...] = ()
    #: What is chosen before anyone chooses: a code, a number, or how many days after the day looked
    #: at.
    default: str | int = ""
    low: int = 0
    high: int = 0

    def read(self, text: str, on: date) -> BlankValue:
        """The value that a text stands for; an empty one is the default. Raises `BadParameter`."""
        if self.kind == "date":
            try:
                if not text:
                    later = on.toordinal() + int(self.default or 0)
                    return date.fromordinal(
                        min(max(later, EARLIEST.toordinal()), LATEST.toordinal())
                    ).isoformat()
                found = {"since": span(text)[0], "until": span(text)[1]}.get(
                    self.name, as_date(text)
                )
                if not EARLIEST <= found <= LATEST:
                    raise BadParameter(f"{self.name} {text!r} is not between {FIRST} and {LAST}.")
                return found.isoformat()
            except ValueError:
                raise BadParameter(f"{self.name} {text[:40]!r} {NO_DATE}") from None
        if self.kind == "number":
            if (
                not NUMBER.fullmatch(text or str(self.default))
                or not self.low <= int(text or self.default) <= self.high
            ):
                raise BadParameter(
                    f"{self.name} {text[:40]!r} is not a number from {self.low} to {self.high}."
                )
            return int(text or self.default)
        if self.kind == "code" and (text or self.default) not in self.codes:
            raise BadParameter(f"{self.name} {text[:40]!r} is none of {', '.join(self.codes)}.")
        if not text and not self.default:
            raise BadParameter(
                f"Say which {SCHEMA.by_label[self.label].singular}: --param {self.name}=ID"
                " (`linkages questions` lists the blanks)."
            )
        return text or self.default


def _kinds(**kinds: str) -> dict[str, ColumnKind]:
    known: dict[str, ColumnKind] = {
        "id": "id", "ids": "ids", "text": "text", "code": "code", "codes": "codes", "date": "date",
        "number": "number", "urls": "urls"
    }  # fmt: skip
    return {name: known[kind] for kind, names in kinds.items() for name in names.split()}


#: Every column that an answer can have: a name means the same in all of them. Entries come as ids,
#: dates as written.
COLUMNS = _kinds(
    id=(
        "agreement venue issue delegation member event economy contact way_in indicator position"
        " phase entry into"
    ),
    ids="agreements venues issues delegations members events forums rooms",
    text=(
        "name summary article note who_may_take_part condition civil_society_access access_note"
        " elsewhere"
    ),
    code=(
        "role status strength dispute_settlement kind stance stance_before label access value"
        " confidence text_public outcome tied relation group standing open_to gap"
    ),
    codes="groups missing_groups strengths",
    date="date since until last_contact next_date as_of last_evidence other_date",
    number=(
        "contact_count issue_count agreement_count member_count delegation_count shared_count"
        " row_count score_low score_high yes partial no unknown known"
    ),
    urls="source apply_at",
)


@dataclass(frozen=True)
class ReadyQuestion:
    """A ready question. `says` has a blank per parameter (the day looked at may go without saying);
    `means` says what a row is.

    Parameters
    ----------
    id : str
        By which it is asked for.
    theme : str
        Under which it stands.
    says : str
        The sentence, with a blank per parameter; the day looked at may go without saying.
    means : str
        What a row is.
    parameters : tuple[Parameter, ...]
        Its blanks.
    cypher : str
        Spelled out by the settings that a new coalition starts with; `statement` is what runs.
    row : tuple[str, ...]
        The names of its columns.
    """

    id: str
    theme: str
    says: str
    means: str
    parameters: tuple[Parameter, ...]
    #: Spelled out by the settings that a new coalition starts with; `statement` is what runs.
    cypher: str
    row: tuple[str, ...]
    #: As declared, with its abbreviations.
    short: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "short", dedent(self.cypher).strip())
        object.__setattr__(self, "cypher", self.statement(DEFAULTS))
        if not ID.fullmatch(self.id):
            raise SchemaError(f"{self.id!r} cannot be the id of a question")
        if "@" in self.cypher:
            raise SchemaError(f"question {self.id}: an abbreviation of it is not spelled out")
        names = [parameter.name for parameter in self.parameters]
        wanted = used(self.cypher) - {US, LINES}
        if set(names) != wanted or len(set(names)) != len(names):
            raise SchemaError(
                f"question {self.id}: the statement uses {sorted(wanted)}, declared are {names}"
            )
        blanks = {name for _, name, _, _ in Formatter().parse(self.says) if name}
        if not blanks <= set(names) or not set(names) - blanks <= {"on"}:
            raise SchemaError(
                f"question {self.id}: its sentence has the blanks {sorted(blanks)}, declared are"
                f" {names}"
            )
        if unknown := [name for name in self.row if name not in COLUMNS]:
            raise SchemaError(f"question {self.id}: {unknown} is in no list of columns")

    def statement(self, settings: Settings) -> str:
        """The Cypher that runs with these settings."""
        return spelled_out(self.short, settings)

    @property
    def ranked_by(self) -> str:
        """The column whose number, or length, puts the rows in a rank; empty when their order is of
        another sort.
        """
        found = RANKED.search(self.cypher)
        return (found[1] or found[2]) if found and (found[1] or found[2]) in self.row else ""

    @property
    def banded(self) -> bool:
        """Whether its rows are ranked by a score that is a band, from `score_low` to
        `score_high`.
        """
        return {"score_low", "score_high"} <= set(self.row)

    def values(self, given: Mapping[str, str], on: date) -> dict[str, BlankValue]:
        """The parameters to run it with: what was given, else the defaults as of a day. Raises
        `BadParameter`.
        """
        if unknown := sorted(set(given) - {parameter.name for parameter in self.parameters}):
            known = ", ".join(parameter.name for parameter in self.parameters) or "none"
            raise BadParameter(
                f"Question {self.id} has no blank {unknown[0]!r}; its blanks: {known}."
            )
        return {
            parameter.name: parameter.read(given.get(parameter.name, ""), on)
            for parameter in self.parameters
        }

    def sentence(self, said: Mapping[str, str]) -> str:
        """The question with its blanks filled by what is given; a blank without anything shows its
        name.

        >>> from graph_model.questions import QUESTION
        >>> QUESTION["introductions"].sentence({"member": "EDRi", "delegation": "USTR"})
        'Who can introduce EDRi to USTR?'
        """
        return self.says.format_map(
            {
                parameter.name: said.get(parameter.name) or f"… ({parameter.says.lower()})"
                for parameter in self.parameters
            }
        )
