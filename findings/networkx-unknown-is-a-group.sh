#!/usr/bin/env bash
# Whether like meets like, where the group of some entries is not known.
#
# Expected: attribute_assortativity_coefficient(graph, "group") is about groups; an entry without
# one is left out, or refused as a missing weight would be.
# Seen with networkx 3.6.1: "has none" is a group of its own, and two entries without one are alike.
# Four bodies in two groups give 0.33; two more of which nothing is known, tied to each other alone,
# make it 0.62. Those of whom we know least raise the figure most, and nothing says so.
# It matters to whoever weighs voices by stakeholder group or region: with a third of the groups not
# filled in, the answer is about the gaps in the table. In Linkages the group of a member is a
# column that must be filled, and no measure takes an empty cell for a group of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1 numpy==2.4.6

cat > try.py <<'PYTHON'
import networkx

known = {"a": "civil society", "b": "civil society", "c": "business", "d": "business"}
graph = networkx.Graph([("a", "b"), ("c", "d"), ("a", "c")])
networkx.set_node_attributes(graph, known, "group")
before = networkx.attribute_assortativity_coefficient(graph, "group")

graph.add_edge("e", "f")  # nobody knows what these two are
after = networkx.attribute_assortativity_coefficient(graph, "group")
pairs = networkx.attribute_mixing_dict(graph, "group")
print(f"four of known groups: {before:.2f}")
print(f"with two of unknown:  {after:.2f}")
print("counted as a pair of like with like:", pairs[None])
assert round(before, 2) == 0.33
assert round(after, 2) == 0.62
assert pairs[None] == {None: 2}
PYTHON
venv/bin/python try.py
# four of known groups: 0.33
# with two of unknown:  0.62
# counted as a pair of like with like: {None: 2}
