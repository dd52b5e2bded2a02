"""UCINET's data language (.dl): a matrix, half of one, or lists of ties or of neighbours, of one
relation or of several, in one mode or two, with labels before the data or within.

igraph's reader, the one that is kept, stops at a matrix with values and knows neither two modes
nor several relations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from loaders.problems import quoted_cell
from loaders.read.graph_files import NotThisForm
from loaders.read.grids import number_text
from loaders.sheets.neo4j_sheets import TextsByField

TOKEN = re.compile(r'"([^"]*)"|([^\s,"]+)')
#: In the head a sign of equality parts words, as a blank does.
WORD = re.compile(r'"([^"]*)"|([^\s,="]+)')
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
#: The word with which the head ends, and the list of labels with which a part of it begins.
DATA = re.compile(r"^(.*?)\bdata\s*:(.*)$", re.IGNORECASE)
LABELS = re.compile(
    r"\b(?:(row|col(?:umn)?|level|mat(?:rix)?)\s+)?labels?\b(\s+embedded)?\s*:?", re.IGNORECASE
)
SETTING = re.compile(r"\b(nr|nc|nm|n|format|diagonal|title)\b\s*=?\s*(\"[^\"]*\"|[^\s,=]+)", re.I)
#: The short names of forms.
SHORT = {"fm": "fullmatrix", "uh": "upperhalf", "lh": "lowerhalf", "el": "edgelist1"}
SHORT |= {f"{short}{mode}": f"{form}{mode}" for short, form in
          (("el", "edgelist"), ("nl", "nodelist")) for mode in "12"}  # fmt: skip
MATRICES = ("fullmatrix", "upperhalf", "lowerhalf")
LISTS = ("edgelist1", "edgelist2", "nodelist1", "nodelist2")
#: What stands in a cell of a matrix where nobody knows.
MISSING = frozenset((".", "na", "-", "nan"))
#: What parts the ties of one relation from those of the next.
NEXT = "!"
ROWS, COLUMNS, LEVELS = "row", "column", "level"

NumberedTokens = list[tuple[int, str]]


@dataclass
class _Head:
    """What a file says before its data."""

    form: str = "fullmatrix"
    sizes: dict[str, int] = field(default_factory=dict)
    diagonal: bool = True
    labels: dict[str, list[str]] = field(default_factory=dict)
    embedded: set[str] = field(default_factory=set)

    @property
    def rows(self) -> int:
        return self.sizes.get("nr", self.sizes.get("n", 0))

    @property
    def columns(self) -> int:
        return self.sizes.get("nc", self.sizes.get("n", 0))

    @property
    def two_modes(self) -> bool:
        if self.form.endswith("2"):
            return True
        rows, columns = self.labels.get(ROWS), self.labels.get(COLUMNS)
        same = rows == columns and self.rows == self.columns and bool(rows)
        return bool({"nr", "nc"} & self.sizes.keys()) and not same

    @property
    def relations(self) -> int:
        return self.sizes.get("nm", 1)


@dataclass
class _Entries:
    """The entries of one mode: their labels by number, and those that the data name."""

    label: str
    size: int
    names: list[str]
    embedded: bool

    def __post_init__(self) -> None:
        self.by_name = {name.lower(): place for place, name in enumerate(self.names, start=1)}

    def number(self, token: str, line: int) -> int:
        """The number of an entry that the data name: by its number or its label."""
        named = self.by_name.get(token.lower())
        if named and (self.embedded or not token.isdecimal()):
            return named
        if self.embedded:
            self.names.append(token)
            self.by_name[token.lower()] = len(self.names)
            return len(self.names)
        if token.isdecimal() and 0 < int(token) <= self.size:
            return int(token)
        said = f"{quoted_cell(token)} is no entry; they are numbered from 1 to {self.size:,}"
        raise NotThisForm(said, line)

    def name(self, number: int) -> str:
        return self.names[number - 1] if number <= len(self.names) else str(number)


def ucinet(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    """The entries and the ties of a network. Raises `NotThisForm`.

    >>> nodes, ties = ucinet("dl n=2 format=edgelist1 labels embedded\\ndata:\\nEFF USTR 2.5")
    >>> [its["label"] for its in nodes], [(its["from"], its["to"], its["weight"]) for its in ties]
    (['EFF', 'USTR'], [('1', '2', '2.5')])
    """
    head, lines = _parted(text)
    if head.form not in (*MATRICES, *LISTS):
        raise NotThisForm(f"its form {quoted_cell(head.form)} is none that is read here")
    if not head.rows or not head.columns:
        raise NotThisForm("its head does not say how many entries there are (n=, or nr= and nc=)")
    first = _entries(head, ROWS, head.rows)
    second = _entries(head, COLUMNS, head.columns) if head.two_modes else first
    read = _matrices if head.form in MATRICES else _lists
    ties = list(read(head, lines, first, second))
    modes = (first, second) if head.two_modes else (first,)
    relations = {of for *_, of in ties}
    if head.two_modes:
        both: set[int] = set()
    elif head.form in ("upperhalf", "lowerhalf"):
        both = relations
    else:
        both = {of for of in relations if _is_symmetric([tie for tie in ties if tie[3] == of])}
    return _told_nodes(modes), _told_ties(ties, head, both)


def _parted(text: str) -> tuple[_Head, list[tuple[int, str]]]:
    """The head of a file, and the lines of its data with their numbers."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [its for its in lines if its[1]]
    if not lines or not re.match(r"dl\b", lines[0][1], re.IGNORECASE):
        raise NotThisForm("it does not begin with DL", lines[0][0] if lines else 0)
    said: list[str] = []
    for place, (number, line) in enumerate(lines):
        if found := DATA.match(line):
            said.append(found[1])
            rest = [(number, found[2].strip())] if found[2].strip() else []
            return _head("\n".join(said)), [*rest, *lines[place + 1 :]]
        said.append(line)
    raise NotThisForm("it has no line that begins with data:")


def _head(text: str) -> _Head:
    head = _Head()
    parts = list(LABELS.finditer(text))
    ends = [*(its.start() for its in parts[1:]), len(text)][: len(parts)]
    before = text[: parts[0].start()] if parts else text
    told, left = before, [text[its.end() : end] for its, end in zip(parts, ends, strict=True)]
    # a setting may stand behind labels, at the beginning of a line of its own
    for place, part in enumerate(left):
        lines = part.split("\n")
        at = [its for its, line in enumerate(lines) if its and SETTING.match(line)]
        if parts[place][2] or at:
            first = 0 if parts[place][2] else at[0]
            told += "\n" + "\n".join(lines[first:])
            left[place] = "\n".join(lines[:first])
    for name, value in SETTING.findall(told):
        _set(head, name.lower(), value)
    for its, part in zip(parts, left, strict=True):
        kinds = {"col": COLUMNS, "mat": LEVELS, "row": ROWS, "lev": LEVELS}
        kind = kinds.get((its[1] or "")[:3].lower(), "")
        for one in (kind,) if kind else (ROWS, COLUMNS):
            if its[2]:
                head.embedded.add(one)
            elif part.strip():
                head.labels[one] = _labels(part, _wanted(head, one))
    return head


def _set(head: _Head, name: str, value: str) -> None:
    if name == "format":
        head.form = SHORT.get(value.lower(), value.lower())
    elif name == "diagonal":
        head.diagonal = value.lower() != "absent"
    elif name != "title" and value.isdecimal():
        head.sizes[name] = int(value)


def _wanted(head: _Head, kind: str) -> int:
    return {ROWS: head.rows, COLUMNS: head.columns, LEVELS: head.relations}[kind]


def _labels(text: str, wanted: int) -> list[str]:
    """The labels of a list: parted by blanks as UCINET has them, or by lines or commas alone where
    those are as many as there should be.
    """
    words = [quoted or bare for quoted, bare in WORD.findall(text)]
    for split in (r"\n", r"[,\n]"):
        parts = [its.strip().strip('"') for its in re.split(split, text) if its.strip()]
        if len(words) != wanted and len(parts) == wanted:
            return parts
    return words


def _entries(head: _Head, kind: str, size: int) -> _Entries:
    names = list(head.labels.get(kind, []))
    mode = {ROWS: "first mode", COLUMNS: "second mode"}[kind] if head.two_modes else ""
    return _Entries(mode, size, names, kind in head.embedded)


def _tokens(line: str) -> list[str]:
    return [quoted or bare for quoted, bare in TOKEN.findall(line)]


# ---------------------------------------------------------------- data

#: A tie: its ends, its weight, the number of its relation.
NumberedTie = tuple[int, int, str, int]


def _lists(
    head: _Head, lines: list[tuple[int, str]], first: _Entries, second: _Entries
) -> Iterator[NumberedTie]:
    """Ties one by one, with their weight, or an entry with its neighbours."""
    relation = 1
    for number, line in lines:
        if line.startswith(NEXT):
            relation += 1
            continue
        one, *others = _tokens(line)
        source = first.number(one, number)
        if head.form.startswith("nodelist"):
            yield from ((source, second.number(its, number), "1", relation) for its in others)
            continue
        if not others:
            raise NotThisForm("a tie has two ends", number)
        weight = others[1] if len(others) > 1 else "1"
        if not NUMBER.fullmatch(weight):
            said = f"{quoted_cell(weight)} is no number; put a label with blanks in quotes"
            raise NotThisForm(said, number)
        if float(weight):
            yield source, second.number(others[0], number), weight, relation


def _matrices(
    head: _Head, lines: list[tuple[int, str]], first: _Entries, second: _Entries
) -> Iterator[NumberedTie]:
    """The cells of each matrix that hold a number other than 0; lines may break anywhere."""
    held = ((number, token) for number, line in lines for token in _tokens(line))
    for relation in range(1, head.relations + 1):
        if COLUMNS in head.embedded:
            second.names[:] = [_next(held, "a label")[1] for _ in range(head.columns)]
        for row in range(1, head.rows + 1):
            if ROWS in head.embedded:
                name = _next(held, "a label")[1]
                if first is not second or COLUMNS not in head.embedded:
                    first.names[row - 1 :] = [name, *first.names[row:]]
            for column in _columns(head, row):
                line, cell = _next(held, "a cell of the matrix")
                if cell.lower() in MISSING:
                    continue
                if not NUMBER.fullmatch(cell):
                    raise NotThisForm(f"{quoted_cell(cell)} is no number of the matrix", line)
                if float(cell) and (head.two_modes or row != column):
                    yield row, column, cell, relation
    if over := next(held, None):
        raise NotThisForm("the matrix has more cells than its head says", over[0])


def _columns(head: _Head, row: int) -> Iterator[int]:
    """The columns of a row of a matrix or of a half of one."""
    own = 0 if head.diagonal else 1
    if head.form == "lowerhalf":
        yield from range(1, row + 1 - own)
    elif head.form == "upperhalf":
        yield from range(row + own, head.columns + 1)
    else:
        yield from (its for its in range(1, head.columns + 1) if head.diagonal or its != row)


def _next(held: Iterator[tuple[int, str]], what: str) -> tuple[int, str]:
    found = next(held, None)
    if found is None:
        raise NotThisForm(f"it ends where {what} should stand")
    return found


# ---------------------------------------------------------------- as tables


def _is_symmetric(ties: list[NumberedTie]) -> bool:
    """Whether each tie goes back with the same weight: then it is one tie without a direction."""
    held: Mapping[tuple[int, int], str] = {(one, two): weight for one, two, weight, _ in ties}
    return all(held.get((two, one)) == weight for one, two, weight, _ in ties)


def _told_nodes(modes: tuple[_Entries, ...]) -> list[TextsByField]:
    found = []
    for mode, its in enumerate(modes):
        beyond = modes[0] if mode else None
        for number in range(1, max(its.size, len(its.names)) + 1):
            told = {"id": str(number + _size(beyond)), "label": its.name(number)}
            found.append({**told, **({"type": its.label} if its.label else {})})
    return found


def _size(entries: _Entries | None) -> int:
    return max(entries.size, len(entries.names)) if entries else 0


def _told_ties(ties: list[NumberedTie], head: _Head, both: set[int]) -> list[TextsByField]:
    """The ties; of a relation that goes both ways each once."""
    names = head.labels.get(LEVELS, [])
    beyond = head.rows if head.two_modes else 0
    weighed = any(float(weight) != 1 for _, _, weight, _ in ties)
    found = []
    for one, two, weight, of in ties:
        if of in both and head.form not in ("upperhalf", "lowerhalf") and one > two:
            continue
        told = {
            "from": str(one),
            "to": str(two + beyond),
            "Direction": "Undirected" if of in both else "Directed",
        }
        if head.relations > 1 or of > 1:
            told["type"] = names[of - 1] if of <= len(names) else str(of)
        if weighed:
            told["weight"] = number_text(float(weight))
        found.append(told)
    return found
