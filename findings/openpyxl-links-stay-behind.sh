#!/usr/bin/env bash
# A workbook with a link to the source in each row, and one row taken out by openpyxl.
#
# Expected: a link belongs to its cell as its text and its comment do, and moves up with them; the
# documentation says of rows taken out that what depends on them elsewhere (formulas, tables,
# charts) is not looked after.
# Seen with openpyxl 3.1.5: in the program each cell still has its own link, but the file that is
# saved has the links where they were: each row now has the link of the row above, the first of them
# none, and below the table an address stands by itself in what was an empty row. insert_rows()
# moves them the other way. Comments move along. No word from it.
# It matters to whoever tidies up a register before it is handed on: the sources of all rows below
# are those of a neighbour, and each opens. Linkages takes sources from columns of addresses, in
# text, says which cells have an address behind their words (`loaders/read/grids.py`), and gives
# workbooks out with sources as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check openpyxl==3.1.5

cat > try.py <<'PYTHON'
import openpyxl
from openpyxl.comments import Comment

book = openpyxl.Workbook()
for row, name in enumerate(("A", "B", "C"), start=1):
    cell = book.active.cell(row, 1, f"Text of {name}")
    cell.hyperlink = f"https://example.org/{name}"
    cell.comment = Comment(f"read {name}", "desk")

book.active.delete_rows(1)
held = [(cell.value, cell.hyperlink.target) for (cell,) in book.active.iter_rows(max_row=2)]
book.save("kept.xlsx")
print("before it is saved:", held)
assert held == [("Text of B", "https://example.org/B"), ("Text of C", "https://example.org/C")]

found = [
    (cell.value, cell.hyperlink and cell.hyperlink.target, cell.comment and cell.comment.text)
    for (cell,) in openpyxl.load_workbook("kept.xlsx").active.iter_rows()
]
print("read again:")
for row in found:
    print("  ", row)
assert found == [
    ("Text of B", None, "read B"),
    ("Text of C", "https://example.org/B", "read C"),
    ("https://example.org/C", "https://example.org/C", None),
]
PYTHON
venv/bin/python try.py
# before it is saved: [('Text of B', 'https://example.org/B'), ('Text of C', 'https://example.org/C')]
# read again:
#    ('Text of B', None, 'read B')
#    ('Text of C', 'https://example.org/B', 'read C')
#    ('https://example.org/C', 'https://example.org/C', None)
