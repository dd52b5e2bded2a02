"""What is in the graph: the screen is in `page`."""
