#!/usr/bin/env bash
# The last moment of a month, written to a workbook and read back.
#
# Expected: pandas.Period("2024-03").end_time is in March, and a workbook keeps the day of a date.
# Seen with pandas 3.1.1: 31 March 2024 23:59:59.999999 comes back as 1 April 2024, written with
# openpyxl 3.1.5 or with XlsxWriter 3.2.9, read with openpyxl or with python-calamine 0.9.1. A date
# is a number of days there, and what is nearer to midnight than that number can hold becomes
# midnight: the next day, month and, for December, year. The cell itself holds the whole number.
# It matters to whoever gets a list of ends ("in force until", "comments until") that was made from
# months: each end is a day late, in another month. Linkages reads the number itself and cuts it to
# its day (`date_text` in `loaders/read/number_formats.py`), which a test holds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    pandas==3.1.1 openpyxl==3.1.5 XlsxWriter==3.2.9 python-calamine==0.9.1

cat > try.py <<'PYTHON'
import re
import zipfile

import pandas

for month in ("2024-03", "2024-12"):
    end = pandas.Period(month).end_time
    print("said   ", end)
    assert end.strftime("%Y-%m") == month
    for writer in ("openpyxl", "xlsxwriter"):
        pandas.DataFrame({"until": [end]}).to_excel("ends.xlsx", index=False, engine=writer)
        with zipfile.ZipFile("ends.xlsx") as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        (stored,) = re.findall(r'<c r="A2"[^>]*><v>([^<]*)</v>', sheet)
        found = {
            reader: str(pandas.read_excel("ends.xlsx", engine=reader)["until"][0])
            for reader in ("openpyxl", "calamine")
        }
        print(f"{writer:10} stores {stored}, read as {found}")
        after = str((pandas.Period(month) + 1).start_time)
        assert set(found.values()) == {after}
PYTHON
venv/bin/python try.py
# said    2024-03-31 23:59:59.999999
# openpyxl   stores 45382.99999999999, read as {'openpyxl': '2024-04-01 00:00:00', 'calamine': '2024-04-01 00:00:00'}
# xlsxwriter stores 45382.99999999999, read as {'openpyxl': '2024-04-01 00:00:00', 'calamine': '2024-04-01 00:00:00'}
# said    2024-12-31 23:59:59.999999
# openpyxl   stores 45657.99999999999, read as {'openpyxl': '2025-01-01 00:00:00', 'calamine': '2025-01-01 00:00:00'}
# xlsxwriter stores 45657.99999999999, read as {'openpyxl': '2025-01-01 00:00:00', 'calamine': '2025-01-01 00:00:00'}
