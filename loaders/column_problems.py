"""One word of a spreadsheet all down a column is one thing to mend: said once, with its rows.

Files of problems and JSON keep them cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from loaders.problems import Problem

#: What a formula, or a program that wrote the sheet, leaves in many cells of a column alike.
ALL_DOWN = {
    "spreadsheet-error": "which is what a spreadsheet shows where a formula found nothing; mend the"
    " formula, empty these cells where nothing is known, or leave the column out",
    "no-value-word": "which is what programs write for an empty cell; write the names, or take"
    " these rows out",
}


def once_per_column(problems: Iterable[Problem]) -> list[Problem]:
    """The problems as people read them: what stands alike in several cells of a column is one, in
    the place of the first.

    >>> cells = [Problem("a", row, "Fee", "spreadsheet-error", "…", "#N/A") for row in (2, 3, 9)]
    >>> (one,) = once_per_column(cells)
    >>> one.row, one.sentence.partition(", which")[0]
    (2, '3 cells of this column hold #N/A (rows 2 to 3, 9)')
    """
    alike: dict[tuple[str, str, str, str], list[Problem]] = {}
    alone: list[Problem] = []
    for its in problems:
        if its.code in ALL_DOWN and its.column:
            alike.setdefault((its.file, its.column, its.code, its.cell), []).append(its)
        else:
            alone.append(its)
    return sorted([*alone, *(_one(cells) for cells in alike.values())])


def _one(cells: Sequence[Problem]) -> Problem:
    first = min(cells)
    if len(cells) == 1:
        return first
    rows = row_ranges(its.row for its in cells)
    sentence = (
        f"{len(cells):,} cells of this column hold {first.cell} (rows {rows}),"
        f" {ALL_DOWN[first.code]}"
    )
    return Problem(first.file, first.row, first.column, first.code, sentence, first.cell)


def row_ranges(rows: Iterable[int]) -> str:
    """Rows as people list them.

    >>> row_ranges([9, 2, 3, 4, 7])
    '2 to 4, 7, 9'
    """
    found = []
    for _, run in groupby(enumerate(sorted(set(rows))), lambda its: its[1] - its[0]):
        held = [row for _, row in run]
        found.append(f"{held[0]:,} to {held[-1]:,}" if len(held) > 1 else f"{held[0]:,}")
    return ", ".join(found)
