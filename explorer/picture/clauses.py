"""What each agreement says on each issue: a table of agreements by issues, filled by how strongly a
clause holds, with its article where there is room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from explorer.picture.chart import Chart, lead_of
from explorer.picture.from_recipe import day_of, lit_among, recipe_of, release_of
from explorer.picture.image_sheet import ImageSheet, LegendItem
from explorer.picture.letters import fit, width
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from explorer.picture.turned_heads import turned_heads
from explorer.words.clause_strengths import (
    BINDS,
    ENCOURAGES,
    GROUPS,
    LEFT_OUT,
    OPEN,
    STRENGTH_WORDS,
)
from explorer.words.text import count
from graph_model.dates import holds_on
from graph_model.measures.day import Day
from graph_model.measures.negotiations import as_known, begun, left_out
from graph_model.snapshot import Snapshot
from graph_model.vocabulary.palette import BLUE

#: How many agreements and issues a sheet holds, unless some were asked for.
ROWS, COLUMNS = 28, 18


@dataclass(frozen=True)
class ClauseCell:
    """How an agreement treats an issue on a day."""

    agreement: str
    issue: str
    strength: str
    article: str
    signed: str

    @property
    def group(self) -> str:
        """Binds, encourages, left out on purpose, or not settled."""
        return STRENGTH_WORDS[self.strength].group


def clauses(day: Day, only: Sequence[str]) -> list[ClauseCell]:
    """Every clause that was on record on that day, of these agreements where some are named, and
    else of all but accessions, whose talks repeat what the agreement says that they join.
    """
    found = []
    for tie in day.snapshot.ties("COVERS"):
        known = as_known(tie, day.at) if begun(day, tie.source) else None
        joins = bool(day.snapshot.out(tie.source, "JOINS"))
        if known is None or left_out(day, tie) or (tie.source not in only if only else joins):
            continue
        signed = day.snapshot.nodes[tie.source].text("date_signed")
        found.append(
            ClauseCell(
                tie.source,
                tie.target,
                known.text("strength"),
                known.text("article"),
                signed if holds_on(signed, "", day.at) else "",
            )
        )
    return found


def sentence(snapshot: Snapshot, found: Sequence[ClauseCell]) -> str:
    """The issue on which most of these agreements have a text that binds."""
    binding = Counter(clause.issue for clause in found if clause.group == BINDS)
    if not binding:
        return "No clause that binds is on record"
    number = max(binding.values())
    first = min(snapshot.name(issue) for issue, its in binding.items() if its == number)
    agreements = len({clause.agreement for clause in found})
    return (
        f"Most often written as binding: {first}, in {number} of"
        f" {count(agreements, 'agreement')} with clauses on record"
    )


def clauses_chart(snapshot: Snapshot, recipe: Recipe) -> Chart:
    """The table that a recipe describes, as its audience may see it; its start names agreements."""
    day = day_of(release_of(snapshot, recipe).snapshot, recipe)
    return chart_of(day, recipe, clauses(day, recipe.focus))


def chart_of(day: Day, recipe: Recipe, found: Sequence[ClauseCell]) -> Chart:
    """The table of some clauses."""
    shown = day.snapshot
    rows, columns, drawn = drawn_of(shown, found)
    recipe = lit_among(recipe, (*rows, *columns))
    more = len({clause.agreement for clause in found}) - len(rows)
    others = len({clause.issue for clause in found}) - len(columns)
    groups = Counter(clause.group for clause in found)
    left_out = "" if recipe.focus else " Talks on joining an agreement repeat it and are left out."

    def legend(style: SheetStyle) -> list[LegendItem]:
        return [
            LegendItem(_swatch(group, style), group.capitalize(), count(groups[group], "clause"))
            for group in GROUPS
        ]

    return Chart(
        recipe_of(shown, recipe, sentence(shown, found), len(found)),
        lead_of(day, recipe),
        count(len(found), "clause"),
        {"clauses": len(found)},
        (
            f"{count(len(rows), 'agreement')} and {count(len(columns), 'issue')} with most"
            f" clauses, the latest signature first; {more} and {others} more not shown.{left_out}"
            " Numbers are articles; whether an agreement is in force is not shown. Empty: no clause"
            " on record, which is"
            " not the same as none.",
        ),
        "; ".join(f"{group}: {groups[group]}" for group in GROUPS) + ".",
        legend,
        lambda sheet: _body(shown, drawn, rows, columns, sheet),
        lambda: [_table(shown, found)],
        f"{count(groups[BINDS], 'clause')} that {'binds' if groups[BINDS] == 1 else 'bind'}",
    )


def drawn_of(
    snapshot: Snapshot, found: Sequence[ClauseCell]
) -> tuple[list[str], list[str], list[ClauseCell]]:
    """The agreements and issues that a sheet has room for, and the clauses between them."""
    rows, columns = _chosen(snapshot, found)
    return rows, columns, [its for its in found if its.agreement in rows and its.issue in columns]


def _chosen(snapshot: Snapshot, found: Sequence[ClauseCell]) -> tuple[list[str], list[str]]:
    of_agreement = Counter(clause.agreement for clause in found)
    of_issue = Counter(clause.issue for clause in found)
    signed = {clause.agreement: clause.signed for clause in found}

    def most(counted: Counter[str], number: int) -> list[str]:
        return sorted(counted, key=lambda id: (-counted[id], snapshot.name(id)))[:number]

    rows = sorted(most(of_agreement, ROWS), key=snapshot.name)
    rows.sort(key=lambda id: signed[id], reverse=True)
    return rows, most(of_issue, COLUMNS)


def _table(snapshot: Snapshot, found: Sequence[ClauseCell]) -> PictureTable:
    rows = [
        [
            snapshot.name(clause.agreement),
            clause.signed,
            snapshot.name(clause.issue),
            clause.group,
            STRENGTH_WORDS[clause.strength].does,
            clause.article,
        ]
        for clause in sorted(found, key=lambda clause: (clause.agreement, clause.issue))
    ]
    header = ("Agreement", "Signed", "Issue", "It", "In words", "Article")
    return PictureTable(count(len(rows), "clause"), header, rows)


# ------------------------------------------------------------ drawing


def _fill(group: str, style: SheetStyle) -> tuple[str, float]:
    """The fill of a group and how opaque it is."""
    blue = style.tone(BLUE)
    return {
        BINDS: (blue, 1.0),
        ENCOURAGES: (blue, 0.25),
        LEFT_OUT: (style.paper, 1.0),
        OPEN: (style.second, 0.15),
    }[group]


def _square(group: str, x: float, y: float, wide: float, high: float, style: SheetStyle) -> str:
    """A filled cell; what is left out on purpose is crossed, what is open has a broken edge."""
    fill, opaque = _fill(group, style)
    edge = ' stroke-dasharray="3 2"' if group == OPEN else ""
    drawn = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"'
        f' fill-opacity="{opaque:g}" stroke="{style.second}" stroke-width=".7"{edge}/>'
    )
    if group == LEFT_OUT:
        drawn += (
            f'<path d="M{x:.1f} {y:.1f}l{wide:.1f} {high:.1f}M{x + wide:.1f} {y:.1f}l{-wide:.1f}'
            f' {high:.1f}" stroke="{style.ink}" stroke-width=".8"/>'
        )
    return drawn


def _swatch(group: str, style: SheetStyle) -> str:
    return _square(group, -8, -6, 16, 12, style)


def _body(
    snapshot: Snapshot,
    found: Sequence[ClauseCell],
    rows: Sequence[str],
    columns: Sequence[str],
    sheet: ImageSheet,
) -> list[str]:
    plot, unit = sheet.plot, sheet.size.text
    names = {id: snapshot.name(id) for id in rows}
    widest = max((width(name, 0.95 * unit) for name in names.values()), default=0)
    left = plot.left + min(15 * unit, widest + unit)
    drawn, top, step_x = turned_heads(sheet, {id: snapshot.name(id) for id in columns}, left)
    step_y = min(2.2 * unit, (plot.bottom - top) / max(len(rows), 1))

    covered = {id: [clause.issue for clause in found if clause.agreement == id] for id in rows}
    for at, id in enumerate(rows):
        said = fit(names[id], left - plot.left - 0.5 * unit, 0.95 * unit)
        ink = sheet.looks(id, *covered[id]).ink
        y = top + step_y * (at + 0.65)
        drawn.append(sheet.text(plot.left, y, said, 0.95 * unit, fill=ink))
    for clause in found:
        x = left + step_x * columns.index(clause.issue)
        y = top + step_y * rows.index(clause.agreement)
        does = f"{names[clause.agreement]} {STRENGTH_WORDS[clause.strength].does}"
        told = f"{does}: {snapshot.name(clause.issue)} {clause.article}".strip()
        style = sheet.looks(clause.agreement, clause.issue)
        cell = _square(clause.group, x + 1, y + 1, step_x - 2, step_y - 2, style)
        article = _article(clause, x, y, step_x, step_y, sheet, style)
        drawn.append(f"<g><title>{escape(told)}</title>{cell}{article}</g>")
    return drawn


def _article(
    clause: ClauseCell,
    x: float,
    y: float,
    wide: float,
    high: float,
    sheet: ImageSheet,
    style: SheetStyle,
) -> str:
    """The article in its cell, where it has room and nothing crosses it."""
    size = min(0.8 * sheet.size.text, 0.6 * high)
    if not clause.article or clause.group == LEFT_OUT or width(clause.article, size) > wide - 4:
        return ""
    ink = style.paper if clause.group == BINDS else style.ink
    return sheet.text(
        x + wide / 2, y + high / 2 + 0.35 * size, clause.article, size, anchor="middle", fill=ink
    )
