#!/usr/bin/env bash
# A Chromium for the browser tests: the one that is there, else Debian's where we may install packages.
set -u
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then exit 0; fi
if command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then
    as_root=""; [ "$(id -u)" = 0 ] || as_root="sudo -n"
    echo "Installing Chromium for the browser tests (once) ..."
    $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null && exit 0
fi
echo "No Chromium was found and none could be installed: the browser tests cannot run here."
[ "${CI:-}" = true ] && exit 1
exit 0
