"""Sentences to HTML; all data is escaped here."""
