"""What changed: the screen is in `page`."""
