"""Everything that touches Neo4j: the store, its statements, reading, writing, history, and
bounds.
"""
