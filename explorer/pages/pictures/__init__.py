"""Pictures: the screen is in `page`."""
