"""Ask in Cypher: the screen is in `page`."""
