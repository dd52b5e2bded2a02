#!/usr/bin/env bash
# A small integer program (which of 16 meetings fit into the time there is), solved by scipy.
#
# Expected: `milp` returns its result and prints nothing, for its option `disp` is off.
# Seen with scipy 1.17.1: for some ordinary inputs one line about a class of its solver stands on
# standard output, "HighsMipSolverData::transformNewIntegerFeasibleSolution tmpSolver.run();",
# though the result is right. It comes from below Python: `contextlib.redirect_stdout` does not
# catch it, and neither `disp=False` nor another gap takes it away. Here it is 1 in 300 random
# programs of this size, so a test rarely meets it.
# It matters to whoever answers on standard output: a command that promises one JSON object there,
# or a server that speaks a protocol on it, is broken by that line. Of 1,500 random plans of the
# shape that Linkages weighs 4 printed it; `linkages plan` leads it to standard error by the
# descriptor (`printed_aside` in `explorer/commands/command_line.py`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check scipy==1.17.1 numpy==2.4.6

cat > try.py <<'PYTHON'
import contextlib
import io
import sys

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

worth = [9438, 3036, 1042, 3158, 4633, 4345, 8051, 2149, 6749, 2753, 1161, 8357, 9584, 3365, 9315, 1528]
time = [7785, 2527, 4265, 3223, 1003, 2387, 2252, 3982, 1150, 3665, 1707, 8041, 9214, 4705, 5215, 7819]
with contextlib.redirect_stdout(io.StringIO()) as caught:
    found = milp(
        -np.array(worth, dtype=float),
        integrality=np.ones(16),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint([time], -np.inf, 34470),
        options={"disp": False},
    )
print("status", found.status, "worth", -found.fun, "caught", repr(caught.getvalue()), file=sys.stderr)
assert caught.getvalue() == ""
# every set of the 16, for comparison
sets = np.arange(1 << 16)[:, None] >> np.arange(16) & 1
assert -found.fun == (sets @ worth)[sets @ time <= 34470].max()
PYTHON
venv/bin/python try.py > out.txt 2> err.txt
echo "standard output: $(cat out.txt)"
echo "standard error:  $(cat err.txt)"
grep -q '^HighsMipSolverData::' out.txt
[ "$(wc -l < out.txt)" = 1 ]
