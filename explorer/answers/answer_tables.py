"""What an answer is made of: a sentence, what it means, and tables in groups, each row with its
source. No HTML here: a page, a file and a test read the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from explorer.words.captions import caption
from explorer.words.text import series
from graph_model.dates import as_date, date_words
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import first_source

#: What a column is sorted by: numbers before words, what is empty last.
SortKey = tuple[int, float, str]


@dataclass(frozen=True)
class AnswerCell:
    """A cell: its words and what it is sorted by, and the entries that it names."""

    text: str
    order: SortKey
    ids: tuple[str, ...] = ()
    #: Where the words lead to, when that is a page elsewhere.
    address: str = ""


@dataclass(frozen=True)
class AnswerRow:
    """A row, with the addresses that bear it out."""

    cells: tuple[AnswerCell, ...]
    sources: str = ""


@dataclass(frozen=True)
class AnswerGroup:
    """A table with its title, what it means, and its headings; folded where few need it."""

    title: str
    says: str
    head: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    folded: bool = False

    def sorted_by(self, column: int, down: bool) -> AnswerGroup:
        """The same rows, by one column; what is empty stays last."""
        filled = [row for row in self.rows if row.cells[column].text]
        empty = [row for row in self.rows if not row.cells[column].text]
        filled.sort(key=lambda row: row.cells[column].order, reverse=down)
        return replace(self, rows=(*filled, *empty))


@dataclass(frozen=True)
class GroupedAnswer:
    """The answer in one sentence, what it means, and its groups in the order of their weight."""

    sentence: str
    lead: str
    groups: tuple[AnswerGroup, ...]

    @property
    def filled(self) -> tuple[AnswerGroup, ...]:
        """The groups that have rows."""
        return tuple(group for group in self.groups if group.rows)


def text_cell(said: str) -> AnswerCell:
    """Words, sorted as words."""
    return AnswerCell(said, (1, 0.0, said.casefold()))


def number_cell(value: int) -> AnswerCell:
    """A number."""
    return AnswerCell(f"{value:,}", (0, float(value), ""))


def share_cell(low: float, high: float) -> AnswerCell:
    """A band from a share to a share, in per cent.

    >>> share_cell(0.25, 0.5).text, share_cell(0.5, 0.5).text
    ('25–50%', '50%')
    """
    ends = f"{low * 100:.0f}", f"{high * 100:.0f}"
    return AnswerCell(f"{ends[0]}%" if ends[0] == ends[1] else "–".join(ends) + "%", (0, low, ""))


def date_cell(written: str, besides: str = "") -> AnswerCell:
    """A date as it is written, with words after it; it is sorted by the day it stands for.

    >>> date_cell("2018-03", "EFF").text
    'March 2018, EFF'
    """
    if not written:
        return text_cell(besides)
    said = ", ".join(part for part in (date_words(written), besides) if part)
    return AnswerCell(said, (0, float(as_date(written).toordinal()), ""))


def entries_cell(snapshot: Snapshot, ids: Iterable[str], by_number: bool = False) -> AnswerCell:
    """Entries by name, as links where they are drawn; sorted by name, or by how many they are."""
    found = sorted(set(ids), key=lambda id: caption(snapshot, id).casefold())
    said = series([caption(snapshot, id) for id in found])
    order = (0, float(len(found)), "") if by_number else (1, 0.0, said.casefold())
    return AnswerCell(said, order, tuple(found))


def link_cell(said: str, address: str) -> AnswerCell:
    """A link to a page elsewhere; the first of several."""
    first = first_source(address)
    return AnswerCell(said if first else "", (1, 0.0, said.casefold()), address=first)


def as_rows(answer: GroupedAnswer) -> tuple[tuple[str, ...], Sequence[tuple[str, ...]]]:
    """All groups in one table, for a file: the group, the cells by their headings, the sources."""
    head = tuple(dict.fromkeys(name for group in answer.groups for name in group.head))
    found = []
    for group in answer.filled:
        for row in group.rows:
            cells = dict(zip(group.head, (cell.text for cell in row.cells), strict=True))
            found.append((group.title, *(cells.get(name, "") for name in head), row.sources))
    return ("group", *head, "sources"), found
