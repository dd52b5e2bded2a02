#!/usr/bin/env bash
# Which bodies together are closest to all others, in a network of several parts (networkx).
#
# Expected: whom a group cannot reach at all is far from it; so a group that reaches one other is
# less close than one that reaches four, as closeness_centrality says of bodies one by one. The
# docstring gives a formula (others divided by the sum of distances), and no word on parts.
# Seen with networkx 3.6.1: group_closeness_centrality counts each body out of reach as one at
# distance 0, nearer than a neighbour. Of seven bodies two know one another alone: each of the two
# has 6.0, the highest there can be; the one in the middle of the other five has 1.2. Cut a tie, and
# a group comes closer. In a network of one part it is right.
# It matters to whoever asks which three of a coalition are nearest to the delegations: the search
# ends with those who reach nobody. Linkages takes the bodies out and counts who loses each way
# (`graph_model/measures/departures.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx

graph = networkx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("a", "c"), ("b", "d")])
graph.add_edge("x", "y")
groups = {name: networkx.group_closeness_centrality(graph, [name]) for name in graph}
single = networkx.closeness_centrality(graph)
for name in graph:
    print(name, "as a group", round(groups[name], 2), "| by itself", round(single[name], 2))
assert groups["x"] == groups["y"] == max(groups.values()) == 6.0
assert round(groups["c"], 2) == 1.2
assert single["x"] == min(single.values())

before = networkx.group_closeness_centrality(graph, ["a", "b"])
graph.remove_edge("d", "e")
after = networkx.group_closeness_centrality(graph, ["a", "b"])
print("a and b together", round(before, 2), "| with the tie to e cut", round(after, 2))
assert after > before
PYTHON
venv/bin/python try.py
# c as a group 1.2 | by itself 0.56
# x as a group 6.0 | by itself 0.17
# a and b together 1.25 | with the tie to e cut 2.5
