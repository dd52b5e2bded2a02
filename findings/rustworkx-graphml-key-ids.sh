#!/usr/bin/env bash
# One GraphML file, written by rustworkx and read by networkx.
#
# Expected: GraphML is what the two exchange; the columns of an entry arrive under their names.
# Seen with rustworkx 0.18.1 and networkx 3.6.1: rustworkx counts its short keys from d1 for entries
# and again from d1 for ties, so one id stands for two columns; networkx looks the id up without
# asking which of the two it is for, and the later wins. "EFF" is no longer the `name` of an entry
# but its `says`, and `kind` has become `since`. No word from either. igraph 1.0.0 and rustworkx
# itself read the file as it was meant, so a look with one of these shows nothing.
# It matters to whoever takes GraphML in: a short key has to be looked up by what it is `for`
# (`graphml_data` in `loaders/read/graph_files.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    rustworkx==0.18.1 networkx==3.6.1 igraph==1.0.0

cat > try.py <<'PYTHON'
import re

import igraph
import networkx
import rustworkx

made = rustworkx.PyDiGraph()
start = made.add_node({"id": "eff", "name": "EFF", "kind": "member"})
end = made.add_node({"id": "ustr", "name": "USTR", "kind": "delegation"})
made.add_edge(start, end, {"says": "met", "since": "2024-05"})
rustworkx.write_graphml(made, "made.graphml")

keys = re.findall(r'<key id="(\w+)" for="(\w+)" attr.name="(\w+)"', open("made.graphml").read())
print("written  ", keys)
found = dict(networkx.read_graphml("made.graphml").nodes["eff"])
print("networkx ", found)
other = igraph.Graph.Read_GraphML("made.graphml").vs[0].attributes()
print("igraph   ", other)
assert [(id, of) for id, of, _ in keys] == [
    ("d1", "node"),
    ("d2", "node"),
    ("d1", "edge"),
    ("d2", "edge"),
]
assert found == {"says": "EFF", "since": "member"}
assert other == {"name": "EFF", "kind": "member", "id": "eff"}
PYTHON
venv/bin/python try.py
# written   [('d1', 'node', 'name'), ('d2', 'node', 'kind'), ('d1', 'edge', 'says'), ('d2', 'edge', 'since')]
# networkx  {'says': 'EFF', 'since': 'member'}
# igraph    {'name': 'EFF', 'kind': 'member', 'id': 'eff'}
