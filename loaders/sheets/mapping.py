"""What was decided about a sheet, kept under a name for the next one of its kind: what its columns
mean, and every answer.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from graph_model.atomic_files import write_whole
from graph_model.errors import LinkagesError
from loaders.kept_files import FOLDERS, MAPPINGS
from loaders.sheets.column_meaning import TableProposal, answer_for
from loaders.sheets.date_styles import YEAR
from loaders.sheets.heading_words import folded
from loaders.sheets.open_questions import OpenQuestions, code_choices
from loaders.sheets.possible_meanings import LEAVE_OUT, OWN, meanings
from loaders.sheets.table_finder import SheetTable

NAME = FOLDERS[MAPPINGS]
#: A table is of the kind that a mapping was made of, where they share so many of all headings.
FITS = 0.75


class MappingFault(LinkagesError):
    """A kept mapping or a file of answers that cannot be read, and what to do."""


@dataclass(frozen=True)
class SheetMapping:
    """A kept mapping: per table its kind and the meaning of its headings, and all answers."""

    tables: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


def place_of(home: Path, name: str) -> Path:
    """The file of a mapping. Raises `MappingFault` where the name is none."""
    if not NAME.fullmatch(name):
        raise MappingFault(f"“{name}” is no name for a mapping; use letters, digits and blanks.")
    return home / MAPPINGS / f"{name}.json"


def kept_names(home: Path) -> list[str]:
    """The mappings that are kept."""
    return sorted(file.stem for file in (home / MAPPINGS).glob("*.json"))


def read_mapping(home: Path, name: str) -> SheetMapping | None:
    """The mapping of that name; None when there is none yet. Raises `MappingFault`."""
    file = place_of(home, name)
    if not file.exists():
        return None
    told = _told(file)
    tables, answers = told.get("tables", {}), told.get("answers", {})
    if not isinstance(tables, dict) or not isinstance(answers, dict):
        raise MappingFault(f"{file.name} is no mapping; remove it and bring the sheet in anew.")
    return SheetMapping(tables, {str(id): str(its) for id, its in answers.items()})


def read_mappings(home: Path) -> dict[str, SheetMapping]:
    """All mappings that are kept and can be read, by name."""
    found: dict[str, SheetMapping] = {}
    for name in kept_names(home):
        with suppress(MappingFault):
            found[name] = read_mapping(home, name) or SheetMapping()
    return found


def fitting(tables: Sequence[SheetTable], file: str, kept: Mapping[str, SheetMapping]) -> str:
    """The name of the mapping that was made of such a file: one that knows nearly all headings of
    its tables, and has hardly others; of a network, which has none, the one called as the file is.
    Empty where none fits.
    """
    alike = {
        name: likeness
        for name, held in kept.items()
        if (likeness := min((_likeness(its, tables, held) for its in tables), default=0.0)) >= FITS
    }
    if alike:
        return max(sorted(alike), key=alike.__getitem__)
    return file if file in kept and not kept[file].tables else ""


def _likeness(table: SheetTable, tables: Sequence[SheetTable], held: SheetMapping) -> float:
    """The share of headings that a table and what is kept of it have both."""
    known = {*_columns(_of(table, tables, held) or {})}
    here = {folded(heading) for heading in table.headings}
    return len(known & here) / max(1, len(known | here))


def read_answers(file: Path) -> dict[str, str]:
    """The answers of a file: {question: choice}. Raises `MappingFault`."""
    return {str(id): str(choice) for id, choice in _told(file).items()}


def _told(file: Path) -> dict[str, object]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MappingFault(f"{file} cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise MappingFault(f"{file} is no JSON ({error}).") from None
    if not isinstance(told, dict):
        raise MappingFault(f'{file} holds no object of the form {{"question": "choice"}}.')
    return told


def keep_mapping(
    home: Path, name: str, proposals: Sequence[TableProposal], answers: Mapping[str, str]
) -> None:
    """Keep what was decided, under a name."""
    tables = {
        its.table.sheet: {
            "kind": its.kind.code,
            "columns": {column.heading: column.meaning for column in its.columns},
        }
        for its in proposals
    }
    # of which year days are is said of this sheet alone; the next may be of another
    lasting = {id: its for id, its in sorted(answers.items()) if not id.startswith(YEAR)}
    told = {"tables": tables, "answers": lasting}
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    write_whole(place_of(home, name), text)


def column_answers(tables: Sequence[SheetTable], kept: SheetMapping | None) -> dict[str, str]:
    """What a kept mapping says of the tables of today."""
    found: dict[str, str] = {}
    for table in tables:
        held = _of(table, tables, kept)
        if held is None:
            continue
        found[f"kind:{table.sheet}"] = str(held.get("kind", ""))
        known = _columns(held)
        for heading in table.headings:
            if meaning := known.get(folded(heading)):
                found[f"column:{table.sheet}/{heading}"] = meaning
    return found


def _of(
    table: SheetTable, tables: Sequence[SheetTable], kept: SheetMapping | None
) -> Mapping[str, object] | None:
    """What is kept of a table: by its title, or the one thing kept of the one table there is."""
    if kept is None:
        return None
    if table.sheet in kept.tables:
        return kept.tables[table.sheet]
    return next(iter(kept.tables.values())) if len(tables) == len(kept.tables) == 1 else None


def kept_headings(
    table: SheetTable, tables: Sequence[SheetTable], kept: SheetMapping | None
) -> list[str]:
    """The headings, folded, that a kept mapping knows of a table."""
    return [*_columns(_of(table, tables, kept) or {})]


def _columns(held: Mapping[str, object]) -> dict[str, str]:
    columns = held.get("columns", {})
    if not isinstance(columns, dict):
        return {}
    return {folded(str(heading)): str(meaning) for heading, meaning in columns.items()}


def column_questions(
    proposal: TableProposal, kept: SheetMapping | None, asked: OpenQuestions
) -> None:
    """Ask about headings that the mapping does not know, while it knows others that are gone."""
    held = _of(proposal.table, [proposal.table], kept)
    if held is None:
        return
    known = _columns(held)
    here = {folded(column.heading) for column in proposal.columns}
    gone = sorted(heading for heading in known if heading not in here)
    for column in proposal.columns:
        sheet, heading = proposal.table.sheet, column.heading
        if folded(heading) in known or answer_for(asked.answers, sheet, heading):
            continue
        was = f" Gone from the sheet: {', '.join(gone[:4])}." if gone else ""
        says = f"“{heading}” is a heading that this mapping does not know.{was} What is it?"
        first = (column.meaning, f"as proposed: {column.meaning.replace('_', ' ')}")
        others = [known[its] for its in gone if known[its] not in (LEAVE_OUT, OWN)]
        choices = [first, *code_choices(others)]
        choices += [(OWN, "keep it as my own field"), (LEAVE_OUT, "leave it out")]
        choices += [(code, its.says) for code, its in meanings(proposal.kind).items()]
        unique = tuple(dict(choices).items())
        asked.ask_of_table(f"column:{sheet}/{heading}", says, unique, proposal.table)
