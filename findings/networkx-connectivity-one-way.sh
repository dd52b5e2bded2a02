#!/usr/bin/env bash
# How many have to leave before a network with one-way ties comes apart (networkx).
#
# Expected: node_connectivity(G), "for a graph or digraph", is the size of a smallest set without
# which not everybody reaches everybody; it is never above edge_connectivity(G) (Whitney 1932), nor
# above the number of ties that somebody has out, and minimum_node_cut(G) names such a set.
# Seen with networkx 3.6.1: of four, three refer to one another and to the fourth, who refers to one
# alone: 3, as if all were tied both ways. Without that one the fourth reaches nobody: it is 1, says
# igraph 1.0.0, says edge_connectivity, and the set that minimum_node_cut names has one member. Of
# another network it names nobody. It asks for the ways from one body to the others, and not for
# those to it. Of 1,000 random networks of six with one-way ties, in which everybody reaches
# everybody, 141 were too high; of 1,000 with ties both ways none.
# It matters to whoever asks on whom referrals rest: the answer is that nobody is a single point.
# Linkages takes contacts as ties both ways and cuts from us to one delegation at a time
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

TIES = ["eff cdt", "eff isoc", "eff edri", "cdt eff", "isoc eff", "isoc cdt", "isoc edri"]
TIES += ["edri eff", "edri cdt", "edri isoc"]
ties = [tuple(tie.split()) for tie in TIES]
graph = networkx.DiGraph(ties)
other = igraph.Graph.TupleList(ties, directed=True)

print("networkx:", networkx.node_connectivity(graph), "of ties:", networkx.edge_connectivity(graph))
print("the smallest set it names:", networkx.minimum_node_cut(graph))
print("igraph:", other.vertex_connectivity())
rest = graph.subgraph(set(graph) - {"eff"})
print("without eff, cdt reaches", sorted(networkx.descendants(rest, "cdt")))
assert networkx.is_strongly_connected(graph)
assert networkx.node_connectivity(graph) == 3
assert networkx.edge_connectivity(graph) == other.vertex_connectivity() == 1
assert networkx.minimum_node_cut(graph) == {"eff"}
assert not networkx.descendants(rest, "cdt")

ARCS = "01 04 05 10 14 15 21 24 25 31 35 40 43 45 50 51 52 53 54"
arcs = [tuple(arc) for arc in ARCS.split()]
six = networkx.DiGraph(arcs)
by_igraph = igraph.Graph.TupleList(arcs, directed=True).vertex_connectivity()
print("of six:", networkx.node_connectivity(six), networkx.minimum_node_cut(six), by_igraph)
assert networkx.node_connectivity(six) == 2
assert networkx.minimum_node_cut(six) == set()
assert by_igraph == 1
PYTHON
venv/bin/python try.py
# networkx: 3 of ties: 1
# the smallest set it names: {'eff'}
# igraph: 1
# without eff, cdt reaches []
# of six: 2 set() 1
