#!/usr/bin/env bash
# A column that is one row too short, put on the entries of an igraph network.
#
# Expected: a list of another length than there are entries is refused, as pandas refuses it for a
# column of a table; an empty list is.
# Seen with igraph 1.0.0: a shorter list starts over from its first value, a longer one is cut;
# neither says so, for entries, for ties, and when the network is made. Five bodies with four
# groups: the fifth has the group of the first.
# It matters to whoever adds a column that was made elsewhere: after a filter, or a row that could
# not be read, the last entries carry facts of the first, and each value is a valid one. So Linkages
# makes each column of the entries or ties themselves (`to_igraph` in
# `graph_model/for_programs.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check igraph==1.0.0 pandas==3.1.1

cat > try.py <<'PYTHON'
import igraph
import pandas

graph = igraph.Graph([(0, 1), (1, 2), (2, 3), (3, 4)])
graph.vs["group"] = ["state", "business", "academia", "technical"]  # the fifth was not read
graph.es["since"] = [2019, 2020, 2024]
print("short:", graph.vs["group"], graph.es["since"])
assert graph.vs["group"] == ["state", "business", "academia", "technical", "state"]
assert graph.es["since"] == [2019, 2020, 2024, 2019]

graph.vs["group"] = list("abcdefg")
print("long: ", graph.vs["group"])
assert graph.vs["group"] == list("abcde")

made = igraph.Graph(5, vertex_attrs={"group": ["state", "business"]})
print("made: ", made.vs["group"])
assert made.vs["group"] == ["state", "business", "state", "business", "state"]

table = pandas.DataFrame({"id": range(5)})
try:
    table["group"] = ["state", "business", "academia", "technical"]
except ValueError as error:
    print("pandas:", error)
else:
    raise SystemExit("pandas takes it too")
PYTHON
venv/bin/python try.py
# short: ['state', 'business', 'academia', 'technical', 'state'] [2019, 2020, 2024, 2019]
