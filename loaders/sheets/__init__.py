"""Any sheet in: where its table stands, what its columns mean, and the rows that it brings."""
