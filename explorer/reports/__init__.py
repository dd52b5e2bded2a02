"""What the coalition reports: each report is a pure function of a day and, for a span, the
day it begins. To add one: a module here and a line in `registry`.
"""
