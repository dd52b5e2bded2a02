"""Whatever the vocabulary lists passes the same contract, so a new type is tested before anyone
writes a test for it.
"""

from __future__ import annotations

import re

import pytest

from graph_model.data_dictionary import FILE, dictionary
from graph_model.errors import SchemaError
from graph_model.schema import Field, NodeType, RelationshipType, Schema, Type
from graph_model.vocabulary import ENGAGEMENT_KINDS, PHASES, SCHEMA, STRENGTHS
from loaders.problem_list import FILE as PROBLEMS_FILE
from loaders.problem_list import problem_list
from loaders.seeds import FOLDER


@pytest.mark.parametrize("kind", SCHEMA.types, ids=lambda kind: kind.file)
def test_each_type_is_whole(kind: Type) -> None:
    names = {field.name for field in kind.columns}
    assert {"source_url", "as_of", "confidence", "visibility"} <= names
    assert kind.doc.endswith(".")
    assert (FOLDER / f"{kind.file}.csv").is_file(), "each type has its seed file"
    if isinstance(kind, RelationshipType):
        assert kind.says
        assert kind.says_back
    else:
        assert re.fullmatch(r"#[0-9A-F]{6}", kind.color)


def test_colours_tell_labels_apart() -> None:
    looks = {(kind.color, kind.shape) for kind in SCHEMA.nodes}
    assert len(looks) == len(SCHEMA.nodes)


def test_only_what_is_planned_is_dotted() -> None:
    dotted = {kind.name for kind in SCHEMA.relationships if kind.look.line == "dotted"}
    assert dotted == {"CARRIES", "AIMS_AT", "RAISES"}, "a plan is no fact and looks like none"


@pytest.mark.parametrize("scale", [PHASES, STRENGTHS, ENGAGEMENT_KINDS])
def test_weights_lie_between_nothing_and_all(scale: dict[str, float]) -> None:
    assert all(0 <= weight <= 1 for weight in scale.values())


def test_generated_pages_are_current() -> None:
    assert FILE.read_text(encoding="utf-8") == dictionary(), "run `make docs`"
    assert PROBLEMS_FILE.read_text(encoding="utf-8") == problem_list(), "run `make docs`"


@pytest.mark.parametrize(
    "broken",
    [
        lambda: Field("load_id", "text", "reserved."),
        lambda: Field("Bad Name", "text", "no name."),
        lambda: Field("kind", "code", "no codes."),
        lambda: NodeType("lower", "x", "x.", (), "#000000", "circle"),
        lambda: RelationshipType(("Member",), "lower", ("Issue",), "a", "b", "c.", ()),
        lambda: Schema(
            (), (RelationshipType(("Nobody",), "KNOWS", ("Nobody",), "a", "b", "c.", ()),)
        ),
        lambda: Schema((*SCHEMA.nodes, SCHEMA.nodes[0]), ()),
    ],
)
def test_a_vocabulary_that_contradicts_itself_fails_at_import(broken: object) -> None:
    assert callable(broken)
    with pytest.raises(SchemaError):
        broken()
