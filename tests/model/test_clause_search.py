"""What is typed of a clause finds it: an agreement and an issue together, or words of its note."""

from __future__ import annotations

from graph_model.clause_search import clauses
from graph_model.snapshot import Snapshot
from loaders.seeds import seed_snapshot
from tests.graphs import graph, node, talks, tie


def found(snapshot: Snapshot, typed: str) -> list[tuple[str, str]]:
    return [(clause.source, clause.target) for clause in clauses(snapshot, typed)]


def test_an_agreement_and_an_issue_in_either_order_find_the_clause() -> None:
    for typed in ("deal data flows", "Data flows, the deal"):
        assert found(graph(*talks()), typed)[0] == ("deal", "flows")
    assert found(graph(*talks()), "deal whales") == []
    assert found(graph(*talks()), "deal") == []


def test_words_of_a_note_find_the_clause_and_those_of_another_do_not() -> None:
    noted = graph(
        *talks()[:-4],
        node("Issue", "mail", name="Mail", level="issue"),
        tie("deal", "COVERS", "mail", strength="binding", note="A holiday of two years for Beta"),
    )
    assert found(noted, "holiday Beta") == [("deal", "mail")]
    assert found(noted, "holiday Alpha") == []


def test_what_people_type_of_the_opening_facts() -> None:
    seeds = seed_snapshot()
    assert found(seeds, "RCEP spam")[0] == ("rcep", "spam")
    assert found(seeds, "USMCA Section 230")[0] == ("usmca", "platform_immunity")
    assert found(seeds, "safe harbour CPTPP")[0] == ("cptpp", "isp_liability")
