"""Ready questions: the screen is in `page`."""
