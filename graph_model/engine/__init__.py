"""The built-in Neo4j server. Its names are fetched when they are first asked for: the child
process, which stands in this package too, speaks to no driver and does not wait for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_model.lazy_names import fetched_later

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


__getattr__ = fetched_later(__name__, _MADE)
