#!/usr/bin/env bash
# Two ties between the same two entries, in a picture by pyvis.
#
# Expected: a tie that is added is drawn; who met somebody and also wrote to them has two ties.
# Seen with pyvis 0.3.2: in an undirected Network (what you get when you ask for nothing) the second
# tie between two entries is dropped, whatever its label, colour or direction, by add_edge() and by
# from_nx() of a MultiGraph alike; no error, no warning, and num_edges() counts only the first. With
# directed=True all ties stay, also two of the same label.
# It matters to whoever draws kinds of ties: the picture shows whichever came first. Linkages fills
# the model itself and hands over a directed one without arrows where none are meant
# (`pyvis_network` in `explorer/picture/network_payload.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check pyvis==0.3.2 networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx
from pyvis.network import Network

graph = networkx.MultiGraph()
graph.add_edge("member", "delegation", title="met")
graph.add_edge("member", "delegation", title="wrote to")

drawn = Network()
drawn.from_nx(graph)
typed = Network()
typed.add_nodes(["member", "delegation"])
typed.add_edge("member", "delegation", title="met", color="green")
typed.add_edge("delegation", "member", title="was written to by", color="red")
pointed = Network(directed=True)
pointed.add_nodes(["member", "delegation"])
pointed.add_edge("member", "delegation", title="met")
pointed.add_edge("member", "delegation", title="wrote to")
for name, network in (("from_nx", drawn), ("add_edge", typed), ("directed", pointed)):
    print(f"{name:9}", network.num_edges(), [tie["title"] for tie in network.edges])
assert graph.number_of_edges() == 2
assert [tie["title"] for tie in drawn.edges] == ["met"]
assert [tie["title"] for tie in typed.edges] == ["met"]
assert [tie["title"] for tie in pointed.edges] == ["met", "wrote to"]
PYTHON
venv/bin/python try.py
# from_nx   1 ['met']
# add_edge  1 ['met']
# directed  2 ['met', 'wrote to']
