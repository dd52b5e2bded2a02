"""Whose voices: the screen is in `page`."""
