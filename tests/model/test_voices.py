"""Balance of voices, checked by hand."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import jensenshannon

from graph_model.measures import Settings
from graph_model.measures.membership import with_friends
from graph_model.measures.voice_balance import GROUPS, QUARTERS, balance, jensen_shannon, reference
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import contact, graph, node, on_day, talks, tie
from tests.model.test_answers import answer

DAY = date(2025, 1, 1)
WEIGHTS = st.floats(min_value=0.01, max_value=100)
#: Three of civil society, one company, one university.
MORE = [
    node("Member", "igj", name="IGJ", stakeholder_group="civil_society"),
    node("Member", "acme", name="Acme", stakeholder_group="private_sector"),
    node("Member", "uni", name="University", stakeholder_group="academia"),
]


def heard(*members: str) -> Snapshot:
    rows: list[NodeRow | RelationshipRow] = [*talks(), *MORE]
    for member in members:
        rows += contact(f"e_{member}", "2024-12-01", "meeting", member, "alpha", "flows")
    return graph(*rows)


def test_silent_below_five_lines_and_then_a_distance() -> None:
    four = balance(on_day(heard("edri", "apc", "igj", "acme"), DAY))["alpha"]
    assert (four.lines, four.distance, four.silent) == (4, None, ())
    five = balance(on_day(heard("edri", "apc", "igj", "acme", "uni"), DAY))
    assert dict(five["alpha"].live) == {"civil_society": 3, "private_sector": 1, "academia": 1}
    # p = (0.6, 0.2, 0.2, 0), q = quarters, m = (0.425, 0.225, 0.225, 0.125); JS = (KL(p|m) +
    # KL(q|m)) / 2 in bits
    left = 0.6 * math.log2(0.6 / 0.425) + 2 * 0.2 * math.log2(0.2 / 0.225)
    right = 0.25 * (math.log2(0.25 / 0.425) + 2 * math.log2(0.25 / 0.225) + math.log2(0.25 / 0.125))
    assert five["alpha"].distance == pytest.approx(math.sqrt((left + right) / 2))
    assert five["alpha"].silent == ("technical_community",)
    assert five[""].lines == five["deal"].lines == 5
    assert five["beta"].lines == 0
    assert (
        balance(on_day(heard("edri", "apc", "igj", "acme"), DAY, Settings(voices=4)))[
            "alpha"
        ].distance
        is not None
    )


def test_against_the_membership() -> None:
    snapshot = heard("edri", "apc", "igj", "acme", "uni")
    assert reference(on_day(snapshot, DAY), "membership") == pytest.approx(
        {"civil_society": 0.6, "private_sector": 0.2, "academia": 0.2}
    )
    assert balance(on_day(snapshot, DAY), against="membership")["alpha"].distance == pytest.approx(
        0, abs=1e-7
    )


def test_a_contact_counts_once_per_group_and_a_word_is_no_contact() -> None:
    together = [
        *contact("e", "2024-12-01", "meeting", "edri", "alpha"),
        tie("apc", "TOOK_PART_IN", "e"),
        tie("acme", "TOOK_PART_IN", "e"),
    ]
    found = balance(
        on_day(graph(*talks(), *MORE, *together, *answer("a", "yes", "2024-12-01", "uni")), DAY)
    )["alpha"]
    assert dict(found.contacts) == {"civil_society": 1, "private_sector": 1}
    assert found.recorded == 1
    assert found.live["academia"] == 1  # a stated line is a line
    # pairs: edri-apc inside, edri-acme and apc-acme across: (2 − 1) / 3
    assert found.outward == pytest.approx(1 / 3)
    assert balance(on_day(heard("edri"), DAY))["alpha"].outward is None


def test_only_what_is_live_and_at_the_table_is_weighed() -> None:
    later = balance(on_day(heard("edri", "apc", "igj", "acme", "uni"), date(2028, 1, 1)))[""]
    assert (later.lines, later.recorded) == (0, 5)
    assert set(balance(on_day(heard("edri"), date(2019, 1, 1)))) == {""}
    assert balance(on_day(Snapshot(), DAY))[""].lines == 0


def test_the_distance_is_a_distance() -> None:
    a, b = {"civil_society": 3.0, "academia": 1.0}, {"civil_society": 1.0, "private_sector": 1.0}
    assert jensen_shannon(a, b) == pytest.approx(jensen_shannon(b, a))
    assert 0 <= jensen_shannon(a, b) <= 1
    assert set(QUARTERS) <= set(GROUPS)


@given(st.lists(st.tuples(WEIGHTS, WEIGHTS), min_size=1, max_size=6))
def test_the_distance_is_that_of_scipy(pairs: list[tuple[float, float]]) -> None:
    ours, others = zip(*pairs, strict=True)
    live, against = (dict(zip("abcdef", side, strict=False)) for side in (ours, others))
    with np.errstate(invalid="ignore"):  # of equal shares SciPy may draw the root of −1e-17
        theirs = np.nan_to_num(jensenshannon(ours, others, base=2))
    assert jensen_shannon(live, against) == pytest.approx(theirs, abs=1e-7)


def test_the_seeds_as_the_first_page_shows_them() -> None:
    day = on_day(seed_snapshot(), date(2026, 11, 23))
    assert balance(day)[""].live == {}, "nobody of the coalition itself has a live line"
    found = balance(with_friends(day))[""]
    assert found.live == {"private_sector": 4}, "business met Korea's ministry and US agencies"
    assert (
        found.contacts["civil_society"]
        > found.contacts["private_sector"]
        > found.contacts["technical_community"]
    )
