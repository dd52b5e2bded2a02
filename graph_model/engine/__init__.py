"""The built-in Neo4j server."""

from graph_model.engine.local import CURRENT, LONG_TERM, LocalEngine, Running

__all__ = ["CURRENT", "LONG_TERM", "LocalEngine", "Running"]
