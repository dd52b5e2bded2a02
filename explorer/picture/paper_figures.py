"""The pictures of the background paper: what its agreements say issue by issue, and where in the
world the delegations at their tables are heard. Each stands beside a table of the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from explorer.picture.chart import Chart
from explorer.picture.clauses import ClauseCell, chart_of, drawn_of
from explorer.picture.image_export import drawing, heard
from explorer.picture.image_files import pixels
from explorer.picture.picture import Recipe, What
from explorer.picture.styles import SIZES
from explorer.picture.world import world_chart
from explorer.picture.world_tiles import Tile, sentence, tiles
from explorer.reports.agreements import chosen, clauses
from explorer.reports.choice import ReportChoice
from explorer.reports.parts import PROVEN, entry_names, latest, sources_of
from explorer.words.clause_strengths import GROUPS
from explorer.words.text import count
from graph_model.dates import date_words
from graph_model.measures import BEST_FIRST, KIND, find_cells
from graph_model.measures.day import Day
from graph_model.rows import NodeRow, RelationshipRow
from loaders.take_out.report_shape import Report, ReportFigure, ReportSection, rows

SIZE = SIZES["paper"]


def illustrated(made: Report, day: Day, choice: ReportChoice) -> Report:
    """A report with its pictures: the background paper has two, what its agreements say before
    they are told one by one, and the world at its end.
    """
    if made.code != "background-paper":
        return made
    sections = list(made.sections)
    after = next(at for at, part in enumerate(sections, 1) if part.title == "Issue by issue")
    if at_a_glance := clauses_section(day, choice, 1):
        sections.insert(after, at_a_glance)
    if world := world_section(day, 2 if at_a_glance else 1):
        sections.append(world)
    return replace(made, sections=tuple(sections))


def clauses_section(day: Day, choice: ReportChoice, number: int) -> ReportSection | None:
    """What the agreements of the paper say, those of its rows and columns that a page has room
    for.
    """
    ties = {(tie.source, tie.target): tie for id in chosen(day, choice) for tie in clauses(day, id)}
    found = [
        ClauseCell(
            tie.source,
            tie.target,
            tie.text("strength"),
            tie.text("article"),
            day.snapshot.nodes[tie.source].text("date_signed"),
        )
        for tie in ties.values()
    ]
    if not found:
        return None
    made = chart_of(day, _recipe(day, "clauses"), found)
    agreements, _, drawn = drawn_of(day.snapshot, found)
    by_row: defaultdict[str, list[ClauseCell]] = defaultdict(list)
    for its in drawn:
        by_row[its.agreement].append(its)
    lines = [
        (
            day.snapshot.name(id),
            *(_in_group(day, by_row[id], group) for group in GROUPS),
            sources_of(behind := [ties[its.agreement, its.issue] for its in by_row[id]]),
            latest(behind),
        )
        for id in agreements
        if by_row[id]
    ]
    return ReportSection(
        "At a glance",
        f"{count(len(drawn), 'clause')} of {count(len(lines), 'agreement')}, the latest signature"
        " first; the table after the picture holds the same.",
        ("agreement", *GROUPS, *PROVEN),
        rows(lines),
        figure=_figure(made, f"figure-{number}-clauses", number),
    )


def _in_group(day: Day, found: Iterable[ClauseCell], group: str) -> str:
    """The issues of a group, each with its article."""
    return "; ".join(
        day.snapshot.name(its.issue) + (f" ({its.article})" if its.article else "")
        for its in sorted(found, key=lambda its: day.snapshot.name(its.issue))
        if its.group == group
    )


def world_section(day: Day, number: int) -> ReportSection | None:
    """Where in the world the coalition is heard, by region and by the best line."""
    cells = find_cells(day)
    found = tiles(day, cells)
    seated = [tile for tile in found if tile.kind]
    if not seated:
        return None
    friends = day.settings.with_friends
    recipe = replace(
        _recipe(day, "world"), with_friends=friends, title=sentence(found, friends, "the coalition")
    )
    made = world_chart(day.snapshot, recipe)
    by_mark: defaultdict[tuple[str, str], list[Tile]] = defaultdict(list)
    for tile in seated:
        by_mark[tile.region, tile.kind].append(tile)
    lines = []
    for region, kind in sorted(by_mark, key=lambda key: (key[0], BEST_FIRST.index(key[1]))):
        its = by_mark[region, kind]
        behind = _behind(day, its)
        names = "; ".join(sorted(tile.name for tile in its))
        who = entry_names(day.snapshot, (id for tile in its for id in tile.delegations))
        told = (region, KIND[kind].says, str(len(its)), names, who)
        lines.append((*told, sources_of(behind), latest(behind)))
    return ReportSection(
        "Where in the world the coalition is heard",
        f"{count(len(seated), 'economy', 'economies')} with a delegation at a table of this day, by"
        " region and by the best line to one of them on one issue. No record means not known, never"
        " no contact.",
        ("region", "best line", "count", "economies", "delegations", *PROVEN),
        rows(lines),
        figure=_figure(made, f"figure-{number}-world", number),
    )


def _behind(day: Day, found: Sequence[Tile]) -> list[NodeRow | RelationshipRow]:
    """The rows by which squares are marked: the contacts behind their best line, and where there is
    none, that the delegation sits at the table.
    """
    snapshot, rows_behind = day.snapshot, list[NodeRow | RelationshipRow]()
    for tile in found:
        best = [cell for cell in tile.cells if cell.kind == tile.kind]
        ids = dict.fromkeys(id for cell in best for id in cell.contacts if id in snapshot.nodes)
        rows_behind += [snapshot.nodes[id] for id in ids]
        if not ids:
            tables = {talk.agreement for cell in best for talk in cell.target.talks}
            at = {cell.delegation for cell in best}
            rows_behind += [
                tie
                for id in sorted(at)
                for tie in snapshot.out(id, "NEGOTIATES")
                if tie.target in tables
            ]
    return rows_behind


def _recipe(day: Day, what: What) -> Recipe:
    return Recipe(
        what=what,
        as_of=day.at.isoformat(),
        size=SIZE.code,
        leave_out_derived=day.settings.leave_out_derived,
    )


def _figure(made: Chart, name: str, number: int) -> ReportFigure:
    """A chart as a figure; it is drawn when a file or a page wants it."""

    @cache
    def svg() -> str:
        return drawing(made, carry_fonts=False, recipe=False)

    @cache
    def png() -> bytes:
        return pixels(svg(), SIZE)

    day = date_words(made.recipe.as_of)
    return ReportFigure(
        name,
        f"Figure {number}. {made.recipe.title} (as of {day}).",
        heard(made),
        SIZE.height / SIZE.width,
        png,
        svg,
    )
