"""Places: equal for equal input, held when held, in columns and circles when asked, and nothing
flung away.
"""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.picture.column_layout import column_order
from explorer.picture.layout import APART, arrange, communities
from explorer.picture.picture import Position
from explorer.picture.ring_layout import in_rings

CLIQUES = [
    (f"{group}{a}", f"{group}{b}")
    for group in "abcdefgh"
    for a in range(25)
    for b in range(a + 1, 25)
    if (a + b) % 3
]
MEMBERS = [f"{group}{number}" for group in "abcdefgh" for number in range(25)]
BRIDGES = [(f"{a}0", f"{b}0") for a, b in zip("abcdefgh", "bcdefgha", strict=True)]


def test_groups_stand_together_and_equal_input_gives_equal_places() -> None:
    pairs = [*CLIQUES, *BRIDGES]
    positions = arrange(MEMBERS, pairs)
    assert positions == arrange(MEMBERS, pairs)
    middle = {
        group: [sum(positions[f"{group}{n}"][axis] for n in range(25)) / 25 for axis in (0, 1)]
        for group in "abcdefgh"
    }
    at_home = sum(
        math.dist(positions[id], middle[id[0]])
        == min(math.dist(positions[id], at) for at in middle.values())
        for id in MEMBERS
    )
    assert at_home > 190, "an entry stands with its own group"
    assert sorted(map(len, communities(MEMBERS, pairs))) == [25] * 8


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 40), st.data())
def test_pinned_places_stay_to_the_last_digit(number: int, data: st.DataObject) -> None:
    ids = [f"n{at}" for at in range(number)]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=60))
    held = data.draw(st.integers(1, number))
    first = arrange(ids[:held], pairs)
    grown = arrange(ids, pairs, pinned=first)
    assert {id: grown[id] for id in ids[:held]} == first
    assert all(math.isfinite(part) for position in grown.values() for part in position)
    assert grown == arrange(ids, pairs, pinned=first)


def test_parts_are_packed_and_not_flung_away() -> None:
    loose = [f"x{number}" for number in range(60)]
    positions = arrange([*MEMBERS, *loose], [*CLIQUES, *BRIDGES, ("x0", "x1")])
    assert _area(positions) < 1.5 * _area(arrange(MEMBERS, [*CLIQUES, *BRIDGES]))
    assert min(math.dist(positions[a], positions[b]) for a in loose for b in loose if a < b) > APART


def _area(positions: dict[str, Position]) -> float:
    width, height = (
        max(position[axis] for position in positions.values())
        - min(position[axis] for position in positions.values())
        for axis in (0, 1)
    )
    return width * height


def test_columns_follow_the_ties_whatever_the_labels_are() -> None:
    assert column_order(["Agreement", "Issue", "Venue"], [(0, 1), (0, 1), (0, 2)]) in (
        ["Venue", "Agreement", "Issue"],
        ["Issue", "Agreement", "Venue"],
    )
    labels = {"edri": "Member", "m1": "Engagement", "ustr": "Delegation"}
    positions = arrange(list(labels), [("edri", "m1"), ("m1", "ustr")], "layered", labels)
    assert positions["edri"][0] < positions["m1"][0] < positions["ustr"][0]


def test_circles_hold_each_distance_on_its_own_ring() -> None:
    positions = in_rings(6, [(0, 1), (0, 2), (0, 3), (3, 4)], [0], [""] * 6, 50)
    far = [math.hypot(x, y) for x, y in positions]
    assert far[0] == 0
    assert math.isclose(far[1], far[2])
    assert far[3] < far[4] < far[5], "what is not reached stands outside"


def test_one_and_none() -> None:
    assert arrange([], []) == {}
    assert arrange(["one"], []) == {"one": (0.0, 0.0)}
