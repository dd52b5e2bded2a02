#!/usr/bin/env bash
# A day from Neo4j beside the same day of Python.
#
# Expected: what is equal is one key: if a == b, then {a, b} has one entry, as Python asks of every
# type (and as the driver's own DateTime does).
# Seen with the driver neo4j 6.4.1: neo4j.time.Date(2024, 3, 1) == datetime.date(2024, 3, 1), from
# both sides, and they sort together; but their hashes differ. A set holds the day twice, a
# dictionary by day does not find it, a count by day has two lines that print alike, and a join of
# two lists by day drops every row. DateTime and Time have the hash of their Python twins.
# It matters to whoever puts rows of a query beside rows of a file: a test with == passes. Linkages
# turns days into text where a value leaves the driver (`graph_model/console/from_driver.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check neo4j==6.4.1

cat > try.py <<'PYTHON'
from collections import Counter
from datetime import date, datetime, time

from neo4j import time as bolt

day, own = bolt.Date(2024, 3, 1), date(2024, 3, 1)
print("equal:", day == own, own == day, "| sorted:", sorted([day, date(2023, 1, 1)])[0])
print("by day:", {own: "round 3"}.get(day))
print("counted:", [(str(key), number) for key, number in Counter([day, own]).items()])
assert day == own and own == day
assert len({day, own}) == 2
assert {own: "round 3"}.get(day) is None

for one, other in (
    (bolt.DateTime(2024, 3, 1, 9), datetime(2024, 3, 1, 9)),
    (bolt.Time(9), time(9)),
):
    print(type(one).__name__, "in one set with its twin:", len({one, other}))
    assert len({one, other}) == 1
PYTHON
venv/bin/python try.py
# equal: True True | sorted: 2023-01-01
# by day: None
# counted: [('2024-03-01', 1), ('2024-03-01', 1)]
# DateTime in one set with its twin: 1
# Time in one set with its twin: 1
