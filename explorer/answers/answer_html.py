"""An answer as HTML: tables that are sorted by a click on their headings, sources as numbered
notes, what few need folded. All data is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from explorer.answers.answer_tables import AnswerCell, AnswerGroup, AnswerRow, GroupedAnswer
from explorer.html.app_links import href
from explorer.html.look import link, site_of, sorting_head, source_link
from explorer.words.captions import caption
from explorer.words.text import count
from graph_model.snapshot import Snapshot
from graph_model.source_addresses import addresses_in

#: So many entries stand in a cell, so many rows in a table, and so many rows in groups that are
#: open, before the rest is folded: on a phone, where a row is a block, a few screens.
IN_A_CELL, IN_A_TABLE, OPEN_ROWS = 3, 8, 16
#: What the address of a sorted page says: the group and the column, from 0.
Sorted = tuple[int, int, bool]


class SourceNotes:
    """The sources of an answer, numbered in the order in which they are read."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def marks(self, addresses: str) -> str:
        """The numbers of some addresses, each a link."""
        return "".join(f" <sup>{self._mark(address)}</sup>" for address in addresses_in(addresses))

    def _mark(self, address: str) -> str:
        number = str(self.numbers.setdefault(address, len(self.numbers) + 1))
        return source_link(address, number, f"Source {number}")

    def html(self) -> str:
        """The list of all of them, folded."""
        if not self.numbers:
            return ""
        lines = "".join(
            f"<li>{source_link(address, site_of(address))} <small>{escape(address)}</small></li>"
            for address in self.numbers
        )
        return (
            f'<details class="lk-fold lk-notes"><summary>Sources ({len(self.numbers)})</summary>'
            f"<ol>{lines}</ol></details>"
        )


def answer_html(
    snapshot: Snapshot, answer: GroupedAnswer, by: Sorted | None, sort: Callable[[str, str], str]
) -> str:
    """All groups, the first ones open; those without a row are named in one line. `sort` makes the
    address of this page sorted by a column, and downwards.
    """
    notes, parts, room = SourceNotes(), [], OPEN_ROWS
    for at, group in enumerate(answer.groups):
        if not group.rows:
            continue
        needed = min(len(group.rows), IN_A_TABLE)
        folded = group.folded or needed > room
        room -= 0 if folded else needed
        group = replace(group, folded=folded)
        mine = (by[1], by[2]) if by and by[0] == at and by[1] < len(group.head) else None
        if mine:
            group = group.sorted_by(*mine)
        parts.append(_group(snapshot, group, at, mine, notes, sort))
    none = [group.title.partition(":")[0] for group in answer.groups if not group.rows]
    if none and answer.filled:
        parts.append(f'<p class="lk-small">Groups without an entry: {escape("; ".join(none))}.</p>')
    return "".join(parts) + notes.html()


def _group(
    snapshot: Snapshot,
    group: AnswerGroup,
    at: int,
    by: tuple[int, bool] | None,
    notes: SourceNotes,
    sort: Callable[[str, str], str],
) -> str:
    says = f'<p class="lk-small">{escape(group.says)}</p>' if group.says else ""
    used = [
        column
        for column in range(len(group.head))
        if not column or any(row.cells[column].text for row in group.rows)
    ]
    head = "".join(_heading(group, at, column, by, sort) for column in used)
    lines = [_row(snapshot, group, row, used, notes) for row in group.rows]
    shown = _table(group.title, head, lines[:IN_A_TABLE])
    if more := lines[IN_A_TABLE:]:
        rest = _table(f"{group.title}, the others", head, more)
        shown += (
            '<details class="lk-fold"><summary>Show the other'
            f" {len(more)}</summary>{rest}</details>"
        )
    if group.folded and by is None:
        title = group.title
        if not any(letter.isdigit() for letter in title):
            title = f"{title}: {count(len(group.rows), 'row')}"
        return (
            f'<details class="lk-fold lk-group"><summary>{escape(title)}</summary>'
            f"{says}{shown}</details>"
        )
    return (
        '<section class="lk-group"><h2'
        f' class="lk-h2">{escape(group.title)}</h2>{says}{shown}</section>'
    )


def _heading(
    group: AnswerGroup,
    at: int,
    column: int,
    by: tuple[int, bool] | None,
    sort: Callable[[str, str], str],
) -> str:
    """A heading that sorts: upwards at the first click, downwards at the second."""
    here = by is not None and by[0] == column
    now = "" if by is None or not here else "descending" if by[1] else "ascending"
    sort_key = f"{at}.{column}"
    return sorting_head(group.head[column], sort(sort_key, ""), sort(sort_key, "on"), now)


def _table(caption: str, head: str, lines: Sequence[str]) -> str:
    # on a phone each row is a block of its own, which would be no row any more but for its role
    return (
        f'<div class="lk-scroll" role="region" aria-label="{escape(caption)}" tabindex="0"><table'
        f' class="lk-table lk-answer" role="table" aria-label="{escape(caption)}"><thead'
        f' role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">'
        f"{''.join(lines)}</tbody></table></div>"
    )


def _row(
    snapshot: Snapshot, group: AnswerGroup, row: AnswerRow, used: Sequence[int], notes: SourceNotes
) -> str:
    first, *more = used
    mark = notes.marks(row.sources)
    cells = [f'<th scope="row" role="rowheader">{cell_html(snapshot, row.cells[first])}{mark}</th>']
    for column in more:
        cell = row.cells[column]
        kind = "" if cell.text else ' class="none"'
        cells.append(
            f'<td role="cell"{kind} data-label="{escape(group.head[column])}">'
            f"<div>{cell_html(snapshot, cell)}</div></td>"
        )
    return f'<tr role="row">{"".join(cells)}</tr>'


def cell_html(snapshot: Snapshot, cell: AnswerCell) -> str:
    """A cell: entries as links, a link elsewhere, or words."""
    if addresses_in(cell.address):
        return source_link(cell.address, cell.text)
    if len(cell.ids) == 1:
        # the words may be longer than the name: a full name with its short one
        return link(href("profile", id=cell.ids[0]), cell.text)
    if cell.ids:
        links = [link(href("profile", id=id), caption(snapshot, id)) for id in cell.ids]
        shown, more = ", ".join(links[:IN_A_CELL]), links[IN_A_CELL:]
        if not more:
            return shown
        return (
            f'{shown}<details class="lk-more"><summary>and {len(more)} more</summary>'
            f"{', '.join(more)}</details>"
        )
    return escape(cell.text)


def ten_html(items: Sequence[tuple[str, str]]) -> str:
    """The ten as a numbered list of links: address and words of each."""
    lines = "".join(f"<li>{link(address, said)}</li>" for address, said in items)
    return f'<ol class="lk-ten">{lines}</ol>'
