"""Pictures of a part of the graph: chosen entries, stable places, one typed `Picture`, drawn on the
page (vis-network) and into files.
"""
