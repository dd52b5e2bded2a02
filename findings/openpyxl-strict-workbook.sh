#!/usr/bin/env bash
# A workbook in the strict form of Open XML (ISO/IEC 29500, Excel's "Strict Open XML Spreadsheet").
#
# Expected: openpyxl reads its sheets, or raises an error, as for a file that is no workbook.
# Seen with openpyxl 3.1.5: it opens without an error and has NO sheets, after a warning about "an
# invalid specification for 0" that does not name the form. python-calamine 0.9.1 reads the rows. So
# a program that loads "what the file holds" takes a full workbook for an empty one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1

cat > try.py <<'PYTHON'
import warnings
import zipfile

import openpyxl
import python_calamine

warnings.simplefilter("ignore")
plain = openpyxl.Workbook()
plain.active.title = "Contacts"
plain.active.append(["who", "when"])
plain.active.append(["An organisation", "2024-01-02"])
plain.save("plain.xlsx")

# The strict form differs in the names of its namespaces, and says so in the workbook.
transitional = "http://schemas.openxmlformats.org"
strict = "http://purl.oclc.org/ooxml"
names = {
    f"{transitional}/spreadsheetml/2006/main": f"{strict}/spreadsheetml/main",
    f"{transitional}/officeDocument/2006/relationships": f"{strict}/officeDocument/relationships",
    f"{transitional}/drawingml/2006/main": f"{strict}/drawingml/main",
}
with zipfile.ZipFile("plain.xlsx") as source, zipfile.ZipFile("strict.xlsx", "w") as target:
    for part in source.namelist():
        text = source.read(part).decode()
        for before, after in names.items():
            text = text.replace(before, after)
        if part == "xl/workbook.xml":
            text = text.replace("<workbook ", '<workbook conformance="strict" ', 1)
        target.writestr(part, text)

seen = openpyxl.load_workbook("strict.xlsx").sheetnames
book = python_calamine.CalamineWorkbook.from_path("strict.xlsx")
rows = book.get_sheet_by_name(book.sheet_names[0]).to_python()
print("openpyxl, sheets:", seen)
print("calamine, rows:  ", rows)
assert openpyxl.load_workbook("plain.xlsx").sheetnames == ["Contacts"]
assert seen == []
assert rows == [["who", "when"], ["An organisation", "2024-01-02"]]
PYTHON
venv/bin/python try.py
# openpyxl, sheets: []
# calamine, rows:   [['who', 'when'], ['An organisation', '2024-01-02']]
