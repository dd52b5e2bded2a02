"""Checked rows into the database, all or nothing; small writes and their undoing."""
