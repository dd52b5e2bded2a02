"""The statements that write, read and sweep, built from the vocabulary alone.

Values always travel as parameters, column by column (one list per field): a statement has few texts
to plan, and a column packs smaller than a map per row. Identifiers come from the schema, which has
checked them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from graph_model.schema import NodeType, RelationshipType

Filled = frozenset[str] | None

EACH = "UNWIND range(0, size($id) - 1) AS i"
STAMP = (
    "{0}.dataset = $dataset, {0}.load_id = $load_id, {0}.last_seen = $now, {0}.first_seen ="
    " coalesce({0}.first_seen, $now)"
)


def each_tie(source: str, target: str) -> str:
    """Every tie of the rows with its ends. Rows come by their start, `$first` says where each
    begins: it is looked for once and not with every tie.

    >>> print(each_tie("Member", "Issue"))
    UNWIND range(0, size($from_id) - 1) AS s
    MATCH (a:Member {id: $from_id[s]})
    UNWIND range($first[s], $first[s + 1] - 1) AS i
    MATCH (b:Issue {id: $to_id[i]})
    """
    start = (
        f"UNWIND range(0, size($from_id) - 1) AS s\nMATCH (a:{source} {{id: $from_id[s]}})\nUNWIND"
        " range($first[s], $first[s + 1] - 1) AS i"
    )
    return f"{start}\nMATCH (b:{target} {{id: $to_id[i]}})"


def constraint(kind: NodeType) -> str:
    """Ids of a label are unique; the index behind it is what makes loads fast."""
    return (
        f"CREATE CONSTRAINT {kind.file}_id IF NOT EXISTS FOR (n:{kind.label}) REQUIRE n.id IS"
        " UNIQUE"
    )


TEXT_INDEX = "linkages_text"


def text_index(labels: Sequence[str], properties: Sequence[str]) -> tuple[str, str]:
    """The name and the statement of the full-text index; accents are folded. Its name tells what it
    holds, so a changed one is made anew.

    >>> name, statement = text_index(("Member",), ("id", "name"))
    >>> print(statement.replace(name, "NAME"))
    CREATE FULLTEXT INDEX NAME IF NOT EXISTS FOR (n:Member) ON EACH [n.id, n.name]
    OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-folding'}}
    """
    over = f"FOR (n:{'|'.join(labels)}) ON EACH [{', '.join(f'n.{name}' for name in properties)}]"
    name = f"{TEXT_INDEX}_{hashlib.sha256(over.encode()).hexdigest()[:8]}"
    return (
        name,
        (
            f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS {over}\nOPTIONS {{indexConfig:"
            " {`fulltext.analyzer`: 'standard-folding'}}"
        ),
    )


INDICES = "SHOW INDEXES YIELD name RETURN name"
PROPOSE = (
    "CALL db.index.fulltext.queryNodes($index, $phrase, {limit: $limit}) YIELD node\nRETURN node.id"
    " AS id"
)


def write_nodes(
    kind: NodeType, filled: Filled = None, constant: frozenset[str] = frozenset(), new: bool = False
) -> str:
    """Add or change nodes of a label; `filled` names the fields to write where not all are,
    `constant` those whose one value all rows share.

    `new` says that none of them is there: they need not be looked for.

    >>> from graph_model.vocabulary import SCHEMA
    >>> print(write_nodes(SCHEMA.by_label["Phase"]).splitlines()[1])
    MERGE (n:Phase {id: $id[i]})
    >>> print(write_nodes(SCHEMA.by_label["Phase"], frozenset({"status"}), frozenset({"status"}), new=True).splitlines()[1])
    CREATE (n:Phase {id: $id[i], status: $status, dataset: $dataset, load_id: $load_id, last_seen: $now, first_seen: $now})
    """
    if new:
        return f"{EACH}\nCREATE (n:{kind.label} {{id: $id[i], {_made(kind, filled, constant)}}})"
    return (
        f"{EACH}\nMERGE (n:{kind.label} {{id: $id[i]}})\nSET {_assign('n', kind, filled, constant)}"
    )


def write_ties(
    kind: RelationshipType,
    source: str,
    target: str,
    filled: Filled = None,
    constant: frozenset[str] = frozenset(),
    new: bool = False,
) -> str:
    """Add or change relationships of a type between two labels; as `write_nodes`."""
    ends = each_tie(source, target)
    if new:
        return f"{ends}\nCREATE (a)-[r:{kind.name} {{{_made(kind, filled, constant)}}}]->(b)"
    return f"{ends}\nMERGE (a)-[r:{kind.name}]->(b)\nSET {_assign('r', kind, filled, constant)}"


def count(kind: NodeType | RelationshipType) -> str:
    """How many there are in all, whoever made them: the database keeps this number ready."""
    what = f"(n:{kind.label})" if isinstance(kind, NodeType) else f"()-[r:{kind.name}]->()"
    return f"MATCH {what}\nRETURN count(*) AS number"


def sweep_nodes(kind: NodeType) -> str:
    """Remove nodes that the dataset no longer brings. No DETACH: what others tied to them must not
    vanish with them.
    """
    return f"{EACH}\nMATCH (n:{kind.label} {{id: $id[i]}})\nWHERE n.dataset = $dataset\nDELETE n"


def sweep_ties(kind: RelationshipType, source: str, target: str) -> str:
    """Remove relationships that the dataset no longer brings."""
    return (
        f"{each_tie(source, target)}\nMATCH (a)-[r:{kind.name}]->(b)\nWHERE r.dataset ="
        " $dataset\nDELETE r"
    )


def _written(name: str) -> str:
    """What is ours: rows that a load brought, and nothing that an analyst made by hand."""
    return f"{name}.dataset IS NOT NULL AND {name}.first_seen IS NOT NULL"


# A small graph in two statements, collected on the server: a record per row is slower to carry, a
# statement per type slower to plan.
READ_NODES = f"""\
MATCH (n)
WHERE {_written("n")}
RETURN head([label IN labels(n) WHERE label IN $labels]) AS kind, collect([n.id, n.dataset, properties(n)]) AS rows"""
READ_TIES = f"""\
MATCH (a)-[r]->(b)
WHERE {_written("r")}
RETURN type(r) AS kind, collect([a.id, b.id, r.dataset, properties(r)]) AS rows"""
HOW_MANY = "MATCH ()-[r]->()\nRETURN count(r) AS number"


PROPERTIES = "CALL db.propertyKeys() YIELD propertyKey\nRETURN collect(propertyKey) AS names"


def read_all(kind: NodeType | RelationshipType, fields: Sequence[str]) -> str:
    """Every row of a type, its fields by name: in a large graph their names and the database's own
    fields would be most of what travels.

    Relationships come by their start and as they are found, so that the server finds the next while
    the last are read.

    >>> from graph_model.vocabulary import SCHEMA
    >>> print(read_all(SCHEMA.by_label["Setting"], ["value", "note"]).splitlines()[2])
    RETURN collect([n.id, n.dataset, n.value, n.note]) AS rows
    >>> print(read_all(SCHEMA.by_name["PART_OF"], ["note"]))
    MATCH (a:Issue|Venue)
    WITH a.id AS id, [(a)-[r:PART_OF]->(b) WHERE r.dataset IS NOT NULL AND r.first_seen IS NOT NULL | [b.id, r.dataset, r.note]] AS rows
    WHERE size(rows) > 0
    RETURN id, rows
    """
    if isinstance(kind, NodeType):
        wanted = ", ".join(f"n.{field}" for field in ("id", "dataset", *fields))
        return f"MATCH (n:{kind.label})\nWHERE {_written('n')}\nRETURN collect([{wanted}]) AS rows"
    wanted = ", ".join(("b.id", *(f"r.{field}" for field in ("dataset", *fields))))
    ties = f"[(a)-[r:{kind.name}]->(b) WHERE {_written('r')} | [{wanted}]]"
    return (
        f"MATCH (a:{'|'.join(kind.sources)})\nWITH a.id AS id, {ties} AS rows\nWHERE size(rows) >"
        " 0\nRETURN id, rows"
    )


COUNT_NODES = f"MATCH (n)\nWHERE {_written('n')}\nRETURN labels(n)[0] AS kind, count(*) AS number"
COUNT_TIES = (
    "MATCH ()-[r]->()\nWHERE r.dataset IS NOT NULL\nRETURN type(r) AS kind, count(*) AS number"
)

# The history. A turn has one number, given by the database: clocks of two machines may differ.
LOADS = """\
MATCH (l:LinkagesLoad)
WITH l ORDER BY coalesce(l.number, 0) DESC, l.finished DESC
RETURN l.id AS id, l.dataset AS dataset, l.finished AS finished, l.files AS files, coalesce(l.new, l.rows, 0) AS new,
       coalesce(l.changed, 0) AS changed, coalesce(l.gone, 0) AS gone, coalesce(l.note, '') AS note, coalesce(l.undoes, '') AS undoes,
       coalesce(l.past_bytes, 0) > 0 AS kept"""
LAST_LOAD = (
    "MATCH (l:LinkagesLoad)\nRETURN l.id AS id\nORDER BY coalesce(l.number, 0) DESC, l.finished"
    " DESC\nLIMIT 1"
)
ONE_TURN = (
    "CREATE CONSTRAINT linkages_turn IF NOT EXISTS FOR (t:LinkagesTurn) REQUIRE t.id IS UNIQUE"
)
TAKE_TURN = (
    "MERGE (t:LinkagesTurn {id: 'load'})\nSET t.load_id = $load_id, t.number = coalesce(t.number,"
    " 0) + 1\nRETURN t.number AS number"
)
# Neo4j shows the rows of a transaction while its commit puts them in place, one after another. So a
# commit is announced and its end noted,
# in transactions of their own: who reads looks before and after, and where one was under way takes
# the turn, which is free when it is done.
BEGUN = "MERGE (t:LinkagesTurn {id: 'commit'})\nSET t.begun = $load_id"
ENDED = "MATCH (t:LinkagesTurn {id: 'commit'})\nWHERE t.begun = $load_id\nSET t.ended = $load_id"
COMMITS = "MATCH (t:LinkagesTurn {id: 'commit'})\nRETURN t.begun AS begun, t.ended AS ended"
HOLD_TURN = "MERGE (t:LinkagesTurn {id: 'load'})\nSET t.held = randomUUID()"
NOTE_LOAD = """\
CREATE (:LinkagesLoad {id: $load_id, number: $number, dataset: $dataset, finished: $now, files: $files, new: $new, changed: $changed, gone: $gone,
                       note: $note, undoes: $undoes, past_bytes: $past_bytes})"""
KEEP_PAST = "CREATE (:LinkagesPast {load_id: $load_id, past: $past})"
PAST = "MATCH (p:LinkagesPast {load_id: $load_id})\nRETURN p.past AS past"
PAST_SIZES = (
    "MATCH (l:LinkagesLoad)\nWHERE l.past_bytes > 0\nRETURN l.id AS id, l.past_bytes AS"
    " bytes\nORDER BY l.number DESC"
)
DROP_PASTS = """\
MATCH (l:LinkagesLoad)
WHERE l.id IN $ids
SET l.past_bytes = 0
WITH l
MATCH (p:LinkagesPast {load_id: l.id})
DELETE p"""

# The console's own housekeeping; what an analyst asks is never put together with text of ours.
MARKED = "SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData[$key] = $mark"
END = "TERMINATE TRANSACTIONS $ids"
SETTINGS = "SHOW SETTINGS YIELD name, value WHERE name IN $names"

# The whole, for a backup, and its way back.
ALL_LOADS = "MATCH (l:LinkagesLoad)\nRETURN properties(l) AS load"
ALL_PASTS = "MATCH (p:LinkagesPast)\nRETURN p.load_id AS id, p.past AS past"
TURN = "MATCH (t:LinkagesTurn {id: 'load'})\nRETURN t.number AS number"
CLEAR = (
    f"MATCH ()-[r]->()\nWHERE {_written('r')}\nDELETE r",
    f"MATCH (n)\nWHERE ({_written('n')}) OR n:LinkagesLoad OR n:LinkagesPast\nDELETE n",
)
PUT_LOADS = "UNWIND $rows AS row\nCREATE (l:LinkagesLoad)\nSET l = row"
PUT_TURN = "MATCH (t:LinkagesTurn {id: 'load'})\nSET t.number = $number"


def put_nodes(kind: NodeType) -> str:
    """Nodes of a label exactly as a backup has them."""
    return f"UNWIND $rows AS row\nCREATE (n:{kind.label})\nSET n = row"


def put_ties(kind: RelationshipType, source: str, target: str) -> str:
    """Relationships of a type exactly as a backup has them."""
    ends = f"MATCH (a:{source} {{id: row.from_id}})\nMATCH (b:{target} {{id: row.to_id}})"
    return f"UNWIND $rows AS row\n{ends}\nCREATE (a)-[r:{kind.name}]->(b)\nSET r = row.fields"


def _values(
    kind: NodeType | RelationshipType, filled: Filled, constant: frozenset[str]
) -> list[tuple[str, str]]:
    wanted = (field.name for field in kind.fields if filled is None or field.name in filled)
    return [(name, f"${name}" if name in constant else f"${name}[i]") for name in wanted]


def _assign(
    name: str, kind: NodeType | RelationshipType, filled: Filled, constant: frozenset[str]
) -> str:
    return ", ".join(
        (
            *(f"{name}.{field} = {value}" for field, value in _values(kind, filled, constant)),
            STAMP.format(name),
        )
    )


def _made(kind: NodeType | RelationshipType, filled: Filled, constant: frozenset[str]) -> str:
    stamp = (
        ("dataset", "$dataset"),
        ("load_id", "$load_id"),
        ("last_seen", "$now"),
        ("first_seen", "$now"),
    )
    return ", ".join(
        f"{field}: {value}" for field, value in (*_values(kind, filled, constant), *stamp)
    )
