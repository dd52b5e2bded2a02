"""The map, in parts: what the address asks for, which entries that is and where they stand, colours and sizes, the table twin, saved views."""
