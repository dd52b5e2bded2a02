"""A Cypher script that makes the same graph in an empty Neo4j: `cypher-shell -f linkages.cypher`, or pasted into Neo4j Browser.

Names of labels and properties come from the vocabulary, which has checked them; every value is a literal in which backslashes, quotes and
control characters are escaped. A test replays hostile texts on both lines of Neo4j, because older ones read ``\\u0027`` as a quote very early.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from graph_model import cypher
from graph_model.rows import RelationshipRow, Value
from graph_model.vocabulary import SCHEMA
from loaders.graph_files.bundle import Bundle

BATCH = 500
ODD = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
PLAIN = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\t": r"\t"}
STAMP = "{0}.dataset = row.dataset, {0}.load_id = '{1}', {0}.first_seen = toString(datetime()), {0}.last_seen = toString(datetime())"


def as_cypher(bundle: Bundle) -> bytes:
    """The bundle as one script; each statement ends with ``;`` at the end of a line."""
    told = json.dumps(bundle.about, ensure_ascii=True, sort_keys=True)
    return "\n".join([f"// Linkages: a whole graph for an empty Neo4j. {told}", *(f"{statement};" for statement in statements(bundle)), ""]).encode()


def statements(bundle: Bundle) -> Iterator[str]:
    """The statements one by one: constraints, nodes, relationships, the note of the load."""
    snapshot = bundle.snapshot
    load_id = f"script-{snapshot.version}"
    for kind in SCHEMA.nodes:
        yield cypher.constraint(kind)
    for kind in SCHEMA.nodes:
        nodes = snapshot.of(kind.label)
        for batch in (nodes[start : start + BATCH] for start in range(0, len(nodes), BATCH)):
            rows = ",\n ".join(_map({"id": row.id, "dataset": row.dataset}, row.fields) for row in batch)
            yield f"UNWIND [\n {rows}] AS row\nMERGE (n:{kind.label} {{id: row.id}})\nSET n += row.fields, {STAMP.format('n', load_id)}"
    by_ends: defaultdict[tuple[str, str, str], list[RelationshipRow]] = defaultdict(list)
    for tie in snapshot.relationships:
        by_ends[tie.type, snapshot.nodes[tie.source].label, snapshot.nodes[tie.target].label].append(tie)
    for (type, source, target), ties in sorted(by_ends.items()):
        for part in (ties[start : start + BATCH] for start in range(0, len(ties), BATCH)):
            rows = ",\n ".join(_map({"a": tie.source, "b": tie.target, "dataset": tie.dataset}, tie.fields) for tie in part)
            ends = f"MATCH (a:{source} {{id: row.a}})\nMATCH (b:{target} {{id: row.b}})"
            yield f"UNWIND [\n {rows}] AS row\n{ends}\nMERGE (a)-[r:{type}]->(b)\nSET r += row.fields, {STAMP.format('r', load_id)}"
    total = len(snapshot.nodes) + len(snapshot.relationships)
    yield f"CREATE (:LinkagesLoad {{id: '{load_id}', dataset: 'script', finished: toString(datetime()), rows: {total}, files: ['a Cypher script']}})"


def literal(value: Value) -> str:
    """A value as a Cypher literal that reads back equal, on both lines of Neo4j.

    >>> print(literal("it's"), literal(True), literal(0.5))
    'it\\'s' true 0.5
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{ODD.sub(_escaped, value)}'" if isinstance(value, str) else repr(value)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return PLAIN.get(char) or (r"\uFFFD" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04X}")


def _map(own: Mapping[str, str], fields: Mapping[str, Value]) -> str:
    inside = ", ".join(f"{name}: {literal(value)}" for name, value in sorted(fields.items()))
    return "{" + ", ".join(f"{name}: {literal(value)}" for name, value in own.items()) + f", fields: {{{inside}}}}}"
