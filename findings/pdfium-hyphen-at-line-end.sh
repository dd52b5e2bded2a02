#!/usr/bin/env bash
# An address in a PDF that is broken at one of its hyphens, and read back.
#
# Expected: what is copied out has the hyphen, and a line break behind it; so says pypdf, and take
# the break out and the address is whole.
# Seen with pypdfium2 5.15.2 (PDFium, which shows PDFs in Chromium): the hyphen AND the break are
# gone, and U+FFFE, which is no character, stands in their place. It takes every hyphen at a line's
# end for one that parts a word, in addresses too; the rest of the same page has its hyphens. Broken
# before the hyphen, as style manuals ask for addresses, it is kept. fpdf2 2.8.9 likes to break
# behind hyphens, as it should in prose.
# It matters to whoever prints sources: six of the 223 in Linkages' background paper could not be
# copied out whole by such a reader. Now they are broken before the hyphen, and open by a click
# (`_whole_addresses` in `loaders/take_out/report_pdf.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    fpdf2==2.8.9 pypdfium2==5.15.2 pypdf==7.1.1

cat > try.py <<'PYTHON'
import io

import pypdf
import pypdfium2
from fpdf import FPDF


def read(*lines):
    """What PDFium and pypdf read of these lines, one below the other."""
    page = FPDF()
    page.add_page()
    page.set_font("helvetica", size=12)
    page.multi_cell(0, 6, "\n".join(lines))
    pdf = bytes(page.output())
    told = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    return told, pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


behind = read("https://a.example/landmark-economy-", "agreement-2020")
before = read("https://a.example/landmark-economy", "-agreement-2020")
print("broken behind the hyphen", [text.encode("unicode_escape").decode() for text in behind])
print("broken before the hyphen", [text.encode("unicode_escape").decode() for text in before])
assert behind == (
    "https://a.example/landmark-economy\ufffeagreement-2020",
    "https://a.example/landmark-economy-\nagreement-2020",
)
assert before == (
    "https://a.example/landmark-economy\r\n-agreement-2020",
    "https://a.example/landmark-economy\n-agreement-2020",
)
PYTHON
venv/bin/python try.py
# broken behind the hyphen ['https://a.example/landmark-economy\\ufffeagreement-2020', ...]
# broken before the hyphen ['https://a.example/landmark-economy\\r\\n-agreement-2020', ...]
