"""A chart of two days side by side, the earlier on the left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from explorer.picture.chart import Chart
from explorer.picture.image_sheet import ImageSheet, LegendItem
from explorer.picture.labels import Box
from explorer.picture.letters import BOLD
from explorer.picture.picture import Recipe
from explorer.picture.picture_table import PictureTable
from explorer.picture.styles import SheetStyle
from graph_model.dates import date_words
from graph_model.snapshot import Snapshot

ChartMaker = Callable[[Snapshot, Recipe], Chart]


def before_after(snapshot: Snapshot, recipe: Recipe, draw: ChartMaker) -> Chart:
    """What a maker of charts draws of the recipe's day, beside the day that it names as before."""
    now = draw(snapshot, replace(recipe, before="", title=""))
    then = draw(snapshot, replace(recipe, as_of=recipe.before, before="", title=""))
    both = _TwoCharts(then, now, date_words(then.recipe.as_of), date_words(now.recipe.as_of))
    title = recipe.title or f"{then.figure} on {both.before}, {now.figure} on {both.day}"
    return Chart(
        replace(now.recipe, title=title, before=then.recipe.as_of),
        f"{both.before} on the left, {both.day} on the right · {now.lead}",
        f"{then.counted} and {now.counted}",
        now.counts,
        _foot(then, now, both.before, both.day),
        f"{both.before}: {then.says} {both.day}: {now.says}",
        both.legend,
        both.body,
        both.tables,
        now.figure,
    )


@dataclass(frozen=True)
class _TwoCharts:
    """A chart of an earlier day and one of a later, and both days in words."""

    then: Chart
    now: Chart
    before: str
    day: str

    def legend(self, style: SheetStyle) -> list[LegendItem]:
        """What the marks say, with what there is of each on both days."""
        earlier, later = (
            {item.says: item for item in made.legend(style)} for made in (self.then, self.now)
        )
        items = earlier | later
        order = [*later, *(says for says in earlier if says not in later)]
        return [
            replace(items[says], detail=f"{_detail(earlier, says)}, then {_detail(later, says)}")
            for says in order
        ]

    def body(self, sheet: ImageSheet) -> list[str]:
        """Each chart on its half of the sheet, under its day."""
        whole, unit = sheet.plot, sheet.size.text
        middle = (whole.left + whole.right) / 2
        halves = (
            (self.then, self.before, whole.left, middle - 1.5 * unit),
            (self.now, self.day, middle + 1.5 * unit, whole.right),
        )
        drawn = []
        for made, when, left, right in halves:
            drawn.append(sheet.text(left, whole.top + unit, when, 1.2 * unit, BOLD))
            sheet.plot = Box(left, whole.top + 2.4 * unit, right, whole.bottom)
            drawn += made.body(sheet)
        sheet.plot = whole
        return drawn

    def tables(self) -> list[PictureTable]:
        """The tables of both days, the later first; a page has one place for each entry."""
        later = [_of_day(table, self.day) for table in self.now.tables()]
        earlier = [_of_day(table, self.before) for table in self.then.tables()]
        return [*later, *(replace(table, ids=()) for table in earlier)]


def _of_day(table: PictureTable, when: str) -> PictureTable:
    return replace(table, caption=f"{table.caption}, {when}")


def _foot(then: Chart, now: Chart, before: str, day: str) -> tuple[str, ...]:
    """What stands below, once where both days say the same."""
    if then.foot[0] == now.foot[0]:
        return now.foot
    return (f"{before}: {then.foot[0]}", f"{day}: {now.foot[0]}", *now.foot[1:])


def _detail(items: dict[str, LegendItem], says: str) -> str:
    return items[says].detail if says in items else "0"
