"""What others keep in a database, made to look like ours: our labels, ids, types and property
names, ties on our rows, labels on our nodes, copies of what we wrote.
"""

from __future__ import annotations

from typing import Any

import neo4j

from graph_model.database.store import Store

#: Made before anything of ours is there.
BEFORE = """\
CREATE (eff:Member {id: 'film_fans', name: 'Electric Film Fans', joined: date('2020-01-02'),
  at: point({x: 1, y: 2}),
                    dataset: 'nightly', load_id: 'run-7', first_seen: '2024-01-01',
                    last_seen: '2024-02-02', many: [1, 2, 3]})
CREATE (:Member {name: 'without an id', lasts: duration('P1D')})
CREATE (event:Event {id: 'premiere', name: 'First night', dataset: 'test',
  first_seen: '2024-01-01'})
CREATE (eff)-[:GOES_TO {dataset: 'test', load_id: 'run-7', first_seen: '2024-01-01',
  seats: 2}]->(event)
CREATE (one:Scan {id: 'apc', dataset: 'test', first_seen: '2024-01-01', linkages_row: 'Member'})
CREATE (one)-[:NEXT {dataset: 'test', first_seen: '2024-01-01'}]->(:Scan {id: 'edri',
  dataset: 'test', linkages_row: 7})
CREATE (:Member:Person {id: 'odd', linkages_row: 'Person', dataset: 'test',
  first_seen: '2024-01-01'})
CREATE (:Issue {id: 'colour', name: 'Colour',
  linkages_row: 5})<-[:WORKS_ON {linkages_row: 'GOES_TO'}]-(eff)
CREATE (:Setting {id: 'half_life', value: 'their own', secret: [true, false]})
CREATE (:LinkagesNote {id: 'mine', load_id: 'x'})"""
#: Made on rows of ours, when the graph of `talks` is there.
ON_OURS = """\
MATCH (apc:Member {id: 'apc', linkages_row: 'Member'}),
  (edri:Member {id: 'edri', linkages_row: 'Member'}),
      (flows:Issue {id: 'flows', linkages_row: 'Issue'}), (alpha:Delegation {id: 'alpha'})
CREATE (:Note {text: 'call them'})-[:ABOUT_US {at: localdatetime('2026-01-01T10:00:00')}]->(apc)
CREATE (edri)-[:WORKS_ON {by: 'an analyst', dataset: 'test', first_seen: '2026',
  load_id: 'run-7'}]->(flows)
CREATE (edri)-[:KNOWS]->(alpha)
SET edri:Person, edri:Event, edri.mark = 7
CREATE (copy:Copied), (again:Event:Copied)
SET copy = properties(edri), again = properties(flows), again.id = 'again'
WITH copy, again, flows
MATCH (:Issue {id: 'flows'})-[part:PART_OF]->(:Issue {id: 'data'})
CREATE (copy)-[other:COPIED]->(flows), (again)-[same:PART_OF]->(copy)
SET other = properties(part), same = properties(part)"""


class Others:
    """Their part of a database: what was there when it was looked at, as it is now."""

    def __init__(self, store: Store) -> None:
        self.driver = neo4j.GraphDatabase.driver(store.uri, auth=store.auth)
        self.nodes: list[str] = []
        self.ties: list[str] = []

    def make(self, statement: str) -> None:
        """Make something and take it for theirs."""
        nodes, ties = self._ids()
        self.driver.execute_query(statement)
        now_nodes, now_ties = self._ids()
        self.nodes += sorted(now_nodes - nodes)
        self.ties += sorted(now_ties - ties)

    def part(self) -> list[str]:
        """Every node and tie of theirs, byte for byte; what is gone is missed."""
        nodes = self._ask(
            "UNWIND $ids AS id OPTIONAL MATCH (n) WHERE elementId(n) = id RETURN id, labels(n) AS"
            " labels, properties(n) AS fields",
            self.nodes,
        )
        ties = self._ask(
            "UNWIND $ids AS id OPTIONAL MATCH (a)-[r]->(b) WHERE elementId(r) = id RETURN id,"
            " type(r) AS type, properties(r) AS fields, elementId(a) AS a, elementId(b) AS b",
            self.ties,
        )
        return [repr(_sorted(row)) for row in (*nodes, *ties)]

    def one(self, statement: str) -> Any:
        """The one value of a statement."""
        return self.driver.execute_query(statement).records[0][0]

    def __enter__(self) -> Others:
        return self

    def __exit__(self, *_: object) -> None:
        self.driver.close()

    def _ids(self) -> tuple[set[str], set[str]]:
        found = [
            {
                str(record[0])
                for record in self.driver.execute_query(
                    f"MATCH {pattern} RETURN elementId(x)"
                ).records
            }
            for pattern in ("(x)", "()-[x]->()")
        ]
        return found[0], found[1]

    def _ask(self, statement: str, ids: list[str]) -> list[dict[str, Any]]:
        return [record.data() for record in self.driver.execute_query(statement, ids=ids).records]


def _sorted(row: dict[str, Any]) -> dict[str, Any]:
    fields = row["fields"]
    return {
        **row,
        "labels": sorted(row.get("labels") or []),
        "fields": sorted(fields.items()) if fields is not None else None,
    }
