"""A disk that fills while contacts are recorded, on a small file system of its own: part of `make
soak`, for it needs the right to mount one and takes minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from graph_model.errors import StoreError
from loaders.opening import first_data
from loaders.write.small_writes import record
from tests.graphs import contact

ROUNDS = int(os.environ.get("LINKAGES_FULL_DISKS", "0"))
pytestmark = [
    pytest.mark.neo4j,
    pytest.mark.skipif(ROUNDS == 0, reason="part of make soak (LINKAGES_FULL_DISKS)"),
]
MEGABYTES = 700


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A folder on a file system of its own."""
    place = tmp_path / "small"
    place.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(options, check=False).returncode:
        pytest.skip("no small file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _until_full(store: Store, confirmed: list[str]) -> None:
    """Record contacts until the database refuses one."""
    for number in range(len(confirmed), 4_000):
        rows = contact(f"c{number}", "2024-05-01", "meeting", "edri", "usa_ustr")
        record(store, rows, note="x" * 20_000)
        confirmed.append(f"c{number}")


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_nothing_confirmed_is_lost_when_the_disk_fills_and_it_opens_again(
    small: Path, turn: int
) -> None:
    home, confirmed = small / "home", list[str]()
    engine = LocalEngine(home)
    said = ""
    with engine.open().store() as store:
        first_data(store)
        for number in range(5 + turn):
            record(store, contact(f"c{number}", "2024-05-01", "meeting", "edri", "usa_ustr"))
            confirmed.append(f"c{number}")
        with (small / "filler").open("wb") as filler, suppress(OSError):
            while True:
                filler.write(b"x" * 2**20)
        with (small / "rest").open("wb", buffering=0) as rest, suppress(OSError):
            while True:
                rest.write(b"x" * 64)
        with pytest.raises(StoreError) as full:
            _until_full(store, confirmed)
        said = str(full.value)
    assert "Neo." not in said, "no code of the server"
    assert "gql" not in said.lower()
    assert "full" in said or "nothing was changed" in said
    for file in ("filler", "rest"):
        (small / file).unlink(missing_ok=True)
    engine.break_off()
    again = LocalEngine(home)
    with again.open().store() as store:
        there = store.read().nodes
    again.close()
    assert [id for id in confirmed if id not in there] == []
