"""From files to tables of text, and from the text of a cell to a value."""
