#!/usr/bin/env bash
# How closely the neighbours of an entry are tied, with the strength of ties.
#
# Expected: the clustering of an entry is about its neighbours. A strong tie elsewhere, in another
# part of the network, leaves it as it is.
# Seen with networkx 3.6.1: clustering(graph, node, weight=...) divides by the strongest tie of the
# WHOLE graph. Three who all met each other have 1.0; one tie of weight 8 between two others, not
# tied to the three, makes it 0.125. igraph 1.0.0 (weighted by Barrat's formula) says 1.0 both
# times.
# It matters to whoever compares two days, or a part with the whole: every entry looks looser after
# one good meeting of somebody else. No figure of Linkages divides by what others have
# (`graph_model/measures/contacts.py`: warmth is of one tie alone).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    networkx==3.6.1 igraph==1.0.0 numpy==2.4.6

cat > try.py <<'PYTHON'
import igraph
import networkx

ties = [("a", "b", 1), ("b", "c", 1), ("a", "c", 1)]
found = []
for more in ([], [("x", "y", 8)]):
    graph = networkx.Graph()
    graph.add_weighted_edges_from(ties + more)
    other = igraph.Graph.TupleList(ties + more, weights=True)
    found.append(
        (
            networkx.clustering(graph, "a", weight="weight"),
            other.transitivity_local_undirected(vertices=["a"], weights="weight")[0],
        )
    )
    print(f"{len(ties + more)} ties: networkx {found[-1][0]}, igraph {found[-1][1]}")
assert found == [(1.0, 1.0), (0.125, 1.0)]
PYTHON
venv/bin/python try.py
# 3 ties: networkx 1.0, igraph 1.0
# 4 ties: networkx 0.125, igraph 1.0
