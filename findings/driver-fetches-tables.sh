#!/usr/bin/env bash
# What `import neo4j` brings along.
#
# Expected: the driver talks Bolt; pandas and pyarrow are for `Result.to_df`, and are fetched when
# that is called.
# Seen with neo4j 6.4.1: where pandas, pyarrow and numpy are installed, `import neo4j` imports all
# three at once, and most of its time is theirs. With the two names held empty in `sys.modules`
# during the import (as where they are not installed) it does without, and both can be imported
# afterwards; from then on the driver of this process takes no pandas value as a parameter.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check \
    neo4j==6.4.1 pandas==3.1.1 pyarrow==24.0.0

cat > usual.py <<'PYTHON'
import sys
import neo4j

print("usual   ", neo4j.__version__, sorted({"numpy", "pandas", "pyarrow"} & set(sys.modules)))
assert {"numpy", "pandas", "pyarrow"} <= set(sys.modules)
PYTHON
cat > without.py <<'PYTHON'
import sys

sys.modules["pandas"] = sys.modules["pyarrow"] = None
import neo4j

del sys.modules["pandas"], sys.modules["pyarrow"]
print("without ", neo4j.__version__, sorted({"numpy", "pandas", "pyarrow"} & set(sys.modules)))
assert not {"pandas", "pyarrow"} & set(sys.modules)
import pandas

print("later   ", "pandas" in sys.modules, len(pandas.DataFrame({"a": [1]})))
PYTHON
venv/bin/python usual.py
venv/bin/python without.py
# usual    6.4.1 ['numpy', 'pandas', 'pyarrow']
# without  6.4.1 ['numpy']
# later    True 1
