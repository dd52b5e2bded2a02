"""Data: the screen is in `page`."""
