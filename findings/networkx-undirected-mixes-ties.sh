#!/usr/bin/env bash
# Ties in both directions, when directions are dropped (networkx).
#
# Expected: a MultiDiGraph keeps ties apart, so to_undirected() keeps three as three; at worst, as
# the docstring says, one is kept of two, with the data of the one or the other.
# Seen with networkx 3.6.1: keys count from 0 in each direction, and the tie with key 0 there and
# the tie with key 0 back become ONE that holds something of each: "EU sued Chile" (of an unknown
# day) and "Chile wrote to the EU" in 2019 come out as "sued" since 2019, which nobody said. A
# second letter, with key 1, stays by itself. MultiGraph(graph), which reads like the same, keeps
# the whole of one of the two and loses the other.
# It matters to whoever drops directions to measure: kinds, days and sources are shuffled into each
# other, and no count shows which. In the graph that Linkages hands out each tie has a key of its
# own, its id, so that all stay apart (`Snapshot.networkx`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx

graph = networkx.MultiDiGraph()
graph.add_edge("CHL", "EU", kind="wrote to", since=2019)
graph.add_edge("CHL", "EU", kind="wrote to", since=2021)
graph.add_edge("EU", "CHL", kind="sued")
plain = [data for *_, data in graph.to_undirected().edges(data=True)]
print("to_undirected:", plain)
assert plain == [{"kind": "sued", "since": 2019}, {"kind": "wrote to", "since": 2021}]

made = [data for *_, data in networkx.MultiGraph(graph).edges(data=True)]
print("MultiGraph:   ", made)
assert len(made) == 2 and not any(data == {"kind": "sued", "since": 2019} for data in made)

own = networkx.MultiDiGraph()
for number, (one, two, data) in enumerate(graph.edges(data=True)):
    own.add_edge(one, two, f"tie {number}", **data)
kept = [data for *_, data in own.to_undirected().edges(data=True)]
print("own keys:     ", kept)
assert len(kept) == 3
PYTHON
venv/bin/python try.py
# to_undirected: [{'kind': 'sued', 'since': 2019}, {'kind': 'wrote to', 'since': 2021}]
