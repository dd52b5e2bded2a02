"""Gaps: the screen is in `page`."""
