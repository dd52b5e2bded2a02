"""The built-in Neo4j server."""

from graph_model.engine.local import CURRENT, LocalEngine, Running
from graph_model.engine.start_failures import LONG_TERM

__all__ = ["CURRENT", "LONG_TERM", "LocalEngine", "Running"]
