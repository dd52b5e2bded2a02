"""The full-text index and the snapshot alone find the same, on both lines of Neo4j: accents, slips,
parts, other languages, ids.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.database import cypher_text
from graph_model.database.store import Store
from graph_model.dataset_changes import compare
from graph_model.resolver import hits, resolve_name
from graph_model.rows import NodeRow, RelationshipRow
from graph_model.search import PROPOSED, SearchIndex, find, own_names, search, searched
from graph_model.search_words import folded_text, phrase, typed
from graph_model.snapshot import Snapshot
from graph_model.vocabulary import SCHEMA
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, tie

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
    assert folded_text("Ærø") == "aero"


def test_labels_with_a_name_are_searched() -> None:
    labels, properties = searched()
    assert {"Delegation", "Engagement", "Issue"} <= set(labels)
    assert "Phase" not in labels
    assert set(properties) - {"id"} <= {
        field.name for kind in SCHEMA.nodes for field in kind.fields
    }


#: What is typed into a field of these labels, and what is offered first.
FIELDS = (
    ("usa", ("Delegation",), "usa_ustr"),
    ("south korea", ("Delegation",), "kor_motie"),
    ("korea", ("Delegation",), "kor_motie"),
    ("brasil", ("Delegation",), "bra_mre"),
    ("schweiz", ("Delegation",), "che_seco"),
    ("eu", ("Delegation",), "eu_trade"),
    ("uk", ("Delegation",), "gbr_dbt"),
    ("turkey", ("Delegation",), "tur_mot"),
    ("DTIC", ("Delegation",), "zaf_dtic"),
    ("internet society", ("Member",), "isoc"),
    ("european digital", ("Member",), "edri"),
    ("derechos digitalis", ("Member",), "derechos_digitales"),
    ("privacy", ("Issue", "Agreement"), "personal_data"),
    ("ecommerce", ("Issue", "Agreement"), "wto_eca"),
    ("e-commerce", ("Issue", "Agreement"), "wto_eca"),
    ("WT", (), "wto"),
    ("deutschland", (), "deu"),
    ("日本", (), "jpn"),
    ("de", ("Agreement",), "depa"),
)


@pytest.mark.parametrize(("wanted", "labels", "first"), FIELDS)
def test_a_field_offers_what_is_meant_first(
    wanted: str, labels: tuple[str, ...], first: str
) -> None:
    assert hits(seed_snapshot(), wanted, *labels)[0].id == first


def test_what_is_certain_and_what_is_only_near() -> None:
    seeds = seed_snapshot()
    assert resolve_name(seeds, "brasil", "Delegation").id == "bra_mre"
    assert resolve_name(seeds, "Internet Society", "Member").id == "isoc"
    assert resolve_name(seeds, "usa", "Delegation").near[0] == "usa_ustr", "two bodies speak for it"
    assert resolve_name(seeds, "usa", "Member") == resolve_name(seeds, "usa", "Member")
    assert not resolve_name(seeds, "derechos digitalis", "Member").id
    assert not hits(seeds, "derechos digitalis", "Member")[0].holds
    assert hits(seeds, "european dig", "Member")[0].holds


def test_another_name_on_record_finds_its_entry() -> None:
    rows: list[NodeRow | RelationshipRow] = [
        node("Member", "eff", name="Electronic Frontier Foundation"),
        node("OtherName", "eff_old", name="Frontier Fund"),
        tie("eff_old", "NAMES", "eff"),
    ]
    assert [hit.id for hit in hits(graph(*rows), "frontier fund")] == ["eff"]
    assert resolve_name(graph(*rows), "Frontier Fund", "Member").id == "eff"


def test_of_many_that_hold_it_the_first_of_the_graph_are_looked_at() -> None:
    many = [node("Member", f"m{at:03}", name=f"Alliance {at:03}") for at in range(3 * PROPOSED)]
    index = SearchIndex(graph(*many))
    assert index.propose(["alliance"]) == [row.id for row in many[:PROPOSED]]
    assert index.propose(["alliance", "100"])[:2] == ["m100", "m000"], "both words"


def beginnings() -> list[tuple[str, str]]:
    """Every beginning of every name in the opening facts, with the entry that is called so."""
    seeds = seed_snapshot()
    found = {
        (name[:length], row.id)
        for row in seeds.nodes.values()
        if row.label != "OtherName"  # its name is one of the entry that it names
        for name in own_names(seeds, row)
        for length in range(1, min(len(name), 6) + 1)
        if typed(name[:length])
    }
    return sorted(found)


@pytest.mark.long
def test_every_beginning_of_every_name_finds_its_entry_or_twelve_that_hold_it_too() -> None:
    seeds, every = seed_snapshot(), beginnings()
    found = {wanted: find(seeds, wanted) for wanted, _ in every}
    for wanted, id in every:
        hits_here = found[wanted]
        assert id in [hit.id for hit in hits_here] or (
            len(hits_here) == 12 and all(hit.holds for hit in hits_here)
        ), (wanted, id)


@pytest.mark.long
@given(
    st.lists(st.sampled_from(sorted(seed_snapshot().nodes)), max_size=200),
    st.lists(st.sampled_from(beginnings()), max_size=8),
)
@settings(max_examples=25, deadline=None)
def test_the_index_may_only_add(proposed: list[str], some: list[tuple[str, str]]) -> None:
    seeds = seed_snapshot()
    short = ("WT", "uk", "De", "IN", "IT", "NO", "BE", "AT", "IS", "TO", "AS", "BY")
    for wanted in (*short, *(wanted for wanted, _ in some)):
        alone = search(seeds, wanted, limit=10_000)
        with_index = search(seeds, wanted, limit=10_000, proposed=proposed)
        assert set(alone) <= set(with_index)
        assert [id for id in with_index if id in set(alone)] == alone


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
    for wanted in ("WT", "uk", "De", "IN", "IT", "NO", "BE", "AT", "IS", "TO", "AS", "BY"):
        assert search(seeds, wanted, proposed=store.propose(wanted)) == search(seeds, wanted)


@pytest.mark.neo4j
def test_an_index_of_an_older_vocabulary_is_made_anew(store: Store) -> None:
    _, old = cypher_text.text_index(("Member",), ("name",))
    with store._session() as session:
        session.run(old).consume()
    put(store, graph(node("Member", "cafe", name="Café Ünïcode")))
    with store._session() as session:
        there = [
            record["name"]
            for record in session.run("SHOW INDEXES YIELD name")
            if record["name"].startswith(cypher_text.TEXT_INDEX)
        ]
    assert there == [cypher_text.text_index(*searched())[0]]
    assert store.propose("cafe unicode") == ["cafe"]
