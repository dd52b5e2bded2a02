"""Where we stand: the screen is in `page`."""
