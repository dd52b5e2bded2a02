"""Lists of agreements that others keep: read, matched to ours by number, else by parties and
year.
"""
