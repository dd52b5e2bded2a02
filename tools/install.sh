#!/usr/bin/env bash
# tools/install.sh [EXTRA]: this project and what it needs into .venv, at the versions of constraints.txt.
#
# uv does in seconds what pip does in a minute (docs/speed.md). It reads none of pip's settings, so an
# index that pip was told of is handed on; where uv cannot be had or fails, pip does the same.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.venv/bin/python
wanted=".${1:+[$1]}"
quietly=(--quiet --disable-pip-version-check -c constraints.txt)

# A pip within .venv takes three seconds to make: uv makes it in passing, and the pip of the Python
# behind .venv fetches uv, where it has one.
fetch_uv() {
    "$(readlink -f "$python")" -m pip --python "$python" install "${quietly[@]}" uv 2>/dev/null ||
        { own_pip && "$python" -m pip install "${quietly[@]}" uv; }
}

own_pip() {
    "$python" -m pip --version >/dev/null 2>&1 || "$python" -m ensurepip --upgrade >/dev/null
}

# pip takes half a second to tell its index: it is asked where a file of settings names one.
index_of_pip() {
    local folders=("$HOME/.pip" "${XDG_CONFIG_HOME:-$HOME/.config}/pip" "$HOME/Library/Application Support/pip" /etc/xdg/pip /Library/Application\ Support/pip .venv)
    grep -qs '^ *index-url' /etc/pip.conf "${PIP_CONFIG_FILE:-/dev/null}" "${folders[@]/%//pip.conf}" || return 0
    own_pip && "$python" -m pip config get global.index-url 2>/dev/null || true
}

with_uv() {
    [ -x .venv/bin/uv ] || fetch_uv || return 1
    UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-$(index_of_pip)}}"
    [ -n "$UV_DEFAULT_INDEX" ] && export UV_DEFAULT_INDEX || unset UV_DEFAULT_INDEX
    .venv/bin/uv pip install --quiet --python "$python" -c constraints.txt -e "$wanted" pip
}

if ! with_uv; then
    echo "uv could not install; pip does it, which takes a minute or two ..."
    own_pip && "$python" -m pip install "${quietly[@]}" -e "$wanted"
fi
