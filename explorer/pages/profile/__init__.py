"""Everything about one entry: the screen is in `page`."""
