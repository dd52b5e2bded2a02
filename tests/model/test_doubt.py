"""Doubt: a contact counts by the weakest mark of its three rows, for each pair of its own; and a
clause that nobody read counts less.
"""

from __future__ import annotations

import math
from datetime import date

import pytest

from graph_model.measures import DEFAULTS, find_cells, target_cells, ties, with_values
from graph_model.measures.acquaintances import network
from graph_model.rows import NodeRow, RelationshipRow
from tests.graphs import graph, node, on_day, talks, tie

ON = date(2024, 6, 1)
SURE, DOUBT = "verified", "memory"


def meeting(engagement: str, who: str, whom: str) -> list[NodeRow | RelationshipRow]:
    """EDRi and APC met alpha and beta on the day, with the marks of the contact, of EDRi's part in
    it, and of alpha's.
    """
    return [
        node(
            "Engagement", "m", kind="meeting", date="2024-06-01", outcome="held",
            confidence=engagement,
        ),
        tie("edri", "TOOK_PART_IN", "m", confidence=who),
        tie("apc", "TOOK_PART_IN", "m"),
        tie("m", "REACHED", "alpha", confidence=whom),
        tie("m", "REACHED", "beta"),
        tie("m", "ABOUT", "flows"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "doubted"),
    [
        ((SURE, SURE, SURE), set()),
        ((DOUBT, SURE, SURE), {"edri alpha", "edri beta", "apc alpha", "apc beta"}),
        ((SURE, DOUBT, SURE), {"edri alpha", "edri beta"}),
        ((SURE, SURE, DOUBT), {"edri alpha", "apc alpha"}),
        ((SURE, DOUBT, DOUBT), {"edri alpha", "edri beta", "apc alpha"}),
        ((DOUBT, DOUBT, DOUBT), {"edri alpha", "edri beta", "apc alpha", "apc beta"}),
    ],
)
def test_the_weakest_of_three_marks_counts_pair_by_pair(
    marks: tuple[str, str, str], doubted: set[str]
) -> None:
    day = on_day(graph(*talks(), *meeting(*marks)), ON)
    found = ties(day).warmth
    for pair, warmth in found.items():
        worth = DEFAULTS.doubt if " ".join(pair) in doubted else 1.0
        assert warmth == pytest.approx(1 - math.exp(-worth)), pair
    lines = {(line.source, line.target): line.warmth for line in network(day).lines("alpha")}
    assert lines == {pair: warmth for pair, warmth in found.items() if pair[1] == "alpha"}
    for cell in find_cells(day):
        if cell.issue == "flows":
            assert cell.warmth == max(found[member, cell.delegation] for member in cell.members)


def test_two_members_know_each_other_as_surely_as_both_were_there() -> None:
    def warmth(contact: str, who: str) -> float:
        day = on_day(graph(*talks(), *meeting(contact, who, SURE)), ON)
        return network(day).peers("apc")[0].warmth

    together = DEFAULTS.together
    assert warmth(SURE, SURE) == pytest.approx(1 - math.exp(-together))
    for contact, who in ((SURE, DOUBT), (DOUBT, SURE), (DOUBT, DOUBT)):
        assert warmth(contact, who) == pytest.approx(1 - math.exp(-together * DEFAULTS.doubt))


def test_doubt_that_leaves_nothing_makes_no_line() -> None:
    settings = with_values({"doubt": 0.0})
    day = on_day(graph(*talks(), *meeting(SURE, SURE, DOUBT)), ON, settings)
    kinds = {cell.delegation: cell.kind for cell in find_cells(day) if cell.issue == "flows"}
    assert kinds == {"alpha": "no_answer", "beta": "several"}


@pytest.mark.parametrize(
    ("mark", "left"),
    [
        ("verified", 1.0),
        ("verified_text", 1.0),
        ("partial", 0.7),
        ("derived", 0.7),
        ("memory", 0.7),
    ],
)
def test_a_clause_that_was_not_read_counts_less(mark: str, left: float) -> None:
    rows = [
        row for row in talks() if not (isinstance(row, RelationshipRow) and row.type == "COVERS")
    ]
    rows.append(tie("deal", "COVERS", "flows", strength="binding", confidence=mark))
    cells = target_cells(on_day(graph(*rows), ON))
    assert cells["alpha", "flows"].importance == pytest.approx(left)
    plain = with_values({"clause_doubt": 1.0})
    assert target_cells(on_day(graph(*rows), ON, plain))["alpha", "flows"].importance == 1.0
