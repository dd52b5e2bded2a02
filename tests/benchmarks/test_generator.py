"""The graphs that the benchmarks measure on are graphs that the checks accept."""

from __future__ import annotations

from pathlib import Path

from benchmarks.generator import generate, snapshot
from graph_model.vocabulary import SCHEMA
from loaders.check.row_checks import check_paths
from loaders.take_out.export import export


def test_generated_rows_pass_every_check(tmp_path: Path) -> None:
    made = snapshot(400, 2_000)
    assert set(made.counts) == {kind.label for kind in SCHEMA.nodes} | {
        kind.name for kind in SCHEMA.relationships
    }
    export(made, tmp_path / "out")
    checked = check_paths([tmp_path / "out"], "bench")
    assert [problem.sentence for problem in checked.problems] == []
    assert len(checked.rows) == len(made.rows())


def test_the_seed_decides() -> None:
    assert generate(300, 1_000, 1) == generate(300, 1_000, 1) != generate(300, 1_000, 2)
    assert 0.97 * 8_000 <= len(generate(1_500, 8_000).relationships) <= 8_000


def test_a_small_graph_gets_no_more_ties_than_there_can_be() -> None:
    made = generate(90, 910)
    assert len(made.nodes) == 90
    assert len({tie.key for tie in made.relationships}) == len(made.relationships) > 100
