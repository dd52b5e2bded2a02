#!/usr/bin/env bash
# A column of a workbook in which most dates are whole days, and one below is known by its month.
#
# Expected: what polars cannot read as a date it reads as text, or refuses, as it does from CSV.
# Seen with polars 2.1.0 and fastexcel 0.21.0: where the month stands below the first hundred rows,
# it is null, without a word: "until April 2019" has become "no end known". The same table as CSV is
# refused, with the cell and its column; the same month among the first hundred rows makes the whole
# column text. pandas 3.1.1 hands out both values.
# It matters for the end of a membership, of a mandate, of an agreement: null means that it still
# holds. So a column of dates in a workbook of Linkages is days throughout or text throughout
# (`_dress` in `loaders/take_out/export.py`); before, the two who talked about TTIP until April 2019
# read as if they still did.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    polars==2.1.0 fastexcel==0.21.0 XlsxWriter==3.2.9 pandas==3.1.1 openpyxl==3.1.5

cat > try.py <<'PYTHON'
import datetime

import pandas
import polars
import xlsxwriter


def read(place):
    """The cell with the month, read by polars from a workbook and from CSV, and by pandas."""
    values = [datetime.date(2020, 1, 1)] * 150
    values[place] = "2019-04"
    book = xlsxwriter.Workbook("in.xlsx", {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["party", "until"])
    for row, value in enumerate(values, start=1):
        sheet.write(row, 0, f"party {row}")
        sheet.write(row, 1, value)
    book.close()
    with open("in.csv", "w") as file:
        file.write("party,until\n")
        file.writelines(f"party {row},{value}\n" for row, value in enumerate(values, start=1))
    try:
        csv = polars.read_csv("in.csv", try_parse_dates=True)["until"][place]
    except polars.exceptions.ComputeError as error:
        csv = str(error).splitlines()[0]
    other = pandas.read_excel("in.xlsx")["until"][place]
    return polars.read_excel("in.xlsx")["until"][place], csv, other


early, late = read(50), read(140)
print("row 51 :", early)
print("row 141:", late)
assert early == ("2019-04", "2019-04", "2019-04")
assert late[0] is None
assert late[1].startswith("could not parse `2019-04` as dtype `date` at column 'until'")
assert late[2] == "2019-04"
PYTHON
venv/bin/python try.py
# row 51 : ('2019-04', '2019-04', '2019-04')
# row 141: (None, "could not parse `2019-04` as dtype `date` at column 'until' (column number 2)", '2019-04')
