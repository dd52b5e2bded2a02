"""Record a contact: the screen is in `page`."""
