#!/usr/bin/env bash
# A text of 40,000 letters in a cell of a workbook.
#
# Expected: Excel takes 32,767 letters in a cell, so a writer refuses a longer text or warns, as
# XlsxWriter does (it leaves the cell empty and says so by its result).
# Seen with openpyxl 3.1.5: it keeps the first 32,767 letters, in memory already, and says nothing,
# in both its ways of writing. pandas 3.1.1 warns of it for its own tables. Through pandas with
# XlsxWriter 3.2.9 the text is cut as well, and an address of more than 2,079 letters is left out
# altogether, with a warning, for XlsxWriter makes a link of it; openpyxl writes it whole.
# It matters to whoever hands on the text of an article or a list of sources joined in one cell: the
# end is missing, and what ends in the midst of a word looks like a slip of copying. Linkages takes
# in no cell beyond that limit and says where it stands (`loaders/read/cells.py`), so that what it
# writes fits.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    openpyxl==3.1.5 XlsxWriter==3.2.9 pandas==3.1.1

cat > try.py <<'PYTHON'
import warnings

import openpyxl
import pandas
import xlsxwriter

text, address = "letters " * 5000, "https://example.org/?q=" + "a" * 2100


def length(value):
    return len(value) if isinstance(value, str) else 0


with warnings.catch_warnings():
    warnings.simplefilter("error")
    for lean in (False, True):
        book = openpyxl.Workbook(write_only=lean)
        sheet = book.create_sheet("articles")
        sheet.append([text])
        book.save("out.xlsx")
        kept = openpyxl.load_workbook("out.xlsx")["articles"]["A1"].value
        print("openpyxl", "write_only" if lean else "", length(kept), repr(kept[-9:]))
        assert length(kept) == 32767

book = xlsxwriter.Workbook("out.xlsx")
said = book.add_worksheet().write_string(0, 0, text)
book.close()
print("XlsxWriter says", said)
assert said == -2

for engine in ("openpyxl", "xlsxwriter"):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        pandas.DataFrame({"text": [text], "source": [address]}).to_excel("out.xlsx", engine=engine)
    row = [cell.value for cell in list(openpyxl.load_workbook("out.xlsx").active.rows)[1]]
    lengths = [length(value) for value in row[1:]]
    print("pandas with", engine, lengths, "| warnings", len(said))
    assert lengths == [32767, 2123 if engine == "openpyxl" else 0]
PYTHON
venv/bin/python try.py
