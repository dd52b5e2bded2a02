"""What runs behind and around the pages: the database, a visit and its address, the frame,
saving.
"""
