#!/usr/bin/env bash
# Who stands in the middle of a network of ties without a direction, by Cytoscape.js.
#
# Expected: what Cytoscape.js computes takes a tie as without a direction unless it is told
# (`directed: false` by default), so that it does not matter which end of a tie was typed first, and
# figures are those of networkx.
# Seen with Cytoscape.js 3.35.0 and networkx 3.6.1: pageRank() has no such option and goes from
# `source` to `target` alone. One who met three others, who met nobody else, has a rank of 0.48 by
# networkx, far above theirs. Here it is 0.53 where the three were typed first, and 0.21, below each
# of theirs (0.26), where they were typed second. betweennessCentrality() counts each pair twice: 6
# for the one in the middle, where networkx says 3. closenessCentrality() goes both ways, as said.
# It matters to whoever ranks a map of contacts there: the order of two columns decides. The figures
# of Linkages are of its own rows (`graph_model/measures`), none of a drawing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    networkx==3.6.1 scipy==1.17.1 numpy==2.4.6
npm install --silent --no-fund --no-audit cytoscape@3.35.0 > /dev/null

cat > try.py <<'PYTHON'
import networkx

star = networkx.Graph([("eff", "edri"), ("eff", "isoc"), ("eff", "cdt")])
rank = round(networkx.pagerank(star)["eff"], 2)
between = networkx.betweenness_centrality(star, normalized=False)["eff"]
print("networkx:     rank", rank, "between", between)
assert (rank, between) == (0.48, 3)
PYTHON
cat > try.cjs <<'NODE'
const cytoscape = require("cytoscape");
const others = ["edri", "isoc", "cdt"];
const found = (first) => {
  const ends = (other) => (first ? ["eff", other] : [other, "eff"]);
  const nodes = ["eff", ...others].map((id) => ({ data: { id } }));
  const edges = others.map(ends).map(([source, target]) => ({ data: { source, target } }));
  const all = cytoscape({ headless: true, elements: { nodes, edges } }).elements();
  const eff = all.filter("#eff");
  const ranks = all.pageRank();
  return {
    rank: Number(ranks.rank(eff).toFixed(2)),
    other: Number(ranks.rank("#cdt").toFixed(2)),
    between: all.betweennessCentrality().betweenness(eff),
    close: all.closenessCentrality({ root: eff }),
  };
};
console.log("typed first: ", JSON.stringify(found(true)));
console.log("typed second:", JSON.stringify(found(false)));
const assert = require("assert");
assert.ok(found(true).rank < found(true).other && found(false).rank > found(false).other);
assert.deepStrictEqual([found(true).between, found(false).between], [6, 6]);
assert.strictEqual(found(true).close, found(false).close);
NODE
venv/bin/python try.py
node try.cjs
# networkx:     rank 0.48 between 3.0
# typed first:  {"rank":0.21,"other":0.26,"between":6,"close":3}
# typed second: {"rank":0.53,"other":0.16,"between":6,"close":3}
