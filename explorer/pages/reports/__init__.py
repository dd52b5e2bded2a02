"""Reports: the screen is in `page`."""
