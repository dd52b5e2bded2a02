"""To whom a member can introduce us, and where nobody else can."""

from __future__ import annotations

from datetime import date

import pytest

from graph_model.measures.single_points import doors
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import contact, graph, node, on_day, talks

ON = date(2025, 6, 1)
ALPHA = contact("m1", "2025-01-01", "meeting", "edri", "alpha", "flows")
BETA = contact("m2", "2025-01-01", "meeting", "edri", "beta", "flows")


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ([], (("alpha", "beta"), ("alpha", "beta"))),
        (contact("m3", "2025-02-01", "call", "apc", "beta"), (("alpha", "beta"), ("alpha",))),
        # too old to be recommended, a friend outside, and a letter that was never answered
        (
            contact("m3", "2020-02-01", "call", "apc", "beta"),
            (("alpha", "beta"), ("alpha", "beta")),
        ),
        (
            [node("Member", "pal", name="Pal", relation="peer"),
             *contact("m3", "2025-02-01", "call", "pal", "beta")],
            (("alpha", "beta"), ("alpha", "beta")),
        ),
        (
            contact("m3", "2025-02-01", "letter", "apc", "beta", outcome="no_answer"),
            (("alpha", "beta"), ("alpha", "beta")),
        ),
    ],
)  # fmt: skip
def test_doors_of_a_member(
    others: list[NodeRow | RelationshipRow], expected: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    assert doors(on_day(graph(*talks(), *ALPHA, *BETA, *others), ON), "edri") == expected
    assert doors(on_day(graph(*talks()), ON), "edri") == ((), ())
