#!/usr/bin/env bash
# How close people are over the meetings they went to, when somebody went to none (networkx).
#
# Expected: bipartite.closeness_centrality is at most 1 (it divides by the least distance possible),
# and "computes the closeness centrality for each connected part separately", scaled by the share of
# the network that is reached: with more people whom nobody reaches it falls, as
# closeness_centrality does.
# Seen with networkx 3.6.1: it rises, above 1. Two people, two meetings: who was at both has 1.0,
# and where ten more went to none of them, 1.38. The numerator takes the people of the WHOLE network
# as if they were near, while the distances are of the one part.
# It matters to whoever ranks members by the rooms they share with delegations: a longer list of
# members, or of meetings that nobody of ours went to, makes everybody closer, and figures of two
# lists cannot be compared. Linkages measures no distance over rooms; it counts contacts and says
# which are on record (`graph_model/measures/contacts.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx

for absent in (0, 1, 10):
    people = ["ana", "bo", *(f"absent {number}" for number in range(absent))]
    graph = networkx.Graph([("ana", "round 1"), ("bo", "round 1"), ("bo", "round 2")])
    graph.add_nodes_from(people)
    rooms = networkx.bipartite.closeness_centrality(graph, people)["bo"]
    usual = networkx.closeness_centrality(graph)["bo"]
    print(absent, "absent: over rooms", round(rooms, 2), "| as usual", round(usual, 2))
    assert (round(rooms, 2), round(usual, 2)) == {
        0: (1.0, 0.75),
        1: (1.12, 0.56),
        10: (1.38, 0.17),
    }[absent]
PYTHON
venv/bin/python try.py
