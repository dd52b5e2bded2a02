"""What runs behind and around the pages: the database, a visit and its address, the frame,
saving.
"""

from graph_model.database.driver import fetch_without_tables

# The first page waits for the driver, and hands it no tables.
fetch_without_tables()
