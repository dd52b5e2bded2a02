"""A chart of two days side by side, the earlier on the left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

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
    day, before = date_words(now.recipe.as_of), date_words(then.recipe.as_of)
    title = recipe.title or f"{then.figure} on {before}, {now.figure} on {day}"

    def legend(style: SheetStyle) -> list[LegendItem]:
        details = [{item.says: item for item in made.legend(style)} for made in (then, now)]
        items = details[0] | details[1]
        order = [*details[1], *(says for says in details[0] if says not in details[1])]
        return [
            replace(items[says], detail=", then ".join(_detail(its, says) for its in details))
            for says in order
        ]

    def body(sheet: ImageSheet) -> list[str]:
        whole, unit = sheet.plot, sheet.size.text
        middle = (whole.left + whole.right) / 2
        halves = (
            (then, before, whole.left, middle - 1.5 * unit),
            (now, day, middle + 1.5 * unit, whole.right),
        )
        drawn = []
        for made, when, left, right in halves:
            drawn.append(sheet.text(left, whole.top + unit, when, 1.2 * unit, BOLD))
            sheet.plot = Box(left, whole.top + 2.4 * unit, right, whole.bottom)
            drawn += made.body(sheet)
        sheet.plot = whole
        return drawn

    def tables() -> list[PictureTable]:
        return [
            replace(
                table,
                caption=f"{table.caption}, {when}",
                ids=table.ids if made is now else (),  # a page has one place for each
            )
            for made, when in ((now, day), (then, before))
            for table in made.tables()
        ]

    return Chart(
        replace(now.recipe, title=title, before=then.recipe.as_of),
        f"{before} on the left, {day} on the right · {now.lead}",
        f"{then.counted} and {now.counted}",
        now.counts,
        _foot(then, now, before, day),
        f"{before}: {then.says} {day}: {now.says}",
        legend,
        body,
        tables,
        now.figure,
    )


def _foot(then: Chart, now: Chart, before: str, day: str) -> tuple[str, ...]:
    """What stands below, once where both days say the same."""
    if then.foot[0] == now.foot[0]:
        return now.foot
    return (f"{before}: {then.foot[0]}", f"{day}: {now.foot[0]}", *now.foot[1:])


def _detail(items: dict[str, LegendItem], says: str) -> str:
    return items[says].detail if says in items else "0"
