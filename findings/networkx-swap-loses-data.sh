#!/usr/bin/env bash
# A network with the same degrees, to compare with (double_edge_swap).
#
# Expected: ties change their ends; what a tie says about itself goes along, or all is left out.
# Seen with networkx 3.6.1: the ties that were swapped have no data any more, those that were not
# keep theirs, in one and the same graph, and in place. A measure by weight then takes 1 for the
# lost ones: a network of weight 10 has less weight with each swap, so chance looks weaker than it
# is.
# It matters to whoever asks how often something would happen by chance in a weighted network.
# Linkages leaves the ties as they are and draws the groups anew (`relabelled` in
# `graph_model/measures/go_betweens.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx

graph = networkx.Graph()
graph.add_weighted_edges_from([(0, 1, 10), (2, 3, 10), (4, 5, 10), (6, 7, 10)])
before = graph.size(weight="weight")
networkx.double_edge_swap(graph, nswap=1, seed=1)
after = graph.size(weight="weight")
print("weight:", before, "->", after)
print(sorted(graph.edges(data="weight")))
assert before == 40
assert after == 22
assert [weight for *_, weight in graph.edges(data="weight")].count(None) == 2
PYTHON
venv/bin/python try.py
# weight: 40.0 -> 22.0
# [(0, 7, None), (1, 6, None), (2, 3, 10), (4, 5, 10)]
