#!/usr/bin/env bash
# Three usual forms of a Pajek file, read by networkx.
#
# Expected: what networkx cannot read of Pajek's format it refuses; what it reads means the same.
# Seen with networkx 3.6.1, without a word in any of the three:
# - ties as lists (*Edgeslist: "1 2 3" says that 1 knows 2 and 3): the third number is taken for a
#   strength, so that Ana knows Bo with strength 3, and Cy nobody. igraph 1.0.0 reads two ties;
# - two vertices of one name ("Chair"): they become one, with the ties of both. igraph keeps two;
# - a second relation (*Edges :2 "wrote to"): "*Edges" and ":2" become entries with a tie between
#   them, and the ties below join those of the first. igraph refuses the file.
# It matters to whoever brings networks from Pajek, the usual program of older studies of
# negotiations: the number of entries hardly changes, and the ties are others. Linkages reads no
# Pajek files; docs/how-to-load.md says what it reads.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check networkx==3.6.1 igraph==1.0.0

cat > try.py <<'PYTHON'
import igraph
import networkx

NAMES = '*Vertices 3\n1 "Ana"\n2 "Bo"\n3 "Cy"\n'


def read(text):
    """The ties by networkx, and by igraph (None where it refuses)."""
    with open("in.net", "w") as file:
        file.write(text)
    found = networkx.read_pajek("in.net")
    try:
        other = igraph.Graph.Read_Pajek("in.net")
    except igraph.InternalError:
        return found, None
    return found, [tuple(other.vs[place]["name"] for place in tie.tuple) for tie in other.es]


lists, other = read(NAMES + "*Edgeslist\n1 2 3\n")
print("lists:         ", list(lists.edges(data="weight")), "| igraph", other)
assert list(lists.edges(data="weight")) == [("Ana", "Bo", 3.0)]
assert other == [("Ana", "Bo"), ("Ana", "Cy")]

names, other = read('*Vertices 4\n1 "Chair"\n2 "Chair"\n3 "EU"\n4 "CHL"\n*Edges\n1 3\n2 4\n')
print("one name:      ", list(names.edges()), "| igraph", other)
assert sorted(names) == ["CHL", "Chair", "EU"]
assert names.degree("Chair") == 2

second, other = read(NAMES + '*Edges :1 "met"\n1 2 1\n*Edges :2 "wrote to"\n2 3 1\n')
print("two relations: ", list(second.edges()), "| igraph", other)
assert ("*Edges", ":2") in second.edges() and other is None
PYTHON
venv/bin/python try.py
