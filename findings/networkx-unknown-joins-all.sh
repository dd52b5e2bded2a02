#!/usr/bin/env bash
# A list of members and whom they met, in which some cells are empty, made a network by networkx.
#
# Expected: a row without a second end is no tie: it is left out, or refused by its number.
# Seen with networkx 3.6.1 and pandas 3.1.1: from_pandas_edgelist makes an entry of the empty cell,
# called nan, and ties everybody with an empty cell to it: two who have nothing in common but that
# nothing is known are two steps apart, and nan has more ties than any delegation. Where the column
# holds numbers each empty cell is an entry of its own, for there a NaN is made anew for each row
# and equals no other. No word in either case.
# It matters to whoever asks who links whom: the best connected body is the gap in the table, and it
# carries ways and go-between scores. In Linkages a tie has two entries that are on record, or it is
# refused with its row and column (`loaders/check`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1 pandas==3.1.1

cat > try.py <<'PYTHON'
import io

import networkx
import pandas

rows = "member,met\nana,ustr\nbo,\ncy,\ndee,\ndee,ustr\n"
met = pandas.read_csv(io.StringIO(rows))
graph = networkx.from_pandas_edgelist(met, "member", "met")
print(list(graph.edges), "| from bo to cy:", networkx.shortest_path(graph, "bo", "cy"))
most = max(graph, key=graph.degree)
print("most ties:", most)
assert pandas.isna(most) and graph.degree(most) == 3
assert networkx.shortest_path_length(graph, "bo", "ana") == 4

numbers = pandas.read_csv(io.StringIO("member,round\nana,13\nbo,\ncy,\n"))
other = networkx.from_pandas_edgelist(numbers, "member", "round")
print(list(other.edges), "| entries:", len(other))
assert len(other) == 6 and not networkx.has_path(other, "bo", "cy")
PYTHON
venv/bin/python try.py
# [('ana', 'ustr'), ('ustr', 'dee'), ('bo', nan), (nan, 'cy'), (nan, 'dee')] | from bo to cy: ['bo', nan, 'cy']
