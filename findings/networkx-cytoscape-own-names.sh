#!/usr/bin/env bash
# Cytoscape's JSON, read by networkx and written again.
#
# Expected: the file means the same. Entries without a name stay without, and what is said of the
# graph (its title, its licence, for whom it is) is found where it was.
# Seen with networkx 3.6.1 and Cytoscape.js 3.35.0: an entry without a name is given one, its id,
# and a `value` too, so that afterwards nobody can tell a name from a stopgap; and what is said of
# the graph is written as a list of pairs where the format has an object. Cytoscape.js takes the
# list without a word, and cy.data("title") is undefined. networkx reads its own list back, so that
# a round trip through it alone is right.
# It matters to whoever takes such a file in: Linkages reads pairs too, and takes a name that equals
# both id and `value` for none (`loaders/read/graph_files.py`); before, 706 phases and contacts of
# its own opening facts would have come back under their ids as names.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1
npm install --silent --no-fund --no-audit cytoscape@3.35.0 > /dev/null

cat > try.py <<'PYTHON'
import json

import networkx

entries = [{"data": {"id": "c1", "value": "c1", "day": "2024-05"}}]
file = {"data": {"title": "Who met whom"}, "directed": True, "multigraph": False}
file["elements"] = {"nodes": entries, "edges": []}
again = networkx.cytoscape_data(networkx.cytoscape_graph(file))
print("networkx    ", again["data"], again["elements"]["nodes"][0]["data"])
assert again["data"] == [("title", "Who met whom")]
assert again["elements"]["nodes"][0]["data"]["name"] == "c1"
for name, told in (("before", file), ("after", again)):
    json.dump(told, open(f"{name}.json", "w"))
PYTHON
cat > try.cjs <<'NODE'
const cytoscape = require("cytoscape");
const title = (name) =>
  cytoscape({ headless: true, ...require(`./${name}.json`) }).data("title");
console.log("cytoscape.js", title("before"), "->", title("after"));
require("assert").deepStrictEqual([title("before"), title("after")], ["Who met whom", undefined]);
NODE
venv/bin/python try.py
node try.cjs
# networkx     [('title', 'Who met whom')] {'day': '2024-05', 'id': 'c1', 'value': 'c1', 'name': 'c1'}
# cytoscape.js Who met whom -> undefined
