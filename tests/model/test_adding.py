"""What CONTRIBUTING.md promises: a type is one entry, and everything else follows from it."""

from __future__ import annotations

from pathlib import Path

from graph_model.database import cypher_text
from graph_model.schema import NodeType, RelationshipType, Schema
from graph_model.vocabulary import SCHEMA
from graph_model.vocabulary.shared_fields import NAME, PROVENANCE
from tests.graphs import talks

ROOT = Path(__file__).parents[2]


def test_a_new_label_and_type_need_one_entry_each() -> None:
    court = NodeType(
        "TradeCourt", "Trade courts", "Where disputes go.", (NAME, *PROVENANCE), "#123456", "bar"
    )
    hears = RelationshipType(
        ("TradeCourt",), "HEARS", ("Delegation",), "hears", "is heard by", "A case.", PROVENANCE
    )
    wider = Schema((*SCHEMA.nodes, court), (*SCHEMA.relationships, hears))
    assert wider.by_file["trade_court"] is court
    assert "CONSTRAINT linkages_trade_court_id" in cypher_text.constraint(court)
    assert "MERGE (a)-[r:HEARS {linkages_row: 'HEARS'}]->(b)" in cypher_text.write_ties(
        hears, "TradeCourt", "Delegation"
    )
    assert "n.name = $name[i]" in cypher_text.write_nodes(court)
    assert talks()


def test_types_are_listed_nowhere_else() -> None:
    """A file outside the vocabulary that names most labels would be a second list."""
    for package in ("graph_model", "loaders", "explorer"):
        for file in (ROOT / package).rglob("*.py"):
            if "vocabulary" in file.parts:
                continue
            named = [
                kind.label
                for kind in SCHEMA.nodes
                if f'"{kind.label}"' in file.read_text(encoding="utf-8")
            ]
            assert len(named) < len(SCHEMA.nodes) * 0.7, (file, named)


def test_the_how_to_names_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for path in (
        "graph_model/vocabulary/nodes.py",
        "graph_model/vocabulary/relationships.py",
        "explorer/pages/__init__.py",
        "loaders/problems.py",
    ):
        assert path in text
        assert (ROOT / path).is_file()
