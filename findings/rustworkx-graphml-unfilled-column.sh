#!/usr/bin/env bash
# A GraphML file that names a column which no entry fills, read by rustworkx and written again.
#
# Expected: what a library has just read, it can write.
# Seen with rustworkx 0.18.1: it reads the file, and then cannot write what it holds: "Unknown key
# note", which names neither the entry nor that the column is empty. The file is left cut off in the
# midst of the first entry. One filled cell anywhere in the column, and the same graph is written.
# networkx 3.6.1 reads and writes both. It is not far-fetched: a program that writes its whole list
# of columns ahead of the rows, as GraphML asks for, leaves some unfilled as soon as a selection is
# taken out. So Linkages names in its GraphML only the columns that a row fills.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check rustworkx==0.18.1 networkx==3.6.1

cat > try.py <<'PYTHON'
import networkx
import rustworkx

FILE = """<?xml version="1.0"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="note" for="node" attr.name="note" attr.type="string"/>
  <graph edgedefault="directed">
    <node id="eff"><data key="name">EFF</data></node>
    <node id="edri"><data key="name">EDRi</data>{}</node>
  </graph>
</graphml>
"""


def written_again(file):
    open("in.graphml", "w").write(file)
    networkx.write_graphml(networkx.read_graphml("in.graphml"), "networkx.graphml")
    (graph,) = rustworkx.read_graphml("in.graphml")
    try:
        rustworkx.write_graphml(graph, "out.graphml")
    except Exception as error:
        return str(error), "</graphml>" in open("out.graphml").read()
    return "written", "</graphml>" in open("out.graphml").read()


unfilled, filled = written_again(FILE.format("")), written_again(
    FILE.format('<data key="note">x</data>')
)
print("filled nowhere:", unfilled[0], "- whole file:", unfilled[1])
print("filled once:   ", filled[0], "- whole file:", filled[1])
assert unfilled == ("Unknown key note", False)
assert filled == ("written", True)
PYTHON
venv/bin/python try.py
# filled nowhere: Unknown key note - whole file: False
# filled once:    written - whole file: True
