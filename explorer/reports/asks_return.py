"""From a statement that people worked on to what it would change in the coalition's own asks."""

from __future__ import annotations

from explorer.reports.asks import asks_of
from explorer.reports.choice import ReportChoice
from explorer.reports.statement import addressed
from graph_model.measures.day import Day
from loaders.asks_back import asks_edit, read_asks
from loaders.check.form_rows import Edit
from loaders.problems import Problem


def brought_back(
    day: Day, choice: ReportChoice, name: str, data: bytes, today: str
) -> Edit | tuple[Problem, ...]:
    """What a statement that was worked on would change, or every reason why it cannot be taken."""
    read = read_asks(name, data)
    if isinstance(read, Problem):
        return (read,)
    shown = {its.code: its.text for its in asks_of(day, addressed(day, choice), choice.agreement)}
    put_to = choice.delegation or choice.agreement
    return asks_edit(day.snapshot, read, shown, put_to, name, today)
