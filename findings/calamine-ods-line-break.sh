#!/usr/bin/env bash
# Two names in one cell of an OpenDocument sheet, with a line break between them.
#
# Expected: the break arrives as a line break, or as a blank; the two names stay apart.
# Seen with python-calamine 0.9.1: a <text:line-break/> within a paragraph is dropped, and the two
# names become ONE word. Two paragraphs in the cell, the other way to write the same, arrive as
# two lines, so a reader tried on one program's files looks right. pandas with odfpy keeps both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    python-calamine==0.9.1 odfpy==1.4.1 pandas==3.1.1

cat > try.py <<'PYTHON'
import pandas
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P

document = OpenDocumentSpreadsheet()
table = Table(name="Contacts")
document.spreadsheet.addElement(table)


def cell(row, *paragraphs):
    made = TableCell(valuetype="string")
    row.addElement(made)
    for parts in paragraphs:
        paragraph = P()
        made.addElement(paragraph)
        for part in parts:
            paragraph.addText(part) if isinstance(part, str) else paragraph.addElement(part)


head, line = TableRow(), TableRow()
table.addElement(head)
table.addElement(line)
cell(head, ["with a break"])
cell(head, ["in paragraphs"])
cell(line, ["First", LineBreak(), "Second"])
cell(line, ["First"], ["Second"])
document.save("two.ods")

found = {
    engine: pandas.read_excel("two.ods", engine=engine).iloc[0].tolist()
    for engine in ("calamine", "odf")
}
for engine, values in found.items():
    print(f"{engine:9}", values)
assert found == {
    "calamine": ["FirstSecond", "First\nSecond"],
    "odf": ["First\nSecond", "First\nSecond"],
}
PYTHON
venv/bin/python try.py
# calamine  ['FirstSecond', 'First\nSecond']
# odf       ['First\nSecond', 'First\nSecond']
