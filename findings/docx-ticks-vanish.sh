#!/usr/bin/env bash
# A tick in a table of a Word document.
#
# Expected: python-docx gives the text of a cell; a tick put in with Insert > Symbol is at least
# some sign, and a cell with a tick is told from an empty one.
# Seen with python-docx 1.2.0: the tick (w:sym, as Word stores a sign of the fonts Wingdings and
# Symbol) is left out, so that "yes" and "nothing said" are the same empty text, in cell.text and in
# paragraph.text, without a warning. A hyphen that may not break comes as a plain one; a soft hyphen
# is left out.
# It matters to whoever reads a table of commitments, where columns of ticks are the usual form.
# Linkages takes back only the asks of its own drafts, sentences all, and reads hyphens, tabs and
# breaks of a line from their own marks (`_text` in `loaders/asks_back.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check python-docx==1.2.0

cat > try.py <<'PYTHON'
import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

made = docx.Document()
table = made.add_table(rows=2, cols=2)
table.cell(0, 0).text, table.cell(1, 0).text = "Data flows", "Source code"
tick = OxmlElement("w:sym")  # as Word writes it
tick.set(qn("w:font"), "Wingdings")
tick.set(qn("w:char"), "F0FC")
table.cell(0, 1).paragraphs[0].add_run()._r.append(tick)
made.save("table.docx")

read = docx.Document("table.docx").tables[0]
rows = [[cell.text for cell in row.cells] for row in read.rows]
print(rows)
assert "w:sym" in read.cell(0, 1)._tc.xml
assert rows == [["Data flows", ""], ["Source code", ""]]
PYTHON
venv/bin/python try.py
# [['Data flows', ''], ['Source code', '']]
