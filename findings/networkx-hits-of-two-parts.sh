#!/usr/bin/env bash
# Who points to whom (hubs and authorities, HITS) in a network of two parts alike.
#
# Expected: hits() returns shares: none below 0, all together 1, and alike for those who stand
# alike; and the same each time, for it takes no seed.
# Seen with networkx 3.6.1 and scipy 1.17.1: one cites another, and elsewhere one cites another:
# the two who cite have other scores at each call, some far below 0 and above 1, such as -181.2 and
# 182.2; they add up to 1. It takes the first singular vector that scipy finds from a start drawn by
# chance, and of two alike any mix is one. igraph 1.0.0 says the same at each call, none below 0.
# It matters to whoever ranks papers or bodies by who refers to whom: parts alike (two pairs, two
# stars of a size) are common where little is recorded, and one call shows nothing odd but a number.
# No figure of Linkages is such a vector; what it ranks it counts (`graph_model/measures`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    networkx==3.6.1 scipy==1.17.1 numpy==2.4.6 igraph==1.0.0

cat > try.py <<'PYTHON'
import igraph
import networkx

TIES = [("eff", "edri"), ("cdt", "isoc")]
graph = networkx.DiGraph(TIES)
found = []
for _ in range(20):
    hubs, _authorities = networkx.hits(graph)
    found.append((round(hubs["eff"], 3), round(hubs["cdt"], 3)))
    assert abs(sum(hubs.values()) - 1) < 1e-6
print("networkx, eff and cdt, three calls:", found[:3])
print("lowest and highest of twenty:", min(map(min, found)), max(map(max, found)))
assert len(set(found)) > 10
assert min(map(min, found)) < 0

other = igraph.Graph.TupleList(TIES, directed=True)
told = [[round(score, 3) for score in other.hub_score()] for _ in range(3)]
print("igraph, three calls:", *told)
assert told[0] == told[1] == told[2]
assert min(told[0]) >= 0
PYTHON
venv/bin/python try.py
# networkx, eff and cdt, three calls: [(-0.023, 1.023), (0.079, 0.921), (-1.428, 2.428)]
# lowest and highest of twenty: -12.476 13.476
# igraph, three calls: [1.0, 0.0, 1.0, 0.0] [1.0, 0.0, 1.0, 0.0] [1.0, 0.0, 1.0, 0.0]
