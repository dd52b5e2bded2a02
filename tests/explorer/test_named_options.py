"""Lists of entries are found under all their names; what holds nothing of what was typed is never
taken unasked.
"""

from __future__ import annotations

import pytest

from explorer.app import database
from explorer.app.chooser import among, settled
from graph_model.snapshot import Snapshot
from loaders.opening import KeptCopy
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, talks, tie

SEEDS = seed_snapshot()


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.AppDatabase, "start", lambda self: self.hold(KeptCopy(SEEDS)))
    # A process of tests holds more than the app to look through; test_load_task.py asks this.
    monkeypatch.setattr(database, "freeze_memory", lambda: None)


def of(label: str, snapshot: Snapshot = SEEDS) -> list[str]:
    return [row.id for row in snapshot.of(label)]


@pytest.mark.parametrize(
    ("typed", "label", "first"),
    [
        ("south korea", "Economy", "kor"),
        ("brasil", "Economy", "bra"),
        ("usa", "Economy", "usa"),
        ("Alemania", "Economy", "deu"),
        ("internet society", "Member", "isoc"),
    ],
)
def test_what_people_type_means_one(typed: str, label: str, first: str) -> None:
    assert among(SEEDS, typed, of(label)).id == first


@pytest.mark.parametrize(
    ("typed", "code"), [("south korea", "kor"), ("brasil", "bra"), ("usa", "usa")]
)
def test_a_delegation_is_found_by_its_economy_and_asked_about_where_there_are_several(
    typed: str, code: str
) -> None:
    means = among(SEEDS, typed, of("Delegation"))
    ids = [means.id] if means.id else list(means.near)
    assert ids
    assert all(id.startswith(f"{code}_") for id in ids), "Morocco is not offered for usa"


def test_what_is_not_offered_is_not_meant_and_nonsense_means_none() -> None:
    assert among(SEEDS, "brasil", ["kor", "usa"]).id == ""
    assert among(SEEDS, "qqqqzzzz", of("Economy")) == among(SEEDS, "", of("Economy"))


def test_of_several_what_means_none_alone_is_named_and_left_out() -> None:
    snapshot = graph(
        *talks(),
        node("Economy", "xland", name="Xland"),
        tie("alpha", "REPRESENTS", "xland"),
        tie("beta", "REPRESENTS", "xland"),
    )
    options = {f"number_{id}": id for id in of("Delegation", snapshot)}
    taken, unsure = settled(snapshot, ["number_beta", "Ministry of Alpha", "Xland"], options)
    assert taken == ["number_beta", "number_alpha"]
    ((typed, near),) = unsure
    assert typed == "Xland"
    assert set(near) == {"alpha", "beta"}
