"""What the coalition reports: each report is a pure function of a snapshot and its days. To add
one: a module here and a line in `registry`.
"""
