"""Asking in Cypher, on the page and on the command line: the editor, and the shapes of an answer."""
