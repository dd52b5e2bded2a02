"""One table of values through every way out, beside what the official driver and Neo4j itself say
of them: the answer, the screen, JSON, CSV, Parquet and a notebook.
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator
from typing import Any

import neo4j
import numpy as np
import pyarrow.parquet as pq
import pytest

from graph_model.console.answer_columns import data_frame
from graph_model.console.answer_values import NodeValue, PathValue, RelationshipValue
from graph_model.console.console import Answer, Console
from graph_model.database.store import Store
from graph_model.engine import LocalEngine
from loaders.take_out.cypher_answers import frame, to_csv, to_json, to_parquet

pytestmark = pytest.mark.neo4j

#: Plain values: the driver's own are ours.
PLAIN = (
    "null", "true", "false", "0", "-1", "9007199254740993", "-9223372036854775808",
    "9223372036854775807", "1.5", "-0.0", "0.1 + 0.2", "1e300",
    "5e-324", "0.0/0.0", "1.0/0.0", "-1.0/0.0", "''", "' '", "'true'", "'=1+1'", "'-5'",
    "'a, \"b\"'", "'two\\nlines'", "'Łódź 日本 العربية'", "'🌍'",
    "'NaN'", "[]", "[1, 2, 3]", "[1, 2.5]", "[1, null]", "[true, false]", "[0.0/0.0, 1.0/0.0]",
    "['a', \"it's\"]", "[[1], [2, 3], []]", "[1, 'a', true, null]",
    "[9007199254740993, 0.5]", "{}", "[{}]", "{a: 1}", "{a: {b: [1, {c: null}]}}",
    "[{a: 1}, {b: 2}]", "[{a: 1}, {a: null}]", "{`a b`: 1, `c``d`: 'x'}",
)  # fmt: skip
#: Days, times and durations: Neo4j's own words for them are ours.
MOMENTS = (
    "date('2020-02-29')", "date('0001-01-01')", "localtime('10:35')",
    "localtime('10:35:00.000000001')", "time('10:35+01:00')", "time('23:59:59.5Z')",
    "localdatetime('2020-01-02T03:04:05.120')", "datetime('2020-01-01T00:00Z')",
    "datetime('2020-06-01T12:00:00.123456789-03:30')",
    "datetime('2024-07-21T21:40:32.142[Europe/Stockholm]')",
    "datetime('1818-07-21T21:40:32.142[Europe/Stockholm]')",
    "datetime('9999-12-31T23:59:59.999[Asia/Kolkata]')", "duration('P1Y2M3DT4H5M6.7S')",
    "duration({seconds: -1, nanoseconds: 5})", "duration('PT0S')",
    "duration({months: -14, days: 40})",
)  # fmt: skip
#: What the small graph of the tests holds.
GRAPH = {
    "node": "MATCH (x:Member {id: 'edri'}) RETURN x",
    "relationship": "MATCH (:Delegation {id: 'alpha'})-[x:NEGOTIATES]->() RETURN x LIMIT 1",
    "path there": "MATCH x = (:Delegation {id: 'alpha'})-[:NEGOTIATES]->() RETURN x LIMIT 1",
    "path back": "MATCH x = ()<-[:NEGOTIATES]-(:Delegation {id: 'alpha'}) RETURN x LIMIT 1",
    "list of nodes": "MATCH (m:Member) WITH m ORDER BY m.id RETURN collect(m) AS x",
}


@pytest.fixture(scope="module")
def driver(engine: LocalEngine) -> Iterator[neo4j.Driver]:
    assert engine.running is not None
    auth = (engine.running.user, engine.running.password)
    with neo4j.GraphDatabase.driver(engine.running.uri, auth=auth) as opened:
        yield opened


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are one, NaN and the sign of nothing included."""
    if isinstance(one, bool) or isinstance(other, bool) or one is None or other is None:
        return one is other
    if isinstance(one, float) and isinstance(other, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(same(one[name], other[name]) for name in one)
    return type(one) is type(other) and bool(one == other)


def told(value: Any) -> Any:
    """A plain value as JSON can hold it."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    if isinstance(value, list):
        return [told(held) for held in value]
    return {name: told(held) for name, held in value.items()} if isinstance(value, dict) else value


def bare(value: Any) -> Any:
    """A value of pandas or NumPy as Python has it."""
    if isinstance(value, np.generic):
        return value.item()
    return None if value is None or str(value) == "<NA>" else value


def read_csv(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(to_csv(answer))))[1:]


def asked(store: Store, statement: str) -> Answer:
    return Console(store).ask(statement)


def test_plain_values_are_the_drivers_in_every_way_out(store: Store, driver: neo4j.Driver) -> None:
    columns = ", ".join(f"{written} AS c{at}" for at, written in enumerate(PLAIN))
    wanted = list(driver.execute_query(f"RETURN {columns}").records[0])
    answer = asked(store, f"RETURN {columns}")
    parquet = pq.read_table(io.BytesIO(to_parquet(answer)))
    screen, book = frame(answer), data_frame(answer.columns, answer.rows)
    written_json = json.loads(to_json(answer))[0]
    cells = read_csv(answer)[0]

    for at, (written, value) in enumerate(zip(PLAIN, wanted, strict=True)):
        name = f"c{at}"
        assert same(answer.rows[0][at], value), written
        assert same(written_json[name], told(value)), written
        assert same(bare(book[name].iloc[0]), value), written

        held = parquet.column(name)[0].as_py()
        again = back(driver, held) if isinstance(held, str) and held != value else held
        assert again == value or same(again, value), written
        csv_value = cells[at] if isinstance(value, str) else back(driver, cells[at] or "null")
        assert same(csv_value.removeprefix("'") if isinstance(value, str) else csv_value, value)

        seen = bare(screen[name].iloc[0])
        assert same(seen, value) or same(back(driver, seen), value), written


def back(driver: neo4j.Driver, written: str) -> Any:
    """What Neo4j reads where this stands in a statement."""
    return driver.execute_query(f"CYPHER 5 RETURN {written} AS x").records[0]["x"]


@pytest.mark.parametrize("within", ["{0}", "[{0}, null]", "{{a: {0}}}"])
def test_moments_are_spelt_as_neo4j_spells_them(
    store: Store, driver: neo4j.Driver, within: str
) -> None:
    spelt = ", ".join(f"toString({written}) AS c{at}" for at, written in enumerate(MOMENTS))
    values = ", ".join(f"{within.format(one)} AS c{at}" for at, one in enumerate(MOMENTS))
    answer = asked(store, f"RETURN {values}")
    parquet = pq.read_table(io.BytesIO(to_parquet(answer)))

    for at, text in enumerate(driver.execute_query(f"RETURN {spelt}").records[0]):
        value: object = {"{0}": text, "[{0}, null]": [text, None]}.get(within, {"a": text})
        name = f"c{at}"
        assert answer.rows[0][at] == value
        assert json.loads(to_json(answer))[0][name] == value
        assert data_frame(answer.columns, answer.rows)[name].iloc[0] == value
        assert parquet.column(name)[0].as_py() == value
        quoted = json.dumps(text)
        shown = {"{0}": text, "[{0}, null]": f"[{quoted}, null]"}.get(within, f"{{a: {quoted}}}")
        assert frame(answer)[name].iloc[0] == shown
        assert read_csv(answer)[0][at] == (f"'{shown}" if shown[0] in "+-" else shown)


@pytest.mark.parametrize(
    ("written", "kind"),
    [("9007199254740993", "Int64"), ("true", "boolean"), ("1.5", "float64"), ("'a'", "str")],
)
def test_a_value_beside_a_null_stays_what_it_is(store: Store, written: str, kind: str) -> None:
    answer = asked(store, f"UNWIND [{written}, null] AS x RETURN x")
    book = data_frame(answer.columns, answer.rows)
    assert str(book["x"].dtype) == kind
    assert same(bare(book["x"].iloc[0]), answer.rows[0][0])
    assert book["x"].isna().tolist() == [False, True]
    assert json.loads(to_json(answer)) == [{"x": answer.rows[0][0]}, {"x": None}]
    assert read_csv(answer)[1] in ([""], [])
    parquet = pq.read_table(io.BytesIO(to_parquet(answer)))
    assert parquet.column("x").to_pylist() == [answer.rows[0][0], None]


@pytest.mark.parametrize("kind", GRAPH)
def test_what_is_of_the_graph_is_whole(store: Store, driver: neo4j.Driver, kind: str) -> None:
    wanted = driver.execute_query(GRAPH[kind]).records[0]["x"]
    answer = asked(store, GRAPH[kind])
    value = answer.rows[0][0]
    assert_same(value, wanted)

    told_json = json.loads(to_json(answer))[0]["x"]
    assert_told(told_json, wanted)
    written = read_csv(answer)[0][0]
    assert pq.read_table(io.BytesIO(to_parquet(answer))).column("x")[0].as_py() == written
    assert_same(data_frame(answer.columns, answer.rows)["x"].iloc[0], wanted)

    for name, held in properties(wanted):
        assert f"{name}: {json.dumps(held, ensure_ascii=False)}" in written
    if kind.startswith("path"):
        assert ("<-[" in written) == (kind == "path back")
        assert ("<-[" in frame(answer)["x"].iloc[0]) == (kind == "path back")
    names = [of["name"] for of in nodes(wanted)]
    assert all(json.dumps(name) in frame(answer)["x"].iloc[0] for name in names)


def nodes(value: Any) -> list[Any]:
    if isinstance(value, neo4j.graph.Path):
        return list(value.nodes)
    found = value if isinstance(value, list) else [value]
    return [one for one in found if isinstance(one, neo4j.graph.Node)]


def properties(value: Any) -> list[tuple[str, Any]]:
    ties = value.relationships if isinstance(value, neo4j.graph.Path) else []
    alone = [value] if isinstance(value, neo4j.graph.Relationship) else []
    return [pair for one in (*nodes(value), *ties, *alone) for pair in one.items()]


def ends(tie: neo4j.graph.Relationship) -> tuple[str, ...]:
    return tuple(node.element_id for node in tie.nodes if node is not None)


def assert_same(value: Any, wanted: Any) -> None:
    """A value of ours is the driver's."""
    if isinstance(wanted, neo4j.graph.Path):
        assert isinstance(value, PathValue)
        for one, other in zip(value.entries, wanted.nodes, strict=True):
            assert_same(one, other)
        for tie, relationship in zip(value.ties, wanted.relationships, strict=True):
            assert_same(tie, relationship)
    elif isinstance(wanted, neo4j.graph.Node):
        held = value.key, frozenset(value.labels), dict(value.properties)
        assert isinstance(value, NodeValue)
        assert held == (wanted.element_id, wanted.labels, dict(wanted.items()))
    elif isinstance(wanted, neo4j.graph.Relationship):
        assert isinstance(value, RelationshipValue)
        assert (value.key, value.type, value.properties) == (
            wanted.element_id,
            wanted.type,
            dict(wanted.items()),
        )
        assert (value.source, value.target) == ends(wanted)
    else:
        for one, other in zip(value, wanted, strict=True):
            assert_same(one, other)


def assert_told(told: Any, wanted: Any) -> None:
    """JSON says of it what the driver says: who, of what kind, from where to where."""
    if isinstance(wanted, neo4j.graph.Path):
        for one, other in zip(told["nodes"], wanted.nodes, strict=True):
            assert_told(one, other)
        for tie, relationship in zip(told["relationships"], wanted.relationships, strict=True):
            assert_told(tie, relationship)
    elif isinstance(wanted, neo4j.graph.Node):
        assert told == {
            "elementId": wanted.element_id,
            "labels": sorted(wanted.labels),
            "properties": dict(wanted.items()),
        }
    elif isinstance(wanted, neo4j.graph.Relationship):
        start, end = ends(wanted)
        assert told == {
            "elementId": wanted.element_id,
            "type": wanted.type,
            "startNodeElementId": start,
            "endNodeElementId": end,
            "properties": dict(wanted.items()),
        }
    else:
        for one, other in zip(told, wanted, strict=True):
            assert_told(one, other)


def test_a_vector_is_a_list_of_numbers(store: Store) -> None:
    if "2026" in store.version():
        found = asked(store, "CYPHER 25 RETURN vector([1.5, 2, 3], 3, FLOAT32) AS v").rows
        assert found == (([1.5, 2.0, 3.0],),)


def test_maps_of_several_kinds_are_text_in_parquet_and_stay_apart(store: Store) -> None:
    answer = asked(store, "UNWIND [{a: 1}, {b: 2}, null] AS x RETURN x")
    parquet = pq.read_table(io.BytesIO(to_parquet(answer)))
    assert parquet.column("x").to_pylist() == ["{a: 1}", "{b: 2}", None]
