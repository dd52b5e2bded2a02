"""The full-text index and the snapshot alone find the same, on both lines of Neo4j: accents, slips,
parts, other languages, ids.
"""

from __future__ import annotations

import pytest

from graph_model.changes import compare
from graph_model.database import cypher
from graph_model.database.store import Store
from graph_model.search import phrase, plain, search, searched, typed
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node

#: What is typed, and the entry that it should find first.
TYPED = (
    ("USTR", "usa_ustr"),
    ("ustr", "usa_ustr"),
    ("usa_ustr", "usa_ustr"),
    ("Derechos Digitáles", "derechos_digitales"),
    ("derechos digitales", "derechos_digitales"),
    ("world trade organisation", "wto"),
    ("wrold trade", "wto"),
    ("OECD", "oecd"),
    ("souce code", "source_code"),
    ("Secretaría de Economía", "mex_se"),
    ("secretaria economia", "mex_se"),
    ("cptpp", "cptpp"),
    ("Trans-Pacific", "tpp"),
    ("trans pacific", "tpp"),
    ("cross border data", "cross_border_data"),
    ("cros border data", "cross_border_data"),
    ("elektronic frontier", "eff"),
    ("MOFCOM", "chn_mofcom"),
    ("net neutrality", "open_internet"),
    ("neutrality net", "open_internet"),
    ("cryptografy", "cryptography"),
    ("spam", "spam"),
    ("digital rights", "edri"),
    ("new zeland", "nzl"),
    ("privacy international", "privacy_intl"),
    ("broadcast signal", "broadcast_signals"),
    ("igf2017", "igf2017"),
    ("copyright lunch negotiators", "e2012_02"),
    ("whois contact data", "whois"),
    ("data localization", "data_localisation"),
    ("indentities", "digital_identities"),
)
NOTHING = ("", "   ", "zzzzqqq", "*", "\\\"'(){}[]^~?:/+-!&|")


@pytest.mark.parametrize(("wanted", "first"), TYPED)
def test_the_snapshot_alone_forgives(wanted: str, first: str) -> None:
    assert search(seed_snapshot(), wanted)[0] == first


@pytest.mark.parametrize("wanted", NOTHING)
def test_what_names_nothing_finds_nothing(wanted: str) -> None:
    assert search(seed_snapshot(), wanted) == []


def test_only_words_reach_the_index() -> None:
    assert phrase('a" OR id:* } ~') == "(a^4) (or^4) (id^4)"
    assert typed("Łódź—Bộ_x") == ["lodz", "bo", "x"]
    assert plain("Ærø") == "aero"


def test_labels_with_a_name_are_searched() -> None:
    labels, properties = searched()
    assert {"Delegation", "Engagement", "Issue"} <= set(labels)
    assert "Phase" not in labels
    assert set(properties) - {"id"} <= {
        field.name for kind in SCHEMA.nodes for field in kind.fields
    }


def put(store: Store, wanted: Snapshot) -> None:
    before = store.read()
    store.write(compare(before, wanted.rows(), "seeds"), before)


@pytest.mark.neo4j
def test_the_index_and_the_snapshot_agree(store: Store) -> None:
    seeds = seed_snapshot()
    put(store, seeds)
    for wanted, first in TYPED:
        found = search(seeds, wanted, proposed=store.propose(wanted))
        assert found[0] == first, wanted
        assert found[:3] == search(seeds, wanted)[:3], wanted
    assert all(search(seeds, wanted, proposed=store.propose(wanted)) == [] for wanted in NOTHING)
    assert store.propose("AND OR NOT") is not None, "words of Lucene's own are words"


@pytest.mark.neo4j
def test_an_index_of_an_older_vocabulary_is_made_anew(store: Store) -> None:
    _, old = cypher.text_index(("Member",), ("name",))
    with store._session() as session:
        session.run(old).consume()
    put(store, graph(node("Member", "cafe", name="Café Ünïcode")))
    with store._session() as session:
        there = [
            record["name"]
            for record in session.run("SHOW INDEXES YIELD name")
            if record["name"].startswith(cypher.TEXT_INDEX)
        ]
    assert there == [cypher.text_index(*searched())[0]]
    assert store.propose("cafe unicode") == ["cafe"]
