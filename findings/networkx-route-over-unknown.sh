#!/usr/bin/env bash
# The shortest way where the length of one tie is not known.
#
# Expected: an unknown length is refused, or the tie counts as if nothing were said of it (as 1: so
# the documentation says of a missing one); whichever, it is the same for None, as a database gives
# it, and NaN, as pandas reads an empty cell.
# Seen with networkx 3.6.1: over NaN the way is taken, before another whose lengths are all known,
# and no way and no closeness has a number any more (closeness is 0 for all). With None the tie does
# not exist: two who are tied by it alone are "not connected", while without a weight, and by the
# number of ties, they are. bellman_ford_path of the None raises a TypeError; igraph 1.0.0 refuses
# NaN by name.
# It matters to whoever asks for the best introduction and has one strength not filled in: the way
# over the tie of which nothing is known wins, or the only one is gone. In Linkages how warm a tie
# is follows from its contacts, and one that cannot be told is left out and said so
# (`graph_model/measures/contacts.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    networkx==3.6.1 pandas==3.1.1 numpy==2.4.6 igraph==1.0.0

cat > try.py <<'PYTHON'
import io

import igraph
import networkx
import pandas

FILE = "source,target,length\nus,ana,\nana,ministry,1\nus,ben,1\nben,ministry,5\n"
table = pandas.read_csv(io.StringIO(FILE))
graph = networkx.from_pandas_edgelist(table, edge_attr="length")
way = networkx.shortest_path(graph, "us", "ministry", weight="length")
length = networkx.shortest_path_length(graph, "us", "ministry", weight="length")
print("NaN:", way, length, networkx.closeness_centrality(graph, distance="length"))
assert way == ["us", "ana", "ministry"]
assert str(length) == "nan"
assert set(networkx.closeness_centrality(graph, distance="length").values()) == {0.0}

graph["us"]["ana"]["length"] = None
print("None:", networkx.shortest_path(graph, "us", "ministry", weight="length"))
try:
    networkx.shortest_path(graph.subgraph(["us", "ana"]), "us", "ana", weight="length")
    raise SystemExit("a way was found")
except networkx.NetworkXNoPath as error:
    print("     ", error)
assert networkx.shortest_path(graph.subgraph(["us", "ana"]), "us", "ana") == ["us", "ana"]
del graph["us"]["ana"]["length"]
print("not given:", networkx.shortest_path(graph, "us", "ministry", weight="length"))
assert networkx.shortest_path_length(graph, "us", "ministry", weight="length") == 2

other = igraph.Graph.DataFrame(table, directed=False, use_vids=False)
try:
    other.distances("us", weights="length")
    raise SystemExit("igraph took it")
except igraph.InternalError as error:
    print("igraph:", str(error).split(": ", 1)[1].split(". --")[0])
PYTHON
venv/bin/python try.py
# NaN: ['us', 'ana', 'ministry'] nan {'us': 0.0, 'ana': 0.0, 'ministry': 0.0, 'ben': 0.0}
# None: ['us', 'ben', 'ministry']
#       No path between us and ana.
# not given: ['us', 'ana', 'ministry']
# igraph: Edge weights must not contain NaN values
