#!/usr/bin/env bash
# How much of the ways between all others leads through three bodies together (networkx).
#
# Expected: group_betweenness_centrality counts pairs outside the group whose shortest ways lead
# through it. Where one body alone is outside there is no pair, and it is 0; where two are, it is at
# most 1. The docstring names no limit but that weights must be above zero.
# Seen with networkx 3.6.1: four in a ring, three of them the group: 0.125. Two outside, one pair:
# 1.125, and as a share of all there is ("normalized") 1.125 too. Of 1,024 connected networks of
# nine with groups of two to four, 112 were off. One body alone is right. No word from it.
# It matters to whoever asks which three of a coalition hold the lines: a figure that is a little
# too large cannot be seen to be wrong, and ranks of groups change. Linkages takes the bodies out
# and counts what is lost (`graph_model/measures/departures.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    networkx==3.6.1 numpy==2.4.6 pandas==3.1.1

cat > try.py <<'PYTHON'
from itertools import combinations

import networkx


def counted(graph, group):
    """The same by hand: of each pair outside, the share of shortest ways through the group."""
    total = 0.0
    for pair in combinations(sorted(set(graph) - set(group)), 2):
        ways = list(networkx.all_shortest_paths(graph, *pair))
        total += sum(bool(set(way) & set(group)) for way in ways) / len(ways)
    return total


def told(graph, group, normalized=False):
    return networkx.group_betweenness_centrality(graph, group, normalized=normalized)


ring = networkx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")])
print("one outside: ", told(ring, ["a", "b", "d"]), "by hand", counted(ring, ["a", "b", "d"]))
assert told(ring, ["a", "b", "d"]) == 0.125
assert counted(ring, ["a", "b", "d"]) == 0

five = networkx.Graph([("x", "a"), ("a", "b"), ("a", "c"), ("y", "b"), ("y", "c")])
group = ["a", "b", "c"]
print("two outside: ", told(five, group), "by hand", counted(five, group))
print("as a share:  ", told(five, group, normalized=True))
assert told(five, group) == told(five, group, normalized=True) == 1.125
assert counted(five, group) == 1
assert told(five, ["a"]) == counted(five, ["a"])
PYTHON
venv/bin/python try.py
# one outside:  0.125 by hand 0.0
# two outside:  1.125 by hand 1.0
# as a share:   1.125
