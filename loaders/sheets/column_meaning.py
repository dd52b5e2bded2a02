"""What each column of a table means, proposed with its reason: by its heading and by its values.
People may answer otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from graph_model.schema import NodeType, RelationshipType, Type
from graph_model.vocabulary import SCHEMA
from loaders.check.form_rows import EMAIL, personal_data
from loaders.read.tables import kind_named
from loaders.sheets.column_fit import share_of, weighed
from loaders.sheets.date_styles import ORDERS, DateStyles, styles, year_id
from loaders.sheets.heading_words import HEADINGS, folded, headings
from loaders.sheets.name_index import NameIndex
from loaders.sheets.numbers_elsewhere import NUMBER, register_of
from loaders.sheets.person_lists import NAMES_OUT, columns_of_persons, of_body
from loaders.sheets.possible_meanings import LEAVE_OUT, OTHER_NAMES, OWN, POST, kind_of, meanings
from loaders.sheets.table_finder import SheetTable

PERSONS = re.compile(
    r"\b(names? of (ec )?representatives?|ministers?|special advis[eo]rs?|(contact )?persons?|"
    r"officials?(?! (name|title|bod(y|ies)|site|web|language|text|document|journal|date|url|link))|"
    r"attendee names?|nom du representant|funcionarios?|commissioners?|meps?( name)?|"
    r"parlementaires?|deputes?|diputad[oa]s?|"
    r"name of .* (figure|guest)s?|^((national )?focal points?|liaisons?( officers?)?|punto focal|"
    r"point focal|ansprechpartner(in)?)$)\b"
)
#: A person and a post in one cell.
BOTH = re.compile(
    r"\b(names?|nombres?|noms?) (and|y|et|und) (job )?(titles?|positions?|posts?|roles?|cargos?|"
    r"puestos?|funcion(es)?|fonctions?|titres?|postes?|funktion)\b"
)
POSTS = re.compile(
    r"\b(title of (ec )?representative|post|job title|function|portfolio|cargo|fonction)\b"
)
PHONES = re.compile(
    r"\b(tele)?(phones?|fono|fonos|fon)\b|\b(telefonnummer|mobile|movil|celular|handy|whatsapp|fax|"
    r"tel)\b"
)
#: Labels that sheets of people are about, where no name of a sheet says it.
GUESSED = ("Engagement", "Member", "Agreement", "Delegation", "Event", "Venue", "Issue", "Economy")
#: Headings of names that lists of anything have.
GENERAL = frozenset(folded(word) for word in HEADINGS["name"].split(",")) | {"name"}
LOOKED_AT = 200
SAMPLES = 3


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
    #: Whether its rows are persons, several of one body.
    persons: bool = False

    @cached_property
    def meant(self) -> frozenset[str]:
        """What its columns mean, all of them."""
        return frozenset(column.meaning for column in self.columns)


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
    if best.score <= 0 or sum(its.score == best.score for its in found) > 1:
        return None  # a column "Name" is that of members, agreements and venues alike
    if not any(_telling(column, best.kind) for column in best.columns):
        return None  # a list of tasks has names, days and notes, too
    said = ", ".join(
        f"“{column.heading}”"
        for column in best.columns
        if column.sure and column.meaning not in (LEAVE_OUT, OWN)
    )
    kind = best.kind
    what = kind.plural.lower() if isinstance(kind, NodeType) else kind.file
    reason = f"its columns are those of {what} ({said})"
    return replace(best, reason=reason)


def _telling(column: ColumnProposal, kind: Type) -> bool:
    """Whether a column says what the rows are: not a name, a day or a note, which any list has, but
    where its heading is that of this kind.
    """
    if not column.sure or column.meaning in (LEAVE_OUT, OWN, "note", "summary", "source_url"):
        return False
    field = meanings(kind)[column.meaning].field if column.meaning in meanings(kind) else None
    if column.meaning == "name" or (field is not None and field.kind == "date"):
        word = folded(column.heading)
        return word not in GENERAL and word in headings(kind, column.meaning)
    return True


def _plural(title: str) -> Type | None:
    """Sheets named "Members", "Contacts"."""
    word = folded(title)
    return next((kind for kind in SCHEMA.nodes if folded(kind.plural) == word), None)


def _columns(
    table: SheetTable, kind: Type, reason: str, names: NameIndex, answers: Mapping[str, str]
) -> TableProposal:
    choices = meanings(kind)
    scored: list[tuple[float, int, str, str]] = []
    persons = {} if kind.code == "Representative" else columns_of_persons(table)
    scored.extend((3.5, -place, LEAVE_OUT, why) for place, why in persons.items())
    for place, heading in enumerate(table.headings):
        cells = table.column(place, LOOKED_AT)
        if folded(heading) in names.own_headings(kind.code):
            scored.append((3.0, -place, OWN, "it was kept as your own field before"))
        if aside := _of_persons(heading, kind):
            scored.append((3.0, -place, *aside))
        if NUMBER in choices and (register := register_of(cells)):
            scored.append((3.0, -place, NUMBER, f"its cells are numbers of {register}"))
        for code, meaning in choices.items():
            if not meaning.field and not meaning.tie and code != OTHER_NAMES:
                continue
            if persons and kind.code != "Engagement" and not of_body(code, heading):
                continue
            score, why = weighed(heading, cells, kind, meaning, names)
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
        _column(table, place, kind, taken.get(place), answers, bool(persons))
        for place in range(len(table.headings))
    )
    columns = _without_names_again(table, columns)
    worth = _worth(kind, columns, taken)
    if persons and kind.code == "Engagement":  # a list of persons with a day is no contact yet
        told = {code for code, *_ in taken.values()}
        worth *= {"TOOK_PART_IN", "REACHED"} <= told
    return TableProposal(table, kind, reason, columns, worth, bool(persons))


def _without_names_again(
    table: SheetTable, columns: tuple[ColumnProposal, ...]
) -> tuple[ColumnProposal, ...]:
    """The columns, with those left out that name persons again whom another column names, under
    whatever heading.
    """
    persons = [place for place, its in enumerate(columns) if its.reason == NAMES_OUT]
    rows = [cells for _, cells in table.rows[:LOOKED_AT]]

    def again(place: int) -> bool:
        held = [cells for cells in rows if cells[place]]
        return any(
            2 * sum(cells[place] == cells[other] for cells in held) > len(held) for other in persons
        )

    return tuple(
        replace(its, meaning=LEAVE_OUT, reason=NAMES_OUT)
        if its.meaning == OWN and not its.sure and persons and again(place)
        else its
        for place, its in enumerate(columns)
    )


def _of_persons(heading: str, kind: Type) -> tuple[str, str] | None:
    """What to do with a column of persons: their posts stay with a contact, private; their names do
    not.
    """
    word = folded(heading)
    if kind.code == "Representative":
        return None
    if BOTH.search(word):
        return LEAVE_OUT, NAMES_OUT
    if kind.code == "Engagement" and POSTS.search(word):
        return POST, "posts of persons; kept as roles, private"
    if PERSONS.search(word):
        return LEAVE_OUT, NAMES_OUT
    return None


def _column(
    table: SheetTable,
    place: int,
    kind: Type,
    proposed: tuple[str, str, float] | None,
    answers: Mapping[str, str],
    persons: bool,
) -> ColumnProposal:
    heading, first = table.headings[place], table.column(place, LOOKED_AT)
    code, reason = (proposed[0], proposed[1]) if proposed else _unproposed(heading, first, persons)
    sure = proposed is not None
    if answered := answer_for(answers, table.sheet, heading):
        known = answered in (LEAVE_OUT, OWN) or answered in meanings(kind)
        code, reason, sure = (answered, "as was answered", True) if known else (code, reason, sure)
    samples = tuple(dict.fromkeys(first))[:SAMPLES]
    field = meanings(kind)[code].field if code in meanings(kind) else None
    chosen = answers.get(f"dates:{heading}")
    order = next((order for order in ORDERS if order == chosen), None)
    year = answers.get(year_id(heading), "")
    dates = styles(table.column(place), order, year) if field and field.kind == "date" else None
    return ColumnProposal(table.letters[place], heading, code, reason, samples, dates, sure)


def answer_for(answers: Mapping[str, str], sheet: str, heading: str) -> str:
    """What was answered for a column: of this sheet, or of any."""
    return answers.get(f"column:{sheet}/{heading}") or answers.get(f"column:{heading}") or ""


def _unproposed(heading: str, cells: list[str], persons: bool) -> tuple[str, str]:
    if not cells:
        return LEAVE_OUT, "the column is empty"
    if persons:
        return LEAVE_OUT, "each row is a person; keep it only if it is said of the body"
    if share_of(cells, lambda cell: bool(EMAIL.search(cell))) > 0.5:
        return LEAVE_OUT, "it holds e-mail addresses; the graph keeps bodies and roles"
    if PHONES.search(folded(heading)) or share_of(cells, personal_data) > 0.5:
        return LEAVE_OUT, "it holds telephone numbers; the graph keeps bodies and roles"
    return OWN, "no field is called so; it is kept as your own field"


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
        day = max((score for code, _, score in taken.values() if code == "date"), default=0.0)
        bodies = len(codes & {"REACHED", "TOOK_PART_IN"})
        if not bodies or day <= (0.0 if bodies > 1 else 1.0):
            return 0.0  # a day beside names is that of a contact where its heading says so
    elif "name" not in codes:
        return 0.0
    wide = max(1, sum(1 for column in columns if column.samples))
    score = sum(score for *_, score in taken.values()) / wide
    return score + (0.5 if kind.label == "Engagement" else 0.0)
