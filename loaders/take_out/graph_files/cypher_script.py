"""A Cypher script that makes the same graph in an empty Neo4j: `cypher-shell -f linkages.cypher`,
or pasted into Neo4j Browser.

Names of labels and properties come from the vocabulary, which has checked them; every value is a
literal in which backslashes, quotes and control characters are escaped. A test replays hostile
texts on both lines of Neo4j, because older ones read ``\\u0027`` as a quote very early.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from graph_model.database import cypher_text
from graph_model.rows import NodeRow, RelationshipRow, Value
from graph_model.vocabulary import SCHEMA
from loaders.take_out.graph_files.bundle import Bundle

R = TypeVar("R", NodeRow, RelationshipRow)
BATCH = 500
ODD = re.compile(r"[\\'\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
PLAIN = {"\\": r"\\", "'": r"\'", "\n": r"\n", "\t": r"\t"}
STAMP = (
    "{0}.load_id = '{1}', {0}.first_seen = toString(datetime()), {0}.last_seen ="
    " toString(datetime())"
)


def as_cypher(bundle: Bundle) -> bytes:
    """The bundle as one script; each statement ends with ``;`` at the end of a line."""
    told = json.dumps(bundle.about, ensure_ascii=True, sort_keys=True)
    return "\n".join(
        [
            f"// Linkages: a whole graph for an empty Neo4j. {told}",
            *(f"{statement};" for statement in statements(bundle)),
            "",
        ]
    ).encode()


def statements(bundle: Bundle) -> Iterator[str]:
    """The statements one by one: constraints, nodes, relationships, the note of the load."""
    snapshot = bundle.snapshot
    load_id = f"script-{snapshot.version}"
    for kind in SCHEMA.nodes:
        yield cypher_text.constraint(kind)
    for kind in SCHEMA.nodes:
        for nodes in _batches(snapshot.of(kind.label)):
            keys = {"id": [row.id for row in nodes]}
            yield _statement(
                nodes, keys, f"MERGE {cypher_text.ours('n', kind.label, 'c_id[i]')}", "n", load_id
            )
    by_ends: defaultdict[tuple[str, str, str], list[RelationshipRow]] = defaultdict(list)
    for tie in snapshot.relationships:
        by_ends[
            tie.type, snapshot.nodes[tie.source].label, snapshot.nodes[tie.target].label
        ].append(tie)
    for (type, source, target), every in sorted(by_ends.items()):
        for ties in _batches(every):
            keys = {"from_id": [row.source for row in ties], "to_id": [row.target for row in ties]}
            ends = (
                f"MATCH {cypher_text.ours('a', source, 'c_from_id[i]')}\nMATCH"
                f" {cypher_text.ours('b', target, 'c_to_id[i]')}"
            )
            yield _statement(
                ties,
                keys,
                f"{ends}\nMERGE (a)-[r:{type} {{{cypher_text.mark(type)}}}]->(b)",
                "r",
                load_id,
            )
    total = len(snapshot.nodes) + len(snapshot.relationships)
    yield (
        f"CREATE (:LinkagesLoad {{form: {cypher_text.FORM}, id: '{load_id}', dataset: 'script',"
        f" finished: toString(datetime()), rows: {total}, files: ['a Cypher script']}})"
    )


def _batches(rows: Sequence[R]) -> Iterator[Sequence[R]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _statement(
    rows: Sequence[NodeRow] | Sequence[RelationshipRow],
    keys: Mapping[str, Sequence[str]],
    merge: str,
    name: str,
    load_id: str,
) -> str:
    """Rows as one list of literals per column: Neo4j takes such a list as a whole, a list of maps
    it would read part by part.
    """
    fields = sorted({name for row in rows for name in row.fields})
    columns: dict[str, Sequence[Value | None]] = {**keys, "dataset": [row.dataset for row in rows]}
    columns.update({its: [row.fields.get(its) for row in rows] for its in fields})
    lists = ",\n ".join(
        f"[{', '.join(map(literal, values))}] AS c_{its}" for its, values in columns.items()
    )
    own = ", ".join(f"{name}.{its} = c_{its}[i]" for its in (*fields, "dataset"))
    return (
        f"WITH\n {lists}\nUNWIND range(0, {len(rows) - 1}) AS i\n{merge}\nSET {own},"
        f" {STAMP.format(name, load_id)}"
    )


def literal(value: Value | None) -> str:
    """A value as a Cypher literal that reads back equal, on both lines of Neo4j.

    >>> print(literal("it's"), literal(True), literal(0.5))
    'it\\'s' true 0.5
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f"'{ODD.sub(_escaped, value)}'" if isinstance(value, str) else repr(value)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return PLAIN.get(char) or (r"\uFFFD" if "\ud800" <= char <= "\udfff" else f"\\u{ord(char):04X}")
