#!/usr/bin/env bash
# A number beyond the limit of its field, in Streamlit's own test runner (AppTest).
#
# Expected: AppTest refuses what a browser would not send (it does for a field that is disabled: "A
# browser user cannot interact with a disabled widget"), or hands the value to the page.
# Seen with Streamlit 1.67.0: neither. A number above max_value, set where 7 was chosen before,
# makes the field fall back to the value it began with, 5; a slider does the same; a text that is
# too long leaves what was typed before. No exception, no element says so, and the run goes on.
# It matters to whoever tests that a page refuses too much: the test passes over a page that would
# take anything, and the choice made before is lost on the way. Linkages tests limits where they are
# checked, in functions without a page.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check streamlit==1.67.0

cat > try.py <<'PYTHON'
from streamlit.testing.v1 import AppTest


def page():
    import streamlit

    streamlit.number_input("efforts", 0, 10, 5, key="efforts")
    streamlit.slider("share", 0, 10, 5, key="share")
    streamlit.text_input("code", "ab", max_chars=3, key="code")


test = AppTest.from_function(page, default_timeout=300).run()


def held():
    return (
        test.number_input("efforts").value,
        test.slider("share").value,
        test.text_input("code").value,
    )


test.number_input("efforts").set_value(7)
test.slider("share").set_value(8)
test.text_input("code").input("abc").run()
before = held()
test.number_input("efforts").set_value(99)
test.slider("share").set_value(42)
test.text_input("code").input("abcdef").run()
print("within the limits:", before)
print("beyond them:      ", held(), "exceptions:", len(test.exception))
assert before == (7, 8, "abc")
assert held() == (5, 5, "abc")
assert not test.exception
PYTHON
venv/bin/python try.py 2>/dev/null
# within the limits: (7, 8, 'abc')
# beyond them:       (5, 5, 'abc') exceptions: 0
