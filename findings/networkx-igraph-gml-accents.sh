#!/usr/bin/env bash
# Names with accents in GML, from networkx to igraph and back.
#
# Expected: GML is what both read and write; "Côte d'Ivoire" and "R&D Forum" arrive as they left, or
# the file is refused.
# Seen with networkx 3.6.1 and igraph 1.0.0: networkx writes each letter beyond ASCII, and also &
# and ", as a number (&#244;), as the format's paper of 1997 has it. igraph knows five entities by
# name and keeps the numbers as text: "C&#244;te d'Ivoire", "R&#38;D Forum", after one warning that
# names none of the entries. The other way round igraph writes letters as they are, in UTF-8, and
# networkx refuses the whole file ("input is not ASCII-encoded"). Written again by igraph the & of
# &#38; is itself escaped, so that networkx reads "R&#38;D" where "R&D" was. With names of ASCII
# letters alone both ways work.
# It matters to whoever joins two networks by name: names with accents match nothing, and a search
# for & finds none. Linkages writes no GML; its GraphML and GEXF hold letters as they are.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1 igraph==1.0.0

cat > try.py <<'PYTHON'
import warnings

import igraph
import networkx

networkx.write_gml(networkx.Graph([("Côte d'Ivoire", "R&D Forum")]), "one.gml")
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    read = igraph.Graph.Read_GML("one.gml")
print("networkx to igraph:", read.vs["label"], "| warnings:", len(said))
assert read.vs["label"] == ["C&#244;te d'Ivoire", "R&#38;D Forum"]
assert networkx.read_gml("one.gml").has_edge("Côte d'Ivoire", "R&D Forum")

read.write_gml("again.gml")
back = sorted(networkx.read_gml("again.gml"))
print("and back again:    ", back)
assert back == ["C&#244;te d'Ivoire", "R&#38;D Forum"]

made = igraph.Graph([(0, 1)], vertex_attrs={"label": ["Côte d'Ivoire", "R&D Forum"]})
made.write_gml("other.gml")
try:
    networkx.read_gml("other.gml")
except networkx.NetworkXError as error:
    print("igraph to networkx:", error)
    assert "not ASCII" in str(error)
else:
    raise SystemExit("networkx reads it")
PYTHON
venv/bin/python try.py
# networkx to igraph: ["C&#244;te d'Ivoire", 'R&#38;D Forum'] | warnings: 1
# igraph to networkx: input is not ASCII-encoded
