#!/usr/bin/env bash
# tools/install.sh [EXTRA]: this project and what it needs into .venv, at the versions of constraints.txt.
#
# uv does in ten seconds what pip does in a minute (docs/speed.md). It reads none of pip's settings, so
# an index that pip was told of is handed on; where uv cannot be had or fails, pip does the same.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
wanted=".${1:+[$1]}"

with_uv() {
    [ -x .venv/bin/uv ] || "$python" -m pip install --quiet --disable-pip-version-check -c constraints.txt uv || return 1
    local index
    index=$("$python" -m pip config get global.index-url 2>/dev/null || true)
    UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-${index:-}}}"
    [ -n "$UV_DEFAULT_INDEX" ] && export UV_DEFAULT_INDEX || unset UV_DEFAULT_INDEX
    .venv/bin/uv pip install --quiet --python "$python" -c constraints.txt -e "$wanted"
}

if ! with_uv; then
    echo "uv could not install; pip does it, which takes a minute or two ..."
    "$python" -m pip install --quiet --disable-pip-version-check -c constraints.txt -e "$wanted"
fi
