#!/usr/bin/env bash
# Groups in a network by igraph's Leiden method, as it comes.
#
# Expected: community_leiden() is the better successor of community_multilevel() (Louvain), so that
# without further words it finds a few groups, or better ones, in the same network.
# Seen with igraph 1.0.0: it finds as many groups as there are entries, each alone, in the karate
# club of 34 as in a network of two circles with one tie between them, for it asks that everybody in
# a group knows all others (constant Potts model with a resolution of 1). Only by
# objective_function="modularity" does it find what Louvain finds. With a weight of 10 on each tie
# it finds two groups and five, so that the unit in which ties are counted decides.
# It matters to whoever asks whether a coalition has camps: "no groups at all" is a believable
# answer. Linkages draws no groups by such a method; groups are those that rows name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check igraph==1.0.0

cat > try.py <<'PYTHON'
import random

import igraph

random.seed(1)
igraph.set_random_number_generator(random)
circles = igraph.Graph.Full(5).disjoint_union(igraph.Graph.Full(5))
circles.delete_edges([(0, 1), (5, 6)])  # in each circle two do not know each other
circles.add_edge(4, 9)
for name, graph in (("two circles", circles), ("karate club", igraph.Graph.Famous("Zachary"))):
    found = {
        "entries": graph.vcount(),
        "Louvain": len(graph.community_multilevel()),
        "Leiden": len(graph.community_leiden(n_iterations=-1)),
        "by modularity": len(
            graph.community_leiden(objective_function="modularity", n_iterations=-1)
        ),
        "ties of 10": len(graph.community_leiden(weights=[10] * graph.ecount(), n_iterations=-1)),
    }
    print(name, found)
    assert found["Leiden"] == found["entries"]
    assert found["Louvain"] == found["by modularity"] < found["ties of 10"] + 1 < 8
PYTHON
venv/bin/python try.py
# karate club {'entries': 34, 'Louvain': 4, 'Leiden': 34, 'by modularity': 4, 'ties of 10': 5}
