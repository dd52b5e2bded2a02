"""A load that the server's memory cannot hold is refused before any work; the built-in server takes
its share of the machine's memory.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_model.database import load_room
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.engine.java_options import HEAP, MEMORY, heap_megabytes, machine_megabytes
from graph_model.errors import LoadTooLarge
from graph_model.rows import Rows
from tests.graphs import node
from tests.loaders.test_others_files import HEADER, ROW, run

MANY = [
    node("Member", f"m{at}", name=f"Member {at}", stakeholder_group="academia") for at in range(30)
]


def narrow(monkeypatch: pytest.MonkeyPatch, rows: int, given: int) -> None:
    """As if the server's memory held so many rows and no more."""
    monkeypatch.setattr(load_room, "FEW", 5)
    monkeypatch.setattr(load_room, "ROW_BYTES", given // rows)


def test_what_the_memory_cannot_hold_is_refused_before_it_begins(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.read()
    changes = compare(before, Rows.of(MANY), "many")
    given = load_room.given_bytes(store.setting(load_room.LIMITS))
    assert given > 100 * 2**20, "both lines say how much they give"

    narrow(monkeypatch, 29, given)
    with pytest.raises(LoadTooLarge, match="Split the files into 2 parts"):
        store.write(changes, before)
    assert store.read() == before
    assert not store.history()

    narrow(monkeypatch, 30, given)
    store.write(changes, before)
    assert store.read().counts == {"Member": 30}


def test_the_command_says_it_before_it_asks_to_write(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheet = tmp_path / "member.csv"
    lines = [HEADER, *(ROW.format(f"m{at}", f"Member {at}") for at in range(30))]
    sheet.write_text("\n".join(lines))
    narrow(monkeypatch, 10, load_room.given_bytes(store.setting(load_room.LIMITS)))
    for command in ("load", "import"):
        code, said = run(store, monkeypatch, command, str(sheet))
        assert code == 1
        assert "nothing was changed. Split the files into 3 parts" in said
        assert "Write this?" not in said
    assert not store.history()


def test_the_server_takes_its_share_of_the_machine() -> None:
    assert MEMORY[1] == f"-Xmx{HEAP}m"
    assert heap_megabytes(machine_megabytes()) == HEAP
    assert machine_megabytes() > 1_000
