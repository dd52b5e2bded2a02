"""GML (.gml), read by networkx. Its reader stops at a second tie of one pair unless the file says
that there may be some, and gives the ties in an order of its own: the file is told to say so, and
each tie its place, before it is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

import networkx

from loaders.read.graph_files import NotThisForm
from loaders.read.grids import number_text
from loaders.sheets.neo4j_sheets import TextsByField

#: Texts and remarks, within which nothing begins; a graph, and a tie.
BEGINS = re.compile(r'"[^"]*"|^\s*#.*$|\b(graph|edge)(\s*)\[', re.MULTILINE)
DIRECTED = re.compile(r"^\s*directed\s+1\b", re.MULTILINE)
AT = re.compile(r" at \((\d+), \d+\)")
PLACE = "place_in_file"


def gml(text: str) -> tuple[list[TextsByField], list[TextsByField]]:
    """The entries and the ties of a graph. Raises `NotThisForm`.

    >>> first = 'node [ id 1 label "EFF" ] node [ id 2 label "EDRi" ]'
    >>> nodes, ties = gml(f"graph [ {first} edge [ source 2 target 1 type \\"asks\\" ] ]")
    >>> [its["label"] for its in nodes], [(its["from"], its["type"], its["to"]) for its in ties]
    (['EFF', 'EDRi'], [('2', 'asks', '1')])
    """
    places = count(1)

    def begun(found: re.Match[str]) -> str:
        if found[1] == "graph":
            return f"{found[0]} directed 1 multigraph 1 "
        return f"{found[0]} {PLACE} {next(places)} " if found[1] else found[0]

    try:
        graph = networkx.parse_gml(BEGINS.sub(begun, text).splitlines(), label=None)
    except networkx.NetworkXError as error:
        why = str(error).splitlines()[0]
        at = AT.search(why)
        said = f"it is not built as GML is ({AT.sub('', why)}); save it again as GraphML or GEXF"
        raise NotThisForm(said, int(at[1]) if at else 0) from None
    direction = "Directed" if DIRECTED.search(text) else "Undirected"
    nodes = [{**_texts(values), "id": _text(id)} for id, values in graph.nodes(data=True)]
    found = sorted(graph.edges(data=True), key=lambda its: int(its[2][PLACE]))
    ties = []
    for one, other, values in found:
        del values[PLACE]
        ends = {"from": _text(one), "to": _text(other), "Direction": direction}
        ties.append({**_texts(values), **ends})
    return nodes, ties


def _texts(values: Mapping[str, Any]) -> TextsByField:
    """What stands by itself; what stands within brackets says how it is drawn."""
    return {
        name: " | ".join(map(_text, value)) if isinstance(value, list) else _text(value)
        for name, value in values.items()
        if not isinstance(value, Mapping) and value not in ((), [])
    }


def _text(value: object) -> str:
    return number_text(value) if isinstance(value, float) else str(value)
