"""Settings: the screen is in `page`."""
