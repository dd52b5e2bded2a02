#!/usr/bin/env bash
# Contacts by month, drawn by Vega-Lite on two sides of an ocean.
#
# Expected: "2024-01-01" is a day, so its month is January 2024, on whatever computer it is drawn;
# the picture of the same data is the same.
# Seen with vl-convert 1.9.0.post1 (Vega-Lite without a browser): where the clock is behind London,
# the bar of January 2024 stands at December 2023, and so on, one month early for each that is dated
# by its first day; by year, all of 2024 stands at 2023. The day is read as midnight in London and
# its month taken by the clock of the place. No warning. With "utcyearmonth" in place of
# "yearmonth", and a scale of type "utc", it is January everywhere.
# It matters to whoever sends a chart of a year, or draws it in a pipeline: in Geneva it is right,
# in Washington the first month is in the year before. A month in Linkages is text from the row to
# the picture, never a moment of a clock (`graph_model/dates.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check vl-convert-python==1.9.0.post1

cat > try.py <<'PYTHON'
import os
import re

import vl_convert


def months(unit):
    """What the bars say of themselves."""
    drawn = vl_convert.vegalite_to_svg(
        {
            "data": {"values": [{"day": "2024-01-01", "n": 3}, {"day": "2024-02-01", "n": 1}]},
            "mark": "bar",
            "encoding": {
                "x": {"field": "day", "type": "temporal", "timeUnit": unit},
                "y": {"field": "n", "type": "quantitative"},
            },
        }
    )
    return re.findall(r'aria-label="day[^:]*: ([^;]+);', drawn)


print(os.environ["TZ"], months("yearmonth"), months("year"), "|", months("utcyearmonth"))
PYTHON
for zone in Europe/Zurich America/New_York; do TZ=$zone venv/bin/python try.py; done > found.txt
cat found.txt
diff found.txt - <<TEXT
Europe/Zurich ['Jan 2024', 'Feb 2024'] ['2024', '2024'] | ['Jan 2024', 'Feb 2024']
America/New_York ['Dec 2023', 'Jan 2024'] ['2023', '2024'] | ['Jan 2024', 'Feb 2024']
TEXT
