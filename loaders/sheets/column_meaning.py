"""What each column of a table means, proposed with its reason: by its heading and by its values.
People may answer otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from graph_model.schema import Field, NodeType, RelationshipType, Type
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import EMAIL
from loaders.read.cells import FLAGS
from loaders.read.grids import NOTHING
from loaders.read.tables import kind_named
from loaders.sheets.date_styles import ORDERS, DateStyles, read_date, styles
from loaders.sheets.heading_words import VALUES, folded, headings
from loaders.sheets.name_index import NameIndex
from loaders.sheets.numbers_elsewhere import NUMBER, register_of
from loaders.sheets.table_finder import SheetTable

LEAVE_OUT, OWN = "leave_out", "own"
#: The relationship of an entry to its other names, which no column names by their ids.
NAMING = "NAMES"
#: The post that somebody who was met held: kept as a role, private, without the person's name.
POST = "post"
#: Further names of the entry of a row: each becomes one that it is also found and imported by.
OTHER_NAMES = "other_names"
PERSONS = re.compile(
    r"\b(name of (ec )?representative|minister|official|person|contact person|attendee names?|nom"
    r" du"
    r" representant|funcionario|commissioner)\b"
)
POSTS = re.compile(
    r"\b(title of (ec )?representative|post|job title|function|portfolio|cargo|fonction)\b"
)
#: What the columns of a sheet of contacts say, as people ask it.
ASKED = {
    "date": "When",
    "TOOK_PART_IN": "Who of us",
    "REACHED": "With whom",
    "ABOUT": "About what",
    "HELD_AT": "Where",
    "kind": "What kind of contact",
    "outcome": "What came of it, in a code",
    "summary": "What happened, in a sentence",
}
#: Labels that sheets of people are about, where no name of a sheet says it.
GUESSED = ("Engagement", "Member", "Agreement", "Delegation", "Event", "Venue", "Issue", "Economy")
#: A heading is another's spelling from this likeness on.
ALIKE = 86.0
LOOKED_AT = 200
#: So many different texts of more than four words each, none of them known, are sentences and no
#: names.
PROSE = 5
SAMPLES = 3
ADDRESS = re.compile(r"https?://|www\.")


@dataclass(frozen=True)
class Meaning:
    """One thing that a column can mean in a table of a kind: a field, or ties to other entries."""

    code: str
    says: str
    field: Field | None = None
    tie: RelationshipType | None = None
    #: Whether the tie starts at the row's own entry.
    out: bool = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels at the other end of the tie."""
        if not self.tie:
            return ()
        return self.tie.targets if self.out else self.tie.sources


@dataclass(frozen=True)
class ColumnProposal:
    """A column and what it is taken to mean; the reason is a sentence, the samples stand in it."""

    letter: str
    heading: str
    meaning: str
    reason: str
    samples: tuple[str, ...]
    dates: DateStyles | None = None
    #: Whether the proposal rests on something (a heading, values, an answer).
    sure: bool = True


@dataclass(frozen=True)
class TableProposal:
    """What a table holds, and its columns."""

    table: SheetTable
    kind: Type
    reason: str
    columns: tuple[ColumnProposal, ...]
    score: float = 0.0


@cache
def meanings(kind: Type) -> dict[str, Meaning]:
    """Everything that a column can mean in tables of a kind, by code; what people bring most comes
    first.
    """
    found = {
        field.name: Meaning(field.name, f"{field.heading}: {field.doc}", field)
        for field in kind.columns
        if field.name != "own_fields"
    }
    if isinstance(kind, NodeType):
        for tie in SCHEMA.relationships:
            for out, ends, others in (
                (True, tie.sources, tie.targets),
                (False, tie.targets, tie.sources),
            ):
                if kind.label in ends and tie.name not in (*found, NAMING):
                    labels = " or ".join(SCHEMA.by_label[its].singular for its in others)
                    says = tie.says if out else tie.says_back
                    found[tie.name] = Meaning(tie.name, f"{says}: {labels}", None, tie, out)
        if kind.label == "Engagement":
            first = {code: replace(found[code], says=says) for code, says in ASKED.items()}
            found = {**first, **{code: its for code, its in found.items() if code not in first}}
            found[POST] = Meaning(POST, "The post of whom was met (private)")
            found[NUMBER] = Meaning(NUMBER, "The number in a register of who of us")
        elif kind.label in SCHEMA.by_name["LISTED_AS"].sources:
            found[NUMBER] = Meaning(NUMBER, "Its number in a register of others")
        if kind.label in SCHEMA.by_name[NAMING].targets:
            found[OTHER_NAMES] = Meaning(OTHER_NAMES, "Other names that it is known by")
    return found


def kind_code(kind: Type) -> str:
    """The label or relationship type."""
    return kind.label if isinstance(kind, NodeType) else kind.name


def kind_of(code: str) -> Type | None:
    """The type of that label, relationship type or file name; None when there is none."""
    return SCHEMA.by_label.get(code) or SCHEMA.by_name.get(code) or SCHEMA.by_file.get(code)


def propose(
    table: SheetTable, names: NameIndex, answers: Mapping[str, str]
) -> TableProposal | None:
    """The likeliest meaning of a table; None where it looks like nothing that the graph holds."""
    told = kind_of(answers.get(f"kind:{table.sheet}", ""))
    named = SCHEMA.by_file.get(kind_named(table.sheet)) or _plural(table.sheet)
    if told or named:
        kind = told or named
        assert kind is not None
        reason = "as was answered" if told else f"the sheet is named “{table.sheet}”"
        return _columns(table, kind, reason, names, answers)
    candidates: list[Type] = [SCHEMA.by_label[label] for label in GUESSED]
    found = [_columns(table, kind, "", names, answers) for kind in candidates]
    best = max(found, key=lambda its: its.score)
    if best.score <= 0:
        return None
    said = ", ".join(
        f"“{column.heading}”"
        for column in best.columns
        if column.sure and column.meaning not in (LEAVE_OUT, OWN)
    )
    kind = best.kind
    what = kind.plural.lower() if isinstance(kind, NodeType) else kind.file
    reason = f"its columns are those of {what} ({said})"
    return TableProposal(table, kind, reason, best.columns, best.score)


def _plural(title: str) -> Type | None:
    """Sheets named "Members", "Contacts"."""
    word = folded(title)
    return next((kind for kind in SCHEMA.nodes if folded(kind.plural) == word), None)


# ---------------------------------------------------------------- columns


def _columns(
    table: SheetTable, kind: Type, reason: str, names: NameIndex, answers: Mapping[str, str]
) -> TableProposal:
    choices, scored = meanings(kind), []
    for place, heading in enumerate(table.headings):
        cells = table.column(place, LOOKED_AT)
        if folded(heading) in names.own_headings(kind_code(kind)):
            scored.append((3.0, -place, OWN, "it was kept as your own field before"))
        if kind_code(kind) == "Engagement" and (aside := _of_persons(heading)):
            scored.append((3.0, -place, *aside))
        if NUMBER in choices and (register := register_of(cells)):
            scored.append((3.0, -place, NUMBER, f"its cells are numbers of {register}"))
        for code, meaning in choices.items():
            if not meaning.field and not meaning.tie and code != OTHER_NAMES:
                continue
            score, why = _weigh(heading, cells, kind, meaning, names)
            if score > 0:
                scored.append((score, -place, code, why))
    taken: dict[int, tuple[str, str, float]] = {}
    used: set[str] = set()
    for score, minus, code, why in sorted(scored, key=lambda its: (-its[0], -its[1])):
        single = code in choices and choices[code].tie is None and code != NUMBER
        if -minus in taken or (single and code in used):
            continue
        taken[-minus] = (code, why, score)
        used.add(code)
    columns = tuple(
        _column(table, place, kind, taken.get(place), answers)
        for place in range(len(table.headings))
    )
    return TableProposal(table, kind, reason, columns, _worth(kind, columns, taken))


def _of_persons(heading: str) -> tuple[str, str] | None:
    """What to do with a column of persons: their posts stay, private; their names do not."""
    word = folded(heading)
    if POSTS.search(word):
        return POST, "posts of persons; kept as roles, private"
    if PERSONS.search(word):
        return LEAVE_OUT, "names of persons stay out; the graph keeps bodies and roles"
    return None


def _column(
    table: SheetTable,
    place: int,
    kind: Type,
    proposed: tuple[str, str, float] | None,
    answers: Mapping[str, str],
) -> ColumnProposal:
    heading, first = table.headings[place], table.column(place, LOOKED_AT)
    code, reason = (proposed[0], proposed[1]) if proposed else _unproposed(first)
    sure = proposed is not None
    if answered := answer_for(answers, table.sheet, heading):
        known = answered in (LEAVE_OUT, OWN) or answered in meanings(kind)
        code, reason, sure = (answered, "as was answered", True) if known else (code, reason, sure)
    samples = tuple(dict.fromkeys(first))[:SAMPLES]
    field = meanings(kind)[code].field if code in meanings(kind) else None
    chosen = answers.get(f"dates:{heading}")
    order = next((order for order in ORDERS if order == chosen), None)
    dates = styles(table.column(place), order) if field and field.kind == "date" else None
    return ColumnProposal(table.letters[place], heading, code, reason, samples, dates, sure)


def answer_for(answers: Mapping[str, str], sheet: str, heading: str) -> str:
    """What was answered for a column: of this sheet, or of any."""
    return answers.get(f"column:{sheet}/{heading}") or answers.get(f"column:{heading}") or ""


def _unproposed(cells: list[str]) -> tuple[str, str]:
    if not cells:
        return LEAVE_OUT, "the column is empty"
    if _share(cells, lambda cell: bool(EMAIL.search(cell))) > 0.5:
        return LEAVE_OUT, "it holds e-mail addresses; the graph keeps bodies and roles"
    return OWN, "no field is called so; it is kept as your own field"


def _weigh(
    heading: str, cells: list[str], kind: Type, meaning: Meaning, names: NameIndex
) -> tuple[float, str]:
    """How well a column fits a meaning, 0 to 2, and why."""
    by_heading, why = _by_heading(heading, kind, meaning.code)
    if meaning.code == OTHER_NAMES:
        return by_heading, why
    by_values, because = _by_values(cells, meaning, names)
    if by_values < 0 and by_heading >= 1.0 and meaning.field and meaning.field.required:
        return 0.5, why  # what it must be, though its cells are wrong: they are refused one by one
    if by_values < 0 or (not by_heading and by_values < 0.9):
        return 0.0, ""
    if not by_heading and not _tells(meaning):
        return 0.0, ""
    return by_heading + by_values, " and ".join(part for part in (why, because) if part)


def _tells(meaning: Meaning) -> bool:
    """Whether values alone can tell a meaning: names of entries, and days where there is one
    date.
    """
    return bool(meaning.tie) or meaning.code in ("date", "source_url", "iso3")


def _by_heading(heading: str, kind: Type, code: str) -> tuple[float, str]:
    word, known = folded(heading), headings(kind, code)
    if not word:
        return 0.0, ""
    if word in known:
        return 1.0 + (0.2 if word == known[0] else 0.0), f"the heading “{heading}”"
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=ALIKE)
    if found and len(word) > 3:
        return 0.8, f"the heading “{heading}” is like “{found[0]}”"
    words = f" {word} "
    inside = [its for its in known if len(its) > 3 and f" {its} " in words]
    return (0.6, f"“{inside[0]}” is in the heading “{heading}”") if inside else (0.0, "")


def _share(cells: list[str], fits: object) -> float:
    assert callable(fits)
    return sum(bool(fits(cell)) for cell in cells) / len(cells) if cells else 0.0


def _by_values(cells: list[str], meaning: Meaning, names: NameIndex) -> tuple[float, str]:
    """How well values fit, 0 to 1; below 0 where they cannot be meant."""
    held = [cell for cell in cells if cell.lower() not in NOTHING]
    if not held:
        return 0.0, ""
    if meaning.tie:
        return _names_share(held, meaning.labels, names)
    field = meaning.field
    assert field is not None
    if field.kind == "date":
        share = _share(held, read_date)
        return (share, f"{share:.0%} of its cells are dates") if share >= 0.5 else (-1.0, "")
    if field.kind == "urls":
        share = _share(held, ADDRESS.search)
        return (share, f"{share:.0%} of its cells are addresses") if share >= 0.4 else (-1.0, "")
    if field.kind in ("number", "integer"):
        share = _share(held, lambda cell: re.fullmatch(r"[+-]?[\d.,]+", cell))
        return (0.3, "") if share >= 0.8 else (-1.0, "")
    if field.kind == "code":
        share = _share(held, lambda cell: code_meant(field, cell) or cell.lower() in FLAGS)
        if not share and not field.required:
            return -1.0, ""  # a column of other people's codes is their own
        return (share, f"{share:.0%} of its cells are codes of it") if share >= 0.3 else (0.0, "")
    if field.name == "iso3":
        share = _share(held, lambda cell: re.fullmatch("[A-Z]{3}", cell))
        return (share, "its cells are ISO codes") if share > 0.9 else (0.0, "")
    dated = _share(held, lambda cell: len(cell) > 4 and read_date(cell))
    return (0.0, "") if dated < 0.8 or field.name == "id" else (-1.0, "")


def _names_share(cells: list[str], labels: tuple[str, ...], names: NameIndex) -> tuple[float, str]:
    texts = list(dict.fromkeys(cells))[:40]
    if _share(texts, lambda cell: len(cell) > 160 or ADDRESS.search(cell)) > 0.5:
        return -1.0, ""
    known = _share(
        texts, lambda cell: any(names.known(part, labels) for part in names.parts(cell, labels))
    )
    if known < 0.2:
        if len(texts) >= PROSE and sum(len(cell.split()) for cell in texts) > 4 * len(texts):
            return -1.0, ""  # sentences, of which each would be asked about
        answers = _share(texts, lambda cell: cell.lower() in FLAGS)
        return (-1.0, "") if answers > 0.5 else (0.0, "")
    what = " or ".join(SCHEMA.by_label[label].singular for label in labels)
    return known, f"{known:.0%} of its names are known as {what}"


def code_meant(field: Field, cell: str) -> str:
    """The code that a cell means: itself, or what people write for it; empty where none is.

    >>> kind = SCHEMA.by_label["Engagement"].fields[0]
    >>> code_meant(kind, "Phone call"), code_meant(kind, "Meeting"), code_meant(kind, "soon")
    ('call', 'meeting', '')
    """
    word = folded(cell)
    return _codes(field).get(word, "")


@cache
def _codes(field: Field) -> dict[str, str]:
    found = {folded(code): code for code in field.codes}
    for code, words in VALUES.get(field.name, {}).items():
        if code in field.codes:
            found.update({folded(word): code for word in words.split(",") if folded(word)})
    return found


def _worth(
    kind: Type, columns: Iterable[ColumnProposal], taken: Mapping[int, tuple[str, str, float]]
) -> float:
    """How well the columns as a whole make a table of this kind; 0 where its rows could not be told
    apart.
    """
    codes = {code for code, *_ in taken.values()}
    if isinstance(kind, RelationshipType):
        return 0.0
    if kind.label == "Engagement":
        if "date" not in codes or not codes & {"REACHED", "TOOK_PART_IN"}:
            return 0.0
    elif "name" not in codes:
        return 0.0
    wide = max(1, sum(1 for column in columns if column.samples))
    score = sum(score for *_, score in taken.values()) / wide
    return score + (0.5 if kind.label == "Engagement" else 0.0)
