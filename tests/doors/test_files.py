"""Who may read what Linkages writes: everybody what is public, its owner alone anything else."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from explorer.html.look import one_block, plain_markdown
from graph_model.engine import LocalEngine
from loaders.take_out.graph_files.bundle import Bundle
from loaders.take_out.graph_files.formats import FORMATS, write_graph
from tests.doors.rows import TURNED
from tests.graphs import graph, talks


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("audience", "who"), [("public", 0o644), ("coalition", 0o600), ("private", 0o600)]
)
@pytest.mark.parametrize("code", ["csv", "graphml"])
def test_what_leaves_for_few_is_readable_by_its_owner_alone(
    tmp_path: Path, audience: str, who: int, code: str
) -> None:
    files = write_graph(Bundle(graph(*talks())), tmp_path / "out", FORMATS[code], audience)
    assert {mode(file) for file in files} == {who}


@pytest.mark.neo4j
def test_the_data_folder_and_its_log_are_private(current: LocalEngine) -> None:
    assert mode(current.folder) == 0o700
    assert mode(current.log_file) == 0o600
    assert mode(current.run_file) == 0o600


def test_no_name_turns_our_words_around() -> None:
    assert one_block(f"<p>{TURNED}abc</p>") == '<div class="lk-own"><p>abc</p></div>'
    assert plain_markdown(f"{TURNED}abc") == "abc"
