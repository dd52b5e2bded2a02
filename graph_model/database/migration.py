"""Rows of an earlier Linkages get the mark that says whose they are, and can lose it again.

Before they had it, rows of ours were known by `load_id`: the id of a load that is in the history,
which nobody else writes. The steps add or remove one property, in parts; what was broken off is
begun again.
"""

from __future__ import annotations

from graph_model.database import constraints_and_indexes, cypher_text
from graph_model.database.reading import Reader
from graph_model.schema import MARK
from graph_model.vocabulary import SCHEMA

PARTS = "IN TRANSACTIONS OF 10000 ROWS"
KNOWN = "MATCH (l:LinkagesLoad)\nRETURN collect(l.id) AS ids"
_OF_OURS = "{0}.load_id IN $known AND {0}.dataset IS NOT NULL AND {0}.first_seen IS NOT NULL"
FORWARDS = (
    f"MATCH (n:{cypher_text.LABELS})\nWHERE n.{MARK} IS NULL AND {_OF_OURS.format('n')}\nCALL (n)"
    f" {{ SET n.{MARK} = head([label IN $labels WHERE label IN labels(n)]) }} {PARTS}\nRETURN"
    " count(n) AS number",
    f"MATCH (a)-[r:{cypher_text.TYPES}]->(b)\nWHERE r.{MARK} IS NULL AND {_OF_OURS.format('r')}"
    f" AND a.{MARK} IN labels(a) AND b.{MARK} IN labels(b)\nCALL (r) {{ SET r.{MARK} = type(r) }}"
    f" {PARTS}\nRETURN count(r) AS number",
)
BACKWARDS = (  # ties first: whose they are is told by their ends too
    f"MATCH (a)-[r:{cypher_text.TYPES}]->(b)\nWHERE {cypher_text.TIE_OF_OURS}\nCALL (r) {{ REMOVE"
    f" r.{MARK} }} {PARTS}\nRETURN count(r) AS number",
    f"MATCH (n:{cypher_text.LABELS})\nWHERE {cypher_text.NODE_OF_OURS}\nCALL (n) {{ REMOVE"
    f" n.{MARK} }} {PARTS}\nRETURN count(n) AS number",
)
NOTE_FORM = "MATCH (l:LinkagesLoad)\nSET l.form = $form"
FORGET_FORM = "MATCH (l:LinkagesLoad)\nREMOVE l.form"


def forwards(session: Reader) -> int:
    """Mark the rows; how many. Constraints of ours get names of ours."""
    known = session.run(KNOWN).single(strict=True)["ids"]
    number = sum(_number(session, statement, known) for statement in FORWARDS)
    for name, made in constraints_and_indexes.renamed(
        constraints_and_indexes.indexes(session)
    ).items():
        session.run(f"DROP CONSTRAINT `{name}` IF EXISTS").consume()
        session.run(made).consume()
    session.run(NOTE_FORM, {"form": cypher_text.FORM}).consume()
    return number


def backwards(session: Reader) -> int:
    """Take the mark away; how many rows had it."""
    session.run(FORGET_FORM).consume()
    return sum(_number(session, statement, []) for statement in BACKWARDS)


def _number(session: Reader, statement: str, known: list[str]) -> int:
    given = {"labels": list(SCHEMA.by_label), "known": known}
    return int(session.run(statement, given).single(strict=True)["number"])
