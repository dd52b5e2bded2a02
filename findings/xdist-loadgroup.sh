#!/usr/bin/env bash
# Tests that carry one `xdist_group` mark, run by pytest-xdist with `--dist loadgroup`.
#
# Expected: they run in one process, as the mark's documentation says.
# Seen with pytest-xdist 3.8.0: under pytest 9.1 they do; under pytest 9.2.0 they are scattered over
# the processes, with no word about it. A scheduler given by the hook `pytest_xdist_make_scheduler`
# that reads the group from the test's name keeps them together under both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > test_grouped.py <<'PYTHON'
import os
from pathlib import Path

import pytest


@pytest.mark.parametrize("number", range(40))
@pytest.mark.xdist_group("one")
def test_in_the_group(number):
    with Path("seen").open("a") as file:
        file.write(f"{os.getpid()}\n")
PYTHON
for version in 9.1.0 9.2.0; do
    python3 -m venv "venv-$version"
    "venv-$version/bin/python" -m pip install --quiet --disable-pip-version-check \
        "pytest==$version" pytest-xdist==3.8.0
    rm -f seen
    "venv-$version/bin/python" -m pytest -q -n 2 --dist loadgroup test_grouped.py > /dev/null
    processes=$(sort -u seen | wc -l)
    echo "pytest $version: 40 tests of one group ran in $processes process(es)"
    echo "$version $processes" >> found
done
[ "$(cat found)" = "$(printf '9.1.0 1\n9.2.0 2')" ]
