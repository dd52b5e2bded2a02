"""Graph files: one small writer per format, each opened by the tools that analysts already have.
The list of them is in `formats`.
"""
