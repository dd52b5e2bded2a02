"""Who can introduce us: the screen is in `page`."""
