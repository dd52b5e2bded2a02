"""The built-in Neo4j server. Its names are fetched when they are first asked for: the child
process, which stands in this package too, speaks to no driver and does not wait for one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_model.engine.local import CURRENT, LocalEngine, Running
    from graph_model.engine.start_failures import LONG_TERM

_MADE = {
    "CURRENT": "local",
    "LONG_TERM": "start_failures",
    "LocalEngine": "local",
    "Running": "local",
}
__all__ = ["CURRENT", "LONG_TERM", "LocalEngine", "Running"]


def __getattr__(name: str) -> object:
    if name not in _MADE:
        raise AttributeError(f"module 'graph_model.engine' has no attribute {name!r}")
    found: object = getattr(import_module(f"graph_model.engine.{_MADE[name]}"), name)
    globals()[name] = found
    return found
