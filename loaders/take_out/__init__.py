"""The graph out: files that come back in, graph files, reports, and what may go to the public."""
