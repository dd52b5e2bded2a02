"""The statements that write, read and sweep, built from the vocabulary alone.

Values always travel as parameters, column by column (one list per field): a statement has few texts
to plan, and a column packs smaller than a map per row. Identifiers come from the schema, which has
checked them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from graph_model.schema import MARK, NodeType, RelationshipType
from graph_model.vocabulary import SCHEMA

Filled = frozenset[str] | None

#: Every label and every type of ours, as patterns name them.
LABELS = "|".join(SCHEMA.by_label)
TYPES = "|".join(SCHEMA.by_name)
#: The form in which rows are kept; a load notes it, and one without it is of an earlier Linkages.
FORM = 2

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
    MATCH (a:Member {id: $from_id[s], linkages_row: 'Member'})
    UNWIND range($first[s], $first[s + 1] - 1) AS i
    MATCH (b:Issue {id: $to_id[i], linkages_row: 'Issue'})
    """
    return (
        "UNWIND range(0, size($from_id) - 1) AS s\n"
        f"MATCH {ours('a', source, '$from_id[s]')}\n"
        "UNWIND range($first[s], $first[s + 1] - 1) AS i\n"
        f"MATCH {ours('b', target, '$to_id[i]')}"
    )


def ours(name: str, label: str, id: str) -> str:
    """The pattern of a row of ours, and of nobody else's.

    Parameters
    ----------
    name : str
        The variable of the pattern.
    label : str
        Its label.
    id : str
        The id, as an expression of Cypher.

    Returns
    -------
    str
        A pattern of a node.

    Examples
    --------
    >>> ours("m", "Member", "$id")
    "(m:Member {id: $id, linkages_row: 'Member'})"
    """
    return f"({name}:{label} {{id: {id}, {mark(label)}}})"


def mark(kind: str) -> str:
    """The mark, as a map has it.

    Parameters
    ----------
    kind : str
        A label or a relationship type.

    Returns
    -------
    str
        A property with its value, in Cypher.

    Examples
    --------
    >>> mark("Member")
    "linkages_row: 'Member'"
    """
    return f"{MARK}: '{kind}'"


def constraint(kind: NodeType) -> str:
    """Ids of a label are unique; the index behind it is what makes loads fast.

    Parameters
    ----------
    kind : NodeType
        A label of the vocabulary.

    Returns
    -------
    str
        A statement that does nothing where the constraint is there.

    Examples
    --------
    >>> from graph_model.vocabulary import SCHEMA
    >>> constraint(SCHEMA.by_label["Member"]).splitlines()[0]
    'CREATE CONSTRAINT linkages_member_id IF NOT EXISTS FOR (n:Member) REQUIRE n.id IS UNIQUE'
    """
    return (
        f"CREATE CONSTRAINT {constraint_name(kind)} IF NOT EXISTS FOR (n:{kind.label}) REQUIRE"
        " n.id IS UNIQUE"
    )


def constraint_name(kind: NodeType) -> str:
    """Names of ours begin with our name."""
    return f"linkages_{kind.file}_id"


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


PROPOSE = (
    "CALL db.index.fulltext.queryNodes($index, $phrase, {limit: $limit}) YIELD node\nWHERE"
    f" node.{MARK} IN labels(node)\nRETURN node.id AS id"
)


def write_nodes(
    kind: NodeType, filled: Filled = None, constant: frozenset[str] = frozenset(), new: bool = False
) -> str:
    """Add or change nodes of a label; `filled` names the fields to write where not all are,
    `constant` those whose one value all rows share.

    `new` says that none of them is there: they need not be looked for.

    >>> from graph_model.vocabulary import SCHEMA
    >>> print(write_nodes(SCHEMA.by_label["Phase"]).splitlines()[1])
    MERGE (n:Phase {id: $id[i], linkages_row: 'Phase'})
    >>> print(
    ...     write_nodes(
    ...         SCHEMA.by_label["Phase"], frozenset({"status"}), frozenset({"status"}), new=True
    ...     ).splitlines()[1]
    ... )
    CREATE (n:Phase {id: $id[i], linkages_row: 'Phase', status: $status, dataset: $dataset,
      load_id: $load_id, last_seen: $now, first_seen: $now})
    """
    if new:
        made = f"id: $id[i], {mark(kind.label)}, {_made(kind, filled, constant)}"
        return f"{EACH}\nCREATE (n:{kind.label} {{{made}}})"
    return (
        f"{EACH}\nMERGE {ours('n', kind.label, '$id[i]')}\nSET"
        f" {_assign('n', kind, filled, constant)}"
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
    tie = f"r:{kind.name} {{{mark(kind.name)}"
    if new:
        return f"{ends}\nCREATE (a)-[{tie}, {_made(kind, filled, constant)}}}]->(b)"
    return f"{ends}\nMERGE (a)-[{tie}}}]->(b)\nSET {_assign('r', kind, filled, constant)}"


def sweep_nodes(kind: NodeType) -> str:
    """Remove nodes that the dataset no longer brings. No DETACH: what others tied to them must not
    vanish with them.
    """
    found = f"{EACH}\nMATCH {ours('n', kind.label, '$id[i]')}"
    return f"{found}\nWHERE n.dataset = $dataset\nDELETE n"


def sweep_ties(kind: RelationshipType, source: str, target: str) -> str:
    """Remove relationships that the dataset no longer brings."""
    tie = f"(a)-[r:{kind.name} {{{mark(kind.name)}}}]->(b)"
    return f"{each_tie(source, target)}\nMATCH {tie}\nWHERE r.dataset = $dataset\nDELETE r"


#: What is ours, among all nodes of our labels and all relationships of our types.
NODE_OF_OURS = f"n.{MARK} IN labels(n) AND n.{MARK} IN $labels"
TIE_OF_OURS = f"r.{MARK} = type(r) AND a.{MARK} IN labels(a) AND b.{MARK} IN labels(b)"

# A small graph in two statements, collected on the server: a record per row is slower to carry, a
# statement per type slower to plan.
READ_NODES = f"""\
MATCH (n:{LABELS})
WHERE {NODE_OF_OURS}
RETURN n.{MARK} AS kind, collect([n.id, n.dataset, properties(n)]) AS rows"""
READ_TIES = f"""\
MATCH (a)-[r:{TYPES}]->(b)
WHERE r.{MARK} = type(r)
RETURN type(r) AS kind, collect([a.id, b.id, r.dataset, properties(r)]) AS rows"""
HOW_MANY = "MATCH ()-[r]->()\nRETURN count(r) AS number"


PROPERTIES = "CALL db.propertyKeys() YIELD propertyKey\nRETURN collect(propertyKey) AS names"


def read_all(kind: NodeType | RelationshipType, fields: Sequence[str]) -> str:
    """Every row of a type, its fields by name: in a large graph their names and the database's own
    fields would be most of what travels.

    Relationships come by their start and as they are found, so that the server finds the next while
    the last are read.

    >>> from graph_model.vocabulary import SCHEMA
    >>> print(read_all(SCHEMA.by_label["Setting"], ["value", "note"]).splitlines()[1])
    RETURN collect([n.id, n.dataset, n.value, n.note]) AS rows
    >>> print(read_all(SCHEMA.by_name["PART_OF"], ["note"]))
    MATCH (a:Issue|Venue)
    WITH a.id AS id,
      [(a)-[r:PART_OF]->(b) WHERE r.linkages_row = 'PART_OF' | [b.id, r.dataset, r.note]] AS rows
    WHERE size(rows) > 0
    RETURN id, rows
    """
    if isinstance(kind, NodeType):
        wanted = ", ".join(f"n.{field}" for field in ("id", "dataset", *fields))
        return f"MATCH (n:{kind.label} {{{mark(kind.label)}}})\nRETURN collect([{wanted}]) AS rows"
    wanted = ", ".join(("b.id", *(f"r.{field}" for field in ("dataset", *fields))))
    ties = f"[(a)-[r:{kind.name}]->(b) WHERE r.{MARK} = '{kind.name}' | [{wanted}]]"
    return (
        f"MATCH (a:{'|'.join(kind.sources)})\nWITH a.id AS id, {ties} AS rows\nWHERE size(rows) >"
        " 0\nRETURN id, rows"
    )


COUNT_NODES = (
    f"MATCH (n:{LABELS})\nWHERE {NODE_OF_OURS}\nRETURN n.{MARK} AS kind, count(*) AS number"
)
COUNT_TIES = (
    f"MATCH (a)-[r:{TYPES}]->(b)\nWHERE {TIE_OF_OURS}\nRETURN type(r) AS kind, count(*) AS number"
)

# The history. A turn has one number, given by the database: clocks of two machines may differ.
LOADS = """\
MATCH (l:LinkagesLoad)
WITH l ORDER BY coalesce(l.number, 0) DESC, l.finished DESC
RETURN l.id AS id, l.dataset AS dataset, l.finished AS finished, l.files AS files,
       coalesce(l.new, l.rows, 0) AS new, coalesce(l.changed, 0) AS changed,
       coalesce(l.gone, 0) AS gone, coalesce(l.note, '') AS note, coalesce(l.undoes, '') AS undoes,
       coalesce(l.past_bytes, 0) > 0 AS kept, coalesce(l.by, '') AS by"""
LAST_LOAD = (
    "MATCH (l:LinkagesLoad)\nRETURN l.id AS id, coalesce(l.form, 1) AS form\nORDER BY"
    " coalesce(l.number, 0) DESC, l.finished DESC\nLIMIT 1"
)
ONE_TURN = (
    "CREATE CONSTRAINT linkages_turn IF NOT EXISTS FOR (t:LinkagesTurn) REQUIRE t.id IS UNIQUE"
)
TAKE_TURN = (
    "MERGE (t:LinkagesTurn {id: 'load'})\nSET t.load_id = $load_id, t.number = coalesce(t.number,"
    " 0) + 1\nRETURN t.number AS number"
)
# Neo4j shows the rows of a transaction while its commit puts them in place, one after another. So a
# commit is announced and its end noted, in transactions of their own: who reads looks before and
# after, and where one was under way takes the turn, which is free when it is done.
BEGUN = "MERGE (t:LinkagesTurn {id: 'commit'})\nSET t.begun = $load_id"
ENDED = "MATCH (t:LinkagesTurn {id: 'commit'})\nWHERE t.begun = $load_id\nSET t.ended = $load_id"
COMMITS = "MATCH (t:LinkagesTurn {id: 'commit'})\nRETURN t.begun AS begun, t.ended AS ended"
HOLD_TURN = "MERGE (t:LinkagesTurn {id: 'load'})\nSET t.held = randomUUID()"
NOTE_LOAD = f"""\
CREATE (:LinkagesLoad {{form: {FORM}, id: $load_id, number: $number, dataset: $dataset,
  finished: $now, files: $files, new: $new, changed: $changed, gone: $gone,
  note: $note, undoes: $undoes, past_bytes: $past_bytes, by: $by}})"""
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
CLEAR_TIES = f"MATCH (a:{LABELS})-[r:{TYPES}]->(b:{LABELS})\nWHERE {TIE_OF_OURS}\nDELETE r"
CLEAR_NODES = f"MATCH (n:{LABELS})\nWHERE {NODE_OF_OURS} AND NOT n.id IN $kept\nDELETE n"
CLEAR_HISTORY = "MATCH (n:LinkagesLoad|LinkagesPast)\nDELETE n"
CLEAR_TURN = "MATCH (t:LinkagesTurn)\nDELETE t"
PUT_LOADS = f"UNWIND $rows AS row\nCREATE (l:LinkagesLoad)\nSET l = row, l.form = {FORM}"
PUT_TURN = "MATCH (t:LinkagesTurn {id: 'load'})\nSET t.number = $number"


def put_nodes(kind: NodeType) -> str:
    """Nodes of a label exactly as a backup has them; one that was taken over is there already."""
    return f"UNWIND $rows AS row\nMERGE {ours('n', kind.label, 'row.id')}\nSET n += row"


def put_ties(kind: RelationshipType, source: str, target: str) -> str:
    """Relationships of a type exactly as a backup has them."""
    ends = f"MATCH {ours('a', source, 'row.from_id')}\nMATCH {ours('b', target, 'row.to_id')}"
    tie = f"CREATE (a)-[r:{kind.name}]->(b)\nSET r = row.fields, r.{MARK} = '{kind.name}'"
    return f"UNWIND $rows AS row\n{ends}\n{tie}"


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
