"""Asking in Cypher: what is refused, what it cost, and how an answer looks."""
