#!/usr/bin/env bash
# A text that is wholly in a fallback font, and then one in the main font.
#
# Expected: both can be read on the page and copied out of it.
# Seen with fpdf2 2.8.9: the second is written in the glyph numbers of the main font while the page
# still has none set, so nothing or other letters appear. The library sets the main font within
# the first text, undoes it at its end, and takes it for set from then on. Saying the font again
# before each text helps (`loaders/take_out/report_pdf.py`).
set -euo pipefail
fonts=$(cd "$(dirname "$0")/../static" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check fpdf2==2.8.9 pypdfium2==5.15.2

cat > try.py <<'PYTHON'
import sys

import pypdfium2
from fpdf import FPDF


def read(said_again):
    page = FPDF()
    page.add_font("main", "", f"{sys.argv[1]}/public-sans-400.ttf")
    page.add_font("greek", "", f"{sys.argv[1]}/noto-sans-greek-400.ttf")
    page.set_fallback_fonts(["greek"], exact_match=False)
    page.add_page()
    page.set_font("main", "", 12)
    for text in ("Ελλάδα", "plain words"):
        if said_again:
            page.current_font_is_set_on_page = False
        page.multi_cell(0, 8, text, new_x="LMARGIN", new_y="NEXT")
    return pypdfium2.PdfDocument(bytes(page.output()))[0].get_textpage().get_text_range()


lost, kept = read(False), read(True)
print("as it is           ", repr(lost))
print("the font said again", repr(kept))
assert "plain words" not in lost
assert "plain words" in kept
PYTHON
venv/bin/python try.py "$fonts"
# as it is            'Ελλάδα'
# the font said again 'Ελλάδα\r\nplain words'
