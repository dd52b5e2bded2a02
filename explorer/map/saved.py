"""Views with a name: addresses, kept as JSON in the data folder. Two people who save at once lose nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from filelock import FileLock

from explorer.map.asked import PARTS
from graph_model.files import write_whole

FILE = "views.json"
LONGEST = 80


def views(home: Path) -> dict[str, dict[str, str]]:
    """The saved views, by name; an unreadable file is as good as none."""
    try:
        kept = json.loads((home / FILE).read_text(encoding="utf-8"))
        return {str(name): {str(key): str(value) for key, value in params.items()} for name, params in sorted(kept.items())}
    except (OSError, ValueError, AttributeError):
        return {}


def save(home: Path, name: str, params: Mapping[str, str]) -> None:
    """Keep a view under a name; the same name is replaced. Raises `OSError`."""
    kept = {key: params[key] for key in (*PARTS, "as_of") if params.get(key)}
    _change(home, lambda known: known | {name.strip()[:LONGEST]: kept})


def forget(home: Path, name: str) -> None:
    """Take a view away. Raises `OSError`."""
    _change(home, lambda known: {other: params for other, params in known.items() if other != name})


def _change(home: Path, how: Callable[[dict[str, dict[str, str]]], dict[str, dict[str, str]]]) -> None:
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / f"{FILE}.lock", timeout=10):
        write_whole(home / FILE, json.dumps(how(views(home)), ensure_ascii=False, indent=1) + "\n")
