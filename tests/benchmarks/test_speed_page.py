"""The table of speed says what was measured and what was aimed at, and is the page that stands."""

from __future__ import annotations

import pytest

from benchmarks.against import EARLIER, GROUPS
from benchmarks.growth_page import DRAWN, as_section, growth_of
from benchmarks.side_by_side import Figures, medians
from benchmarks.speed_page import PAGE, Aim, Group, Kept, as_page


@pytest.mark.parametrize(
    ("aim", "found", "ratio", "reached"),
    [
        (Aim("start", 0.45), Figures(4.5, 10.0), 0.45, True),
        (Aim("start", 0.45), Figures(4.6, 10.0), 0.46, False),
        (Aim("page", most=0.3), Figures(0.3, 0.1), 3.0, True),
        (Aim("page", most=0.3), Figures(0.31, 9.0), 0.31 / 9, False),
        (Aim("page", 0.5, most=0.3), Figures(0.4, 1.0), 0.4, False),
        (Aim("load", to_peer=0.75, peer="loop"), Figures(9.0, 9.0, 12.0), 0.75, True),
        (Aim("load", to_peer=0.75, peer="loop"), Figures(9.1, 20.0, 12.0), 9.1 / 12, False),
        (Aim("jars"), Figures(182.0, 182.0), 1.0, None),
        (Aim("start", 0.45), Figures(4.5), None, None),
    ],
)
def test_an_aim_is_held_against_what_it_names(
    aim: Aim, found: Figures, ratio: float | None, reached: bool | None
) -> None:
    assert aim.ratio_of(found) == (None if ratio is None else pytest.approx(ratio))
    assert aim.reached(found) is reached


LOAD = Group(
    "load",
    (
        Aim("load", to_peer=0.75, peer="bare loop", why="the server takes most of it"),
        Aim("read", 0.5, most=2),
    ),
    lambda _bench: (),
)
LATER = Group("later", (Aim("later", 0.5),), lambda _bench: ())


def test_the_table_has_a_row_for_each_aim_and_a_reason_for_each_that_is_missed() -> None:
    kept = Kept({
        "load": {
            "day": "2026-11-28", "machine": "2 cores", "commit": "abc",
            "figures": [[11.3, 12.0, 12.3], [1.5, 3.5, None]],
        }
    })  # fmt: skip
    page = as_page(kept, (LOAD, LATER), "ffb8a92")
    assert (
        "| load | 11.30 | 12.00 | 12.30 (bare loop) | 0.92 | ≤ 0.75 × peer | no | 2026-11-28 |\n"
        "| read | 1.50 | 3.50 | – | 0.43 | ≤ 0.50 ×, ≤ 2 s | yes | 2026-11-28 |\n"
        "| later | – | – | – | – | ≤ 0.50 × | not measured |  |\n"
    ) in page
    assert page.endswith("and why\n\n**load**: the server takes most of it.\n")


def test_figures_of_other_rows_than_today_are_not_shown() -> None:
    kept = Kept({"load": {"day": "", "machine": "", "commit": "", "figures": [[1, 2, 3]]}})
    assert kept.figures(LOAD) is None
    kept.put(LOAD, [Figures(1.23456, 2.0, 3.0), Figures(4.0)], "abc")
    assert kept.figures(LOAD) == [Figures(1.235, 2.0, 3.0), Figures(4.0)]


def test_medians_of_each_figure() -> None:
    assert medians([(1.0, 30.0), (3.0, 10.0), (2.0, 20.0)]) == [2.0, 20.0]


def test_the_page_is_what_was_kept() -> None:
    kept = Kept.read()
    assert PAGE.read_text(encoding="utf-8") == as_page(kept, GROUPS, EARLIER) + as_section(kept)
    assert DRAWN.exists() == bool(growth_of(kept))


def test_every_row_has_a_name_of_its_own() -> None:
    rows = [aim.what for group in GROUPS for aim in group.aims]
    assert len(set(rows)) == len(rows)
    assert len({group.name for group in GROUPS}) == len(GROUPS)
