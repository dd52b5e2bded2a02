"""The map: the screen is in `page`."""
