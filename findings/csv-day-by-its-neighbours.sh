#!/usr/bin/env bash
# One date in a CSV file, 03/04/2024, beside dates of other rows.
#
# Expected: what a reader makes of a cell depends on the cell, or on what is said of the column; at
# least each reader has one rule.
# Seen with pandas 3.1.1, DuckDB 2.0.1 and polars 2.1.0, each asked to read dates by itself: beside
# 05/04/2024 the cell is 4 March to pandas and 3 April to the two others. Beside 13/04/2024 pandas
# goes by the order of the rows: behind it the cell is 3 April, before it the column stays text.
# Beside 04/13/2024 it is 4 March to DuckDB, and text to polars. pandas warns in the second case,
# where it is right by its neighbours; in the others nothing is said.
# It matters to whoever brings days of signature: one more row, or the same rows in another order,
# moves all others by months, and each is a valid day. Linkages asks once for a column, whose every
# cell could be either, which of the two it is, and shows both readings
# (`loaders/sheets/date_styles.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    pandas==3.1.1 duckdb==2.0.1 polars==2.1.0

cat > try.py <<'PYTHON'
import warnings

import duckdb
import pandas
import polars

warnings.simplefilter("always")


def read(*dates):
    """What three readers make of 03/04/2024 among these, as text."""
    with open("in.csv", "w") as file:
        file.write("agreement,signed\n" + "".join(f"a,{date}\n" for date in dates))
    place = dates.index("03/04/2024")
    with warnings.catch_warnings(record=True) as said:
        table = pandas.read_csv("in.csv", parse_dates=["signed"])
    found = (
        table.signed[place],
        duckdb.sql("SELECT signed FROM 'in.csv'").fetchall()[place][0],
        polars.read_csv("in.csv", try_parse_dates=True)["signed"][place],
    )
    shown = tuple(str(value)[:10] for value in found)
    print(*dates, "| pandas {}, DuckDB {}, polars {}".format(*shown), "| warnings", len(said))
    assert len(said) == (dates[0] == "13/04/2024")
    return shown


MARCH, APRIL, TEXT = "2024-03-04", "2024-04-03", "03/04/2024"
assert read("03/04/2024", "05/04/2024") == (MARCH, APRIL, APRIL)
assert read("13/04/2024", "03/04/2024") == (APRIL, APRIL, APRIL)
assert read("03/04/2024", "13/04/2024") == (TEXT, APRIL, APRIL)
assert read("03/04/2024", "04/13/2024") == (MARCH, MARCH, TEXT)
PYTHON
venv/bin/python try.py
# 03/04/2024 05/04/2024 | pandas 2024-03-04, DuckDB 2024-04-03, polars 2024-04-03 | warnings 0
# 03/04/2024 04/13/2024 | pandas 2024-03-04, DuckDB 2024-03-04, polars 03/04/2024 | warnings 0
