"""The picture of a part of the graph: chosen entries, stable places, drawn by vis-network over pyvis's data model."""
