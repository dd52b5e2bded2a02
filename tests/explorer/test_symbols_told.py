"""A symbol tells when and by whom: in the cell, in its label, and in the CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest

from explorer.html.view import View
from explorer.picture import matrix_component
from explorer.picture.matrix import as_csv, matrix
from explorer.words.ranks import order_html
from graph_model.measures import find_cells
from graph_model.measures.ranges.rank_ranges import RankRange
from tests.graphs import contact, graph, on_day, talks


@pytest.mark.parametrize(
    ("made", "kind", "years", "says"),
    [
        ("2025-01-01", "slight", 0.0, "last contact 1 January 2025, EDRi"),
        ("2013-01-01", "slight", 12.0, "last contact 1 January 2013, EDRi"),
    ],
)
def test_a_ring_opens_with_the_years_and_names_who_it_was(
    monkeypatch: pytest.MonkeyPatch, made: str, kind: str, years: float, says: str
) -> None:
    rows = [*talks(), *contact("e", made, "panel", "edri", "alpha", "flows")]
    day = on_day(graph(*rows), date(2025, 1, 1))
    cells = find_cells(day)
    given: dict[str, Any] = {}

    def component(**named: object) -> None:
        data = named["data"]
        assert isinstance(data, dict)
        given.update(data)

    monkeypatch.setattr(matrix_component, "_component", lambda: component)
    grid = matrix(day.snapshot, cells)
    matrix_component.draw(View(day, False), grid, "", "m", {}, heard=lambda cell: None)
    at = (list(grid.delegations).index("alpha"), list(grid.columns).index("flows"))
    assert given["kinds"][at[0]][at[1]] == kind
    assert given["contacts"][at[0]][at[1]] == {"says": says, "years": years}
    beta = list(grid.delegations).index("beta")
    assert given["contacts"][beta][at[1]] is None, "nobody of us was in touch"

    listed = list(csv.DictReader(io.StringIO(as_csv(day, cells))))
    told = {(row["delegation_id"], row["issue_id"]): row for row in listed}
    assert (told["alpha", "flows"]["last contact"], told["alpha", "flows"]["with"]) == (
        made,
        "EDRi",
    )
    assert (told["beta", "flows"]["last contact"], told["beta", "flows"]["with"]) == ("", "")


def test_what_a_place_means_is_folded_behind_a_question_mark() -> None:
    places = [RankRange(id, 1.0, rank, 1, 2, 1) for rank, id in ((1, "a"), (2, "b"))]
    said = order_html(places, "2 delegations", day=None)
    assert said.startswith('<details class="lk-help"><summary>What a place means</summary>')
    assert order_html([], "nothing", day=None) == ""
