#!/usr/bin/env bash
# Who stands between our members and the delegations (betweenness of a subset).
#
# Expected: betweenness_centrality_subset(graph, sources, targets) is the sum of its docstring: over
# pairs of a source and a target, the share of shortest ways that lead through. One source, one
# target, one way, and the one in the middle has 1, as by betweenness_centrality of the same three.
# Seen with networkx 3.6.1, and the same with igraph 1.0.0: in a network without directions it is
# 0.5. All is halved, as if each pair were counted twice, which is so only where the two lists are
# the same; then, and where the same ties are written both ways, it is 1.
# It matters to whoever asks which delegations are reached through one body alone: whom every way
# leads through looks as if half of them went elsewhere, and figures for two lists and for one
# cannot stand side by side. Linkages counts whom one cannot reach without the body
# (`graph_model/measures/single_points.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1 igraph==1.0.0

cat > try.py <<'PYTHON'
import igraph
import networkx

graph = networkx.Graph([("us", "middle"), ("middle", "them")])
other = igraph.Graph([(0, 1), (1, 2)])
subset = networkx.betweenness_centrality_subset
found = {
    "all pairs": (
        networkx.betweenness_centrality(graph, normalized=False)["middle"],
        other.betweenness()[1],
    ),
    "from us to them": (
        subset(graph, ["us"], ["them"])["middle"],
        other.betweenness(sources=[0], targets=[2])[1],
    ),
    "both on both lists": (
        subset(graph, ["us", "them"], ["us", "them"])["middle"],
        other.betweenness(sources=[0, 2], targets=[0, 2])[1],
    ),
}
for asked, figures in found.items():
    print(f"{asked:19} networkx {figures[0]}, igraph {figures[1]}")
both = subset(graph.to_directed(), ["us"], ["them"])["middle"]
print(f"{'ties both ways':19} networkx {both}")
assert list(found.values()) == [(1, 1), (0.5, 0.5), (1, 1)]
assert both == 1
PYTHON
venv/bin/python try.py
# from us to them     networkx 0.5, igraph 0.5
