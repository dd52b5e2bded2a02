#!/usr/bin/env bash
# Ties on which a network hangs (bridges), where two entries are tied twice.
#
# Expected: a bridge is a tie whose loss parts the network; of two ties between the same two entries
# neither is one, for the other still holds.
# Seen with rustworkx 0.18.1: bridges() of a PyGraph (a multigraph by default) names a pair that is
# tied twice, and does so without a word; networkx 3.6.1 and igraph 1.0.0 name only the single tie.
# Taking out one of the two by hand shows that the network stays in one piece.
# It matters to whoever asks "what hangs on one": two members who both met a delegation, or one who
# met it twice, are the remedy, and this answer still calls it a single point. Linkages counts
# separate routes by networkx over entries, where each contact is an entry of its own
# (`graph_model/measures/single_points.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    rustworkx==0.18.1 networkx==3.6.1 igraph==1.0.0

cat > try.py <<'PYTHON'
import igraph
import networkx
import rustworkx

ties = [(0, 1), (0, 1), (1, 2)]  # 0 and 1 met twice, 1 and 2 once

made = rustworkx.PyGraph()
made.add_nodes_from(range(3))
made.add_edges_from([(*tie, "met") for tie in ties])
seen = sorted(rustworkx.bridges(made))

other = sorted(networkx.bridges(networkx.MultiGraph(ties)))
third = igraph.Graph(ties)
bridges = sorted(third.es[place].tuple for place in third.bridges())
print("rustworkx", seen)
print("networkx ", other)
print("igraph   ", bridges)

made.remove_edge(0, 1)  # takes out one of the two
pieces = rustworkx.number_connected_components(made)
print("pieces without one of the two:", pieces)
assert made.num_edges() == 2
assert pieces == 1
assert seen == [(0, 1), (1, 2)]
assert other == bridges == [(1, 2)]
PYTHON
venv/bin/python try.py
# rustworkx [(0, 1), (1, 2)]
# networkx  [(1, 2)]
# igraph    [(1, 2)]
# pieces without one of the two: 1
