"""Plan: the screen is in `page`."""
