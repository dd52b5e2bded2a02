#!/usr/bin/env bash
# A column "parent" (the body that a body belongs to) in a network handed to Cytoscape.js.
#
# Expected: a column is a column; what an entry says of itself is there when one looks, and is
# written again by cy.json().
# Seen with Cytoscape.js 3.35.0 and networkx 3.6.1: "parent" means that an entry is drawn within
# another. Where that one is in the picture, it becomes a box around it, and taking the box away
# takes away all within it. Where it is not, as after a filter, the value is erased, without a word:
# undefined in the program, and absent from the file that is saved. networkx's cytoscape_data passes
# the column on as it is, and reads the saved file back without it.
# It matters to whoever draws missions and their ministries: with the ministries filtered out, the
# saved picture no longer knows whose mission each is. No column of Linkages is called so; to what a
# body belongs is a tie (`graph_model/vocabulary`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1
npm install --silent --no-fund --no-audit cytoscape@3.35.0 > /dev/null

cat > write.py <<'PYTHON'
import json

import networkx

graph = networkx.Graph()
graph.add_node("mission", parent="ministry", place="Geneva")
graph.add_edge("mission", "round")
with open("out.cyjs", "w") as file:
    json.dump(networkx.cytoscape_data(graph), file)
PYTHON
cat > try.cjs <<'NODE'
const fs = require("fs");
const cytoscape = require("cytoscape");
const read = () => JSON.parse(fs.readFileSync("out.cyjs")).elements;
const filtered = cytoscape({ headless: true, elements: read() });
console.log("filtered:", filtered.$id("mission").data("parent"), filtered.$id("mission").data("place"));
fs.writeFileSync("saved.cyjs", JSON.stringify(filtered.json()));

const { nodes, edges } = read();
nodes.push({ data: { id: "ministry" } });
const whole = cytoscape({ headless: true, elements: { nodes, edges } });
whole.$id("ministry").remove();
console.log("left:", whole.nodes().map((node) => node.id()).join());
NODE
cat > read.py <<'PYTHON'
import json

import networkx

with open("saved.cyjs") as file:
    print("saved:", dict(networkx.cytoscape_graph(json.load(file)).nodes["mission"]))
PYTHON
venv/bin/python write.py
grep -q '"parent": "ministry"' out.cyjs
{ node try.cjs; venv/bin/python read.py; } > found.txt
cat found.txt
grep -q '^filtered: undefined Geneva$' found.txt
grep -q '^left: round$' found.txt
grep -q '^saved: ' found.txt && ! grep -q ministry found.txt
# filtered: undefined Geneva
# left: round
