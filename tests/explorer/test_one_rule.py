"""A rule stands in one place: what one page says of a thing, every page says."""

from __future__ import annotations

from datetime import date

import pytest

from explorer.html.view import View
from explorer.pages.map.colours import GAPS, hues
from explorer.pages.map.panel import panel_html
from explorer.picture.matrix import matrix
from graph_model.measures import KIND, KINDS, Cell, find_cells, main_kind
from graph_model.measures.negotiations import Target
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, graph, node, on_day, talks, tie


@pytest.mark.parametrize("about", ["flows", "open_code"])
def test_a_delegation_with_two_kinds_is_of_one_kind_everywhere(about: str) -> None:
    equal: list[NodeRow | RelationshipRow] = [
        node("Issue", "open_code", name="Open code", level="issue"),
        tie("deal", "COVERS", "open_code", strength="binding"),
    ]
    plain: list[NodeRow | RelationshipRow] = [
        row for row in talks() if getattr(row, "target", "") != "source"
    ]
    snapshot = graph(
        *plain, *equal, *contact("met", "2024-11-01", "meeting", "edri", "alpha", about)
    )
    day = on_day(snapshot, date(2025, 1, 1))
    cells = [cell for cell in find_cells(day) if cell.delegation == "alpha"]
    assert sorted(cell.kind for cell in cells) == ["one", "other_issue"]
    assert len({cell.importance for cell in cells}) == 1

    assert matrix(snapshot, cells, across="agreement").cells["alpha", "deal"].kind == "one"
    assert KIND["one"].says in panel_html(View(day, False), "alpha", "")
    assert hues(day, ["alpha"], "gap")[0]["alpha"] == GAPS["one"]


def test_the_heavier_kind_wins_over_the_earlier_one() -> None:
    def cell(kind: str, importance: float) -> Cell:
        return Cell(Target("alpha", kind, importance, ()), kind, 0.0, (), ())

    assert main_kind([cell("one", 1.0), cell("quiet", 1.0)]) == "one"
    assert main_kind([cell("one", 1.0), cell("quiet", 1.001)]) == "quiet"
    assert main_kind([cell(kind.code, 0.1) for kind in reversed(KINDS)]) == KINDS[0].code
