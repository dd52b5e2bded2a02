"""Statements to begin with, each with what it asks."""

from __future__ import annotations

EXAMPLES: tuple[tuple[str, str], ...] = (
    (
        "Who negotiates which live agreement?",
        (
            "MATCH (d:Delegation)-[:NEGOTIATES]->(a:Agreement)\nRETURN d.name AS delegation, a.name"
            " AS agreement\nORDER BY agreement, delegation\nLIMIT 100"
        ),
    ),
    (
        "Which agreements bind on an issue, in which article?",
        (
            "MATCH (a:Agreement)-[c:COVERS {strength: 'binding'}]->(i:Issue)\nRETURN i.name AS"
            " issue, a.name AS agreement, c.article AS article\nORDER BY issue, agreement"
        ),
    ),
    (
        "Whom did members reach, and when last?",
        (
            "MATCH (m:Member)-[:TOOK_PART_IN]->(e:Engagement)-[:REACHED]->(d:Delegation)\nRETURN"
            " m.name AS member, d.name AS delegation, max(e.date) AS last, count(*) AS"
            " contacts\nORDER BY last DESC"
        ),
    ),
    (
        "How are two delegations connected? (a path)",
        (
            "MATCH p = SHORTEST 1 (a:Delegation {id: 'usa_ustr'})--+(b:Delegation {id:"
            " 'chl_subrei'})\nRETURN p"
        ),
    ),
    (
        "What is in the graph?",
        "MATCH (n)\nRETURN labels(n)[0] AS label, count(*) AS rows\nORDER BY rows DESC",
    ),
)
