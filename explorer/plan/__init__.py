"""The parts of the page Plan, one a file."""
